import Aggregation
import Statistics

/// What a project wants a metric to be.
public struct Target: Sendable, Hashable {
  /// Which side of the value is wanted.
  public enum Side: String, Sendable, Hashable, CaseIterable {
    case atLeast, atMost
  }

  /// Which metric.
  public var metric: MetricID
  /// Wanted side.
  public var side: Side
  /// The value, in the unit of the metric.
  public var value: Double

  /// A target.
  public init(_ metric: MetricID, _ side: Side, _ value: Double) {
    self.metric = metric
    self.side = side
    self.value = value
  }
}

/// A figure held against its target.
public struct TargetResult: Sendable, Hashable {
  /// The target.
  public var target: Target
  /// The figure.
  public var estimate: Estimate
  /// True when the figure lies on the wanted side or on the target; nil when there is no figure to show.
  public var isMet: Bool?
  /// True when the interval of the figure holds the target: chance alone could put it on the other side.
  public var isWithinChance: Bool
  /// Figure − target, in the unit of the metric; nil without a figure.
  public var distance: Double?

  /// Judges by the figure itself; what cannot be shown (too few, no data) is neither met nor missed.
  public init(_ target: Target, _ estimate: Estimate) {
    self.target = target
    self.estimate = estimate
    guard estimate.isShowable, let value = estimate.value else {
      isMet = nil
      isWithinChance = false
      return
    }
    distance = value - target.value
    isMet = target.side == .atLeast ? value >= target.value : value <= target.value
    isWithinChance = estimate.interval.map { $0.low < target.value && target.value < $0.high } ?? false
  }
}
