import Notation

extension MetricCatalogue {
  /// How users felt.
  static let sentiment: [Metric] = [
    share("sen.positive", "Positive sentiment", "end positive", "positive", .higherIsBetter, .positive),
    share("sen.neutral", "Neutral sentiment", "end neutral", "neutral", .neutral, .neutral),
    share("sen.negative", "Negative sentiment", "end negative", "negative", .lowerIsBetter, .negative),
    Metric(
      "sen.net", .sentiment, "Net sentiment", "Share of scored conversations that end positive minus the share that end negative.",
      formula: "(|positive| − |negative|) / |S|", .points, .higherIsBetter, .scored, .net(plus: .positive, minus: .negative, of: .scored),
      needs: .sentiment, synonyms: ["Sentiment score"]),
    shift("sen.shift_improved", "Sentiment improved", "improved", .higherIsBetter, .improved),
    shift("sen.shift_stable", "Sentiment stable", "stayed as it was", .neutral, .label(.shift, 1)),
    shift("sen.shift_degraded", "Sentiment got worse", "got worse", .lowerIsBetter, .degraded),
    Metric(
      "sen.shift_net", .sentiment, "Net sentiment shift",
      "Share of conversations whose sentiment improved minus the share whose sentiment got worse.",
      formula: "(|improved| − |degraded|) / |C with a shift label|", .points, .higherIsBetter, .scored,
      .net(plus: .improved, minus: .degraded, of: .anyLabel(.shift)), needs: .shift),
    Metric(
      "sen.recovery_rate", .sentiment, "Recovered conversations",
      "Of the conversations with a shift label that were bad at some point, the share that improved and did not end negative.",
      formula: "|S improved ∧ not negative| / |S improved ∪ (S negative ∧ a shift label other than degraded)|", .share, .higherIsBetter,
      .scored, .share(.improved && !.negative, of: .wasBad), needs: .shift),
    Metric(
      "sen.spoiled_rate", .sentiment, "Spoiled by the assistant",
      "Share of scored conversations that got worse and ended negative.", formula: "|S degraded ∧ negative| / |S|", .share,
      .lowerIsBetter, .scored, .share(.degraded && .negative, of: .scored), needs: .shift),
  ]

  private static func share(
    _ id: MetricID, _ title: String, _ words: String, _ label: String, _ direction: Direction, _ condition: Condition
  ) -> Metric {
    Metric(
      id, .sentiment, title, "Share of scored conversations that \(words).", formula: "|\(label)| / |S|", .share, direction, .scored,
      .share(condition, of: .scored), needs: .sentiment)
  }

  private static func shift(_ id: MetricID, _ title: String, _ words: String, _ direction: Direction, _ condition: Condition) -> Metric {
    Metric(
      id, .sentiment, title, "Share of the conversations with a shift label whose sentiment \(words).",
      formula: "|label| / |C with a shift label|", .share, direction, .scored, .share(condition, of: .anyLabel(.shift)), needs: .shift)
  }
}
