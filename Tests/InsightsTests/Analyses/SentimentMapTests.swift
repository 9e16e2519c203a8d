import Aggregation
import Statistics
import Testing

@testable import Insights

private typealias Cell = SentimentMap.Cell

private func map() -> SentimentMap {
  SentimentMap(
    cells: [
      Cell(.resolved, .positive, .improved): 60, Cell(.resolved, .negative, .stable): 25, Cell(.actioned, .negative, .degraded): 15,
      Cell(.handedOff, .negative, .degraded): 30, Cell(.handedOff, .neutral, .stable): 20, Cell(.unknown, .neutral, .notStated): 10,
    ], conversations: 200)
}

@Test("every margin of outcome, sentiment and shift adds up to the scored conversations")
func sentimentMargins() {
  let map = map()
  #expect(map.scored == 160)
  #expect(SentimentMap.Outcome.allCases.reduce(0) { $0 + map.count($1) } == 160)
  #expect(SentimentMap.Feeling.allCases.reduce(0) { $0 + map.count(nil, $1) } == 160)
  #expect(SentimentMap.Shift.allCases.reduce(0) { $0 + map.count(nil, nil, $1) } == 160)
  #expect(map.count(.handedOff, .negative, .degraded) == 30 && map.count(.handedOff) == 50 && map.count(.partial) == 0)
  #expect(map.negative == ScoredShare(count: 70, scored: 160, conversations: 200))
}

@Test("solved conversations that end negative are said, with their own base")
func solvedAndNegative() throws {
  let statement = try #require(map().statements().first { $0.kind == "solved" })
  #expect(statement.number("negative") == 40 && statement.number("solved") == 100 && statement.number("share") == 0.4)
  #expect(statement.impact == 40 && statement.certainty == .descriptive)
  let few = SentimentMap(cells: [Cell(.resolved, .negative, .stable): 29, Cell(.resolved, .positive, .stable): 99], conversations: 200)
  #expect(few.statements().isEmpty)
  #expect(SentimentMap(cells: [Cell(.resolved, .negative, .stable): 49], conversations: 49).statements().isEmpty)
}

@Test("an intent that ends negative more often is a finding, one that does less is not; assistants are told both ways")
func sentimentGroups() {
  var found = map()
  found.intents = groupShares([("Refund", 60, 100), ("Parcel", 10, 100), ("Size", 30, 100)])
  found.recovered = groupShares([("a", 70, 100), ("b", 20, 100)])
  found.spoiled = groupShares([("a", 40, 100), ("b", 10, 100)])
  let statements = found.statements()
  #expect(statements.map(\.kind) == ["intent", "spoiled", "recovered", "solved"])
  #expect(statements.map { $0.text("intent") ?? $0.text("assistant") ?? "" } == ["Refund", "a", "b", ""])
  #expect(statements.map(\.tone) == [.worse, .worse, .worse, .worse])
  // A third assistant makes them two findings.
  found.recovered = groupShares([("a", 70, 100), ("b", 20, 100), ("c", 45, 100)])
  #expect(found.statements().filter { $0.kind == "recovered" }.map(\.tone) == [.better, .worse])
  #expect(statements[0].number("rest") == 0.2 && statements[0].impact == 40)
}
