import Aggregation
import Markup
import Notation
import Records

/// The latest conversations of a period: the first on the page, all of them for the optional script and in the files, and pages of their
/// own in other orders, so that nothing is lost without the script.
struct ConversationList {
  private let rows: [ListedConversation]
  private let total: Int
  private let notation: Notation
  private let columns: [ConversationColumn]
  private let periodWords: String

  /// Rows of the first page.
  static let firstRows = 100
  /// Elements that one page may hold: rows times columns.
  private static let pageCells = 4_000
  private static let id = "conversations"

  /// Of rows that stand latest first.
  init(_ latest: [ListedConversation], total: Int, zone: Zone, period: Period, notation: Notation) {
    rows = latest
    self.total = total
    self.notation = notation
    columns = ConversationColumn.all(latest, zone: zone, period: period, notation: notation)
    periodWords = PeriodWords.title(period, notation)
  }

  var heading: String { rows.count < total ? "The latest conversations" : "All conversations" }

  /// `The latest 2,000 of 5,310 conversations`.
  private var counted: String {
    rows.count < total
      ? "The latest \(number(rows.count)) of \(number(total)) conversations"
      : total == 1 ? "1 conversation" : "All \(number(total)) conversations"
  }

  private func number(_ count: Int) -> String { notation.text(Double(count), .count) }

  /// The card of the page itself.
  var body: Fragment {
    let shown = Array(rows.prefix(Self.firstRows))
    let isWhole = shown.count == rows.count
    var table = table(shown, caption: "Conversations of \(periodWords), latest first", order: ("lastMessageAt", true), isSortable: true)
    var part = ""
    if !isWhole {
      let store = ConversationStore(rows.dropFirst(shown.count), columns: columns)
      table.store = store.text
      let held = shown.count + store.count
      let stand = "\(number(shown.count)) stand here"
      part =
        held < rows.count ? " This page holds the first \(number(held)), of which \(stand)" : " The first \(stand)"
      part += "; the links lead to more of them, the files hold all that are listed."
    }
    return card(table, reading: "\(counted) of \(periodWords), by their last message.\(part)", current: nil)
  }

  /// What is listed and the links to other orders come first: a hundred rows are a long way down.
  private func card(_ table: DataTable, reading: String, current: ConversationOrder?) -> Fragment {
    var writer = MarkupWriter(capacity: 4096)
    writer.raw("<div class=\"card flow wide\">\n<p class=\"read\">")
    writer.text(reading)
    writer.raw("</p>\n")
    writer.fragment(links(current: current))
    writer.fragment(table.fragment)
    writer.fragment(DownloadLink(address: download).fragment)
    writer.raw("</div>\n")
    return writer.finish()
  }

  private var download: String { "data/\(Self.id).csv" }

  private func table(
    _ shown: [ListedConversation], caption: String, order: (id: String, isDescending: Bool), isSortable: Bool = false
  ) -> DataTable {
    DataTable(
      id: Self.id, caption: caption,
      columns: columns.map { column in
        let isOrdered = column.id == order.id
        return DataColumn(
          title: column.title, isNumeric: column.unit != nil, isSortedDescending: isOrdered && order.isDescending,
          isSortedAscending: isOrdered && !order.isDescending, room: column.room,
          isLeftOutOnPaper: column.isLeftOutOnPaper, filter: column.filter)
      },
      rows: shown.map { row in
        DataRow(
          cells: columns.map { column in
            guard let value = column.value(row) else { return .keyed("\u{2013}", key: "") }
            return value.key.map { .keyed(value.text, key: $0) } ?? .text(value.text)
          })
      }, isSortable: isSortable)
  }

  /// Pages worth writing: an order of several rows, a part that has some.
  private var orders: [ConversationOrder] {
    ConversationOrder.allCases.filter { order in
      guard columns.contains(where: { $0.id == order.column.id }) else { return false }
      return order.isOrder ? rows.count > 1 : !order.rows(rows).isEmpty
    }
  }

