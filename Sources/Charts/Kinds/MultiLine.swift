import Markup
import Notation

/// How two to four things moved on one axis; each line has its own colour and dash and its name at its end.
public struct MultiLine: Sendable {
  /// The places on the axis.
  public var points: [AxisPoint]
  /// Two to four lines, in the order of the legend. Further ones stand in the table twin only.
  public var series: [LineChart.Series]
  /// How values are written.
  public var format: ValueFormat
  /// Caption of the table twin.
  public var caption: String
  /// Header of the first column of the table twin.
  public var axisTitle: String
  /// Remarks on places; the first two are drawn, all stand in the table twin. Those on values belong to a single line: not drawn.
  public var annotations: [Annotation] = []
  /// False lets the axis start higher when the data use less than half of its height.
  public var startsAtZero = false
  /// In the middle of an empty chart.
  public var emptyText: String?

  /// A chart of several lines.
  public init(points: [AxisPoint], series: [LineChart.Series], format: ValueFormat, caption: String, axisTitle: String) {
    self.points = points
    self.series = series
    self.format = format
    self.caption = caption
    self.axisTitle = axisTitle
  }

  private static let tones: [SeriesTone] = [.one, .two, .three, .four]

  /// Draws for the figure with this id.
  public func draw(id: String, words: ChartWords = .en) -> ChartFigure {
    let lines = zip(series, Self.tones).map { series, tone in
      LinePlot.Line(name: series.name, values: series.values, tone: tone, endStyle: "strong", hasEndSwatch: true)
    }
    let plot = LinePlot(
      id: id, points: points, lines: lines, format: format, startsAtZero: startsAtZero, namesLines: lines.count > 1)
    var writer = MarkupWriter(capacity: 4096 + points.count * 300)
    plot.open(into: &writer)
    plot.frame(into: &writer)
    if plot.ticks.isEmpty {
      plot.emptyNote(emptyText ?? words.empty, into: &writer)
    } else {
      plot.paths(areaUnder: nil, into: &writer)
      if let first = lines.first {
        AnnotationMarks(plot: plot, line: first, annotations: annotations.filter { $0.kind == .place }).draw(into: &writer)
      }
      plot.ends(dotsOn: Set(lines.indices), into: &writer)
      plot.readouts(dotOn: 0, words: words, into: &writer)
    }
    writer.closeChart()
    let entries = lines.map { (Key.Sample.line($0.tone), $0.name) }
    let key = plot.ticks.isEmpty || lines.isEmpty ? .empty : Key.fragment(entries, onlyNarrow: plot.hasEndLabels, id: id)
    return ChartFigure(svg: writer.finish(), key: key, table: twin(words), facts: facts(plot))
  }

  private func facts(_ plot: LinePlot) -> ChartFacts {
    var facts = ChartFacts()
    for line in plot.lines {
      for index in points.indices {
        facts.add(LinePlot.value(line, index), label: "\(line.name), \(points[index].label)", text: format.text)
      }
    }
    if plot.ticks.startsAboveZero { facts.axisStart = plot.tickLabels.first }
    return facts
  }

  private func twin(_ words: ChartWords) -> TableTwin {
    let notes = annotations.filter { points.indices.contains($0.index) }
    var columns = [TableTwin.Column(axisTitle, isNumeric: false)] + series.map { TableTwin.Column($0.name) }
    if !notes.isEmpty { columns.append(.init(words.note, isNumeric: false)) }
    let rows = points.indices.map { index in
      var row = [TableTwin.Cell(points[index].label)]
      row += series.map { .value(index < $0.values.count ? $0.values[index] : nil, format, words) }
      if !notes.isEmpty { row.append(.init(notes.filter { $0.index == index }.map(\.text).joined(separator: "; "))) }
      return row
    }
    return TableTwin(caption: caption, columns: columns, rows: rows)
  }
}
