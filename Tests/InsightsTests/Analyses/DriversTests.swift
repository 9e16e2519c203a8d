import Aggregation
import Notation
import Records
import Statistics
import Testing

@testable import Insights

private func group(_ name: String, _ s0: Int, _ n0: Int, _ s1: Int, _ n1: Int) -> DriverCut.Group {
  DriverCut.Group(name, counts: .init(successes0: s0, base0: n0, successes1: s1, base1: n1))
}

/// /shared/design/analytics.md §4-1: every group gains two points, the whole loses 2.8333.
private let golden = [group("billing", 200, 400, 364, 700), group("orders", 320, 400, 246, 300), group("tech", 120, 200, 124, 200)]

private func change(_ groups: [DriverCut.Group], _ metric: MetricID = "out.deflection_rate") throws -> Drivers.Change {
  let cut = try #require(DriverCut("intent", groups, seed: 1))
  let metric = try #require(MetricCatalogue.metric(metric))
  func side(_ s: KeyPath<MixRate.Group, Int>, _ n: KeyPath<MixRate.Group, Int>) -> Estimate {
    share(groups.reduce(0) { $0 + $1.counts[keyPath: s] }, groups.reduce(0) { $0 + $1.counts[keyPath: n] })
  }
  let comparison = compare(metric, current: side(\.successes1, \.base1), previous: side(\.successes0, \.base0))
  return Drivers.Change(metric: metric, comparison: comparison, cuts: Drivers.best([cut]))
}

struct DriversTests {
  @Test("the golden vector: mix −4.833 points, rate +2.000 points, together the change of the whole")
  func goldenVector() throws {
    let cut = try #require(DriverCut("intent", golden, seed: 1))
    #expect(abs(cut.before - 0.64) < 1e-12)
    #expect(abs(cut.now - 0.611666666666667) < 1e-12)
    #expect(abs(cut.mix * 100 - -4.833333333333333) < 1e-9)
    #expect(abs(cut.rate * 100 - 2) < 1e-9)
    #expect(cut.p == 1.0 / 201)
    #expect(cut.groups.map(\.label) == ["orders", "billing", "tech"])
  }

  @Test("contributions add up to the change within 1e-9, whatever the groups", arguments: 1...40)
  func exactSum(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let groups = (0..<Int(seed % 9 + 2)).map { index -> DriverCut.Group in
      // Some groups are there on one side only, some are tiny.
      let n0 = index % 5 == 4 ? 0 : Int(generator.next() % 900)
      let n1 = index % 5 == 3 ? 0 : Int(generator.next() % (index % 2 == 0 ? 40 : 900)) + (index == 0 ? 60 : 0)
      return group(
        "g\(index)", n0 > 0 ? Int(generator.next() % UInt64(n0 + 1)) : 0, n0, n1 > 0 ? Int(generator.next() % UInt64(n1 + 1)) : 0, n1)
    }
    guard let cut = DriverCut("intent", groups, seed: seed) else { return }
    let total = cut.groups.reduce(0) { $0 + $1.contribution }
    #expect(abs(total - (cut.now - cut.before)) < 1e-9)
    #expect(cut.bases.now == groups.reduce(0) { $0 + $1.counts.base1 })
    #expect(cut.groups.allSatisfy { $0.isRest || max($0.counts.base0, $0.counts.base1) >= 30 })
  }

  @Test("small groups are pooled as Other, which comes last; a group of one period has the overall rate in the other")
  func pooling() throws {
    let cut = try #require(
      DriverCut("intent", golden + [group("a", 3, 20, 5, 29), group("b", 9, 10, 0, 0), group("new", 0, 0, 90, 100)], seed: 3))
    #expect(cut.groups.map(\.label).last == "Other")
    #expect(cut.groups.last?.counts == .init(successes0: 12, base0: 30, successes1: 5, base1: 29))
    let new = try #require(cut.groups.first { $0.label == "new" })
    #expect(new.presence == .entered)
    #expect(abs(new.rate - (0.9 - cut.before) * (100.0 / 1329) / 2) < 1e-12)
    #expect(abs(cut.groups.reduce(0) { $0 + $1.contribution } - (cut.now - cut.before)) < 1e-9)
  }

  @Test("fewer than two groups, or a side without cases, is not taken apart")
  func tooLittle() {
    #expect(DriverCut("intent", [group("a", 10, 100, 20, 100)], seed: 1) == nil)
    #expect(DriverCut("intent", [group("a", 10, 100, 0, 0), group("b", 10, 100, 0, 0)], seed: 1) == nil)
    #expect(DriverCut("intent", [group("a", 1, 10, 2, 12), group("b", 4, 12, 1, 9)], seed: 1) == nil)
  }

  @Test("labels without meaning are shown about one time in twenty")
  func permutation() {
    var generator = SeededGenerator(seed: 7)
    var shown = 0
    for round in 0..<400 {
      let groups = (0..<6).map { index -> DriverCut.Group in
        func successes(_ n: Int) -> Int { (0..<n).count { _ in generator.uniform() < 0.6 } }
        let (n0, n1) = (80 + index * 20, 90 + index * 15)
        return group("g\(index)", successes(n0), n0, successes(n1), n1)
      }
      if let cut = DriverCut("intent", groups, seed: UInt64(round)), cut.p <= Drivers.level { shown += 1 }
    }
    #expect((8...33).contains(shown), "\(shown) of 400")
  }

  @Test("equal input gives equal permutations")
  func deterministic() {
    #expect(DriverCut("intent", golden, seed: 5) == DriverCut("intent", golden, seed: 5))
  }

  @Test("all parts against the whole is said as such, with the parts that add up")
  func simpson() throws {
    let statements = Drivers([try change(golden)]).statements
    let simpson = try #require(statements.first { $0.kind == "simpson" })
    #expect(simpson.number("groups") == 3)
    #expect(simpson.tone == .better)
    let sum = try #require(simpson.number("mix")) + (try #require(simpson.number("rate")))
    #expect(abs(sum - (try #require(simpson.number("change")))) < 1e-9)
  }

  @Test("the largest part of each kind is named, only for a clear change and in its direction")
  func largest() throws {
    let fell = [group("billing", 320, 400, 240, 400), group("orders", 320, 400, 318, 400), group("tech", 160, 200, 162, 200)]
    let statements = Drivers([try change(fell)]).statements
    #expect(statements.map(\.kind) == ["rate"])
    let rate = try #require(statements.first)
    #expect(rate.text("group") == "billing")
    #expect(rate.tone == .worse)
    #expect(rate.certainty == .certain)
    #expect(abs((rate.number("contribution") ?? 0) - -0.08) < 1e-9)
    #expect(abs(rate.impact - 80) < 1e-6)
    let still = [group("billing", 200, 400, 204, 400), group("orders", 320, 400, 318, 400)]
    #expect(Drivers([try change(still)]).statements.isEmpty)
  }

  @Test("a shift of weights is a mix statement without praise or blame")
  func mix() throws {
    let shifted = [group("easy", 540, 600, 270, 300), group("hard", 120, 400, 210, 700)]
    let statements = Drivers([try change(shifted)]).statements
    #expect(statements.map(\.kind) == ["mix"])
    #expect(statements.first?.tone == .neutral)
    #expect(statements.first?.text("group") == "easy")
    #expect(statements.first?.number("share-before") == 0.6)
    #expect(statements.first?.number("share-now") == 0.3)
  }
}
