import Privacy
import Records

extension BodyKind {
  /// One conversation a line.
  static let avatariumConversationTable = BodyKind(
    "conversations-csv", endpoint: "GET /v1/conversations?format=csv, Export button",
    shape: .table { columns, _ in
      let names = Set(columns)
      return !names.isDisjoint(with: Column.conversation) && !names.isDisjoint(with: Column.avatar + Column.avatarName)
        && !names.isDisjoint(with: Column.duration + Column.messageCount) && !names.contains("inboxname")
    },
    landmarks: ["conversationid", "avatarid", "avatarname", "durationseconds", "messagecount", "tokenusage", "escalated"],
    fields: tableFields([
      (Column.conversation, .context), (Column.avatar + Column.avatarName, .conversation("assistant")),
      (["status"], .conversation("handoff, error")), (Column.start, .conversation("firstAt")),
      (Column.end + Column.update, .conversation("lastAt")), (Column.duration, .conversation("duration")),
      (Column.messageCount, .conversation("messageCount")), (Column.tokens, .conversation("tokens")),
      (["sentiment"], .conversation("sentiment")), (["escalated"], .conversation("handoff")),
      (["escalationreason"], .record(.escalations, "reason")), (["goals"], .record(.goals, "goal")),
    ]),
    .table(readConversationLine))

  /// One message a line.
  static let avatariumTranscripts = BodyKind(
    "transcripts-csv", endpoint: "GET /v1/conversations?format=csv, Export button",
    shape: .table { columns, _ in
      let names = Set(columns)
      return !names.isDisjoint(with: Column.reference) && names.contains("role") && names.contains("content")
    },
    landmarks: ["conversationid", "avatarid", "messageid", "role", "content", "latencyms"],
    fields: tableFields([
      (Column.reference, .context), (Column.avatar + Column.avatarName, .conversation("assistant")), (["messageid"], .context),
      (["role"], .conversation("messages.role")),
      (["content"], .unused("text of a user or an avatar: its length is used, and patterns of goals look at it")),
      (Column.messageTime, .conversation("messages.at")), (["tokens"], .conversation("messages.tokens")),
      (["latencyms", "latency"], .conversation("messages.latency")),
      (["sentiment"], .unused("sentiment of single messages: conversations carry their own")),
    ]),
    .table(readMessageLine))
}

/// The names of `AvatariumName` as columns are compared.
private enum Column {
  static let conversation = AvatariumName.conversation.map(TableRow.normalised)
  static let reference = AvatariumName.reference.map(TableRow.normalised)
  static let avatar = AvatariumName.avatar.map(TableRow.normalised)
  static let avatarName = AvatariumName.avatarName.map(TableRow.normalised)
  static let start = AvatariumName.start.map(TableRow.normalised)
  static let end = AvatariumName.end.map(TableRow.normalised)
  static let update = AvatariumName.update.map(TableRow.normalised)
  static let duration = AvatariumName.duration.map(TableRow.normalised)
  static let messageCount = AvatariumName.messageCount.map(TableRow.normalised)
  static let tokens = AvatariumName.tokens.map(TableRow.normalised)
  static let messageTime = AvatariumName.messageTime.map(TableRow.normalised)
}

/// Every name once: the generations differ by case only.
private func tableFields(_ uses: [(names: [String], use: FieldUse.Use)]) -> [FieldUse] {
  var seen: Set<String> = []
  return uses.flatMap { entry in entry.names.filter { seen.insert($0).inserted }.map { FieldUse($0, entry.use) } }
}

