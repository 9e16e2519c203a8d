import Aggregation
import Insights
import Notation
import Records
import Testing

@testable import Reporting

private func words(_ kind: String, _ facts: [Fact]) -> String? {
  let context = StatementContext(
    notation: Notation(locale: .en), periodWords: "February 2010", previousWords: nil, calendarYear: 2010)
  return StatementWords.sentence(
    Statement(.anomalies, kind, facts: facts, impact: 1, certainty: .likely, tone: .neutral), context
  )?.plain.replacing("\u{A0}", with: " ")
}

@Suite("Words about days that differ")
struct AnomaliesWordsTests {
  @Test("a day: the value, and what is usual for its weekday")
  func day() throws {
    let day = try #require(CalendarDay("2010-02-06"))
    #expect(
      words(
        "day",
        [
          Fact("metric", .metric("vol.conversations")), Fact("day", .day(day)), Fact("value", .number(242, .count)),
          Fact("expected", .number(106.5, .count)),
        ]) == "Conversations on Sat 6 Feb: 242, where 107 is usual for a Saturday.")
    #expect(
      words(
        "day",
        [
          Fact("metric", .metric("out.handoff_rate")), Fact("day", .day(day)), Fact("value", .number(0.31, .share)),
          Fact("expected", .number(0.182, .share)),
        ]) == "Hand-off rate on Sat 6 Feb: 31.0%, where 18.2% is usual for a Saturday.")
  }

  @Test("a new level: since when, and from what to what")
  func level() throws {
    let from = try #require(CalendarDay("2010-02-08"))
    #expect(
      words(
        "level",
        [
          Fact("metric", .metric("vol.conversations")), Fact("from", .day(from)), Fact("before", .number(612.2, .rate)),
          Fact("after", .number(751.4, .rate)),
        ]) == "Conversations are on a new level since 8 Feb: 751 a day, 612 before.")
    #expect(
      words(
        "level",
        [
          Fact("metric", .metric("err.rate")), Fact("from", .day(from)), Fact("before", .number(0.01, .share)),
          Fact("after", .number(0.08, .share)),
        ]) == "Error rate is on a new level since 8 Feb: 8.0%, 1.0% before.")
    #expect(words("other", []) == nil)
  }
}
