import Privacy
import Records

/// One row of a table of text, by column name.
struct TableRow {
  /// Names as compared: lower case, without `_`, `-`, spaces, byte order mark.
  let columns: [String]
  /// Cells without their quotes; short rows end early.
  let cells: [String]
  /// Separator of the file: a semicolon hints at decimal commas.
  var separator: UInt8 = 0x2C

  /// The cell of the first of these columns that the table has; nil when it has none of them, or the cell is empty.
  func cell(_ names: String...) -> String? { cell(names) }

  /// The cell of the first of these columns that the table has; nil when it has none of them, or the cell is empty.
  func cell(_ names: [String]) -> String? {
    for name in names {
      guard let place = columns.firstIndex(of: name) else { continue }
      return place < cells.count && !cells[place].isEmpty ? cells[place] : nil
    }
    return nil
  }

  /// A number: `1234.5`, and with a semicolon as separator also `1.234,5`; nil for empty cells and other texts.
  func number(_ names: String...) -> Double? {
    guard var text = cell(names) else { return nil }
    if separator == 0x3B, text.contains(",") { text = text.replacing(".", with: "").replacing(",", with: ".") }
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// Name of a column as it is compared.
  static func normalised(_ name: String) -> String {
    String(name.lowercased().unicodeScalars.filter { $0 != "_" && $0 != "-" && $0 != " " && $0 != "\u{FEFF}" && $0 != "\r" })
  }
}
