import Aggregation
import Statistics
import Testing

@testable import Insights

@Suite struct ShareVerdictTests {
  @Test("direction decides what a clear rise is called")
  func direction() throws {
    let up = (share(800, 1000), share(700, 1000))
    #expect(compare(try metric("out.deflection_rate"), current: up.0, previous: up.1).verdict == .better)
    #expect(compare(try metric("out.handoff_rate"), current: up.0, previous: up.1).verdict == .worse)
    #expect(compare(try metric("out.handoff_rate"), current: up.1, previous: up.0).verdict == .better)
    #expect(compare(try metric("out.dq_actioned"), current: up.0, previous: up.1).verdict == .changed, "neutral is never judged")
  }

  @Test("680 against 640 of 1,000 is too close to call (published interval)")
  func tooClose() throws {
    let result = compare(try metric("out.deflection_rate"), current: share(680, 1000), previous: share(640, 1000))
    #expect(result.verdict == .noClearChange)
    #expect(result.strength == .tooClose)
    let interval = try #require(result.interval)
    #expect(abs(interval.low - -0.001519) < 1e-6 && abs(interval.high - 0.081328) < 1e-6)
    #expect(!result.isClear)
  }

  @Test("beyond the margin is certain, beyond zero only is clear, inside the margin is stable")
  func strengths() throws {
    let deflection = try metric("out.deflection_rate")
    #expect(deflection.practicalMargin == 0.02)
    #expect(compare(deflection, current: share(800, 1000), previous: share(700, 1000)).strength == .certain)
    let clear = compare(deflection, current: share(7250, 10_000), previous: share(7000, 10_000))
    #expect(clear.strength == .clear && clear.verdict == .better && clear.isClear && !clear.isCertain)
    // Half a point on a million conversations is certain and yet of no practical interest.
    let stable = compare(deflection, current: share(705_000, 1_000_000), previous: share(700_000, 1_000_000))
    #expect(stable.strength == .stable && stable.verdict == .noClearChange)
    #expect(stable.interval.map { !$0.contains(0) } == true)
  }

  @Test("fewer than 50 cases on a side give no verdict, 50 do", arguments: [(49, 50, false), (50, 49, false), (50, 50, true)])
  func verdictBase(n1: Int, n2: Int, hasVerdict: Bool) throws {
    let result = compare(try metric("out.deflection_rate"), current: share(n1, n1), previous: share(0, n2))
    #expect(result.verdict == (hasVerdict ? .better : .tooFew))
  }

  @Test("the delta comes from unrounded values and the relative change is kept apart")
  func delta() throws {
    let result = compare(try metric("out.deflection_rate"), current: share(2, 3 * 100), previous: share(1, 3 * 100))
    #expect(result.delta == 2.0 / 300 - 1.0 / 300)
    #expect(result.relative.map { abs($0 - 1) < 1e-12 } == true)
    #expect(compare(try metric("out.deflection_rate"), current: share(9, 300), previous: share(0, 300)).relative == nil)
  }
}

@Suite struct OtherVerdictTests {
  @Test("means are judged by Welch's interval")
  func means() throws {
    let latency = try metric("lat.mean")
    #expect(compare(latency, current: mean(2000, around: 500, n: 400), previous: mean(2500, around: 500, n: 400)).verdict == .better)
    #expect(compare(latency, current: mean(2010, around: 500, n: 400), previous: mean(2000, around: 500, n: 400)).verdict == .noClearChange)
    #expect(compare(latency, current: mean(2000, around: 500, n: 40), previous: mean(2500, around: 500, n: 400)).verdict == .tooFew)
  }

  @Test("medians change only when their intervals do not overlap")
  func medians() throws {
    let latency = try metric("lat.p50")
    let apart = compare(latency, current: median(2400, 2300, 2500), previous: median(2100, 2000, 2200))
    #expect(apart.verdict == .worse)
    #expect(apart.interval == Interval(low: 100, high: 500))
    #expect(compare(latency, current: median(2400, 2150, 2500), previous: median(2100, 2000, 2200)).verdict == .noClearChange)
  }

  @Test("counts change or do not, and are never better or worse")
  func counts() throws {
    let volume = try metric("vol.conversations")
    let more = compare(volume, current: count(18_240), previous: count(16_873))
    #expect(more.verdict == .changed && more.isClear && more.strength == .counted)
    #expect(compare(volume, current: count(7), previous: count(7)).verdict == .noClearChange)
    let errors = try metric("out.error_conversations")
    #expect(compare(errors, current: count(90), previous: count(9)).verdict == .changed)
  }

  @Test("months of different lengths are also compared per day")
  func perDay() throws {
    let volume = try metric("vol.conversations")
    let result = compare(volume, current: count(2800), previous: count(3100), days: (28, 31))
    #expect(result.perDay == PerDay(current: 100, previous: 100))
    #expect(result.perDay?.relative == 0)
    #expect(compare(volume, current: count(2800), previous: count(3100), days: (30, 30)).perDay == nil)
    let deflection = try metric("out.deflection_rate")
    #expect(compare(deflection, current: share(80, 100), previous: share(70, 100), days: (28, 31)).perDay == nil)
  }

  @Test("a number without a test is shown, not called clear")
  func untested() throws {
    let ratio = Estimate(value: 0.05, base: 900, state: .available)
    let before = Estimate(value: 0.04, base: 900, state: .available)
    let result = compare(try metric("out.deflection_rate"), current: ratio, previous: before)
    #expect(result.verdict == .changed && result.strength == .untested && !result.isClear)
  }
}

