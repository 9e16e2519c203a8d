import Aggregation
import Statistics
import Testing

@testable import Insights

private func counts(
  _ intent: String, _ conversations: Int, judged: Int, irrelevant: Int, partial: Int = 0, harmful: Int = 0, withMessages: Int = 0,
  cited: Int = 0
) -> KnowledgeGaps.Counts {
  KnowledgeGaps.Counts(
    intent: intent, words: intent.lowercased().split(separator: " ").map(String.init), conversations: conversations, judged: judged,
    irrelevant: irrelevant, partial: partial, harmful: harmful, withMessages: withMessages, cited: cited)
}

private func gaps(_ intents: [KnowledgeGaps.Counts], unused: [String] = [], conversations: Int = 1000) -> KnowledgeGaps {
  KnowledgeGaps(
    intents, unused: unused.map { ($0, $0.lowercased().split(separator: " ").map(String.init)) }, conversations: conversations)
}

@Test("a gap is demand times the lower bound of failure times one plus harm")
func gapScore() throws {
  // 81 of 263 has the Wilson interval .255289 to .366210 (docs/metrics); 40 of the 81 ended badly.
  let gap = try #require(gaps([counts("refund", 600, judged: 263, irrelevant: 81, harmful: 40)]).gaps.first)
  #expect(abs(gap.interval.low - 0.255289) < 1e-6)
  #expect(abs(gap.score - 600 * 0.255289 * (1 + 40.0 / 81)) < 1e-3)
  #expect(abs(gap.affected - 600 * 40.0 / 263) < 1e-9)
  // A partly fitting one counts a half.
  let half = try #require(gaps([counts("refund", 600, judged: 263, irrelevant: 61, partial: 40, harmful: 40)]).gaps.first)
  #expect(half.interval == gap.interval && half.rate == gap.rate && half.harm == 40.0 / 101)
}

@Test("points of resolution are bounded by the conversations that would end badly")
func gapPoints() throws {
  let result = gaps([counts("refund", 300, judged: 100, irrelevant: 30, harmful: 20)], conversations: 2000)
  #expect(result.points(try #require(result.gaps.first)) == 0.03)
}

@Test("an intent needs 30 conversations and 10 judged ones; the rest is counted and not ranked")
func gapGuards() {
  let result = gaps([
    counts("few", 29, judged: 20, irrelevant: 20), counts("unjudged", 400, judged: 9, irrelevant: 9),
    counts("ranked", 30, judged: 10, irrelevant: 5),
  ])
  #expect(result.gaps.map(\.counts.intent) == ["ranked"])
  #expect(result.unjudged.map(\.intent) == ["unjudged"])
  #expect(result.judged == 39)
}

@Test("a few cases rank below many with the same rate")
func gapRanking() {
  let result = gaps([
    counts("small", 100, judged: 10, irrelevant: 5), counts("large", 100, judged: 90, irrelevant: 45),
    counts("fine", 500, judged: 200, irrelevant: 0),
  ])
  #expect(result.gaps.map(\.counts.intent) == ["large", "small", "fine"])
  #expect(result.gaps.last?.score == 0)
}

@Test(
  "content is weak when most unfit answers cite, missing when most do not, unused when an uncited item is named alike",
  arguments: [
    (40, 20, "Opening hours", KnowledgeGaps.Kind.weak), (40, 19, "Opening hours", .missing), (40, 3, "Refunds and money back", .unused),
    (40, 30, "Refunds and money back", .weak), (0, 0, "Refunds and money back", .open),
  ])
func gapKinds(withMessages: Int, cited: Int, item: String, kind: KnowledgeGaps.Kind) throws {
  let gap = try #require(
    gaps(
      [counts("when is my refund", 300, judged: 100, irrelevant: 40, harmful: 9, withMessages: withMessages, cited: cited)], unused: [item]
    ).gaps.first)
  #expect(gap.kind == kind)
  #expect(gap.item == (kind == .unused ? item : nil))
}

@Test(
  "a title is named like an intent by two thirds of its telling words",
  arguments: [
    ("cancel an order", "Order status", false), ("cancel an order", "Cancelling orders", true),
    ("where is my parcel", "Parcel tracking", true),
    ("what is this about", "What this is about", false), ("change delivery address", "Delivery addresses", true), ("fee", "fee", false),
  ])
func namesTheSame(intent: String, title: String, expected: Bool) {
  func words(_ text: String) -> [String] { text.lowercased().split(separator: " ").map(String.init) }
  #expect(KnowledgeGaps.namesTheSame(words(title), words(intent)) == expected)
}

@Test("a finding needs five bad endings; only the largest gap is told without a difference from the other intents beyond chance")
func gapStatements() {
  let result = gaps([
    counts("refund", 300, judged: 100, irrelevant: 60, harmful: 30, withMessages: 60),
    counts("parcel", 300, judged: 100, irrelevant: 12, harmful: 4),
    counts("order", 300, judged: 100, irrelevant: 12, harmful: 6),
  ])
  let statements = result.statements()
  #expect(statements.map { $0.text("intent") } == ["refund"], "the others are as unfit as chance allows")
  #expect(statements.map(\.certainty) == [.likely] && statements.map(\.kind) == ["missing"])
  #expect(statements[0].impact == 90)
  let alike = gaps([
    counts("few endings", 900, judged: 100, irrelevant: 40, harmful: 4), counts("a", 300, judged: 100, irrelevant: 41, harmful: 30),
    counts("b", 300, judged: 100, irrelevant: 39, harmful: 9),
  ])
  #expect(alike.statements().map { $0.text("intent") } == ["a"])
  #expect(alike.statements().map(\.certainty) == [.descriptive])
}
