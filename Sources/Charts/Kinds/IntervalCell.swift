import Markup

/// A value with its interval in a table cell, beside the columns with its numbers: a line from end to end, a dot at the value, and an
/// upright line at what it is compared with. Decoration: hidden in narrow cards.
public struct IntervalCell: Sendable, Hashable {
  /// Ends of the axis that all cells of the column share.
  public var axis: ClosedRange<Double>
  /// Ends of the interval.
  public var low, high: Double
  /// The value.
  public var value: Double
  /// A hollow dot, for the value before a correction; nil for none.
  public var raw: Double?
  /// The upright line; nil for none.
  public var reference: Double?

  /// A cell; nil for numbers that are not finite or an axis without length.
  public init?(
    _ value: Double, low: Double, high: Double, raw: Double? = nil, reference: Double? = nil, axis: ClosedRange<Double>
  ) {
    let all = [value, low, high, axis.lowerBound, axis.upperBound] + [raw, reference].compactMap { $0 }
    guard all.allSatisfy(\.isFinite), axis.lowerBound < axis.upperBound, low <= high else { return nil }
    self.axis = axis
    self.low = low
    self.high = high
    self.value = value
    self.raw = raw
    self.reference = reference
  }

  /// Dots keep inside the cell.
  private static let margin = 5.0

  private func percent(_ value: Double) -> Double {
    let share = (value - axis.lowerBound) / (axis.upperBound - axis.lowerBound)
    return Self.margin + min(1, max(0, share)) * (100 - 2 * Self.margin)
  }

  /// The drawing.
  public func draw() -> Fragment {
    var writer = MarkupWriter(capacity: 320)
    writer.raw(#"<svg class="bar" height="12" aria-hidden="true" focusable="false">"#)
    if let reference { writer.uprightLine("ref", percent: percent(reference), from: 0, to: 12) }
    writer.raw(#"<line class="conn""#)
    writer.percent("x1", percent(low))
    writer.percent("x2", percent(high))
    writer.raw(#" y1="6" y2="6"/>"#)
    if let raw { writer.dot("hollow", percent: percent(raw), y: 6, radius: 3.5) }
    writer.dot("dot1", percent: percent(value), y: 6, radius: 4.5)
    writer.raw("</svg>")
    return writer.finish()
  }
}
