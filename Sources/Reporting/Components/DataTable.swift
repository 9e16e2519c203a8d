import Markup

/// A column of a table on a page.
struct DataColumn: Sendable {
  var title: String
  /// Address of the definition of what the column shows.
  var definition: String?
  /// Numbers stand right, text left.
  var isNumeric = true
  /// A bar column: decoration, hidden in narrow cards, because its number stands beside it.
  var isDecoration = false
  /// Sorted by this column, largest first.
  var isSortedDescending = false
  /// Sorted by this column, smallest first.
  var isSortedAscending = false
  /// Room that keeps rows low where a table may be wider than its page; nil = as little as its words need.
  var room: Room?
  /// Left out on paper, where the other columns need its room.
  var isLeftOutOnPaper = false
  /// Names the row together with the first column.
  var isRowHeader = false
  /// What the optional script offers for this column; nil = nothing.
  var filter: Filter?

  /// Columns with more room than their words need.
  enum Room: String, Sendable {
    /// A day and a time on one line.
    case moment = "when"
    /// Several words.
    case words = "roomy"
  }

  /// How a column can be filtered.
  enum Filter: String, Sendable {
    /// By one value.
    case choice
    /// By several values that must all be there.
    case all
    /// From a number to a number.
    case range
    /// Values such as `risk: low`: any of those chosen under each name.
    case labels
  }
}

/// What stands in a cell.
enum DataCell: Sendable {
  case text(String)
  /// Muted words in place of a number: "too few", "no data".
  case muted(String)
  case markup(Fragment)
  /// A text and what a script sorts it by.
  case keyed(String, key: String)
  /// A value that a vendor reported: marked, with its words below the table.
  case reported(String)
  case empty
}

/// A row; the first cell is its header.
struct DataRow: Sendable {
  var cells: [DataCell]
  /// "All other": muted.
  var isRest = false
  /// The only cell names the rows below it.
  var isGroup = false
}

/// A table with caption, scopes and its own scroll region.
struct DataTable: Sendable {
  /// Unique on the page; the caption gets `id-cap`.
  var id: String
  var caption: String
  /// The heading of the card says the same, so the caption is for screen readers only.
  var isCaptionHidden = false
  var columns: [DataColumn]
  var rows: [DataRow]
  /// The totals, last.
  var footer: DataRow?
  /// True when the optional script may sort and filter it.
  var isSortable = false
  /// Further rows for the script (`ConversationStore`); they are not part of the page.
  var store: String?
  /// Many short rows: they stand closer.
  var isTight = false

  /// The scroll region with the table in it.
  var fragment: Fragment {
    var writer = MarkupWriter(capacity: 256 * (rows.count + 4))
    writer.raw(#"<div class="scroll" role="region" tabindex="0""#)
    writer.attribute("aria-labelledby", "\(id)-cap")
    // Few columns leave room for the bars even in a narrow card; many stand closer.
    writer.raw(">\n<table")
    let classes = [columns.count <= 5 ? "slim" : columns.count > 7 ? "dense" : nil, isTight ? "tight" : nil].compactMap { $0 }
    if !classes.isEmpty { writer.attribute("class", classes.joined(separator: " ")) }
    if isSortable { writer.attribute("data-tool", id) }
    writer.raw(">\n<caption")
    writer.attribute("id", "\(id)-cap")
    if isCaptionHidden { writer.raw(#" class="vh""#) }
    writer.raw(">")
    writer.text(caption)
    writer.raw("</caption>\n<thead><tr>")
    for column in columns { head(column, into: &writer) }
    writer.raw("</tr></thead>\n<tbody>\n")
    for row in rows { body(row, into: &writer) }
    writer.raw("</tbody>\n")
    if let footer {
      writer.raw("<tfoot>\n")
      body(footer, into: &writer)
      writer.raw("</tfoot>\n")
    }
    writer.raw("</table>\n</div>\n")
    if let store {
      writer.raw("<template")
      writer.attribute("data-rows", id)
      writer.raw(">")
      writer.text(store)
      writer.raw("</template>\n")
    }
    return writer.finish()
  }

  private func head(_ column: DataColumn, into writer: inout MarkupWriter) {
    if column.isDecoration {
      writer.raw(#"<td class="deco"></td>"#)
      return
    }
    writer.raw(#"<th scope="col""#)
    let paper = column.isLeftOutOnPaper ? "spare" : nil
    let classes = [column.isNumeric ? "n" : column.room?.rawValue, paper].compactMap { $0 }
    if !classes.isEmpty { writer.attribute("class", classes.joined(separator: " ")) }
    if column.isSortedDescending { writer.raw(#" aria-sort="descending""#) }
    if column.isSortedAscending { writer.raw(#" aria-sort="ascending""#) }
    if isSortable { writer.attribute("data-f", column.filter?.rawValue) }
    writer.raw(">")
    writer.term(column.title, definition: column.definition)
    writer.raw("</th>")
  }

  private func body(_ row: DataRow, into writer: inout MarkupWriter) {
    if row.isGroup, let name = row.cells.first { return group(name, into: &writer) }
    writer.raw(row.isRest ? #"<tr class="rest">"# : "<tr>")
    for (index, cell) in row.cells.enumerated() where index < columns.count {
      let column = columns[index]
      let isHeader = index == 0 || column.isRowHeader
      if isHeader {
        writer.raw(column.isNumeric && index > 0 ? #"<th scope="row" class="n""# : #"<th scope="row""#)
      } else if column.isDecoration {
        writer.raw(#"<td class="deco""#)
      } else if column.isLeftOutOnPaper {
        writer.raw(column.isNumeric ? #"<td class="n spare""# : #"<td class="spare""#)
      } else {
        writer.raw(column.isNumeric ? #"<td class="n""# : "<td")
      }
      if isSortable, case .keyed(_, let key) = cell { writer.attribute("data-v", key) }
      writer.raw(">")
      content(cell, into: &writer)
      writer.raw(isHeader ? "</th>" : "</td>")
    }
    writer.raw("</tr>\n")
  }

  /// Rows of a group are a body of their own, headed by its name.
  private func group(_ name: DataCell, into writer: inout MarkupWriter) {
    writer.raw(#"</tbody><tbody><tr class="grp"><th scope="rowgroup""#)
    writer.attribute("colspan", String(columns.count))
    writer.raw(">")
    content(name, into: &writer)
    writer.raw("</th></tr>\n")
  }

  private func content(_ cell: DataCell, into writer: inout MarkupWriter) {
    switch cell {
    case .text(let text): writer.text(text)
    case .muted(let text):
      writer.raw(#"<span class="muted">"#)
      writer.text(text)
      writer.raw("</span>")
    case .markup(let fragment): writer.fragment(fragment)
    case .keyed(let text, _): writer.text(text)
    case .reported(let text): writer.reported(text)
    case .empty: break
    }
  }
}
