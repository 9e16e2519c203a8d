import Privacy
import Records

extension BodyKind {
  /// Messages of one conversation, which the body does not name.
  static let captainMessages = BodyKind(
    "messages", endpoint: "GET …/conversations/{id}/messages",
    shape: .json { root, context in
      guard let list = root["messages"] ?? (root.isArray ? root : nil), list.isArray, root["steps"] == nil else { return false }
      guard let first = list.elements.first else { return root.isObject && root.count <= 2 && context.vendor == .chatcaptain }
      return first["outgoing"] != nil
    },
    landmarks: ["messages", "outgoing", "sender"], fields: messageFields("messages.*.") + [FieldUse("error", .context)],
    .document { root, context, harvest in
      let list = root["messages"] ?? root
      harvest.update {
        $0.anchor = .event; $0.rows = list.count
      }
      guard let id = context.ids["conversationId"], !id.isEmpty else {
        // Without its conversation a message would be counted beside the same one of a bundle.
        let unassigned = harvest.redacted(String(list.count))
        harvest.update { $0.subject["messages without a conversation"] = unassigned }
        return
      }
      let scale = intentScale(list.elements, &harvest)
      readMessages(of: id, list.elements, steps: nil, row: 1, intentScale: scale, path: "messages.*", context, &harvest)
    })

  /// Messages and executed steps of many conversations: our own raw form, a map from ids.
  static let captainBundle = BodyKind(
    "raw-messages", endpoint: "raw bundle {conversation id: {messages, steps}}",
    shape: .json { root, _ in
      guard root.isObject, let first = root.members.first, first.isObject else { return false }
      return first["messages"]?.isArray == true && first["steps"]?.isArray == true
    },
    landmarks: ["messages", "steps"], fields: messageFields("*.messages.*.") + stepFields("*.steps.*."),
    .document { root, context, harvest in
      harvest.update {
        $0.anchor = .event; $0.rows = root.count
      }
      let scale = intentScale(root.members.flatMap { $0["messages"]?.elements ?? [] }, &harvest)
      for (index, conversation) in root.members.enumerated() {
        guard conversation.isObject, let messages = conversation["messages"], messages.isArray, !conversation.key.isEmpty else {
          harvest.problem(.wrongType, "*.messages")
          continue
        }
        readMessages(
          of: conversation.key, messages.elements, steps: conversation["steps"]?.elements, row: index + 1, intentScale: scale,
          path: "*.messages.*", context, &harvest)
      }
    })
}

private func messageFields(_ prefix: String) -> [FieldUse] {
  [
    FieldUse(prefix + "id", .conversation("messages")), FieldUse(prefix + "sender", .conversation("wasHandedOff")),
    FieldUse(prefix + "type", .record(.sessions, "interactions")), FieldUse(prefix + "status", .unused("state of delivery")),
    FieldUse(prefix + "outgoing", .conversation("messages")), FieldUse(prefix + "created", .conversation("messages")),
    FieldUse(prefix + "content.text", .conversation("messages")), FieldUse(prefix + "intent.id", .unused("the name says it")),
    FieldUse(prefix + "intent.name", .record(.intents, "intent")), FieldUse(prefix + "intent.score", .record(.intents, "score")),
  ]
}

func stepFields(_ prefix: String) -> [FieldUse] {
  [
    FieldUse(prefix + "stepId", .unused("the name says it")), FieldUse(prefix + "name", .record(.steps, "step")),
    FieldUse(prefix + "executedAt", .record(.steps, "at")),
  ]
}

/// Whether match scores are shares or per cents: one above 1 makes all of them per cents.
private func intentScale(_ messages: [JSONNode], _ harvest: inout Harvest) -> Scale {
  let scores = messages.flatMap(intents).compactMap { $0["score"]?.number }
  guard scores.contains(where: { $0 > 1 }) else { return .shareOrPercent }
  harvest.problem(.guessedScale, "*.intent.score")
  return .percent
}

private func intents(_ message: JSONNode) -> [JSONNode] {
  if let list = message["intents"], list.isArray { return list.elements }
  return message.first(["intent"]).map { [$0] } ?? []
}

