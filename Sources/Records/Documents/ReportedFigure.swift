import Notation
import Privacy

/// One number that a vendor computed. It is shown as reported and compared with ours; it never enters a sum of ours.
public struct ReportedFigure: Sendable, Hashable {
  /// Index of its body in `Documents.bodies`.
  public var body: Int
  /// The vendor's own name: `deflection_rate`, `CONVERSATION_COUNT`.
  public var quantity: String
  /// Id of the metric of the catalogue that means the same; nil when none does.
  public var metric: String?
  /// What it is cut by (`assistant`, `tag`, `tool`, `action`, `language`, …); nil for the whole.
  public var dimension: String?
  /// Which part, when it is cut.
  public var member: RedactedText?
  /// First moment of the bucket, for a series.
  public var bucket: Instant?
  /// Seconds of the bucket (86,400 = a day of the body's zone, 3,600 = an hour); 0 without a bucket.
  public var bucketSeconds = 0
  /// Value in the unit: shares 0…1, durations in milliseconds; nil when the vendor has none (`null`).
  public var value: Double?
  /// Unit of `value`.
  public var unit: Unit
  /// Place in the body with `*` for elements and for keys that are data: `by_tag.*.deflection_rate`.
  public var path: String

  /// A figure of the whole.
  public init(body: Int, quantity: String, metric: String? = nil, value: Double?, unit: Unit, path: String) {
    self.body = body
    self.quantity = quantity
    self.metric = metric
    self.value = value
    self.unit = unit
    self.path = path
  }
}