  /// The same list in other orders, and its parts.
  var pages: [SortedPage] { orders.map(page) }

  private func page(_ order: ConversationOrder) -> SortedPage {
    let all = order.rows(rows)
    let shown = Array(all.prefix(max(Self.firstRows, Self.pageCells / max(1, columns.count + 1))))
    var words = shown.count < all.count ? "The first \(number(shown.count)) of \(number(all.count))" : "\(number(all.count))"
    words += order.isOrder ? "" : " \(order.words)"
    let reading = "\(words), of the latest \(number(rows.count)) of \(number(total)) conversations of \(periodWords)."
    let card = card(table(shown, caption: order.heading, order: order.column), reading: reading, current: order)
    return SortedPage(fileName: order.fileName, heading: order.heading, body: card)
  }

  /// Plain links to every order and part.
  private func links(current: ConversationOrder?) -> Fragment {
    var writer = MarkupWriter(capacity: 1024)
    let parts = [("Sorted by ", orders.filter(\.isOrder)), ("Only those ", orders.filter { !$0.isOrder })]
    for (index, (words, orders)) in parts.enumerated() {
      if orders.isEmpty { continue }
      writer.raw(#"<p class="small mt download">"#)
      writer.text(words)
      if index == 0 {
        link("conversations.html", "last message, latest first", isCurrent: current == nil, into: &writer)
        writer.text("; ")
      }
      for (place, order) in orders.enumerated() {
        if place > 0 { writer.text("; ") }
        let count = order.isOrder ? "" : " (\(number(order.rows(rows).count)))"
        link(order.fileName, order.words + count, isCurrent: order == current, into: &writer)
      }
      writer.raw("</p>\n")
    }
    return writer.finish()
  }

  private func link(_ address: String, _ words: String, isCurrent: Bool, into writer: inout MarkupWriter) {
    writer.raw("<a")
    writer.attribute("href", address)
    if isCurrent { writer.raw(#" aria-current="page""#) }
    writer.raw(">")
    writer.text(words)
    writer.raw("</a>")
  }

  /// All listed conversations, latest first.
  var published: PublishedTable {
    PublishedTable(
      id: Self.id, title: "Conversations of \(periodWords)",
      columns: columns.map { .init(id: $0.id, title: $0.title, unit: $0.unit) },
      rows: rows.map { row in columns.map { $0.value(row)?.published ?? .init("") } })
  }
}

/// Rows that stand on no page, for the optional script: a line for each row, tabs between text and key of each cell, an empty line between rows.
/// Only as many rows as keep the page light.
struct ConversationStore {
  let text: String
  /// Rows of the text.
  let count: Int

  /// Bytes of the text: a page with more takes a phone too long.
  private static let limit = 80_000

  init(_ rows: ArraySlice<ListedConversation>, columns: [ConversationColumn]) {
    var text = ""
    var count = 0
    for row in rows {
      let line = Self.line(row, columns: columns)
      if text.utf8.count + line.utf8.count > Self.limit { break }
      if count > 0 { text += "\n\n" }
      text += line
      count += 1
    }
    self.text = text
    self.count = count
  }

  private static func line(_ row: ListedConversation, columns: [ConversationColumn]) -> String {
    var text = ""
    for (place, column) in columns.enumerated() {
      if place > 0 { text += "\t" }
      guard let value = column.value(row) else {
        text += "\u{2013}\t"
        continue
      }
      // A key of "=" is the text itself.
      text += plain(value.text) + "\t" + (value.key.map(keyed) ?? "=")
    }
    return text
  }

  private static func plain(_ text: String) -> String { String(text.map { $0 == "\t" || $0 == "\n" ? " " : $0 }) }

  private static func keyed(_ text: String) -> String { String(text.map { $0 == "\t" ? " " : $0 }) }
}
