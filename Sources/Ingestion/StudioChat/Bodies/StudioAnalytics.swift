import Privacy
import Records

extension JSONNode {
  /// True for an object with all of these members; null counts.
  func has(_ keys: String...) -> Bool { keys.allSatisfy { self[$0] != nil } }
  /// True for an object with any of these members; null counts.
  func hasAny(_ keys: String...) -> Bool { keys.contains { self[$0] != nil } }
}

extension BodyKind {
  /// Volume, deflection, latency and win-back of one project. `by_playbook` counts a conversation for every version that took part, `by_tag`
  /// for every tag: neither sums to the whole.
  static let studioAnalytics = BodyKind(
    "analytics", endpoint: "GET /projects/{pid}/conversations/analytics",
    shape: .json { root, _ in root.has("total_conversations", "deflection_rate") && !root.hasAny("by_assistant", "total_ai_messages") },
    landmarks: ["deflection_rate", "total_conversations", "by_playbook", "by_tag", "time_series"],
    fields: totals.uses() + projectTotals.uses() + partTotals.uses(under: "by_playbook.*.") + partTotals.uses(under: "by_tag.*.")
      + analyticsSeries.uses(under: "time_series.*.")
      + contextUses(
        "by_playbook.*.playbook_name", "by_playbook.*.playbook_version", "by_tag.*.tag", "time_series.*.timestamp", "time_granularity")
      + unusedUses(Reason.id, "by_playbook.*.playbook_id", "by_playbook.*.playbook_base_id"),
    .document { root, context, harvest in
      beginAnalytics(root, context, &harvest)
      harvest.subjects(["playbook_base_ids": "assistant", "playbook_base_id": "assistant", "playbook_id": "version"], context)
      harvest.figures(totals + projectTotals, of: root)
      byVersion(root["by_playbook"], &harvest)
      harvest.parts(partTotals, root["by_tag"], names: ["tag"], dimension: "tag", under: "by_tag.*.")
      harvest.series(analyticsSeries, root["time_series"], seconds: bucketSeconds(root), under: "time_series.*.")
    })

  /// Volume and deflection of a whole account.
  static let studioAccountAnalytics = BodyKind(
    "account-analytics", endpoint: "GET /account/conversations/analytics",
    shape: .json { root, _ in root["total_conversations"] != nil && root.hasAny("by_assistant", "total_ai_messages") },
    landmarks: ["total_ai_messages", "by_assistant", "total_conversations"],
    fields: totals.uses() + [accountMessages].uses() + partTotals.uses(under: "by_assistant.*.")
      + analyticsSeries.uses(under: "time_series.*.")
      + contextUses("by_assistant.*.assistant_name", "time_series.*.date", "time_series.*.timestamp", "time_granularity")
      + unusedUses(Reason.id, "by_assistant.*.playbook_base_id"),
    .document { root, context, harvest in
      beginAnalytics(root, context, &harvest)
      harvest.update { $0.subject["account"] = .own("whole account") }
      harvest.figures(totals + [accountMessages], of: root)
      let names = ["assistant_name", "playbook_name", "name"]
      harvest.parts(partTotals, root["by_assistant"], names: names, dimension: "assistant", under: "by_assistant.*.")
      harvest.series(analyticsSeries, root["time_series"], seconds: bucketSeconds(root), under: "time_series.*.")
    })
}

/// Figures about conversations whose last message lies in the window.
private func beginAnalytics(_ root: JSONNode, _ context: BodyContext, _ harvest: inout Harvest) {
  let narrowed = context.narrowed(root, counts: ["total_conversations"])
  harvest.update {
    $0.anchor = .lastMessage
    if let narrowed { $0.window = .interval(narrowed) }
  }
  harvest.subjects(["tags": "tag", "inbox_id": "channel"], context)
}

private let partTotals = [
  Quantity("total_conversations", .count, "vol.conversations"),
  Quantity("total_messages", .count, "vol.messages"),
  Quantity("conversations_with_handoff", .count, "hof.count"),
  Quantity("conversations_without_handoff", .count),
  Quantity("deflection_rate", .percent, "out.deflection_rate", over: "total_conversations"),
]
private let totals =
  partTotals + [Quantity("avg_messages_per_conversation", .number, "vol.msgs_per_conv_mean", over: "total_conversations")]
private let projectTotals = [
  Quantity("avg_response_latency_ms", .milliseconds, "lat.mean", over: "total_conversations"),
  Quantity("winback_sent_count", .count, "vol.winback_sent"),
  Quantity("winback_answered_count", .count, "vol.winback_answered"),
  Quantity("winback_conversion_rate", .percent, "vol.winback_rate", over: "winback_sent_count"),
]
private let accountMessages = Quantity("total_ai_messages", .count, "vol.messages_assistant")
private let analyticsSeries =
  partTotals + [
    Quantity("avg_response_latency_ms", .milliseconds, "lat.mean"),
    Quantity("min_response_latency_ms", .milliseconds),
    Quantity("max_response_latency_ms", .milliseconds, "lat.max"),
    Quantity("p99_response_latency_ms", .milliseconds, "lat.p99"),
  ]

/// Rows are versions where they state one (`Desk v3`), else assistants. An assistant with one row is that row; several cannot be added up,
/// because one conversation can have met several.
private func byVersion(_ list: JSONNode?, _ harvest: inout Harvest) {
  let rows = (list?.elements ?? []).compactMap { row in harvest.label(row.first(["playbook_name", "name"])).map { (row, $0) } }
  var count: [RedactedText: Int] = [:]
  for (_, name) in rows { count[name, default: 0] += 1 }
  for (row, name) in rows {
    if let version = row.first(["playbook_version", "version_number", "version"])?.integer {
      let member = harvest.redacted("\(name.string) v\(version)")
      harvest.figures(partTotals, of: row, under: "by_playbook.*.", cut: ("version", member))
    }
    if count[name] == 1 { harvest.figures(partTotals, of: row, under: "by_playbook.*.", cut: ("assistant", name)) }
  }
}
