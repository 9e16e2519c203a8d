/// A closed run of numbers, `low <= high`, both finite.
public struct Interval: Sendable, Hashable, Codable {
  /// The lower end.
  public var low: Double
  /// The upper end.
  public var high: Double

  /// From both ends, as given.
  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// True when the number lies inside or on an end.
  public func contains(_ value: Double) -> Bool { low <= value && value <= high }

  /// high − low.
  public var width: Double { high - low }
}

/// The 97.5 % point of the standard normal distribution: every interval of Parlance is a 95 % interval.
public let normal975 = 1.959963984540054
