@testable import Aggregation
import Statistics
import Testing

@testable import Insights

/// Justified, tool, content, tone, limit, other, unknown.
private func budget(_ parts: [Int] = [60, 10, 20, 30, 15, 5, 40], conversations: Int = 1000) -> HandoffBudget {
  HandoffBudget(conversations: conversations, parts: parts, toolsKnown: 0)
}

@Test("the parts of the hand-offs add up, and those with a reason are all but the unknown")
func budgetAddsUp() {
  let budget = budget()
  #expect(budget.handoffs == 180 && budget.avoidable == 75 && budget.stated == 140)
  #expect(HandoffBudget.Part.allCases.reduce(0) { $0 + budget[$1] } == budget.handoffs)
}

@Test("points of deflection are bounded by what has no reason")
func budgetPoints() {
  let budget = budget()
  #expect(budget.points(budget.avoidable).low == 0.075)
  #expect(budget.points(budget.avoidable).high == 0.115)
  #expect(budget.points(0).low == 0 && budget.points(0).high == 0.04)
  #expect(HandoffBudget(conversations: 0, parts: [0, 0, 0, 0, 0, 0, 0], toolsKnown: 0).points(0) == (0, 0))
}

@Test("time of people needs stated minutes, and keeps their band")
func budgetTime() throws {
  var budget = budget()
  #expect(budget.time(10) == nil)
  budget.minutes = Assumptions.Band(low: 4, base: 6, high: 10)
  let time = try #require(budget.time(10))
  #expect(time == Assumptions.Band(low: 2_400_000, base: 3_600_000, high: 6_000_000))
}

@Test("every hand-off meets exactly one part, and what is no hand-off none")
func partsAreDisjoint() {
  // The conditions partition: each pair is impossible, and together they are |H|. Checked on every combination of the facts they read.
  for facts in allFacts() {
    let parts = HandoffBudget.Part.allCases.filter { $0.condition.holds(facts) }.count
    #expect(parts == (Condition.handedOff.holds(facts) ? 1 : 0))
    let reasons = HandoffBudget.Reason.allCases.filter { $0.condition.holds(facts) }.count
    #expect(reasons == (Condition.handedOff.holds(facts) ? 1 : 0))
    let avoidable = HandoffBudget.Part.allCases.contains { $0.isAvoidable && $0.condition.holds(facts) }
    #expect(avoidable == (Condition.handedOffAtLimit || Condition.handedOffInFrustration).holds(facts))
  }
}

/// Hand-off, reason, resources with and without a score, tools: every combination, packed as the pass packs them.
private func allFacts() -> [Signature] {
  var made: [Signature] = []
  for handoff: UInt64 in 0...2 {
    for reason: UInt64 in [0, 1, 2, 3, 4, 15] {
      for resources: UInt64 in [0, 1, 2, 3, 15] {
        for sentiment: UInt64 in [0, 1] {
          for tools: UInt64 in 0...3 {
            var signature = Signature()
            signature.bits = handoff | sentiment << 4 | resources << 8 | reason << 20 | tools << 30
            made.append(signature)
          }
        }
      }
    }
  }
  return made
}

@Test("a finding needs 50 hand-offs with a reason, a part 30 of its own; its size is what it is about")
func budgetStatements() {
  let statements = budget().statements()
  #expect(statements.map(\.kind) == ["budget", "tone"])
  #expect(statements.map(\.impact) == [75, 30])
  #expect(statements[0].number("share") == 75.0 / 140 && statements[0].number("unknown") == 40)
  #expect(budget([20, 5, 5, 5, 5, 0, 400]).statements().isEmpty)
  #expect(budget([60, 5, 5, 5, 5, 0, 0]).statements().map(\.kind) == ["budget"])
  #expect(budget([60, 0, 0, 0, 0, 0, 9]).statements().isEmpty)
}

@Test("a group stands out against the rest, beyond chance and after correction; small ones are pooled")
func sharesAgainstRest() throws {
  let shares = groupShares([("a", 60, 100), ("b", 30, 100), ("c", 32, 100), ("small", 9, 12), (nil, 1, 20)])
  #expect(shares.map(\.name) == ["a", "c", "b", nil])
  #expect(shares.map(\.isDistinct) == [true, false, true, false], "less than the rest is a difference too")
  #expect(shares[0].restCount == 72 && shares[0].restOf == 232)
  #expect(shares[3].count == 10 && shares[3].of == 32)
  #expect(shares.reduce(0) { $0 + $1.of } == 332)
  // 49 cases show a share and no verdict.
  let few = groupShares([("a", 40, 49), ("b", 10, 100)])
  #expect(few.map(\.isDistinct) == [false, false] && few[0].interval != nil)
}

@Test("groups that do not differ stand out in few reports")
func sharesOfEqualGroups() {
  var generator = SeededGenerator(seed: 11)
  var reports = 0
  for _ in 0..<400 {
    let groups = (0..<12).map { index -> (name: String?, count: Int, of: Int) in
      ("g\(index)", (0..<80).reduce(0) { sum, _ in sum + (generator.uniform() < 0.3 ? 1 : 0) }, 80)
    }
    if groupShares(groups).contains(where: \.isDistinct) { reports += 1 }
  }
  #expect(reports <= 48, "\(reports) of 400 reports without any difference name a group; at most 12%")
}
