import Notation

/// Metrics whose numbers rest on what a project states (`Assumptions`): their formulas say the stated values.
extension MetricCatalogue {
  /// All of them, under some assumptions.
  static func stated(_ assumptions: Assumptions) -> [Metric] { statedOutcomes(assumptions) + returns(assumptions) }

  /// Resolutions weighted by the risk that the user comes back.
  static func statedOutcomes(_ stated: Assumptions) -> [Metric] {
    let weights =
      "resolved 1, actioned \(plain(stated.actionedWeight)), times 1 − risk (low \(plain(stated.recontactByRisk.low)), "
      + "medium or not stated \(plain(stated.recontactByRisk.medium)), high \(plain(stated.recontactByRisk.high)))"
    return [
      Metric(
        "out.true_resolution", .outcomes, "Resolution weighted by risk", short: "Weighted resolution",
        "Share of scored conversations that the assistant resolved for good, as far as their labels can tell: each counts less the more "
          + "likely it is judged to come back, and an action without a confirmed answer counts in part. The weights are stated assumptions.",
        formula: "Σ weight over SD / |S|; weight: \(weights)", .share, .higherIsBetter, .scored,
        .weighted(resolutionWeights(stated), of: .scored), needs: .sentiment, synonyms: ["True resolution"]),
      Metric(
        "out.inflation_gap", .outcomes, "Deflection beyond resolution", short: "Deflection gap",
        "Share of scored conversations that stayed with the assistant, minus the resolution weighted by risk: how much of the deflection "
          + "is not resolution.",
        formula: "|SD| / |S| − Σ weight over SD / |S|; weight: \(weights)", .points, .lowerIsBetter, .scored,
        .weighted(gapWeights(stated), of: .scored), needs: .sentiment, synonyms: ["Deflection inflation"]),
      Metric(
        "out.true_resolved", .outcomes, "Resolved conversations, weighted by risk", short: "Weighted resolved",
        "Scored conversations that the assistant resolved, each counted less the more likely it is judged to come back. Conversations "
          + "without a score count nothing.",
        formula: "Σ weight over SD; weight: \(weights)", .rate, .higherIsBetter, .scoredDeflected,
        .weightedSum(resolutionWeights(stated)), needs: .sentiment),
    ]
  }

  /// Every kind of resolved conversation with what it counts as, in a fixed order.
  public static func resolutionWeights(_ stated: Assumptions) -> [Weighted] {
    kinds(stated).map { Weighted($0.condition, $0.weight) }
  }

  /// What of each kind of deflected conversation is no resolution.
  private static func gapWeights(_ stated: Assumptions) -> [Weighted] {
    kinds(stated).map { Weighted($0.condition, 1 - $0.weight) }
      + [Weighted(.scored && .deflected && !(.resolved || .actioned), 1)]
  }

  private static func kinds(_ stated: Assumptions) -> [(condition: Condition, weight: Double)] {
    let risks: [(Condition, Double)] = [
      (.lowRisk, stated.recontactByRisk.low), (.highRisk, stated.recontactByRisk.high),
      (!(.lowRisk || .highRisk), stated.recontactByRisk.medium),
    ]
    return [(Condition.resolved, 1), (Condition.actioned, stated.actionedWeight)].flatMap { quality, weight in
      risks.map { (.scored && quality && $0.0, weight * (1 - $0.1)) }
    }
  }

  /// What the assistant is worth, from stated assumptions: never shown without them.
  static func returns(_ stated: Assumptions) -> [Metric] {
    let minutes = stated.humanMinutesPerConversation
    let hourly = stated.humanCostPerHour
    func hours(_ minutes: Double?) -> Formula {
      guard let minutes else { return .missing("assumptions.roi.humanMinutesPerConversation") }
      return .metric("out.true_resolved") * .number(minutes * 60_000)
        - .metric("hof.count") * .number(stated.readingMinutesPerHandoff * 60_000)
    }
    func value(_ minutes: Double?, _ hourly: Double?) -> Formula {
      guard let hourly else { return .missing("assumptions.roi.humanCostPerHour") }
      return hours(minutes) * .number(hourly / 3_600_000) - .metric("cost.total")
    }
    let hoursFormula =
      "weighted resolved × \(minutes.map { plain($0.base) } ?? "minutes per conversation") min − |H| × "
      + "\(plain(stated.readingMinutesPerHandoff)) min"
    let valueFormula = "hours saved × \(hourly.map { plain($0.base) } ?? "cost per hour") − Σ cost_usd"
    return [
      time(
        "roi.hours_saved_vendor", "Time saved, by the vendor's rule", "Time saved, vendor's rule",
        "Five minutes for each message of the assistant, whatever came of it: the vendor's rule, shown for comparison.",
        "|Ma| × 5 min", .metric("vol.messages_assistant") * .number(300_000)),
      time(
        "roi.hours_saved", "Time saved, by outcome", "Time saved",
        "The stated minutes of a person for each conversation resolved by the assistant, weighted by risk, minus the stated minutes to "
          + "read into each hand-off.",
        hoursFormula, hours(minutes?.base)),
      time(
        "roi.hours_saved_low", "Time saved, at least", "Time saved, at least",
        "Time saved by outcome under the lowest stated minutes.", "\(hoursFormula), lowest", hours(minutes?.low)),
      time(
        "roi.hours_saved_high", "Time saved, at most", "Time saved, at most",
        "Time saved by outcome under the highest stated minutes.", "\(hoursFormula), highest", hours(minutes?.high)),
      money(
        "roi.net_value", "Net value", "The time saved at the stated cost of a person, minus the cost of the model.", valueFormula,
        value(minutes?.base, hourly?.base)),
      money(
        "roi.net_value_low", "Net value, at least", "Net value under the lowest stated minutes and cost of a person.",
        "\(valueFormula), lowest", value(minutes?.low, hourly?.low)),
      money(
        "roi.net_value_high", "Net value, at most", "Net value under the highest stated minutes and cost of a person.",
        "\(valueFormula), highest", value(minutes?.high, hourly?.high)),
      Metric(
        "roi.ratio", .cost, "Return on cost", "Net value for each unit of the cost of the model.", formula: "net value / Σ cost_usd",
        .ratio, .higherIsBetter, .all,
        .derived(hourly == nil ? value(minutes?.base, nil) : .metric("roi.net_value") / .metric("cost.total"), .ratio)),
      Metric(
        "roi.fte", .cost, "Person-months saved", "The time saved by outcome, in months of one full-time person.",
        formula: "hours saved / \(plain(stated.monthlyHoursPerPerson)) h", .rate, .higherIsBetter, .all,
        .derived(
          minutes == nil ? hours(nil) : .metric("roi.hours_saved") / .number(stated.monthlyHoursPerPerson * 3_600_000), .sum),
        synonyms: ["FTE"]),
    ]
  }

  private static func time(
    _ id: MetricID, _ title: String, _ short: String, _ definition: String, _ formula: String, _ expression: Formula
  ) -> Metric {
    Metric(
      id, .cost, title, short: short, definition, formula: formula, .duration, .higherIsBetter, .all, .derived(expression, .sum))
  }

  private static func money(_ id: MetricID, _ title: String, _ definition: String, _ formula: String, _ expression: Formula) -> Metric {
    Metric(
      id, .cost, title, definition, formula: formula, .money(currency: "USD"), .higherIsBetter, .all, .derived(expression, .sum))
  }

  /// A stated number without a needless fraction.
  private static func plain(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e9 ? String(Int(number)) : String(number)
  }
}
