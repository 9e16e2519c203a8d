import Aggregation
import Records

/// How many answers of the assistant have a stated price. A cost over fewer than half of them says little about the whole, and
/// one that is 0 everywhere says that prices are not kept.
public struct PriceCoverage: Sendable, Hashable {
  /// Answers with a stated price, and all answers.
  public var priced, answers: Double

  /// Sum of all stated prices.
  public var total: Double

  /// From two counts and a sum.
  public init(priced: Double, answers: Double, total: Double) {
    self.priced = priced
    self.answers = answers
    self.total = total
  }

  /// Share of answers with a price; 1 without answers, where prices of anything else are all there is.
  public var share: Double { answers > 0 ? priced / answers : 1 }
  /// Fewer than half of the answers have a price.
  public var isThin: Bool { share < 0.5 }
  /// Prices are stated, and every one of them is 0.
  public var isAllZero: Bool { priced > 0 && total == 0 }
  /// A verdict on costs has a ground.
  public var isTelling: Bool { !isThin && !isAllZero }
}

extension Metric {
  /// True for costs: figures made of the prices that the export states.
  public var isMadeOfPrices: Bool {
    guard family == .cost, id != "cost.covered_messages" else { return false }
    switch unit {
    // Time saved, also in months of a person, is made of outcomes.
    case .tokens, .duration: return false
    default: return id != "roi.fte"
    }
  }
}

extension PriceCoverage {
  /// The metrics that carry the counts and the sum.
  public static let metrics: [MetricID] = ["cost.covered_messages", "cost.total"]
}

extension Figures {
  /// The coverage of prices; nil when it was not asked for or there are no messages to look at.
  public func priceCoverage(in period: Period, days: Range<CalendarDay>? = nil, where filters: [Filter] = []) -> PriceCoverage? {
    let estimate = estimate("cost.covered_messages", in: period, days: days, where: filters)
    guard let priced = estimate.numerator, let answers = estimate.denominator else { return nil }
    let total = self.estimate("cost.total", in: period, days: days, where: filters).value ?? 0
    return PriceCoverage(priced: priced, answers: answers, total: total)
  }
}
