import Records

/// Texts of an object's scalar members, by key: parameters of a request, ids. Lists are joined by commas.
func scalarTexts(_ node: JSONNode?) -> [String: String] {
  guard let node, node.isObject else { return [:] }
  var texts: [String: String] = [:]
  for member in node.members {
    guard texts[member.key] == nil, let text = scalarText(member) else { continue }
    texts[member.key] = text
  }
  return texts
}

func scalarText(_ node: JSONNode) -> String? {
  switch node.kind {
  case .string: return node.string
  case .number: return node.integer.map(String.init) ?? node.number.map { "\($0)" }
  case .bool: return node.bool.map { $0 ? "true" : "false" }
  case .array:
    let parts = node.elements.compactMap { $0.isArray || $0.isObject ? nil : scalarText($0) }
    return parts.isEmpty ? nil : parts.joined(separator: ",")
  case .null, .object: return nil
  }
}

/// What the `request` of our wrapper `{request, response}` states.
func requestContext(_ request: JSONNode) -> BodyContext {
  var context = BodyContext()
  if let path = (request["path"] ?? request["url"])?.string { context.readPath(path) }
  for key in ["query", "params", "body"] {
    context.query.merge(scalarTexts(request[key])) { mine, _ in mine }
  }
  // Dates may stand beside the path, too.
  for (key, value) in scalarTexts(request) where !["method", "path", "url", "capturedAt", "timeZone", "kind", "vendor"].contains(key) {
    if key.hasSuffix("Id") || key == "slug" { context.ids[key] = context.ids[key] ?? value }
    if context.query[key] == nil { context.query[key] = value }
  }
  context.zone = request["timeZone"]?.string
  context.kindHint = request["kind"]?.string ?? context.kindHint
  context.vendor = request["vendor"]?.string.flatMap { Vendor(rawValue: $0) } ?? context.vendor
  context.capturedAt = request["capturedAt"]?.instant
  context.settleWindow(context.zone.flatMap { Zone(identifier: $0) } ?? .utc)
  context.note(.wrapper)
  return context
}

extension BodyContext {
  /// Takes window from the query.
  mutating func settleWindow(_ zone: Zone) {
    guard let stated = statedWindow(query, zone: zone) else { return }
    window = stated.range
    isEndOpen = stated.isEndOpen
  }

  /// Ids, vendor and kind that the path of a request shows: `/v1/chatbots/{id}/statistics/reports/overview`.
  mutating func readPath(_ path: String) {
    let halves = path.split(separator: "?", maxSplits: 1)
    if halves.count == 2 {
      for pair in halves[1].split(separator: "&") {
        let sides = pair.split(separator: "=", maxSplits: 1)
        if sides.count == 2 { query[String(sides[0])] = sides[1].removingPercent }
      }
    }
    let parts = (halves.first ?? "").split(separator: "/").map(String.init)
    for (index, part) in parts.enumerated() {
      let next = index + 1 < parts.count ? parts[index + 1] : nil
      if let (id, owner) = Self.pathIDs[part], let next, !Self.words.contains(next) {
        ids[id] = ids[id] ?? next
        vendor = vendor ?? owner
      }
      if part == "sparklines", index > 0 { kindHint = "sparklines-" + parts[index - 1] }
      if part == "reports", let next, Self.words.contains(next) { kindHint = "report-" + next }
    }
  }

  /// Which id stands behind a word of a path, and whose word it is when only one vendor has it.
  private static let pathIDs: [String: (String, Vendor?)] = [
    "projects": ("projectId", .studiochat), "chatbots": ("chatbotId", .chatcaptain), "channels": ("channelId", nil),
    "conversations": ("conversationId", nil), "avatars": ("avatarId", .avatarium), "personas": ("personaId", .chanl),
    "workspaces": ("workspaceId", nil), "conversion-metrics": ("slug", .studiochat), "conversation-metrics": ("slug", .studiochat),
    "kbs": ("kbId", .studiochat), "knowledgebases": ("kbId", .studiochat), "api-tools": ("toolId", .studiochat),
    "toolkits": ("toolkit", .studiochat), "skills": ("skill", .studiochat), "playbooks": ("playbookId", .studiochat),
    "runs": ("runId", nil), "reports": ("reportId", nil), "export": ("exportId", nil),
  ]
  /// Words that may follow and are no ids.
  private static let words: Set<String> = [
    "overview", "channel", "analytics", "sparklines", "batch", "summaries", "stats", "defaults", "items", "results", "active", "list",
    "messages", "metrics", "history", "inbox", "reports", "export", "runs", "cases", "statistics", "channels",
  ]
}

extension Substring {
  /// `%3A` as `:`; what is no escape stays.
  fileprivate var removingPercent: String {
    var bytes: [UInt8] = []
    var rest = Array(utf8)[...]
    while let byte = rest.popFirst() {
      if byte == 0x25, rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        bytes.append(value)
        rest.removeFirst(2)
      } else {
        bytes.append(byte == 0x2B ? 0x20 : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
