/// A moment in microseconds since 1970-01-01T00:00:00Z, without leap seconds.
public struct Instant: Hashable, Sendable, Comparable {
  /// Microseconds since the epoch.
  public var microseconds: Int64

  /// A moment.
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// Whole seconds since the epoch.
  public init(seconds: Int64) { self.microseconds = seconds * 1_000_000 }

  /// Seconds since the epoch, rounded down.
  public var seconds: Int64 {
    let (q, r) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    return r < 0 ? q - 1 : q
  }

  /// Earlier first.
  public static func < (a: Instant, b: Instant) -> Bool { a.microseconds < b.microseconds }
}

/// The value that stands for "no time stamp" in columns of `Int64` microseconds.
public let missingInstant = Int64.min
