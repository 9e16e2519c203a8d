import Records

/// Where a value comes from.
public enum Origin: Sendable, Hashable {
  /// From conversations or records.
  case computed
  /// A vendor computed it.
  case reported(ReportedOrigin)
}

/// Which vendor's word a value is.
public struct ReportedOrigin: Sendable, Hashable {
  /// Vendor.
  public let vendor: Vendor
  /// Index in `Documents.bodies`.
  public let body: Int
  /// File, relative to the project.
  public let file: String
  /// What the body's figures speak about.
  public let window: ReportWindow
  /// When it was taken; nil when nothing states it.
  public let capturedAt: Instant?
  /// Days of a daily series that were added up; nil for a value that the vendor states as such.
  public var days: Int?
  /// True for the same dates as the period, but of the vendor's zone: some hours at the ends differ.
  public var hasOtherZone = false

  init(_ body: DocumentBody, _ index: Int, days: Int? = nil) {
    vendor = body.vendor
    self.body = index
    file = body.file
    window = body.window
    capturedAt = body.capturedAt
    self.days = days
  }
}

/// One part of a whole: a dimension and one of its groups.
public struct FigurePart: Sendable, Hashable {
  /// Dimension of the catalogue, where it is one.
  public let dimension: String
  /// Key of the group; redacted text.
  public let member: String
}

/// A value of a vendor with all that is known about it.
public struct ReportedValue: Sendable, Hashable {
  /// Metric of ours that means the same.
  public let metric: MetricID
  /// In the unit of the metric; nil when the vendor has none.
  public let value: Double?
  /// The figure itself.
  public let figure: ReportedFigure
  /// What it is cut by, by dimension: its own cut and what its body is about. Empty for the whole.
  public let parts: [FigurePart]
  /// Whose word it is.
  public let origin: ReportedOrigin
}
