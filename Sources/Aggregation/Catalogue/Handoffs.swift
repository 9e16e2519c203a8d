import Notation

extension MetricCatalogue {
  /// What went to people, and why.
  static let handoffs: [Metric] = [
    Metric(
      "hof.count", .handoffs, "Hand-offs", "Conversations that were handed to a person.", formula: "|H|", .count, .lowerIsBetter,
      .handedOff, .count(.handedOff), needs: .handoff, synonyms: ["bot_handoffs_count", "Escalations"]),
    reason("hof.reason_policy", "Handed off by policy", "a rule demands a person", "policy", .neutral, 0),
    reason("hof.reason_user_request", "Asked for a person", "the user asked for a person", "user_request", .neutral, 1),
    reason("hof.reason_frustration", "Handed off in frustration", "the user was frustrated", "frustration", .lowerIsBetter, 2),
    reason(
      "hof.reason_bot_limitation", "Limit of the assistant", "the assistant could not go on", "bot_limitation", .lowerIsBetter, 3),
    Metric(
      "hof.reason_unclassified", .handoffs, "Hand-offs without a reason", "Hand-offs that carry no reason label.",
      formula: "|H without a reason|", .count, .lowerIsBetter, .handedOff, .count(.handedOff && .value(.reason, 0)), needs: .handoff),
    Metric(
      "hof.avoidable_rate", .handoffs, "Avoidable hand-offs",
      "Share of the hand-offs with a reason that came from a limit of the assistant or from frustration.",
      formula: "|bot_limitation ∪ frustration| / |H with a reason|", .share, .lowerIsBetter, .scoredHandedOff,
      .share(.label(.reason, 2, 3), of: .reasonStated), needs: .reason),
    Metric(
      "hof.negative_share", .handoffs, "Negative hand-offs", "Share of the scored hand-offs that ended negative.",
      formula: "|SH negative| / |SH|", .share, .lowerIsBetter, .scoredHandedOff, .share(.negative, of: .scored && .handedOff),
      needs: .sentiment),
    contribution("hof.contribution_policy", "policy", "policy", 0),
    contribution("hof.contribution_user_request", "requests for a person", "user_request", 1),
    contribution("hof.contribution_frustration", "frustration", "frustration", 2),
    contribution("hof.contribution_bot_limitation", "limits of the assistant", "bot_limitation", 3),
  ]

  private static func reason(
    _ id: MetricID, _ title: String, _ words: String, _ label: String, _ direction: Direction, _ code: Int32
  ) -> Metric {
    Metric(
      id, .handoffs, title, "Share of the hand-offs with a reason in which \(words).", formula: "|H \(label)| / |H with a reason|",
      .share, direction, .scoredHandedOff, .share(.label(.reason, code), of: .reasonStated), needs: .reason,
      synonyms: ["handoff_reason_category"])
  }

  private static func contribution(_ id: MetricID, _ words: String, _ label: String, _ code: Int32) -> Metric {
    Metric(
      id, .handoffs, "Deflection lost to \(words)", short: "Lost to \(words)",
      "Points of the deflection rate that hand-offs of this reason cost, when hand-offs without a reason are spread like the others.",
      formula: "|H \(label)| / |H with a reason| × |H| / |H ∪ D|", .points, .neutral, .handedOff,
      .scaled(.label(.reason, code), of: .reasonStated, times: .handedOff, over: .handoffKnown), needs: .reason)
  }
}
