import Privacy
import Records
import Testing

@testable import Aggregation
@testable import Insights

/// The analyses of hand-offs, knowledge and tools over rows, each number counted by hand from the rows beside it.
struct CausesFromRowsTests {
  struct Row {
    var intent: Int32 = 0
    var handoff = false
    /// 0 negative, 1 neutral, 2 positive.
    var sentiment: Int32 = 1
    /// 0 irrelevant, 1 partial, 2 relevant.
    var resources: Int32 = -1
    /// 0 resolved, 1 partial, 2 actioned, 3 no response.
    var quality: Int32 = -1
    /// 0 policy, 1 user request, 2 frustration, 3 limit.
    var reason: Int32 = -1
    /// Calls of the one tool: did it work?
    var calls: [Bool] = []
    var cites: [Int32] = []
  }

  private func code(_ lexicon: inout Lexicon, _ text: String) -> Int32 {
    Array(text.utf8).withUnsafeBufferPointer { bytes in lexicon.code(for: bytes, redact: { Redactor().redact($0) }) }
  }

  private func input(_ rows: [Row], _ analyses: [Analysis]) throws -> AnalysisInput {
    var batch = ConversationBatch()
    var lexicons = Lexicons()
    let intents = ["refund", "parcel"].map { code(&lexicons.intent, $0) }
    let tool = code(&lexicons.tool, "track")
    batch.count = rows.count
    let day = try date("2026-03-10")
    for (index, row) in rows.enumerated() {
      let moment = Zone.utc.start(of: day).microseconds
      batch.identity.append(UInt64(index))
      batch.firstAt.append(moment)
      batch.lastAt.append(moment)
      batch.flags.append([.hasMessages, row.handoff ? .handoff : [], row.cites.isEmpty ? [] : .cited])
      batch.messageCount.append(4)
      batch.meanLatency.append(-1)
      batch.sentiment.append(row.sentiment)
      batch.resources.append(row.resources)
      batch.quality.append(row.quality)
      batch.handoffReason.append(row.reason)
      batch.intent.append(intents[Int(row.intent)])
      for path in [\ConversationBatch.shift, \.risk, \.assistant, \.version, \.inbox, \.model] { batch[keyPath: path].append(-1) }
      batch.contact.append(0)
      batch.source.append(-1)
      batch.language.append(-1)
      batch.tokens.append(-1)
      for path in [\ConversationBatch.tags, \.skills, \.participants] { batch[keyPath: path].offsets.append(0) }
      batch.citedItems.values += row.cites.map { code(&lexicons.item, "item \($0)") }
      batch.citedItems.offsets.append(Int32(batch.citedItems.values.count))
      batch.messages.offsets.append(0)
      for worked in row.calls {
        batch.toolCalls.tool.append(tool)
        batch.toolCalls.success.append(worked ? 1 : 0)
        batch.toolCalls.duration.append(-1)
        batch.toolCalls.at.append(moment)
      }
      batch.toolCalls.offsets.append(Int32(batch.toolCalls.tool.count))
    }
    let plan = Plan([], counts: analyses.flatMap(\.counts), settings: AggregationSettings(zone: .utc))
    var pass = AggregationPass(plan: plan)
    pass.consume(batch)
    pass.finish(lexicons)
    let figures = Figures(pass.state, plan: plan)
    let period = Period(.month, containing: day)
    return AnalysisInput(
      figures: figures, comparison: .make(period: period, figures: figures, dataUntil: nil), history: [period], documents: Documents(),
      zone: .utc)
  }

  private func many(_ n: Int, _ row: Row) -> [Row] { Array(repeating: row, count: n) }

