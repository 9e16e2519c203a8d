import Notation

extension MetricCatalogue {
  /// Goals that conversations reach, and the ways to them.
  static let goals: [Metric] = [
    .of(
      .goalCohorts, "goal.rate", .conversions, "Goal rate",
      "Share of the engaged conversations begun in the period that reached a goal, of those where the data can tell; one goal at a time.",
      formula: "|E begun, with the goal| / |E begun where the goal can be told|", .share, .higherIsBetter,
      measure: .ratio(["reached"], over: ["conversations"]), sharing: "goal", synonyms: ["Goal completion rate"], minimum: 30),
    .of(
      .goalCohorts, "goal.reached", .conversions, "Conversations that reached the goal", short: "Reached",
      "Engaged conversations begun in the period that reached a goal; one goal at a time.", formula: "|E begun, with the goal|", .count,
      .higherIsBetter, measure: .sum("reached"), sharing: "goal"),
    .of(
      .funnelSteps, "fun.step_rate", .conversions, "Step rate",
      "Share of the conversations begun in the period that passed a step of a funnel, of those that passed the step before; one step at a "
        + "time.",
      formula: "|passed step k| / |passed step k − 1|", .share, .higherIsBetter,
      measure: .ratio(["conversations"], over: ["before"]), sharing: "path", synonyms: ["Step conversion"], minimum: 30),
    .of(
      .funnelSteps, "fun.drop", .conversions, "Lost before the step", short: "Lost",
      "Share of the conversations that passed the step before and not this one: 100 % minus the step rate.",
      formula: "1 − |passed step k| / |passed step k − 1|", .share, .lowerIsBetter, measure: .ratio(["lost"], over: ["before"]),
      sharing: "path", synonyms: ["Drop-off"], minimum: 30),
    .of(
      .funnelSteps, "fun.reach", .conversions, "Share of the start",
      "Share of all conversations of the funnel's cohort that passed a step and all steps before it; one step at a time.",
      formula: "|passed step k| / |started|", .share, .higherIsBetter, measure: .ratio(["conversations"], over: ["started"]),
      sharing: "path", minimum: 30),
  ]
}
