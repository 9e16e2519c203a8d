import Notation

/// Where the bins of a histogram stand: one slot each, and after an empty slot the overflow bin.
struct HistogramLayout {
  /// A bar; `index` is the bin, for the overflow bin the one after the last.
  struct Bar {
    var index: Int
    var count: Int
    var isOverflow: Bool
    var percent: Double
    var width: Double
  }

  /// A single bar must not fill the plot.
  static let leastSlots = 8

  let bars: [Bar]
  /// Width of a slot, in per cent of the plot.
  let slot: Double
  /// End of the last regular bin, in per cent.
  let end: Double
  /// Pixels beside the plot.
  let margins: Double
  private let low: Double
  private let binWidth: Double

  init(bins: HistogramBins, margins: Double) {
    let count = bins.counts.count
    let slots = count + (bins.overflow > 0 ? 2 : 0)
    slot = 100 / Double(max(Self.leastSlots, slots))
    end = Double(count) * slot
    low = bins.low
    binWidth = bins.width
    self.margins = margins
    var bars: [Bar] = []
    for (index, cases) in bins.counts.enumerated() {
      bars.append(Bar(index: index, count: cases, isOverflow: false, percent: Double(index) * slot, width: slot))
    }
    if bins.overflow > 0 {
      bars.append(Bar(index: count, count: bins.overflow, isOverflow: true, percent: Double(count + 1) * slot, width: slot))
    }
    self.bars = bars
  }

  /// The place of a value; beyond the last bin the middle of the overflow bin.
  func percent(of value: Double) -> Double {
    let position = (value - low) / binWidth * slot
    if position > end, let last = bars.last, last.isOverflow { return last.percent + last.width * 0.46 }
    return min(end, max(0, position))
  }

  /// Edges worth a label: multiples of a round step, at most about eight.
  func axisMarks(_ bins: HistogramBins, unit: Unit) -> [Int] {
    let count = bins.counts.count
    guard count > 0 else { return [] }
    let isDiscrete = HistogramBins.isWhole(unit) && bins.width == 1
    let steps = TickSteps.steps(for: unit).filter { step in
      let ratio = step / bins.width
      return ratio > 0.999 && abs(ratio - ratio.rounded()) < 1e-6
    }
    let step = steps.first { Double(count) * bins.width / $0 <= 8 } ?? bins.width * Double(count)
    let last = isDiscrete ? count - 1 : count
    let marks = (0...max(0, last)).filter { index in
      let ratio = bins.edge(index) / step
      return abs(ratio - ratio.rounded()) < 1e-6
    }
    return marks.isEmpty ? [0] : marks
  }
}
