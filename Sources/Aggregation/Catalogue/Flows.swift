import Notation

extension MetricCatalogue {
  /// What flow bots count: sessions, interactions, intents, steps.
  static let flows: [Metric] = [
    .of(
      .sessions, "flow.sessions", .flows, "Bot sessions", "Conversations of a flow bot, without tests.", formula: "|sessions|",
      measure: .count),
    .of(
      .sessions, "vol.interactions", .flows, "Interactions", "Exchanges of a message and its answer, as the flow counts them.",
      formula: "Σ interactions over sessions", measure: .sum("interactions"), synonyms: ["INTERACTION_COUNT"]),
    .of(
      .sessions, "flow.interactions_median", .flows, "Interactions per session, median", short: "Median interactions",
      "Half of the sessions have at most this many interactions.", formula: "p50 of interactions over sessions", .rate,
      measure: .quantile("interactions", 0.5)),
    .of(
      .steps, "vol.step_exec", .flows, "Step executions", "Steps of flows that were executed.", formula: "|steps|", measure: .count,
      synonyms: ["Dialogs triggered"]),
    .of(
      .intents, "int.hits", .flows, "Intent hits", "Intents that the bot recognised, by the time of the message.",
      formula: "|intent events|", measure: .count, synonyms: ["INTENT_COUNT"]),
    .of(
      .intents, "int.score_median", .flows, "Match score, median", "Half of the recognised intents have at most this match score.",
      formula: "p50 of score over intent events", .share, .higherIsBetter, measure: .quantile("score", 0.5)),
    .of(
      .intents, "int.distinct", .flows, "Different intents", "Different intents that were recognised at least once.",
      formula: "distinct intents", measure: .distinct("intent")),
    .of(.channels, "flow.channels", .flows, "Channels", "Channels of the bot.", formula: "|channels|", measure: .count),
    Metric(
      "lang.share", .flows, "Share of languages", "Share of the conversations of the period in a language, to be cut by language.",
      formula: "|C of the language| / |C|", .share, .neutral, .all, .shareOfTotal(.everything, of: .everything)),
    Metric(
      "vol.message_length_median", .flows, "Message length, median", short: "Message length",
      "Half of the messages of users in the conversations of the period have at most this many characters.",
      formula: "p50 of characters over Mu of C", .characters, .neutral, .userMessages, .quantile(.userCharacters, 0.5, where: .everything),
      needs: .messageText),
  ]
}
