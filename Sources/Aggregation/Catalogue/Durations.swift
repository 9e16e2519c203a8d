import Notation

extension MetricCatalogue {
  /// How long conversations last, and win-backs: the second part of Volume.
  static let durations: [Metric] = [
    duration(
      "vol.duration_median", "Conversation duration, median", "Median duration", "Half of the", "p50",
      .quantile(.duration, 0.5, where: .everything)),
    duration(
      "vol.duration_p90", "Conversation duration, 90% line", "Duration, 90% line", "90 of 100", "p90",
      .quantile(.duration, 0.9, where: .everything)),
    duration(
      "vol.duration_p95", "Conversation duration, 95% line", "Duration, 95% line", "95 of 100", "p95",
      .quantile(.duration, 0.95, where: .everything)),
    Metric(
      "vol.duration_mean", .volume, "Conversation duration, mean", short: "Mean duration",
      "Mean time from first to last message of engaged conversations. \(uncapped)", formula: "mean of last − first message over E",
      .duration, .neutral, .engaged, .mean(.duration, where: .everything), needs: .duration,
      synonyms: ["average_duration", "avgDuration"]),
    Metric(
      "vol.winback_sent", .volume, "Win-back messages sent", short: "Win-backs", "Conversations in which a win-back message was sent.",
      formula: "|win-back sent|", .count, .neutral, .all, .count(.winbackSent)),
    Metric(
      "vol.winback_answered", .volume, "Win-backs answered", "Conversations in which the user wrote again after the win-back message.",
      formula: "|win-back answered|", .count, .neutral, .all, .count(.winbackAnswered), needs: .messages),
    Metric(
      "vol.winback_rate", .volume, "Win-back answer rate",
      "Share of win-back messages that the user answered, where the messages are known. Sends of the last days may still be answered.",
      formula: "|win-back answered| / |win-back sent, messages known|", .share, .higherIsBetter, .all,
      .share(.winbackAnswered, of: .winbackAnswerKnown), needs: .messages),
  ]

  private static let uncapped = "Silent times inside a conversation count as duration; nothing is cut off."

  private static func duration(
    _ id: MetricID, _ title: String, _ short: String, _ share: String, _ name: String, _ expression: Expression
  ) -> Metric {
    Metric(
      id, .volume, title, short: short,
      "\(share) engaged conversations last at most this long, from first to last message. \(uncapped)",
      formula: "\(name) of last − first message over E", .duration, .neutral, .engaged, expression, needs: .duration)
  }
}

extension Condition {
  static let winbackSent = value(.winback, 1, 2, 3)
  static let winbackAnswered = value(.winback, 2)
  static let winbackAnswerKnown = value(.winback, 1, 2)
}

extension Requirement {
  static let duration = field("first_message_at", .item(.duration), among: .conversation(.engaged))
}
