import Testing

@testable import Statistics

private typealias Row = StandardisedDifference.Row

/// The same counts on each of `days` days.
private func rows(_ days: Range<Int>, _ strata: [(String, Int, Int)]) -> [Row] {
  days.flatMap { day in strata.map { Row(day: day, stratum: $0.0, successes: $0.1, cases: $0.2) } }
}

struct StandardisedDifferenceTests {
  @Test("a change of what comes in is no difference")
  func mixAlone() throws {
    // Easy succeeds 8 of 10, hard 2 of 10, before and after; only their numbers change.
    let made = try #require(
      StandardisedDifference(
        before: rows(0..<14, [("easy", 24, 30), ("hard", 2, 10)]), after: rows(15..<29, [("easy", 8, 10), ("hard", 6, 30)])))
    #expect(abs(made.difference) < 1e-12)
    #expect(abs(made.before - 0.5) < 1e-12)
    #expect(made.covered == 1)
    #expect(made.freedom == 26)
  }

  @Test("weights are those of both sides together, by hand")
  func byHand() throws {
    // Pooled weights: a 300 of 400, b 100 of 400. Before .6 and .2, after .7 and .4.
    let made = try #require(
      StandardisedDifference(
        before: rows(0..<10, [("a", 6, 10), ("b", 1, 5)]), after: rows(10..<20, [("a", 14, 20), ("b", 2, 5)])))
    #expect(abs(made.before - (0.75 * 0.6 + 0.25 * 0.2)) < 1e-12)
    #expect(abs(made.after - (0.75 * 0.7 + 0.25 * 0.4)) < 1e-12)
    #expect(made.error == 0)
    #expect(made.p == 0)
  }

  @Test("the error of one stratum is that of day totals, n/(n−1) times the squared influence")
  func clustered() throws {
    let successes = [3, 7, 5, 5, 8, 2]
    let before = successes.enumerated().map { Row(day: $0, stratum: "a", successes: $1, cases: 10) }
    let after = successes.enumerated().map { Row(day: 10 + $0, stratum: "a", successes: $1, cases: 10) }
    let made = try #require(StandardisedDifference(before: before, after: after))
    // Residuals −2 2 0 0 3 −3 over 60 cases: 26 / 3600 · 6/5 on each side.
    #expect(abs(made.error - (2 * 26.0 / 3600 * 6 / 5).squareRoot()) < 1e-12)
    #expect(made.freedom == 10)
    #expect(made.p == 1)
  }

  @Test("small strata are one stratum; too few days, or nothing in common, gives nothing")
  func limits() throws {
    #expect(StandardisedDifference(before: rows(0..<4, [("a", 5, 10)]), after: rows(5..<19, [("a", 5, 10)])) == nil)
    #expect(StandardisedDifference(before: [], after: rows(5..<19, [("a", 5, 10)])) == nil)
    let rare = try #require(
      StandardisedDifference(
        before: rows(0..<7, [("a", 5, 10)]) + [Row(day: 0, stratum: "x", successes: 1, cases: 3)],
        after: rows(7..<14, [("a", 5, 10)]) + [Row(day: 8, stratum: "y", successes: 1, cases: 4)]))
    #expect(rare.casesBefore == 73)
    #expect(rare.covered == 1)
  }

  @Test("less a control, differences subtract and errors add")
  func control() throws {
    let made = try #require(
      StandardisedDifference(before: rows(0..<7, [("a", 5, 10)]), after: rows(7..<14, [("a", 7, 10)])))
    let other = try #require(
      StandardisedDifference(before: rows(0..<7, [("a", 4, 10)]), after: rows(7..<14, [("a", 5, 10)])))
    #expect(abs(made.less(other).difference - 0.1) < 1e-12)
  }
}

/// One thousand deployments that change nothing: 14 days of 60 conversations on each side, days that differ by 0.3 in logits, and a shift of
/// topics between the sides (analytics §4-2: the plain test calls 30 % of them a change).
struct NoEffectTests {
  @Test("a deployment without effect is called one in at most 7 % of cases, where the plain test does in 20 %")
  func falseAlarms() {
    var generator = SeededGenerator(seed: 42)
    let base = [1.2, 0.4, -0.3, -1.0]
    var (clustered, plain) = (0, 0)
    let runs = 1000
    for _ in 0..<runs {
      func side(_ days: Range<Int>, _ weights: [Double]) -> [Row] {
        days.flatMap { day -> [Row] in
          let shift = 0.3 * generator.normal()
          var cases = [0, 0, 0, 0]
          var successes = [0, 0, 0, 0]
          for _ in 0..<60 {
            var u = generator.uniform()
            var topic = 0
            while topic < 3, u >= weights[topic] {
              u -= weights[topic]
              topic += 1
            }
            cases[topic] += 1
            if generator.uniform() < 1 / (1 + exponential(-(base[topic] + shift))) { successes[topic] += 1 }
          }
          return (0..<4).map { Row(day: day, stratum: "t\($0)", successes: successes[$0], cases: cases[$0]) }
        }
      }
      let before = side(0..<14, [0.4, 0.3, 0.2, 0.1])
      let after = side(15..<29, [0.3, 0.3, 0.2, 0.2])
      if let made = StandardisedDifference(before: before, after: after), made.p < 0.05 { clustered += 1 }
      let (s0, s1) = (before.reduce(0) { $0 + $1.successes }, after.reduce(0) { $0 + $1.successes })
      if TwoProportion.test(s1, 840, s0, 840).p < 0.05 { plain += 1 }
    }
    #expect(clustered <= runs * 7 / 100, "\(clustered)")
    #expect(clustered >= runs * 3 / 100, "\(clustered)")
    #expect(plain >= runs / 5, "\(plain)")
    print("no effect: \(clustered) of \(runs) standardised and clustered, \(plain) plain")
  }
}
