import Aggregation
import Testing

@testable import Insights

@Suite struct WhatChangedTests {
  func item(_ id: MetricID, _ now: Estimate, _ before: Estimate) throws -> (metric: Metric, comparison: Comparison) {
    let metric = try metric(id)
    return (metric, compare(metric, current: now, previous: before))
  }

  @Test("judged changes come first by size of effect, then clear neutral ones, then none")
  func order() throws {
    let findings = whatChanged(
      [
        try item("vol.conversations", count(1200), count(1000)),
        try item("sen.negative", share(100, 1000), share(101, 1000)),
        try item("out.deflection_rate", share(750, 1000), share(680, 1000)),
        try item("out.silent_failure_rate", share(300, 1000), share(180, 1000)),
      ], limit: 4)
    #expect(findings.map(\.metric.id) == ["out.silent_failure_rate", "out.deflection_rate", "vol.conversations", "sen.negative"])
    #expect(findings.map(\.status) == [.needsAttention, .better, .changed, .noClearChange])
  }

  @Test("at most three, in the given order on a tie")
  func limit() throws {
    let same = try ["out.recontact_risk_high", "out.dq_partial", "out.dq_no_response", "out.silent_failure_rate"].map {
      try item(MetricID(rawValue: $0), share(200, 1000), share(200, 1000))
    }
    #expect(whatChanged(same).map(\.metric.id) == ["out.recontact_risk_high", "out.dq_partial", "out.dq_no_response"])
    #expect(whatChanged(same, limit: 0).isEmpty)
  }

  @Test("hand-off rate is the rest of deflection: one finding, not two")
  func mirror() throws {
    let findings = whatChanged([
      try item("out.deflection_rate", share(750, 1000), share(650, 1000)), try item("out.handoff_rate", share(250, 1000), share(350, 1000)),
    ])
    #expect(findings.map(\.metric.id) == ["out.deflection_rate"])
    let different = whatChanged([
      try item("out.deflection_rate", share(750, 1000), share(650, 1000)), try item("out.handoff_rate", share(251, 1000), share(350, 1000)),
    ])
    #expect(different.count == 2)
  }

  @Test("one borderline change among many is taken back, alone it stands")
  func multiplicity() throws {
    // p = 0.046: clear on its own.
    let borderline = try item("out.deflection_rate", share(5640, 8000), share(5524, 8000))
    let p = try #require(borderline.comparison.p)
    #expect(p > 0.03 && p < 0.05)
    #expect(borderline.comparison.verdict == .better)
    #expect(whatChanged([borderline]).first?.status == .better)
    let others = try ["sen.negative", "sen.positive", "out.dq_partial", "out.dq_no_response", "out.recontact_risk_high"].map {
      try item(MetricID(rawValue: $0), share(200, 1000), share(200, 1000))
    }
    #expect(whatChanged(others + [borderline], limit: 9).allSatisfy { $0.status == .noClearChange })
  }

  @Test("nothing and everything on both sides are no news")
  func unused() throws {
    let unused = try [
      item("out.deflection_rate", share(1000, 1000), share(900, 900)), item("err.rate", share(0, 1000), share(0, 900)),
      item("lat.p50", median(0, 0, 0), median(0, 0, 0)),
    ]
    #expect(whatChanged(unused).isEmpty)
    #expect(whatChanged([try item("out.deflection_rate", share(1000, 1000), share(899, 900))]).count == 1)
    #expect(whatChanged([try item("out.deflection_rate", share(500, 1000), share(500, 1000))]).count == 1)
  }

  @Test("costs tell something when half of the answers have a price and one is not 0")
  func prices() {
    #expect(PriceCoverage(priced: 50, answers: 100, total: 1).isTelling)
    #expect(!PriceCoverage(priced: 49, answers: 100, total: 1).isTelling)
    #expect(!PriceCoverage(priced: 100, answers: 100, total: 0).isTelling)
    #expect(PriceCoverage(priced: 0, answers: 0, total: 1).isTelling)
    #expect(
      MetricCatalogue.all.filter(\.isMadeOfPrices).map(\.id.rawValue) == [
        "cost.total", "cost.per_conversation", "cost.p95_conversation", "cost.per_resolved", "cost.waste_share", "cost.per_conversion",
        "cost.return", "roi.net_value", "roi.net_value_low", "roi.net_value_high", "roi.ratio",
      ])
  }

  @Test("what cannot be compared is no finding")
  func absent() throws {
    let deflection = try metric("out.deflection_rate")
    let absent = [
      compare(deflection, current: share(1, 1000), previous: nil), compare(deflection, current: share(1, 20), previous: share(1, 1000)),
      compare(deflection, current: .unavailable(.noData), previous: share(1, 1000)),
    ]
    #expect(whatChanged(absent.map { (deflection, $0) }).isEmpty)
  }
}

