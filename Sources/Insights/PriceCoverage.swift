import Aggregation
import Records

/// How many answers of the assistant have a stated price. A cost over fewer than half of them says little about the whole.
public struct PriceCoverage: Sendable, Hashable {
  /// Answers with a stated price, and all answers.
  public var priced, answers: Double

  /// From two counts.
  public init(priced: Double, answers: Double) {
    self.priced = priced
    self.answers = answers
  }

  /// Share of answers with a price; 1 without answers, where prices of anything else are all there is.
  public var share: Double { answers > 0 ? priced / answers : 1 }
  /// Fewer than half of the answers have a price.
  public var isThin: Bool { share < 0.5 }
}

extension Metric {
  /// True for costs: figures made of the prices that the export states.
  public var isMadeOfPrices: Bool {
    guard family == .cost, id != PriceCoverage.metric else { return false }
    if case .tokens = unit { return false }
    return true
  }
}

extension PriceCoverage {
  /// The metric that carries both counts.
  public static let metric: MetricID = "cost.covered_messages"
}

extension Figures {
  /// The coverage of prices; nil when it was not asked for or there are no messages to look at.
  public func priceCoverage(in period: Period, days: Range<CalendarDay>? = nil, where filters: [Filter] = []) -> PriceCoverage? {
    let estimate = estimate(PriceCoverage.metric, in: period, days: days, where: filters)
    guard let priced = estimate.numerator, let answers = estimate.denominator else { return nil }
    return PriceCoverage(priced: priced, answers: answers)
  }
}
