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
      .conversionCohorts, "cnv.rate_cohort", .conversions, "Conversion rate of the cohort", short: "Cohort conversion",
      "Share of the conversations begun in the period that converted within \(JoinPlan.conversionDays) days after the first message. Only "
        + "conversations begun at least \(JoinPlan.conversionDays) days before the loaded events end; one kind of conversion at a time.",
      formula:
        "|C begun, with an event within \(JoinPlan.conversionDays) d| / |C begun ≥ \(JoinPlan.conversionDays) d before the end of data|",
      .share, .higherIsBetter, where: .present("slug"), measure: .ratio(["converted"], over: ["conversations"]), sharing: "slug",
      minimum: 30),
    .of(
      .conversionCohorts, "cnv.rate_cohort_any", .conversions, "Conversion rate of the cohort, any conversion", short: "Any conversion",
      "Share of the conversations begun in the period that converted in any way within \(JoinPlan.conversionDays) days after the first "
        + "message, of those begun at least \(JoinPlan.conversionDays) days before the loaded events end.",
      formula:
        "|C begun, with any event within \(JoinPlan.conversionDays) d| / |C begun ≥ \(JoinPlan.conversionDays) d before the end of data|",
      .share, .higherIsBetter, where: .not(.present("slug")), measure: .ratio(["converted"], over: ["conversations"]), minimum: 30),
    .of(
      .conversionCohorts, "cnv.value_per_conversation", .conversions, "Value per conversation",
      "Values of the conversions of the cohort over all its conversations, converting or not; a vendor's value per conversation is often "
        + "per converting conversation. Values of different units are never added.",
      formula: "Σ value within \(JoinPlan.conversionDays) d / |C begun ≥ \(JoinPlan.conversionDays) d before the end of data|", .rate,
      .higherIsBetter, where: .present("slug"), measure: .ratio(["value"], over: ["conversations"]), sharing: "slug", minimum: 30),
    .of(
      .conversions, "cnv.time_to_convert_median", .conversions, "Median time to convert", short: "Time to convert",
      "Median time from the first message of a conversation to its first conversion event afterwards, by the time of that event.",
      formula: "median of O − F", .duration, .lowerIsBetter, measure: .quantile("timeToConvert", 0.5)),
    .of(
      .conversions, "cnv.early", .conversions, "Events before the conversation",
      "Conversion events that occurred before the first message of the conversation they name: no conversation can have led to them.",
      formula: "|Cv with O < F|", .count, .lowerIsBetter, where: .flag("isEarly", true), measure: .count),
    .of(
      .conversions, "cnv.unknown", .conversions, "Events of unknown conversations",
      "Conversion events that name a conversation which is in no export: they count as events, and in no cohort.",
      formula: "|Cv without a conversation|", .count, .lowerIsBetter, where: .flag("isKnown", false), measure: .count),
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
