import Aggregation
import Charts
import Insights
import Markup
import Notation
import Records

/// A row of key figures.
struct KPIBlock: FigureBlock {
  let block: Block
  let context: BlockContext
  let id: String

  func render() -> RenderedBlock {
    // The period is named on the first card that compares; the others mean the same one.
    var namesPeriod = true
    let cards = block.metrics.map { metric in
      let made = card(metric, namesPeriod: namesPeriod)
      if made.comparesValues { namesPeriod = false }
      return made
    }
    var remark = block.note
    if remark == nil, cards.contains(where: { !$0.sparkline.isEmpty }) {
      let count = context.history.count
      let noun = PeriodWords.noun(context.period.kind).plural
      remark =
        "The small lines show the last \(count) \(noun), each on its own scale; the dot is "
        + "\(PeriodWords.title(context.period, notation))."
    }
    let row = KPIRow(cards: cards.map(\.card), remark: remark, download: context.dataLink(id))
    return RenderedBlock(fragment: row.fragment, tables: [table()], hasData: cards.contains { $0.hasNumber })
  }

  private func card(_ metric: Metric, namesPeriod: Bool) -> (card: KPICard, sparkline: Fragment, hasNumber: Bool, comparesValues: Bool) {
    let estimate = context.current(metric, filters)
    let measure = Measure(metric)
    let base = notation.text(Double(estimate.base), .count)
    let absence =
      context.thinPrices(metric, filters)
      ?? AbsenceWords.absence(estimate, counted: measure.counted, periodWords: context.periodWords, base: base)
    if let absence {
      let link = context.definitionLink(metric.id).map { (text: "How it is computed", address: $0) }
      let card = KPICard(label: measure.title, face: .none(status: absence.status), note: absence.reason, link: link)
      return (card, .empty, false, false)
    }
    let value = estimate.value ?? 0
    let written = notation.value(value, unit(metric, of: value), base: estimate.base)
    let sparkline = sparkline(metric)
    let compared = block.comparison == .none ? nil : context.compared(metric, filters)
    let (change, against, before) = deltaLine(metric, compared, namesPeriod: namesPeriod)
    let figure = KPICard.Figure(
      number: written.number, unit: written.unit, sparkline: sparkline, isSmallSample: estimate.state == .smallSample, change: change,
      against: against, isReported: estimate.isReported)
    let note = note(metric, estimate, compared)
    let card = KPICard(
      label: measure.title, definition: context.definitionLink(metric.id), face: .figure(figure), note: note, link: nil)
    return (card, sparkline, true, before != nil)
  }

  /// Sums of amounts without a currency are written whole when they are.
  private func unit(_ metric: Metric, of value: Double) -> Unit {
    metric.unit == .rate && Measure(metric).isSum && value.rounded() == value ? .count : metric.unit
  }

  /// Change and what it is against: `+8.1%` `vs 16,873 in August`.
  private func deltaLine(
    _ metric: Metric, _ compared: Comparison?, namesPeriod: Bool
  ) -> (change: DeltaText?, against: String?, before: Double?) {
    guard let compared else { return (nil, nil, nil) }
    switch compared.verdict {
    case .firstReport: return (nil, StatusWords.firstReport, nil)
    case .notComparable: return (Judged(compared, metric, notation: notation).delta, nil, nil)
    case .noData, .notConfigured: return (nil, nil, nil)
    case .tooFew where compared.delta == nil: return (Judged(compared, metric, notation: notation).delta, nil, nil)
    case .better, .worse, .changed, .noClearChange, .tooFew: break
    }
    guard let before = compared.previous?.value, let previousWords = context.previousWords else { return (nil, nil, nil) }
    let judged = Judged(compared, metric, notation: notation)
    let against = "vs \(notation.text(before, unit(metric, of: before)))" + (namesPeriod ? " in \(previousWords)" : "")
    return (judged.delta, against, before)
  }

