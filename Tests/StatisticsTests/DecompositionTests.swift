import Statistics
import Testing

@Suite struct DecompositionTests {
  static let simpson = [
    MixRate.Group(successes0: 200, base0: 400, successes1: 364, base1: 700),
    MixRate.Group(successes0: 320, base0: 400, successes1: 246, base1: 300),
    MixRate.Group(successes0: 120, base0: 200, successes1: 124, base1: 200),
  ]

  @Test("every group rises by 2 points while the total falls: mix and rate explain it (Simpson)")
  func simpson() throws {
    let result = try #require(MixRate(Self.simpson))
    #expect(near(result.before, 0.64, 1e-12))
    #expect(near(result.now, 0.611667))
    #expect(near(result.mix, -0.048333))
    #expect(near(result.rate, 0.02, 1e-12))
    #expect(near(result.mix + result.rate, result.now - result.before, 1e-12))
    #expect(result.parts.allSatisfy { $0.rate > 0 && $0.presence == .both })
  }

  @Test("parts add to the change when groups enter and leave, in any order")
  func entering() throws {
    let groups =
      Self.simpson + [
        MixRate.Group(successes0: 0, base0: 0, successes1: 9, base1: 90), MixRate.Group(successes0: 30, base0: 40, successes1: 0, base1: 0),
        MixRate.Group(successes0: 0, base0: 0, successes1: 0, base1: 0),
      ]
    let result = try #require(MixRate(groups))
    #expect(near(result.mix + result.rate, result.now - result.before, 1e-12))
    #expect(result.parts.map(\.presence) == [.both, .both, .both, .entered, .left, .neither])
    #expect(result.parts[5].mix == 0)
    let reversed = try #require(MixRate(groups.reversed()))
    #expect(Array(reversed.parts.reversed()) == result.parts)
  }

  @Test("an empty side or impossible counts have no decomposition")
  func none() {
    #expect(MixRate([]) == nil)
    #expect(MixRate([MixRate.Group(successes0: 0, base0: 0, successes1: 1, base1: 2)]) == nil)
    #expect(MixRate([MixRate.Group(successes0: 3, base0: 2, successes1: 1, base1: 2)]) == nil)
  }

  @Test("Mantel–Haenszel pools three strata")
  func mantelHaenszel() {
    let strata = [
      MantelHaenszel.Stratum(12, 28, 20, 140), MantelHaenszel.Stratum(6, 34, 15, 245), MantelHaenszel.Stratum(9, 11, 30, 90),
    ]
    #expect(near(MantelHaenszel.oddsRatio(strata), 2.7833, 5e-5))
    #expect(near(MantelHaenszel.riskDifference(strata), 0.1459, 5e-5))
    let oneArm = strata + [MantelHaenszel.Stratum(0, 0, 5, 5)]
    #expect(MantelHaenszel.oddsRatio(oneArm) == MantelHaenszel.oddsRatio(strata), "a stratum with one arm says nothing")
    #expect(MantelHaenszel.riskDifference([]) == nil)
    #expect(MantelHaenszel.oddsRatio([MantelHaenszel.Stratum(3, 0, 4, 6)]) == nil)
  }

  @Test("the pooled difference has Sato's interval and the p value of Cochran, Mantel and Haenszel")
  func mantelHaenszelInterval() throws {
    // Reference values computed from the published formulas in Python.
    let strata = [
      MantelHaenszel.Stratum(12, 28, 20, 140), MantelHaenszel.Stratum(6, 34, 15, 245), MantelHaenszel.Stratum(9, 11, 30, 90),
    ]
    let interval = try #require(MantelHaenszel.riskDifferenceInterval(strata))
    #expect(near(interval.low, 0.0564837142) && near(interval.high, 0.2353344676))
    #expect(near(MantelHaenszel.p(strata), 0.000115214827, 1e-9))
    // One stratum with equal arms: the variance of two independent shares.
    let one = try #require(MantelHaenszel.riskDifferenceInterval([MantelHaenszel.Stratum(30, 70, 20, 80)]))
    #expect(near(one.high - 0.1, 1.959963984540054 * (0.3 * 0.7 / 100 + 0.2 * 0.8 / 100).squareRoot()))
    #expect(MantelHaenszel.riskDifferenceInterval([]) == nil && MantelHaenszel.p([]) == 1)
    #expect(MantelHaenszel.p([MantelHaenszel.Stratum(0, 9, 0, 8)]) == 1)
    #expect(MantelHaenszel.usable(strata + [MantelHaenszel.Stratum(0, 0, 5, 5)]).count == 3)
  }

