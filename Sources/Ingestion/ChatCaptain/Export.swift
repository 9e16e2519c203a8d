import Privacy
import Records

extension BodyKind {
  /// The statistics export: one line per local day and channel, days without traffic missing.
  static let captainExport = BodyKind(
    "export-csv", endpoint: "statistics export (.csv)",
    shape: .table { columns, context in
      let table = TableRow(columns: columns, cells: [])
      guard table.hasColumn(ExportColumn.day), !table.hasColumn(ExportColumn.conversation) else { return false }
      let measures = columns.filter { ExportColumn.measure($0) != nil }.count
      let hasChannel = table.hasColumn(ExportColumn.channelID) || table.hasColumn(ExportColumn.channelName)
      return hasChannel && measures > 0 || context.vendor == .chatcaptain && measures > 0
    },
    landmarks: ["date", "channelid", "conversations"],
    fields: [
      FieldUse("date", .record(.days, "day")), FieldUse("channelId", .unused("the name says it")),
      FieldUse("channelName", .record(.days, "channel")), FieldUse("channelType", .unused("the list of channels says it")),
    ] + exportNames.map { FieldUse($0.name, .record(.days, $0.field)) },
    .table { row, place, context, harvest in readDay(row, place, context, &harvest) })

  /// The same in long form: date, metric, value, and the channel if the export has several.
  static let captainLongExport = BodyKind(
    "export-long", endpoint: "statistics export in long form (.csv)",
    shape: .table { columns, _ in
      let table = TableRow(columns: columns, cells: [])
      return table.hasColumn(ExportColumn.day) && table.hasColumn(ExportColumn.metric) && table.hasColumn(ExportColumn.value)
    },
    landmarks: ["date", "metric", "value"],
    fields: [
      FieldUse("date", .record(.days, "day")), FieldUse("metric", .context), FieldUse("value", .record(.days, "conversations")),
      FieldUse("channel", .record(.days, "channel")),
    ],
    .table { row, place, context, harvest in readLongRow(row, place, context, &harvest) })

  /// One line per conversation.
  static let captainConversationExport = BodyKind(
    "export-conversations", endpoint: "conversation export (.csv)",
    shape: .table { columns, context in
      let table = TableRow(columns: columns, cells: [])
      guard table.hasColumn(ExportColumn.conversation), table.hasColumn(ExportColumn.created) else { return false }
      return table.hasColumn(ExportColumn.channelID) || table.hasColumn(ExportColumn.channelType)
        || table.hasColumn(ExportColumn.channelName) && context.vendor == .chatcaptain
    },
    landmarks: ["conversationid", "channelid"],
    fields: [
      FieldUse("conversationId", .record(.sessions, "id")), FieldUse("created", .record(.sessions, "startedAt")),
      FieldUse("channelId", .record(.sessions, "channel")), FieldUse("channelName", .record(.sessions, "channel")),
      FieldUse("channelType", .record(.sessions, "channelType")), FieldUse("language", .record(.sessions, "language")),
      FieldUse("environment", .record(.sessions, "isTest")), FieldUse("messages", .record(.sessions, "messages")),
      FieldUse("interactions", .record(.sessions, "interactions")), FieldUse("transferred", .conversation("wasHandedOff")),
    ],
    .table { row, place, context, harvest in readConversationRow(row, place, context, &harvest) })
}

/// The canonical names of the measures, for the table of fields.
private let exportNames: [(name: String, field: FieldID)] = [
  ("conversations", "conversations"), ("interactions", "interactions"), ("messages", "messages"), ("intentHits", "intents"),
  ("calls", "calls"), ("callDurationSeconds", "callDuration"), ("transferredCalls", "transferred"),
]

private func begin(_ place: Int, _ days: ReportDays, _ anchor: ReportAnchor, _ harvest: inout Harvest) {
  guard place == 1 else { return }
  if days.isZoneGuessed { harvest.problem(.guessedZone, "date") }
  harvest.update { body in
    body.anchor = anchor
    if let window = days.window { body.window = .interval(window) }
    body.zone = days.zone.identifier
  }
}

private func channel(_ row: TableRow, _ harvest: Harvest) -> RedactedText? {
  (row.cell(ExportColumn.channelName) ?? row.cell(ExportColumn.channelID)).map { harvest.redacted($0) }
}

