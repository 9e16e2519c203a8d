import Aggregation
import Insights
import Notation
import Records
import Statistics
import Testing

@testable import Insights
@testable import Reporting

/// Cards on sentiment, ratings, scores and cost, from results written by hand.
struct ValueCardTests {
  private func render(_ kind: String, _ id: AnalysisID, _ outcome: AnalysisOutcome) throws -> (html: String, section: RenderedSection) {
    var export = SmallExport()
    export.add(60)
    let method = AnalysisMethod(title: "", question: "", inputs: [], steps: [], guards: [])
    let made = try export.render("```insight\nkind: \(kind)\n```", analyses: [Analysis(id, method: method, run: { _ in outcome })])
    return (made.html.replacing("\u{A0}", with: " "), made.section)
  }

  private var context: StatementContext { StatementContext(notation: english, periodWords: "September 2026") }

  private var map: SentimentMap {
    typealias Cell = SentimentMap.Cell
    var made = SentimentMap(
      cells: [
        Cell(.resolved, .positive, .improved): 60, Cell(.resolved, .negative, .degraded): 40, Cell(.handedOff, .negative, .degraded): 30,
        Cell(.handedOff, .neutral, .stable): 20,
      ], conversations: 200)
    made.intents = groupShares([("Refund", 60, 100), ("Parcel", 10, 100)])
    made.recovered = groupShares([("a", 70, 100), ("b", 20, 100)])
    made.spoiled = groupShares([("a", 40, 100), ("b", 10, 100)])
    return made
  }

  private var found: Representativeness {
    let strata = [
      PostStratified.Stratum(all: 500, sampled: 100, successes: 90), PostStratified.Stratum(all: 500, sampled: 50, successes: 20),
    ]
    let rows = profile([ProfileRow(.sentiment, "positive", 110, of: 150, others: 340, of: 850)])
    return Representativeness(
      rated: .init(
        conversations: 1000, rated: 150, satisfied: 110, profile: rows, adjusted: PostStratified(strata),
        agreement: [[40, 10, 5], [8, 20, 7], [4, 6, 50]]),
      scoredProfile: profile([ProfileRow(.length, "short", 10, of: 699, others: 290, of: 301)]),
      shares: [.negative: ScoredShare(count: 130, scored: 699, conversations: 1000)])
  }

  private var costs: CostMap {
    let rows = (0..<28).flatMap { index in
      ["dear", "cheap"].map { name in
        CostMap.DayRow(
          name: name, day: CalendarDay(ordinal: 20_000 + index),
          sums: .init(conversations: 10, resolved: 4, weighted: 3, spend: name == "dear" ? 4 : 1 + Double(index % 3) * 0.1, waste: 0.5))
      }
    }
    let all = rows.reduce(CostMap.Sums()) { $0 + $1.sums }
    var made = CostMap(
      parts: [(.handedOff, 30, 100), (.error, 2, 10), (.silentFailure, 8, 50), (.success, all.spend - 40, 400), (.unknown, 0, 0)], all: all)
    made.intents = CostMap.groups(rows)
    return made
  }

  private var worth: ReturnOnCost {
    ReturnOnCost(
      minutes: .init(low: 4, base: 6, high: 8), hourly: .init(low: 20, base: 30, high: 40), reading: 1, monthlyHours: 140, resolved: 200,
      handoffs: 60, cost: 50, messages: 900)
  }

  @Test("every finding has a sentence of at most 25 words without a gap")
  func sentences() throws {
    var dear = costs
    dear.person = .init(low: 0.2, base: 0.5, high: 0.8)
    var noMoney = worth
    noMoney.hourly = nil
    let statements =
      map.statements() + found.statements() + costs.statements() + dear.statements() + worth.statements() + noMoney.statements()
    #expect(Set(statements.map(\.kind)).count >= 11)
    for statement in statements {
      let sentence = try #require(StatementWords.sentence(statement, context), "\(statement.kind)")
      #expect(PlainEnglish.wordCount(sentence.plain) <= 25, "\(sentence.plain)")
      #expect(sentence.plain.hasSuffix(".") && sentence.strongCount > 0)
    }
  }

