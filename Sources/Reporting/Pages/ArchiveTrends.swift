import Aggregation
import Charts
import Insights
import Markup
import Notation
import Records

/// The headline metrics over the last periods, one line chart each.
struct ArchiveTrends {
  let figures: Figures
  /// Oldest first.
  private let periods: [Point]
  let notation: Notation

  /// Periods shown.
  static let length = 13
  /// Fewer points are no trend.
  private static let least = 4
  private static let metrics: [MetricID] = [
    "vol.conversations", "out.resolution_rate_scored", "out.deflection_rate", "sen.negative", "lat.p50", "cost.per_conversation",
  ]

  /// A period on the axis; nil without a report, which is a gap.
  private struct Point {
    var period: Period
    var made: ComposedPeriod?
  }

  /// The last periods up to the latest report, those without a report included.
  init(figures: Figures, reports: [ComposedPeriod], notation: Notation) {
    self.figures = figures
    self.notation = notation
    var points: [Point] = []
    if let latest = reports.last, let first = reports.first {
      var period = latest.period
      while points.count < Self.length, first.period <= period {
        points.append(Point(period: period, made: reports.first { $0.period == period }))
        period = period.previous
      }
    }
    periods = points.reversed()
  }

  /// The cards; nil when there are too few periods.
  var fragment: Fragment? {
    guard periods.count >= Self.least else { return nil }
    let cards = Self.metrics.compactMap(MetricCatalogue.metric).compactMap(card)
    guard !cards.isEmpty else { return nil }
    var writer = MarkupWriter(capacity: 8192 * cards.count)
    writer.raw("<div class=\"cards two\">\n")
    for card in cards { writer.fragment(card) }
    writer.raw("</div>")
    return writer.finish()
  }

  private func value(_ metric: Metric, _ point: Point) -> Double? {
    // A part of a period is no point of a sum.
    guard let made = point.made, made.isComplete || !Measure(metric).isAdditive else { return nil }
    if metric.isMadeOfPrices, figures.priceCoverage(in: made.period)?.isTelling == false { return nil }
    let estimate = figures.estimate(metric.id, in: made.period)
    return estimate.isShowable ? estimate.value : nil
  }

  /// Nil when fewer than four periods have a value, or all have none of it or all of it: an unused field is no trend.
  private func card(_ metric: Metric) -> Fragment? {
    let measure = Measure(metric)
    let shown = periods
    let values = shown.map { value(metric, $0) }
    let known = values.compactMap { $0 }
    guard known.count >= Self.least, !known.allSatisfy({ $0 == 0 }), metric.unit != .share || !known.allSatisfy({ $0 == 1 }) else {
      return nil
    }
    let noun = PeriodWords.noun(shown[0].period.kind)
    let labels = shown.map { PeriodWords.title($0.period, notation) }
    let points = zip(shown, labels).map { point, label in
      AxisPoint(label, tick: point.period.kind == .month ? month(point.period) : label)
    }
    let id = "trend-\(metric.id.rawValue.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined())"
    let format = ValueFormat(
      unit: metric.unit, text: { [notation] in notation.text($0, metric.unit) }, axis: { [notation] in notation.axis($0, metric.unit) })
    var chart = LineChart(
      points: points, current: .init(measure.title, values), format: format, caption: "\(metric.title) by \(noun.singular)",
      axisTitle: PlainEnglish.sentence(noun.singular))
    chart.startsAtZero = measure.isAdditive
    chart.hasArea = measure.isAdditive
    let facts = TrendFacts(
      measure: measure, points: zip(labels, values).map { LinePoint(label: $0, value: $1, base: 0) }, noun: noun, notation: notation)
    let isCut = measure.isAdditive && shown.contains { $0.made?.isComplete == false }
    let note = isCut ? ["Only whole \(noun.plural) are shown."] : []
    return FigureCard(
      id: id, title: TrendWords.title(facts), subtitle: "\(metric.title) per \(noun.singular), \(labels[0]) to \(labels[labels.count - 1])",
      isWide: metric.id == "vol.conversations", figure: chart.draw(id: id), reading: TrendWords.reading(facts), notes: note, download: nil
    ).fragment
  }

  private func month(_ period: Period) -> String {
    let c = period.start.components
    return notation.month(c.year, c.month, style: .short)
  }
}
