import Aggregation
import Insights
import Notation
import Records
import Statistics
import Testing

@testable import Insights
@testable import Reporting

/// Cards on hand-offs, knowledge and tools, from results written by hand.
struct CauseCardTests {
  private func render(_ kind: String, _ id: AnalysisID, _ outcome: AnalysisOutcome) throws -> (html: String, section: RenderedSection) {
    var export = SmallExport()
    export.add(60)
    let method = AnalysisMethod(title: "", question: "", inputs: [], steps: [], guards: [])
    let made = try export.render("```insight\nkind: \(kind)\n```", analyses: [Analysis(id, method: method, run: { _ in outcome })])
    return (made.html.replacing("\u{A0}", with: " "), made.section)
  }

  private func rows(_ html: String) -> [[String]] {
    html.matches(of: /<tr[^>]*>(.*?)<\/tr>/.dotMatchesNewlines()).map { row in
      row.1.matches(of: /<t[hd][^>]*>(.*?)<\/t[hd]>/.dotMatchesNewlines()).map { cell in
        String(cell.1).replacing(/<svg.*?<\/svg>/.dotMatchesNewlines(), with: "~").replacing(/<[^>]+>/, with: "")
      }
    }
  }

  private var budget: HandoffBudget {
    var made = HandoffBudget(conversations: 2000, parts: [60, 10, 20, 30, 15, 0, 40], toolsKnown: 100)
    made.minutes = Assumptions.Band(low: 4, base: 6, high: 10)
    made.intents = groupShares([("Refund", 60, 100), ("Parcel", 15, 100), (nil, 2, 9)])
    made.reasons = [
      .init(intent: "Refund status of an order that was sent back", reasons: [9, 8, 7, 60, 0, 0]),
      .init(intent: "Parcel", reasons: [5, 0, 0, 1, 0, 0]), .init(intent: nil, reasons: [0, 0, 0, 0, 0, 40]),
    ]
    return made
  }

