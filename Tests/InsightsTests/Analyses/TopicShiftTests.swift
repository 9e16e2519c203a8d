import Aggregation
import Basics
import Statistics
import Testing

@testable import Insights

private func shift(_ counts: [(String, Int, Int)], isWhole: Bool = true) throws -> TopicShift {
  try #require(TopicShift(counts.map { (name: $0.0, now: $0.1, before: $0.2) }, isWhole: isWhole))
}

struct TopicShiftTests {
  @Test("the golden vectors: 30 of 500 against 10 of 700 rises, 3 of 500 against none is not flagged")
  func golden() throws {
    // analytics §4-9, prior mass 100 and pooled frequencies.
    let made = try shift([("a", 30, 10), ("b", 3, 0), ("rest", 467, 690)])
    let a = try #require(made.intents.first { $0.name == "a" })
    #expect(abs(a.logOdds - 1.2443) < 5e-5)
    #expect(abs(a.z - 3.8401) < 5e-5)
    #expect(a.move == .rising)
    let b = try #require(made.intents.first { $0.name == "b" })
    #expect(abs(b.logOdds - 2.8578) < 5e-5)
    #expect(abs(b.z - 1.3769) < 5e-5)
    #expect(b.move == nil)
  }

  @Test("new needs five now, gone five expected, and nothing is gone before the period is over")
  func newAndGone() throws {
    let counts = [("four", 4, 0), ("five", 5, 0), ("gone", 0, 60), ("rare", 0, 3), ("rest", 400, 500)]
    let made = try shift(counts)
    #expect(made.moved(.new).map(\.name) == ["five"])
    #expect(made.moved(.gone).map(\.name) == ["gone"])
    #expect(try shift(counts, isWhole: false).moved(.gone).isEmpty)
  }

  @Test("equal parts of a larger period are no shift")
  func still() throws {
    let made = try shift([("a", 30, 90), ("b", 50, 150), ("c", 120, 360)])
    #expect(made.intents.allSatisfy { $0.move == nil && abs($0.z) < 1e-9 })
    #expect(made.statements.isEmpty)
  }

  @Test("fewer than 100 conversations with an intent on a side say nothing")
  func tooFew() {
    #expect(TopicShift([(name: "a", now: 99, before: 500)]) == nil)
    #expect(TopicShift([(name: "a", now: 500, before: 99)]) == nil)
  }

  @Test("months without a shift flag an intent in about one report of ten")
  func falseAlarms() throws {
    var generator = SeededGenerator(seed: 11)
    var flagged = 0
    for _ in 0..<300 {
      func month(_ n: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: 40)
        // Forty intents, the larger ones twenty times the smaller.
        for _ in 0..<n {
          let u = generator.uniform()
          counts[min(39, Int(40 * u * u))] += 1
        }
        return counts
      }
      let (now, before) = (month(600), month(1800))
      let made = try shift((0..<40).map { ("i\($0)", now[$0], before[$0]) })
      if made.intents.contains(where: { $0.move != nil }) { flagged += 1 }
    }
    #expect(flagged <= 45, "\(flagged) of 300")
  }

  @Test("a statement has the numbers of its sentence, and its size is what the move makes")
  func statements() throws {
    let made = try shift([("a", 60, 20), ("rest", 440, 680)])
    let rising = try #require(made.statements.first { $0.kind == "rising" })
    #expect(rising.text("intent") == "a")
    #expect(rising.number("share-now") == 0.12)
    #expect(abs(rising.impact - (60 - 20.0 / 700 * 500)) < 1e-9)
  }
}
