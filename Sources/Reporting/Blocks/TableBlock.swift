import Aggregation
import Charts
import Markup
import Notation

/// Groups as a table: the first metric with bars, share and change, further metrics as columns; "All other" and the total last.
struct TableBlock: FigureBlock {
  let block: Block
  let context: BlockContext
  let id: String

  private static let usualLimit = 8

  func render() -> RenderedBlock {
    guard let metric = block.metrics.first else { return RenderedBlock(fragment: .empty, hasData: false) }
    guard let dimension = block.dimensions.first else { return totalsOnly() }
    let total = context.current(metric, filters)
    if total.value == nil, !total.isTooFew, block.metrics.count == 1 { return emptyCard(metric, total) }
    let data = GroupData(
      metrics: block.metrics, by: dimension, filters: filters, context: context,
      compares: block.comparison == .previous && dimension.id != "day" && dimension.id != "week")
    let words = DimensionWords(dimension)
    if data.named.isEmpty {
      return emptyCard("\(metric.uncutShortTitle) by \(words.singular)", "The export names no \(words.singular) in \(context.periodWords).")
    }
    let layout = TableLayout(data: data, shown: shown(data), context: context)
    return isFigure ? figure(layout, data, words) : plain(layout, data, words)
  }

  private var isFigure: Bool { if case .chart = block.content { true } else { false } }

  /// The rows to show; a remainder of one row is shown instead of being called "All other".
  private func shown(_ data: GroupData) -> [GroupData.Row] {
    let sorted = data.sorted(block.order)
    let limit = block.limit ?? (data.dimension.order == .natural ? sorted.count : Self.usualLimit)
    return sorted.count <= limit + 1 ? sorted : Array(sorted.prefix(limit))
  }

  private func figure(_ layout: TableLayout, _ data: GroupData, _ words: DimensionWords) -> RenderedBlock {
    let facts = layout.facts(words)
    let metric = data.metrics[0]
    let card = TableCard(
      id: id, isWide: isWide || (block.width == nil && layout.needsWidth), title: block.title ?? RankingWords.title(facts),
      subtitle: "\(metric.uncutTitle) by \(words.singular), \(context.periodWords)\(context.restriction(filters))",
      table: layout.table(id: id, caption: "\(columnsCaption(data)) by \(words.singular)", isCaptionHidden: true),
      reading: [RankingWords.reading(facts), ShiftWords.sentence(layout.shiftFacts(words))].compactMap { $0 }.joined(separator: " "),
      notes: layout.remarks(words) + incomplete + notes, download: context.dataLink(id))
    return RenderedBlock(fragment: card.fragment, tables: [layout.published(id: id, title: "\(metric.uncutTitle) by \(words.singular)")])
  }

  /// Where the author asked for a comparison of groups and the period is not complete.
  private var incomplete: [String] {
    guard block.content == .chart(.dumbbell), !context.comparison.isComplete, context.previousPeriod != nil else { return [] }
    return ["Groups are compared with the \(PeriodWords.noun(context.period.kind).singular) before once this one is complete."]
  }

  private func plain(_ layout: TableLayout, _ data: GroupData, _ words: DimensionWords) -> RenderedBlock {
    let caption = block.title ?? "\(columnsCaption(data)) by \(words.singular), \(context.periodWords)\(context.restriction(filters))"
    let card = TableCard(
      id: id, isWide: isWide || (block.width == nil && layout.needsWidth), title: nil, subtitle: nil,
      table: layout.table(id: id, caption: caption), reading: ShiftWords.sentence(layout.shiftFacts(words)),
      notes: layout.remarks(words) + notes, download: context.dataLink(id))
    return RenderedBlock(fragment: card.fragment, tables: [layout.published(id: id, title: caption)])
  }

  private func columnsCaption(_ data: GroupData) -> String {
    data.metrics.count == 1
      ? data.metrics[0].uncutTitle : PlainEnglish.sentence(PlainEnglish.list(data.metrics.map { PlainEnglish.inside($0.uncutShortTitle) }))
  }

  /// Without a dimension: one row per metric.
  private func totalsOnly() -> RenderedBlock {
    let rows = block.metrics.map { metric -> (Metric, Estimate, String) in
      let estimate = context.current(metric, filters)
      let text = estimate.isShowable ? estimate.value.map { notation.text($0, metric.unit) } : nil
      return (metric, estimate, text ?? AbsenceWords.short(estimate.state))
    }
    let compares = block.comparison == .previous && context.previousPeriod != nil
    let changes = rows.map { compares ? Judged(context.compared($0.0, filters), $0.0, notation: notation) : nil }
    var columns = [DataColumn(title: "Metric", isNumeric: false), DataColumn(title: PeriodWords.title(context.period, notation))]
    if compares { columns.append(DataColumn(title: "vs \(context.previousWords ?? "")")) }
    let table = DataTable(
      id: id, caption: block.title ?? "Figures, \(context.periodWords)\(context.restriction(filters))", columns: columns,
      rows: zip(rows, changes).map { row, change in
        let value: DataCell = row.1.isShowable ? context.cell(row.2, row.1) : .muted(row.2)
        return DataRow(cells: [.text(row.0.title), value] + (compares ? [change?.cell ?? .empty] : []))
      })
    let published = PublishedTable(
      id: id, title: table.caption,
      columns: [.init(id: "metric", title: "Metric"), .init(id: "title", title: "Title"), .init(id: "value", title: "Value")],
      rows: rows.map { [.init($0.0.id.rawValue), .init($0.0.title), .init($0.2, $0.1.isShowable ? $0.1.value : nil)] })
    let card = TableCard(
      id: id, isWide: isWide, title: nil, subtitle: nil, table: table, reading: nil,
      notes: [context.mark(rows.map(\.1))].compactMap { $0 } + notes, download: context.dataLink(id))
    return RenderedBlock(fragment: card.fragment, tables: [published], hasData: rows.contains { $0.1.isShowable })
  }
}
