import Privacy
import Records

extension BodyKind {
  /// All conversations of a bot: every month, filtered later.
  static let captainConversations = BodyKind(
    "conversations", endpoint: "GET …/conversations",
    shape: .json { root, context in
      guard let list = root["conversations"] ?? (root.isArray ? root : nil), list.isArray else { return false }
      guard let first = list.elements.first else { return context.vendor == .chatcaptain && root.isObject }
      return isCaptainConversation(first)
    },
    landmarks: ["conversations", "channelId", "contactId"], fields: conversationFields("conversations.*.") + [FieldUse("error", .context)],
    .rows(keys: ["conversations"]) { row, place, context, harvest in
      readConversation(row, place, "conversations.*.", context, &harvest)
    })

  /// One conversation.
  static let captainConversation = BodyKind(
    "conversation", endpoint: "GET …/conversations/{id}",
    shape: .json { root, _ in isCaptainConversation(root["conversation"] ?? root) },
    landmarks: ["conversation", "contactId", "channelId"],
    fields: conversationFields("") + conversationFields("conversation.") + [FieldUse("error", .context)],
    .rows(keys: []) { row, place, context, harvest in
      readConversation(row["conversation"] ?? row, place, "conversation.", context, &harvest)
    })
}

private func isCaptainConversation(_ node: JSONNode) -> Bool {
  guard node.isObject, node["id"] != nil, node["channelId"] != nil, node["messages"] == nil else { return false }
  return node["contactId"] != nil || node["channelType"] != nil || node["environment"] != nil || node["archived"] != nil
}

private func conversationFields(_ prefix: String) -> [FieldUse] {
  [
    FieldUse(prefix + "id", .record(.sessions, "id")), FieldUse(prefix + "channelId", .record(.sessions, "channel")),
    FieldUse(prefix + "channelType", .record(.sessions, "channelType")), FieldUse(prefix + "language", .record(.sessions, "language")),
    FieldUse(prefix + "environment", .record(.sessions, "isTest")), FieldUse(prefix + "created", .record(.sessions, "startedAt")),
    FieldUse(prefix + "updated", .conversation("updatedAt")), FieldUse(prefix + "contactId", .unused("says who wrote")),
    FieldUse(prefix + "name", .unused("name of a person")), FieldUse(prefix + "archived", .unused("says nothing about the conversation")),
  ]
}

private func readConversation(
  _ row: JSONNode, _ place: Int, _ prefix: String, _ context: BodyContext, _ harvest: inout Harvest
) -> RowVerdict {
  guard row.isObject else { return .rejected(.notAnObject, field: nil) }
  guard let id = row["id"]?.identifier, !id.isEmpty else { return .rejected(.noID, field: "id") }
  let started = harvest.time(row["created"], prefix + "created")
  if started.isMissing, row["created"]?.isNull == false { return .rejected(.unreadableTime, field: "created") }
  let type = row["channelType"]?.string?.lowercased()
  let environment = row["environment"]?.string?.lowercased()
  var isTest: FieldValue = environment == nil ? .missing : .flag(isTestEnvironment(environment))
  if type == "debug" { isTest = .flag(true) }
  let channel = harvest.text(row["channelId"])
  let language = harvest.text(row["language"])
  harvest.record(
    .sessions, row: place,
    [
      "id": .text(harvest.redacted(id)), "startedAt": started, "channel": channel, "channelType": harvest.text(row["channelType"]),
      "language": language, "isCall": type.map { .flag(captainVoiceTypes.contains($0)) } ?? .missing, "isTest": isTest,
    ])
  var draft = ConversationDraft(id: id)
  draft.rank = 2
  draft.startedAt = started.time?.microseconds ?? missingInstant
  draft.updatedAt = harvest.time(row["updated"], prefix + "updated").time?.microseconds ?? missingInstant
  draft.channelId = row["channelId"]?.identifier
  draft.language = language.text
  draft.isTest = isTest.flag ?? false
  draft.wasHandedOff = isWithAgent(row) ? true : nil
  harvest.addCaptain(draft, context)
  return .accepted
}

/// True for the environments that carry no customers.
func isTestEnvironment(_ environment: String?) -> Bool {
  environment.map { ["test", "debug", "dev", "development", "staging", "sandbox", "preview"].contains($0) } ?? false
}

/// True when the inbox has the conversation: an agent is assigned, or a state says so.
private func isWithAgent(_ row: JSONNode) -> Bool {
  if row.first(["agentId", "assignedAgentId", "assigneeId", "assignee"]) != nil { return true }
  if row.first(["handedOver", "handover", "isHandedOver", "hasHandoff"])?.bool == true { return true }
  let state = (row.first(["inboxState", "inboxStatus"]) ?? row["inbox"]?.first(["state", "status"]))?.string?.lowercased()
  return state.map { ["agent", "human", "assigned", "handover", "handed_over", "open", "closed"].contains($0) } ?? false
}

extension Harvest {
  /// Adds what one place says about a conversation of this vendor.
  mutating func addCaptain(_ draft: ConversationDraft, _ context: BodyContext) {
    guard let source = sheaves.last?.body.source else { return }
    var draft = draft
    draft.assistantId = draft.assistantId ?? context.ids["chatbotId"]
    drafts.add(draft, vendor: .chatcaptain, source: source)
  }
}
