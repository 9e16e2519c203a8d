import Aggregation
import Notation
import Records
import Statistics

extension CostMap {
  private static let cost = Quantity.conversationCost
  private static let weights = MetricCatalogue.resolutionWeights(Assumptions()).map(\.condition)
  private static let wasted = Part.allCases.filter(\.isWaste).map(\.condition)

  static let split = CountQuery(
    [.everything] + Part.allCases.map { $0.condition && .hasCost }, sums: Part.allCases.map { QuantitySum(cost, where: $0.condition) })
  static func cut(_ dimension: DimensionID?) -> CountQuery {
    let waste = wasted.dropFirst().reduce(wasted[0]) { $0 || $1 }
    return CountQuery(
      [.hasCost, .resolved && .hasCost] + weights.map { $0 && .hasCost },
      sums: [QuantitySum(cost), QuantitySum(cost, where: waste)], by: dimension.map { [$0] } ?? [], daily: true)
  }

  /// From the figures of a period; nil when nothing states a cost.
  init?(_ input: AnalysisInput) {
    let rows = input.figures.counts(Self.split, in: input.period)
    let parts = Part.allCases.enumerated().map { place, part in
      (
        part: part, spend: Self.dollars(rows.reduce(0) { $0 + $1.sums[place].total }),
        conversations: rows.reduce(0) { $0 + $1.counts[1 + place] }
      )
    }
    let days = Self.days(input, nil)
    let all = days.reduce(Sums()) { $0 + $1.sums }
    guard all.conversations > 0 else { return nil }
    self.init(parts: parts, all: all, unpriced: rows.reduce(0) { $0 + $1.counts[0] } - all.conversations)
    interval = Self.interval(days)
    let byIntent = Self.days(input, "intent")
    intents = Self.groups(byIntent)
    assistants = Self.groups(Self.days(input, "assistant"))
    let amounts = Dictionary(grouping: byIntent.filter { $0.name != nil }, by: \.name).mapValues { $0.reduce(0) { $0 + $1.sums.spend } }
    concentration = Self.concentration(amounts.values.sorted())
    if let minutes = input.assumptions.humanMinutesPerConversation, let hourly = input.assumptions.humanCostPerHour {
      person = Assumptions.Band(
        low: minutes.low * hourly.low / 60, base: minutes.base * hourly.base / 60, high: minutes.high * hourly.high / 60)
    }
  }

  private static func dollars(_ billionths: Int64) -> Double { Double(billionths) / 1e9 }

  private static func days(_ input: AnalysisInput, _ dimension: DimensionID?) -> [DayRow] {
    let stated = MetricCatalogue.resolutionWeights(input.assumptions).map(\.weight)
    return input.figures.counts(cut(dimension), in: input.period).compactMap { row in
      guard let day = row.day, row.counts[0] > 0 else { return nil }
      let weighted = stated.enumerated().reduce(0.0) { $0 + $1.element * Double(row.counts[2 + $1.offset]) }
      let name = row.groups.first.flatMap { $0.isMissing ? nil : $0.text }
      return DayRow(
        name: name, day: day,
        sums: Sums(
          conversations: row.counts[0], resolved: row.counts[1], weighted: weighted, spend: dollars(row.sums[0].total),
          waste: dollars(row.sums[1].total)))
    }
  }

