import Markup
import Notation

/// Which days stood out in a year? A heat map of days: weeks as columns, weekdays as rows, months named below.
///
/// The squares of one colour are one path in a stretched drawing, so that a year stays small. A day without a value has no square.
public struct CalendarMap: Sendable {
  /// Consecutive days.
  public var days: [TimeAxis.Day]
  /// One value for each day; missing or not finite is left blank.
  public var values: [Double?]
  /// Names of weekdays and dates, and with which weekday weeks begin.
  public var notation: Notation
  /// How values are written.
  public var format: ValueFormat
  /// Caption of the table twin.
  public var caption: String
  /// Header of the first column of the table twin.
  public var axisTitle = "Week of"
  /// Instead of the colour scale when nothing is above zero.
  public var emptyText: String?

  /// A calendar of one measure.
  public init(days: [TimeAxis.Day], values: [Double?], notation: Notation, format: ValueFormat, caption: String) {
    self.days = days
    self.values = values
    self.notation = notation
    self.format = format
    self.caption = caption
  }

  private static let pitch = 20.0

  private var firstWeekday: Int { notation.locale.firstWeekday }
  private var names: [String] { (0..<7).map { notation.weekday((firstWeekday - 1 + $0) % 7 + 1) } }
  /// Squares before the first day.
  private var offset: Int { days.first.map { ($0.weekday - firstWeekday + 7) % 7 } ?? 0 }
  private var weeks: Int { (offset + days.count + 6) / 7 }

  private func value(_ index: Int) -> Double? {
    guard let value = values[safe: index] ?? nil, value.isFinite else { return nil }
    return max(0, value)
  }

  private func written(_ day: TimeAxis.Day, _ style: DayStyle) -> String { notation.day(day.year, day.month, day.day, style: style) }

  /// Draws for the figure with this id.
  public func draw(id: String, words: ChartWords = .en) -> ChartFigure {
    let known = days.indices.compactMap { value($0) }
    let steps = HeatSteps(maximum: known.max() ?? 0, unit: format.unit)
    let left = LeftMargin.step(for: names)
    let bottom = 7 * Self.pitch
    var writer = MarkupWriter(capacity: 2048 + days.count * 22)
    writer.openChart("heat", left: left, height: 2 + bottom + 22, id: id)
    for (row, name) in names.enumerated() { writer.marginLabel(name, y: Double(row) * Self.pitch + 14) }
    writer.raw("\n")
    squares(steps, height: bottom, into: &writer)
    if steps.count > 0, let peak = days.indices.filter({ value($0) == known.max() }).first {
      let width = 100 / Double(max(1, weeks))
      let (row, column) = ((offset + peak) % 7, (offset + peak) / 7)
      writer.box("peak", percent: Double(column) * width, width: width, y: Double(row) * Self.pitch, height: Self.pitch, id: id)
      writer.raw("/>\n")
    }
    ticks(y: bottom + 18, leftMargin: LeftMargin.pixels(left), into: &writer)
    writer.closeChart()
    return ChartFigure(
      svg: writer.finish(), ramp: steps.count > 0 ? steps.legend(left: left, format: format) : empty(words), table: twin(words),
      facts: facts())
  }

  private func squares(_ steps: HeatSteps, height: Double, into writer: inout MarkupWriter) {
    var paths: [String: [(x: Int, y: Int)]] = [:]
    for index in days.indices {
      guard let value = value(index) else { continue }
      paths[steps.style(for: value).description, default: []].append(((offset + index) / 7 * 100 + 5, (offset + index) % 7 * 100 + 5))
    }
    writer.raw(#"<svg viewBox="0 0 "#)
    writer.number(max(1, weeks) * 100)
    writer.raw(#" 700" preserveAspectRatio="none" width="100%""#)
    writer.attribute("height", height)
    writer.raw(">")
    for style in HeatSteps.classes {
      guard let places = paths[style.description] else { continue }
      writer.raw(#"<path class=""#)
      writer.raw(style)
      writer.raw(#"" d=""#)
      for place in places {
        writer.raw("M")
        writer.number(place.x)
        writer.raw(" ")
        writer.number(place.y)
        writer.raw("h90v90h-90z")
      }
      writer.raw(#""/>"#)
    }
    writer.raw("</svg>\n")
  }

  /// The name of a month under the week of its first day.
  private func ticks(y: Double, leftMargin: Double, into writer: inout MarkupWriter) {
    let labels = days.enumerated().compactMap { index, day -> AxisLabels.Label? in
      guard day.day == 1 else { return nil }
      let percent = Double((offset + index) / 7) / Double(max(1, weeks)) * 100
      return .init(text: notation.month(day.year, day.month, style: .short), percent: percent)
    }
    writer.axisRow(AxisLabels.place(labels, leftMargin: leftMargin, rightMargin: { _ in 0 }), y: y)
  }

  private func empty(_ words: ChartWords) -> Fragment {
    var writer = MarkupWriter()
    writer.raw(#"<p class="sub">"#)
    writer.text(emptyText ?? words.empty)
    writer.raw("</p>")
    return writer.finish()
  }

  private func facts() -> ChartFacts {
    var facts = ChartFacts()
    for (index, day) in days.enumerated() { facts.add(value(index), label: written(day, .long), text: format.text) }
    return facts
  }

  /// One row a week, one column a weekday.
  private func twin(_ words: ChartWords) -> TableTwin {
    var rows: [[TableTwin.Cell]] = []
    for (index, day) in days.enumerated() {
      let column = (offset + index) % 7
      if column == 0 || rows.isEmpty {
        rows.append([TableTwin.Cell(written(day, .long))] + [TableTwin.Cell](repeating: TableTwin.Cell(""), count: 7))
      }
      rows[rows.count - 1][column + 1] = .value(value(index), format, words)
    }
    return TableTwin(caption: caption, columns: [.init(axisTitle, isNumeric: false)] + names.map { .init($0) }, rows: rows)
  }
}
