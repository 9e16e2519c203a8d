import Markup
import Notation

/// The plot shared by the line charts: grid, bands, paths, dots, end labels and readouts over one row of points.
struct LinePlot {
  /// A line; later lines lie on top.
  struct Line {
    var name: String
    var values: [Double?]
    var tone: SeriesTone
    var endStyle: StaticString
    var hasEndSwatch = false
  }

  static let height = 208.0
  static let top = 28.0
  static let bottom = 24.0
  static let endMargin = 104.0
  static let narrowMargin = 8.0
  /// More points than this get no readouts: the bands to point at would be too thin and the page too heavy.
  static let readoutLimit = 62

  var id: String
  var points: [AxisPoint]
  var lines: [Line]
  var format: ValueFormat
  var ticks: Ticks
  var tickLabels: [String]
  var leftStep: Int
  /// False when a name is too long for the margin or there is only one line: then the legend names the lines.
  var hasEndLabels: Bool

  init(id: String, points: [AxisPoint], lines: [Line], format: ValueFormat, startsAtZero: Bool, namesLines: Bool) {
    self.id = id
    self.points = points
    self.lines = lines
    self.format = format
    var low = Double.infinity
    var high = -Double.infinity
    for line in lines {
      for case let value? in line.values where value.isFinite {
        low = min(low, value)
        high = max(high, value)
      }
    }
    if low > high { (low, high) = (0, 0) }
    ticks = Ticks(minimum: low, maximum: high, unit: format.unit, height: Self.height, fromZero: startsAtZero)
    tickLabels = format.axis(ticks.isEmpty ? [0] : ticks.values)
    leftStep = LeftMargin.step(for: tickLabels)
    hasEndLabels =
      namesLines && !ticks.isEmpty
      && lines.allSatisfy { TextWidth.pixels($0.name) <= Self.endMargin - ($0.hasEndSwatch ? 22 : 2) }
  }

  var height: Double { Self.top + Self.height + Self.bottom }

  /// Margins left and right of the plot.
  func margins(_ tier: CardTier) -> Double {
    LeftMargin.pixels(leftStep) + rightMargin(tier)
  }

  func rightMargin(_ tier: CardTier) -> Double { tier == .narrow || !hasEndLabels ? Self.narrowMargin : Self.endMargin }

  /// The centre of a place, in per cent.
  func percent(_ index: Int) -> Double { (Double(index) + 0.5) / Double(max(1, points.count)) * 100 }

  func y(_ value: Double) -> Double { ticks.scale.y(value, height: Self.height) }

  /// The value of a line at a place; nil when it is missing or not finite.
  static func value(_ line: Line, _ index: Int) -> Double? {
    guard index < line.values.count, let value = line.values[index], value.isFinite else { return nil }
    return value
  }

  static func lastIndex(_ line: Line, count: Int) -> Int? {
    (0..<count).last { value(line, $0) != nil }
  }

  // MARK: Pieces

  func open(into writer: inout MarkupWriter) {
    writer.openChart("line", left: leftStep, modifier: hasEndLabels ? nil : "plain", height: height, id: id)
  }

  /// Shaded places (neighbours become one band), grid, value labels and the row of ticks.
  func frame(into writer: inout MarkupWriter) {
    let width = 100 / Double(max(1, points.count))
    var index = 0
    while index < points.count {
      guard points[index].isShaded else {
        index += 1
        continue
      }
      var end = index
      while end < points.count, points[end].isShaded { end += 1 }
      writer.box("band", percent: Double(index) * width, width: Double(end - index) * width, y: 0, height: Self.height, id: id)
      writer.raw("/>")
      index = end
    }
    writer.valueAxis(ticks, labels: tickLabels, height: Self.height)
    let labels = points.indices.compactMap { index in
      points[index].tick.map { AxisLabels.Label(text: $0, percent: percent(index)) }
    }
    writer.axisRow(
      AxisLabels.place(labels, leftMargin: LeftMargin.pixels(leftStep), rightMargin: rightMargin), y: Self.height + 18)
  }

