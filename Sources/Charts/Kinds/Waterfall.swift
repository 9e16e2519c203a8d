import Markup
import Notation

/// How a value came from one period to the next: the start, what each part added or took away, the end, each on a row of its own.
/// Every part is an arrow that begins where the one above ended: what adds points along the axis, what takes away points back, and the
/// signed number stands beside it, so that neither colour nor direction alone says it.
public struct Waterfall: Sendable {
  /// A part of the change.
  public struct Step: Sendable, Hashable {
    /// Above the arrow: the name of the group, cut where the card is narrow.
    public var label: String
    /// After the name, never cut: "own rate".
    public var kind: String?
    /// Added to the value, in its unit; negative takes away. A value that is not finite adds nothing.
    public var value: Double
    /// More about the part for the table twin: "62.0% to 55.1%".
    public var note: String

    /// A part.
    public init(_ label: String, kind: String? = nil, _ value: Double, note: String = "") {
      self.label = label
      self.kind = kind
      self.value = value
      self.note = note
    }

    fileprivate var tail: String { kind.map { ": \($0)" } ?? "" }
  }

  /// Name of the start: "February 2026".
  public var startName: String
  /// Name of the end.
  public var endName: String
  /// Value of the start.
  public var start: Double
  /// Largest first, what is pooled last.
  public var steps: [Step]
  /// How start and end are written.
  public var format: ValueFormat
  /// How a part is written, with its sign: "+1.2 points".
  public var change: @Sendable (Double) -> String
  /// Caption of the table twin.
  public var caption: String
  /// Header of the first column of the table twin.
  public var axisTitle: String
  /// Headers of the columns of parts, of values after each part, and of notes.
  public var columns = (change: "Change", value: "Value", note: "Note")

  /// A chart from start to end; the end is the start and all parts.
  public init(
    from startName: String, _ start: Double, to endName: String, steps: [Step], format: ValueFormat,
    change: @escaping @Sendable (Double) -> String, caption: String, axisTitle: String
  ) {
    self.startName = startName
    self.start = start
    self.endName = endName
    self.steps = steps
    self.format = format
    self.change = change
    self.caption = caption
    self.axisTitle = axisTitle
  }

  private static let pitch = 44.0
  private static let bar = 14.0

  private func known(_ value: Double) -> Double { value.isFinite ? value : 0 }

  /// The value after each step, the start first.
  private var levels: [Double] {
    var made = [known(start)]
    for step in steps { made.append((made.last ?? 0) + known(step.value)) }
    return made
  }

  /// Draws for the figure with this id.
  public func draw(id: String, words: ChartWords = .en) -> ChartFigure {
    let levels = levels
    let ticks = Ticks(minimum: levels.min() ?? 0, maximum: levels.max() ?? 0, unit: format.unit, height: 200, fromZero: false)
    let scale = ticks.scale
    let height = Double(steps.count + 2) * Self.pitch
    var writer = MarkupWriter(capacity: 1024 + steps.count * 600)
    writer.openChart("dumb", height: height + 24, id: id)
    for value in ticks.values where !ticks.isEmpty { writer.uprightLine("grid", percent: scale.percent(value), from: 22, to: height) }
    let labels = format.axis(ticks.isEmpty ? [0] : ticks.values)
    let axis = zip(ticks.values, labels).map { AxisLabels.Label(text: $1, percent: ticks.scale.percent($0)) }
    writer.axisRow(
      AxisLabels.place(axis, leftMargin: 26, rightMargin: { _ in 26 }, overhang: 26), y: height + 16)
    total(startName, levels[0], scale, row: 0, into: &writer)
    for (index, step) in steps.enumerated() {
      draw(step, from: levels[index], to: levels[index + 1], scale, row: index + 1, into: &writer)
    }
    total(endName, levels[steps.count], scale, row: steps.count + 1, into: &writer)
    writer.closeChart()
    var facts = ChartFacts()
    for step in steps { facts.add(known(step.value), label: step.label, text: change) }
    if ticks.startsAboveZero { facts.axisStart = labels.first }
    return ChartFigure(svg: writer.finish(), table: twin(words), facts: facts)
  }

  private func head(_ label: String, tail: String = "", _ value: String, row: Int, into writer: inout MarkupWriter) {
    let y = Double(row) * Self.pitch + 14
    let used = TextWidth.pixels(value) + TextWidth.pixels(tail) + 12
    let narrow = TextWidth.fitted(label, into: CardTier.narrow.width - used) + tail
    let medium = TextWidth.fitted(label, into: CardTier.medium.width - used) + tail
    if narrow == medium {
      writer.label(narrow, "halo", percent: 0, dx: -26, y: y)
    } else {
      writer.label(narrow, "halo", tier: "n1", percent: 0, dx: -26, y: y)
      writer.label(medium, "halo", tier: "w2", percent: 0, dx: -26, y: y)
    }
    writer.label(value, "halo strong", anchor: .end, percent: 100, dx: 26, y: y)
  }

  /// Start or end: a dot on the axis, since a bar would have to begin at zero.
  private func total(_ name: String, _ value: Double, _ scale: LinearScale, row: Int, into writer: inout MarkupWriter) {
    head(name, format.text(value), row: row, into: &writer)
    let y = Double(row) * Self.pitch + 22 + Self.bar / 2
    writer.levelLine("grid", y: y)
    writer.dot(row == 0 ? "hollow" : "dot1", percent: scale.percent(value), y: y, radius: row == 0 ? 5.5 : 7)
    writer.raw("\n")
  }

  /// An arrow from the value before to the value after, and a thread from the row above.
  private func draw(_ step: Step, from: Double, to: Double, _ scale: LinearScale, row: Int, into writer: inout MarkupWriter) {
    head(step.label, tail: step.tail, change(known(step.value)), row: row, into: &writer)
    let top = Double(row) * Self.pitch + 22
    let (a, b) = (scale.percent(from), scale.percent(to))
    writer.uprightLine("base", percent: a, from: top - Self.pitch + Self.bar, to: top + Self.bar)
    if a == b { return }
    writer.box(to > from ? "b1" : "b2", percent: min(a, b), width: abs(b - a), y: top + 4, height: Self.bar - 8, id: "")
    writer.raw("/>")
    // A box of its own carries the tip to a percentage of the plot.
    writer.raw("<svg class=\"sw\" width=\"1\" height=\"1\"")
    writer.percent("x", b)
    writer.attribute("y", top)
    writer.raw(to > from ? #"><path class="b1" d="M-9 0L1 7L-9 14Z"/></svg>"# : #"><path class="b2" d="M9 0L-1 7L9 14Z"/></svg>"#)
    writer.raw("\n")
  }

  private func twin(_ words: ChartWords) -> TableTwin {
    let levels = levels
    var rows = [[TableTwin.Cell(startName), .init(""), .value(levels[0], format, words), .init("")]]
    for (index, step) in steps.enumerated() {
      rows.append([
        .init(step.label + step.tail), .init(change(known(step.value)), exact: known(step.value)), .value(levels[index + 1], format, words),
        .init(step.note),
      ])
    }
    return TableTwin(
      caption: caption,
      columns: [
        .init(axisTitle, isNumeric: false), .init(columns.change), .init(columns.value), .init(columns.note, isNumeric: false),
      ], rows: rows, footer: [.init(endName), .init(""), .value(levels[steps.count], format, words), .init("")])
  }
}
