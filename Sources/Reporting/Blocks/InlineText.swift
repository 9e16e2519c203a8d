import Aggregation
import Insights
import Notation

extension BlockRenderer {
  /// A live value as text; where there is none, the word why.
  func text(_ value: InlineValue) -> String {
    let metric = value.metric
    let notation = context.notation
    let estimate = context.current(metric, context.pinned)
    func written(_ number: Double?, _ unit: Unit, _ estimate: Estimate) -> String {
      guard estimate.isShowable, let number else { return AbsenceWords.short(estimate.state) }
      return notation.text(number, unit) + (context.attribution(estimate).map { " (\($0))" } ?? "")
    }
    switch value.field {
    case .value: return written(estimate.value, metric.unit, estimate)
    case .base: return notation.text(Double(estimate.base), .count)
    case .numerator: return estimate.numerator.map { notation.text($0, Self.partUnit(metric)) } ?? AbsenceWords.short(estimate.state)
    case .denominator: return estimate.denominator.map { notation.text($0, .count) } ?? AbsenceWords.short(estimate.state)
    case .interval:
      guard estimate.isShowable, let interval = estimate.interval else { return "no interval" }
      return "\(notation.text(interval.low, metric.unit)) to \(notation.text(interval.high, metric.unit))"
    case .previous:
      guard let previous = context.previous(metric, context.pinned) else { return "no earlier figure" }
      return written(previous.value, metric.unit, previous)
    case .delta:
      let judged = Judged(context.compared(metric, context.pinned), metric, notation: notation)
      return judged.change ?? PlainEnglish.inside(judged.status)
    case .verdict: return PlainEnglish.inside(StatusWords.status(context.compared(metric, context.pinned).verdict))
    }
  }

  /// What the upper part of a ratio counts.
  private static func partUnit(_ metric: Metric) -> Unit {
    switch metric.unit {
    case .share, .points, .rate, .ratio: .count
    default: metric.unit
    }
  }
}
