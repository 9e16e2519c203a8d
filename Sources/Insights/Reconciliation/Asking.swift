import Aggregation
import Notation
import Privacy
import Records

/// One question to the rows: a metric over the conversations of a window.
struct Ask: Hashable, Sendable {
  var metric: MetricID
  var filters: [Filter]
  var window: Range<Instant>
  var anchor: ConversationWindows.Anchor
  var vendor: Vendor
  var includesTests = false
}

/// Which number of an estimate is meant.
enum Aspect: Hashable, Sendable {
  case value, numerator
  /// The numerator over the value of another metric in the same window.
  case over(MetricID)
  /// The numerator over the numerator of another metric in the same window.
  case overNumerator(MetricID)
}

/// What a reported figure asks of the rows.
struct Meaning: Hashable, Sendable {
  var metric: MetricID
  var aspect: Aspect
  var filters: [Filter]
}

/// What reported figures mean in terms of the catalogue.
enum Meanings {
  /// Counts that the catalogue has as the numerator of a share.
  private static let numerators: [String: MetricID] = [
    "conversations_without_handoff": "out.deflection_rate", "eligible_conversations": "out.deflection_rate",
    "eligible_deflected": "out.deflection_rate", "total_scored_conversations": "dq.scored_coverage", "eligible": "out.deflection_rate",
  ]
  /// Dimensions whose members are labels of conversations: a count without a metric is a count of conversations.
  private static let labels: Set<String> = ["sentiment", "resources", "shift", "quality", "reason", "risk"]
  /// Dimensions of figures by the dimensions of the catalogue; those of equal name are left out.
  private static let dimensions: [String: DimensionID] = ["channel": "inbox", "action": "tool"]
  /// Metrics that count days or hours, or all the data: they have no meaning in a window.
  private static let unbound: Set<String> = ["vol.hourly_starts", "vol.per_day", "dq.undated"]

  /// The meaning of a figure; a reason when there is none.
  static func of(_ figure: ReportedFigure) -> Result<Meaning, Missing> {
    var filters: [Filter] = []
    if let dimension = figure.dimension {
      let id = dimensions[dimension] ?? DimensionID(rawValue: dimension)
      guard DimensionCatalogue.dimension(id) != nil, let member = figure.member else { return .failure(.init(.unknownCut)) }
      filters.append(Filter(id, member.string))
    }
    guard let name = figure.metric else {
      if figure.unit == .count, let dimension = figure.dimension, labels.contains(dimension) {
        return .success(Meaning(metric: "vol.conversations", aspect: .value, filters: filters))
      }
      guard figure.unit == .count, let metric = numerators[figure.quantity] else { return .failure(.init(.noMetric)) }
      return .success(Meaning(metric: metric, aspect: .numerator, filters: filters))
    }
    guard let metric = MetricCatalogue.metric(MetricID(rawValue: name)), !unbound.contains(name) else { return .failure(.init(.noMetric)) }
    // A share of a label says its label twice: in the metric and in the cut.
    if figure.unit != .count, let dimension = figure.dimension, labels.contains(dimension) { filters = [] }
    let isNumerator = figure.unit == .count && (metric.unit == .share || metric.unit == .points)
    return .success(Meaning(metric: metric.id, aspect: isNumerator ? .numerator : .value, filters: filters))
  }

  /// Why there is no meaning.
  struct Missing: Error {
    let reason: Incomparable
    init(_ reason: Incomparable) { self.reason = reason }
  }
}

extension Estimate {
  /// The number that is meant; a count over nothing is 0, everything else over nothing has none.
  func number(_ aspect: Aspect, isCount: Bool) -> Double? {
    switch aspect {
    case .value: value ?? (isCount && state == .unavailable(.noData) ? 0 : nil)
    case .numerator: numerator ?? (state == .unavailable(.noData) ? 0 : nil)
    case .over, .overNumerator: numerator
    }
  }
}
