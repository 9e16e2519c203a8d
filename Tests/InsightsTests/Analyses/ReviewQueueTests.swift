import Records
import Testing

@testable import Aggregation
@testable import Insights

struct ReviewQueueTests {
  private func queue(_ byReason: [Int], any: Int) -> ReviewQueue {
    ReviewQueue(items: [], byReason: byReason, any: any, conversations: 500, kinds: 3, knowsRatings: true)
  }

  @Test("it names how many have a reason and the most frequent one; equal ones by weight")
  func statement() throws {
    let made = try #require(Analysis.statements(queue([0, 40, 40, 7, 0, 0, 0, 0, 0], any: 70)).first)
    #expect(made.text("reason") == "high_risk" && made.number("count") == 40 && made.number("share") == 0.14)
    #expect(made.tone == .neutral && made.impact == 70)
    #expect(Analysis.statements(queue([0, 9, 0, 0, 0, 0, 0, 0, 0], any: 9)).isEmpty)
  }

  @Test("from the figures of a period; nothing found when no conversation has a reason")
  func figures() throws {
    var export = SmallFollowUps()
    for contact in 1...12 { export.add(contact, day: 2, risk: RiskLabel.high) }
    export.add(13, day: 3)
    let queue = try #require(export.outcome(.reviewQueue).result as? ReviewQueue)
    #expect(queue.any == 12 && queue.conversations == 13 && queue.items.count == 12)
    var calm = SmallFollowUps()
    calm.add(1, day: 2)
    #expect(calm.outcome(.reviewQueue).shortfall == .nothingFound)
  }
}
