import Aggregation
import Records
import Statistics

/// A figure against the median of the periods before it: what is usual, whatever the last period was like.
public struct TrailingMedian: Sendable, Hashable {
  /// Most periods looked back at.
  public static let longest = 12
  /// Fewer say nothing about what is usual.
  public static let shortest = 4

  /// Median of the earlier values.
  public var median: Double
  /// How many values it comes from.
  public var count: Int
  /// Value − median.
  public var delta: Double
  /// The value is the largest, or the smallest, of all values looked at; nil when it is neither.
  public var record: Record?

  /// The end of a row of values.
  public enum Record: Sendable, Hashable {
    case highest, lowest
  }

  /// Of values of earlier periods in an unbroken run up to this one, oldest first; nil with fewer than four.
  public init?(_ value: Double, earlier: [Double]) {
    let recent = earlier.suffix(Self.longest)
    guard recent.count >= Self.shortest, let median = Quantile.type7(sorted: recent.sorted(), 0.5) else { return nil }
    self.median = median
    count = recent.count
    delta = value - median
    if let most = recent.max(), value > most { record = .highest } else if let least = recent.min(), value < least { record = .lowest }
  }
}
