import Aggregation
import Records
import Statistics
import Testing

@testable import Insights

/// C, S, deflected, solved, safe, safe and not unhappy, unscored deflected, unscored of unknown hand-off, solved with a risk label.
private let counts = [1000, 800, 600, 480, 420, 390, 120, 30, 480]

struct ResolutionLadderTests {
  @Test("every rung is a part of the one before; re-contacts take away what is known of them")
  func steps() {
    let ladder = ResolutionLadder(counts: counts, again: (safe: 40, content: 35), assessed: 250)
    #expect(ladder.steps.map(\.rung) == ResolutionLadder.Rung.allCases)
    #expect(ladder.steps.map(\.count) == [800, 600, 480, 420, 380, 355])
    #expect(ladder.reached == 355 && ladder.lost == 245 && ladder.inflation == 245.0 / 800)
    #expect(ladder.assessed == 250)
    let loss = ladder.largestLoss
    #expect(loss?.from == .deflected && loss?.to == .solved && loss?.count == 120)
  }

  @Test("bounds: unscored conversations fail or pass every rung, and what is known of their hand-off counts")
  func bounds() {
    let steps = ResolutionLadder(counts: counts, again: nil, assessed: nil).steps
    #expect(steps.map(\.low) == [800, 720, 480, 420, 390])
    #expect(steps.map(\.high) == [1000, 750, 630, 570, 540])
    // 50 unscored hand-offs can pass no rung: 1000 - 800 - 120 - 30.
    #expect(steps.dropFirst().allSatisfy { $0.high - $0.count == 150 })
  }

  @Test("without known contacts or risk labels their rungs are left out, not counted as passed")
  func missing() {
    var bare = counts
    bare[8] = 0
    let ladder = ResolutionLadder(counts: bare, again: (safe: 0, content: 0), assessed: 0)
    #expect(ladder.steps.map(\.rung) == [.scored, .deflected, .solved, .content])
    #expect(ladder.assessed == nil)
  }

  @Test("two equal losses are no largest one")
  func tie() {
    let ladder = ResolutionLadder(counts: [600, 600, 500, 400, 300, 300, 0, 0, 1], again: nil, assessed: nil)
    #expect(ladder.largestLoss == nil)
    #expect(!ladder.statements().contains { $0.kind.hasPrefix("loss") })
  }

  @Test("a group is found when its inflation differs from that of all others beyond chance; small ones are pooled")
  func groups() throws {
    let rows: [(name: String?, scored: Int, deflected: Int, reached: Int)] = [
      ("Ada", 400, 320, 160), ("Bo", 400, 300, 260), ("Cy", 400, 300, 262), ("tiny", 29, 29, 0), (nil, 10, 5, 5),
    ]
    let groups = ResolutionLadder.groups(rows)
    #expect(groups.map(\.lost.name) == ["Ada", "Bo", "Cy", nil])
    let (ada, pool) = (try #require(groups.first), try #require(groups.last))
    #expect(ada.lost.isDistinct && ada.lost.count == 160 && ada.deflected == 320 && ada.reached == 160)
    #expect(pool.deflected == 34 && pool.reached == 5 && pool.lost.of == 39 && !pool.lost.isDistinct)
    #expect(groups.reduce(0) { $0 + $1.lost.of } == rows.reduce(0) { $0 + $1.scored })
    var ladder = ResolutionLadder(counts: counts, again: nil, assessed: nil)
    ladder.assistants = groups
    let statements = ladder.statements()
    #expect(statements.map(\.kind) == ["inflation", "loss-solved", "assistant"])
    #expect(statements[0].impact == 210 && statements[0].number("points") == 210.0 / 800)
    #expect(statements[2].text("assistant") == "Ada" && statements[2].number("share") == 0.4)
    // 34 of 39 of the pool, 40 and 38 of the others.
    #expect(abs((statements[2].number("rest") ?? 0) - 107.0 / 839) < 1e-12)
  }

  @Test("40 assistants without a difference: in at most one report of ten one of them is named")
  func falseAlarms() {
    var generator = SeededGenerator(seed: 40)
    var alarms = 0
    for _ in 0..<300 {
      let rows = (0..<40).map { index -> (name: String?, scored: Int, deflected: Int, reached: Int) in
        let lost = (0..<150).count { _ in generator.next() % 100 < 20 }
        return ("A\(index)", 150, 100 + lost / 4, 100 + lost / 4 - lost)
      }
      if ResolutionLadder.groups(rows).contains(where: \.lost.isDistinct) { alarms += 1 }
    }
    // Benjamini–Hochberg at 0.10 keeps the chance of any below 10 % when nothing differs; three standard errors of 300 runs on top.
    #expect(Double(alarms) / 300 <= 0.152)
  }

  @Test("too few scored conversations say nothing", arguments: [(49, 0), (50, 2)])
  func few(scored: Int, statements: Int) {
    let ladder = ResolutionLadder(counts: [60, scored, 40, 30, 30, 30, 0, 0, 1], again: nil, assessed: nil)
    #expect(ladder.statements().count == statements)
  }

  @Test("from the figures of a period: the ladder, its groups, and why there is none")
  func figures() throws {
    var export = SmallFollowUps()
    for contact in 1...60 {
      let comesBack = contact <= 6
      export.add(contact, day: 2, quality: contact <= 50 ? QualityLabel.resolved : QualityLabel.partial)
      if comesBack { export.add(contact, day: 5, quality: QualityLabel.partial) }
    }
    for day in 1...28 { export.add(0, day: day, scored: false) }
    let outcome = Analysis.resolutionLadder.run(export.input())
    let ladder = try #require(outcome.result as? ResolutionLadder)
    #expect(ladder.steps.map(\.count) == [66, 66, 50, 50, 44, 44])
    #expect(ladder.assessed == 50 && ladder.conversations == 94)
    #expect(ladder.assistants.map(\.reached) == [44])
    #expect(ladder.intents.map(\.lost.count).reduce(0, +) == ladder.lost)
    #expect(SmallFollowUps().outcome(.resolutionLadder).shortfall == .notInData(field: "sentiment_label"))
    var few = SmallFollowUps()
    for contact in 1...29 { few.add(contact, day: 2) }
    #expect(few.outcome(.resolutionLadder).shortfall == .tooFew(have: 29, need: 30, of: "scored conversations"))
  }
}
