import Aggregation
import Basics
import Privacy
import Records

/// What was read besides conversations, as one period sees it.
struct PeriodDocuments: Sendable {
  /// How a body belongs to the period; smaller is closer.
  enum Fit: Int, Sendable, Comparable {
    /// Its window is the period.
    case exact
    /// Its window touches the period.
    case touching
    /// It speaks about the time up to its capture. It belongs to one period only: the one it was captured for.
    case asOf

    static func < (a: Fit, b: Fit) -> Bool { a.rawValue < b.rawValue }
  }

  /// A record with where it stands.
  struct Placed: Sendable {
    var record: Record
    var body: DocumentBody
  }

  /// A figure with where it stands.
  struct PlacedFigure: Sendable {
    var figure: ReportedFigure
    var body: DocumentBody
    var fit: Fit
  }

  let documents: Documents
  /// Where records are counted; nil = nothing was read.
  private let figures: Figures?
  let period: Period
  let zone: Zone
  /// True when comments of users may be shown.
  let showsRemarks: Bool
  /// False in public reports: names of people who work for the publisher stay out.
  let showsPeople: Bool
  /// First to last moment of the period, half-open.
  let span: Range<Instant>
  private let fits: [Fit?]
  private let captures: Captures

  /// The documents of a period. `published` holds all periods of the report, ascending; the latest one also takes what was captured later,
  /// or when nobody knows.
  init(
    _ documents: Documents, figures: Figures?, period: Period, zone: Zone, published: [Period], showsRemarks: Bool = false,
    showsPeople: Bool = false
  ) {
    self.documents = documents
    self.figures = figures
    self.period = period
    self.zone = zone
    self.showsRemarks = showsRemarks
    self.showsPeople = showsPeople
    let start = zone.start(of: period.start)
    let end = zone.start(of: period.end)
    let span = start..<max(start, end)
    self.span = span
    let captures = Self.captures(of: period, zone, published)
    self.captures = captures
    fits = documents.bodies.map { Self.fit($0.window, $0.isCaptureGuessed ? nil : $0.capturedAt, of: period, span, captures) }
  }

  private static func fit(
    _ window: ReportWindow, _ taken: Instant?, of period: Period, _ span: Range<Instant>, _ captures: Captures
  ) -> Fit? {
    if case .interval(let window) = window { return fit(window, of: period, span) }
    guard let taken else { return captures.upperBound == nil ? .asOf : nil }
    return taken >= captures.lowerBound && captures.upperBound.map { taken < $0 } ?? true ? .asOf : nil
  }

  /// True when a file with this window, taken at this moment (nil = unknown), speaks about the period.
  func concerns(_ window: ReportWindow, takenAt taken: Instant?) -> Bool {
    Self.fit(window, taken, of: period, span, captures) != nil
  }

  /// The moments whose captures belong to the period; no upper bound for the latest one.
  private typealias Captures = (lowerBound: Instant, upperBound: Instant?)

  /// A state that is taken in the first days after a period is its last word, when the period has a report. Each moment belongs to one
  /// report; what is taken in a period without one belongs to the report before.
  private static func captures(of period: Period, _ zone: Zone, _ published: [Period]) -> Captures {
    func grace(after period: Period) -> Instant { zone.start(of: period.end.advanced(by: min(7, period.dayCount / 4))) }
    let next = published.first { $0 > period }
    return (
      published.contains(period.previous) ? grace(after: period.previous) : zone.start(of: period.start),
      next.map { $0 == period.next ? grace(after: period) : zone.start(of: $0.start) }
    )
  }

  /// Nothing was read besides conversations.
  static let none = PeriodDocuments(
    Documents(), figures: nil, period: Period(.month, containing: CalendarDay(ordinal: 0)), zone: .utc,
    published: [Period(.month, containing: CalendarDay(ordinal: 0))])

  /// Whole days in UTC stand for the period too: vendors ask for days, not for moments of the report's zone.
  private static func fit(_ window: Range<Instant>, of period: Period, _ span: Range<Instant>) -> Fit? {
    let utc = Zone.utc.start(of: period.start)..<Zone.utc.start(of: period.end)
    if window == span || window == utc { return .exact }
    let overlap = min(window.upperBound, span.upperBound).microseconds - max(window.lowerBound, span.lowerBound).microseconds
    // Hours at the edge of another zone do not make a window speak about the period.
    let day: Int64 = 86_400_000_000
    let length = window.upperBound.microseconds - window.lowerBound.microseconds
    return overlap >= min(day, max(1, length)) ? .touching : nil
  }

  /// How a body belongs to the period; nil when it does not.
  func fit(_ body: Int) -> Fit? { body >= 0 && body < fits.count ? fits[body] : nil }

  /// Bodies of the period, in the order of their files.
  var bodies: [DocumentBody] { documents.bodies.indices.filter { fits[$0] != nil }.map { documents.bodies[$0] } }
}

extension PeriodDocuments {
  /// Records of one kind in the period, as metrics count them: by their own time where they have one, else as the latest capture of the
  /// period lists them; each once.
  func records(_ kind: RecordKind) -> [Placed] {
    guard let figures else { return [] }
    return figures.listed(kind, in: period).compactMap { record in
      record.body < documents.bodies.count ? Placed(record: record, body: documents.bodies[record.body]) : nil
    }
  }

  /// True when at least one record of the kind belongs to the period.
  func has(_ kind: RecordKind) -> Bool { figures.map { !$0.listed(kind, in: period).isEmpty } ?? false }

  /// True when a body of this kind belongs to the period and holds a figure.
  func hasReported(_ kind: String) -> Bool {
    documents.figures.contains { fit($0.body) != nil && documents.bodies[$0.body].kind == kind }
  }

  /// Figures of the period that meet a condition, in the order in which they were read: of a window that only touches the period the
  /// buckets that lie in it.
  func figures(_ condition: (ReportedFigure, DocumentBody) -> Bool) -> [PlacedFigure] {
    documents.figures.compactMap { figure in
      guard let fit = fit(figure.body) else { return nil }
      if fit == .touching, let bucket = figure.bucket, !overlaps(bucket, figure.bucketSeconds) { return nil }
      let body = documents.bodies[figure.body]
      return condition(figure, body) ? PlacedFigure(figure: figure, body: body, fit: fit) : nil
    }
  }

  private func overlaps(_ bucket: Instant, _ seconds: Int) -> Bool {
    bucket < span.upperBound && bucket.microseconds + Int64(seconds) * 1_000_000 > span.lowerBound.microseconds
  }
}
