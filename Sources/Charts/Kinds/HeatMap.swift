import Markup
import Notation

/// When something happens: a grid of cells, usually weekday by hour, in up to eight steps of one colour, with the largest
/// cell outlined.
public struct HeatMap: Sendable {
  /// A column of cells.
  public struct Column: Sendable, Hashable {
    /// In full, for readouts and the table twin: "06:00 to 07:00".
    public var label: String
    /// Under the first edge of the column, or nil for none: "06:00".
    public var tick: String?
    /// The tick in narrow cards: "06 h"; nil: the same.
    public var narrowTick: String?

    /// A column with its texts.
    public init(_ label: String, tick: String? = nil, narrowTick: String? = nil) {
      self.label = label
      self.tick = tick
      self.narrowTick = narrowTick
    }
  }

  /// Names of the rows, top to bottom.
  public var rows: [String]
  /// Left to right.
  public var columns: [Column]
  /// `values[row][column]`; missing cells are hatched.
  public var values: [[Double?]]
  /// How values are written.
  public var format: ValueFormat
  /// Caption of the table twin.
  public var caption: String
  /// Header of the first column of the table twin, which lists the longer side: "Hour".
  public var axisTitle: String
  /// Under an empty grid.
  public var emptyText: String?
  /// `counts[row][column]`: how many cases are behind each cell. When given, every cell is taller and says its value and its count, also
  /// where the count is too small for a value. For grids of at most about six columns.
  public var counts: [[Int?]] = []
  /// The name of a row stands above its cells in full width, for names of more than a word.
  public var namesRowsAbove = false
  /// Every cell says its value. For grids of at most about six columns; `counts` does the same and more.
  public var writesValues = false
  /// In place of a value that has too few cases behind it.
  public var fewText = "too few"

  /// A grid of values.
  public init(rows: [String], columns: [Column], values: [[Double?]], format: ValueFormat, caption: String, axisTitle: String) {
    self.rows = rows
    self.columns = columns
    self.values = values
    self.format = format
    self.caption = caption
    self.axisTitle = axisTitle
  }

  /// The 24 hours of a day on a 24-hour clock, ticked every third hour.
  public static func hours(_ words: ChartWords = .en) -> [Column] {
    (0..<24).map { hour in
      let name = { (hour: Int) in (hour < 10 ? "0" : "") + "\(hour):00" }
      let short = (hour < 10 ? "0" : "") + "\(hour)\u{A0}h"
      return Column(
        words.range(name(hour), name(hour + 1)), tick: hour % 3 == 0 ? name(hour) : nil, narrowTick: hour % 6 == 0 ? short : nil)
    }
  }

  private var cellHeight: Double { counts.isEmpty ? 28 : 44 }
  private var nameHeight: Double { namesRowsAbove ? 22 : 0 }
  private var pitch: Double { nameHeight + cellHeight }
  private var isGridOfWords: Bool { writesValues || !counts.isEmpty }

  /// Draws for the figure with this id.
  public func draw(id: String, words: ChartWords = .en) -> ChartFigure {
    let known = rows.indices.flatMap { row in columns.indices.compactMap { value(row, $0) } }
    let steps = HeatSteps(maximum: known.max() ?? 0, unit: format.unit)
    let left = namesRowsAbove ? 0 : LeftMargin.step(for: rows)
    let bottom = Double(rows.count) * pitch
    var writer = MarkupWriter(capacity: 1024 + rows.count * columns.count * 110)
    writer.openChart("heat", left: left, height: 2 + bottom + 22, id: id)
    if known.count < rows.count * columns.count { writer.hatchPattern(id: id) }
    for row in rows.indices { draw(row, steps: steps, id: id, words: words, into: &writer) }
    let facts = facts()
    if steps.count > 0, let peak = peak() {
      writer.box("peak", percent: edge(peak.column), width: edge(1), y: Double(peak.row) * pitch + nameHeight, height: cellHeight, id: id)
      writer.raw("/>\n")
    }
    drawTicks(y: bottom + 18, leftMargin: LeftMargin.pixels(left), into: &writer)
    writer.closeChart()
    let ramp = steps.count > 0 ? steps.legend(left: left, format: format) : emptyRamp(words)
    return ChartFigure(svg: writer.finish(), ramp: ramp, table: twin(words), facts: facts)
  }

  private func value(_ row: Int, _ column: Int) -> Double? {
    guard let value = values[safe: row]?[safe: column] ?? nil, value.isFinite else { return nil }
    return max(0, value)
  }

  private func edge(_ column: Int) -> Double { Double(column) / Double(max(1, columns.count)) * 100 }

