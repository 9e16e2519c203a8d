import Notation

/// Equal bins over an exact distribution: a round width, 12 to 30 bins where the data allow it, and everything beyond the
/// last bin in an overflow bin.
struct HistogramBins {
  /// Start of the first bin.
  let low: Double
  /// Width of each bin.
  let width: Double
  /// Cases per bin, ascending; none when the distribution is empty.
  let counts: [Int]
  /// Cases at or above the end of the last bin.
  let overflow: Int

  /// End of the last bin.
  var high: Double { low + Double(counts.count) * width }
  /// All cases.
  var total: Int { counts.reduce(overflow, +) }

  /// At most this many bins.
  static let limit = 30.0
  /// Bins end at this share of all cases when a long tail would leave them empty, and never beyond three times the 90 % line.
  static let tail = 0.975

  /// Bins for values with their counts, in any order; counts below 1 and values that are not finite are left out.
  init(_ distribution: [(value: Double, count: Int)], unit: Unit) {
    let sorted = distribution.filter { $0.count > 0 && $0.value.isFinite }.sorted { $0.value < $1.value }
    guard let least = sorted.first?.value, let most = sorted.last?.value else {
      (low, width, counts, overflow) = (0, 1, [], 0)
      return
    }
    let total = sorted.reduce(0) { $0 + $1.count }
    func reach(_ share: Double) -> Double {
      var seen = 0
      return sorted.first { entry in
        seen += entry.count
        return Double(seen) >= share * Double(total)
      }?.value ?? most
    }
    // A few far cases (a reply on the next day) must not flatten nine in ten into one bin.
    let ninetieth = reach(0.9)
    let high = ninetieth > 0 ? min(reach(Self.tail), 3 * ninetieth) : reach(Self.tail)
    let isWhole = Self.isWhole(unit)
    // Values close together are shown from zero as well: a scale of their noise would say nothing.
    let fromZero = least >= 0 && (least < 0.3 * high || high - least < 0.2 * high)
    let steps = TickSteps.steps(for: unit)
    let chosen = steps.first { step in
      (high - (fromZero ? 0 : (least / step).rounded(.down) * step)) / step < Self.limit
    }
    width = chosen ?? max(1, high - least)
    low = fromZero && !(isWhole && width == 1) ? 0 : (least / width).rounded(.down) * width
    let reached = Self.bin(high, low, width) + 1
    let needed = Self.bin(most, low, width) + 1
    let count = needed <= Int(Self.limit) ? needed : max(1, min(reached, Int(Self.limit)))
    var bins = [Int](repeating: 0, count: count)
    var beyond = 0
    for entry in sorted {
      let bin = Self.bin(entry.value, low, width)
      if bin < count { bins[max(0, bin)] += entry.count } else { beyond += entry.count }
    }
    counts = bins
    overflow = beyond
  }

  /// True for units whose values are whole numbers, so that a bin of width 1 is one value.
  static func isWhole(_ unit: Unit) -> Bool {
    switch unit {
    case .count, .tokens, .characters: true
    default: false
    }
  }

  private static func bin(_ value: Double, _ low: Double, _ width: Double) -> Int {
    let position = (value - low) / width
    guard position < 1_000_000 else { return 1_000_000 }
    return Int((position + 1e-9).rounded(.down))
  }

  /// Start of a bin, without the noise of repeated addition.
  func edge(_ index: Int) -> Double {
    let inverse = (1 / width).rounded()
    if width < 1, abs(1 / width - inverse) < 1e-6 * inverse { return ((low * inverse).rounded() + Double(index)) / inverse }
    return low + Double(index) * width
  }
}
