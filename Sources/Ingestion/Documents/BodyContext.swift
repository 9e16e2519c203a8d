import Records

/// What is known about a file besides its body, from the manifest, the `request` wrapper, folder and file names (in that order).
struct BodyContext: Sendable, Equatable {
  /// Vendor that the configuration, the manifest or a folder name states; nil when nothing does.
  var vendor: Vendor?
  /// Kind that the manifest or the file name states: `sparklines-kbs`, `report-channel`.
  var kindHint: String?
  /// Where each fact came from, for inspection: fact → origin.
  var origins: [String: ContextOrigin] = [:]
  /// Parameters of the request as texts: `period` = `30d`, `days` = `14`, `groupBy` = `day`, `from`, `to`, `interval`, `slug` ….
  var query: [String: String] = [:]
  /// Ids the body does not repeat: `conversationId`, `channelId`, `chatbotId`, `avatarId`, `kbId`, `toolId`, `slug`, `baseId`, `runId`.
  var ids: [String: String] = [:]
  /// Window asked for, half-open; nil when nothing states it.
  var window: Range<Instant>?
  /// True when only whole days are stated, so whether the last one belongs to the window is open.
  var isEndOpen = false
  /// When it was taken; nil when nothing states it.
  var capturedAt: Instant?
  /// True when `capturedAt` is the file's own time stamp.
  var isCaptureGuessed = false
  /// IANA zone of the vendor's days.
  var zone: String?
  /// File name without folder and extensions, lower case: for kinds that shape alone cannot tell apart.
  var stem = ""

  /// Days of a trailing window: `period=30d`, `days=14`; nil when nothing states them.
  var trailingDays: Int? {
    if let days = query["days"].flatMap(Int.init) { return days }
    guard let period = query["period"], period.hasSuffix("d") else { return nil }
    return Int(period.dropLast())
  }
}
