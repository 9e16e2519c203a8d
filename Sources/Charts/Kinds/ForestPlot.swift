import Markup
import Notation

/// Differences with their 95 % intervals around a line at zero, in groups: what was seen, the same after each correction, and what
/// the same question gives where nothing happened.
public struct ForestPlot: Sendable {
  /// A difference.
  public struct Row: Sendable, Hashable {
    /// Above the line.
    public var label: String
    /// The difference.
    public var value: Double
    /// Ends of its interval.
    public var low, high: Double
    /// The one that counts: a filled dot; others are hollow.
    public var isMain: Bool

    /// A difference.
    public init(_ label: String, _ value: Double, low: Double, high: Double, isMain: Bool = false) {
      self.label = label
      self.value = value
      self.low = low
      self.high = high
      self.isMain = isMain
    }

    fileprivate var isKnown: Bool { value.isFinite && low.isFinite && high.isFinite }
  }

  /// Rows that answer one question.
  public struct Group: Sendable, Hashable {
    /// Above its rows.
    public var title: String
    /// In order of trust.
    public var rows: [Row]

    /// A group.
    public init(_ title: String, _ rows: [Row]) {
      self.title = title
      self.rows = rows
    }
  }

  /// In order.
  public var groups: [Group]
  /// How differences are written on the axis.
  public var format: ValueFormat
  /// One difference with its sign: "+3.2 points".
  public var change: @Sendable (Double) -> String
  /// Caption of the table twin.
  public var caption: String
  /// Headers of the table twin.
  public var columns: (group: String, row: String, value: String, low: String, high: String)

  /// A chart of differences.
  public init(
    groups: [Group], format: ValueFormat, change: @escaping @Sendable (Double) -> String, caption: String,
    columns: (group: String, row: String, value: String, low: String, high: String)
  ) {
    self.groups = groups
    self.format = format
    self.change = change
    self.caption = caption
    self.columns = columns
  }

  private static let headHeight = 30.0
  private static let pitch = 38.0

  private var known: [Row] { groups.flatMap(\.rows).filter(\.isKnown) }

  /// Draws for the figure with this id.
  public func draw(id: String, words: ChartWords = .en) -> ChartFigure {
    let low = min(0, known.map(\.low).min() ?? 0)
    let high = max(0, known.map(\.high).max() ?? 0)
    let ticks = Ticks(minimum: low, maximum: high, unit: format.unit, height: 200, fromZero: true)
    let rows = groups.reduce(0) { $0 + $1.rows.count }
    let height = Double(groups.count) * Self.headHeight + Double(rows) * Self.pitch
    var writer = MarkupWriter(capacity: 1024 + rows * 500)
    writer.openChart("dumb", height: height + 24, id: id)
    for value in ticks.values where !ticks.isEmpty && value != 0 {
      writer.uprightLine("grid", percent: ticks.scale.percent(value), from: 22, to: height)
    }
    if !ticks.isEmpty { writer.uprightLine("base", percent: ticks.scale.percent(0), from: 22, to: height) }
    let labels = format.axis(ticks.isEmpty ? [0] : ticks.values)
    let axis = zip(ticks.values, labels).map { AxisLabels.Label(text: $1, percent: ticks.scale.percent($0)) }
    writer.axisRow(AxisLabels.place(axis, leftMargin: 26, rightMargin: { _ in 26 }, overhang: 26), y: height + 16)
    var y = 0.0
    for group in groups {
      head(group.title, "halo strong", nil, y: y + 16, into: &writer)
      y += Self.headHeight
      for row in group.rows {
        draw(row, ticks.scale, words, y: y, into: &writer)
        y += Self.pitch
      }
    }
    writer.closeChart()
    var facts = ChartFacts()
    for group in groups { for row in group.rows { facts.add(row.isKnown ? row.value : nil, label: row.label, text: change) } }
    return ChartFigure(svg: writer.finish(), table: twin(words), facts: facts)
  }

  private func head(_ label: String, _ style: StaticString?, _ value: String?, y: Double, into writer: inout MarkupWriter) {
    let used = value.map { TextWidth.pixels($0) + 12 } ?? 0
    let narrow = TextWidth.fitted(label, into: CardTier.narrow.width - used)
    let medium = TextWidth.fitted(label, into: CardTier.medium.width - used)
    if narrow == medium {
      writer.label(narrow, style, percent: 0, dx: -26, y: y)
    } else {
      writer.label(narrow, style, tier: "n1", percent: 0, dx: -26, y: y)
      writer.label(medium, style, tier: "w2", percent: 0, dx: -26, y: y)
    }
    if let value { writer.label(value, style, anchor: .end, percent: 100, dx: 26, y: y) }
  }

  private func draw(_ row: Row, _ scale: LinearScale, _ words: ChartWords, y: Double, into writer: inout MarkupWriter) {
    head(row.label, row.isMain ? "halo strong" : "halo", row.isKnown ? change(row.value) : words.missing, y: y + 10, into: &writer)
    guard row.isKnown else { return }
    let middle = y + 24
    writer.raw(#"<line class="conn""#)
    writer.percent("x1", scale.percent(row.low))
    writer.percent("x2", scale.percent(row.high))
    writer.attribute("y1", middle)
    writer.attribute("y2", middle)
    writer.raw("/>")
    writer.dot(row.isMain ? "dot1" : "hollow", percent: scale.percent(row.value), y: middle, radius: row.isMain ? 7 : 5)
    writer.raw("\n")
  }

  private func twin(_ words: ChartWords) -> TableTwin {
    let rows = groups.flatMap { group in
      group.rows.map { row -> [TableTwin.Cell] in
        func cell(_ value: Double) -> TableTwin.Cell {
          row.isKnown ? .init(change(value), exact: value) : .init(words.missing)
        }
        return [.init(group.title), .init(row.label), cell(row.value), cell(row.low), cell(row.high)]
      }
    }
    return TableTwin(
      caption: caption,
      columns: [
        .init(columns.group, isNumeric: false), .init(columns.row, isNumeric: false), .init(columns.value), .init(columns.low),
        .init(columns.high),
      ], rows: rows)
  }
}