  /// What it says: spend that solved nothing, groups that cost more for each resolved conversation, and those dearer than a person.
  func statements() -> [Statement] {
    guard all.conversations >= Self.leastStated, all.spend > 0 else { return [] }
    func count(_ name: String, _ value: Int) -> Fact { Fact(name, .number(Double(value), .count)) }
    func money(_ name: String, _ value: Double) -> Fact { Fact(name, .number(value, .money(currency: "USD"))) }
    var made: [Statement] = []
    if waste > 0 {
      let wasted = parts.filter(\.part.isWaste)
      made.append(
        Statement(
          .costMap, "waste",
          facts: [
            Fact("share", .number(waste / all.spend, .share)), money("waste", waste), money("spend", all.spend),
            money("handed-off", self[.handedOff]), money("error", self[.error]), money("silent-failure", self[.silentFailure]),
          ], impact: Double(wasted.reduce(0) { $0 + $1.conversations }), certainty: .descriptive, tone: .worse))
    }
    for (kind, groups) in [("intent", intents), ("assistant", assistants)] {
      for group in groups where group.own.conversations >= Self.leastStated {
        guard let name = group.name, let own = group.own.perResolved, let interval = group.interval else { continue }
        if let person, group.isDearer(than: person.base) == .clearly {
          made.append(
            Statement(
              .costMap, "\(kind)-person",
              facts: [
                Fact(kind, .name(name)), money("per-resolved", own), money("low", interval.low), money("high", interval.high),
                money("person", person.base),
              ], impact: Double(group.own.conversations), certainty: .likely, tone: .worse))
        } else if group.isDistinct, let rest = group.rest.perResolved, own > rest {
          made.append(
            Statement(
              .costMap, kind,
              facts: [
                Fact(kind, .name(name)), money("per-resolved", own), money("low", interval.low), money("high", interval.high),
                money("rest", rest),
              ], impact: Double(group.own.conversations), certainty: .likely, tone: .worse))
        }
      }
    }
    if let concentration {
      made.append(
        Statement(
          .costMap, "concentration",
          facts: [
            count("top", concentration.top), count("intents", concentration.of), Fact("share", .number(concentration.share, .share)),
          ], impact: concentration.share * Double(all.conversations), certainty: .descriptive, tone: .neutral))
    }
    return made
  }
}

extension Analysis {
  /// What a resolved conversation costs, and what the rest of the money went into.
  static let costMap = Analysis(
    .costMap,
    method: AnalysisMethod(
      title: "Cost of what was resolved", question: "What does a resolved conversation cost, and where does the rest of the money go?",
      inputs: ["cost_usd of messages", "deflection_quality", "has_handoff", "has_error", "recontact_risk", "user_intent", "assistant"],
      steps: [
        "All cost of conversations with a known cost goes into one part, the first that fits: handed off; error; silent failure (partly "
          + "resolved, no response, negative, high risk); resolved or action taken; unknown.",
        "Cost for each resolved conversation: all cost, failures included, over the resolved ones with a known cost.",
        "Weighted by risk: each resolved one counts less the more likely it is judged to come back, by the stated assumptions.",
        "Its interval takes days as clusters (delta method, Student's t), so that a dear day counts as one day.",
        "Where the project states minutes and cost of a person, groups stand beside what a person costs for a conversation.",
      ],
      guards: [
        "Only where at least half of the answers have a price, and not all prices are 0.",
        "Groups need 30 conversations to be shown, 50 for a finding, 10 resolved ones for a cost of each, 5 days for an interval.",
        "Benjamini\u{2013}Hochberg over all intents and over all assistants.",
      ]), queries: [Query(PriceCoverage.metrics)],
    counts: [CostMap.split, CostMap.cut(nil), CostMap.cut("intent"), CostMap.cut("assistant")],
    run: { input in
      guard let map = CostMap(input) else { return AnalysisOutcome(.notInData(field: "cost_usd")) }
      if let coverage = input.figures.priceCoverage(in: input.period) {
        if coverage.isAllZero { return AnalysisOutcome(.notInData(field: "a price other than 0")) }
        if coverage.isThin {
          let need = Int((coverage.answers / 2).rounded(.up))
          return AnalysisOutcome(.tooFew(have: Int(coverage.priced), need: need, of: "answers with a price"))
        }
      }
      if map.all.spend <= 0 { return AnalysisOutcome(.notInData(field: "a price other than 0")) }
      if map.all.conversations < CostMap.leastShown {
        return AnalysisOutcome(.tooFew(have: map.all.conversations, need: CostMap.leastShown, of: "conversations with a cost"))
      }
      return AnalysisOutcome(map, map.statements())
    })
}
