import Markup

/// The numbers of a chart as a table: the way to them for keyboards, screen readers and print.
public struct TableTwin: Sendable, Hashable {
  /// A column.
  public struct Column: Sendable, Hashable {
    /// The header, with the unit where the cells do not carry it.
    public var title: String
    /// Numbers stand right, text left.
    public var isNumeric: Bool

    /// A column; numeric unless said otherwise.
    public init(_ title: String, isNumeric: Bool = true) {
      self.title = title
      self.isNumeric = isNumeric
    }
  }

  /// A cell.
  public struct Cell: Sendable, Hashable {
    /// As read by people.
    public var text: String
    /// At full precision, for CSV and JSON; nil for words and missing values.
    public var exact: Double?

    /// A cell of words, or of a number with its exact value.
    public init(_ text: String, exact: Double? = nil) {
      self.text = text
      self.exact = exact
    }
  }

  /// The sentence above the table.
  public var caption: String
  /// The first column names the rows.
  public var columns: [Column]
  /// In the order of the chart; each as long as `columns`.
  public var rows: [[Cell]]
  /// Totals, or nil.
  public var footer: [Cell]?

  /// A table from its parts.
  public init(caption: String, columns: [Column], rows: [[Cell]], footer: [Cell]? = nil) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.footer = footer
  }

  /// More rows than this are linked as CSV instead.
  public static let rowLimit = 400

  /// The table in a scroll region of its own, named by its caption (`id-cap`).
  public func fragment(id: String) -> Fragment {
    var writer = MarkupWriter(capacity: 128 * (rows.count + 4))
    write(id: id, into: &writer)
    return writer.finish()
  }

  func write(id: String, into writer: inout MarkupWriter) {
    writer.raw(#"<div class="scroll" role="region" tabindex="0""#)
    writer.attribute("aria-labelledby", "\(id)-cap")
    writer.raw("><table><caption")
    writer.attribute("id", "\(id)-cap")
    writer.raw(">")
    writer.text(caption)
    writer.raw("</caption><thead><tr>")
    for column in columns {
      writer.raw(column.isNumeric ? #"<th scope="col" class="n">"# : #"<th scope="col">"#)
      writer.text(column.title)
      writer.raw("</th>")
    }
    writer.raw("</tr></thead><tbody>\n")
    for row in rows { write(row, into: &writer) }
    writer.raw("</tbody>")
    if let footer {
      writer.raw("<tfoot>\n")
      write(footer, into: &writer)
      writer.raw("</tfoot>")
    }
    writer.raw("</table></div>")
  }

  private func write(_ row: [Cell], into writer: inout MarkupWriter) {
    writer.raw("<tr>")
    for (index, cell) in row.enumerated() {
      let isNumeric = index < columns.count && columns[index].isNumeric
      if index == 0 {
        writer.raw(#"<th scope="row">"#)
        writer.text(cell.text)
        writer.raw("</th>")
      } else {
        writer.raw(isNumeric ? #"<td class="n">"# : "<td>")
        writer.text(cell.text)
        writer.raw("</td>")
      }
    }
    writer.raw("</tr>\n")
  }
}
