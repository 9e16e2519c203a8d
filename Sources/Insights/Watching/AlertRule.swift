import Aggregation
import Records

/// A rule of the project about one figure: what must not happen, on a day or in a period.
public struct AlertRule: Sendable, Hashable {
  /// How much it matters.
  public enum Level: String, Sendable, Hashable, CaseIterable {
    /// Said, without a failing exit code.
    case warn
    /// Fails the gate.
    case error
    /// Replayed for nobody: listed as switched off.
    case off
  }

  /// What is looked at.
  public enum Each: String, Sendable, Hashable, CaseIterable {
    /// Every full day.
    case day
    /// The period as a whole.
    case period
  }

  /// What a value is held against.
  public enum Reference: String, Sendable, Hashable, CaseIterable {
    /// The number in the rule itself.
    case value
    /// The period before, in the same days; for a day the same weekday one week earlier.
    case previous
    /// The median of earlier ones: of the same weekday in eight weeks, at least four; of the twelve periods before, at least three.
    case median
  }

  /// Which side is bad.
  public enum Side: String, Sendable, Hashable, CaseIterable {
    case below, above
  }

  /// How far from the reference.
  public enum Limit: Sendable, Hashable {
    /// A value of the metric.
    case value(Double)
    /// A share of the reference: 0.2 below it is 80 % of it.
    case relative(Double)
    /// A difference in the unit of the metric: points of a share as 0.05.
    case absolute(Double)
  }

  /// Short stable name.
  public var id: String
  /// In words; nil: the rule itself is written out.
  public var title: String?
  /// The figure.
  public var metric: MetricID
  /// Of these conversations.
  public var filters: [Filter]
  /// One replay for each group of this dimension; nil for everything together.
  public var by: DimensionID?
  /// What is looked at.
  public var each: Each
  /// Which side is bad.
  public var side: Side
  /// How far.
  public var limit: Limit
  /// What a value is held against.
  public var reference: Reference
  /// How much it matters.
  public var level: Level
  /// Fewest cases behind a value; below it there are too few.
  public var minimum: Int
  /// Days on which it must happen before a rule about days counts as fired.
  public var days: Int

  /// A rule.
  public init(
    id: String, title: String? = nil, metric: MetricID, filters: [Filter] = [], by: DimensionID? = nil, each: Each = .day, side: Side,
    limit: Limit, reference: Reference = .value, level: Level = .warn, minimum: Int = 0, days: Int = 1
  ) {
    self.id = id
    self.title = title
    self.metric = metric
    self.filters = filters
    self.by = by
    self.each = each
    self.side = side
    self.limit = limit
    self.reference = reference
    self.level = level
    self.minimum = minimum
    self.days = days
  }

  /// What the figures must answer for it.
  public var queries: [Query] {
    var made = [Query([metric], where: filters)]
    if let by { made += [Query([metric], by: [by], where: filters), Query([metric], where: filters + [Filter(by, "")])] }
    return made
  }

  /// The value that must not be crossed; nil when it needs a reference that is not known.
  public func threshold(_ reference: Double?) -> Double? {
    let sign: Double = side == .above ? 1 : -1
    switch limit {
    case .value(let value): return value
    case .relative(let share): return reference.map { $0 * (1 + sign * share) }
    case .absolute(let difference): return reference.map { $0 + sign * difference }
    }
  }

  /// True when a value lies on the bad side: exactly on the threshold it does not.
  public func fires(_ value: Double, _ threshold: Double) -> Bool { side == .above ? value > threshold : value < threshold }
}
