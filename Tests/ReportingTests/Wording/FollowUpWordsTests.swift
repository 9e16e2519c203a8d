import Notation
import Statistics
import Testing

@testable import Aggregation
@testable import Insights
@testable import Reporting

private let context = StatementContext(notation: english, periodWords: "March 2026", previousWords: nil)

private func statement(_ analysis: AnalysisID, _ kind: String, _ facts: [Fact]) -> Statement {
  Statement(analysis, kind, facts: facts, impact: 1, certainty: .descriptive, tone: .neutral)
}

private func count(_ name: String, _ value: Double) -> Fact { Fact(name, .number(value, .count)) }
private func share(_ name: String, _ value: Double) -> Fact { Fact(name, .number(value, .share)) }

/// Every kind of statement of the three analyses, with the sentence it must make.
private let sentences: [(Statement, String)] = [
  (
    statement(
      .resolutionLadder, "inflation",
      [
        share("deflected", 0.75), share("reached", 0.44375), Fact("points", .number(0.30625, .points)), count("lost", 245),
        count("scored", 800),
      ]),
    "75.0% of scored conversations were not handed off, 44.4% reach the last rung: 245 look handled and are not."
  ),
  (
    statement(.resolutionLadder, "loss-lasting", [count("lost", 40), count("all", 245)]),
    "The largest loss after deflection: 40 of 245 conversations that look handled came back within 7 days."
  ),
  (
    statement(
      .resolutionLadder, "assistant", [Fact("assistant", .name("Ada")), count("scored", 400), share("share", 0.4), share("rest", 0.127)]),
    "Ada: 40.0% of 400 scored conversations look handled and are not, against 12.7% elsewhere."
  ),
  (
    statement(
      .resolutionLadder, "intent", [Fact("intent", .name("refund")), count("scored", 90), share("share", 0.4), share("rest", 0.1)]),
    "“refund”: 40.0% of 90 scored conversations look handled and are not, against 10.0% elsewhere."
  ),
  (
    statement(.recontact, "observed", [share("share", 0.13), count("again", 130), count("assessed", 1000), count("days", 7)]),
    "After 13.0% of conversations the same contact came back within 7 days: 130 of 1,000 whose 7 days are over."
  ),
  (
    statement(.recontact, "same-intent", [share("share", 0.5), count("same", 65), count("again", 130)]),
    "Of 130 conversations that were followed by another, 65 (50.0%) were followed by the same intent."
  ),
  (
    labels("telling"), "The risk label tells who comes back: 10.1% of 148 at low risk, 30.8% of 263 at high risk did."
  ),
  (labels("partly"), "The risk label tells who comes back: 10.1% of 148 at low risk, 30.8% of 263 at high risk did."),
  (
    labels("useless"),
    "The risk label does not tell who comes back: 10.1% of 148 at low risk, 30.8% of 263 at high risk; the intervals overlap."
  ),
  (labels("reversed"), "The risk label points the wrong way: 10.1% of 148 at low risk, 30.8% of 263 at high risk came back."),
  (
    statement(
      .reviewQueue, "queue", [count("any", 70), count("conversations", 500), Fact("reason", .name("high_risk")), count("count", 40)]),
    "70 of 500 conversations have a reason to be read, most often: high risk of coming back (40)."
  ),
]

private func labels(_ verdict: String) -> Statement {
  statement(
    .recontact, "label-\(verdict)",
    [
      Fact("lowest", .name("low")), share("lowest-share", 15.0 / 148), count("lowest-assessed", 148), Fact("highest", .name("high")),
      share("highest-share", 81.0 / 263), count("highest-assessed", 263),
    ])
}

struct FollowUpWordsTests {
  @Test("every kind of statement has its sentence, of at most 25 words", arguments: sentences)
  func statements(_ statement: Statement, _ expected: String) throws {
    let sentence = try #require(StatementWords.sentence(statement, context))
    #expect(sentence.plain == expected)
    #expect(PlainEnglish.wordCount(sentence.plain) <= 25)
    #expect(StatementWords.evidence[statement.analysis] != nil)
  }

  @Test("a kind that nobody makes has no sentence")
  func unknown() {
    for id in [AnalysisID.resolutionLadder, .recontact, .reviewQueue] {
      #expect(StatementWords.sentence(statement(id, "loss-x", []), context) == nil)
    }
  }

  @Test("the ladder says what is lost on each rung, and nothing where nothing is lost")
  func ladder() {
    let ladder = ResolutionLadder(counts: [1000, 800, 600, 480, 420, 390, 120, 30, 480], again: (safe: 40, content: 35), assessed: 250)
    #expect(LadderWords.title(ladder, context) == "75.0% are not handed off, 44.4% reach the last rung")
    #expect(
      LadderWords.reading(ladder, context)
        == "Of 600\u{A0}conversations not handed off, 120 were neither resolved nor ended with an action, 60 are at high risk of coming back, "
        + "40 came back within 7 days and 25 ended negative or worse than they began.")
    let whole = ResolutionLadder(counts: [100, 80, 60, 60, 60, 60, 0, 0, 60], again: nil, assessed: nil)
    #expect(LadderWords.title(whole, context) == "Every conversation that was not handed off reaches the last rung")
    #expect(LadderWords.reading(whole, context) == "No conversation that was not handed off is lost on the way.")
  }

  @Test("a resolution weighted by risk says how much of it rests on observation")
  func resolution() {
    func made(_ low: Int, _ assessed: Int, _ solved: [(resolved: Int, actioned: Int)]) -> String? {
      var counts = FollowUpCounts()
      (counts.known, counts.assessed, counts.again) = (assessed, assessed, low)
      return RecontactWords.resolution(Recontact(windows: [:], byLabel: [counts], solved: solved, scored: 100), context)
    }
    #expect(
      made(0, 0, [(40, 10), (20, 0), (5, 0), (0, 0)])
        == "Weighted by these shares, 59.8% of scored conversations are resolved for good, with assumed shares for every label.")
    #expect(
      made(20, 100, [(40, 10), (20, 0), (5, 0), (0, 0)])
        == "Weighted by these shares, 53.0% of scored conversations are resolved for good, with observed shares for 50 of 75 solved ones.")
    #expect(
      made(20, 100, [(40, 0), (0, 0), (0, 0), (0, 0)])
        == "Weighted by these shares, 32.0% of scored conversations are resolved for good, with observed shares for every label.")
  }

  @Test("reasons of a row stand with their points, heaviest first")
  func reasons() {
    let item = ReviewQueue.Item(
      identity: 1, reference: nil, lastAt: 0, assistant: nil, intent: nil, reasons: [.highRisk, .spoiled, .toolFailure])
    #expect(ReviewWords.reasons(item) == "High risk of coming back (4), got worse and ended negative (3), a tool call failed (2)")
    #expect(Set(ReviewReason.allCases.map(ReviewWords.name)).count == ReviewReason.allCases.count)
  }
}
