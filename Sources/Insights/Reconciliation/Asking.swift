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
  /// Only records of this configured source; nil for conversations, which know their vendor.
  var source: String?
  var includesTests = false

  /// The expression over records that answers it; nil for figures of conversations.
  var records: RecordExpression? {
    if case .records(let expression)? = MetricCatalogue.metric(metric)?.expression { expression } else { nil }
  }
}

extension Instant {
  /// Years 1 to 9999: beyond them nothing is a date, and sums of moments cannot overflow within.
  static let dates = Instant(seconds: -62_135_596_800)..<Instant(seconds: 253_402_300_800)

  /// A moment later (or earlier), within the years 1 to 9999.
  func advanced(microseconds: Int64) -> Instant {
    let (sum, isOver) = self.microseconds.addingReportingOverflow(microseconds)
    let moment = isOver ? (microseconds > 0 ? Self.dates.upperBound : Self.dates.lowerBound) : Instant(microseconds: sum)
    return min(max(moment, Self.dates.lowerBound), Self.dates.upperBound)
  }
}

/// Which number of an estimate is meant.
enum Aspect: Hashable, Sendable {
  case value, numerator
  /// The quantile as the smallest value with at least the wanted part of all at or below it, without interpolation.
  case nearestRank
  /// The value, plus that of the conversations to which the dimension says nothing.
  case withUnstated(DimensionID)
  /// The numerator, plus the conversations to which the dimension says nothing, over all conversations.
  case unstatedOverAll(DimensionID)
  /// The value, plus the conversations that a coverage leaves out, whatever the dimension says.
  case withUnscored(DimensionID, MetricID)
  /// The numerator and the denominator of a share, each plus the conversations that a coverage leaves out.
  case shareWithUnscored(MetricID)
  /// What lies outside of what was counted: always 0.
  case nothing
  /// The sum of the values (or numerators) of these tools.
  case tools([String], numerator: Bool)
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
  /// Counts that the catalogue has as the numerator of a share, by the vendor's name.
  private static let numerators: [String: MetricID] = [
    "conversations_without_handoff": "out.deflection_rate", "eligible_conversations": "out.deflection_rate",
    "eligible_deflected": "out.deflection_rate", "eligible": "out.deflection_rate", "total_scored_conversations": "dq.scored_coverage",
    "positive_count": "csat.score", "positive": "csat.score", "negative_count": "csat.dsat", "negative": "csat.dsat",
    "neutral_count": "csat.neutral", "neutral": "csat.neutral",
  ]
  /// The same, where only one kind of body means calls that conversations hold.
  private static let callNumerators: [String: MetricID] = [
    "successful_calls": "tool.success_rate", "success_count": "tool.success_rate",
  ]
  /// Dimensions whose members are labels of conversations: a count without a metric is a count of conversations.
  static let labels: Set<String> = ["sentiment", "resources", "shift", "quality", "reason", "risk"]
  /// The dimension whose labels a share is about, by the beginning of its id; the longest comes first.
  private static let dimensionsOfShares: [(prefix: String, dimension: DimensionID)] = [
    ("sen.shift_", "shift"), ("sen.", "sentiment"), ("out.dq_", "quality"), ("hof.reason_", "reason"), ("kb.", "resources"),
    ("out.recontact_risk_", "risk"),
  ]

  /// The dimension whose label a share is about; nil for other metrics.
  static func dimension(ofShare metric: Metric) -> DimensionID? {
    guard metric.unit == .share, case .share = metric.expression else { return nil }
    return dimensionsOfShares.first { metric.id.rawValue.hasPrefix($0.prefix) }?.dimension
  }

  /// Metrics that count days or hours, or all the data: they have no meaning in a window.
  private static let unbound: Set<String> = ["vol.hourly_starts", "vol.per_day", "dq.undated"]

  /// The meaning of a figure; a reason when there is none.
  static func of(_ figure: ReportedFigure, in body: DocumentBody) -> Result<Meaning, Missing> {
    guard let (metric, aspect) = metric(figure, body) else { return .failure(.init(.noMetric)) }
    if case .reported = metric.expression { return .failure(.init(.onlyReported)) }
    // Days, topics and agents come from the same bodies as the figures: to compare them would prove nothing.
    if case .records(let expression) = metric.expression, [.days, .topics, .inboxAgents].contains(expression.kind) {
      return .failure(.init(.onlyReported))
    }
    var filters: [Filter] = []
    if let dimension = figure.dimension, !(figure.unit != .count && labels.contains(dimension)) {
      guard let id = self.dimension(dimension, of: metric), let member = figure.member else { return .failure(.init(.unknownCut)) }
      filters.append(Filter(id, member.string))
    }
    return .success(Meaning(metric: metric.id, aspect: aspect, filters: filters))
  }

  /// The dimension of the catalogue by which the rows behind a metric are cut; nil when they cannot be.
  static func dimension(_ name: String, of metric: Metric) -> DimensionID? {
    var isOfRecords = false
    if case .records = metric.expression { isOfRecords = true }
    // Conversations know the channel as their inbox.
    let id = DimensionID(rawValue: !isOfRecords && name == "channel" ? "inbox" : name)
    guard let dimension = DimensionCatalogue.dimension(id), isOfRecords || dimension.isOfConversations else { return nil }
    return id
  }

  private static func metric(_ figure: ReportedFigure, _ body: DocumentBody) -> (Metric, Aspect)? {
    if let name = figure.metric {
      guard let metric = MetricCatalogue.metric(MetricID(rawValue: name)), !unbound.contains(name) else { return nil }
      if figure.unit == .count && (metric.unit == .share || metric.unit == .points) { return (metric, .numerator) }
      return sort(figure.unit) == sort(metric.unit) ? (metric, .value) : nil
    }
    guard figure.unit == .count else { return nil }
    if let dimension = figure.dimension, labels.contains(dimension) {
      return MetricCatalogue.metric("vol.conversations").map { ($0, .value) }
    }
    if figure.dimension == "rating" { return MetricCatalogue.metric("csat.rated").map { ($0, .value) } }
    let isCalls = body.kind.contains("api-tool")
    let id = numerators[figure.quantity] ?? (isCalls ? callNumerators[figure.quantity] : nil)
    return id.flatMap(MetricCatalogue.metric).map { ($0, .numerator) }
  }

  /// Units whose numbers can be compared with each other.
  private static func sort(_ unit: Unit) -> String {
    switch unit {
    case .count, .tokens, .characters: "whole"
    case .rate, .ratio, .money: "number"
    case .share, .points: "share"
    case .duration: "duration"
    case .score(let maximum): "score \(maximum)"
    }
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
    case .nearestRank, .tools, .withUnstated, .unstatedOverAll, .withUnscored, .shareWithUnscored, .nothing: nil
    }
  }
}
