import Aggregation
import Insights
import Notation
import Records
import Testing

@testable import Reporting

private let context = StatementContext(
  notation: Notation(locale: .en), periodWords: "March 2026", previousWords: "February", calendarYear: 2026,
  periodNoun: Noun(singular: "month", plural: "months"))

private func words(_ analysis: AnalysisID, _ kind: String, _ facts: [Fact]) -> String? {
  StatementWords.sentence(
    Statement(analysis, kind, facts: facts, impact: 1, certainty: .likely, tone: .worse), context
  )?.plain.replacing("\u{A0}", with: " ")
}

private let change: [Fact] = [
  Fact("metric", .metric("out.deflection_rate")), Fact("before", .number(0.64, .share)), Fact("now", .number(0.6117, .share)),
  Fact("change", .number(-0.0283, .points)), Fact("dimension", .name("intent")),
]

struct FindingTests {
  @Test("every analysis that speaks has words, and evidence on a page with a built-in section of that name")
  func complete() throws {
    for analysis in AnalysisCatalogue.all {
      #expect(StatementWords.templates[analysis.id] != nil, "\(analysis.id) has no words")
      let place = try #require(StatementWords.evidence[analysis.id], "\(analysis.id) has no evidence")
      let page = try #require(PageCatalogue.all.first { $0.slug == place.page }, "no page \(place.page)")
      let names = EmbeddedTexts.sections.filter { $0.path.hasPrefix("\(page.folder)/") }.map { path in
        String(path.path.dropFirst(page.folder.count + 1).dropLast(3).drop { $0.isNumber || $0 == "-" })
      }
      #expect(names.contains(place.section), "\(place.page) has no section \(place.section)")
    }
  }

  @Test("drivers: whose own rate, whose weight, and all against the whole")
  func drivers() {
    let group = [Fact("group", .name("billing")), Fact("contribution", .number(-0.032, .points))]
    let rate = words(
      .drivers, "rate", change + group + [Fact("group-before", .number(0.701, .share)), Fact("group-now", .number(0.62, .share))])
    #expect(
      rate
        == "Deflection rate fell 2.8 points since February; billing accounts for \u{2212}3.2 points: its own rate went from 70.1% to 62.0%."
    )
    let mix = words(
      .drivers, "mix", change + group + [Fact("share-before", .number(0.4, .share)), Fact("share-now", .number(0.5833, .share))])
    #expect(
      mix
        == "Deflection rate fell 2.8 points since February; the weight of billing accounts for \u{2212}3.2 points: 58.3% of conversations, "
        + "after 40.0%.")
    let simpson = words(
      .drivers, "simpson",
      change + [
        Fact("groups", .number(3, .count)), Fact("mix", .number(-0.0483, .points)), Fact("rate", .number(0.02, .points)),
      ])
    #expect(
      simpson
        == "Deflection rate fell 2.8 points since February although it rose in each of 3 intents: their mix adds \u{2212}4.8 points, their own "
        + "rates +2.0 points.")
    for sentence in [rate, mix, simpson] { #expect(PlainEnglish.wordCount(sentence ?? "") <= TitleLimit.sentence, "\(sentence ?? "")") }
  }

  @Test("versions: a difference with its interval, never a cause")
  func versions() throws {
    let day = try #require(CalendarDay(year: 2026, month: 3, day: 12))
    let facts: [Fact] = [
      Fact("assistant", .name("Booking bot")), Fact("version", .number(4, .count)), Fact("day", .day(day)),
      Fact("metric", .metric("out.deflection_rate")), Fact("adjusted", .number(-0.041, .points)), Fact("low", .number(-0.062, .points)),
      Fact("high", .number(-0.02, .points)), Fact("others", .number(0.003, .points)),
    ]
    #expect(
      words(.versionEffects, "changed", facts)
        == "Since v4 of Booking bot went live on 12 Mar, the deflection rate is 4.1 points lower for the same intents (95% interval "
        + "\u{2212}6.2 points to \u{2212}2.0 points). Other assistants: +0.3 points.")
    #expect(words(.versionEffects, "no-clear-change", facts)?.contains("no clear change") == true)
    #expect(words(.versionEffects, "unknown", facts) == nil)
  }

  @Test("topics: new, gone, and larger or smaller parts")
  func topics() {
    let facts: [Fact] = [
      Fact("intent", .name("refund")), Fact("now", .number(12, .count)), Fact("share-now", .number(0.12, .share)),
      Fact("share-before", .number(0.0286, .share)), Fact("periods", .number(3, .count)),
    ]
    #expect(words(.topicShift, "new", facts) == "refund is new: 12 conversations, none in the 3 months before.")
    #expect(
      words(.topicShift, "rising", facts) == "refund rose to 12.0% of conversations with an intent, from 2.9% in the 3 months before.")
    #expect(
      words(.topicShift, "gone", facts)
        == "Nobody asked about refund, which was 2.9% of conversations with an intent in the 3 months before.")
  }

  @Test("at most two findings of one analysis stand out while others are left, in the order of their rank")
  func variety() {
    func finding(_ rank: Int, _ analysis: AnalysisID, hasWords: Bool = true) -> PhrasedFinding {
      PhrasedFinding(
        rank: rank, statement: Statement(analysis, "x", facts: [], impact: 1, certainty: .likely, tone: .worse),
        sentence: hasWords ? RichSentence("x") : nil, link: nil)
    }
    let all = [
      finding(1, .drivers), finding(2, .drivers), finding(3, .drivers), finding(4, .topicShift, hasWords: false), finding(5, .topicShift),
    ]
    #expect(InsightBlock.shown(all, limit: 3).map(\.rank) == [1, 2, 5])
    #expect(InsightBlock.shown(all, limit: 9).map(\.rank) == [1, 2, 3, 5])
    #expect(all[0].tag.word == "Needs attention")
  }
}
