import Basics
import Records

/// Keeps only conversations with one value of a dimension.
public struct Filter: Hashable, Sendable {
  /// Dimension.
  public var dimension: DimensionID
  /// Value: a name as in the data, or the key of a fixed label (`handed_off`, `1` for Monday, `17` for 17:00).
  public var value: String

  /// A filter.
  public init(_ dimension: DimensionID, _ value: String) {
    self.dimension = dimension
    self.value = value
  }
}

/// What a page asks for: metrics, cut by up to two dimensions, on filtered conversations.
public struct Query: Hashable, Sendable {
  /// Metrics.
  public var metrics: [MetricID]
  /// Dimensions; none for totals and daily series.
  public var by: [DimensionID]
  /// Filters; all must hold.
  public var filters: [Filter]

  /// A query.
  public init(_ metrics: [MetricID], by: [DimensionID] = [], where filters: [Filter] = []) {
    self.metrics = metrics
    self.by = by
    self.filters = filters
  }
}

/// What a project decides about computing.
public struct AggregationSettings: Sendable, Equatable {
  /// Zone of days and hours.
  public var zone: Zone
  /// Length of a period.
  public var periodKind: PeriodKind
  /// A response slower than this is slow.
  public var slowAnswerMilliseconds: Int
  /// A conversation of at most this many messages is very short.
  public var shortConversation: Int
  /// A conversation of at least this many messages is very long.
  public var longConversation: Int
  /// The longest pause that still counts as time spent in a conversation; longer ones count as this long.
  public var idleMilliseconds = 30 * 60_000
  /// True when the project says where to find the contact of a conversation.
  public var contactsConfigured: Bool
  /// True when test traffic counts like any other; false leaves it out of every figure.
  public var includesTests = false
  /// Windows in place of periods; nil for the calendar.
  public private(set) var windows: ConversationWindows?

  /// Settings; the defaults are those of the glossary.
  public init(
    zone: Zone, periodKind: PeriodKind = .month, slowAnswerMilliseconds: Int = 5000, shortConversation: Int = 3,
    longConversation: Int = 20, contactsConfigured: Bool = false
  ) {
    self.zone = zone
    self.periodKind = periodKind
    self.slowAnswerMilliseconds = slowAnswerMilliseconds
    self.shortConversation = shortConversation
    self.longConversation = longConversation
    self.contactsConfigured = contactsConfigured
  }

  /// The same settings for windows in place of periods.
  public func with(_ windows: ConversationWindows) -> AggregationSettings {
    var result = self
    result.windows = windows
    result.periodKind = .day
    return result
  }
}