/// What one message is, besides its text.
private struct MessageFacts {
  var isIncoming: Bool
  var isAgent: Bool
  var isInput: Bool
  var characters: Int32
  /// The text of the user or the bot; nil for what is no text, and for what people of the team write.
  var text: String?

  init(_ message: JSONNode) {
    let sender = message["sender"]?.string?.lowercased() ?? ""
    let type = message["type"]?.string?.lowercased() ?? "text"
    isAgent = ["agent", "human", "operator"].contains(sender)
    isIncoming = message["outgoing"]?.bool.map { !$0 } ?? ["user", "contact", "customer", "visitor"].contains(sender)
    isInput = isIncoming && !isAgent && !["status", "system", "event", "typing", "read"].contains(type)
    let text = message["content"].flatMap { $0["text"] ?? $0 }?.string
    self.text = type == "text" && !isAgent ? text : nil
    characters = isIncoming && type == "text" ? text.map { Int32(clamping: $0.unicodeScalars.count) } ?? -1 : -1
  }

  var role: MessageRole { isIncoming ? .user : isAgent ? .other : .assistant }
}

private func readMessages(
  of id: String, _ messages: [JSONNode], steps: [JSONNode]?, row: Int, intentScale: Scale, path: String, _ context: BodyContext,
  _ harvest: inout Harvest
) {
  let conversation = FieldValue.text(harvest.redacted(id))
  var draft = ConversationDraft(id: id)
  draft.hasMessages = true
  draft.wasHandedOff = false
  var interactions = 0
  var events = 0
  for message in messages {
    guard message.isObject else {
      harvest.problem(.wrongType, path)
      continue
    }
    let facts = MessageFacts(message)
    let at = harvest.time(message["created"], path + ".created")
    if facts.isAgent {
      // A hand-over that one place saw is not denied by another.
      draft.wasHandedOff = true
      draft.rank = 3
    }
    if facts.isInput { interactions += 1 }
    var line = ConversationDraft.Message()
    line.id = message["id"]?.identifier.map(stableHash) ?? 0
    line.role = facts.role
    line.at = at.time?.microseconds ?? missingInstant
    line.characters = facts.characters
    if let text = facts.text {
      line.noteQuestion(text)
      line.matches = harvest.matches(text, line.role)
    }
    draft.messages.append(line)
    for intent in intents(message) where !intent.isNull {
      events += 1
      let name = intent.isObject ? harvest.text(intent.first(["name", "id"])) : harvest.text(intent)
      let score = intent.isObject ? harvest.number(intent["score"], intentScale, path + ".intent.score") : .missing
      harvest.record(.intents, row: row, ["conversation": conversation, "intent": name, "score": score, "at": at], of: [id])
    }
  }
  let times = draft.messages.map(\.at).filter { $0 != missingInstant }
  draft.startedAt = times.min() ?? missingInstant
  draft.endedAt = times.max() ?? missingInstant
  draft.messageCount = Int32(clamping: draft.messages.count)
  if let steps { readSteps(steps, of: id, row: row, path: "*.steps.*", &harvest) }
  harvest.record(
    .sessions, row: row,
    [
      "id": conversation, "firstMessageAt": times.min().map { .time(Instant(microseconds: $0)) } ?? .missing,
      "interactions": .number(Double(interactions)), "messages": .number(Double(draft.messages.count)),
      "intents": .number(Double(events)), "steps": steps.map { .number(Double($0.count)) } ?? .missing,
    ])
  harvest.addCaptain(draft, context)
}

/// Adds executed steps of one conversation.
func readSteps(_ steps: [JSONNode], of conversation: String, row: Int, path: String, _ harvest: inout Harvest) {
  for step in steps where step.isObject {
    harvest.record(
      .steps, row: row,
      [
        "conversation": .text(harvest.redacted(conversation)), "step": harvest.text(step.first(["name", "stepId"])),
        "at": harvest.time(step.present(["executedAt", "at", "created"]), path + ".executedAt"),
      ], of: [conversation])
  }
}

/// A number that stands for an id: FNV-1a, 64 bits (Fowler, Noll, Vo).
private func stableHash(_ id: String) -> UInt64 {
  id.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
