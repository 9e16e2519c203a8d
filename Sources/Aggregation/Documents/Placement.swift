import Records

/// Puts moments, windows and captures into periods of the report.
struct Placement: Sendable {
  let zone: Zone
  let kind: PeriodKind

  init(_ settings: AggregationSettings) { self.init(settings.zone, settings.periodKind) }

  init(_ zone: Zone, _ kind: PeriodKind) {
    self.zone = zone
    self.kind = kind
  }

  func period(of day: CalendarDay) -> Period { Period(kind, containing: day) }

  /// The period that a window is exactly, in the zone of the report; nil for any other window.
  func exact(_ window: ReportWindow) -> Period? {
    guard let range = window.interval, let period = holding(window) else { return nil }
    return range.lowerBound == zone.start(of: period.start) && range.upperBound == zone.start(of: period.end) ? period : nil
  }

  /// The period that holds a whole stated window.
  func holding(_ window: ReportWindow) -> Period? {
    guard let range = window.interval, !range.isEmpty else { return nil }
    let period = period(of: zone.day(of: range.lowerBound))
    return range.upperBound <= zone.start(of: period.end) ? period : nil
  }

  /// The period that a list without times speaks about: that of its window, else that of its capture. A list taken in the first
  /// instant of a period speaks about the one before. nil when nothing is stated.
  func listed(_ body: DocumentBody) -> Period? {
    if let period = holding(body.window) ?? mostly(body.window) { return period }
    guard let captured = body.capturedAt, !body.isCaptureGuessed else { return nil }
    let period = period(of: zone.day(of: captured))
    return captured == zone.start(of: period.start) ? period.previous : period
  }

  /// A month of another zone begins and ends some hours apart from ours: the list of such a window belongs to the period of its middle.
  private func mostly(_ window: ReportWindow) -> Period? {
    guard let range = window.interval, !range.isEmpty else { return nil }
    let (low, high) = (range.lowerBound.seconds, range.upperBound.seconds)
    let period = period(of: zone.day(of: Instant(seconds: low / 2 + high / 2)))
    let slack: Int64 = 14 * 3600
    let isWithin = low >= zone.start(of: period.start).seconds - slack && high <= zone.start(of: period.end).seconds + slack
    return isWithin ? period : nil
  }

  /// The local day that a bucket of a day is; nil when it begins at another moment.
  func day(_ bucket: Instant, seconds: Int) -> CalendarDay? {
    guard seconds == 86_400 else { return nil }
    let day = zone.day(of: bucket)
    return zone.start(of: day) == bucket ? day : nil
  }
}

extension DocumentBody {
  /// What the whole body is about, by dimension of the catalogue.
  var parts: [FigurePart] {
    subject.compactMap { key, text in
      Self.dimensions[key].map { FigurePart(dimension: $0, member: text.string) }
    }.sorted { $0.dimension < $1.dimension }
  }

  /// Which names of subjects are dimensions: a project or an account is no part of its figures.
  private static let dimensions = [
    "avatar": "assistant", "assistant": "assistant", "channel": "channel", "slug": "conversion", "conversion": "conversion",
    "tool": "tool", "toolkit": "tool", "skill": "skill", "knowledge base": "knowledge-base", "knowledge-base": "knowledge-base",
    "persona": "persona", "tag": "tag", "inbox": "inbox", "language": "language", "version": "version",
  ]
}
