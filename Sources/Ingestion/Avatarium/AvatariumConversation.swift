import Privacy
import Records

/// What one place says about one conversation, from JSON of either generation or from a line of a table.
struct AvatariumConversation {
  /// Ranks of the places that speak of a conversation, best last; `silence` is what follows from what nobody said.
  enum Rank { static let silence = -1, events = 0, messageTable = 1, list = 2, detail = 3 }

  var draft: ConversationDraft
  var avatarName: RedactedText?
  /// nil when goals are not stated.
  var goals: [RedactedText]?
  var escalationReason: RedactedText?

  init(id: String, rank: Int) {
    draft = ConversationDraft(id: id)
    draft.rank = rank
  }

  /// Status, reason and flag say together whether a person took over; a status of its own says it as well.
  mutating func settle(status: String?, escalated: Bool?) {
    let status = status?.lowercased()
    draft.wasHandedOff = escalated ?? (escalationReason != nil || status == "escalated" ? true : nil)
    if status == "failed" || status == "error" { draft.hadError = true }
    draft.handoffReason = escalationReason
    draft.reachedGoal = goals.map { !$0.isEmpty }
    draft.assistant = avatarName
    if draft.duration < 0, draft.startedAt != missingInstant, draft.endedAt >= draft.startedAt {
      draft.duration = (draft.endedAt - draft.startedAt) / 1000
    }
  }

  /// Hands the conversation, its goals and its escalation over.
  func add(to harvest: inout Harvest, row: Int) {
    let source = harvest.source
    harvest.drafts.add(draft, vendor: .avatarium, source: source)
    if let id = draft.assistantId, let avatarName {
      harvest.drafts.name(assistant: id, avatarName, vendor: .avatarium, source: source)
    }
    var about: [FieldID: FieldValue] = ["conversation": .text(harvest.reference(draft.id))]
    if let avatarName { about["avatar"] = .text(avatarName) }
    if let avatar = draft.assistantId { about["avatarId"] = .text(harvest.reference(avatar)) }
    let start = draft.startedAt == missingInstant ? FieldValue.missing : .time(Instant(microseconds: draft.startedAt))
    for goal in goals ?? [] { harvest.record(.goals, row: row, about.merging(["goal": .text(goal), "at": start]) { $1 }, of: [draft.id]) }
    if draft.wasHandedOff == true {
      if let escalationReason { about["reason"] = .text(escalationReason) }
      // When exactly only events tell.
      about["startedAt"] = start
      harvest.record(.escalations, row: row, about, of: [draft.id])
    }
  }
}

extension BodyKind {
  /// One conversation with its messages, both generations.
  static let avatariumConversation = BodyKind(
    "conversation", endpoint: "GET /v1/conversations/{id}",
    shape: .json { root, context in
      guard root.isObject, root["messages"]?.isArray == true, root.first(AvatariumName.conversation) != nil else { return false }
      // `conversation_id` beside `messages` alone is how another vendor writes a conversation.
      if root.first(AvatariumName.avatar) != nil { return true }
      let times = AvatariumName.start.contains { root[$0] != nil }
      let isOwn = root["messages"]?.elements.first.map { $0["role"] != nil && $0["outgoing"] == nil } ?? times
      return root["id"] != nil && root["conversation_id"] == nil && root["channelId"] == nil && isOwn
    },
    landmarks: ["avatarId", "avatar_id", "messages", "usage", "created_at", "createdAt"],
    fields: conversationFields(""),
    .rows(keys: [], readConversation))

  /// A list of conversations, with or without messages.
  static let avatariumConversations = BodyKind(
    "conversations", endpoint: "GET /v1/conversations?start=…&end=…",
    shape: .json { root, context in
      let list = root.isArray ? root : root.first(["data", "conversations", "items"])
      if let first = list?.elements.first { return first.first(AvatariumName.avatar) != nil }
      if root.isObject, list == nil { return root.first(AvatariumName.avatar) != nil && root.first(AvatariumName.conversation) != nil }
      return context.vendor == .avatarium && list != nil && ["conversations", "conversations-list"].contains(context.kindHint ?? "")
    },
    landmarks: ["avatarId", "avatar_id", "avatarName", "tokenUsage", "messageCount", "escalated", "goals"],
    fields: conversationFields("*."),
    .rows(keys: ["data", "conversations", "items"], readConversation))
}

