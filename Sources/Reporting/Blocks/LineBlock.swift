import Aggregation
import Charts
import Insights
import Notation
import Records

/// One measure over the days or weeks of the period, with the same weekdays before as a dashed line; or two to four measures.
struct LineBlock: FigureBlock {
  let block: Block
  let context: BlockContext
  let id: String

  func render() -> RenderedBlock {
    guard let metric = block.metrics.first else { return RenderedBlock(fragment: .empty, hasData: false) }
    let total = context.current(metric, filters)
    if total.value == nil, !total.isTooFew { return emptyCard(metric, total) }
    let byDay = block.dimensions.first?.id == "day"
    if byDay, days(metric).allSatisfy({ $0.estimate.value == nil }) {
      let reason = "All \(Measure(metric).inside) fall on a day that the data do not cover in full, so there is no day to draw."
      return emptyCard(metric.title, (total.value ?? 0) > 0 ? reason : "\(AbsenceWords.noData). There is no full day to draw.")
    }
    if byDay, !isThin(metric) { return block.metrics.count > 1 ? several(days(metric).map(\.day)) : daily(metric, total) }
    let weeks = context.figures.groups(block.metrics.map(\.id), by: "week", in: context.period, where: filters)
    return weekly(weeks, metric, total, isFallback: byDay)
  }

  /// True when most days have too little behind them to show a rate; then weeks are drawn.
  private func isThin(_ metric: Metric) -> Bool {
    guard metric.minimumSample > 1 else { return false }
    let series = days(metric)
    return series.count(where: { $0.estimate.isShowable }) * 2 < series.count
  }

  private func days(_ metric: Metric) -> [(day: CalendarDay, estimate: Estimate)] {
    context.figures.daily(metric.id, in: context.period, where: filters).filter { covers($0.day) }
  }

  private func covers(_ day: CalendarDay) -> Bool { context.days.contains(day) }

  private func shown(_ estimate: Estimate) -> Double? { estimate.isShowable ? estimate.value : nil }
}

extension LineBlock {
  /// Days back to the same weekday of the period before.
  private var shift: Int {
    switch context.period.kind {
    case .day, .week: 7
    case .month: 28
    case .quarter: 91
    case .year: 364
    }
  }

  private var earlierWords: String {
    switch context.period.kind {
    case .day, .week: "1 week earlier"
    default: "\(shift / 7) weeks earlier"
    }
  }

  private func daily(_ metric: Metric, _ total: Estimate) -> RenderedBlock {
    let series = context.figures.daily(metric.id, in: context.period, where: filters)
    let values = series.map { covers($0.day) ? shown($0.estimate) : nil }
    let previous = block.comparison == .none || !context.compares ? nil : earlier(metric, series.map(\.day))
    let points = axisPoints(series.map(\.day))
    var chart = LineChart(
      points: points, current: .init(PeriodWords.title(context.period, notation), values),
      previous: previous.map { .init(earlierWords, $0) }, format: context.format(metric.unit),
      caption: "\(metric.title) per day", axisTitle: "Day")
    let measure = Measure(metric)
    chart.startsAtZero = measure.isAdditive
    chart.hasArea = measure.isAdditive
    chart.emptyText = "no \(measure.inside) in \(context.periodWords)"
    let known = zip(series, points).filter { covers($0.0.day) }
    func point(_ item: ((day: CalendarDay, estimate: Estimate), AxisPoint)) -> LinePoint {
      LinePoint(label: item.1.label, value: shown(item.0.estimate), base: item.0.estimate.base)
    }
    let daily = DailySeries(series, covered: context.days)
    let peak = daily.peak
    let week = measure.isAdditive ? daily.busyWeek(firstWeekday: notation.locale.firstWeekday).map(written) : nil
    if measure.isAdditive, let peak, peak.isSpike || week != nil, let index = series.firstIndex(where: { $0.day == peak.day }) {
      chart.annotations = [Annotation(at: index, "on \(written(peak.day))")]
    }
    let marks = marks(series.map { $0.day..<$0.day.advanced(by: 1) })
    chart.annotations += marks.annotations
    let facts = LineFacts(
      measure: measure, points: known.map(point),
      step: Noun(singular: "day", plural: "days"), total: total.isShowable ? total.value : nil, change: context.change(metric, filters),
      levels: levels(daily), spike: known.first { peak?.isSpike == true && $0.0.day == peak?.day }.map(point), busyWeek: week,
      hasWeekends: points.contains(where: \.isShaded), periodWords: context.periodWords, notation: notation)
    let dashed = previous == nil ? "" : "; the dashed line is the same weekday \(earlierWords)"
    return card(
      chart.draw(id: id), title: LineWords.title(facts), subtitle: "\(metric.title) per day, \(context.periodWords)\(dashed)",
      reading: LineWords.reading(facts), extra: marks.note.map { [$0] } ?? [], metric: metric)
  }

