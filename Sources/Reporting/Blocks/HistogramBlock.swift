import Aggregation
import Charts
import Notation

/// How the values behind a metric are spread, with the median and the 90 % line.
struct HistogramBlock: FigureBlock {
  let block: Block
  let context: BlockContext
  let id: String

  func render() -> RenderedBlock {
    guard let metric = block.metrics.first else { return RenderedBlock(fragment: .empty, hasData: false) }
    let values = context.figures.histogram(metric.id, in: context.period, where: filters)
    let count = values.reduce(0) { $0 + $1.count }
    if count == 0 { return emptyCard(metric, context.current(metric, filters)) }
    let scale = Self.scale(metric)
    let median = Self.quantile(values, 0.5).map { $0 * scale }
    let ninetieth = Self.quantile(values, 0.9).map { $0 * scale }
    let counted = Measure(metric).counted
    let shown = Self.axisUnit(metric)
    var references: [Histogram.Reference] = []
    if let median {
      let text = notation.text(median, shown)
      references.append(.init(median, "half within \(text)", short: "half: \(text)"))
    }
    if let ninetieth, count >= 10 {
      let text = notation.text(ninetieth, shown)
      references.append(.init(ninetieth, "nine in ten within \(text)", short: "90%: \(text)"))
    }
    var chart = Histogram(
      distribution: values.map { (Double($0.value) * scale, $0.count) }, references: references, format: context.format(shown),
      countFormat: context.format(.count), shareFormat: context.format(.share),
      caption: "Distribution: \(PlainEnglish.inside(name(metric)))",
      axisTitle: name(metric), countTitle: PlainEnglish.sentence(counted.plural))
    chart.axisCaption = PlainEnglish.inside(name(metric))
    let figure = chart.draw(id: id)
    let facts = HistogramFacts(
      metricID: metric.id.rawValue, measure: Measure(title: name(metric), unit: shown, counted: counted), unit: shown, median: median,
      ninetieth: ninetieth, count: count, overflow: overflow(figure.table), notation: notation)
    return card(
      figure, title: HistogramWords.title(facts),
      subtitle: "\(PlainEnglish.sentence(counted.plural)) by \(PlainEnglish.inside(name(metric))), \(context.periodWords)",
      reading: HistogramWords.reading(facts), metric: metric)
  }

  /// The last bin when it is the one of everything above.
  private func overflow(_ twin: TableTwin) -> (count: Int, from: String)? {
    guard let last = twin.rows.last, let label = last.first?.text, label.hasPrefix("over "), let count = last.at(1)?.exact else {
      return nil
    }
    return (Int(count), String(label.dropFirst(5)))
  }

  /// The measure without "median" or "90% line".
  private func name(_ metric: Metric) -> String {
    switch metric.distributed {
    case .messageCount: "Messages per conversation"
    case .duration: "Duration"
    case .response: "Response time"
    case .conversationLatency: "Mean response time of the conversation"
    case .firstResponse: "Time to the first answer"
    case .conversationCost: "Cost of a conversation"
    case .toolDuration: "Duration of a call"
    case .activeDuration: "Duration without pauses"
    case .handoffTurn: "User messages up to the hand-off"
    case .handoffDelay: "Time to the hand-off"
    case .userCharacters: "Length of a user message"
    default: metric.title.split(separator: ",").first.map(String.init) ?? metric.title
    }
  }

  /// Unit of the axis: whole messages instead of means.
  private static func axisUnit(_ metric: Metric) -> Unit {
    metric.distributed == .messageCount || metric.distributed == .handoffTurn ? .count : metric.unit
  }

  /// Amounts are counted in millionths of a dollar.
  private static func scale(_ metric: Metric) -> Double { metric.distributed == .conversationCost ? 1e-6 : 1 }

  /// Type 7 over values with counts, ascending.
  private static func quantile(_ values: [(value: Int, count: Int)], _ p: Double) -> Double? {
    let count = values.reduce(0) { $0 + $1.count }
    guard count > 0 else { return nil }
    let rank = p * Double(count - 1)
    func value(at index: Int) -> Double {
      var seen = 0
      for entry in values {
        seen += entry.count
        if index < seen { return Double(entry.value) }
      }
      return Double(values.last?.value ?? 0)
    }
    let low = Int(rank)
    let lower = value(at: low)
    return lower + (rank - Double(low)) * (value(at: min(count - 1, low + 1)) - lower)
  }
}
