import Markup

/// Shared pieces of SVG. Horizontal positions are per cent of the plot, vertical ones pixels from its top.
extension MarkupWriter {
  /// `<svg class="c …" height role aria…>` for a figure.
  mutating func openChart(_ kind: StaticString, left: Int? = nil, modifier: StaticString? = nil, height: Double, id: String) {
    raw(#"<svg class="c "#)
    raw(kind)
    if let left {
      raw(" l")
      number(left)
    }
    if let modifier {
      raw(" ")
      raw(modifier)
    }
    raw(#"""#)
    attribute("height", height)
    raw(#" role="img""#)
    attribute("aria-labelledby", "\(id)-t")
    attribute("aria-describedby", "\(id)-d")
    raw(">\n")
  }

  mutating func closeChart() { raw("</svg>") }

  /// ` x="12.5%"`.
  mutating func percent(_ name: StaticString, _ value: Double) { attribute(name, value, places: 2, suffix: "%") }

  /// A label at a percentage of the plot, `dx` pixels beside it.
  mutating func label(
    _ text: String, _ style: StaticString? = nil, anchor: AxisLabels.Anchor = .start, tier: StaticString? = nil, percent: Double,
    dx: Double = 0, y: Double
  ) {
    raw("<text")
    classes(style, anchor, tier)
    if percent == 0 { raw(#" x="0""#) } else { self.percent("x", percent) }
    if dx != 0 { attribute("dx", dx) }
    attribute("y", y)
    raw(">")
    self.text(text)
    raw("</text>")
  }

  /// A label left of the plot.
  mutating func marginLabel(_ text: String, _ style: StaticString? = nil, y: Double) {
    raw("<text")
    classes(style, .end, nil)
    raw(#" x="-8""#)
    attribute("y", y)
    raw(">")
    self.text(text)
    raw("</text>")
  }

  private mutating func classes(_ style: StaticString?, _ anchor: AxisLabels.Anchor, _ tier: StaticString?) {
    let anchorClass: StaticString? =
      switch anchor {
      case .start: nil
      case .middle: "m"
      case .end: "e"
      }
    var isFirst = true
    for part in [anchorClass, style, tier] {
      guard let part else { continue }
      raw(isFirst ? #" class=""# : " ")
      raw(part)
      isFirst = false
    }
    if !isFirst { raw(#"""#) }
  }

  /// A horizontal line over the whole plot.
  mutating func levelLine(_ style: StaticString, y: Double) {
    raw(#"<line class=""#)
    raw(style)
    raw(#"" x2="100%""#)
    attribute("y1", y)
    attribute("y2", y)
    raw("/>")
  }

  /// An upright line.
  mutating func uprightLine(_ style: StaticString, percent: Double, from top: Double, to bottom: Double) {
    raw(#"<line class=""#)
    raw(style)
    raw(#"""#)
    self.percent("x1", percent)
    self.percent("x2", percent)
    if top != 0 { attribute("y1", top) }
    attribute("y2", bottom)
    raw("/>")
  }

  /// A dot.
  mutating func dot(_ style: StaticString, percent: Double, y: Double, radius: Double) {
    raw(#"<circle class=""#)
    raw(style)
    raw(#"""#)
    self.percent("cx", percent)
    attribute("cy", y)
    attribute("r", radius)
    raw("/>")
  }

  /// An axis-parallel box; hatched with the pattern of the figure when there is no style.
  mutating func box(_ style: StaticString?, extra: StaticString = "", percent: Double, width: Double, y: Double, height: Double, id: String)
  {
    raw(#"<rect class=""#)
    raw(style ?? "hatched")
    raw(extra)
    raw(#"""#)
    if style == nil { attribute("fill", "url(#\(id)-hatch)") }
    if percent != 0 { self.percent("x", percent) }
    self.percent("width", width)
    if y != 0 { attribute("y", y) }
    attribute("height", height)
  }

  /// The pattern for "not known", with an id of the figure.
  mutating func hatchPattern(id: String) {
    raw("<defs><pattern")
    attribute("id", "\(id)-hatch")
    raw(#" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">"#)
    raw(#"<rect class="hatch-bg" width="6" height="6"/><line class="hatch-ln" y2="6"/></pattern></defs>"#)
    raw("\n")
  }

  /// Grid lines and labels of a value axis; the line at zero (or the start of the axis) is the baseline.
  mutating func valueAxis(_ ticks: Ticks, labels: [String], height: Double) {
    let scale = ticks.scale
    for (index, value) in ticks.values.enumerated() {
      if ticks.isEmpty, index > 0 { break }
      let y = scale.y(value, height: height)
      levelLine(value == 0 ? "base" : "grid", y: y)
      if index < labels.count { marginLabel(labels[index], y: y + 4) }
      raw("\n")
    }
  }

  /// A row of labels under the plot.
  mutating func axisRow(_ labels: [AxisLabels.Placed], y: Double) {
    for item in labels { label(item.text, anchor: item.anchor, tier: item.tier.showsFrom, percent: item.percent, y: y) }
    if !labels.isEmpty { raw("\n") }
  }
}

/// Left margins come from classes `l3`…`l12` (steps of 8 pixels), because a chart carries no style of its own.
enum LeftMargin {
  /// The step for labels of these widths: the widest plus 10 pixels, at least 24 and at most 96.
  static func step(for labels: [String]) -> Int {
    let widest = labels.map { TextWidth.pixels($0) }.max() ?? 0
    return min(12, max(3, Int(((widest + 10) / 8).rounded(.up))))
  }

  /// The margin of a step, in pixels.
  static func pixels(_ step: Int) -> Double { Double(step) * 8 }
}
