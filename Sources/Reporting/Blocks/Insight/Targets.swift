import Aggregation
import Charts
import Insights
import Notation

extension InsightBlock {
  /// Figures of the period with their targets, in the order of the catalogue.
  private var judgedTargets: [(result: TargetResult, metric: Metric)] {
    context.figures.catalogue.metrics.compactMap { metric in
      context.targets.first { $0.metric == metric.id }.map { (TargetResult($0, context.current(metric, [])), metric) }
    }
  }

  /// Each target as a bar against its mark.
  func targets() -> RenderedBlock {
    let caption = "Targets"
    let items = judgedTargets
    // A project without targets has no section of them.
    guard !items.isEmpty else { return RenderedBlock(fragment: .empty, hasData: false) }
    let chart = Bullet(
      rows: items.map { item in
        let value = item.result.isMet == nil ? nil : item.result.estimate.value
        return Bullet.Row(
          Measure(item.metric).title, value: value, valueText: value.map { notation.text($0, item.metric.unit) },
          target: item.result.target.value, targetText: TargetWords.wanted(item.result.target, item.metric, notation),
          wantsLess: item.result.target.side == .atMost, isShare: item.metric.unit == .share, status: TargetWords.status(item.result),
          isMet: item.result.isMet, remark: item.result.isWithinChance ? TargetWords.withinChance : nil)
      }, period: context.periodWords, caption: caption)
    let figure = FigureCard(
      id: id, title: block.title ?? TargetWords.title(items.map(\.result), notation),
      subtitle:
        "\(PlainEnglish.sentence(context.periodWords)) (bar) against the target (upright mark); a stronger background is further from it",
      isWide: block.width.map { $0 == .wide } ?? false, figure: chart.draw(id: id), reading: TargetWords.reading(items, notation),
      notes: withinChanceNotes(items.map(\.result)) + notes, download: context.dataLink(id))
    return RenderedBlock(fragment: figure.fragment, tables: [published(items, caption)])
  }

  private func withinChanceNotes(_ results: [TargetResult]) -> [String] {
    results.contains(where: \.isWithinChance) ? ["Within chance: the 95% interval of the figure holds the target."] : []
  }

  private func published(_ items: [(result: TargetResult, metric: Metric)], _ caption: String) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    return PublishedTable(
      id: id, title: "\(caption), \(context.periodWords)",
      columns: [
        .init(id: "metric", title: "Metric"), .init(id: "title", title: "Title"), .init(id: "value", title: "Value"),
        .init(id: "side", title: "Wanted"), .init(id: "target", title: "Target"), .init(id: "status", title: "Status"),
        .init(id: "within_chance", title: "Within chance"), .init(id: "unit", title: "Unit"),
      ],
      rows: items.map { item in
        let value = item.result.isMet == nil ? nil : item.result.estimate.value
        return [
          Cell(item.metric.id.rawValue), Cell(item.metric.title), Cell(value.map { notation.text($0, item.metric.unit) } ?? "", value),
          Cell(item.result.target.side.rawValue), Cell(notation.text(item.result.target.value, item.metric.unit), item.result.target.value),
          Cell(TargetWords.status(item.result)), Cell(item.result.isWithinChance ? "true" : "false"), Cell(item.metric.unit.name),
        ]
      })
  }
}
