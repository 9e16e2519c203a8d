import Aggregation
import Notation
import Records

/// One column of the list of conversations.
struct ConversationColumn {
  /// What stands in a cell: for people, for scripts, for files.
  struct Value {
    var text: String
    /// What a script sorts and filters by; nil = the text.
    var key: String?
    var published: PublishedTable.Cell
  }

  var id: String
  var title: String
  var unit: Unit?
  var filter: DataColumn.Filter?
  var room: DataColumn.Room?
  /// A page of paper has room for what names a conversation, its times, messages, outcome and labels.
  var isLeftOutOnPaper: Bool { ["version", "tags", "skills", "language", "model", "cost", "source"].contains(id) }
  /// nil where the export does not say.
  var value: (ListedConversation) -> Value?

  /// All columns that some conversation has a value for.
  static func all(_ rows: [ListedConversation], zone: Zone, period: Period, notation: Notation) -> [ConversationColumn] {
    let clock = ConversationClock(zone: zone, year: period.start.components.year, notation: notation)
    let costs = notation.column(rows.map(\.cost), .money(currency: "USD"))
    let sources = Set(rows.compactMap(\.source))
    let made = [
      text("conversation", "Conversation", nil) { $0.reference.string },
      ConversationColumn(id: "lastMessageAt", title: "Last message", room: .moment) { clock.value($0.lastAt) },
      ConversationColumn(id: "firstMessageAt", title: "First message", room: .moment) { clock.value($0.firstAt) },
      number("messages", "Messages", .count, .range) { row in
        row.messageCount.map { (notation.text(Double($0), .count), Double($0)) }
      },
      text("assistant", "Assistant", .choice) { $0.assistant?.string },
      number("version", "Version", .ratio, .range) { row in row.version.map { (String($0), Double($0)) } },
      text("inbox", "Channel", .choice) { $0.inbox?.string },
      list("outcome", "Outcome", .all, { ConversationWords.outcome($0) }) { ConversationWords.outcomeKeys($0) },
      list("labels", "Labels", .labels, { ConversationWords.briefLabels($0) }) { ConversationWords.labels($0) },
      list("tags", "Tags", .all, { $0.tags.map(\.string) }),
      list("skills", "Skills", .all, { $0.skills.map(\.string) }),
      text("language", "Language", .choice) { $0.language?.string },
      text("model", "Model", .choice) { $0.model?.string },
      number("cost", costs.unitLabel.map { "Cost, \($0)" } ?? "Cost", .money(currency: "USD"), .range) { row in
        row.cost.map { (costs.cell($0), $0) }
      },
      text("source", "Source", .choice) { sources.count > 1 ? $0.source?.string : nil },
    ]
    return made.filter { column in rows.contains { column.value($0) != nil } }
  }

  private static func text(
    _ id: String, _ title: String, _ filter: DataColumn.Filter?, _ value: @escaping (ListedConversation) -> String?
  ) -> ConversationColumn {
    ConversationColumn(id: id, title: title, filter: filter) { row in
      value(row).flatMap { $0.isEmpty ? nil : Value(text: $0, published: .init($0)) }
    }
  }

  private static func number(
    _ id: String, _ title: String, _ unit: Unit, _ filter: DataColumn.Filter,
    _ value: @escaping (ListedConversation) -> (text: String, number: Double)?
  ) -> ConversationColumn {
    ConversationColumn(id: id, title: title, unit: unit, filter: filter) { row in
      value(row).map { text, number in
        let key = CSVNumber.write(number)
        return Value(text: text, key: key == text ? nil : key, published: .init(text, number))
      }
    }
  }

  private static func list(
    _ id: String, _ title: String, _ filter: DataColumn.Filter, _ value: @escaping (ListedConversation) -> [String],
    keys: ((ListedConversation) -> [String])? = nil
  ) -> ConversationColumn {
    ConversationColumn(id: id, title: title, filter: filter, room: id == "labels" ? .words : nil) { row in
      let parts = value(row)
      if parts.isEmpty { return nil }
      return Value(
        text: parts.joined(separator: ", "), key: (keys?(row) ?? parts).joined(separator: "\n"),
        published: .init((id == "labels" ? ConversationWords.labels(row) : parts).joined(separator: "; ")))
    }
  }
}

/// Moments in the words of the page.
struct ConversationClock {
  let zone: Zone
  let year: Int
  let notation: Notation

  /// `31 Mar, 14:05`, with the year when it is not the period's; nil for no moment.
  func value(_ microseconds: Int64) -> ConversationColumn.Value? {
    if microseconds == missingInstant { return nil }
    let instant = Instant(microseconds: microseconds)
    let c = zone.day(of: instant).components
    let day = notation.day(c.year, c.month, c.day, style: .short)
    return ConversationColumn.Value(
      text: "\(c.year == year ? day : "\(day)\u{A0}\(c.year)"), \(zone.clock(instant))", key: String(instant.seconds),
      published: .init(zone.iso(instant)))
  }
}
