/// Quantiles by linear interpolation of order statistics (R. J. Hyndman and Y. Fan, The American Statistician 1996, type 7;
/// the default of R, NumPy and spreadsheets).
public enum Quantile {
  /// The quantile of ascending values; nil when empty or p is outside 0…1.
  public static func type7(sorted values: [Double], _ p: Double) -> Double? {
    type7(count: values.count, p) { values[$0] }
  }

  /// The quantile of runs of equal values, ascending by value; runs with a count of 0 or less are ignored.
  public static func type7(valuesAndCounts runs: [(value: Double, count: Int)], _ p: Double) -> Double? {
    let ranks = RunRanks(runs)
    return type7(count: ranks.count, p, valueAtRank: ranks.value(at:))
  }

  /// The quantile of any ascending sequence: `valueAtRank` gives the value at rank 0 ..< count.
  public static func type7(count: Int, _ p: Double, valueAtRank: (Int) -> Double) -> Double? {
    guard count > 0, p >= 0, p <= 1 else { return nil }
    let position = Double(count - 1) * p
    let lower = Int(position)
    let share = position - Double(lower)
    let low = valueAtRank(lower)
    guard share > 0, lower + 1 < count else { return low }
    return low + share * (valueAtRank(lower + 1) - low)
  }
}

/// Runs of equal values as one ascending sequence.
struct RunRanks {
  private let values: [Double]
  /// Number of values up to and including each run.
  private let cumulative: [Int]

  init(_ runs: [(value: Double, count: Int)]) {
    let kept = runs.filter { $0.count > 0 }
    values = kept.map(\.value)
    var total = 0
    cumulative = kept.map { run in
      total += run.count
      return total
    }
  }

  var count: Int { cumulative.last ?? 0 }

  /// The value at a rank 0 ..< count.
  func value(at rank: Int) -> Double {
    var low = 0
    var high = cumulative.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > rank { high = middle } else { low = middle + 1 }
    }
    return values[low]
  }
}