@Suite struct RecordTests {
  static let year = (1...12).map { Double($0) }

  @Test("best of at least 12 earlier periods is a record, 11 are not enough")
  func highest() {
    #expect(RecordValue.of(13, history: Self.year) == RecordValue(side: .highest, periods: 12))
    #expect(RecordValue.of(0, history: Self.year) == RecordValue(side: .lowest, periods: 12))
    #expect(RecordValue.of(13, history: Array(Self.year.dropFirst())) == nil)
  }

  @Test("a tie is no record") func tie() { #expect(RecordValue.of(12, history: Self.year) == nil) }

  @Test("the run ends at the first period that was not beaten")
  func run() { #expect(RecordValue.of(13, history: [99] + Self.year) == RecordValue(side: .highest, periods: 12)) }
}

@Suite struct GroupTests {
  @Test("groups are matched by key, those that left come last")
  func matching() throws {
    let deflection = try metric("out.deflection_rate")
    let result = compareGroups(
      deflection, current: [row("b", share(80, 100)), row("a", share(70, 100))],
      previous: [row("z", share(1, 100)), row("a", share(20, 100)), row("c", share(5, 100))])
    #expect(result.map(\.group.key) == ["b", "a", "c", "z"])
    #expect(result[0].comparison.verdict == .notComparable(.nothingBefore))
    #expect(result[1].comparison.verdict == .better)
    #expect(result[2].comparison.verdict == .noData)
  }

  @Test("a borderline group among many is taken back, alone it stands")
  func multiplicity() throws {
    let deflection = try metric("out.deflection_rate")
    let now = share(5640, 8000)
    let before = share(5524, 8000)
    #expect(compareGroups(deflection, current: [row("x", now)], previous: [row("x", before)])[0].comparison.verdict == .better)
    let quiet = (0..<9).map { row("q\($0)", share(500, 1000)) }
    let many = compareGroups(deflection, current: quiet + [row("x", now)], previous: quiet + [row("x", before)])
    #expect(many.allSatisfy { $0.comparison.verdict == .noClearChange })
  }

  @Test("the biggest riser has 30 cases and more than chance behind it")
  func riser() throws {
    let now = [row("billing", count(300)), row("orders", count(650)), row("rare", count(29)), row("", count(21), isMissing: true)]
    let before = [row("billing", count(200)), row("orders", count(770)), row("", count(30), isMissing: true)]
    let shifts = groupShifts(current: now, previous: before, wholes: (1000, 1000))
    #expect(shifts.map(\.group.key) == ["billing", "orders"])
    let riser = try #require(biggestRiser(shifts))
    #expect(riser.current == 300 && riser.previous == 200 && abs(riser.shift - 0.1) < 1e-12)
    #expect(biggestFaller(shifts)?.group.key == "orders")
    let still = groupShifts(current: before, previous: before, wholes: (1000, 1000))
    #expect(still.isEmpty && biggestRiser(still) == nil && biggestFaller(still) == nil)
  }

  @Test("twice the volume with the same shares is no shift")
  func volume() {
    let now = [row("a", count(600)), row("b", count(1400))]
    let before = [row("a", count(300)), row("b", count(700))]
    #expect(groupShifts(current: now, previous: before, wholes: (2000, 1000)).isEmpty)
  }

  @Test("a group that is new or gone counts")
  func newAndGone() {
    let shifts = groupShifts(
      current: [row("new", count(40)), row("a", count(960))], previous: [row("gone", count(40)), row("a", count(960))], wholes: (1000, 1000)
    )
    #expect(shifts.map(\.group.key) == ["new", "gone"])
  }
}
