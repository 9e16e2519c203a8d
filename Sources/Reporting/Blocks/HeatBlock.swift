import Aggregation
import Charts
import Insights
import Notation

/// Weekday × hour: the average of each hour of the week.
struct HeatBlock: FigureBlock {
  let block: Block
  let context: BlockContext
  let id: String

  func render() -> RenderedBlock {
    guard let metric = block.metrics.first else { return RenderedBlock(fragment: .empty, hasData: false) }
    let cells = context.figures.cross(metric.id, by: "weekday", "hour", in: context.period, where: filters)
    let total = context.current(metric, filters)
    if cells.isEmpty || total.value == nil { return emptyCard(metric, total) }
    var values = [[Double?]](repeating: [Double?](repeating: nil, count: 24), count: 8)
    var sums = [[Double]](repeating: [Double](repeating: 0, count: 24), count: 8)
    for cell in cells {
      guard let weekday = Int(cell.first.key), let hour = Int(cell.second.key), (1...7).contains(weekday), (0..<24).contains(hour)
      else { continue }
      values[weekday][hour] = cell.estimate.isShowable ? cell.estimate.value : nil
      sums[weekday][hour] = cell.estimate.numerator ?? Double(cell.estimate.base)
    }
    let order = (0..<7).map { (notation.locale.firstWeekday - 1 + $0) % 7 + 1 }
    let rows = order.map { values[$0] }
    let measure = Measure(metric)
    let facts = HeatFacts(
      measure: Measure(title: heading(metric), unit: measure.unit, counted: measure.counted),
      busiest: busiestHour(cells.filter(\.estimate.isShowable)), sums: isPlainCount(metric) ? Array(sums[1...]) : [], notation: notation)
    var chart = HeatMap(
      rows: order.map { notation.weekday($0) }, columns: HeatMap.hours(), values: rows, format: context.format(metric.unit),
      caption: metric.title + " by weekday and hour", axisTitle: "Hour")
    chart.emptyText = "no \(measure.counted.plural)"
    return card(
      chart.draw(id: id), title: HeatWords.title(facts), subtitle: subtitle(metric), reading: HeatWords.reading(facts),
      isWide: block.width != .half, metric: metric)
  }

  private func heading(_ metric: Metric) -> String {
    isPlainCount(metric) ? PlainEnglish.sentence(Measure(metric).counted.plural) : metric.shortTitle
  }

  private func isPlainCount(_ metric: Metric) -> Bool {
    switch metric.expression {
    case .perHour, .count: true
    default: false
    }
  }

  private func subtitle(_ metric: Metric) -> String {
    let what: String
    if case .perHour = metric.expression {
      what = "Average number of conversations started per hour"
    } else {
      what = metric.title
    }
    return "\(what), by weekday, \(context.periodWords), \(context.zone) time"
  }
}
