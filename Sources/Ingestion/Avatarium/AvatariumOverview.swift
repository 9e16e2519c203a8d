import Privacy
import Records

extension BodyKind {
  /// Totals of the account over a trailing window.
  static let avatariumOverview = BodyKind(
    "overview", endpoint: "GET /v1/analytics/overview?period=…",
    shape: .json { root, context in
      isAvatariumTotals(root) && root.first(AvatariumName.avatar) == nil && !hasAvatarFields(root) && context.ids["avatarId"] == nil
    },
    landmarks: ["topAvatars", "avgDuration", "tokenUsage", "conversations", "messages"],
    fields: totalFields + [
      FieldUse("topAvatars.*.id", .context),
      FieldUse("topAvatars.*.name", .record(.assistants, "assistant")),
      FieldUse("topAvatars.*.conversations", .figure(metric: "vol.conversations_started")),
    ],
    .document { root, context, harvest in
      readTotals(root, context, &harvest, avatar: nil)
      for (index, avatar) in (root["topAvatars"]?.elements ?? []).enumerated() {
        guard let id = avatar["id"]?.identifier, !id.isEmpty else {
          harvest.problem(.wrongType, "topAvatars.*.id")
          continue
        }
        let name = harvest.redacted(avatar["name"])
        harvest.figure(
          "topAvatars.conversations", avatar["conversations"], .count, metric: "vol.conversations_started",
          cut: ("assistant", name ?? harvest.reference(id)), path: "topAvatars.*.conversations")
        guard let name else { continue }
        harvest.drafts.name(assistant: id, name, vendor: .avatarium, source: harvest.source)
        harvest.record(.assistants, row: index + 1, ["id": .text(harvest.reference(id)), "assistant": .text(name)])
      }
    })

  /// The same of one avatar, with what the dashboard shows of it.
  static let avatariumAvatarAnalytics = BodyKind(
    "avatar-analytics", endpoint: "GET /v1/avatars/{avatarId}/analytics?period=…",
    shape: .json { root, _ in isAvatariumTotals(root) },
    landmarks: ["avatarId", "completionRate", "escalations", "sentiment", "avgDuration", "tokenUsage"],
    fields: totalFields + [
      FieldUse("avatarId", .context), FieldUse("avatar_id", .context), FieldUse("period", .context),
      FieldUse("avatarName", .context),
      FieldUse("completionRate", .figure(metric: "out.completion_rate")),
      FieldUse("sentiment", .context),
      FieldUse("sentiment.positive", .figure(metric: nil)), FieldUse("sentiment.neutral", .figure(metric: nil)),
      FieldUse("sentiment.negative", .figure(metric: nil)), FieldUse("escalations", .figure(metric: "hof.count")),
    ],
    .document { root, context, harvest in
      let id = root.first(AvatariumName.avatar)?.identifier ?? context.ids["avatarId"]
      let name = harvest.redacted(root.first(AvatariumName.avatarName))
      if let id, let name { harvest.drafts.name(assistant: id, name, vendor: .avatarium, source: harvest.source) }
      let avatar = name ?? id.map { harvest.reference($0) }
      readTotals(root, context, &harvest, avatar: avatar)
      harvest.update { body in
        if let avatar { body.subject["avatar"] = avatar }
        if let days = root["period"]?.string.flatMap(trailingDays) { body.window = .trailing(days: days) }
      }
      let cut = avatar.map { (dimension: "assistant", member: $0) }
      if let rate = root["completionRate"]?.number, rate > 0, rate <= 1 { harvest.problem(.guessedScale, "completionRate") }
      harvest.figure(
        "completionRate", root["completionRate"], .shareOrPercent, metric: "out.completion_rate", cut: cut, path: "completionRate")
      for label in ["positive", "neutral", "negative"] {
        harvest.figure("sentiment." + label, root["sentiment"]?[label], .count, cut: cut, path: "sentiment." + label)
      }
      harvest.figure("escalations", root["escalations"], .count, metric: "hof.count", cut: cut, path: "escalations")
    })
}

private let totalFields: [FieldUse] = [
  FieldUse("conversations", .figure(metric: "vol.conversations_started")), FieldUse("messages", .figure(metric: "vol.messages_sent")),
  FieldUse("avgDuration", .figure(metric: "vol.duration_mean")), FieldUse("tokenUsage", .figure(metric: "cost.tokens_total")),
]

/// Numbers where the lists have arrays: that is how totals differ from conversations.
private func isAvatariumTotals(_ root: JSONNode) -> Bool {
  guard root["avgDuration"] != nil, let conversations = root["conversations"] else { return false }
  return conversations.number != nil || conversations.isNull
}

private func hasAvatarFields(_ root: JSONNode) -> Bool {
  root["completionRate"] != nil || root["escalations"] != nil || root["sentiment"] != nil
}

/// `30d` → 30.
func trailingDays(_ period: String) -> Int? {
  guard period.hasSuffix("d"), let days = Int(period.dropLast()), days > 0 else { return nil }
  return days
}

private func readTotals(_ root: JSONNode, _ context: BodyContext, _ harvest: inout Harvest, avatar: RedactedText?) {
  harvest.update { body in
    body.anchor = .firstMessage
    // The endpoint knows no dates: its figures speak about the days before the request, whatever month the folder is called after.
    body.window = .trailing(days: context.trailingDays)
  }
  let cut = avatar.map { (dimension: "assistant", member: $0) }
  harvest.figure(
    "conversations", root["conversations"], .count, metric: "vol.conversations_started", cut: cut, path: "conversations")
  harvest.figure("messages", root["messages"], .count, metric: "vol.messages_sent", cut: cut, path: "messages")
  harvest.figure("avgDuration", root["avgDuration"], .seconds, metric: "vol.duration_mean", cut: cut, path: "avgDuration")
  harvest.figure("tokenUsage", root["tokenUsage"], .tokens, metric: "cost.tokens_total", cut: cut, path: "tokenUsage")
}

extension Harvest {
  /// Id of the source of the present body.
  var source: String { sheaves.last?.body.source ?? "" }
}