  @Test("the matrix shows counts of each outcome, their shares, and the total last")
  func matrix() throws {
    let (html, section) = try render("sentiment-matrix", .sentiment, AnalysisOutcome(map, []))
    #expect(html.contains(">60 conversations improved, 70 got worse</h3>"))
    #expect(html.contains("70 of 150 scored conversations end negative; 70 of them got worse on the way."))
    #expect(section.tables[0].rows.reduce(0) { $0 + ($1[3].exact ?? 0) } == 150)
    let heat = try render("sentiment-outcomes", .sentiment, AnalysisOutcome(map, []))
    #expect(heat.html.contains(">Handed off: 60.0% end negative, most of all outcomes</h3>"))
  }

  @Test("assistants and intents stand against the rest, with the verdict in words")
  func groups() throws {
    let assistants = try render("sentiment-assistants", .sentiment, AnalysisOutcome(map, []))
    #expect(assistants.html.contains(">a spoils more conversations than the rest</h3>"))
    #expect(assistants.section.tables[0].rows.count == 4)
    let intents = try render("sentiment-intents", .sentiment, AnalysisOutcome(map, []))
    #expect(intents.html.contains(">Refund ends negative more often than the rest</h3>"))
  }

  @Test("ratings as given stand beside the weighted share, and labels beside ratings")
  func ratings() throws {
    let adjusted = try render("adjusted-satisfaction", .representativeness, AnalysisOutcome(found, []))
    #expect(adjusted.html.contains(">Weighted to all conversations, satisfaction is 8.3 points lower</h3>"))
    let agreement = try render("rating-agreement", .representativeness, AnalysisOutcome(found, []))
    #expect(agreement.html.contains(">Rating and sentiment label agree in 73.3%</h3>"))
    #expect(agreement.html.contains("9 conversations contradict the label") && agreement.html.contains("kappa 0.59"))
    var few = found
    few.rated = nil
    few.ratedShortfall = .tooFew(have: 12, need: 30, of: "rated conversations")
    let none = try render("rated-profile", .representativeness, AnalysisOutcome(few, []))
    #expect(none.html.contains("Too few rated conversations: 12 of the 30 it needs."))
  }

  @Test("bounds say what the unscored could make of a share")
  func bounds() throws {
    let (html, section) = try render("scored-bounds", .representativeness, AnalysisOutcome(found, []))
    #expect(html.contains(">Between 13.0% and 43.1% of all conversations end negative</h3>"))
    #expect(section.tables[0].rows[0].compactMap(\.exact) == [130, 699, 1000, 130.0 / 699, 0.13, 0.431])
  }

  @Test("cost is split into parts that add up; without stated people the card says what to add")
  func cost() throws {
    let split = try render("cost-split", .costMap, AnalysisOutcome(costs, []))
    #expect(split.section.tables[0].rows.count == 5)
    #expect(abs(split.section.tables[0].rows.reduce(0) { $0 + ($1[1].exact ?? 0) } - costs.all.spend) < 1e-9)
    let each = try render("cost-per-resolved", .costMap, AnalysisOutcome(costs, []))
    #expect(each.html.contains("What a person would cost is not configured"))
    #expect(each.html.contains(">dear costs more for each resolved conversation</h3>"))
  }

  @Test("the return says its assumptions, its band and where it breaks even; without minutes which key to add")
  func worthCard() throws {
    let (html, section) = try render("return-on-cost", .returnOnCost, AnalysisOutcome(worth, []))
    #expect(html.contains(">Worth more than it costs: net $520, as assumed</h3>"))
    #expect(html.contains("Stated by the project: 6 min"))
    #expect(section.tables[0].rows.count == 14)
    let none = try render(
      "return-on-cost", .returnOnCost, AnalysisOutcome(.notConfigured(key: "assumptions.roi.humanMinutesPerConversation")))
    #expect(none.html.contains("Not configured: it needs assumptions.roi.humanMinutesPerConversation in parlance.json."))
  }
}
