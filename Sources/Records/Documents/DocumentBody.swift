import Privacy

/// The stretch of time that pre-aggregated figures speak about.
public enum ReportWindow: Sendable, Hashable {
  /// A stated window, half-open: an end that the vendor includes has been moved to the moment behind it.
  case interval(Range<Instant>)
  /// The last days before the capture (nil = not stated); such figures are shown "as of", never compared as a month.
  case trailing(days: Int?)
  /// Everything up to the capture.
  case allTime
  /// Nothing states it.
  case unknown

  /// The stated interval.
  public var interval: Range<Instant>? { if case .interval(let range) = self { range } else { nil } }
}

/// Which time puts a thing into the window of a vendor's figure.
public enum ReportAnchor: String, Sendable, Hashable, Codable, CaseIterable {
  /// Last message of the conversation.
  case lastMessage = "L"
  /// First message, or start, of the conversation.
  case firstMessage = "F"
  /// The event itself: a rating, a conversion, a tool call, a message.
  case event = "O"
  /// Only the vendor knows.
  case vendor = "V"
}

/// One body that is no list of conversations, with everything that figures and records from it inherit.
public struct DocumentBody: Sendable, Hashable {
  /// Whose it is.
  public var vendor: Vendor
  /// Id of the configured source.
  public var source: String
  /// Kind in the vendor's registry: `csat-analytics`.
  public var kind: String
  /// File, relative to the project.
  public var file: String
  /// What its figures speak about.
  public var window = ReportWindow.unknown
  /// True when the vendor leaves open whether the last day or moment belongs to the window.
  public var isEndOpen = false
  /// Inner anchor of its figures.
  public var anchor = ReportAnchor.vendor
  /// When it was taken from the vendor; nil when nothing states it.
  public var capturedAt: Instant?
  /// True when `capturedAt` is only the time stamp of the file.
  public var isCaptureGuessed = false
  /// IANA name of the zone of its days, when stated.
  public var zone: String?
  /// What the whole body is about, by name: `channel`, `avatar`, `tool`, `slug`, `assistant`, `knowledge base`.
  public var subject: [String: RedactedText] = [:]
  /// Rows that the body says the whole list has; nil when it does not.
  public var statedTotal: Int?
  /// Rows that are there.
  public var rows: Int = 0

  /// A body.
  public init(vendor: Vendor, source: String, kind: String, file: String) {
    self.vendor = vendor
    self.source = source
    self.kind = kind
    self.file = file
  }
}
