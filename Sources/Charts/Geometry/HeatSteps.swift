import Markup
import Notation

/// The colour steps of a heat map: equal ranges of a round width, at most seven, spread over the whole sequence.
struct HeatSteps {
  /// The width of one step.
  let width: Double
  /// 0 when there is nothing above zero.
  let count: Int

  /// The smallest step allowed for the unit that covers `maximum` with at most seven.
  init(maximum: Double, unit: Unit) {
    guard maximum > 0, maximum.isFinite else {
      width = 1
      count = 0
      return
    }
    let steps = TickSteps.steps(for: unit)
    width = steps.first { maximum / $0 <= 7 } ?? maximum / 7
    count = max(1, Int((maximum / width).rounded(.up)))
  }

  /// The colour (2…8) of a step: the last is always the strongest. Colour 1 is zero alone.
  func colour(_ step: Int) -> Int {
    count < 2 ? 8 : 2 + Int((Double(step) * 6 / Double(count - 1)).rounded())
  }

  /// The class for a value.
  func style(for value: Double) -> StaticString {
    guard count > 0, value > 0 else { return "z1" }
    return Self.classes[colour(min(count - 1, max(0, Int((value / width).rounded(.up)) - 1))) - 1]
  }

  static let classes: [StaticString] = ["z1", "z2", "z3", "z4", "z5", "z6", "z7", "z8"]

  /// The decorative scale below the chart: the steps in a row with their limits.
  func legend(left: Int, format: ValueFormat) -> Fragment {
    var writer = MarkupWriter(capacity: 1200)
    writer.raw(#"<svg class="c heat ramp l"#)
    writer.number(left)
    writer.raw(#"" height="32" aria-hidden="true" focusable="false">"#)
    let share = 100 / (Double(count) + 1)
    // Zero is set apart; each step is labelled at its end.
    writer.box("z1", percent: 0, width: share * 0.8, y: 0, height: 12, id: "")
    writer.raw("/>")
    for step in 0..<count {
      writer.box(Self.classes[colour(step) - 1], percent: Double(step + 1) * share, width: share, y: 0, height: 12, id: "")
      writer.raw("/>")
    }
    let labels = format.axis((0...count).map { Double($0) * width })
    let placed = AxisLabels.place(
      labels.enumerated().map { .init(text: $1, percent: ($0 == 0 ? 0.4 : Double($0) + 1) * share) },
      leftMargin: LeftMargin.pixels(left), rightMargin: { $0 == .wide ? 160 + 12 : 12 }, overhang: 16)
    for item in placed {
      writer.label(item.text, anchor: item.anchor, tier: item.tier.showsFrom, percent: item.percent, y: 28)
    }
    writer.raw("</svg>")
    return writer.finish()
  }
}