private func readConversation(
  _ row: JSONNode, _ number: Int, _ context: BodyContext, _ harvest: inout Harvest
) -> RowVerdict {
  guard row.isObject else { return .rejected(.notAnObject, field: nil) }
  guard let id = row.first(AvatariumName.conversation)?.identifier ?? context.ids["conversationId"], !id.isEmpty else {
    return .rejected(.noID, field: "id")
  }
  var times: [Int64] = []
  for names in [AvatariumName.start, AvatariumName.end, AvatariumName.update] {
    guard let node = row.first(names) else {
      times.append(missingInstant)
      continue
    }
    guard let instant = node.instant else { return .rejected(.unreadableTime, field: node.key) }
    times.append(instant.microseconds)
  }
  let messages = row["messages"].flatMap { $0.isArray ? $0.elements : nil }
  if let node = row["messages"], !node.isNull, messages == nil { return .rejected(.wrongType, field: "messages") }
  var conversation = AvatariumConversation(
    id: id, rank: messages == nil ? AvatariumConversation.Rank.list : AvatariumConversation.Rank.detail)
  (conversation.draft.startedAt, conversation.draft.endedAt, conversation.draft.updatedAt) = (times[0], times[1], times[2])
  conversation.draft.assistantId = row.first(AvatariumName.avatar)?.identifier ?? context.ids["avatarId"]
  conversation.avatarName = harvest.redacted(row.first(AvatariumName.avatarName))
  conversation.draft.sentiment = row["sentiment"]?.string.map { harvest.redacted($0.lowercased()) }
  conversation.escalationReason = harvest.redacted(row.first(AvatariumName.reason))
  if case .number(let value) = harvest.number(row.first(AvatariumName.duration), .seconds, "duration") {
    conversation.draft.duration = Int64(value.rounded())
  }
  if case .number(let value) = harvest.number(row.first(AvatariumName.messageCount), .count, "messageCount") {
    conversation.draft.messageCount = Int32(clamping: Int64(value))
  }
  let tokens = row.first(AvatariumName.tokens) ?? row["usage"]?.first(["aiTokens", "ai_tokens"])
  if case .number(let value) = harvest.number(tokens, .tokens, "tokenUsage") { conversation.draft.tokens = Int64(value) }
  if let goals = row["goals"], goals.isArray { conversation.goals = harvest.list(goals).list }
  if let messages { addMessages(messages, to: &conversation.draft, &harvest) }
  conversation.settle(status: row["status"]?.string, escalated: row["escalated"]?.bool)
  conversation.add(to: &harvest, row: number)
  return .accepted
}

private func addMessages(_ messages: [JSONNode], to draft: inout ConversationDraft, _ harvest: inout Harvest) {
  draft.hasMessages = true
  var tokens: Int64 = -1
  for (index, node) in messages.enumerated() {
    guard node.isObject else {
      harvest.problem(.wrongType, "messages.*")
      continue
    }
    let message = avatariumMessage(node, of: draft.id, index: index, at: nil, &harvest)
    for count in [message.inputTokens, message.outputTokens] where count >= 0 { tokens = max(tokens, 0) + Int64(count) }
    draft.messages.append(message)
  }
  let times = draft.messages.map(\.at).filter { $0 != missingInstant }
  if draft.startedAt == missingInstant, let first = times.min() { draft.startedAt = first }
  if draft.tokens < 0 { draft.tokens = tokens }
}