  /// Events on the places of the axis; those of other assistants than the block's are left out.
  private func marks(_ places: [Range<CalendarDay>]) -> EventMarks {
    EventMarks(context.events, on: places, assistant: filters.first { $0.dimension == "assistant" }?.value, notation)
  }

  /// A step between two levels of working days.
  private func levels(_ series: DailySeries) -> LevelStep? {
    guard let shift = series.levelShift else { return nil }
    return LevelStep(
      lastBefore: written(shift.lastBefore), firstAfter: written(shift.firstAfter), before: shift.before, after: shift.after)
  }

  /// `14 Sep`.
  private func written(_ day: CalendarDay) -> String {
    let c = day.components
    return notation.day(c.year, c.month, c.day, style: .short)
  }

  /// `16 to 22 Feb`, `29 Sep to 5 Oct`.
  private func written(_ week: DailySeries.BusyWeek) -> WeekPeak {
    let last = week.days.upperBound.advanced(by: -1)
    let first = week.days.lowerBound
    let start = first.components.month == last.components.month ? "\(first.components.day)" : written(first)
    return WeekPeak(label: "\(start) to \(written(last))", mean: week.mean, others: week.others)
  }

  /// The same weekdays before; nil when nothing of that time is in the data.
  private func earlier(_ metric: Metric, _ days: [CalendarDay]) -> [Double?]? {
    guard let first = days.first, let last = days.last else { return nil }
    var known: [CalendarDay: Double] = [:]
    var period = Period(context.period.kind, containing: first.advanced(by: -shift))
    let end = last.advanced(by: -shift)
    while period.start <= end {
      if let covered = context.figures.coveredDays(period) {
        for entry in context.figures.daily(metric.id, in: period, where: filters) where covered.contains(entry.day) {
          known[entry.day] = shown(entry.estimate)
        }
      }
      period = period.next
    }
    let values = days.map { known[$0.advanced(by: -shift)] }
    // A line of this period's own first days is no comparison.
    let before = zip(days, values).contains { $0.0.advanced(by: -shift) < context.period.start && $0.1 != nil }
    return before ? values : nil
  }

  /// Labels of days; ticks on every day up to 8, on the first days of weeks up to 62, else on the first days of months.
  private func axisPoints(_ days: [CalendarDay]) -> [AxisPoint] {
    days.enumerated().map { index, day in
      let c = day.components
      let tick: String?
      if days.count <= 8 {
        tick = notation.day(c.year, c.month, c.day, style: .short)
      } else if days.count <= 62 {
        let isFirstOfWeek = day.weekday == notation.locale.firstWeekday
        // The first day too, unless a week begins so soon after it that one of both labels would go.
        let isLonelyStart = index == 0 && !days.prefix(4).contains { $0.weekday == notation.locale.firstWeekday }
        tick = isFirstOfWeek || isLonelyStart ? notation.day(c.year, c.month, c.day, style: .short) : nil
      } else {
        tick = c.day == 1 ? notation.month(c.year, c.month, style: .short) : nil
      }
      let isWeekend = days.count <= 62 && day.weekday >= 6
      return AxisPoint(notation.day(c.year, c.month, c.day, style: .weekday), tick: tick, isShaded: isWeekend)
    }
  }

  private func several(_ days: [CalendarDay]) -> RenderedBlock {
    let points = axisPoints(context.period.days)
    let series = block.metrics.map { metric in
      let values = context.figures.daily(metric.id, in: context.period, where: filters).map { covers($0.day) ? shown($0.estimate) : nil }
      return LineChart.Series(metric.shortTitle, values)
    }
    return lines(points, series, step: "day", marks: marks(context.period.days.map { $0..<$0.advanced(by: 1) }))
  }

