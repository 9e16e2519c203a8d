import Statistics

/// Why there is no value. Never shown as zero.
public enum Unavailability: Sendable, Hashable {
  /// Something must be configured first; what, in words.
  case notConfigured(String)
  /// Nothing to compute from in this period or group.
  case noData
  /// The export lacks this field.
  case notInExport(String)
  /// The plan did not ask for this figure: a mistake of the caller.
  case notRequested
}

/// How far a value can be trusted.
public enum EstimateState: Sendable, Hashable {
  /// Enough data.
  case available
  /// Base of 30 to 99: show whole per cent, tagged.
  case smallSample
  /// Base below the minimum: show the base and "too few".
  case tooFew
  /// No value.
  case unavailable(Unavailability)
}

/// What a test of a difference needs besides the value.
public enum Spread: Sendable, Hashable {
  /// Nothing: no test is possible.
  case none
  /// A plain number of things.
  case count(Int)
  /// A share.
  case proportion(successes: Int, of: Int)
  /// A mean, in the unit of the metric (net scores are means of −1, 0, 1).
  case mean(count: Int, sum: Double, sumOfSquares: Double)
  /// A quantile: base and the order-statistic interval of a median, where there is one.
  case quantile(count: Int, interval: Interval?)
}

/// A finished number with what stands behind it.
public struct Estimate: Sendable, Hashable {
  /// The value in the unit of its metric; nil when there is none.
  public var value: Double?
  /// What was divided, for shares, means and ratios.
  public var numerator: Double?
  /// By what.
  public var denominator: Double?
  /// 95 % interval, where a sound one exists.
  public var interval: Interval?
  /// Number of conversations, messages or calls behind the value.
  public var base: Int
  /// How far to trust it.
  public var state: EstimateState
  /// For tests of differences.
  public var spread: Spread
  /// Computed from rows, or a vendor's own value.
  public var origin: Origin

  /// An estimate.
  public init(
    value: Double?, numerator: Double? = nil, denominator: Double? = nil, interval: Interval? = nil, base: Int, state: EstimateState,
    spread: Spread = .none, origin: Origin = .computed
  ) {
    self.value = value
    self.numerator = numerator
    self.denominator = denominator
    self.interval = interval
    self.base = base
    self.state = state
    self.spread = spread
    self.origin = origin
  }

  /// No value, for a reason.
  public static func unavailable(_ reason: Unavailability) -> Estimate {
    Estimate(value: nil, base: 0, state: .unavailable(reason))
  }

  /// True when a vendor's own value stands in for one that cannot be computed.
  public var isReported: Bool { origin != .computed }

  /// True when there is nothing to compute from (not when the question was never planned).
  var lacksData: Bool {
    if case let .unavailable(reason) = state { reason != .notRequested } else { false }
  }

  /// True for `available` and `smallSample`: the value may be shown as a number.
  public var isShowable: Bool { value != nil && (state == .available || state == .smallSample) }
}
