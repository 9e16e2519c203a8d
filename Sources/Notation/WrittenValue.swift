/// A value as it is read: numbers and their units apart, so that a card can set units smaller.
public struct WrittenValue: Sendable, Hashable {
  /// One number with its unit: "45" and "s". Per cent and currency signs are part of the number.
  public struct Part: Sendable, Hashable {
    /// "18,240", "71.4%", "$0.043".
    public var number: String
    /// "s", "of 5", "million"; nil for none.
    public var unit: String?

    /// One number.
    public init(_ number: String, _ unit: String? = nil) {
      self.number = number
      self.unit = unit
    }
  }

  /// One part, or two for a duration in two units.
  public var parts: [Part]

  /// From parts.
  public init(parts: [Part]) { self.parts = parts }

  /// One number with its unit.
  public init(_ number: String, _ unit: String? = nil) { parts = [Part(number, unit)] }

  /// Everything but the last unit: "2 min 45".
  public var number: String {
    let full = text
    guard let unit else { return full }
    return String(full.dropLast(unit.count + 1))
  }

  /// The last unit.
  public var unit: String? { parts.last?.unit }

  /// Number and unit with no-break spaces.
  public var text: String {
    parts.flatMap { [$0.number, $0.unit].compactMap { $0 } }.joined(separator: Mark.noBreakSpace)
  }
}

/// A change in relation to what was before.
public enum RelativeChange: Sendable, Hashable {
  /// Nothing before, something now.
  case new
  /// Something before, nothing now.
  case noneThisPeriod
  /// Both nothing, or equal.
  case noChange
  /// A side is not a number, or the base is negative.
  case undefined
  /// "+8.1%", "−41%".
  case percent(String)
  /// Above +999 %: "12 times".
  case times(String)

  /// The words; `period` is "month", "week" …: "none this month".
  public func text(period: String) -> String {
    switch self {
    case .new: "new"
    case .noneThisPeriod: "none this \(period)"
    case .noChange: "no change"
    case .undefined: ""
    case let .percent(text), let .times(text): text
    }
  }
}
