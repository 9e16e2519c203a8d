import Notation
import Records
import Testing

@testable import Aggregation

/// Ten kinds of scored conversations, a hundred in all, with what each counts as by default.
private func scored() -> [Row] {
  func rows(_ n: Int, handoff: Bool, _ quality: String?, _ risk: String?) -> [Row] {
    (0..<n).map { i in
      var row = Row(first: utc(2026, 3, 1 + i % 28, 9), last: utc(2026, 3, 1 + i % 28, 10), handoff: handoff, count: 4)
      row.sentiment = "neutral"
      row.quality = quality
      row.risk = risk
      row.assistant = i % 2 == 0 ? "Ada" : "Bob"
      row.messages = [
        MessageRow(role: .user, at: row.first, latency: nil), MessageRow(at: row.last, latency: 1000, cost: 0.01),
      ]
      return row
    }
  }
  return rows(30, handoff: false, "resolved", "low") + rows(10, handoff: false, "resolved", "medium")
    + rows(6, handoff: false, "resolved", "high") + rows(4, handoff: false, "resolved", nil) + rows(10, handoff: false, "actioned", "low")
    + rows(4, handoff: false, "actioned", "high") + rows(8, handoff: false, "partial", "high") + rows(8, handoff: false, nil, nil)
    + rows(20, handoff: true, nil, "low")
}

private func figures(_ rows: [Row], _ catalogue: Catalogue, _ metrics: [MetricID], by: [[DimensionID]] = []) -> Figures {
  let plan = Plan([Query(metrics)] + by.map { Query(metrics, by: $0) }, settings: utcMonths, catalogue: catalogue)
  return Figures(state(rows, plan), plan: plan)
}

@Suite("Weighted and derived metrics")
struct DerivedTests {
  /// 30×.95 + 10×.75 + 6×.40 + 4×.75 + (10×.95 + 4×.40)/2 = 46.95 of 100.
  static let resolved = 46.95

  @Test("resolution is weighted by the stated risk, over all scored conversations")
  func trueResolution() throws {
    let figures = figures(scored(), .builtIn, ["out.true_resolution", "out.inflation_gap", "out.true_resolved"])
    let resolution = figures.estimate("out.true_resolution", in: march)
    #expect(abs(try #require(resolution.value) - Self.resolved / 100) < 1e-12)
    #expect(resolution.denominator == 100 && resolution.base == 100)
    #expect(abs(try #require(figures.estimate("out.inflation_gap", in: march).value) - (0.80 - Self.resolved / 100)) < 1e-12)
    #expect(abs(try #require(figures.estimate("out.true_resolved", in: march).value) - Self.resolved) < 1e-12)
    // Mean and variance of the hundred weights, written out: Σ w² = 30×.9025 + 14×.5625 + 6×.16 + 10×.225625 + 4×.04.
    let squares = 30 * 0.9025 + 14 * 0.5625 + 6 * 0.16 + 10 * 0.225625 + 4 * 0.04
    guard case let .mean(count, sum, sumOfSquares) = resolution.spread else {
      Issue.record("a weighted share has the spread of a mean")
      return
    }
    #expect(count == 100 && abs(sum - Self.resolved) < 1e-9 && abs(sumOfSquares - squares) < 1e-9)
  }

  @Test("gap and resolution add up to the deflection of the scored, in every group")
  func gapAddsUp() throws {
    let ids: [MetricID] = ["out.true_resolution", "out.inflation_gap", "vol.conversations"]
    let figures = figures(scored(), .builtIn, ids, by: [["assistant"]])
    let rows = figures.groups(ids, by: "assistant", in: march)
    #expect(rows.count == 2)
    for row in rows {
      let name = row.group.key
      let own = scored().filter { $0.assistant == name }
      let share = Double(own.count { $0.handoff == false }) / Double(own.count)
      let sum = try #require(row.estimates[0].value) + (try #require(row.estimates[1].value))
      #expect(abs(sum - share) < 1e-12, "\(name)")
    }
  }