/// One message; its text is measured, never kept. Tokens of a user's message are read, those of the avatar's are written.
func avatariumMessage(
  _ node: JSONNode, of conversation: String, index: Int, at fallback: Instant?, _ harvest: inout Harvest
) -> ConversationDraft.Message {
  var message = ConversationDraft.Message()
  message.role = avatariumRole(node["role"]?.string)
  if case .time(let instant) = harvest.time(node.first(AvatariumName.messageTime), "messages.*.createdAt") {
    message.at = instant.microseconds
  } else if let fallback {
    message.at = fallback.microseconds
  }
  message.id = avatariumMessageId(node["id"]?.identifier, of: conversation, index: index, message)
  let metadata = node["metadata"] ?? node
  let latency = harvest.number(metadata.first(["latency", "latencyMs", "latency_ms"]), .milliseconds, "messages.*.metadata.latency")
  let tokens = harvest.number(
    metadata["tokens"] ?? node["usage"]?.first(["aiTokens", "ai_tokens"]), .tokens, "messages.*.metadata.tokens")
  message.set(latency: latency.number, tokens: tokens.number)
  if let text = node["content"]?.utf8 {
    message.characters = Int32(clamping: text.count { $0 & 0xC0 != 0x80 })
    message.noteQuestion(text)
    message.matches = harvest.matches(text, message.role)
  }
  return message
}

extension ConversationDraft.Message {
  /// Sets what is stated of latency in milliseconds and of tokens.
  mutating func set(latency: Double?, tokens: Double?) {
    if let latency, role == .assistant { self.latency = Int32(clamping: Int64(latency.rounded())) }
    guard let tokens else { return }
    if role == .assistant {
      outputTokens = Int32(clamping: Int64(tokens))
    } else {
      inputTokens = Int32(clamping: Int64(tokens))
    }
  }
}

func avatariumRole(_ role: String?) -> MessageRole {
  switch role?.lowercased() {
  case "user": .user
  case "assistant", "avatar": .assistant
  default: .other
  }
}

/// Tells messages of a conversation apart: by their own ids, else by place, writer and time.
func avatariumMessageId(_ id: String?, of conversation: String, index: Int, _ message: ConversationDraft.Message) -> UInt64 {
  let text = id.map { conversation + "\u{0}" + $0 } ?? "\(conversation)\u{0}\(index)\u{0}\(message.role.rawValue)\u{0}\(message.at)"
  return Array(text.utf8).withUnsafeBufferPointer { fingerprint($0) }
}

private func conversationFields(_ prefix: String) -> [FieldUse] {
  func all(_ names: [String], _ use: FieldUse.Use) -> [FieldUse] { names.map { FieldUse(prefix + $0, use) } }
  let text = "text of a user or an avatar: its length is used, and patterns of goals look at it"
  return all(AvatariumName.conversation, .context) + all(AvatariumName.avatar + AvatariumName.avatarName, .conversation("assistant"))
    + all(["status"], .conversation("handoff, error")) + all(AvatariumName.start, .conversation("firstAt"))
    + all(AvatariumName.end + AvatariumName.update, .conversation("lastAt"))
    + all(AvatariumName.duration, .conversation("duration")) + all(AvatariumName.messageCount, .conversation("messageCount"))
    + all(AvatariumName.tokens + ["usage.ai_tokens", "usage.aiTokens"], .conversation("tokens"))
    + all(["usage.tts_characters", "usage.ttsCharacters"], .unused("characters spoken: no metric asks for them"))
    + all(["sentiment"], .conversation("sentiment"))
    + all(["goals", "goals.*", "goals.*.name"], .record(.goals, "goal")) + all(["escalated"], .conversation("handoff"))
    + all(AvatariumName.reason, .record(.escalations, "reason"))
    + all(["messages", "messages.*.id"], .context) + all(["messages.*.role"], .conversation("messages.role"))
    + all(["messages.*.content"], .unused(text))
    + all(AvatariumName.messageTime.map { "messages.*." + $0 }, .conversation("messages.at"))
    + all(["messages.*.audioUrl", "messages.*.audio_url"], .unused("sound of a message: never copied"))
    + all(["messages.*.metadata.tokens", "messages.*.tokens"], .conversation("messages.tokens"))
    + all(["messages.*.usage.aiTokens", "messages.*.usage.ai_tokens"], .conversation("messages.tokens"))
    + all(["messages.*.metadata.latency", "messages.*.latency"], .conversation("messages.latency"))
    + all(["messages.*.sentiment"], .unused("sentiment of single messages: conversations carry their own"))
}
