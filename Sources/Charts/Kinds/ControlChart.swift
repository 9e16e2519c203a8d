import Markup
import Notation

/// Is this period unusual? One measure over periods with its mean and the limits of usual variation; points outside are marked.
///
/// The limits are given (XmR: mean ± 2.66 × mean moving range of the periods before); the chart computes nothing.
public struct ControlChart: Sendable {
  /// The places on the axis.
  public var points: [AxisPoint]
  /// The measure, one value for each point; missing is a gap.
  public var values: [Double?]
  /// Shown in the legend and in the header of the table twin.
  public var name: String
  /// Mean and limits; a limit that the measure cannot reach is clipped by the caller.
  public var centre, lower, upper: Double
  /// What a point says, by index: "above the limits". It stands in the table twin; the first two are written in the drawing.
  public var signals: [Int: String] = [:]
  /// How values are written.
  public var format: ValueFormat
  /// Caption of the table twin.
  public var caption: String
  /// Header of the first column of the table twin: "Month".
  public var axisTitle: String
  /// Names of the mean and the limits.
  public var limitNames = (centre: "Mean", lower: "Lower limit", upper: "Upper limit")

  /// A chart of one measure within limits.
  public init(
    points: [AxisPoint], values: [Double?], name: String, centre: Double, lower: Double, upper: Double, format: ValueFormat,
    caption: String, axisTitle: String
  ) {
    self.points = points
    self.values = values
    self.name = name
    self.centre = centre
    self.lower = lower
    self.upper = upper
    self.format = format
    self.caption = caption
    self.axisTitle = axisTitle
  }

  /// Draws for the figure with this id.
  public func draw(id: String, words: ChartWords = .en) -> ChartFigure {
    func level(_ name: String, _ value: Double) -> LinePlot.Line {
      LinePlot.Line(name: name, values: points.map { _ in value }, tone: .rest, endStyle: "t0")
    }
    let lines = [
      level(limitNames.upper, upper), level(limitNames.lower, lower), LinePlot.Line(name: name, values: values, tone: .one, endStyle: "t1"),
    ]
    let plot = LinePlot(id: id, points: points, lines: lines, format: format, startsAtZero: false, namesLines: false)
    var writer = MarkupWriter(capacity: 4096 + points.count * 260)
    plot.open(into: &writer)
    plot.frame(into: &writer)
    if plot.ticks.isEmpty {
      plot.emptyNote(words.empty, into: &writer)
    } else {
      let (top, bottom) = (plot.y(upper), plot.y(lower))
      writer.box("band", percent: 0, width: 100, y: top, height: max(0, bottom - top), id: id)
      writer.raw("/>")
      writer.levelLine("base", y: plot.y(centre))
      plot.paths(areaUnder: nil, into: &writer)
      for index in points.indices {
        guard let value = LinePlot.value(lines[2], index) else { continue }
        writer.dot("dot1", percent: plot.percent(index), y: plot.y(value), radius: signals[index] == nil ? 3 : 6)
      }
      writer.raw("\n")
      let remarks = signals.keys.sorted().reversed().prefix(Annotation.limit).compactMap { index in
        signals[index].map { Annotation(at: index, $0) }
      }
      AnnotationMarks(plot: plot, line: lines[2], annotations: remarks).draw(into: &writer)
      plot.readouts(dotOn: 2, words: words, into: &writer)
    }
    writer.closeChart()
    let key =
      plot.ticks.isEmpty
      ? Fragment.empty
      : Key.fragment(
        [(.line(.one), name), (.line(.rest), "\(limitNames.lower) \(format.text(lower)), \(limitNames.upper) \(format.text(upper))")],
        id: id)
    return ChartFigure(svg: writer.finish(), key: key, table: twin(words), facts: plot.facts(of: lines[2]))
  }

  private func twin(_ words: ChartWords) -> TableTwin {
    let columns =
      [TableTwin.Column(axisTitle, isNumeric: false)]
      + [name, limitNames.lower, limitNames.centre, limitNames.upper].map { TableTwin.Column($0) }
      + [TableTwin.Column(words.note, isNumeric: false)]
    let rows = points.indices.map { index -> [TableTwin.Cell] in
      let value = index < values.count ? values[index] : nil
      return [
        TableTwin.Cell(points[index].label), .value(value, format, words), .value(lower, format, words), .value(centre, format, words),
        .value(upper, format, words), TableTwin.Cell(signals[index] ?? ""),
      ]
    }
    return TableTwin(caption: caption, columns: columns, rows: rows)
  }
}
