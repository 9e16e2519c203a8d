/// Maps values to positions on a straight axis. A domain without extent maps everything to its start.
public struct LinearScale: Sendable, Hashable {
  /// The value at the start of the axis (bottom or left).
  public let low: Double
  /// The value at the end of the axis (top or right).
  public let high: Double

  /// `high` must be above `low` for a useful scale; equal ends are allowed.
  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// 0 at `low`, 1 at `high`, clamped; 0 for a value that is not finite.
  public func fraction(_ value: Double) -> Double {
    guard high > low, value.isFinite else { return 0 }
    return min(1, max(0, (value - low) / (high - low)))
  }

  /// Per cent of the plot width, 0…100, left to right.
  public func percent(_ value: Double) -> Double { fraction(value) * 100 }

  /// Pixels from the top of a plot of `height` pixels.
  public func y(_ value: Double, height: Double) -> Double { height * (1 - fraction(value)) }
}
