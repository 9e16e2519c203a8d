import Markup

/// A bar in a table cell, beside the column with its number. Decoration: hidden in narrow cards.
public struct BarCell: Sendable, Hashable {
  /// Length, as a share (0…1) of the largest value of the column; clamped.
  public var share: Double
  /// Grey, for "All other".
  public var isRest: Bool

  /// A bar of this share of the column.
  public init(_ share: Double, isRest: Bool = false) {
    self.share = share
    self.isRest = isRest
  }

  /// A bar for a value in a column with this largest value; nothing for a missing value or an empty column.
  public init?(_ value: Double?, of largest: Double, isRest: Bool = false) {
    guard let value, value.isFinite, largest > 0, largest.isFinite else { return nil }
    self.init(value / largest, isRest: isRest)
  }

  /// The drawing.
  public func draw() -> Fragment {
    let length = share.isFinite ? min(1, max(0, share)) * 100 : 0
    var writer = MarkupWriter(capacity: 128)
    writer.raw(#"<svg class="bar" height="12" aria-hidden="true" focusable="false"><rect class=""#)
    writer.raw(isRest ? "b0" : "b1")
    writer.raw(#"""#)
    writer.percent("width", length)
    writer.raw(#" height="12"/></svg>"#)
    return writer.finish()
  }
}
