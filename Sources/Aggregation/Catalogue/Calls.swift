import Notation

extension MetricCatalogue {
  /// Telephone.
  static let calls: [Metric] = [
    .of(.calls, "call.count", .calls, "Calls", "Telephone calls with the bot, without tests.", formula: "|calls|", measure: .count),
    .of(
      .calls, "call.duration_total", .calls, "Call time", "Sum of the durations of calls.", formula: "Σ duration", .duration,
      measure: .sum("duration"), synonyms: ["CALL_DURATION_TOTAL", "Call minutes"]),
    .of(
      .calls, "call.duration_mean", .calls, "Call duration, mean", short: "Mean duration", "Mean duration of a call.",
      formula: "Σ duration / |calls with a duration|", .duration, measure: .mean("duration")),
    .of(
      .calls, "call.duration_median", .calls, "Call duration, median", short: "Median duration",
      "Half of the calls last at most this long.", formula: "p50 of duration", .duration, measure: .quantile("duration", 0.5)),
    .of(
      .calls, "call.duration_p95", .calls, "Call duration, 95% line", short: "Duration, 95% line",
      "95 of 100 calls last at most this long.", formula: "p95 of duration", .duration, measure: .quantile("duration", 0.95)),
    .of(
      .calls, "call.user_inputs_median", .calls, "Inputs per call, median", short: "Inputs per call",
      "Half of the calls have at most this many inputs of the caller.", formula: "p50 of user inputs", .rate,
      measure: .quantile("userInputs", 0.5)),
    .of(
      .calls, "call.end_reason", .calls, "Calls by end reason", "Calls whose end reason is known, to be cut by end reason.",
      formula: "|calls with an end reason|", where: .present("endReason"), measure: .count),
    .of(
      .calls, "call.exit_step", .calls, "Calls by exit step", "Calls whose last step is known, to be cut by step.",
      formula: "|calls with an exit step|", where: .present("exitStep"), measure: .count),
    .of(
      .calls, "call.transferred", .calls, "Transferred calls", short: "Transferred", "Calls that were put through to a person.",
      formula: "|calls transferred|", .count, .lowerIsBetter, where: .flag("transferred", true), measure: .count),
    .of(
      .calls, "call.transfer_rate", .calls, "Transfer rate",
      "Share of the calls that were put through, of those for which this is known.",
      formula: "|calls transferred| / |calls with known transfer|", .share, .lowerIsBetter, where: .present("transferred"),
      measure: .share(.flag("transferred", true))),
    .of(
      .calls, "call.transfer_target", .calls, "Transfers by target",
      "Calls with a target that they were put through to, to be cut by target.",
      formula: "|calls with a target|", where: .present("transferTarget"), measure: .count),
  ]

  /// People who answer in the inbox; the vendor's own figures for each.
  static let inbox: [Metric] = [
    .of(.inboxAgents, "inbox.agents", .inbox, "Agents", "People who answered in the inbox.", formula: "|agents|", measure: .count),
    .of(
      .inboxAgents, "inbox.conversations", .inbox, "Conversations of agents", "Conversations that people answered, as reported for each.",
      formula: "Σ conversations", measure: .sum("conversations")),
    .of(
      .inboxAgents, "inbox.messages", .inbox, "Messages of agents", "Messages that people wrote, as reported for each.",
      formula: "Σ messages", measure: .sum("messages")),
    .of(
      .inboxAgents, "inbox.first_response", .inbox, "First response, median",
      "Median time to the first answer of one agent, as reported. Medians of several agents are not combined.",
      formula: "as reported for one agent", .duration, .lowerIsBetter, measure: .only("firstResponse")),
  ]
}