  @Test("the budget shares out all hand-offs, with points, bounds and people's time, and the total last")
  func budgetCard() throws {
    let (html, section) = try render("handoff-budget", .handoffBudget, AnalysisOutcome(budget, []))
    #expect(html.contains(">75 of 135 hand-offs with a reason count as avoidable</h3>"))
    let rows = rows(html)
    #expect(rows[1] == ["Justified: policy, or asked for a person", "60", "~", "34%", "3.0", "–", "6.0"])
    #expect(rows[4] == ["Tone: frustration, no failed call", "30", "~", "17%", "1.5", "3.5", "3.0"])
    #expect(rows.last == ["All hand-offs", "175", "", "100%", "8.8", "", "17.5"])
    #expect(rows.count == 8, "a part without hand-offs has no row")
    #expect(
      html.contains(
        "Avoidable hand-offs are 3.8 points of the deflection rate; with all 40 hand-offs without a reason it would be 5.8 points."))
    #expect(html.contains("Whether a tool call failed is known for 100 of 175 hand-offs."))
    let table = try #require(section.tables.first)
    #expect(table.rows.count == HandoffBudget.Part.allCases.count)
    #expect(table.rows.reduce(0) { $0 + ($1[2].exact ?? 0) } == 175)
    #expect(table.rows[1].map(\.exact) == [nil, nil, 10, 10.0 / 175, 0.005, 0.025, 2_400_000, 3_600_000, 6_000_000])
  }

  @Test("without stated minutes there is no column of time")
  func budgetWithoutTime() throws {
    var plain = budget
    plain.minutes = nil
    let (html, section) = try render("handoff-budget", .handoffBudget, AnalysisOutcome(plain, []))
    #expect(!html.contains("People"))
    #expect(section.tables[0].rows.allSatisfy { $0[6...8].allSatisfy { $0.exact == nil } })
  }

  @Test("groups stand against the rest with the verdict in words; small ones are pooled")
  func groups() throws {
    let (html, _) = try render("avoidable-handoffs", .handoffBudget, AnalysisOutcome(budget, []))
    #expect(html.contains(">Hand-offs of Refund are avoidable more often</h3>"))
    let rows = rows(html)
    #expect(rows[1] == ["Intent"])
    #expect(rows[2] == ["Refund", "60%", "60 of 100", "50.2% to 69.1%", "~", "16%", "Clearly more"])
    #expect(rows[3].last == "Clearly less" && rows[4] == ["All other", "too few", "2 of 9", "", "", "38%", "–"])
  }

  @Test("a reason that no intent has is no column, names stand in full above their cells, and the twin has every number")
  func heat() throws {
    let (html, section) = try render("reason-intents", .handoffBudget, AnalysisOutcome(budget, []))
    #expect(html.contains(">Most hand-offs: Refund status of an order that was … (84)</h3>"))
    #expect(html.contains("1 of 2 intents makes 93.3% of the hand-offs with an intent."))
    #expect(html.contains("40 hand-offs without an intent are left out."))
    let rows = rows(html)
    #expect(rows[0] == ["Reason", "Refund status of an order that was sent back (84)", "Parcel (6)"], "the longer side runs down")
    #expect(rows[1] == ["Policy", "9", "5"] && rows[4] == ["Limit of the assistant", "60", "1"] && rows.count == 5)
    #expect(section.tables[0].rows.last?.map(\.exact) == [nil, 0, 0, 0, 0, 0, 40, 40])
  }

  @Test("an analysis without a result says why in one sentence")
  func shortfalls() throws {
    let few = try render("handoff-budget", .handoffBudget, AnalysisOutcome(.tooFew(have: 12, need: 30, of: "hand-offs with a reason")))
    #expect(few.html.contains("Too few hand-offs with a reason: 12 of the 30 it needs."))
    #expect(few.section.tables.isEmpty)
    let none = try render("tool-harm", .toolHarm, AnalysisOutcome(.notInData(field: "tool calls of conversations")))
    #expect(none.html.contains("No data: no export has tool calls of conversations."))
  }

  @Test("gaps stand with demand, rate, harm, kind and bound; what is not judged is counted")
  func gaps() throws {
    func counts(_ intent: String, _ conversations: Int, _ judged: Int, _ irrelevant: Int, _ harmful: Int) -> KnowledgeGaps.Counts {
      .init(
        intent: intent, words: [intent.lowercased()], conversations: conversations, judged: judged, irrelevant: irrelevant, partial: 0,
        harmful: harmful, withMessages: irrelevant, cited: 0)
    }
    let result = KnowledgeGaps(
      [counts("Refund", 300, 100, 40, 20), counts("Parcel", 200, 50, 0, 0), counts("Size", 90, 4, 4, 4)],
      unused: [("Refunds explained", ["explained", "refunds"])], conversations: 1000)
    let (html, section) = try render("knowledge-gaps", .knowledgeGaps, AnalysisOutcome(result, []))
    #expect(html.contains(">Largest knowledge gap: Refund</h3>"))
    let rows = rows(html)
    #expect(rows[1].prefix(7) == ["Refund", "300", "40%", "30.9% to 49.8%", "100", "20 of 40", "Unused"])
    #expect(rows[1].last == "6.0" && rows[2][6] == "–")
    #expect(
      html.contains(
        "Closing the first gap could give at most 6.0 points of resolution. Resources are judged in 154 of 1,000 conversations."))
    #expect(html.contains("1 intent with 30 or more conversations has fewer than 10 judged ones and no rank."))
    #expect(html.contains("Items that nobody cites: Refund: Refunds explained."))
    #expect(section.tables[0].rows.map { $0[11].text } == ["unused", "", "unscored"])
  }

  @Test("a failed tool stands beside the same tool when it worked, in points, with coverage and what is too small")
  func harm() throws {
    func cells(_ tool: String, _ counts: [(Int, Int)]) -> [ToolHarm.Cell] {
      counts.enumerated().map { .init(tool: tool, intent: "i\($0)", counts: [($1.0, $1.1), (0, 0), (0, 0)]) }
    }
    let result = ToolHarm(
      failed: cells("track", [(12, 40), (6, 40), (9, 20)]) + cells("rare", [(1, 3)]),
      worked: cells("track", [(20, 160), (15, 260), (30, 120)]), conversations: 2000, known: 1500, called: 900)
    let (html, section) = try render("tool-harm", .toolHarm, AnalysisOutcome(result, []))
    #expect(html.contains(">More conversations are handed off when track fails</h3>"))
    let rows = rows(html)
    #expect(rows[1] == ["track"])
    #expect(rows[2] == ["Handed off", "27% of 100", "12% of 540", "14.6", "5.6 to 23.5", "~", "15.0", "15", "Clearly more"])
    #expect(rows.count == 3)
    #expect(html.contains("About 15 conversations more stand behind the largest one: track, handed off."))
    #expect(html.contains("Tool calls are known for 1,500 of 2,000 conversations; 900 called a tool."))
    #expect(html.contains("1 tool with a failed call has too few conversations of either kind (30 and 30)."))
    #expect(section.tables[0].rows.count == 6)
  }

  @Test("items stand with expected, lift and interval; dead ones with their periods")
  func items() throws {
    var result = KnowledgeItems()
    result.items = KnowledgeItems.items(
      [("Refund rules", [.init(intent: "a", bad: 60, of: 100)]), ("Sizes", [.init(intent: "a", bad: 20, of: 100)])],
      citing: [.init(intent: "a", bad: 120, of: 400)])
    result.dead = [.init(title: "Old fees", base: "Help", periods: 3), .init(title: "Gifts", base: nil, periods: 1)]
    result.citations = [9, 1, 0, 0]
    result.listedPeriods = 4
    let (html, section) = try render("knowledge-items", .knowledgeItems, AnalysisOutcome(result, []))
    #expect(html.contains(">Conversations that cite Refund rules end badly more often</h3>"))
    #expect(rows(html)[1] == ["Refund rules", "60 of 100", "60%", "55%", "30.0", "2.0", "1.7 to 2.3", "~", "Clearly more"])
    #expect(section.tables[0].rows[1].last?.text == "true")
    let dead = try render("dead-items", .knowledgeItems, AnalysisOutcome(result, []))
    #expect(dead.html.contains(">1 item without a citation for 3 periods or more</h3>"))
    #expect(rows(dead.html)[1] == ["Old fees", "Help", "3"] && rows(dead.html)[2] == ["Gifts", "no data", "1"])
    #expect(dead.html.contains("2 of 4 items with listed citations have none in September 2026. Gini coefficient: 0.70."))
  }

  @Test("every statement of these analyses has a sentence of at most 25 words with its numbers in it")
  func sentences() throws {
    let context = StatementContext(notation: english, periodWords: "September 2026", previousWords: nil)
    var statements = budget.statements()
    for parts in [[60, 40, 0, 0, 0, 0, 4], [60, 0, 40, 0, 0, 0, 4], [60, 0, 0, 0, 40, 0, 0]] {
      statements += HandoffBudget(conversations: 900, parts: parts, toolsKnown: 9).statements()
    }
    for kind in KnowledgeGaps.Kind.allCases {
      let gap = Statement(
        .knowledgeGaps, kind.rawValue,
        facts: [
          Fact("intent", .name("Where is the refund for my returned order?")), Fact("judged", .number(150, .count)),
          Fact("rate", .number(0.4, .share)), Fact("harmful", .number(31, .count)),
          Fact("item", .name("Refunds and what they need to be paid")),
        ], impact: 9, certainty: .likely, tone: .worse)
      statements.append(gap)
    }
    for outcome in ToolHarm.Outcome.allCases {
      for more in [true, false] {
        let sign = more ? 1.0 : -1
        statements.append(
          Statement(
            .toolHarm, "\(outcome.rawValue)-\(more ? "more" : "less")",
            facts: [
              Fact("tool", .name("track_parcel")), Fact("intents", .number(3, .count)), Fact("difference", .number(sign * 0.146, .points)),
              Fact("low", .number(more ? 0.056 : -0.235, .points)), Fact("high", .number(more ? 0.235 : -0.056, .points)),
            ], impact: 15, certainty: .likely, tone: .worse))
      }
    }
    var result = KnowledgeItems()
    result.items = KnowledgeItems.items(
      [("Rules", [.init(intent: "a", bad: 60, of: 100)])], citing: [.init(intent: "a", bad: 120, of: 400)])
    result.dead = [.init(title: "Old", base: nil, periods: 3)]
    result.citations = [1, 0]
    statements += result.statements()
    for statement in statements {
      let sentence = try #require(StatementWords.sentence(statement, context), "\(statement.analysis) \(statement.kind)")
      #expect(PlainEnglish.wordCount(sentence.plain) <= 25, "\(sentence.plain)")
      #expect(sentence.strongCount > 0 && sentence.plain.hasSuffix("."))
      #expect(StatementWords.evidence[statement.analysis] != nil)
    }
    let plain = statements.compactMap { StatementWords.sentence($0, context)?.plain.replacing("\u{A0}", with: " ") }
    #expect(
      plain.contains(
        "75 of 135 hand-offs with a reason count as avoidable: 3.8 points of the deflection rate, at most 5.8 points with those without a reason."
      ))
    #expect(
      plain.contains(
        "When track_parcel fails, 14.6 points fewer conversations are handed off than when it works, within the same intents (95%: 5.6 to 23.5)."
      ))
    #expect(plain.contains("1 of 2 listed items had no citation in each of the last 3 periods."))
  }

  @Test(
    "few groups that make most of the whole are counted; an even spread is said as such",
    arguments: [
      ([50, 20, 10, 10, 10], "2 of 5 intents make 70.0% of the hand-offs."), ([90, 5, 5], "1 of 3 intents makes 90.0% of the hand-offs."),
      ([10, 10, 10], "The hand-offs spread over 3 intents; the largest has 33.3%."), ([7], "All hand-offs are of 1 intent."),
    ])
  func concentration(amounts: [Int], expected: String) {
    let context = StatementContext(notation: english, periodWords: "", previousWords: nil)
    #expect(ConcentrationWords.sentence(amounts, "intent", of: "hand-offs", context).replacing("\u{A0}", with: " ") == expected)
  }
}
