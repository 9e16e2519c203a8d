import Records

@testable import Aggregation

/// The same figures computed the slow way, from rows and not from counters. It shares no code with the pass.
struct Oracle {
  let rows: [Row]
  var slow: Int32 = 5000

  func day(_ at: Int64?) -> Int? { at.map { Int($0.flooredDivision(by: 86_400_000_000)) } }

  func inMonth(_ p: Period, by anchor: Anchor = .lastMessage) -> [Row] {
    rows.filter { row in
      guard let day = day(anchor == .firstMessage ? row.first : row.last) else { return false }
      return day >= p.start.ordinal && day < p.end.ordinal
    }
  }

  @Sendable static func isEngaged(_ r: Row) -> Bool? { r.messages != nil ? r.userSpoke : r.count.map { $0 >= 2 } }

  @Sendable static func outcome(_ r: Row) -> String {
    if r.handoff == true { return "handed_off" }
    if r.handoff == false, let q = r.quality, ["resolved", "partial", "actioned", "no_response"].contains(q) { return q }
    return "unknown"
  }

  @Sendable static func isSilentFailure(_ r: Row) -> Bool {
    r.handoff == false && (["partial", "no_response"].contains(r.quality ?? "") || r.sentiment == "negative" || r.risk == "high")
  }

  @Sendable static func cost(_ r: Row) -> Double? {
    let costs = (r.messages ?? []).compactMap(\.cost)
    return costs.isEmpty ? nil : costs.reduce(0, +)
  }

  @Sendable static func latencies(_ r: Row) -> [Double] {
    (r.messages ?? []).filter { $0.role == .assistant && !$0.winback }.compactMap { $0.latency.map(Double.init) }
  }

  @Sendable static func duration(_ r: Row) -> Double? {
    guard isEngaged(r) == true, let first = r.first, let last = r.last, last >= first else { return nil }
    return Double(last - first) / 1000
  }

  /// First to last message of an engaged conversation, each gap up to half an hour.
  @Sendable static func active(_ r: Row) -> [Double] {
    let times = (r.messages ?? []).compactMap(\.at)
    guard isEngaged(r) == true, times.count > 1 else { return [] }
    return [zip(times, times.dropFirst()).reduce(0.0) { $0 + Double(min(max($1.1 - $1.0, 0), 1_800_000_000)) } / 1000]
  }

  /// The messages up to the first that carries a hand-off.
  static func toHandoff(_ r: Row) -> ArraySlice<MessageRow>? {
    guard r.handoff == true, let messages = r.messages, let place = messages.firstIndex(where: { $0.marks.contains(.handoff) }) else {
      return nil
    }
    return messages[...place]
  }

  @Sendable static func handoffTurn(_ r: Row) -> [Double] { toHandoff(r).map { [Double($0.count { $0.role == .user })] } ?? [] }

  @Sendable static func handoffDelay(_ r: Row) -> [Double] {
    guard let at = toHandoff(r)?.last?.at, let first = r.first, at >= first else { return [] }
    return [Double(at - first) / 1000]
  }

  /// The message that a conversation ends with, win-backs apart.
  @Sendable static func ending(_ r: Row) -> MessageRow? { r.messages?.last { !$0.winback } }

  @Sendable static func isAbandoned(_ r: Row) -> Bool {
    r.quality == "no_response" || (ending(r)?.role == .assistant && ending(r)?.marks.contains(.question) == true)
  }

  /// Type 7 on a plain sorted list.
  static func quantile(_ values: [Double], _ p: Double) -> Double? {
    let s = values.sorted()
    guard let last = s.last else { return nil }
    let h = Double(s.count - 1) * p
    let i = Int(h)
    return i + 1 < s.count ? s[i] + (h - Double(i)) * (s[i + 1] - s[i]) : last
  }

  typealias Test = @Sendable (Row) -> Bool

