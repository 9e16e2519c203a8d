import Aggregation
import Records
import Notation
import Statistics

/// Two values per covered day, when the compared stretches differ in length.
public struct PerDay: Sendable, Hashable {
  /// Per day, in the unit of the metric.
  public var current, previous: Double
  /// Relative change per day; nil when there was nothing before.
  public var relative: Double? { previous > 0 ? current / previous - 1 : nil }
}

/// One metric in two periods, with the judgement of the change. Deltas come from unrounded values.
public struct Comparison: Sendable, Hashable {
  /// Now.
  public var current: Estimate
  /// Before; nil in a first report.
  public var previous: Estimate?
  /// current − previous in the unit of the metric (0.032 = 3.2 points); nil when they are not comparable.
  public var delta: Double?
  /// delta / previous; nil when they are not comparable or there was nothing before.
  public var relative: Double?
  /// 95 % interval of the delta, where a test exists.
  public var interval: Interval?
  /// The judgement.
  public var verdict: Verdict
  /// How sure the change is.
  public var strength: Strength
  /// Two-sided p value, only to filter many comparisons at once; nil without a test.
  public var p: Double?
  /// The change in standard deviations of one case: comparable between metrics of different units. nil without a test.
  public var effect: Double?
  /// For sums and counts when the stretches differ in length.
  public var perDay: PerDay?
  /// Limits of normal variation, from 12 earlier periods on.
  public var usual: XmR?

  /// More than normal variation; true for a complete count that changed, unless its history calls the change usual. False for a
  /// metric without a test and without a history of 12 periods.
  public var isClear: Bool {
    switch verdict {
    case .better, .worse, .changed: strength != .untested
    default: false
    }
  }

  /// Clear, and beyond the practical margin of the metric.
  public var isCertain: Bool { isClear && strength == .certain }

  /// A comparison without numbers: why there is none.
  static func without(_ verdict: Verdict, _ current: Estimate, _ previous: Estimate?) -> Comparison {
    Comparison(current: current, previous: previous, verdict: verdict, strength: .untested)
  }
}

/// Fewest cases on each side for a verdict on a sampled metric.
public let verdictBase = 50

/// Judges the change of one metric.
///
/// - Shares: Newcombe's interval of the difference; means: Welch's; medians: the order-statistic intervals must not overlap.
///   Both sides need at least 50 cases. A change whose interval lies inside the practical margin is no clear change.
/// - Cases of one day are not independent. With `clusters` the interval is at least as wide as the spread between days makes it
///   (`ClusteredRatio`), and ratios such as cost per resolved conversation get a test at all.
/// - With the values of at least 12 earlier periods (`history`, oldest first, without the current one) a change is clear only
///   if the value also leaves their XmR limits, or is the seventh in a row on one side.
/// - Counts and sums are complete, not sampled: they change or they do not, and they are never judged better or worse.
/// - Metrics without a test (ratios, maxima) are `changed` with the strength `untested`; only a history can make them clear.
/// - `days` are the numbers of covered days; when they differ, counts and sums also get their change per day.
public func compare(
  _ metric: Metric, current: Estimate, previous: Estimate?, comparability: Comparability = .comparable, history: [Double] = [],
  days: (current: Int, previous: Int)? = nil, clusters: DayClusters? = nil
) -> Comparison {
  if let absence = absence(of: current) { return .without(absence, current, previous) }
  switch comparability {
  case .firstReport: return .without(.firstReport, current, nil)
  case let .notComparable(reason): return .without(.notComparable(reason), current, previous)
  case .comparable: break
  }
  guard let previous else { return .without(.firstReport, current, nil) }
  if let reason = obstacle(in: previous) { return .without(.notComparable(reason), current, previous) }
  guard let now = current.value, let before = previous.value else { return .without(.noData, current, previous) }
  if current.origin.vendor != previous.origin.vendor {
    let reason = Incomparability.otherOrigin(now: current.origin.vendor, before: previous.origin.vendor)
    return .without(.notComparable(reason), current, previous)
  }

  var result = Comparison(current: current, previous: previous, verdict: .noClearChange, strength: .untested)
  let delta = now - before
  result.delta = delta
  result.relative = before > 0 ? delta / before : nil
  if let days, days.current != days.previous, days.current > 0, days.previous > 0, isSum(metric) {
    result.perDay = PerDay(current: now / Double(days.current), previous: before / Double(days.previous))
  }
  result.usual = XmR(history)
  var test = DifferenceTest(current, previous)
  if let clusters { test.widen(clusters) }
  result.interval = test.interval
  result.p = test.p
  result.effect = test.effect
  result.strength = strength(test, delta, margin: metric.practicalMargin)
  result.verdict = verdict(&result, test, metric, now: now, history: history)
  return result
}

