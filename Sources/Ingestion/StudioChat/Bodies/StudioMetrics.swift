import Records

extension BodyKind {
  /// Signals of the scored conversations. Deflection quality and hand-off reason exist for a part of them only: shares are over each map's sum.
  static let studioMetricsAggregate = BodyKind(
    "metrics-aggregate", endpoint: "GET /projects/{pid}/conversations/metrics/aggregate",
    shape: .json { root, _ in root["sentiment_distribution"] != nil },
    landmarks: ["sentiment_distribution", "total_scored_conversations", "coverage_percentage"],
    fields: aggregateTotals.uses() + distributions.map { FieldUse($0.key + ".*", .figure(metric: nil)) },
    .document { root, context, harvest in
      harvest.update { $0.anchor = .lastMessage }
      harvest.subjects(
        ["playbook_base_id": "assistant", "playbook_id": "version", "tags": "tag", "inbox_id": "channel"], context)
      harvest.figures(aggregateTotals, of: root)
      for map in distributions { harvest.distribution(map.key, of: root, dimension: map.dimension, shares: map.shares) }
    })

  /// Scores of one conversation; its id stands in the request, the manifest or the file name.
  static let studioConversationMetrics = BodyKind(
    "conversation-metrics", endpoint: "GET …/conversations/{id}/metrics, POST …/metrics/analyze",
    shape: .json { root, _ in root.has("sentiment_label", "scored_at") },
    landmarks: ["scored_at", "message_count_at_scoring", "sentiment_label"],
    fields: recordUses(
      .scores,
      [
        "scored_at": "scoredAt", "message_count_at_scoring": "messagesAtScoring", "sentiment_label": "sentiment",
        "resources_label": "resources", "sentiment_shift": "shift", "deflection_quality": "quality", "handoff_reason": "reason",
        "recontact_risk": "risk",
      ])
      + unusedUses(
        Reason.judgeText, "sentiment_reason", "resources_reason", "sentiment_shift_reason", "deflection_quality_reason",
        "handoff_reason_detail", "recontact_risk_reason", "summary", "user_intent"),
    .document { root, context, harvest in
      let id = root["conversation_id"]?.identifier ?? context.ids["conversationId"] ?? idInName(context.stem)
      let scoredAt = harvest.time(root["scored_at"], "scored_at")
      let messages = harvest.number(root["message_count_at_scoring"], .count, "message_count_at_scoring")
      harvest.record(
        .scores, row: 1,
        [
          "conversation": id.map { .text(harvest.reference($0)) } ?? .missing, "scoredAt": scoredAt, "messagesAtScoring": messages,
          "sentiment": harvest.text(root["sentiment_label"]), "resources": harvest.text(root["resources_label"]),
          "shift": harvest.text(root["sentiment_shift"]), "reason": harvest.text(root["handoff_reason"]),
          "quality": root["deflection_quality"]?.string.map { .text(harvest.redacted(canonicalLabel($0))) } ?? .missing,
          "risk": harvest.text(root["recontact_risk"]),
        ], of: id.map { [$0] } ?? [])
    })

  /// Messages of one conversation in the form before details: no tool calls, no latency, no id.
  static let studioConversationMessages = BodyKind(
    "conversation-messages", endpoint: "GET …/conversations/{id}/messages",
    shape: .json { root, _ in root.has("messages", "citations") && root["conversation_id"] == nil },
    landmarks: ["messages", "citations"],
    fields: unusedUses(Reason.userText, "messages.*.content", "citations.*.content")
      + unusedUses("messages are read from the conversation's detail", "messages.*.role", "messages.*.created_at")
      + unusedUses(Reason.id, "citations.*.citation_id", "citations.*.kb_id", "citations.*.item_id", "citations.*.file_name"),
    .listed(because: "names no conversation and holds less than its detail: export with messages instead"))
}

private let aggregateTotals = [
  Quantity("total_conversations", .count, "vol.conversations"),
  Quantity("total_scored_conversations", .count),
  Quantity("coverage_percentage", .percent, "dq.scored_coverage", over: "total_conversations"),
]

private let distributions: [(key: String, dimension: String, shares: [String: String])] = [
  ("sentiment_distribution", "sentiment", ["negative": "sen.negative", "neutral": "sen.neutral", "positive": "sen.positive"]),
  ("resources_distribution", "resources", ["irrelevant": "kb.irrelevant", "partial": "kb.partial", "relevant": "kb.relevant"]),
  (
    "sentiment_shift_distribution", "shift",
    ["improved": "sen.shift_improved", "stable": "sen.shift_stable", "degraded": "sen.shift_degraded"]
  ),
  (
    "deflection_quality_distribution", "quality",
    [
      "resolved": "out.dq_resolved", "partial": "out.dq_partial", "actioned": "out.dq_actioned", "no_response": "out.dq_no_response",
    ]
  ),
  (
    "handoff_reason_distribution", "reason",
    [
      "policy": "hof.reason_policy", "user_request": "hof.reason_user_request", "frustration": "hof.reason_frustration",
      "bot_limitation": "hof.reason_bot_limitation",
    ]
  ),
  (
    "recontact_risk_distribution", "risk",
    ["low": "out.recontact_risk_low", "medium": "out.recontact_risk_med", "high": "out.recontact_risk_high"]
  ),
]

/// A file name that is an id: digits only, or a UUID; nil for words.
func idInName(_ stem: String) -> String? {
  let bytes = Array(stem.utf8)
  guard bytes.count >= 6 else { return nil }
  if bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { return stem }
  return isUUID(stem) ? stem : nil
}

/// True for 8-4-4-4-12 hexadecimal digits in either case (RFC 9562, any version).
func isUUID(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard bytes.count == 36 else { return false }
  return bytes.enumerated().allSatisfy { index, byte in
    if index == 8 || index == 13 || index == 18 || index == 23 { return byte == 0x2D }
    return byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66
  }
}