  private func draw(_ row: Int, steps: HeatSteps, id: String, words: ChartWords, into writer: inout MarkupWriter) {
    let top = Double(row) * pitch + nameHeight
    if namesRowsAbove {
      writer.label(TextWidth.fitted(rows[row], into: CardTier.narrow.width), percent: 0, y: top - 7)
    } else {
      writer.marginLabel(TextWidth.fitted(rows[row], into: 86), y: top + pitch / 2 + 4)
    }
    let label = TextDirection.isolated(rows[row])
    for column in columns.indices {
      let value = value(row, column)
      let style = value.map { steps.style(for: $0) }
      // The next edge minus this one, both rounded as written, so that neighbours neither part nor overlap.
      writer.box(style, percent: edge(column), width: edge(column + 1) - edge(column), y: top, height: cellHeight, id: id)
      writer.raw("><title>")
      writer.text("\(label) \(columns[column].label), \(written(row, column, words))")
      writer.raw("</title></rect>")
      drawText(row, column, top: top, into: &writer)
    }
    writer.raw("\n")
  }

  /// Value in words, with its count: `61.7, n = 34`, `too few, n = 4`.
  private func written(_ row: Int, _ column: Int, _ words: ChartWords) -> String {
    let isFew = value(row, column) == nil && ((counts[safe: row]?[safe: column] ?? nil) ?? 0) > 0
    return (value(row, column).map(format.text) ?? (isFew ? fewText : words.missing)) + count(row, column)
  }

  /// `, n = 34`; nothing without a count.
  private func count(_ row: Int, _ column: Int) -> String {
    (counts[safe: row]?[safe: column] ?? nil).map { ", n\u{A0}=\u{A0}\($0)" } ?? ""
  }

  /// Value and count of a cell, where there is a count.
  private func drawText(_ row: Int, _ column: Int, top: Double, into writer: inout MarkupWriter) {
    let middle = edge(column) + edge(1) / 2
    guard let count = counts[safe: row]?[safe: column] ?? nil else {
      if writesValues, let value = value(row, column) {
        writer.label(format.bare(value), "halo", anchor: .middle, percent: middle, y: top + cellHeight / 2 + 4)
      }
      return
    }
    if let value = value(row, column) {
      writer.label(format.bare(value), "halo strong", anchor: .middle, percent: middle, y: top + 19)
    }
    writer.label("n\u{A0}\(count)", "halo", anchor: .middle, percent: middle, y: top + (value(row, column) == nil ? 27 : 35))
  }

  private func drawTicks(y: Double, leftMargin: Double, into writer: inout MarkupWriter) {
    // A moment stands under the first edge of its column, the name of a wide column under its middle.
    let shift = isGridOfWords ? edge(1) / 2 : 0
    let labels = columns.indices.compactMap { index in
      columns[index].tick.map { AxisLabels.Label(text: $0, percent: edge(index) + shift) }
    }
    let narrow = columns.indices.compactMap { index in
      columns[index].narrowTick.map { AxisLabels.Label(text: $0, percent: edge(index) + shift) }
    }
    let placed = AxisLabels.place(labels, leftMargin: leftMargin, rightMargin: { _ in 0 })
    if narrow.isEmpty {
      writer.axisRow(placed, y: y)
      return
    }
    for item in placed {
      writer.label(
        item.text, anchor: item.anchor, tier: max(item.tier, .medium).showsFrom, percent: item.percent, y: y)
    }
    for item in AxisLabels.place(narrow, leftMargin: leftMargin, rightMargin: { _ in 0 }) where item.tier == .narrow {
      writer.label(item.text, anchor: item.anchor, tier: "n1", percent: item.percent, y: y)
    }
    writer.raw("\n")
  }

  private func emptyRamp(_ words: ChartWords) -> Fragment {
    var writer = MarkupWriter()
    writer.raw(#"<p class="sub">"#)
    writer.text(emptyText ?? words.empty)
    writer.raw("</p>")
    return writer.finish()
  }

  private func peak() -> (row: Int, column: Int)? {
    var best: (row: Int, column: Int, value: Double)?
    for row in rows.indices {
      for column in columns.indices {
        if let value = value(row, column), value > (best?.value ?? 0) { best = (row, column, value) }
      }
    }
    return best.map { ($0.row, $0.column) }
  }

  private func facts() -> ChartFacts {
    var facts = ChartFacts()
    for row in rows.indices {
      for column in columns.indices {
        facts.add(value(row, column), label: "\(rows[row]) \(columns[column].label)", text: format.text)
      }
    }
    return facts
  }

  /// The longer side runs down the table.
  private func twin(_ words: ChartWords) -> TableTwin {
    let isTurned = columns.count > rows.count
    let down = isTurned ? columns.map(\.label) : rows
    let across = isTurned ? rows : columns.map(\.label)
    let cells = down.indices.map { line in
      [TableTwin.Cell(down[line])]
        + across.indices.map { place in
          let (row, column) = isTurned ? (place, line) : (line, place)
          let cell = TableTwin.Cell.value(value(row, column), format, words)
          return counts.isEmpty ? cell : .init(written(row, column, words), exact: cell.exact)
        }
    }
    return TableTwin(caption: caption, columns: [.init(axisTitle, isNumeric: false)] + across.map { .init($0) }, rows: cells)
  }
}
