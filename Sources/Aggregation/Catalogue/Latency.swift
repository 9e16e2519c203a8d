import Notation

extension MetricCatalogue {
  /// How long users waited, and what broke.
  static let latency: [Metric] = [
    Metric(
      "lat.mean", .latency, "Response time, mean", short: "Mean response",
      "Mean time of one answer of the assistant; every answer counts the same.", formula: "mean of response_latency_ms over Ma", .duration,
      .lowerIsBetter, .assistantMessages, .mean(.response, where: .everything), needs: .responseLatency,
      synonyms: ["reply_time", "Average latency"]),
    Metric(
      "lat.conversation_mean", .latency, "Response time per conversation, mean", short: "Mean per conversation",
      "Mean of the mean response times of conversations; every conversation counts the same, however many answers it has.",
      formula: "mean of avg_response_latency_ms over C", .duration, .lowerIsBetter, .all,
      .mean(.conversationLatency, where: .everything), needs: .conversationLatency),
    conversationLine("lat.conversation_p50", "median", "p50", "Half of the", 0.5),
    conversationLine("lat.conversation_p95", "95% line", "p95", "95 of 100", 0.95),
    line("lat.p50", "Response time, median", "Median response", "p50", "Half of the", 0.5),
    line("lat.p90", "Response time, 90% line", "Response, 90% line", "p90", "90 of 100", 0.9),
    line("lat.p95", "Response time, 95% line", "Response, 95% line", "p95", "95 of 100", 0.95),
    line("lat.p99", "Response time, 99% line", "Response, 99% line", "p99", "99 of 100", 0.99),
    Metric(
      "lat.max", .latency, "Response time, slowest", short: "Slowest response", "The slowest answer of the assistant.",
      formula: "max of response_latency_ms over Ma", .duration, .lowerIsBetter, .assistantMessages, .maximum(.response),
      needs: .responseLatency),
    Metric(
      "lat.slo_share", .latency, "Slow answers", "Share of the answers that took longer than 5 s (or the time set).",
      formula: "|response_latency_ms > 5000| / |Ma with a latency|", .share, .lowerIsBetter, .assistantMessages,
      .itemShare(.slowResponse, of: [.response]), needs: .responseLatency),
    Metric(
      "lat.first_response_p50", .latency, "First response, median", short: "First response",
      "Half of the conversations got the first answer within this time after the first message of the user.",
      formula: "p50 of first assistant message − first user message", .duration, .lowerIsBetter, .engaged,
      .quantile(.firstResponse, 0.5, where: .everything), needs: .messages, synonyms: ["First response time"]),
    Metric(
      "err.rate", .latency, "Error rate", "Share of conversations in which the assistant failed or ran out of time.",
      formula: "|has_error| / |C|", .share, .lowerIsBetter, .all, .share(.hasError, of: .everything)),
  ]

  private static func line(_ id: MetricID, _ title: String, _ short: String, _ name: String, _ words: String, _ p: Double) -> Metric {
    Metric(
      id, .latency, title, short: short, "\(words) answers of the assistant come within this time; every answer counts the same.",
      formula: "\(name) of response_latency_ms over Ma", .duration, .lowerIsBetter, .assistantMessages,
      .quantile(.response, p, where: .everything), needs: .responseLatency)
  }

  private static func conversationLine(_ id: MetricID, _ title: String, _ name: String, _ words: String, _ p: Double) -> Metric {
    Metric(
      id, .latency, "Response time per conversation, \(title)", short: "Conversations, \(title)",
      "\(words) conversations have a mean response time of at most this.",
      formula: "\(name) of avg_response_latency_ms over C", .duration, .lowerIsBetter, .all,
      .quantile(.conversationLatency, p, where: .everything), needs: .conversationLatency)
  }
}

extension Requirement {
  static let conversationLatency = field("avg_response_latency_ms", .item(.conversationLatency))
}