  @Test("stated weights change the figure and are said in the formula")
  func statedWeights() throws {
    var stated = Assumptions()
    stated.recontactByRisk = (low: 0, medium: 0, high: 0)
    stated.actionedWeight = 1
    let catalogue = Catalogue(assumptions: stated)
    let value = figures(scored(), catalogue, ["out.true_resolution"]).estimate("out.true_resolution", in: march).value
    #expect(value == 0.64)
    #expect(
      catalogue.metric("out.true_resolution")?.formula
        == "Σ weight over SD / |S|; weight: resolved 1, actioned 1, times 1 − risk (low 0, medium or not stated 0, high 0)")
    #expect(MetricCatalogue.metric("out.true_resolution")?.formula.contains("high 0.6") == true)
  }

  static let roi: [MetricID] = [
    "roi.hours_saved_vendor", "roi.hours_saved", "roi.hours_saved_low", "roi.hours_saved_high", "roi.net_value", "roi.net_value_low",
    "roi.net_value_high", "roi.ratio", "roi.fte",
  ]

  @Test("returns are computed from the stated minutes and costs")
  func returns() throws {
    var stated = Assumptions()
    stated.humanMinutesPerConversation = .init(low: 4, base: 6, high: 10)
    stated.humanCostPerHour = .init(low: 20, base: 30, high: 40)
    stated.readingMinutesPerHandoff = 2
    stated.monthlyHoursPerPerson = 100
    let figures = figures(scored(), Catalogue(assumptions: stated), Self.roi)
    func value(_ id: MetricID) throws -> Double { try #require(figures.estimate(id, in: march).value, "\(id)") }
    let minute = 60_000.0
    #expect(try value("roi.hours_saved_vendor") == 100 * 5 * minute)
    let hours = (Self.resolved * 6 - 20 * 2) / 60
    #expect(abs(try value("roi.hours_saved") - hours * 60 * minute) < 1e-6)
    #expect(abs(try value("roi.hours_saved_low") - (Self.resolved * 4 - 40) * minute) < 1e-6)
    #expect(abs(try value("roi.hours_saved_high") - (Self.resolved * 10 - 40) * minute) < 1e-6)
    #expect(abs(try value("roi.net_value") - (hours * 30 - 1)) < 1e-9)
    #expect(abs(try value("roi.net_value_low") - ((Self.resolved * 4 - 40) / 60 * 20 - 1)) < 1e-9)
    #expect(abs(try value("roi.ratio") - (hours * 30 - 1) / 1) < 1e-9)
    #expect(abs(try value("roi.fte") - hours / 100) < 1e-12)
  }

  @Test(
    "without stated minutes or costs there is no return, and the key is named",
    arguments: [
      ("roi.hours_saved", "assumptions.roi.humanMinutesPerConversation"), ("roi.fte", "assumptions.roi.humanMinutesPerConversation"),
      ("roi.net_value", "assumptions.roi.humanCostPerHour"), ("roi.ratio", "assumptions.roi.humanCostPerHour"),
    ] as [(MetricID, String)])
  func notConfigured(_ id: MetricID, _ key: String) {
    let estimate = figures(scored(), .builtIn, [id]).estimate(id, in: march)
    #expect(estimate.value == nil && estimate.state == .unavailable(.notConfigured(key)))
  }

  @Test("a formula is what its parts are, in total, by day, by group and in cells of two dimensions")
  func formulaFollowsParts() throws {
    let id: MetricID = "my.cost_per_handoff"
    let metric = Metric(
      id, .cost, "Cost per hand-off", "Cost for each hand-off.", formula: "Σ cost_usd / |H|", .money(currency: "USD"), .lowerIsBetter, .all,
      .derived(.metric("cost.total") / .metric("hof.count"), .ratio))
    let figures = figures(scored(), Catalogue(adding: [metric]), [id], by: [["assistant"], ["day"], ["assistant", "sentiment"]])
    func quotient(_ a: Estimate, _ b: Estimate) -> Double? {
      guard let x = a.value, let y = b.value, y != 0 else { return nil }
      return x / y
    }
    let total = figures.estimate(id, in: march)
    #expect(total.value == quotient(figures.estimate("cost.total", in: march), figures.estimate("hof.count", in: march)))
    #expect(total.numerator == figures.estimate("cost.total", in: march).value && total.denominator == 20)
    for (own, parts) in zip(
      figures.groups([id], by: "assistant", in: march), figures.groups(["cost.total", "hof.count"], by: "assistant", in: march))
    {
      #expect(own.group == parts.group && own.estimates[0].value == quotient(parts.estimates[0], parts.estimates[1]))
    }
    let costs = figures.daily("cost.total", in: march)
    let handoffs = figures.daily("hof.count", in: march)
    for (index, day) in figures.daily(id, in: march).enumerated() {
      #expect(day.day == costs[index].day && day.estimate.value == quotient(costs[index].estimate, handoffs[index].estimate))
    }
    let cells = figures.cross(id, by: "assistant", "sentiment", in: march)
    #expect(cells.count == figures.cross("cost.total", by: "assistant", "sentiment", in: march).count && !cells.isEmpty)
    #expect(figures.groups(["vol.conversations", id], by: "assistant", in: march).map(\.estimates[1].value).allSatisfy { $0 != nil })
  }

  @Test("a formula with nothing to divide by has no data, and one over too few is too few")
  func formulaStates() {
    let available = Estimate(value: 4, base: 40, state: .available)
    let few = Estimate(value: 2, base: 3, state: .tooFew)
    let none = Estimate(value: 0, base: 0, state: .available)
    func state(_ a: Estimate, _ b: Estimate) -> Estimate { (Formula.metric("a") / .metric("b")).estimate { $0 == "a" ? a : b } }
    #expect(state(available, available).state == .available && state(available, available).value == 1)
    #expect(state(available, few).state == .tooFew && state(available, few).base == 3)
    #expect(state(available, none).state == .unavailable(.noData))
    #expect(state(.unavailable(.notInExport("x")), available).state == .unavailable(.notInExport("x")))
    let doubled = (Formula.metric("a") * .number(-2)).estimate { _ in
      Estimate(value: 4, interval: .init(low: 3, high: 6), base: 40, state: .available)
    }
    #expect(doubled.value == -8 && doubled.interval == .init(low: -12, high: -6))
  }

  @Test("formulas that read each other in a ring end without a figure")
  func rings() {
    func metric(_ id: MetricID, _ other: MetricID) -> Metric {
      Metric(
        id, .cost, "Ring", "A metric that reads itself in the end.", formula: "ring", .rate, .neutral, .all,
        .derived(.metric(other), .ratio))
    }
    let catalogue = Catalogue(adding: [metric("my.a", "my.b"), metric("my.b", "my.a")])
    let figures = figures(scored(), catalogue, ["my.a"])
    #expect(figures.estimate("my.a", in: march).value == nil)
    #expect(figures.daily("my.a", in: march).allSatisfy { $0.estimate.value == nil })
  }

  @Test("nothing of a project shadows what is built in")
  func noShadows() {
    let metric = Metric(
      "vol.conversations", .volume, "Mine", "Another definition of conversations.", formula: "?", .count, .neutral, .all,
      .count(.handedOff))
    let catalogue = Catalogue(adding: [metric])
    #expect(catalogue.metric("vol.conversations")?.title == "Conversations")
    #expect(catalogue.ownMetrics.isEmpty)
  }
}
