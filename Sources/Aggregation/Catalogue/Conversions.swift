import Notation

extension MetricCatalogue {
  /// What came of it for the business.
  static let conversions: [Metric] = [
    .of(
      .conversions, "cnv.events", .conversions, "Conversion events", short: "Conversions",
      "Events that the business counts as conversions, by the time they occurred.", formula: "|Cv|", .count, .higherIsBetter,
      measure: .count,
      synonyms: ["total_conversions"]),
    .of(
      .conversions, "cnv.value", .conversions, "Value of conversions", short: "Value",
      "Sum of the values of conversion events. Values of different units are never added: cut by conversion where there are several.",
      formula: "Σ value", .rate, .higherIsBetter, measure: .sum("value"), sharing: "label", synonyms: ["total_value"]),
    .of(
      .conversions, "cnv.avg_value", .conversions, "Value per conversion event", short: "Mean value",
      "Mean value of a conversion event that has one.", formula: "Σ value / |Cv with a value|", .rate, .higherIsBetter,
      measure: .mean("value"),
      sharing: "label"),
    .of(
      .conversions, "cnv.converting", .conversions, "Converting conversations", short: "Converting",
      "Different conversations with at least one conversion event; days do not add up to it.",
      formula: "distinct conversations over Cv", .count, .higherIsBetter, measure: .distinct("conversation")),
    .reported(
      "cnv.rate_vendor", .conversions, "Conversion rate of the vendor", short: "Conversion rate",
      "Converting conversations over deflected conversations, as the vendor computes it: the two are counted by different times, so it can "
        + "exceed 100 %.",
      formula: "as reported", .share, .higherIsBetter, nature: .ratio, synonyms: ["conversion_rate_pct"]),
    .of(
      .conversionMetrics, "cnv.metrics", .conversions, "Conversion metrics", "Kinds of conversion that are counted.", formula: "|slugs|",
      where: .not(.flag("enabled", false)), measure: .distinct("slug")),
    .of(
      .conversionMetrics, "cnv.heartbeat_age", .conversions, "Silence of the feed", short: "Feed silence",
      "Time from the last conversion event that the vendor received to the end of the period: a silent feed is broken, not without sales.",
      formula: "end of period − last event", .duration, .lowerIsBetter, where: .not(.flag("enabled", false)), measure: .age("lastEventAt")),
    .of(
      .goals, "goal.count", .conversions, "Goals reached", "Goals that conversations reached, each goal once in a conversation.",
      formula: "|G|", .count, .higherIsBetter, measure: .count),
    .of(
      .goals, "goal.conversations", .conversions, "Conversations with a goal", "Different conversations that reached a goal.",
      formula: "distinct conversations over G", .count, .higherIsBetter, measure: .distinct("conversation")),
    Metric(
      "out.completion_rate", .conversions, "Completion rate",
      "Share of the conversations that reached at least one goal, of those whose goals are known.",
      formula: "|C with a goal| / |C with known goals|", .share, .higherIsBetter, .all, .share(.goalReached, of: .goalKnown),
      needs: .goals, synonyms: ["completionRate", "Goal completion"]),
  ]
}

extension Requirement {
  static let goals = field("goals", .conversation(.goalKnown))
}
