import Aggregation
import Insights
import Markdown
import Notation
import Privacy
import Records

@testable import Reporting

/// A few hundred conversations, written as facts: enough to see what a block makes of them.
struct SmallExport {
  struct Talk {
    var day: Int
    var month = 9
    var hour = 12
    var handoff: Bool? = false
    var inbox: String?
    var sentiment: String?
    var tags: [String] = []
    var messages: Int32 = 4
  }

  var talks: [Talk] = []

  /// `count` conversations spread over the days of a month.
  mutating func add(_ count: Int, month: Int = 9, days: ClosedRange<Int> = 1...30, _ change: (inout Talk, Int) -> Void = { _, _ in }) {
    let length = days.upperBound - days.lowerBound + 1
    for index in 0..<count {
      var talk = Talk(day: days.lowerBound + index % length, month: month)
      change(&talk, index)
      talks.append(talk)
    }
  }

  private func batch(_ lexicons: inout Lexicons) -> ConversationBatch {
    var batch = ConversationBatch()
    batch.count = talks.count
    for (index, talk) in talks.enumerated() {
      let date = CalendarDay(year: 2026, month: talk.month, day: talk.day)?.ordinal ?? 0
      let at = (Int64(date) * 86_400 + Int64(talk.hour) * 3600) * 1_000_000
      batch.identity.append(UInt64(index))
      batch.firstAt.append(at)
      batch.lastAt.append(at + 60_000_000)
      batch.flags.append(talk.handoff == nil ? .handoffUnknown : talk.handoff == true ? .handoff : [])
      batch.messageCount.append(talk.messages)
      batch.meanLatency.append(-1)
      batch.sentiment.append(code(&lexicons.sentiment, talk.sentiment))
      for column in [\ConversationBatch.resources, \.shift, \.quality, \.handoffReason, \.risk, \.assistant, \.version, \.model, \.intent] {
        batch[keyPath: column].append(-1)
      }
      batch.inbox.append(code(&lexicons.inbox, talk.inbox))
      batch.contact.append(0)
      batch.source.append(-1)
      batch.language.append(-1)
      batch.tokens.append(-1)
      for tag in talk.tags { batch.tags.values.append(code(&lexicons.tag, tag)) }
      batch.tags.offsets.append(Int32(batch.tags.values.count))
      batch.skills.offsets.append(0)
      batch.participants.offsets.append(0)
      batch.citedItems.offsets.append(0)
      batch.messages.offsets.append(0)
      batch.toolCalls.offsets.append(0)
    }
    batch.lexicons = lexicons
    return batch
  }

  private func code(_ lexicon: inout Lexicon, _ text: String?) -> Int32 {
    guard let text else { return -1 }
    return Array(text.utf8).withUnsafeBufferPointer { bytes in
      lexicon.code(for: bytes, redact: { Redactor().redact($0) })
    }
  }

  /// Figures of a catalogue.
  func figures(_ queries: [Query], _ catalogue: Catalogue) -> Figures {
    let plan = Plan(queries, settings: AggregationSettings(zone: .utc), catalogue: catalogue)
    var pass = AggregationPass(plan: plan)
    var lexicons = Lexicons()
    pass.consume(batch(&lexicons))
    pass.finish(lexicons)
    return Figures(pass.state, plan: plan)
  }

  /// The section rendered for a month of 2026.
  func render(
    _ source: String, month: Int = 9, dataUntil: CalendarDay? = nil, documents: Documents = Documents(), pinned: [Filter] = [],
    analyses: [Analysis] = []
  )
    throws -> (
      html: String, section: RenderedSection
    )
  {
    let document = try MarkdownDocument(parsing: source, file: "s.md")
    let blocks = try SectionBlocks(parsing: document)
    let coverage = Query(["dq.scored_coverage"])
    let plan = Plan(blocks.queries + [coverage], settings: AggregationSettings(zone: .utc))
    var pass = AggregationPass(plan: plan)
    var lexicons = Lexicons()
    pass.consume(batch(&lexicons))
    pass.finish(lexicons)
    let figures = Figures(pass.state, plan: plan, documents: documents)
    let period = Period(.month, containing: CalendarDay(year: 2026, month: month, day: 1) ?? CalendarDay(ordinal: 0))
    var context = BlockContext(
      figures: figures, documents: PeriodDocuments(documents, figures: figures, period: period, zone: .utc, published: [period]),
      comparison: .make(period: period, figures: figures, dataUntil: dataUntil),
      history: figures.periods.filter { $0 <= period }, notation: english, zone: "UTC", idPrefix: "t",
      dataLink: { "data/\($0).csv" })
    context.pinned = pinned
    context.analyses = PeriodAnalyses(
      AnalysisInput(figures: figures, comparison: context.comparison, history: context.history, documents: documents, zone: .utc), analyses)
    let section = blocks.render(document, in: context)
    return (section.fragment.string, section)
  }
}
