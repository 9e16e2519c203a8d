import Privacy
import Records

extension BodyKind {
  /// Work of human agents. The vendor documents no field, so every number is shown under a readable name.
  static let captainInbox = BodyKind(
    "inbox", endpoint: "GET …/statistics/inbox",
    shape: .json { root, context in
      let body = inboxBody(root)
      guard body.isObject else { return false }
      if body["openConversations"] != nil || body["agentMessages"] != nil { return true }
      let isNamed = (context.kindHint ?? context.stem).lowercased().contains("inbox")
      return context.vendor == .chatcaptain && isNamed && body["conversations"]?.isArray != true && body["error"] == nil
    },
    landmarks: ["openConversations", "agentMessages", "byAgent"],
    fields: inboxFields.map { FieldUse($0.key, .figure(metric: $0.metric)) } + [
      FieldUse("byAgent.*.agentId", .unused("the name says it")), FieldUse("byAgent.*.name", .record(.inboxAgents, "agent")),
      FieldUse("byAgent.*.conversations", .record(.inboxAgents, "conversations")),
      FieldUse("byAgent.*.messages", .record(.inboxAgents, "messages")),
      FieldUse("byAgent.*.medianFirstResponseTime", .record(.inboxAgents, "firstResponse")), FieldUse("error", .context),
    ],
    .document { root, context, harvest in
      let days = ReportDays(context, &harvest)
      harvest.update { body in
        body.anchor = .vendor
        if let window = days.window { body.window = .interval(window) }
        body.zone = days.zone.identifier
      }
      for member in inboxBody(root).members { readInbox(member, &harvest) }
    })
}

/// Fields of the documented reading, and their scales.
private let inboxFields: [(key: String, scale: Scale, metric: String?)] = [
  ("openConversations", .count, nil), ("closedConversations", .count, nil), ("totalConversations", .count, "inbox.conversations"),
  ("agentMessages", .count, "inbox.messages"), ("medianFirstResponseTime", .seconds, nil), ("medianResolutionTime", .seconds, nil),
]

private func inboxBody(_ root: JSONNode) -> JSONNode {
  for key in ["inbox", "data", "statistics", "result"] { if let inner = root[key], inner.isObject { return inner } }
  return root
}

private func readInbox(_ member: JSONNode, _ harvest: inout Harvest) {
  let key = member.key
  if let field = inboxFields.first(where: { $0.key == key }) {
    harvest.figure(key, member, field.scale, metric: field.metric, path: key)
  } else if key == "byAgent", member.isArray {
    for (index, agent) in member.elements.enumerated() where agent.isObject { readAgent(agent, index + 1, &harvest) }
  } else if member.isArray {
    let parts = member.elements.map { element in
      (label: ValueKey.label.lazy.compactMap { element[$0] }.first { $0.identifier != nil }, number: soleNumber(element))
    }
    for part in parts {
      guard let label = part.label?.identifier, let number = part.number else { continue }
      add(key, number, cut: harvest.redacted(label), path: "*.*", &harvest)
    }
  } else if member.isMapOfNumbers {
    for part in member.members where !part.isNull { add(key, part.writtenNumber, cut: harvest.redacted(part.key), path: "*.*", &harvest) }
  } else if let number = member.number {
    add(key, number, cut: nil, path: "*", &harvest)
  }
}

private func add(_ key: String, _ number: Double?, cut member: RedactedText?, path: String, _ harvest: inout Harvest) {
  // The unit of a field that nobody documents is unknown; its name says what it can.
  let name = harvest.redacted(humanised(key)).string
  guard let value = number.flatMap({ Scale.number.value($0) }) else { return harvest.problem(.impossibleValue, path) }
  harvest.figure(name, value: value, .number, cut: member.map { ("item", $0) }, path: path)
}

private func readAgent(_ agent: JSONNode, _ place: Int, _ harvest: inout Harvest) {
  let path = "byAgent.*"
  harvest.record(
    .inboxAgents, row: place,
    [
      "agent": agent["name"]?.string == nil ? harvest.text(agent["agentId"]) : harvest.text(agent["name"]),
      "conversations": harvest.number(agent["conversations"], .count, "\(path).conversations"),
      "messages": harvest.number(agent["messages"], .count, "\(path).messages"),
      "firstResponse": harvest.number(agent["medianFirstResponseTime"], .seconds, "\(path).medianFirstResponseTime"),
    ])
}

/// The one number of an element with a label: under a usual name, else the only number there is.
private func soleNumber(_ element: JSONNode) -> Double? {
  if let value = element.first(ValueKey.count)?.number { return value }
  let numbers = element.members.filter { $0.isNumber && !ValueKey.label.contains($0.key) }
  return numbers.count == 1 ? numbers[0].number : nil
}

/// A key as words: `medianFirstResponseTime` → `Median first response time`.
func humanised(_ key: String) -> String {
  var words = ""
  var previous: Character = " "
  for character in key.prefix(80) {
    if character == "_" || character == "-" || character == "." {
      words.append(" ")
    } else if character.isUppercase, previous.isLowercase || previous.isNumber {
      words += " " + character.lowercased()
    } else {
      words.append(character)
    }
    previous = character
  }
  return words.prefix(1).uppercased() + words.dropFirst()
}