  @Test(
    "Gini: 0 when all are equal, (n - 1) / n when one has everything",
    arguments: [
      ([5, 5, 5, 5], 0), ([0, 0, 0, 8], 0.75), ([1, 2, 3, 4], 0.25), ([7], 0), ([0, 1], 0.5), ([4, 1, 3, 2], 0.25),
    ] as [([Double], Double)])
  func gini(amounts: [Double], expected: Double) {
    #expect(near(Concentration.gini(amounts), expected, 1e-12))
  }

  @Test("nothing cited has no concentration; the top share counts the largest")
  func concentration() {
    #expect(Concentration.gini([]) == nil && Concentration.gini([0, 0]) == nil && Concentration.gini([1, -1]) == nil)
    #expect(near(Concentration.topShare([1, 6, 3], count: 1), 0.6) && near(Concentration.topShare([1, 6, 3], count: 9), 1))
    let few = Concentration.fewest([10, 50, 20, 20], reaching: 0.6, of: 100)
    #expect(few?.count == 2 && near(few?.share, 0.7))
    #expect(Concentration.fewest([10, 20], reaching: 0.6, of: 100) == nil && Concentration.fewest([], reaching: 0, of: 0) == nil)
    #expect(Concentration.topShare([0], count: 1) == nil && Concentration.topShare([1, .infinity], count: 1) == nil)
  }

  @Test("small groups shrink to the common rate", arguments: [(3, 3, 0.6522), (30, 40, 0.7), (300, 400, 0.7429), (0, 0, 0.6)])
  func shrink(successes: Int, n: Int, expected: Double) {
    #expect(near(EmpiricalBayes.shrink(successes: successes, of: n, towards: 0.6, strength: 20), expected, 5e-5))
  }

  @Test("shrinkage of nothing towards nothing has no value")
  func shrinkNone() {
    #expect(EmpiricalBayes.shrink(successes: 0, of: 0, towards: 0.6, strength: 0) == nil)
    #expect(EmpiricalBayes.shrink(successes: 4, of: 3, towards: 0.6, strength: 20) == nil)
    #expect(EmpiricalBayes.shrink(successes: 1, of: 3, towards: 1.2, strength: 20) == nil)
  }

  @Test(
    "log-odds separate a real riser from a rare word", arguments: [(30, 500, 10, 700, 1.2443, 3.8401), (3, 500, 0, 700, 2.8578, 1.3769)])
  func logOdds(count1: Int, total1: Int, count2: Int, total2: Int, expected: Double, z: Double) throws {
    let result = try #require(LogOdds.difference(count1: count1, total1: total1, count2: count2, total2: total2, priorMass: 100))
    #expect(near(result.logOdds, expected, 5e-5))
    #expect(near(result.z, z, 5e-5))
  }

  @Test("an unseen word has no log-odds")
  func logOddsNone() {
    #expect(LogOdds.difference(count1: 0, total1: 5, count2: 0, total2: 7, priorMass: 100) == nil)
    #expect(LogOdds.difference(count1: 1, total1: 0, count2: 0, total2: 7, priorMass: 100) == nil)
    #expect(LogOdds.difference(count1: 5, total1: 5, count2: 7, total2: 7, priorMass: 100) == nil)
  }

  @Test("kappa of three classes")
  func kappa() throws {
    let result = try #require(Kappa.cohen([[40, 10, 5], [8, 20, 7], [4, 6, 50]]))
    #expect(near(result.observed, 0.7333, 5e-5))
    #expect(near(result.kappa, 0.5907, 5e-5))
    #expect(Kappa.cohen([[5, 0], [0, 0]])?.kappa == nil, "one category: chance explains everything")
    #expect(Kappa.cohen([]) == nil)
    #expect(Kappa.cohen([[1, 2]]) == nil)
    #expect(Kappa.cohen([[0, 0], [0, 0]]) == nil)
  }
}
