import Aggregation
import Markdown
import Markup
import Records

/// A finished section: its markup, its numbers for download, and whether there was anything to say.
struct RenderedSection: Sendable {
  /// Prose and cards, to stand inside the section's grid.
  var fragment: Fragment
  /// The numbers of its figures and tables, in order.
  var tables: [PublishedTable]
  /// True when every block of the section came out without data; the page may leave the section out.
  var isWithoutData: Bool
  /// The first reason of a block without data, one sentence; nil when every block has some.
  var absence: String?
  /// Pages of their own.
  var pages: [SortedPage] = []
  /// Kinds of records that are shown.
  var shownRecords: Set<RecordKind> = []
}

/// A finished block.
struct RenderedBlock: Sendable {
  var fragment: Fragment
  var tables: [PublishedTable] = []
  /// False when there was nothing to draw and the card says so.
  var hasData = true
  /// Why there is nothing, one sentence.
  var absence: String?
  /// Pages of their own: the same table in other orders.
  var pages: [SortedPage] = []
  /// Kinds of records that are shown, for the data files.
  var shownRecords: Set<RecordKind> = []
}

/// A whole table on a page of its own, in one order.
struct SortedPage: Sendable {
  /// File name in the folder of the period.
  var fileName: String
  /// `Personas by score, highest first`.
  var heading: String
  /// Links to the other orders, and the table.
  var body: Fragment
}

extension SectionBlocks {
  /// Renders the section: Markdown with its blocks and live values filled in. Never fails: what has no data says so.
  func render(_ document: MarkdownDocument, in context: BlockContext) -> RenderedSection {
    var renderer = BlockRenderer(context: context)
    var tables: [PublishedTable] = []
    var drawn = 0
    var absence: String?
    var empty = 0
    var pages: [SortedPage] = []
    var shownRecords: Set<RecordKind> = []
    let fragment = document.render(
      idPrefix: "\(context.idPrefix)-",
      block: { directive in
        guard let block = block(directive) else { return .empty }
        let rendered = renderer.render(block)
        tables += rendered.tables
        pages += rendered.pages
        shownRecords.formUnion(rendered.shownRecords)
        if rendered.hasData { drawn += 1 } else { empty += 1 }
        if absence == nil { absence = rendered.absence }
        return rendered.fragment
      },
      inline: { directive in inline(directive).map { renderer.text($0) } ?? "" })
    return RenderedSection(
      fragment: fragment, tables: tables, isWithoutData: drawn == 0 && empty > 0, absence: absence, pages: pages,
      shownRecords: shownRecords)
  }

  /// True when at least one of the metrics that the section requires has a value, or when it requires none.
  func isAvailable(in context: BlockContext) -> Bool {
    requires.isEmpty || requires.contains { context.figures.estimate($0, in: context.period).value != nil }
  }

  /// Why the section is left out: the reasons of its required metrics, one sentence.
  func absence(in context: BlockContext) -> String? {
    for case let metric? in requires.map(context.figures.catalogue.metric) {
      let estimate = context.current(metric, [])
      let measure = Measure(metric)
      let base = context.notation.text(Double(estimate.base), .count)
      if let absence = AbsenceWords.absence(estimate, counted: measure.counted, periodWords: context.periodWords, base: base) {
        return "\(metric.title): \(PlainEnglish.inside(absence.status)). \(absence.reason)"
      }
    }
    return nil
  }
}

/// A card of words in place of a figure.
private struct StatedCard: FigureBlock {
  let block: Block
  let context: BlockContext
  let id: String
}

/// Turns blocks into markup, with ids that are unique on the page and the same in every build.
struct BlockRenderer {
  let context: BlockContext
  private var used: Set<String> = []

  init(context: BlockContext) { self.context = context }

  /// The card of a block.
  mutating func render(_ block: Block) -> RenderedBlock {
    let block = block.pinned(context.pinned)
    let id = newID(block)
    var rendered = draw(block, id)
    // Costs of a few answers make no picture of the whole; their numbers stay in the files.
    if block.content != .kpis, rendered.hasData, let metric = block.metrics.first,
      let thin = context.thinPrices(metric, block.filters)
    {
      let reason = "\(thin.status). \(thin.reason)"
      let download = rendered.tables.isEmpty ? nil : context.dataLink(id)
      let card = StatedCard(block: block, context: context, id: id).emptyCard(metric.title, reason, download: download)
      rendered.fragment = card.fragment
      rendered.hasData = false
      rendered.absence = card.absence
    }
    return rendered
  }

  private func draw(_ block: Block, _ id: String) -> RenderedBlock {
    switch block.content {
    case .kpis: return KPIBlock(block: block, context: context, id: id).render()
    case .table: return TableBlock(block: block, context: context, id: id).render()
    case .chart(.bars): return TableBlock(block: block, context: context, id: id).render()
    case .chart(.line): return LineBlock(block: block, context: context, id: id).render()
    case .chart(.heatmap): return HeatBlock(block: block, context: context, id: id).render()
    case .chart(.histogram): return HistogramBlock(block: block, context: context, id: id).render()
    case .chart(.stacked): return StackedBlock(block: block, context: context, id: id).render()
    case .chart(.steps): return StepsBlock(block: block, context: context, id: id).render()
    case .chart(.control): return ControlBlock(block: block, context: context, id: id).render()
    case .chart(.calendar): return CalendarBlock(block: block, context: context, id: id).render()
    case .chart(.dumbbell): return DumbbellBlock(block: block, context: context, id: id).render()
    case .records(let query): return RecordsBlock(block: block, query: query, context: context, id: id).render()
    case .reported(let query): return ReportedBlock(block: block, query: query, context: context, id: id).render()
    case .insight(let query): return InsightBlock(block: block, query: query, context: context, id: id).render()
    case .quotes(let query): return QuotesBlock(block: block, query: query, context: context, id: id).render()
    }
  }

  /// `per-day-vol-conversations`, then `…-2`.
  private mutating func newID(_ block: Block) -> String {
    let metric = block.metrics.first?.id.rawValue ?? block.content.stem
    let dimension = block.dimensions.map { "-\($0.id.rawValue)" }.joined()
    let name = "\(context.idPrefix)-\(metric)\(dimension)".map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
    var id = name
    var number = 2
    while !used.insert(id).inserted {
      id = "\(name)-\(number)"
      number += 1
    }
    return id
  }
}