  /// Paths in the stretched inner drawing, then single points without neighbours as dots.
  func paths(areaUnder: Int?, into writer: inout MarkupWriter) {
    let runs = lines.map { line in PathWriter.runs(points.indices.map { vertex(line, $0) }) }
    writer.raw(#"<svg viewBox="0 0 10000 2080" preserveAspectRatio="none" width="100%" height="208">"#)
    if let areaUnder, !ticks.startsAboveZero {
      writer.raw(#"<path class="area" d=""#)
      PathWriter.areas(runs[areaUnder], floor: tenths(y(0)), into: &writer)
      writer.raw(#""/>"#)
    }
    for (line, runs) in zip(lines, runs) where runs.contains(where: { $0.count > 1 }) {
      writer.raw(#"<path class="ln "#)
      writer.raw(line.tone.stroke)
      writer.raw(#"" d=""#)
      PathWriter.lines(runs, into: &writer)
      writer.raw(#""/>"#)
    }
    writer.raw("</svg>\n")
    for line in lines {
      for index in points.indices where isAlone(line, index) {
        guard let value = Self.value(line, index) else { continue }
        writer.dot(line.tone.dot, percent: percent(index), y: y(value), radius: 3)
      }
    }
  }

  private func isAlone(_ line: Line, _ index: Int) -> Bool {
    Self.value(line, index) != nil && (index == 0 || Self.value(line, index - 1) == nil) && Self.value(line, index + 1) == nil
  }

  private func vertex(_ line: Line, _ index: Int) -> PathWriter.Point? {
    Self.value(line, index).map { PathWriter.Point(x: tenths(percent(index) * 10), y: tenths(y($0))) }
  }

  private func tenths(_ value: Double) -> Int { Int((value * 10).rounded()) }

  /// A dot on the last value of each line and, where there is room, its name. A line that stops early carries its name in
  /// the plot, at its end.
  func ends(dotsOn dotted: Set<Int>, into writer: inout MarkupWriter) {
    var margin: [(line: Int, wish: Double)] = []
    for (position, line) in lines.enumerated() {
      guard let last = Self.lastIndex(line, count: points.count), let value = Self.value(line, last) else { continue }
      if dotted.contains(position) { writer.dot(line.tone.dot, percent: percent(last), y: y(value), radius: 4) }
      guard hasEndLabels else { continue }
      let room = 1 - percent(last) / 100
      let needed = TextWidth.pixels(line.name) + 18
      if let tier = [CardTier.medium, .wide].first(where: { ($0.width - margins($0)) * room >= needed }) {
        writer.label(line.name, halo(line.endStyle), tier: tier.showsFrom, percent: percent(last), dx: 10, y: y(value) + 4)
      } else {
        margin.append((position, y(value)))
      }
    }
    guard !margin.isEmpty else { return }
    let spread = EndLabels.spread(margin.map(\.wish), height: Self.height)
    writer.raw(#"<g class="end">"#)
    for ((position, _), y) in zip(margin, spread) {
      let line = lines[position]
      if line.hasEndSwatch {
        writer.raw(#"<svg class="sw" x="100%"><line class=""#)
        writer.raw(line.tone.stroke)
        writer.raw(#"" x1="2" x2="18""#)
        writer.attribute("y1", y)
        writer.attribute("y2", y)
        writer.raw("/></svg>")
      }
      writer.label(line.name, line.endStyle, percent: 100, dx: line.hasEndSwatch ? 22 : 2, y: y + 4)
    }
    writer.raw("</g>\n")
  }

  private func halo(_ style: StaticString) -> StaticString {
    switch style.description {
    case "t1": "halo t1"
    case "t0": "halo t0"
    default: "halo strong"
    }
  }

  /// The word in the middle of an empty plot.
  func emptyNote(_ text: String, into writer: inout MarkupWriter) {
    guard ticks.isEmpty else { return }
    writer.label(text, anchor: .middle, percent: 50, y: Self.height / 2)
    writer.raw("\n")
  }

  /// Counts and extremes of one line.
  func facts(of line: Line) -> ChartFacts {
    var facts = ChartFacts()
    for index in points.indices {
      facts.add(Self.value(line, index), label: points[index].label, text: format.text)
    }
    if ticks.startsAboveZero { facts.axisStart = tickLabels.first }
    return facts
  }
}