/// The verdict of a value that cannot be compared because of the later side.
private func absence(of current: Estimate) -> Verdict? {
  switch current.state {
  case .available, .smallSample: current.value == nil ? .noData : nil
  case .tooFew: .tooFew
  case let .unavailable(.notConfigured(what)): .notConfigured(what)
  case .unavailable: .noData
  }
}

/// What keeps the earlier side from being compared with.
private func obstacle(in previous: Estimate) -> Incomparability? {
  switch previous.state {
  case .available, .smallSample: previous.value == nil ? .nothingBefore : nil
  case .tooFew: .tooFewBefore(base: previous.base)
  case let .unavailable(.notInExport(field)): .onlyNow(field)
  case let .unavailable(.notConfigured(what)): .onlyNow(what)
  case .unavailable: .nothingBefore
  }
}

private func strength(_ test: DifferenceTest, _ delta: Double, margin: Double) -> Strength {
  switch test.kind {
  case .counted: return .counted
  case .none: return .untested
  case .sampled:
    guard let interval = test.interval else { return .untested }
    if margin > 0, interval.low > -margin, interval.high < margin { return .stable }
    if interval.contains(0) { return .tooClose }
    return interval.low > margin || interval.high < -margin ? .certain : .clear
  }
}

private func verdict(_ result: inout Comparison, _ test: DifferenceTest, _ metric: Metric, now: Double, history: [Double]) -> Verdict {
  guard let delta = result.delta, let previous = result.previous else { return .noData }
  let signal = result.usual?.signals(history + [now]).last
  let hasBase = min(result.current.base, previous.base) >= verdictBase
  switch result.strength {
  case .stable, .tooClose: return hasBase ? .noClearChange : .tooFew
  case .clear, .certain:
    if !hasBase { return .tooFew }
    return signal == XmR.Signal.none ? .noClearChange : judged(delta, metric.direction)
  case .counted: return delta == 0 || signal == XmR.Signal.none ? .noClearChange : .changed
  case .untested:
    if test.kind == .sampled, !hasBase { return .tooFew }
    if delta == 0 || signal == XmR.Signal.none { return .noClearChange }
    // Without a test of its own only the history can make a change clear.
    if signal == nil { return .changed }
    result.strength = .clear
    return judged(delta, metric.direction)
  }
}

private func judged(_ delta: Double, _ direction: Direction) -> Verdict {
  switch direction {
  case .neutral: .changed
  case .higherIsBetter: delta > 0 ? .better : .worse
  case .lowerIsBetter: delta < 0 ? .better : .worse
  }
}

/// True for metrics that grow with the length of the period.
func isSum(_ metric: Metric) -> Bool {
  switch metric.expression {
  case .count, .sum, .items: true
  // A list taken at one moment is as long as it is.
  case .records, .reported: metric.expression.isAdditive && metric.anchor != .capture
  default: false
  }
}

extension Origin {
  /// Whose word a value is; nil when it is computed.
  public var vendor: Vendor? { if case let .reported(origin) = self { origin.vendor } else { nil } }
}
