import Aggregation
import Charts
import Insights
import Notation
import Records
import Statistics

/// Is this period unusual? One measure over the last periods, within the limits of usual variation from the periods before.
struct ControlBlock: FigureBlock {
  let block: Block
  let context: BlockContext
  let id: String

  func render() -> RenderedBlock {
    guard let metric = block.metrics.first else { return RenderedBlock(fragment: .empty, hasData: false) }
    let total = context.current(metric, filters)
    guard total.value != nil else { return emptyCard(metric, total) }
    let measure = Measure(metric)
    let values = context.history.map { value(metric, $0) }
    let noun = PeriodWords.noun(context.period.kind)
    let before = values.dropLast().compactMap { $0 }
    guard let usual = XmR(before) else {
      let known = PlainEnglish.counted(Double(before.count), notation.text(Double(before.count), .count), noun)
      return emptyCard(
        metric.title, "Not enough history. Limits of usual variation need \(XmR.minimumPoints) earlier \(noun.plural); there are \(known).")
    }
    let labels = context.history.map { PeriodWords.title($0, notation) }
    let lower = max(0, usual.lower)
    let upper = metric.unit == .share ? min(1, usual.upper) : usual.upper
    let points = zip(context.history, labels).map { period, label -> AxisPoint in
      let c = period.start.components
      return AxisPoint(label, tick: period.kind == .month ? notation.month(c.year, c.month, style: .short) : label)
    }
    var chart = ControlChart(
      points: points, values: values, name: measure.title, centre: usual.centre, lower: lower, upper: upper,
      format: context.format(metric.unit), caption: "\(metric.title) by \(noun.singular)", axisTitle: PlainEnglish.sentence(noun.singular))
    let known = values.indices.filter { values[$0] != nil }
    let signals = usual.signals(known.compactMap { values[$0] })
    for (index, signal) in zip(known, signals) { chart.signals[index] = Self.words(signal, noun) }
    let last = known.last == values.indices.last ? signals.last ?? XmR.Signal.none : nil
    func text(_ value: Double) -> String { notation.text(value, metric.unit) }
    let now = values.last.flatMap { $0 }.map { "\(labels[labels.count - 1]): \(text($0)). " } ?? ""
    return card(
      chart.draw(id: id), title: title(measure, last, noun),
      subtitle: "\(metric.title) per \(noun.singular); the band is mean \u{B1} 2.66 times the mean step of the \(noun.plural) before",
      reading: "\(now)Usual: \(text(lower)) to \(text(upper)), mean \(text(usual.centre)), from \(before.count) \(noun.plural) before.",
      metric: metric)
  }

  /// A part of a period is no point of a sum.
  private func value(_ metric: Metric, _ period: Period) -> Double? {
    if Measure(metric).isAdditive {
      let isWhole =
        period == context.period
        ? context.comparison.isComplete
        : PeriodComparison.make(period: period, figures: context.figures, dataUntil: nil).isComplete
      if !isWhole { return nil }
    }
    let estimate = context.figures.estimate(metric.id, in: period, where: filters)
    return estimate.isShowable ? estimate.value : nil
  }

  private static func words(_ signal: XmR.Signal, _ noun: Noun) -> String? {
    switch signal {
    case .none: nil
    case .above: "above the limits"
    case .below: "below the limits"
    case .runAbove: "\(XmR.runLength) \(noun.plural) or more above the mean"
    case .runBelow: "\(XmR.runLength) \(noun.plural) or more below the mean"
    }
  }

  private func title(_ measure: Measure, _ signal: XmR.Signal?, _ noun: Noun) -> String {
    switch signal {
    case nil: "\(measure.title), \(noun.singular) by \(noun.singular)"
    case XmR.Signal.none?: "\(measure.title): inside the usual variation"
    case .above?: "\(measure.title): above the usual variation"
    case .below?: "\(measure.title): below the usual variation"
    case .runAbove?: "\(measure.title): \(XmR.runLength) \(noun.plural) in a row above the mean"
    case .runBelow?: "\(measure.title): \(XmR.runLength) \(noun.plural) in a row below the mean"
    }
  }
}

/// Which days stood out in a year? One measure over the days of up to 53 weeks, as a calendar.
struct CalendarBlock: FigureBlock {
  let block: Block
  let context: BlockContext
  let id: String

  private static let least = 90
  private static let most = 53 * 7

  func render() -> RenderedBlock {
    guard let metric = block.metrics.first else { return RenderedBlock(fragment: .empty, hasData: false) }
    let end = context.days.upperBound
    let start = max(context.history.first?.start ?? context.period.start, end.advanced(by: -Self.most))
    var known: [CalendarDay: Double] = [:]
    for period in context.history where period.end > start {
      for (day, estimate) in context.figures.daily(metric.id, in: period, where: filters) where day >= start && day < end {
        if estimate.isShowable, let value = estimate.value { known[day] = value }
      }
    }
    let measure = Measure(metric)
    if known.isEmpty { return emptyCard(metric, context.current(metric, filters)) }
    guard known.count >= Self.least, let first = known.keys.min(), let peak = extreme(known, >), let low = extreme(known, <) else {
      let days = PlainEnglish.counted(
        Double(known.count), notation.text(Double(known.count), .count), Noun(singular: "day", plural: "days"))
      return emptyCard(metric.title, "Not enough history. A calendar needs \(Self.least) days with a value; there are \(days).")
    }
    let days = (first.ordinal..<end.ordinal).map(CalendarDay.init(ordinal:))
    var chart = CalendarMap(
      days: days.map { TimeAxis.Day($0.components.year, $0.components.month, $0.components.day) }, values: days.map { known[$0] },
      notation: notation, format: context.format(metric.unit), caption: "\(metric.title) per day")
    chart.emptyText = "no \(measure.inside)"
    func written(_ day: CalendarDay) -> String {
      let c = day.components
      return notation.day(c.year, c.month, c.day, style: .long)
    }
    func text(_ item: (day: CalendarDay, value: Double)) -> String { "\(notation.text(item.value, metric.unit)) on \(written(item.day))" }
    return card(
      chart.draw(id: id), title: "\(measure.title): most on \(written(peak.day))",
      subtitle: "\(metric.title) per day, \(PeriodWords.days(first..<end, notation)); weeks as columns, no square where there is no value",
      reading: "Highest: \(text(peak)). Lowest: \(text(low)).", isWide: block.width != .half, metric: metric)
  }

  /// The first day of the extreme value.
  private func extreme(_ known: [CalendarDay: Double], _ precedes: (Double, Double) -> Bool) -> (day: CalendarDay, value: Double)? {
    known.min { $0.value != $1.value ? precedes($0.value, $1.value) : $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
