import Notation

extension MetricCatalogue {
  /// How conversations ended.
  static let outcomes: [Metric] = [
    Metric(
      "out.deflection_rate", .outcomes, "Deflection rate", short: "Deflection",
      "Share of conversations that the assistant handled without handing off; conversations without a hand-off mark are left out.",
      formula: "|D| / |H ∪ D|", .share, .higherIsBetter, .all, .share(.deflected, of: .handoffKnown), needs: .handoff,
      synonyms: ["Containment rate", "Self-service rate"]),
    Metric(
      "out.handoff_rate", .outcomes, "Hand-off rate",
      "Share of conversations that were handed to a person: 100% minus the deflection rate.", formula: "|H| / |H ∪ D|", .share,
      .lowerIsBetter, .all, .share(.handedOff, of: .handoffKnown), needs: .handoff,
      synonyms: ["Escalation rate", "Live agent hand-off rate", "Transfer rate"]),
    quality("out.dq_resolved", "Deflected and resolved", "that were resolved", "resolved", .higherIsBetter, .resolved),
    quality("out.dq_partial", "Deflected, partly resolved", "that were partly resolved", "partial", .lowerIsBetter, .partlyResolved),
    quality(
      "out.dq_actioned", "Deflected with an action", "that ended with an action and no confirmed answer", "actioned", .neutral, .actioned),
    quality(
      "out.dq_no_response", "Deflected without response", "that ended without a response", "no_response", .lowerIsBetter, .noResponse),
    Metric(
      "out.resolution_rate_scored", .outcomes, "Resolved by the assistant", short: "Resolved",
      "Share of all scored conversations, handed off or not, that the assistant resolved.", formula: "|SD resolved| / |S|", .share,
      .higherIsBetter, .scored, .share(.resolved, of: .scored), needs: .sentiment, synonyms: ["Automated resolution", "Resolution rate"]),
    Metric(
      "out.resolution_low", .outcomes, "Resolution, at least", "Share of all conversations known to be resolved by the assistant.",
      formula: "|D resolved| / |C|", .share, .higherIsBetter, .all, .share(.resolved, of: .everything), needs: .quality),
    Metric(
      "out.resolution_high", .outcomes, "Resolution, at most",
      "Share of all conversations resolved by the assistant if every conversation of unknown outcome were resolved.",
      formula: "(|D resolved| + |outcome unknown|) / |C|", .share, .higherIsBetter, .all,
      .share(.resolved || .outcomeUnknown, of: .everything), needs: .quality),
    Metric(
      "out.happy_resolution", .outcomes, "Resolved and not unhappy",
      "Share of scored conversations that were resolved, did not end negative and did not get worse.",
      formula: "|SD resolved ∧ not negative ∧ not degraded| / |S|", .share, .higherIsBetter, .scored,
      .share(.resolved && !.negative && !.degraded, of: .scored), needs: .sentiment),
    Metric(
      "out.silent_failure_rate", .outcomes, "Silent failures",
      "Share of scored deflected conversations that look handled and were not: partly resolved, without response, negative or at high risk "
        + "of coming back.",
      formula: "|SD ∧ (no_response ∨ partial ∨ negative ∨ high risk)| / |SD|", .share, .lowerIsBetter, .scoredDeflected,
      .share(.silentFailure, of: .scored && .deflected), needs: .sentiment, synonyms: ["Abandoned"]),
    Metric(
      "out.unknown_share", .outcomes, "Outcome unknown",
      "Share of conversations that were neither handed off nor labelled as resolved, partly resolved, actioned or without response.",
      formula: "|C without a known outcome| / |C|", .share, .lowerIsBetter, .all, .share(.outcomeUnknown, of: .everything),
      synonyms: ["Ambiguous", "Pending"]),
    Metric(
      "out.outcome_count", .outcomes, "Conversations by outcome",
      "Conversations, to be cut by outcome; the six outcomes add up to all conversations.", formula: "|C|", .count, .neutral, .all,
      .count(.everything)),
    risk("out.recontact_risk_low", "Low re-contact risk", "low", .higherIsBetter, 0),
    risk("out.recontact_risk_med", "Medium re-contact risk", "medium", .neutral, 1),
    risk("out.recontact_risk_high", "High re-contact risk", "high", .lowerIsBetter, 2),
    Metric(
      "out.error_conversations", .outcomes, "Conversations with an error",
      "Conversations in which the assistant failed or ran out of time.", formula: "|has_error|", .count, .lowerIsBetter, .all,
      .count(.hasError)),
  ]

  private static func quality(
    _ id: MetricID, _ title: String, _ words: String, _ label: String, _ direction: Direction, _ condition: Condition
  ) -> Metric {
    Metric(
      id, .outcomes, title, "Share of the deflected conversations with a quality label \(words).",
      formula: "|D \(label)| / |D with a quality label|", .share, direction, .scoredDeflected, .share(condition, of: .qualityStated),
      needs: .quality)
  }

  private static func risk(_ id: MetricID, _ title: String, _ label: String, _ direction: Direction, _ code: Int32) -> Metric {
    Metric(
      id, .outcomes, title, "Share of the conversations with a risk label whose risk of coming back is judged \(label).",
      formula: "|\(label)| / |C with a risk label|", .share, direction, .scored,
      .share(.label(.risk, code), of: .anyLabel(.risk)), needs: .risk)
  }
}
