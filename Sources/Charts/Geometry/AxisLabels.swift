/// Which labels of a row (all on one line) show at which card width.
enum AxisLabels {
  /// A label with its centre in per cent of the plot.
  struct Label { var text: String, percent: Double }

  /// A label that shows from `tier` on, with the anchor that keeps it inside the plot.
  struct Placed {
    var text: String
    var percent: Double
    var anchor: Anchor
    var tier: CardTier
  }

  /// How a label hangs on its position.
  enum Anchor { case start, middle, end }

  /// Longer labels are cut; the table twin has them in full.
  static let widest = 100.0

  /// Keeps all labels that fit with a gap of 8 pixels, else every 2nd, 4th, 8th …, always the first and the last. Labels at
  /// the edges hang inwards instead of leaving the plot by more than `overhang` pixels.
  static func place(_ labels: [Label], leftMargin: Double, rightMargin: (CardTier) -> Double, overhang: Double = 8) -> [Placed] {
    guard !labels.isEmpty else { return [] }
    let narrowPlot = CardTier.narrow.width - leftMargin - rightMargin(.narrow)
    var placed = labels.map { label in
      let text = TextWidth.fitted(label.text, into: widest)
      let half = TextWidth.pixels(text) / 2
      let left = label.percent / 100 * narrowPlot
      let anchor: Anchor =
        left - half < -overhang ? .start : left + half > narrowPlot + overhang ? .end : .middle
      return Placed(text: text, percent: label.percent, anchor: anchor, tier: .wide)
    }
    var shown = Set<Int>()
    for tier in CardTier.allCases.reversed() {
      let plot = tier.width - leftMargin - rightMargin(tier)
      shown = keep(placed, plot: plot)
      for index in placed.indices where shown.contains(index) { placed[index].tier = tier }
      if tier == .wide { placed = placed.indices.filter(shown.contains).map { placed[$0] } }
    }
    return placed
  }

  private static func keep(_ labels: [Placed], plot: Double) -> Set<Int> {
    var stride = 1
    while stride < labels.count * 2 {
      var kept = Array(Swift.stride(from: 0, to: labels.count, by: stride))
      let last = labels.count - 1
      if kept.last != last {
        kept.append(last)
        if kept.count > 2, !clear(labels[kept[kept.count - 2]], labels[last], plot) { kept.remove(at: kept.count - 2) }
      }
      if zip(kept, kept.dropFirst()).allSatisfy({ clear(labels[$0], labels[$1], plot) }) { return Set(kept) }
      stride *= 2
    }
    return [0]
  }

  private static func clear(_ a: Placed, _ b: Placed, _ plot: Double) -> Bool {
    extent(a, plot).upperBound + 8 <= extent(b, plot).lowerBound
  }

  static func extent(_ label: Placed, _ plot: Double) -> ClosedRange<Double> {
    let width = TextWidth.pixels(label.text)
    let x = label.percent / 100 * plot
    switch label.anchor {
    case .start: return x...(x + width)
    case .middle: return (x - width / 2)...(x + width / 2)
    case .end: return (x - width)...x
    }
  }
}
