import Notation
import Records

extension MetricCatalogue {
  /// What a vendor reports day by day. These are the vendor's own sums, also where they are added up here: nothing can be recomputed.
  static let days: [Metric] = [
    day("rep.days", "Days reported", "Days of the period for which a vendor reports anything.", formula: "distinct days", measure: .days),
    day(
      "rep.conversations", "Conversations reported", "Conversations of the reported days.", formula: "Σ conversations",
      measure: .sum("conversations")),
    day(
      "rep.conversations_per_day_mean", "Conversations a day, mean", "Mean of the conversations of a day, over the days that report them.",
      formula: "mean of the days", .rate, measure: .perDay("conversations", .mean)),
    day(
      "rep.conversations_per_day_median", "Conversations a day, median", "Half of the reported days have at most this many conversations.",
      formula: "p50 of the days", .rate, measure: .perDay("conversations", .median)),
    day(
      "rep.conversations_per_day_min", "Conversations a day, least", "Conversations of the quietest reported day.",
      formula: "least of the days", measure: .perDay("conversations", .least)),
    day(
      "rep.conversations_per_day_max", "Conversations a day, most", "Conversations of the busiest reported day.",
      formula: "most of the days", measure: .perDay("conversations", .most)),
    day(
      "rep.completed", "Completed conversations reported", "Conversations that the vendor counts as completed.", formula: "Σ completed",
      .count, .higherIsBetter, measure: .sum("completed")),
    day(
      "rep.completion_rate", "Completion rate reported",
      "Completed conversations over all conversations of the reported days; a day without a figure of completed ones adds none.",
      formula: "Σ completed / Σ conversations", .share, .higherIsBetter, measure: .ratio(["completed"], over: ["conversations"])),
    day(
      "rep.no_turn", "Conversations without a turn", "Conversations in which nobody said anything.", formula: "Σ sessions without a turn",
      .count, .lowerIsBetter, measure: .sum("noTurnSessions")),
    day(
      "rep.no_turn_share", "Share without a turn", "Conversations in which nobody said anything, over all conversations of the days.",
      formula: "Σ sessions without a turn / Σ conversations", .share, .lowerIsBetter,
      measure: .ratio(["noTurnSessions"], over: ["conversations"])),
    day(
      "rep.four_turns", "Conversations of four turns or more", "Conversations with at least four turns.",
      formula: "Σ sessions with four turns", measure: .sum("sessionsWithFourTurns")),
    day("rep.turns", "Turns reported", "Turns of the reported days.", formula: "Σ turns", measure: .sum("turns")),
    day("rep.messages", "Messages reported", "Messages of the reported days.", formula: "Σ messages", measure: .sum("messages")),
    day(
      "rep.interactions", "Interactions reported", "Interactions of the reported days.", formula: "Σ interactions",
      measure: .sum("interactions")),
    day(
      "rep.intents", "Intent hits reported", "Recognised intents of the reported days.", formula: "Σ intent hits", measure: .sum("intents")),
    day(
      "rep.tokens", "Tokens reported", "Tokens of the reported days.", formula: "Σ tokens", .tokens, .lowerIsBetter, measure: .sum("tokens")
    ),
    day("rep.calls", "Calls reported", "Calls of the reported days.", formula: "Σ calls", measure: .sum("calls")),
    day(
      "rep.call_duration", "Call time reported", "Durations of the calls of the reported days, added up.", formula: "Σ call duration",
      .duration, measure: .sum("callDuration")),
    day(
      "rep.transferred", "Transferred calls reported", "Calls of the reported days that were put through.", formula: "Σ transferred",
      .count,
      .lowerIsBetter, measure: .sum("transferred")),
    day(
      "rep.failures", "Backend failures reported", "Failures of the backend on the reported days.", formula: "Σ failures", .count,
      .lowerIsBetter, measure: .sum("failures")),
    day(
      "rep.duration_mean", "Duration reported, mean", "Mean durations of the days, each weighted by its conversations.",
      formula: "Σ mean duration × conversations / Σ conversations", .duration, measure: .weightedMean("duration", by: "conversations")),
  ]

  private static func day(
    _ id: MetricID, _ title: String, _ definition: String, formula: String, _ unit: Unit = .count, _ direction: Direction = .neutral,
    measure: RecordMeasure
  ) -> Metric { .of(.days, id, .days, title, definition, formula: formula, unit, direction, measure: measure, minimum: 1) }
}