private func readDay(_ row: TableRow, _ place: Int, _ context: BodyContext, _ harvest: inout Harvest) -> RowVerdict {
  let days = ReportDays(context, &harvest)
  begin(place, days, .firstMessage, &harvest)
  guard let day = row.cell(ExportColumn.day).flatMap({ localMoment($0, days.zone) }) else {
    return .rejected(.unreadableTime, field: "date")
  }
  let channel = channel(row, harvest)
  var fields: [FieldID: FieldValue] = ["day": .time(day), "channel": channel.map { .text($0) } ?? .missing]
  for (index, column) in row.columns.enumerated() where index < row.cells.count && !row.cells[index].isEmpty {
    let measure = ExportColumn.measure(column)
    if measure == nil, ExportColumn.known.contains(column) { continue }
    let path = measure.map(\.field) ?? "*"
    guard let number = row.writtenNumber(row.cells[index]) else {
      if measure != nil { harvest.problem(.wrongType, path) }
      continue
    }
    let scale = measure?.scale ?? .number
    guard let value = scale.value(number) else {
      harvest.problem(.impossibleValue, path)
      continue
    }
    if let measure { fields[measure.field] = .number(value) }
    harvest.figure(
      measure.map(\.field) ?? harvest.redacted(column).string, value: value, scale, metric: measure?.metric,
      cut: channel.map { ("channel", $0) }, bucket: (day, 86_400), path: path)
  }
  harvest.record(.days, row: place, fields)
  return .accepted
}

private func readLongRow(_ row: TableRow, _ place: Int, _ context: BodyContext, _ harvest: inout Harvest) -> RowVerdict {
  let days = ReportDays(context, &harvest)
  begin(place, days, .firstMessage, &harvest)
  guard let day = row.cell(ExportColumn.day).flatMap({ localMoment($0, days.zone) }) else {
    return .rejected(.unreadableTime, field: "date")
  }
  guard let name = row.cell(ExportColumn.metric) else { return .rejected(.wrongType, field: "metric") }
  guard let text = row.cell(ExportColumn.value) else { return .accepted }
  guard let number = row.writtenNumber(text) else { return .rejected(.wrongType, field: "value") }
  let measure = ExportColumn.measure(name)
  let scale = measure?.scale ?? .number
  guard let value = scale.value(number) else {
    harvest.problem(.impossibleValue, "value")
    return .accepted
  }
  harvest.figure(
    measure?.field ?? harvest.redacted(name).string, value: value, scale, metric: measure?.metric,
    cut: channel(row, harvest).map { ("channel", $0) }, bucket: (day, 86_400), path: measure?.field ?? "*")
  return .accepted
}

private func readConversationRow(_ row: TableRow, _ place: Int, _ context: BodyContext, _ harvest: inout Harvest) -> RowVerdict {
  let days = ReportDays(context, &harvest)
  begin(place, days, .firstMessage, &harvest)
  guard let id = row.cell(ExportColumn.conversation) else { return .rejected(.noID, field: "conversationId") }
  guard let started = row.cell(ExportColumn.created).flatMap({ localMoment($0, days.zone) }) else {
    return .rejected(.unreadableTime, field: "created")
  }
  func count(_ field: FieldID) -> FieldValue {
    let columns = ExportColumn.measures.first { $0.field == field }?.columns ?? []
    return row.cell(columns).flatMap { row.writtenNumber($0) }.flatMap { Scale.count.value($0) }.map { .number($0) } ?? .missing
  }
  func text(_ names: [String]) -> FieldValue { row.cell(names).map { .text(harvest.redacted($0)) } ?? .missing }
  let type = row.cell(ExportColumn.channelType)?.lowercased()
  let environment = row.cell(ExportColumn.environment)?.lowercased()
  let isTest = type == "debug" || isTestEnvironment(environment)
  let channel = row.cell(ExportColumn.channelID) == nil ? text(ExportColumn.channelName) : text(ExportColumn.channelID)
  let language = text(ExportColumn.language)
  let messages = count("messages")
  harvest.record(
    .sessions, row: place,
    [
      "id": .text(harvest.redacted(id)), "startedAt": .time(started), "channel": channel, "channelType": text(ExportColumn.channelType),
      "language": language, "messages": messages, "interactions": count("interactions"), "intents": count("intents"),
      "isCall": type.map { .flag(captainVoiceTypes.contains($0)) } ?? .missing,
      "isTest": type == nil && environment == nil ? .missing : .flag(isTest),
    ])
  var draft = ConversationDraft(id: id)
  draft.rank = 2
  draft.startedAt = started.microseconds
  draft.endedAt = row.cell(ExportColumn.ended).flatMap { localMoment($0, days.zone) }?.microseconds ?? missingInstant
  draft.channelId = row.cell(ExportColumn.channelID)
  draft.channel = text(ExportColumn.channelName).text
  draft.language = language.text
  draft.isTest = isTest
  draft.messageCount = messages.number.map { Int32(clamping: Int64($0)) } ?? -1
  draft.wasHandedOff = row.cell(ExportColumn.transferred).flatMap { yes($0) }
  harvest.addCaptain(draft, context)
  return .accepted
}

private func yes(_ text: String) -> Bool? {
  switch text.lowercased() {
  case "true", "1", "yes", "ja", "wahr": true
  case "false", "0", "no", "nein", "falsch": false
  default: nil
  }
}