  private func lines(
    _ points: [AxisPoint], _ series: [LineChart.Series], step: String, marks: EventMarks, extra: [String] = []
  ) -> RenderedBlock {
    guard let metric = block.metrics.first else { return RenderedBlock(fragment: .empty, hasData: false) }
    let names = PlainEnglish.list(block.metrics.map { PlainEnglish.inside($0.shortTitle) })
    var chart = MultiLine(
      points: points, series: series, format: context.format(metric.unit), caption: "\(PlainEnglish.sentence(names)) per \(step)",
      axisTitle: PlainEnglish.sentence(step))
    chart.annotations = marks.annotations
    let figure = chart.draw(id: id)
    let totals = block.metrics.compactMap { metric -> String? in
      let estimate = context.current(metric, filters)
      guard estimate.isShowable, let value = estimate.value else { return nil }
      return "\(PlainEnglish.inside(metric.shortTitle)) \(notation.text(value, metric.unit))"
    }
    let reading = totals.isEmpty ? figure.facts.sentence() : "Over \(context.periodWords): \(PlainEnglish.list(totals))."
    return card(
      figure, title: "\(PlainEnglish.sentence(names)), \(step) by \(step)", subtitle: "Per \(step), \(context.periodWords)",
      reading: reading, extra: extra + (marks.note.map { [$0] } ?? []), metric: metric)
  }
}

extension LineBlock {
  private func weekly(_ rows: [GroupRow], _ metric: Metric, _ total: Estimate, isFallback: Bool) -> RenderedBlock {
    var weeks = rows.filter { !$0.isMissing }
    // Weeks that an unfinished period has not reached are no gaps.
    if !context.comparison.isComplete {
      while let last = weeks.last, last.estimates.allSatisfy({ $0.base == 0 }) { weeks.removeLast() }
    }
    let measure = Measure(metric)
    if weeks.isEmpty { return emptyCard(metric, total) }
    if weeks.allSatisfy({ row in row.estimates.allSatisfy { !$0.isShowable } }) {
      return emptyCard(metric.title, "Too few. No week has enough \(measure.counted.plural) for a figure.")
    }
    let labels = weeks.map { context.weekLabel($0.group) }
    let points = zip(weeks, labels).map { AxisPoint($1 + ($0.group.isPartial ? ", part of a week" : ""), tick: $1) }
    var extra = isFallback ? ["Single days have too few \(measure.counted.plural) for a figure, so weeks are shown."] : []
    let marks = marks(
      weeks.map { row in
        let week = Period(id: row.group.key)
        return (week?.start ?? context.period.end)..<(week?.end ?? context.period.end)
      })
    if block.metrics.count > 1 {
      let series = block.metrics.enumerated().map { index, metric in
        LineChart.Series(metric.shortTitle, weeks.map { $0.estimates.at(index).flatMap(shown) })
      }
      return lines(points, series, step: "week", marks: marks, extra: extra)
    }
    extra += marks.note.map { [$0] } ?? []
    let values = weeks.map { $0.estimates.first.flatMap(shown) }
    var chart = LineChart(
      points: points, current: .init(PeriodWords.title(context.period, notation), values), format: context.format(metric.unit),
      caption: "\(metric.title) per week", axisTitle: "Week")
    chart.startsAtZero = measure.isAdditive
    chart.hasArea = measure.isAdditive
    chart.emptyText = "no \(measure.inside) in \(context.periodWords)"
    chart.annotations = marks.annotations
    let facts = LineFacts(
      measure: measure,
      points: zip(zip(weeks, labels), values).map { LinePoint(label: $0.1, value: $1, base: $0.0.estimates.first?.base ?? 0) },
      step: Noun(singular: "week", plural: "weeks"), total: total.isShowable ? total.value : nil, change: context.change(metric, filters),
      periodWords: context.periodWords, notation: notation)
    return card(
      chart.draw(id: id), title: LineWords.title(facts), subtitle: "\(metric.title) per week, \(context.periodWords)",
      reading: LineWords.reading(facts), extra: extra, metric: metric)
  }
}

extension Estimate {
  /// Too little behind it for a figure.
  var isTooFew: Bool { state == .tooFew }
}
