import Aggregation
import Notation
import Records

/// What the assistant is worth under stated assumptions: time of people saved, what it is worth, and how much it would take to break even.
public struct ReturnOnCost: Sendable, Hashable {
  /// What a person needs for a conversation, in minutes.
  public var minutes: Assumptions.Band
  /// What an hour of a person costs; nil = not stated.
  public var hourly: Assumptions.Band?
  /// Minutes to read into a hand-off, and hours of a full-time person in a month.
  public var reading, monthlyHours: Double
  /// Resolved conversations weighted by risk, and hand-offs.
  public var resolved, handoffs: Double
  /// Cost of the model in dollars; nil when too few answers have a price.
  public var cost: Double?
  /// Messages of the assistant; nil when they are not in the data.
  public var messages: Double?

  /// From its numbers.
  public init(
    minutes: Assumptions.Band, hourly: Assumptions.Band?, reading: Double, monthlyHours: Double, resolved: Double, handoffs: Double,
    cost: Double?, messages: Double?
  ) {
    self.minutes = minutes
    self.hourly = hourly
    self.reading = reading
    self.monthlyHours = monthlyHours
    self.resolved = resolved
    self.handoffs = handoffs
    self.cost = cost
    self.messages = messages
  }

  /// Time saved by outcome, milliseconds: resolved × minutes − hand-offs × minutes to read.
  public var time: Assumptions.Band {
    func milliseconds(_ minutes: Double) -> Double { (resolved * minutes - handoffs * reading) * 60_000 }
    return .init(low: milliseconds(minutes.low), base: milliseconds(minutes.base), high: milliseconds(minutes.high))
  }
  /// Time saved by the vendor's rule, milliseconds: five minutes for each message of the assistant.
  public var vendorTime: Double? { messages.map { $0 * 300_000 } }
  /// The time at the cost of a person, minus the cost of the model: under the lowest minutes and cost of an hour, the stated, and the
  /// highest; nil without a cost of people or of the model.
  public var value: Assumptions.Band? {
    guard let hourly, let cost else { return nil }
    func dollars(_ time: Double, _ hourly: Double) -> Double { time * hourly / 3_600_000 - cost }
    return .init(low: dollars(time.low, hourly.low), base: dollars(time.base, hourly.base), high: dollars(time.high, hourly.high))
  }
  /// Net value for each dollar of cost; nil without a cost.
  public var ratio: Double? { value.flatMap { value in cost.flatMap { $0 > 0 ? value.base / $0 : nil } } }
  /// The time in months of one full-time person.
  public var persons: Double { time.base / (monthlyHours * 3_600_000) }

  /// What has to be earned, in minutes of a person: the cost of the model and the reading of hand-offs.
  private var owed: Double? {
    guard let hourly, hourly.base > 0, let cost else { return nil }
    return cost * 60 / hourly.base + handoffs * reading
  }
  /// Resolved conversations (weighted by risk) at which the net value is 0; nil without a cost of people and of the model.
  public var breakEvenResolved: Double? { owed.flatMap { minutes.base > 0 ? $0 / minutes.base : nil } }
  /// Minutes for each resolved conversation at which the net value is 0; nil likewise, and without a resolved conversation.
  public var breakEvenMinutes: Double? { owed.flatMap { resolved > 0 ? $0 / resolved : nil } }
}

extension ReturnOnCost {
  /// The metrics of the catalogue that say the same, with what they are made of.
  static let metrics: [MetricID] = [
    "out.true_resolved", "hof.count", "cost.total", "vol.messages_assistant", "roi.hours_saved_vendor", "roi.hours_saved",
    "roi.hours_saved_low", "roi.hours_saved_high", "roi.net_value", "roi.net_value_low", "roi.net_value_high", "roi.ratio", "roi.fte",
  ]

  /// From the figures of a period; nil when no minutes are stated or no resolution is known.
  init?(_ input: AnalysisInput) {
    func value(_ metric: MetricID) -> Double? { input.figures.estimate(metric, in: input.period).value }
    guard let minutes = input.assumptions.humanMinutesPerConversation, let resolved = value("out.true_resolved") else { return nil }
    let coverage = input.figures.priceCoverage(in: input.period)
    self.init(
      minutes: minutes, hourly: input.assumptions.humanCostPerHour, reading: input.assumptions.readingMinutesPerHandoff,
      monthlyHours: input.assumptions.monthlyHoursPerPerson, resolved: resolved, handoffs: value("hof.count") ?? 0,
      cost: coverage.map(\.isTelling) == false ? nil : value("cost.total"), messages: value("vol.messages_assistant"))
  }

  /// What it says: the net value with its band.
  func statements() -> [Statement] {
    func time(_ name: String, _ value: Double) -> Fact { Fact(name, .number(value, .duration)) }
    func money(_ name: String, _ value: Double) -> Fact { Fact(name, .number(value, .money(currency: "USD"))) }
    guard resolved >= 30 else { return [] }
    guard let value else {
      return [
        Statement(
          .returnOnCost, "time", facts: [time("time", self.time.base), time("low", self.time.low), time("high", self.time.high)],
          impact: resolved, certainty: .descriptive, tone: self.time.high < 0 ? .worse : .neutral)
      ]
    }
    return [
      Statement(
        .returnOnCost, "value",
        facts: [
          money("value", value.base), money("low", value.low), money("high", value.high), time("time", self.time.base),
          money("cost", cost ?? 0),
        ], impact: resolved, certainty: .descriptive, tone: value.high < 0 ? .worse : .neutral)
    ]
  }
}

extension Analysis {
  /// What the assistant is worth, from stated assumptions.
  static let returnOnCost = Analysis(
    .returnOnCost,
    method: AnalysisMethod(
      title: "Return on cost", question: "Is it worth its cost?",
      inputs: ["assumptions.roi", "deflection_quality", "recontact_risk", "has_handoff", "cost_usd of messages", "messages"],
      steps: [
        "Time saved: resolved conversations, weighted by risk, times the stated minutes of a person, minus the stated minutes to read into "
          + "each hand-off.",
        "Net value: that time at the stated cost of an hour, minus the cost of the model; low and high from the ends of the stated bands.",
        "Break-even: the resolved conversations, or the minutes for each, at which the net value is 0.",
        "The vendor's rule, five minutes for each message of the assistant, stands beside it.",
      ],
      guards: [
        "Only with minutes that the project states; money only with the stated cost of an hour and prices of at least half of the answers.",
        "Conversations without a score save nothing.",
      ]), queries: [Query(ReturnOnCost.metrics), Query(PriceCoverage.metrics)],
    run: { input in
      if input.assumptions.humanMinutesPerConversation == nil {
        return AnalysisOutcome(.notConfigured(key: "assumptions.roi.humanMinutesPerConversation"))
      }
      guard let found = ReturnOnCost(input) else { return AnalysisOutcome(.notInData(field: "deflection_quality")) }
      return AnalysisOutcome(found, found.statements())
    })
}