@Suite struct ClusterVerdictTests {
  @Test("a ratio gets its test from its days")
  func ratio() throws {
    func days(_ level: Double, _ ripple: Double) -> [ClusteredRatio.Cluster] {
      (0..<28).map { .init(stratum: $0 % 7, numerator: level * 30 + ripple * Double($0 / 7 % 2), denominator: 30) }
    }
    let cost = try metric("cost.per_resolved")
    func ratio(_ value: Double) -> Estimate {
      Estimate(value: value, numerator: value * 840, denominator: 840, base: 840, state: .available)
    }
    let steady = compare(
      cost, current: ratio(0.05), previous: ratio(0.04), clusters: DayClusters(current: days(0.05, 0.02), previous: days(0.04, 0.02)))
    #expect(steady.verdict == .worse && steady.isClear)
    let noisy = compare(
      cost, current: ratio(0.05), previous: ratio(0.04), clusters: DayClusters(current: days(0.05, 2), previous: days(0.04, 2)))
    #expect(noisy.verdict == .noClearChange && noisy.strength == .tooClose)
  }

  @Test("days never narrow an interval")
  func neverNarrower() throws {
    let flat = (0..<28).map { ClusteredRatio.Cluster(stratum: $0 % 7, numerator: 7, denominator: 10) }
    let plain = compare(try metric("out.deflection_rate"), current: share(196, 280), previous: share(196, 280))
    let clustered = compare(
      try metric("out.deflection_rate"), current: share(196, 280), previous: share(196, 280),
      clusters: DayClusters(current: flat, previous: flat))
    #expect(plain.interval == clustered.interval)
  }
}

@Suite struct HistoryVerdictTests {
  static let usual: [Double] = [0.70, 0.72, 0.71, 0.73, 0.70, 0.71, 0.72, 0.70, 0.73, 0.71, 0.72, 0.70]

  @Test("from 12 periods on, a change inside the usual range is no clear change")
  func inside() throws {
    let deflection = try metric("out.deflection_rate")
    // Clear against one month, usual against twelve.
    let now = share(7450, 10_000)
    let before = share(7000, 10_000)
    #expect(compare(deflection, current: now, previous: before).verdict == .better)
    #expect(compare(deflection, current: now, previous: before, history: Self.usual).verdict == .noClearChange)
    #expect(compare(deflection, current: share(8200, 10_000), previous: before, history: Self.usual).verdict == .better)
    #expect(
      compare(deflection, current: now, previous: before, history: Array(Self.usual.dropFirst())).verdict == .better, "11 are too few")
  }

  @Test("a count inside its limits is usual, outside it is not")
  func counts() throws {
    let volume = try metric("vol.conversations")
    let history = Self.usual.map { $0 * 10_000 }
    #expect(compare(volume, current: count(7200), previous: count(7000), history: history).verdict == .noClearChange)
    #expect(compare(volume, current: count(9000), previous: count(7000), history: history).verdict == .changed)
  }

  @Test("history gives a verdict to a number without a test")
  func untested() throws {
    let deflection = try metric("out.deflection_rate")
    let before = Estimate(value: 0.70, base: 900, state: .available)
    let low = compare(deflection, current: Estimate(value: 0.5, base: 900, state: .available), previous: before, history: Self.usual)
    #expect(low.verdict == .worse && low.isClear)
    let near = compare(deflection, current: Estimate(value: 0.71, base: 900, state: .available), previous: before, history: Self.usual)
    #expect(near.verdict == .noClearChange)
  }
}

@Suite struct AbsenceTests {
  let present = share(500, 1000)

  @Test("a missing current value is named, never compared")
  func current() throws {
    let deflection = try metric("out.deflection_rate")
    func verdict(_ estimate: Estimate) -> Verdict { compare(deflection, current: estimate, previous: present).verdict }
    #expect(verdict(.unavailable(.notConfigured("a contact key"))) == .notConfigured("a contact key"))
    #expect(verdict(.unavailable(.noData)) == .noData)
    #expect(verdict(.unavailable(.notInExport("has_handoff"))) == .noData)
    #expect(verdict(share(9, 12)) == .tooFew)
    #expect(compare(deflection, current: .unavailable(.noData), previous: present).delta == nil)
  }

  @Test("a missing earlier value is not comparable, and says why")
  func previous() throws {
    let deflection = try metric("out.deflection_rate")
    func verdict(_ estimate: Estimate?) -> Verdict { compare(deflection, current: present, previous: estimate).verdict }
    #expect(verdict(nil) == .firstReport)
    #expect(verdict(.unavailable(.notInExport("has_handoff"))) == .notComparable(.onlyNow("has_handoff")))
    #expect(verdict(.unavailable(.noData)) == .notComparable(.nothingBefore))
    #expect(verdict(share(9, 12)) == .notComparable(.tooFewBefore(base: 12)))
  }

  @Test("a first report and an incomparable pair have no delta")
  func comparability() throws {
    let deflection = try metric("out.deflection_rate")
    let first = compare(deflection, current: present, previous: present, comparability: .firstReport)
    #expect(first.verdict == .firstReport && first.delta == nil && first.previous == nil)
    let reason = Incomparability.scoredCoverage(now: 0.9, before: 0.5)
    let other = compare(deflection, current: present, previous: present, comparability: .notComparable(reason))
    #expect(other.verdict == .notComparable(reason) && other.delta == nil)
  }
}