  /// Numerator and base of shares.
  static let shares: [(MetricID, Test, Test)] = [
    ("out.deflection_rate", { $0.handoff == false }, { $0.handoff != nil }),
    ("out.handoff_rate", { $0.handoff == true }, { $0.handoff != nil }),
    ("out.dq_resolved", { $0.quality == "resolved" }, { $0.handoff == false && $0.quality != nil }),
    ("out.dq_no_response", { $0.quality == "no_response" }, { $0.handoff == false && $0.quality != nil }),
    ("out.resolution_rate_scored", { $0.handoff == false && $0.quality == "resolved" }, { $0.sentiment != nil }),
    ("out.resolution_low", { outcome($0) == "resolved" }, { _ in true }),
    ("out.resolution_high", { ["resolved", "unknown"].contains(outcome($0)) }, { _ in true }),
    (
      "out.happy_resolution", { outcome($0) == "resolved" && $0.sentiment != "negative" && $0.shift != "degraded" },
      { $0.sentiment != nil }
    ),
    ("out.silent_failure_rate", isSilentFailure, { $0.sentiment != nil && $0.handoff == false }),
    ("out.unknown_share", { outcome($0) == "unknown" }, { _ in true }),
    ("out.recontact_risk_high", { $0.risk == "high" }, { $0.risk != nil }),
    ("hof.reason_policy", { $0.reason == "policy" }, { $0.handoff == true && $0.reason != nil }),
    (
      "hof.avoidable_rate", { $0.reason == "frustration" || $0.reason == "bot_limitation" },
      { $0.handoff == true && $0.reason != nil }
    ),
    ("hof.negative_share", { $0.sentiment == "negative" }, { $0.handoff == true && $0.sentiment != nil }),
    ("sen.positive", { $0.sentiment == "positive" }, { $0.sentiment != nil }),
    ("sen.shift_degraded", { $0.shift == "degraded" }, { $0.shift != nil }),
    (
      "sen.recovery_rate", { $0.shift == "improved" && $0.sentiment != "negative" },
      { $0.sentiment != nil && $0.shift != nil && ($0.shift == "improved" || ($0.sentiment == "negative" && $0.shift != "degraded")) }
    ),
    ("sen.spoiled_rate", { $0.shift == "degraded" && $0.sentiment == "negative" }, { $0.sentiment != nil }),
    ("kb.relevant", { $0.resources == "relevant" }, { $0.sentiment != nil && $0.resources != nil }),
    ("kb.citation_rate", { $0.cited }, { isEngaged($0) == true && $0.messages != nil }),
    ("vol.short_share", { ($0.count ?? 99) <= 3 }, { $0.count != nil }),
    ("vol.long_share", { ($0.count ?? 0) >= 20 }, { $0.count != nil }),
    ("vol.winback_rate", { $0.winbackAnswered }, { $0.winback && ($0.messages != nil || $0.winbackAnswered) }),
    ("err.rate", { $0.error }, { _ in true }),
    ("ast.multi_share", { $0.participants.count > 1 }, { _ in true }),
    ("dq.scored_coverage", { $0.sentiment != nil }, { _ in true }),
    ("dq.messages_coverage", { $0.messages != nil }, { _ in true }),
    ("dq.handoff_coverage", { $0.handoff != nil }, { _ in true }),
    ("tool.exposed_share", { !$0.calls.isEmpty }, { !$0.calls.isEmpty || $0.messages != nil }),
    ("out.abandoned_rate", isAbandoned, { isEngaged($0) == true && $0.handoff == false && ending($0) != nil }),
    (
      "dq.stale_scores", { ($0.scoredCount ?? 0) < ($0.count ?? 0) },
      { $0.sentiment != nil && $0.scoredCount != nil && $0.count != nil }
    ),
    ("tool.failed_conversations", { $0.calls.contains { $0.success == false } }, { !$0.calls.isEmpty }),
  ]

  static let counts: [(MetricID, Test)] = [
    ("vol.conversations", { _ in true }), ("hof.count", { $0.handoff == true }), ("out.error_conversations", { $0.error }),
    ("hof.reason_unclassified", { $0.handoff == true && $0.reason == nil }), ("vol.winback_sent", { $0.winback }),
    ("tool.conversations", { !$0.calls.isEmpty }), ("dq.impossible", { $0.impossible }),
    (
      "dq.contradictions",
      { ($0.handoff == true && $0.quality != nil) || ($0.handoff == false && $0.reason != nil) }
    ),
  ]

  /// Values behind means and quantiles.
  static let values: [(MetricID, Double?, @Sendable (Row) -> [Double])] = [
    ("vol.msgs_per_conv_mean", nil, { $0.count.map { [Double($0)] } ?? [] }),
    ("vol.msgs_per_conv_median", 0.5, { $0.count.map { [Double($0)] } ?? [] }),
    ("vol.msgs_per_conv_p95", 0.95, { $0.count.map { [Double($0)] } ?? [] }),
    ("vol.duration_mean", nil, { duration($0).map { [$0] } ?? [] }),
    ("vol.duration_median", 0.5, { duration($0).map { [$0] } ?? [] }),
    ("vol.duration_p90", 0.9, { duration($0).map { [$0] } ?? [] }),
    ("vol.duration_active_mean", nil, active), ("vol.duration_active_median", 0.5, active), ("vol.duration_active_p90", 0.9, active),
    ("hof.turn_median", 0.5, handoffTurn), ("hof.time_to_handoff_median", 0.5, handoffDelay),
    (
      "vol.message_length_median", 0.5,
      { ($0.messages ?? []).filter { $0.role == .user }.compactMap { $0.characters.map(Double.init) } }
    ),
    ("lat.mean", nil, latencies), ("lat.p50", 0.5, latencies), ("lat.p95", 0.95, latencies), ("lat.p99", 0.99, latencies),
    ("lat.conversation_mean", nil, { $0.meanLatency.map { [Double($0)] } ?? [] }),
    ("lat.conversation_p95", 0.95, { $0.meanLatency.map { [Double($0)] } ?? [] }),
    ("cost.per_conversation", nil, { cost($0).map { [$0] } ?? [] }),
    ("cost.p95_conversation", 0.95, { cost($0).map { [$0] } ?? [] }),
  ]
}
