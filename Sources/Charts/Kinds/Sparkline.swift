import Markup

/// The last periods beside a number: a small line, its dot on the current period, no axis. Decoration: the number and the
/// table say the same.
public struct Sparkline: Sendable, Hashable {
  /// What the values are; sets the smallest vertical span, so that noise stays flat.
  public enum Kind: Sendable, Hashable {
    /// 20 % of the largest value.
    case count
    /// 10 points of a share (0…1).
    case share
    /// 1.0 on a rating scale.
    case rating
    /// 25 % of the largest value: times, money.
    case amount
  }

  /// Oldest first; at most the last 13 are drawn. Missing values leave a gap.
  public var values: [Double?]
  /// What they are.
  public var kind: Kind
  /// Pixels.
  public var width: Double
  /// Pixels.
  public var height: Double

  /// For a card.
  public init(_ values: [Double?], kind: Kind, width: Double = 108, height: Double = 30) {
    self.values = Array(values.suffix(13))
    self.kind = kind
    self.width = width
    self.height = height
  }

  /// For a cell of a table.
  public static func cell(_ values: [Double?], kind: Kind) -> Sparkline {
    Sparkline(values, kind: kind, width: 92, height: 22)
  }

  /// The drawing; nil for fewer than four known values, or when the current one is not known.
  public func draw() -> Fragment? {
    let values = values.map { $0.flatMap { $0.isFinite ? $0 : nil } }
    let known = values.compactMap { $0 }
    guard known.count >= 4, let low = known.min(), let high = known.max(), let current = values.last ?? nil else { return nil }
    let span = max(high - low, leastSpan(max(abs(low), abs(high))))
    let middle = (low + high) / 2
    let scale = LinearScale(low: middle - span / 2, high: middle + span / 2)
    let inset = 5.0
    let x = { (index: Int) in 1 + Double(index) / Double(max(1, values.count - 1)) * (width - 7) }
    let y = { (value: Double) in span > 0 ? inset + scale.y(value, height: height - 2 * inset) : height / 2 }
    var writer = MarkupWriter(capacity: 400)
    writer.raw(#"<svg class="spark""#)
    writer.attribute("width", width)
    writer.attribute("height", height)
    writer.raw(#" viewBox="0 0 "#)
    writer.number(width)
    writer.raw(" ")
    writer.number(height)
    writer.raw(#"" aria-hidden="true" focusable="false"><path class="ln" d=""#)
    var isDown = false
    for (index, value) in values.enumerated() {
      guard let value else {
        isDown = false
        continue
      }
      writer.raw(isDown ? "L" : "M")
      writer.number(x(index))
      writer.raw(" ")
      writer.number(y(value))
      // A value between two gaps is a point: the round end of a line without length.
      if !isDown, index + 1 < values.count, values[index + 1] == nil { writer.raw("h0") }
      isDown = true
    }
    writer.raw(#""/><circle class="dot1""#)
    writer.attribute("cx", x(values.count - 1))
    writer.attribute("cy", y(current))
    writer.raw(#" r="3.5"/></svg>"#)
    return writer.finish()
  }

  private func leastSpan(_ largest: Double) -> Double {
    switch kind {
    case .count: 0.2 * largest
    case .share: 0.1
    case .rating: 1
    case .amount: 0.25 * largest
    }
  }
}
