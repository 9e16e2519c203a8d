/// Distribution-free interval of a quantile from two order statistics: the number of values below the true quantile is
/// binomial (H. A. David and H. N. Nagaraja, Order Statistics, §7.1). Covers at least 95 % whatever the distribution.
public enum QuantileInterval {
  /// The interval of ascending values; nil when there are too few values for 95 % (median: fewer than 6).
  public static func interval(sorted values: [Double], _ p: Double) -> Interval? {
    interval(count: values.count, p) { values[$0] }
  }

  /// The interval of runs of equal values, ascending by value.
  public static func interval(valuesAndCounts runs: [(value: Double, count: Int)], _ p: Double) -> Interval? {
    let ranks = RunRanks(runs)
    return interval(count: ranks.count, p, valueAtRank: ranks.value(at:))
  }

  /// The interval of any ascending sequence: `valueAtRank` gives the value at rank 0 ..< count.
  public static func interval(count: Int, _ p: Double, valueAtRank: (Int) -> Double) -> Interval? {
    guard let ranks = ranks(count: count, p) else { return nil }
    return Interval(low: valueAtRank(ranks.low), high: valueAtRank(ranks.high))
  }

  /// The two ranks (from 0) between which the quantile lies with at least 95 %; nil when there are too few values.
  public static func ranks(count n: Int, _ p: Double) -> (low: Int, high: Int)? {
    guard n > 0, p > 0, p < 1 else { return nil }
    let tail = 0.025
    let centre = Double(n) * p
    let half = normal975 * (Double(n) * p * (1 - p)).squareRoot()

    // The normal approximation is off by a rank or two; the exact sum decides.
    // low: the largest rank r with P(fewer than r + 1 values below) <= tail.
    var low = min(n - 1, max(0, Int(centre - half)))
    while low < n - 1, binomialCumulative(low + 1, of: n, p: p) <= tail { low += 1 }
    while low >= 0, binomialCumulative(low, of: n, p: p) > tail { low -= 1 }
    // high: the smallest rank r with P(more than r values below) <= tail.
    var high = min(n - 1, max(0, Int(centre + half)))
    while high > 0, 1 - binomialCumulative(high - 1, of: n, p: p) <= tail { high -= 1 }
    while high < n, 1 - binomialCumulative(high, of: n, p: p) > tail { high += 1 }
    guard low >= 0, high < n else { return nil }
    return (low, high)
  }
}

/// The interval of the median.
public enum MedianInterval {
  /// Of ascending values; nil for fewer than 6.
  public static func interval(sorted values: [Double]) -> Interval? { QuantileInterval.interval(sorted: values, 0.5) }

  /// Of runs of equal values, ascending by value; nil for fewer than 6 values.
  public static func interval(valuesAndCounts runs: [(value: Double, count: Int)]) -> Interval? {
    QuantileInterval.interval(valuesAndCounts: runs, 0.5)
  }
}