private func readConversationLine(
  _ row: TableRow, _ number: Int, _ context: BodyContext, _ harvest: inout Harvest
) -> RowVerdict {
  guard let id = row.cell(Column.conversation) else { return .rejected(.noID, field: "id") }
  var conversation = AvatariumConversation(id: id, rank: AvatariumConversation.Rank.list)
  var times: [Int64] = []
  for names in [Column.start, Column.end, Column.update] {
    guard let cell = row.cell(names) else {
      times.append(missingInstant)
      continue
    }
    guard let stamp = parseTimeStamp(cell) else { return .rejected(.unreadableTime, field: names.first) }
    times.append(stamp.microseconds)
  }
  (conversation.draft.startedAt, conversation.draft.endedAt, conversation.draft.updatedAt) = (times[0], times[1], times[2])
  conversation.draft.assistantId = row.cell(Column.avatar) ?? context.ids["avatarId"]
  conversation.avatarName = row.cell(Column.avatarName).map { harvest.redacted($0) }
  conversation.draft.sentiment = row.cell("sentiment").map { harvest.redacted($0.lowercased()) }
  conversation.escalationReason = row.cell("escalationreason").map { harvest.redacted($0) }
  if let value = harvest.number(row, Column.duration, .seconds) { conversation.draft.duration = Int64(value.rounded()) }
  if let value = harvest.number(row, Column.messageCount, .count) { conversation.draft.messageCount = Int32(clamping: Int64(value)) }
  if let value = harvest.number(row, Column.tokens, .tokens) { conversation.draft.tokens = Int64(value) }
  // An empty cell of a table with this column says that there was no goal.
  if row.columns.contains("goals") {
    conversation.goals = (row.cell("goals") ?? "").split(separator: ";").map(trimmed).filter { !$0.isEmpty }.map { harvest.redacted($0) }
  }
  conversation.settle(status: row.cell("status"), escalated: row.cell("escalated").flatMap(truth))
  conversation.add(to: &harvest, row: number)
  return .accepted
}

private func readMessageLine(
  _ row: TableRow, _ number: Int, _ context: BodyContext, _ harvest: inout Harvest
) -> RowVerdict {
  guard let id = row.cell(Column.reference) else { return .rejected(.noID, field: "conversationid") }
  var draft = ConversationDraft(id: id)
  draft.rank = AvatariumConversation.Rank.messageTable
  draft.assistantId = row.cell(Column.avatar) ?? context.ids["avatarId"]
  draft.assistant = row.cell(Column.avatarName).map { harvest.redacted($0) }
  draft.hasMessages = true
  var message = ConversationDraft.Message()
  message.role = avatariumRole(row.cell("role"))
  if let cell = row.cell(Column.messageTime) {
    guard let stamp = parseTimeStamp(cell) else { return .rejected(.unreadableTime, field: "timestamp") }
    message.at = stamp.microseconds
    // The first of these becomes the start; other places know better when the conversation began.
    draft.startedAt = stamp.microseconds
  }
  message.id = avatariumMessageId(row.cell("messageid"), of: id, index: number, message)
  message.set(latency: harvest.number(row, ["latencyms", "latency"], .milliseconds), tokens: harvest.number(row, ["tokens"], .tokens))
  message.characters = Int32(clamping: row.cell("content")?.unicodeScalars.count ?? 0)
  if let text = row.cell("content") {
    message.noteQuestion(text)
    message.matches = harvest.matches(text, message.role)
  }
  draft.messages = [message]
  harvest.drafts.add(draft, vendor: .avatarium, source: harvest.source)
  return .accepted
}

extension Harvest {
  /// A cell in our unit; nil for empty cells, and for those that are no number or impossible, which are counted.
  fileprivate mutating func number(_ row: TableRow, _ names: [String], _ scale: Scale) -> Double? {
    guard let name = names.first(where: { row.cell($0) != nil }) else { return nil }
    guard let delivered = row.number(name) else {
      problem(.wrongType, name)
      return nil
    }
    guard let value = scale.value(delivered) else {
      problem(.impossibleValue, name)
      return nil
    }
    return value
  }
}

private func truth(_ cell: String) -> Bool? {
  switch cell.lowercased() {
  case "true", "yes", "1": true
  case "false", "no", "0": false
  default: nil
  }
}

private func trimmed(_ text: Substring) -> String {
  var text = text
  while text.first?.isWhitespace == true { text.removeFirst() }
  while text.last?.isWhitespace == true { text.removeLast() }
  return String(text)
}
