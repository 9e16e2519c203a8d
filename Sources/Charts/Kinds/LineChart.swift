import Markup
import Notation

/// How one measure moved, over a light area, with the period before as a dashed line.
///
/// Missing values leave a gap that is never joined; a partial period stops at its last known value. Up to 62 points carry
/// readouts on hover. The area is drawn only on an axis from zero.
public struct LineChart: Sendable {
  /// A line of values, one for each point of the chart; missing or not finite is a gap.
  public struct Series: Sendable, Hashable {
    /// Shown at the end of the line, in the legend and in the header of the table twin.
    public var name: String
    /// In the order of the points; a short array leaves the rest missing.
    public var values: [Double?]

    /// A named line.
    public init(_ name: String, _ values: [Double?]) {
      self.name = name
      self.values = values
    }
  }

  /// The places on the axis.
  public var points: [AxisPoint]
  /// The line the chart is about.
  public var current: Series
  /// The same measure one period earlier, point for point.
  public var previous: Series?
  /// How values are written.
  public var format: ValueFormat
  /// Caption of the table twin.
  public var caption: String
  /// Header of the first column of the table twin: "Day".
  public var axisTitle: String
  /// Remarks; the first two are drawn, all stand in the table twin.
  public var annotations: [Annotation] = []
  /// Light area under the current line.
  public var hasArea = true
  /// False lets the axis start higher when the data use less than half of its height.
  public var startsAtZero = true
  /// Readouts on hover, for up to 62 points.
  public var hasReadouts = true
  /// In the middle of an empty chart: "no conversations in September".
  public var emptyText: String?

  /// A chart of one measure; set the other properties as needed.
  public init(
    points: [AxisPoint], current: Series, previous: Series? = nil, format: ValueFormat, caption: String, axisTitle: String
  ) {
    self.points = points
    self.current = current
    self.previous = previous
    self.format = format
    self.caption = caption
    self.axisTitle = axisTitle
  }

  /// Draws for the figure with this id.
  public func draw(id: String, words: ChartWords = .en) -> ChartFigure {
    var lines: [LinePlot.Line] = []
    if let previous { lines.append(.init(name: previous.name, values: previous.values, tone: .rest, endStyle: "t0")) }
    lines.append(.init(name: current.name, values: current.values, tone: .one, endStyle: "t1"))
    let leading = lines.count - 1
    let plot = LinePlot(
      id: id, points: points, lines: lines, format: format, startsAtZero: startsAtZero, namesLines: previous != nil)
    var writer = MarkupWriter(capacity: 4096 + points.count * 220)
    plot.open(into: &writer)
    plot.frame(into: &writer)
    if plot.ticks.isEmpty {
      plot.emptyNote(emptyText ?? words.empty, into: &writer)
    } else {
      plot.paths(areaUnder: hasArea ? leading : nil, into: &writer)
      AnnotationMarks(plot: plot, line: lines[leading], annotations: annotations).draw(into: &writer)
      plot.ends(dotsOn: [leading], into: &writer)
      if hasReadouts { plot.readouts(dotOn: leading, words: words, into: &writer) }
    }
    writer.closeChart()
    var key = Fragment.empty
    if previous != nil, !plot.ticks.isEmpty {
      let entries = lines.reversed().map { (Key.Sample.line($0.tone), $0.name) }
      key = Key.fragment(entries, onlyNarrow: plot.hasEndLabels, id: id)
    }
    return ChartFigure(svg: writer.finish(), key: key, table: twin(lines, words), facts: plot.facts(of: lines[leading]))
  }

  private func twin(_ lines: [LinePlot.Line], _ words: ChartWords) -> TableTwin {
    let notes = annotations.filter { points.indices.contains($0.index) }
    var columns = [TableTwin.Column(axisTitle, isNumeric: false)]
    columns += lines.reversed().map { TableTwin.Column($0.name) }
    if !notes.isEmpty { columns.append(.init(words.note, isNumeric: false)) }
    let rows = points.indices.map { index in
      var row = [TableTwin.Cell(points[index].label)]
      for line in lines.reversed() { row.append(.value(LinePlot.value(line, index), format, words)) }
      if !notes.isEmpty { row.append(.init(notes.filter { $0.index == index }.map(\.text).joined(separator: "; "))) }
      return row
    }
    return TableTwin(caption: caption, columns: columns, rows: rows)
  }
}

extension TableTwin.Cell {
  /// A value as written, or the word for a missing one.
  static func value(_ value: Double?, _ format: ValueFormat, _ words: ChartWords) -> TableTwin.Cell {
    guard let value, value.isFinite else { return TableTwin.Cell(words.missing) }
    return TableTwin.Cell(format.text(value), exact: value)
  }
}
