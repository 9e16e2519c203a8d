import Aggregation
import Records
import Testing

@testable import Insights

@Suite("Targets and what is usual")
struct TargetTests {
  @Test(
    "a target is met on its side and on the mark itself",
    arguments: [
      (Target.Side.atLeast, 0.70, false), (.atLeast, 0.68, true), (.atLeast, 0.6801, false), (.atMost, 0.68, true), (.atMost, 0.67, false),
    ])
  func met(_ side: Target.Side, _ wanted: Double, _ isMet: Bool) {
    // 680 of 1,000 is 68 %.
    #expect(TargetResult(Target("out.deflection_rate", side, wanted), share(680, 1000)).isMet == isMet)
  }

  @Test("chance is named when the interval of the figure holds the target: 81 of 263 is 25.5 to 36.6 %")
  func withinChance() {
    #expect(TargetResult(Target("hof.avoidable_rate", .atMost, 0.30), share(81, 263)).isWithinChance)
    #expect(!TargetResult(Target("hof.avoidable_rate", .atMost, 0.40), share(81, 263)).isWithinChance)
    #expect(!TargetResult(Target("vol.conversations", .atLeast, 700), count(701)).isWithinChance)
  }

  @Test("what cannot be shown is neither met nor missed, and has no distance")
  func tooFew() {
    let result = TargetResult(Target("out.deflection_rate", .atLeast, 0.5), share(9, 10))
    #expect(result.isMet == nil && result.distance == nil && !result.isWithinChance)
    #expect(TargetResult(Target("out.deflection_rate", .atLeast, 0.5), share(0, 0)).isMet == nil)
  }

  @Test("the usual value is the median of up to twelve periods before; fewer than four say nothing")
  func median() throws {
    #expect(TrailingMedian(5, earlier: [1, 2, 3]) == nil)
    let few = try #require(TrailingMedian(5, earlier: [1, 4, 2, 3]))
    #expect(few.median == 2.5 && few.count == 4 && few.delta == 2.5 && few.record == .highest)
    let many = try #require(TrailingMedian(7, earlier: [100, 100] + (1...12).map(Double.init)))
    #expect(many.median == 6.5 && many.count == 12 && many.record == nil)
    #expect(TrailingMedian(0.5, earlier: [1, 1, 2, 2])?.record == .lowest)
    #expect(TrailingMedian(1, earlier: [1, 1, 2, 2])?.record == nil)
  }

  @Test("a long list loses its chance finds, a sure one stays, and untested ones are not touched")
  func multiplicity() throws {
    let metric = try metric("out.deflection_rate")
    let sure = compare(metric, current: share(900, 1000), previous: share(700, 1000))
    let chance = compare(metric, current: share(716, 1000), previous: share(672, 1000))
    #expect(chance.isClear)
    let flat = compare(metric, current: share(700, 1000), previous: share(701, 1000))
    let counted = compare(try named("vol.conversations"), current: count(900), previous: count(700))
    let corrected = correctedForMultiplicity([sure, chance, counted] + [Comparison](repeating: flat, count: 20))
    #expect(corrected[0].verdict == .better)
    #expect(corrected[1].verdict == .noClearChange && corrected[1].delta == chance.delta)
    #expect(corrected[2] == counted)
    #expect(correctedForMultiplicity([chance])[0].isClear)
  }

  private func named(_ id: MetricID) throws -> Metric { try metric(id) }

  @Test("a partial month meets the same days of last year")
  func yearBefore() throws {
    let period = try #require(Period(id: "2026-02"))
    let days: [String: Range<CalendarDay>] = [
      "2026-02": try date("2026-02-01")..<(try date("2026-02-19")), "2025-02": try date("2025-02-01")..<(try date("2025-03-01")),
    ]
    let result = PeriodComparison.make(
      period: period, against: period.yearBefore, coveredDays: { days[$0.id] }, isFirst: { $0.id == "2025-02" },
      isFollowed: { $0.id < "2026-02" }, dataUntil: { _ in nil })
    #expect(result.previous?.id == "2025-02" && result.basis == .firstDays(18))
    #expect(result.previousDays == (try date("2025-02-01"))..<(try date("2025-02-19")))
  }
}
