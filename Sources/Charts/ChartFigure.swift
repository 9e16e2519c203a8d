import Markup

/// A finished chart: the drawing, its legend, the table with the same numbers and what can be said about it.
public struct ChartFigure: Sendable {
  /// The drawing; refers to `id-t` (title) and `id-d` (description) of the figure it was drawn for.
  public var svg: Fragment
  /// The legend above the drawing, or nothing when the labels in the drawing suffice.
  public var key: Fragment
  /// The colour scale below the drawing; only heat maps have one.
  public var ramp: Fragment
  /// Every plotted value, in the order of the chart.
  public var table: TableTwin
  /// Counts and extremes of what was plotted.
  public var facts: ChartFacts

  init(svg: Fragment, key: Fragment = .empty, ramp: Fragment = .empty, table: TableTwin, facts: ChartFacts) {
    self.svg = svg
    self.key = key
    self.ramp = ramp
    self.table = table
    self.facts = facts
  }
}

/// Facts about a chart, for the sentence that describes it.
public struct ChartFacts: Sendable, Hashable {
  /// A value worth naming.
  public struct Extreme: Sendable, Hashable {
    /// The place in the chart: a day, a row, a cell.
    public var label: String
    /// The value as written in the table twin.
    public var text: String
    /// The value itself.
    public var value: Double
  }

  /// Values that were plotted.
  public var plotted = 0
  /// Places whose value is not known.
  public var missing = 0
  /// The first largest value; nil when nothing was plotted.
  public var highest: Extreme?
  /// The first smallest value; nil when nothing was plotted.
  public var lowest: Extreme?
  /// The start of the value axis as written, when it is above zero: the subtitle must say it.
  public var axisStart: String?

  /// True when there is nothing above zero to see.
  public var isEmpty: Bool { (highest?.value ?? 0) == 0 && (lowest?.value ?? 0) == 0 }

  /// A plain sentence with the extremes, or the word for an empty chart.
  public func sentence(_ words: ChartWords = .en) -> String {
    guard !isEmpty, let highest, let lowest else { return words.empty.prefix(1).uppercased() + words.empty.dropFirst() + "." }
    return words.extremes(highest, lowest)
  }

  /// Counts one place; `text` is only evaluated for a new extreme.
  mutating func add(_ value: Double?, label: @autoclosure () -> String, text: (Double) -> String) {
    guard let value, value.isFinite else {
      missing += 1
      return
    }
    plotted += 1
    if value > (highest?.value ?? -.infinity) { highest = Extreme(label: label(), text: text(value), value: value) }
    if value < (lowest?.value ?? .infinity) { lowest = Extreme(label: label(), text: text(value), value: value) }
  }
}
