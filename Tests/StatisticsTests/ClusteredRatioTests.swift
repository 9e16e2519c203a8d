import Statistics
import Testing

@Suite struct ClusteredRatioTests {
  typealias Cluster = ClusteredRatio.Cluster

  /// A reproducible stream of uniform numbers (Knuth's MMIX generator).
  struct Stream {
    var state: UInt64
    mutating func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 9_007_199_254_740_992
    }
    /// Sum of twelve uniform numbers: nearly normal.
    mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + uniform() } }
  }

  @Test("equal clusters give the textbook variance of a mean of clusters")
  func textbook() throws {
    // Denominators alike: the ratio is the mean of 0.5 0.7 0.6 0.4 0.8, its variance s²/5 = 0.025/5.
    let first = [5.0, 7, 6, 4, 8].map { Cluster(stratum: 0, numerator: $0, denominator: 10) }
    let second = [5.0, 5, 5, 5, 5].map { Cluster(stratum: 0, numerator: $0, denominator: 10) }
    let result = try #require(ClusteredRatio.difference(first, second))
    #expect(near(result.difference, 0.1, 1e-12))
    // t(0.975, 8) = 2.306004135.
    #expect(near(result.interval.high - result.difference, 2.306004135 * (0.025 / 5).squareRoot(), 1e-8))
    #expect(result.interval.contains(0))
  }

  @Test("a weekday pattern that both sides share is no noise")
  func strata() throws {
    func days(_ lift: Double) -> [Cluster] {
      (0..<28).map { day in
        let weekend = day % 7 >= 5
        return Cluster(stratum: day % 7, numerator: (weekend ? 50 : 75) + lift + Double(day / 7 % 2), denominator: 100)
      }
    }
    let stratified = try #require(ClusteredRatio.difference(days(3), days(0)))
    #expect(stratified.interval.low > 0.02)
    let blind = try #require(
      ClusteredRatio.difference(
        days(3).map { Cluster(stratum: 0, numerator: $0.numerator, denominator: $0.denominator) },
        days(0).map { Cluster(stratum: 0, numerator: $0.numerator, denominator: $0.denominator) }))
    #expect(blind.interval.contains(0))
  }

  @Test("few clusters, empty ones and no spread")
  func degenerate() {
    let flat = (0..<7).map { Cluster(stratum: $0, numerator: 5, denominator: 10) }
    #expect(ClusteredRatio.difference(Array(flat.prefix(4)), flat) == nil)
    let empty = (0..<7).map { Cluster(stratum: $0, numerator: 0, denominator: 0) }
    #expect(ClusteredRatio.difference(empty, flat) == nil)
    let same = ClusteredRatio.difference(flat + empty, flat)
    #expect(same?.difference == 0 && same?.p == 1 && same?.interval == Interval(low: 0, high: 0))
  }

  /// 28 days of 60 conversations before and after without any effect; the chance of a day moves around 70 %.
  @Test("with days that differ, the plain interval calls too much real and the clustered one does not")
  func falseAlarms() throws {
    var stream = Stream(state: 42)
    var plain = 0
    var clustered = 0
    let rounds = 400
    for _ in 0..<rounds {
      var sides: [[Cluster]] = []
      for _ in 0..<2 {
        sides.append(
          (0..<28).map { day in
            let chance = min(1, max(0, 0.7 + 0.065 * stream.normal()))
            let successes = (0..<60).reduce(0) { sum, _ in sum + (stream.uniform() < chance ? 1 : 0) }
            return Cluster(stratum: day % 7, numerator: Double(successes), denominator: 60)
          })
      }
      let sums = sides.map { $0.reduce(0) { $0 + Int($1.numerator) } }
      let wide = try #require(Newcombe.difference(sums[0], 28 * 60, sums[1], 28 * 60))
      if !wide.interval.contains(0) { plain += 1 }
      let honest = try #require(ClusteredRatio.difference(sides[0], sides[1]))
      if !honest.interval.contains(0) { clustered += 1 }
    }
    #expect(Double(plain) / Double(rounds) > 0.10)
    #expect(Double(clustered) / Double(rounds) < 0.08)
    #expect(clustered > 0, "a 95 % interval that never misses is too wide")
  }
}

@Suite struct MistakeTests {
  /// P(X = k) by the multiplicative formula.
  func binomial(_ k: Int, _ n: Int, _ p: Double) -> Double {
    var value = 1.0
    for i in 0..<n {
      value *= i < k ? p * Double(n - i) / Double(k - i) : 1 - p
    }
    return value
  }

  @Test("Wilson keeps its promise where the textbook interval covers a third", arguments: [(20, 0.02, 0.33, 0.94), (20, 0.1, 0.88, 0.956)])
  func coverage(n: Int, p: Double, wald: Double, wilson: Double) {
    var coveredByWald = 0.0
    var coveredByWilson = 0.0
    for k in 0...n {
      let rate = Double(k) / Double(n)
      let half = normal975 * (rate * (1 - rate) / Double(n)).squareRoot()
      if abs(p - rate) <= half { coveredByWald += binomial(k, n, p) }
      if Wilson.interval(successes: k, of: n)?.contains(p) == true { coveredByWilson += binomial(k, n, p) }
    }
    #expect(near(coveredByWald, wald, 0.005))
    #expect(near(coveredByWilson, wilson, 0.005))
  }

  @Test("40 cuts without a change: at 5 % nearly every report flags one, Benjamini–Hochberg few")
  func hunting() {
    var stream = ClusteredRatioTests.Stream(state: 7)
    var flagged = 0
    var kept = 0
    for _ in 0..<1000 {
      let p = (0..<40).map { _ in stream.uniform() }
      if p.contains(where: { $0 < 0.05 }) { flagged += 1 }
      if BenjaminiHochberg.rejected(p).contains(true) { kept += 1 }
    }
    #expect(flagged > 840 && flagged < 900)
    #expect(kept > 70 && kept < 130)
  }
}
