import Notation
import Records

extension MetricCatalogue {
  /// How conversations lie in time: the third part of Volume.
  static let patterns: [Metric] = [
    Metric(
      "vol.per_day_adj", .volume, "Conversations per day, weekdays evened out", short: "Per day, adjusted",
      "Conversations per day as if all weekdays were alike, so that a period with five Mondays compares with one of four. The weight of a "
        + "weekday comes from the eight weeks up to the last day with data; at least four of them must be there.",
      formula: "|C| / Σ weight of the weekday over covered days", .rate, .neutral, .all, .perWeekdayAdjustedDay(.everything)),
    Metric(
      "vol.after_hours_share", .volume, "Started out of hours", short: "Out of hours",
      "Share of the conversations started in the period that began outside the opening hours of the vendor's schedule, on its clock, or on a "
        + "day marked as closed.",
      formula: "|C started while closed| / |C started|", .share, .neutral, .all, by: .firstMessage, .minutes(.closedStarts),
      synonyms: ["After-hours conversations"]),
    Metric(
      "vol.concurrency_peak", .volume, "Most conversations at once", short: "Most at once",
      "Largest number of conversations under way in one minute. A conversation is under way from its first to its last message; pauses of "
        + "more than 30 minutes are left out where its messages are known.",
      formula: "max over minutes of |C under way|", .count, .neutral, .all, by: .message, .minutes(.peak),
      synonyms: ["Peak concurrency", "Concurrent sessions"]),
  ]

  /// How long conversations last without their pauses.
  static let activeDurations: [Metric] = [
    active("vol.duration_active_median", "median", "Active duration", "Half of the", "p50", 0.5),
    active("vol.duration_active_p90", "90% line", "Active, 90% line", "90 of 100", "p90", 0.9),
    Metric(
      "vol.duration_active_mean", .volume, "Active duration, mean", short: "Mean active duration",
      "Mean time from first to last message of engaged conversations without their pauses. \(pauses)",
      formula: "mean of Σ min(gap, 30 min) over E with messages", .duration, .neutral, .engaged,
      .mean(.activeDuration, where: .everything), needs: .activeDuration),
  ]

  private static let pauses = "A pause between two messages counts up to 30 minutes."

  private static func active(_ id: MetricID, _ title: String, _ short: String, _ words: String, _ name: String, _ p: Double) -> Metric {
    Metric(
      id, .volume, "Active duration, \(title)", short: short,
      "\(words) engaged conversations last at most this long from first to last message without their pauses. \(pauses)",
      formula: "\(name) of Σ min(gap, 30 min) over E with messages", .duration, .neutral, .engaged,
      .quantile(.activeDuration, p, where: .everything), needs: .activeDuration)
  }

  /// When conversations are handed off.
  static let handoffTimes: [Metric] = [
    Metric(
      "hof.turn_median", .handoffs, "Turn of the hand-off, median", short: "Turn of hand-off",
      "Half of the hand-offs come after at most this many messages of the user.",
      formula: "p50 of user messages up to the hand-off over H", .rate, .neutral, .handedOff,
      .quantile(.handoffTurn, 0.5, where: .everything), needs: .handoffMark),
    Metric(
      "hof.time_to_handoff_median", .handoffs, "Time to hand-off, median", short: "Time to hand-off",
      "Half of the hand-offs come within this time after the first message.", formula: "p50 of hand-off − first message over H", .duration,
      .neutral, .handedOff, .quantile(.handoffDelay, 0.5, where: .everything), needs: .handoffMark),
    Metric(
      "hof.closed_hours_share", .handoffs, "Hand-offs while people are away", short: "Handed off out of hours",
      "Share of the hand-offs at a known moment in the period that came outside the opening hours of the vendor's schedule, or on a day "
        + "marked as closed.",
      formula: "|H at a closed minute| / |H at a known minute|", .share, .lowerIsBetter, .handedOff, by: .message,
      .minutes(.closedHandoffs)),
  ]

  /// Conversations that the user left open.
  static let abandonment: [Metric] = [
    Metric(
      "out.abandoned_rate", .outcomes, "Abandoned conversations", short: "Abandoned",
      "Share of engaged conversations without a hand-off that end with a question of the assistant, or that are labelled as without "
        + "response. Conversations of the last day may still be answered.",
      formula: "|E ∧ D, the assistant asked last ∪ no_response| / |E ∧ D with messages|", .share, .lowerIsBetter, .engaged,
      .share(.abandoned, of: .engaged && .deflected && .endingKnown), needs: .messages,
      synonyms: ["ABANDONED_SESSION_RATE", "Dropped", "Expired"])
  ]

  /// Calls that were tried again.
  static let retries: [Metric] = [
    Metric(
      "tool.retry_rate", .tools, "Tried again after a failure", short: "Tried again",
      "Share of the failed tool calls with a known time after which the same tool was called again in the conversation within 60 seconds.",
      formula: "|Tc failed, same tool within 60 s| / |Tc failed with a time|", .share, .neutral, .toolCalls, by: .toolCall,
      .itemShare(.toolRetry, of: [.toolTimedFailure]), needs: .toolCalls)
  ]

  /// Scores that speak about less than the whole conversation.
  static let staleScores: [Metric] = [
    Metric(
      "dq.stale_scores", .dataQuality, "Scored before the end", short: "Stale scores",
      "Share of the conversations with a known number of messages at scoring that went on after they were scored.",
      formula: "|message_count_at_scoring < message_count| / |C with both|", .share, .lowerIsBetter, .scored,
      .share(.value(.scoring, 2), of: .scored && .value(.scoring, 1, 2)), needs: .scoredCount)
  ]
}

extension Condition {
  /// Known who spoke last.
  public static let endingKnown = value(.ending, 1, 2, 3)
  /// The last message is a question of the assistant.
  public static let endsWithQuestion = value(.ending, 3)
  /// Engaged and not handed off, and the user did not answer a question of the assistant, or the label says so.
  public static let abandoned = engaged && deflected && (endsWithQuestion || label(.quality, 3))
}

extension Requirement {
  static let activeDuration = field("messages", .item(.activeDuration), among: .conversation(.hasMessages))
  static let handoffMark = field("messages.metadata.handoff", .item(.handoffTurn), among: .conversation(.handedOff && .hasMessages))
  static let messageText = field("messages.content", .item(.userCharacters))
  static let scoredCount = field("message_count_at_scoring", .conversation(.value(.scoring, 1, 2)), among: .conversation(.scored))
}