  /// What stands behind the figure, and the change per day when the periods differ in length.
  private func note(_ metric: Metric, _ estimate: Estimate, _ compared: Comparison?) -> String? {
    var parts: [String] = []
    let measure = Measure(metric)
    if let behind = behind(metric, estimate, measure) { parts.append(behind) }
    // The figure holds part of one day more than what is compared: say what the change speaks about.
    if let compared, compared.delta != nil, !context.comparison.isComplete, let part = compared.current.value, part != estimate.value {
      parts.append("\(notation.text(part, metric.unit)) in \(context.comparedWords)")
    }
    if let compared, let perDay = compared.perDay, perDay.current > 0, perDay.previous > 0 {
      let value = notation.text(perDay.current, metric.unit == .count ? .rate : metric.unit)
      let change = notation.relative(current: perDay.current, previous: perDay.previous).text(period: "day")
      var length = ""
      if let counts = context.comparison.dayCounts, let words = context.previousWords {
        length = " (\(words) had \(counts.previous) days)"
      }
      parts.append(change.isEmpty ? "\(value) a day\(length)" : "\(value) a day, \(change)\(length)")
    } else if metric.unit == .count, isSumOfPeriod(metric), let value = estimate.value, context.days.count > 1, parts.isEmpty {
      parts.append("\(notation.text(value / Double(context.days.count), .rate)) a day")
    }
    if filters.isEmpty, let target = context.targets.first(where: { $0.metric == metric.id }) {
      parts.append(TargetWords.note(TargetResult(target, estimate), metric, notation))
    }
    if let compared, case .notComparable = compared.verdict, let reason = AbsenceWords.reason(compared.verdict, notation) {
      parts.append(reason)
    }
    if filters.isEmpty, !estimate.isReported, let other = context.reportedDifference(metric.id) {
      parts.append("\(other.vendor.name) reports \(notation.text(other.value, metric.unit))")
    }
    let words = parts.joined(separator: "; ")
    guard let attribution = context.attribution(estimate).map(PlainEnglish.sentence) else { return parts.isEmpty ? nil : words }
    return parts.isEmpty ? attribution : "\(attribution). \(words)"
  }

  private func isSumOfPeriod(_ metric: Metric) -> Bool {
    switch metric.expression {
    case .count, .items, .sum: true
    default: false
    }
  }

  /// `13,023 of 18,240 conversations`, `2,310 answers`.
  private func behind(_ metric: Metric, _ estimate: Estimate, _ measure: Measure) -> String? {
    if let numerator = estimate.numerator, let denominator = estimate.denominator, metric.unit == .share, numerator.rounded() == numerator {
      return "\(notation.text(numerator, .count)) of \(notation.text(denominator, .count)) \(measure.counted.plural)"
    }
    switch metric.unit {
    case .count, .tokens: return nil
    default: break
    }
    guard estimate.base > 0 else { return nil }
    if case .sumShare = metric.expression {
      guard let part = estimate.numerator, let all = estimate.denominator, let unit = MetricCatalogue.metric("cost.total")?.unit else {
        return nil
      }
      return "\(notation.text(part, unit)) of \(notation.text(all, unit))"
    }
    return "From " + PlainEnglish.counted(Double(estimate.base), notation.text(Double(estimate.base), .count), measure.counted)
  }

  private func sparkline(_ metric: Metric) -> Fragment {
    guard context.history.count >= 4, context.comparison.isComplete else { return .empty }
    let values = context.history.map { period -> Double? in
      let estimate = context.figures.estimate(metric.id, in: period, where: filters)
      return estimate.isShowable ? estimate.value : nil
    }
    return Sparkline(values, kind: sparklineKind(metric.unit)).draw() ?? .empty
  }

  private func sparklineKind(_ unit: Unit) -> Sparkline.Kind {
    switch unit {
    case .count, .tokens, .rate, .characters: .count
    case .share, .points: .share
    case .score: .rating
    case .duration, .money, .ratio: .amount
    }
  }

  /// The same figures for download.
  private func table() -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    let rows = block.metrics.map { metric -> [Cell] in
      let estimate = context.current(metric, filters)
      let before = block.comparison == .none ? nil : context.previous(metric, filters)
      func text(_ estimate: Estimate?) -> String {
        guard let estimate else { return "" }
        guard estimate.isShowable, let value = estimate.value else { return AbsenceWords.short(estimate.state) }
        return notation.text(value, metric.unit)
      }
      func exact(_ estimate: Estimate?) -> Double? { estimate?.isShowable == true ? estimate?.value : nil }
      return [
        Cell(metric.id.rawValue), Cell(metric.title), Cell(text(estimate), exact(estimate)), Cell(text(before), exact(before)),
        Cell(estimate.numerator.map { notation.text($0, .count) } ?? "", estimate.numerator),
        Cell(estimate.denominator.map { notation.text($0, .count) } ?? "", estimate.denominator),
        Cell(notation.text(Double(estimate.base), .count), Double(estimate.base)), Cell(metric.unit.name),
      ]
    }
    return PublishedTable(
      id: id, title: "Key figures, \(context.periodWords)",
      columns: [
        .init(id: "metric", title: "Metric"), .init(id: "title", title: "Title"), .init(id: "value", title: "Value"),
        .init(id: "previous", title: "Before"), .init(id: "numerator", title: "Numerator"),
        .init(id: "denominator", title: "Denominator"), .init(id: "base", title: "Base", unit: .count),
        .init(id: "unit", title: "Unit"),
      ], rows: rows)
  }
}
