import Basics

/// One field of a table.
public enum CSVCell: Sendable, Hashable {
  /// Nothing is known: an empty field.
  case missing
  /// Text; made harmless for spreadsheets when written.
  case text(String)
  /// A whole number.
  case integer(Int)
  /// A decimal at full precision; an empty field when it is not finite.
  case number(Double)

  /// A decimal, or an empty field.
  public static func number(_ value: Double?) -> CSVCell { value.map { .number($0) } ?? .missing }
  /// A whole number, or an empty field.
  public static func integer(_ value: Int?) -> CSVCell { value.map { .integer($0) } ?? .missing }
}

/// A table as RFC 4180 bytes: UTF-8 without byte order mark, CRLF after every line, one header line.
public struct CSVTable: Sendable, Hashable {
  /// Names of the columns.
  public let columns: [String]
  /// Rows, each as long as `columns`.
  public let rows: [[CSVCell]]

  /// Throws `csv-shape` when there is no column, a name is empty or occurs twice, or a row has another length.
  public init(columns: [String], rows: [[CSVCell]]) throws(Diagnostic) {
    if columns.isEmpty { throw Diagnostic("csv-shape", area: .content, "a table to download has no columns") }
    var seen: Set<String> = []
    for name in columns {
      if name.allSatisfy(\.isWhitespace) { throw Diagnostic("csv-shape", area: .content, "a column has no name") }
      if !seen.insert(name).inserted { throw Diagnostic("csv-shape", area: .content, "two columns are called \"\(name)\"") }
    }
    for (index, row) in rows.enumerated() where row.count != columns.count {
      throw Diagnostic("csv-shape", area: .content, "row \(index + 1) has \(row.count) fields, the header has \(columns.count)")
    }
    self.columns = columns
    self.rows = rows
  }

  /// The file.
  public func bytes() -> [UInt8] {
    var buffer: [UInt8] = []
    buffer.reserveCapacity((rows.count + 1) * columns.count * 12)
    write(columns.map { .text($0) }, to: &buffer)
    for row in rows { write(row, to: &buffer) }
    return buffer
  }

  private func write(_ row: [CSVCell], to buffer: inout [UInt8]) {
    let start = buffer.count
    for (index, cell) in row.enumerated() {
      if index > 0 { buffer.append(0x2C) }
      switch cell {
      case .missing: break
      case .integer(let value): buffer.append(contentsOf: String(value).utf8)
      case .number(let value): buffer.append(contentsOf: (decimalText(value) ?? "").utf8)
      case .text(let text): appendField(harmlessForSpreadsheets(text), to: &buffer)
      }
    }
    // A line without any byte would read as no row at all.
    if buffer.count == start { buffer.append(contentsOf: [0x22, 0x22]) }
    buffer.append(contentsOf: [0x0D, 0x0A])
  }
}

private func appendField(_ text: String, to buffer: inout [UInt8]) {
  let bytes = text.utf8
  let needsQuotes =
    bytes.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D } || bytes.first == 0x20 || bytes.last == 0x20
  if !needsQuotes && !bytes.contains(0x00) {
    buffer.append(contentsOf: bytes)
    return
  }
  if needsQuotes { buffer.append(0x22) }
  for byte in bytes {
    switch byte {
    case 0x22: buffer.append(contentsOf: [0x22, 0x22])
    // Not text, and readers stop at it.
    case 0x00: buffer.append(contentsOf: "\u{FFFD}".utf8)
    default: buffer.append(byte)
    }
  }
  if needsQuotes { buffer.append(0x22) }
}

/// The text, with `'` in front when a spreadsheet could run it as a formula (OWASP, "CSV Injection"): it starts, perhaps
/// after spaces, with `=`, `+`, `-`, `@`, `|`, `%`, a full-width form of these, a tab or a line end, and is not a number.
func harmlessForSpreadsheets(_ text: String) -> String {
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\t", "\r", "\n": return "'" + text
    case "=", "+", "-", "@", "|", "%", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}", "\u{FF5C}", "\u{FF05}":
      return isPlainNumber(text) || text == "-" || text == "+" ? text : "'" + text
    case "\u{FEFF}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}": continue
    default:
      if scalar.value > 0x20 && scalar.value < 0x7F { return text }
      if scalar.value < 0x20 || scalar.properties.isWhitespace { continue }
      return text
    }
  }
  return text
}

/// `-12`, `+0.5`, `1e-7`: a sign, digits, a fraction, an exponent, and nothing else.
private func isPlainNumber(_ text: String) -> Bool {
  var rest = text.utf8[...]
  func digits() -> Bool {
    let before = rest.count
    rest = rest.drop { (0x30...0x39).contains($0) }
    return rest.count < before
  }
  if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
  guard digits() else { return false }
  if rest.first == 0x2E {
    rest = rest.dropFirst()
    guard digits() else { return false }
  }
  if rest.first == 0x65 || rest.first == 0x45 {
    rest = rest.dropFirst()
    if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
    guard digits() else { return false }
  }
  return rest.isEmpty
}
