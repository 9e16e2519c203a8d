/// A remark at one place of a line chart; it also stands in the table twin.
public struct Annotation: Sendable, Hashable {
  /// What the remark belongs to.
  public enum Kind: Sendable, Hashable {
    /// The value of the current series at this place, which is written before the remark.
    case value
    /// The place itself: an upright line, for a changed definition or a release.
    case place
  }

  /// Index into the points of the chart.
  public var index: Int
  /// At most 50 characters are drawn.
  public var text: String
  /// What it marks.
  public var kind: Kind

  /// A remark on a value or a place. A chart draws its first two.
  public init(at index: Int, _ text: String, kind: Kind = .value) {
    self.index = index
    self.text = text
    self.kind = kind
  }

  /// Annotations drawn per chart.
  static let limit = 2
  /// Characters drawn per annotation.
  static let length = 50

  /// The text, cut to `length` characters.
  var drawnText: String { text.count <= Annotation.length ? text : text.prefix(Annotation.length - 1) + "…" }
}
