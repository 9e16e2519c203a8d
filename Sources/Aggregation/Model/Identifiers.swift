import Basics

/// The stable name of a metric: `out.deflection_rate`. Pages, files and addresses use it; it never changes its meaning.
public struct MetricID: RawRepresentable, Hashable, Sendable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The name.
  public let rawValue: String
  /// A name, whether or not a metric has it.
  public init(rawValue: String) { self.rawValue = rawValue }
  /// A name written in code.
  public init(stringLiteral value: String) { self.rawValue = value }
  /// By UTF-8 bytes.
  public static func < (a: MetricID, b: MetricID) -> Bool { utf8Precedes(a.rawValue, b.rawValue) }
  /// The name.
  public var description: String { rawValue }
}

/// The stable name of a dimension: `assistant`, `weekday`.
public struct DimensionID: RawRepresentable, Hashable, Sendable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The name.
  public let rawValue: String
  /// A name, whether or not a dimension has it.
  public init(rawValue: String) { self.rawValue = rawValue }
  /// A name written in code.
  public init(stringLiteral value: String) { self.rawValue = value }
  /// By UTF-8 bytes.
  public static func < (a: DimensionID, b: DimensionID) -> Bool { utf8Precedes(a.rawValue, b.rawValue) }
  /// The name.
  public var description: String { rawValue }
}
