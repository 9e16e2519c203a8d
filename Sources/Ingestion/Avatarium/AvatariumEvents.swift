import Privacy
import Records

extension BodyKind {
  /// Webhook deliveries and events of the SDK, one a line. Deliveries repeat: everything an event says of its conversation can be said
  /// twice without harm, messages are told apart by their ids and records by their keys.
  static let avatariumEvents = BodyKind(
    "events", endpoint: "webhook deliveries, SDK events",
    shape: .json { root, _ in
      let list = root.isArray ? root : root["events"]
      return isEvent(list.flatMap { $0.isArray ? $0.elements.first : nil } ?? root)
    },
    landmarks: ["type", "timestamp", "data", "id"],
    fields: eventFields(""),
    .rows(keys: ["events"], readEvent))
}

private let families = ["conversation.", "message.", "avatar.", "safety."]

private func typeOf(_ event: JSONNode) -> String? { event.first(["type", "event"])?.string?.lowercased() }
private func payload(_ event: JSONNode) -> JSONNode {
  event.first(["data", "detail", "payload"]).flatMap { $0.isObject ? $0 : nil } ?? event
}

private func isEvent(_ event: JSONNode) -> Bool {
  guard event.isObject, let type = typeOf(event), families.contains(where: type.hasPrefix), event["timestamp"] != nil else { return false }
  return payload(event).first(AvatariumName.reference + AvatariumName.avatar) != nil || event["data"]?.isObject == true
}

private func readEvent(_ event: JSONNode, _ number: Int, _ context: BodyContext, _ harvest: inout Harvest) -> RowVerdict {
  guard event.isObject else { return .rejected(.notAnObject, field: nil) }
  guard let type = typeOf(event) else { return .rejected(.wrongType, field: "type") }
  guard let at = event["timestamp"]?.instant else { return .rejected(.unreadableTime, field: "timestamp") }
  // News of avatars, and kinds that are not documented yet, say nothing about a conversation.
  guard !type.hasPrefix("avatar."), families.contains(where: type.hasPrefix) else { return .accepted }
  let data = payload(event)
  guard let id = (data.first(AvatariumName.reference) ?? data["conversation"]?["id"])?.identifier, !id.isEmpty else {
    return .rejected(.noID, field: "data.conversationId")
  }
  var conversation = AvatariumConversation(id: id, rank: AvatariumConversation.Rank.events)
  conversation.draft.assistantId = data.first(AvatariumName.avatar)?.identifier
  conversation.draft.updatedAt = at.microseconds
  conversation.draft.isPartial = true
  switch type {
  case "conversation.started": conversation.draft.startedAt = at.microseconds
  case "conversation.ended": end(data, at, &conversation.draft, &harvest)
  case "conversation.escalated", "safety.escalation":
    conversation.escalationReason = harvest.redacted(data.first(["reason"] + AvatariumName.reason))
    conversation.draft.wasHandedOff = true
    conversation.draft.handoffReason = conversation.escalationReason
    recordEscalation(conversation, at, number, &harvest)
  case "message.created": say(data["message"] ?? data, event, at, &conversation.draft, &harvest)
  case "message.failed": conversation.draft.hadError = true
  default:
    if type.hasPrefix("safety.") { recordSafety(type, event, conversation.draft, at, number, &harvest) }
  }
  harvest.drafts.add(conversation.draft, vendor: .avatarium, source: harvest.source)
  if type == "conversation.ended" { addSilence(about: conversation.draft, &harvest) }
  return .accepted
}

private func end(_ data: JSONNode, _ at: Instant, _ draft: inout ConversationDraft, _ harvest: inout Harvest) {
  draft.endedAt = at.microseconds
  if case .number(let value) = harvest.number(data.first(AvatariumName.duration), .seconds, "data.duration") {
    draft.duration = Int64(value.rounded())
  }
  if case .number(let value) = harvest.number(data.first(AvatariumName.messageCount), .count, "data.messageCount") {
    draft.messageCount = Int32(clamping: Int64(value))
  }
}

/// A log that tells of the end would have told of an escalation: without one, the conversation was not escalated.
private func addSilence(about draft: ConversationDraft, _ harvest: inout Harvest) {
  var silence = ConversationDraft(id: draft.id)
  silence.rank = AvatariumConversation.Rank.silence
  silence.isPartial = true
  silence.wasHandedOff = false
  harvest.drafts.add(silence, vendor: .avatarium, source: harvest.source)
}

private func say(
  _ message: JSONNode, _ event: JSONNode, _ at: Instant, _ draft: inout ConversationDraft, _ harvest: inout Harvest
) {
  draft.hasMessages = true
  var said = avatariumMessage(message, of: draft.id, index: 0, at: at, &harvest)
  // A message without an id of its own is the delivery that brought it.
  let own = message["role"] == nil ? nil : message["id"]?.identifier
  said.id = avatariumMessageId(own ?? event["id"]?.identifier, of: draft.id, index: 0, said)
  draft.messages = [said]
}

private func recordEscalation(_ conversation: AvatariumConversation, _ at: Instant, _ row: Int, _ harvest: inout Harvest) {
  var fields: [FieldID: FieldValue] = ["conversation": .text(harvest.reference(conversation.draft.id)), "at": .time(at)]
  if let reason = conversation.escalationReason { fields["reason"] = .text(reason) }
  if let avatar = conversation.draft.assistantId { fields["avatarId"] = .text(harvest.reference(avatar)) }
  harvest.record(.escalations, row: row, fields, of: [conversation.draft.id])
}

private func recordSafety(
  _ type: String, _ event: JSONNode, _ draft: ConversationDraft, _ at: Instant, _ row: Int, _ harvest: inout Harvest
) {
  // Without an id the event is known by its conversation, kind and time.
  let id = event["id"]?.identifier ?? "\(draft.id) \(type) \(at.microseconds)"
  var fields: [FieldID: FieldValue] = [
    "id": .text(harvest.reference(id)), "type": .text(harvest.redacted(String(type.dropFirst("safety.".count)))),
    "conversation": .text(harvest.reference(draft.id)), "at": .time(at),
  ]
  if let avatar = draft.assistantId { fields["avatarId"] = .text(harvest.reference(avatar)) }
  harvest.record(.safetyEvents, row: row, fields, of: [draft.id])
}

private func eventFields(_ prefix: String) -> [FieldUse] {
  func all(_ names: [String], _ use: FieldUse.Use) -> [FieldUse] { names.map { FieldUse(prefix + $0, use) } }
  let text = "text of a user or an avatar: its length is used, and patterns of goals look at it"
  return all(["id", "type", "event"], .context) + all(["timestamp"], .conversation("firstAt, lastAt, messages.at"))
    + all(["data.conversationId", "data.conversation_id"], .context)
    + all(["data.avatarId", "data.avatar_id"], .conversation("assistant"))
    + all(["data.duration"], .conversation("duration")) + all(["data.messageCount"], .conversation("messageCount"))
    + all(["data.reason"], .record(.escalations, "reason")) + all(["data.message.id"], .context)
    + all(["data.message.role"], .conversation("messages.role")) + all(["data.message.content"], .unused(text))
    + all(["data.message.createdAt", "data.message.timestamp"], .conversation("messages.at"))
    + all(["data.message.metadata.tokens"], .conversation("messages.tokens"))
    + all(["data.message.metadata.latency"], .conversation("messages.latency"))
    + all(["data.message.audioUrl", "data.message.audio_url"], .unused("sound of a message: never copied"))
}
