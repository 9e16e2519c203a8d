import Aggregation
import Insights
import Notation
import Records

extension InsightBlock {
  /// The headline figures, besides those with a target.
  static let comparedMetrics: [MetricID] = [
    "vol.conversations", "out.deflection_rate", "out.resolution_rate_scored", "sen.negative", "csat.score", "lat.p50",
    "cost.per_conversation",
  ]

  /// One figure with everything that it can be held against.
  private struct Compared {
    var metric: Metric
    var value: Estimate
    var before: Comparison
    var yearBefore: Comparison?
    var usual: TrailingMedian?
    var target: TargetResult?
  }

  /// Headline figures against the period before, last year, what is usual, and their targets.
  func comparisons() -> RenderedBlock {
    let caption = "Headline figures compared"
    let rows = comparedFigures
    let hasYear = context.yearComparison != nil
    let hasUsual = rows.contains { $0.usual != nil }
    let hasTargets = rows.contains { $0.target != nil }
    guard !rows.isEmpty, hasYear || hasUsual || hasTargets else {
      return emptyCard(caption, nothingToCompare)
    }
    let noun = PeriodWords.noun(context.period.kind)
    var columns = [DataColumn(title: "Figure", isNumeric: false), DataColumn(title: PeriodWords.title(context.period, notation))]
    if let before = context.previousWords { columns.append(DataColumn(title: "vs \(before)")) }
    if let year = context.yearComparison?.previous { columns.append(DataColumn(title: "vs \(PeriodWords.title(year, notation))")) }
    if hasUsual { columns.append(DataColumn(title: "vs the usual \(noun.singular)")) }
    if hasTargets { columns.append(DataColumn(title: "Target", isNumeric: false)) }
    var notes: [String] = []
    if let count = rows.compactMap({ $0.usual?.count }).max() {
      notes.append(
        "The usual \(noun.singular): the median of up to \(number(count)) \(noun.plural) before. Highest, lowest: beyond all of them.")
    }
    return card(
      InsightTable(
        title: ComparisonWords.title(rows.map { ($0.metric, $0.yearBefore, $0.usual) }, context, statementContext),
        subtitle: subtitle(caption),
        columns: columns, rows: rows.map { row($0, hasUsual: hasUsual, hasTargets: hasTargets) },
        reading: "Changes are judged at 95% with a correction for all rows of a column; a volume is never better or worse.", notes: notes,
        published: published(rows, caption), isWide: true))
  }

  private func subtitle(_ caption: String) -> String {
    context.comparison.isComplete
      ? "\(caption), \(context.periodWords)" : "\(caption), \(context.periodWords); changes over \(context.comparedWords)"
  }

  private var nothingToCompare: String {
    let have = context.history.count - 1
    let noun = PeriodWords.noun(context.period.kind)
    let known = PlainEnglish.counted(Double(have), number(have), noun)
    return
      "Not enough history: a usual \(noun.singular) needs \(number(TrailingMedian.shortest)) \(noun.plural) before, the data have \(known); "
      + "\(PeriodWords.title(context.period.yearBefore, notation)) has no report."
  }

  private var comparedFigures: [Compared] {
    let wanted = Set(Self.comparedMetrics).union(context.targets.map(\.metric))
    let metrics = context.figures.catalogue.metrics.filter { wanted.contains($0.id) }
    let shown = metrics.filter { metric in
      let estimate = context.current(metric, [])
      return estimate.isShowable && estimate.value != nil && context.thinPrices(metric, []) == nil
    }
    let before = correctedForMultiplicity(shown.map { context.compared($0, []) })
    let year = context.yearComparison.map { year in
      correctedForMultiplicity(shown.map { year.comparison(of: $0, figures: context.figures) })
    }
    return shown.enumerated().map { index, metric in
      let value = context.current(metric, [])
      return Compared(
        metric: metric, value: value, before: before[index], yearBefore: year?[index], usual: usual(metric, value),
        target: context.targets.first { $0.metric == metric.id }.map { TargetResult($0, value) })
    }
  }

  /// Nothing for a part of a period: its sums are smaller than those of whole ones.
  private func usual(_ metric: Metric, _ estimate: Estimate) -> TrailingMedian? {
    guard context.compares, let value = estimate.value, context.comparison.isComplete || !Measure(metric).isAdditive else { return nil }
    return TrailingMedian(value, earlier: context.comparison.history(of: metric, figures: context.figures, isShowable: true))
  }

  private func row(_ item: Compared, hasUsual: Bool, hasTargets: Bool) -> DataRow {
    let unit = item.metric.unit
    var cells: [DataCell] = [
      .text(Measure(item.metric).title), context.cell(notation.text(item.value.value ?? 0, unit), item.value),
    ]
    if context.previousWords != nil { cells.append(Judged(item.before, item.metric, notation: notation).cell) }
    if context.yearComparison != nil { cells.append(item.yearBefore.map { Judged($0, item.metric, notation: notation).cell } ?? .empty) }
    if hasUsual {
      cells.append(item.usual.map { .text(ComparisonWords.usual($0, item.metric, item.value.value ?? 0, notation)) } ?? .muted("too few"))
    }
    if hasTargets {
      cells.append(item.target.map { .text(PlainEnglish.sentence(TargetWords.note($0, item.metric, notation))) } ?? .empty)
    }
    return DataRow(cells: cells)
  }

  private func published(_ rows: [Compared], _ caption: String) -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    func value(_ value: Double?, _ unit: Unit) -> Cell { Cell(value.map { notation.text($0, unit) } ?? "", value) }
    func words(_ comparison: Comparison?, _ metric: Metric) -> Cell {
      Cell(comparison.map { Judged($0, metric, notation: notation).text } ?? "")
    }
    return PublishedTable(
      id: id, title: "\(caption), \(context.periodWords)",
      columns: [
        .init(id: "metric", title: "Metric"), .init(id: "title", title: "Title"), .init(id: "value", title: "Value"),
        .init(id: "previous", title: "Before"), .init(id: "previous_verdict", title: "Against before"),
        .init(id: "last_year", title: "Year before"), .init(id: "last_year_verdict", title: "Against the year before"),
        .init(id: "median", title: "Median of earlier periods"), .init(id: "median_periods", title: "Earlier periods", unit: .count),
        .init(id: "target", title: "Target"), .init(id: "target_status", title: "Target status"), .init(id: "unit", title: "Unit"),
      ],
      rows: rows.map { item in
        let unit = item.metric.unit
        return [
          Cell(item.metric.id.rawValue), Cell(item.metric.title), value(item.value.value, unit), value(item.before.previous?.value, unit),
          words(item.before, item.metric), value(item.yearBefore?.previous?.value, unit), words(item.yearBefore, item.metric),
          value(item.usual?.median, unit), value(item.usual.map { Double($0.count) }, .count), value(item.target?.target.value, unit),
          Cell(item.target.map(TargetWords.status) ?? ""), Cell(unit.name),
        ]
      })
  }
}