  @Test("hand-offs of rows are shared out by reason, resources and calls")
  func budget() throws {
    let rows =
      many(100, Row(quality: 0)) + many(20, Row(handoff: true, reason: 0)) + many(10, Row(handoff: true, reason: 1, calls: [false]))
      + many(7, Row(handoff: true, resources: 0, reason: 3, calls: [true, false])) + many(6, Row(handoff: true, resources: 1, reason: 3))
      + many(5, Row(intent: 1, handoff: true, resources: 0, reason: 2)) + many(4, Row(handoff: true, resources: 2, reason: 3))
      + many(3, Row(handoff: true, sentiment: -1))
    let outcome = Analysis.handoffBudget.run(try input(rows, [.handoffBudget]))
    let made = try #require(outcome.result as? HandoffBudget)
    #expect(made.parts == [30, 7, 6, 5, 4, 0, 3])
    #expect(made.conversations == 155 && made.handoffs == 55 && made.toolsKnown == 55)
    #expect(
      made.reasons.map(\.intent) == ["refund", "parcel"] && made.reasons.map(\.reasons) == [[20, 10, 0, 17, 0, 3], [0, 0, 5, 0, 0, 0]])
    #expect(outcome.statements.map(\.kind) == ["budget"])
  }

  @Test("gaps read demand, judgement, harm and citations from rows")
  func gaps() throws {
    let rows =
      many(20, Row(resources: 0, quality: 1)) + many(8, Row(resources: 1, quality: 0, cites: [1])) + many(12, Row(resources: 2, quality: 0))
      + many(60, Row(quality: 0)) + many(29, Row(intent: 1, resources: 0, quality: 3))
    let made = try #require(Analysis.knowledgeGaps.run(try input(rows, [.knowledgeGaps])).result as? KnowledgeGaps)
    let gap = try #require(made.gaps.first)
    #expect(made.gaps.count == 1 && made.conversations == 129 && made.judged == 69)
    #expect(gap.counts.intent == "refund" && gap.counts.conversations == 100 && gap.counts.judged == 40)
    #expect(gap.rate == 0.6 && gap.counts.harmful == 20 && gap.kind == .missing)
    #expect(gap.counts.withMessages == 28 && gap.counts.cited == 8)
    #expect(made.points(gap) == 50.0 / 129)
  }

  @Test("a conversation with a failed call is exposed even where a later call worked; those without a call are on neither side")
  func harm() throws {
    let rows =
      many(25, Row(handoff: true, reason: 3, calls: [false, true])) + many(15, Row(quality: 0, calls: [false]))
      + many(10, Row(handoff: true, reason: 1, calls: [true])) + many(50, Row(quality: 0, calls: [true, true]))
      + many(40, Row(handoff: true, reason: 0))
    let made = try #require(Analysis.toolHarm.run(try input(rows, [.toolHarm])).result as? ToolHarm)
    let effect = try #require(made.effects.first { $0.outcome == .handedOff })
    #expect(effect.total == .init(25, 15, 10, 50))
    #expect(abs((effect.difference ?? 0) - (25.0 / 40 - 10.0 / 60)) < 1e-12 && effect.isClear && effect.strata == 1)
    #expect(made.effects.first { $0.outcome == .unresolved }?.total == .init(25, 15, 10, 50))
    #expect(made.effects.first { $0.outcome == .negative }?.total == .init(0, 40, 0, 60))
    #expect(made.conversations == 140 && made.known == 140 && made.called == 100)
  }

  @Test("cited items are held against the intents of all conversations that cite something")
  func items() throws {
    let rows =
      many(40, Row(handoff: true, reason: 3, cites: [1])) + many(20, Row(quality: 0, cites: [1, 2])) + many(80, Row(quality: 2, cites: [2]))
      + many(50, Row(handoff: true, reason: 3)) + many(9, Row(sentiment: -1, cites: [1]))
    let made = try #require(Analysis.knowledgeItems.run(try input(rows, [.knowledgeItems])).result as? KnowledgeItems)
    #expect(made.items.map(\.title) == ["item 1", "item 2"])
    #expect(made.items.map(\.bad) == [40, 0] && made.items.map(\.of) == [60, 100])
    #expect(abs(made.items[0].expected - 60 * 40.0 / 140) < 1e-9 && made.items[0].isDistinct)
  }

  @Test("without the fields that it needs an analysis names them")
  func missing() throws {
    let analyses: [Analysis] = [.handoffBudget, .knowledgeGaps, .knowledgeItems]
    let input = try input(many(200, Row(sentiment: -1)) + many(60, Row(handoff: true)), analyses)
    #expect(
      analyses.map { $0.run(input).shortfall } == [
        .notInData(field: "handoff_reason"), .notInData(field: "resources_label"), .notInData(field: "citations of items"),
      ])
    #expect(Analysis.toolHarm.run(try self.input(many(9, Row()), [.toolHarm])).shortfall == .nothingFound)
  }
}
