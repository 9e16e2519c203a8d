import Aggregation
import Basics
import Charts
import Notation

/// The groups of a dimension now and before.
struct DumbbellBlock: FigureBlock {
  let block: Block
  let context: BlockContext
  let id: String

  private static let most = 10

  func render() -> RenderedBlock {
    guard let metric = block.metrics.first, let dimension = block.dimensions.first else {
      return RenderedBlock(fragment: .empty, hasData: false)
    }
    let total = context.current(metric, filters)
    let data = GroupData(metrics: [metric], by: dimension, filters: filters, context: context, compares: true)
    let measure = Measure(metric)
    let words = DimensionWords(dimension)
    let shown = data.sorted(block.order ?? .value).filter { $0.current.first?.isShowable == true }
    guard !shown.isEmpty else {
      if total.value == nil { return emptyCard(metric, total) }
      let why = data.named.isEmpty ? "The export names no \(words.singular)." : "No \(words.singular) has enough \(measure.counted.plural)."
      return emptyCard("\(metric.title) by \(words.singular)", why)
    }
    guard let previousName = context.previousWords, data.previousTotals != nil else {
      // Nothing to compare with: the same groups as a table with bars.
      return TableBlock(block: block, context: context, id: id).render()
    }
    let rows = Array(shown.prefix(min(block.limit ?? Self.most, Self.most)))
    let changes = rows.map(change)
    var chart = Dumbbell(
      rows: zip(rows, changes).map { row, change in chartRow(row, change, measure) }, beforeName: PlainEnglish.sentence(previousName),
      afterName: PeriodWords.title(context.period, notation), format: context.format(metric.unit),
      caption: "\(metric.title) by \(words.singular)", axisTitle: dimension.title)
    chart.noteTitle = "Base"
    chart.changeTitle = "Change"
    let facts = DumbbellFacts(
      measure: measure, dimension: words, groups: changes, previousWords: previousName, notation: notation)
    let hidden = data.named.count - rows.count
    let extra =
      hidden > 0
      ? ["\(hidden) more \(hidden == 1 ? words.singular : words.plural) not shown: smaller, or too few \(measure.counted.plural)."] : []
    return card(
      chart.draw(id: id), title: DumbbellWords.title(facts),
      subtitle: "\(metric.title) by \(words.singular), \(context.periodWords) and \(previousName)", reading: DumbbellWords.reading(facts),
      extra: extra, metric: metric)
  }

  private func change(_ row: GroupData.Row) -> GroupChange {
    let now = row.current.first
    let before = row.previous?.first
    return GroupChange(
      label: row.label, current: now?.isShowable == true ? now?.value : nil, previous: before?.isShowable == true ? before?.value : nil,
      isClear: row.judged?.isClear ?? false)
  }

  private func chartRow(_ row: GroupData.Row, _ change: GroupChange, _ measure: Measure) -> Dumbbell.Row {
    let base = row.current.first?.base ?? 0
    var words: String?
    var remark: String?
    if let current = change.current, let previous = change.previous {
      let facts = ChangeFacts(
        measure: measure, current: current, previous: previous, isClear: change.isClear, previousWords: "", notation: notation)
      words = ChangeWords.signed(facts) + (change.isClear ? "" : ", no clear change")
    } else {
      words = "not comparable"
      remark = row.previous?.first?.isTooFew == true ? "too few before" : "not there before"
    }
    return Dumbbell.Row(
      PlainEnglish.shortened(row.label), note: PlainEnglish.counted(Double(base), notation.text(Double(base), .count), measure.counted),
      before: change.previous, after: change.current, remark: remark, change: words)
  }
}
