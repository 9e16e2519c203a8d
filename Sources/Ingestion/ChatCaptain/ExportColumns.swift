import Records

/// Columns of the CSV export in English and German, as `TableRow.normalised` writes them. The vendor documents none.
enum ExportColumn {
  static let day = ["date", "day", "datum", "tag"]
  static let channelID = ["channelid", "kanalid"]
  static let channelName = ["channelname", "channel", "kanalname", "kanal"]
  static let channelType = ["channeltype", "kanaltyp", "kanalart"]
  static let metric = ["metric", "metrik", "kennzahl"]
  static let value = ["value", "wert"]
  static let conversation = ["conversationid", "konversationsid", "konversationid", "gesprächsid", "gespraechsid"]
  static let created = ["created", "createdat", "startedat", "erstellt", "erstelltam", "beginn"] + day
  static let ended = ["endedat", "updated", "updatedat", "aktualisiert", "ende"]
  static let language = ["language", "sprache"]
  static let environment = ["environment", "umgebung"]
  static let transferred = ["transferred", "handedoff", "handoff", "weitergeleitet"]

  /// A number of one day and channel: where it stands in the table, in the records, and which metric it is.
  struct Measure: Sendable {
    let field: FieldID
    let columns: [String]
    let metric: String?
    let scale: Scale
  }
  static let measures: [Measure] = [
    Measure(
      field: "conversations", columns: ["conversations", "konversationen", "gespräche", "gespraeche", "conversationcount"],
      metric: "vol.conversations_started", scale: .count),
    Measure(
      field: "interactions", columns: ["interactions", "interaktionen", "interactioncount"], metric: "vol.interactions", scale: .count),
    Measure(field: "messages", columns: ["messages", "nachrichten", "messagecount"], metric: "vol.messages_sent", scale: .count),
    Measure(field: "intents", columns: ["intenthits", "intents", "intenttreffer", "intentcount"], metric: "int.hits", scale: .count),
    Measure(field: "calls", columns: ["calls", "anrufe", "callcount"], metric: "call.count", scale: .count),
    Measure(
      field: "callDuration",
      columns: ["calldurationseconds", "callduration", "calldurationtotal", "anrufdauer", "anrufdauersekunden", "anrufdauerinsekunden"],
      metric: "call.duration_total", scale: .seconds),
    Measure(
      field: "transferred", columns: ["transferredcalls", "weitergeleiteteanrufe", "weiterleitungen"], metric: "call.transferred",
      scale: .count),
  ]

  /// The measure of a column, or of a name in the long form.
  static func measure(_ name: String) -> Measure? { byColumn[name] ?? byColumn[TableRow.normalised(name)] }

  private static let byColumn: [String: Measure] = Dictionary(
    measures.flatMap { measure in measure.columns.map { ($0, measure) } }, uniquingKeysWith: { first, _ in first })

  /// Columns that are no measure of a day.
  static let known: Set<String> = Set(
    day + channelID + channelName + channelType + metric + value + conversation + created + ended + language + environment + transferred)
}

extension TableRow {
  func hasColumn(_ names: [String]) -> Bool { names.contains { columns.contains($0) } }

  /// True when numbers are written the German way: the table is cut by something else than commas, and its days or heads are German.
  var isGerman: Bool {
    separator != 0x2C
      && (cell(ExportColumn.day).flatMap { germanDay(String($0.prefix(10))) } != nil
        || hasColumn(["datum", "kanal", "konversationen", "anrufe", "nachrichten", "interaktionen", "wert"]))
  }

  /// A number in a cell. `1.234` in a German table, and `1,234` in an English one, is a group of thousands when the whole has that form.
  func writtenNumber(_ text: String) -> Double? {
    let group: Character = isGerman ? "." : ","
    let parts = text.split(separator: group, omittingEmptySubsequences: false)
    if parts.count > 1, parts[0].utf8.count <= 3, !parts[0].isEmpty, parts.dropFirst().dropLast().allSatisfy({ $0.utf8.count == 3 }) {
      let last = parts[parts.count - 1].prefix { $0 != "," && $0 != "." }
      if last.utf8.count == 3 { return Ingestion.writtenNumber(parts.joined()) }
    }
    return Ingestion.writtenNumber(text)
  }
}

/// The first moment of a day, or the moment, that a cell names; days and times without offset are local.
func localMoment(_ text: String, _ zone: Zone) -> Instant? {
  let day = CalendarDay(text.prefix(10)) ?? germanDay(String(text.prefix(10)))
  guard let day else { return WrittenMoment(text).flatMap { if case .instant(let moment) = $0 { moment } else { nil } } }
  if text.utf8.count == 10 { return zone.start(of: day) }
  guard let stamp = parseTimeStamp(day.description + text.dropFirst(10)) else { return nil }
  if stamp.hasZone { return Instant(microseconds: stamp.microseconds) }
  let utc = stamp.microseconds.flooredDivision(by: 1_000_000)
  let offset = zone.offset(atSeconds: utc - zone.offset(atSeconds: utc))
  return Instant(microseconds: stamp.microseconds - offset * 1_000_000)
}
