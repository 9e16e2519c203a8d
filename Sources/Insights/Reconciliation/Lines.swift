import Aggregation
import Basics
import Notation
import Privacy
import Records

/// Reported figures as lines: series gathered, windows and meanings settled.
struct Lines {
  private let documents: Documents
  private let settings: AggregationSettings
  private let rows: [ConversationRows]
  private let records: RecordRows
  private var tolerances: [Scale: Tolerance] = [:]
  private var single: [Int: Set<String>] = [:]
  private var tools: [Int: [String]] = [:]
  private var firstBuckets: [Int: Instant] = [:]
  /// Zones that bodies state; to find one is dear.
  private let named: [String: Zone?]
  private(set) var all: [Line] = []

  private struct Scale: Hashable {
    let body: Int
    let unit: Unit
    /// Made by a reader from two numbers, not written by the vendor.
    let isDerived: Bool

    init(_ figure: ReportedFigure) {
      body = figure.body
      unit = figure.unit
      isDerived = figure.quantity.contains(" / ")
    }
  }
  private struct Key: Hashable {
    let body: Int
    let path: String
    let quantity: String
    let dimension: String?
    let member: RedactedText?
    let seconds: Int
  }

  init(_ documents: Documents, _ records: RecordRows, settings: AggregationSettings, rows: [ConversationRows]) {
    self.documents = documents
    self.records = records
    self.settings = settings
    self.rows = rows
    named = Dictionary(
      Set(documents.bodies.compactMap(\.zone)).map { ($0, Zone(identifier: $0)) }, uniquingKeysWith: { first, _ in first })
    readTolerances()
    readVersions()
    readTools()
    for figure in documents.figures {
      guard let bucket = figure.bucket, figure.bucketSeconds > 0 else { continue }
      firstBuckets[figure.body] = min(firstBuckets[figure.body] ?? bucket, bucket)
    }
    var places: [Key: Int] = [:]
    for figure in documents.figures where documents.bodies.indices.contains(figure.body) {
      let key = Key(
        body: figure.body, path: figure.path, quantity: figure.quantity, dimension: figure.dimension, member: figure.member,
        seconds: figure.bucketSeconds)
      if let place = places[key], figure.bucketSeconds > 0 {
        add(figure, to: place)
      } else {
        places[key] = all.count
        all.append(Line(figure: figure, body: figure.body))
        all[all.count - 1].tolerance = tolerances[Scale(figure)] ?? .exact
        add(figure, to: all.count - 1)
      }
    }
    for place in all.indices where all[place].elements.isEmpty && all[place].obstacle == nil { all[place].obstacle = .nothingReported }
  }

  private mutating func add(_ figure: ReportedFigure, to place: Int) {
    guard let reported = figure.value, reported.isFinite else { return }
    switch Meanings.of(figure, in: documents.bodies[figure.body]) {
    case .failure(let missing): all[place].obstacle = missing.reason
    case .success(let meaning):
      switch window(figure, Self.kind(meaning)) {
      case .failure(let missing): all[place].obstacle = missing.reason
      case .success(let window):
        if let reason = obstacle(figure, meaning, window) {
          all[place].obstacle = reason
          return
        }
        let body = documents.bodies[figure.body]
        let subject = Subject(
          meaning: scoped(meaning, body), window: window, anchor: body.anchor, vendor: body.vendor, source: body.source,
          bucketSeconds: figure.bucketSeconds, bodyEnd: body.window.interval?.upperBound, scope: scope(body, meaning),
          singleVersions: single[figure.body] ?? [], tools: tools[figure.body] ?? [], zones: zones(body))
        all[place].elements.append(Line.Element(bucket: figure.bucket, reported: reported, subject: subject))
      }
    }
  }

  /// Kind of the records that a meaning is about; nil for conversations.
  private static func kind(_ meaning: Meaning) -> RecordKind? {
    if case .records(let expression)? = MetricCatalogue.metric(meaning.metric)?.expression { expression.kind } else { nil }
  }

  /// The window of a figure, half-open.
  private func window(_ figure: ReportedFigure, _ kind: RecordKind?) -> Result<Range<Instant>, Meanings.Missing> {
    let body = documents.bodies[figure.body]
    let whole: Range<Instant>
    switch body.window {
    case .interval(let range):
      whole = range.clamped(to: Instant.dates)
      if whole.isEmpty { return .failure(.init(.unknownWindow)) }
    case .trailing(let days):
      guard let days, (1...36_600).contains(days), let end = body.capturedAt, !body.isCaptureGuessed, Instant.dates.contains(end)
      else { return .failure(.init(.unknownCapture)) }
      // The days of a series are those of the calendar: their sum does not begin in the middle of one.
      let back = end.advanced(microseconds: Int64(days) * -86_400_000_000)
      whole = min(end, firstBuckets[figure.body].map { max(back, $0) } ?? back)..<end
      if whole.isEmpty { return .failure(.init(.unknownWindow)) }
      let isCovered = kind.map { records.covers(whole, $0, body) } ?? isCovered(whole, body)
      if !isCovered { return .failure(.init(.notCovered)) }
    case .allTime:
      guard let kind, records.isComplete(kind, body) else { return .failure(.init(.allTime)) }
      let end = body.isCaptureGuessed ? nil : body.capturedAt
      whole = Instant.dates.lowerBound..<max(Instant.dates.lowerBound, end ?? Instant.dates.upperBound)
    case .unknown:
      guard figure.bucket != nil, figure.bucketSeconds > 0 else { return .failure(.init(.unknownWindow)) }
      whole = Instant.dates
    }
    guard let start = figure.bucket, figure.bucketSeconds > 0 else { return .success(whole) }
    guard Instant.dates.contains(start), figure.bucketSeconds <= 366 * 86_400 else { return .failure(.init(.unknownWindow)) }
    // A day that begins at a local midnight ends at the next one, be it 23 or 25 hours long.
    var end = start.advanced(microseconds: Int64(figure.bucketSeconds) * 1_000_000)
    if figure.bucketSeconds == 86_400 {
      for zone in zones(body) {
        let day = zone.day(of: start)
        if zone.start(of: day) == start {
          end = zone.start(of: day.advanced(by: 1))
          break
        }
      }
    }
    let cut = (start..<end).clamped(to: whole)
    return cut.isEmpty ? .failure(.init(.unknownWindow)) : .success(cut)
  }

  /// UTC, then the zones of the report and of the body.
  private func zones(_ body: DocumentBody) -> [Zone] {
    var result = [Zone.utc]
    for zone in [settings.zone, body.zone.flatMap { named[$0] ?? nil }].compactMap({ $0 }) where !result.contains(zone) {
      result.append(zone)
    }
    return result
  }

  /// True when the rows of the vendor are known to reach over the whole range.
  private func isCovered(_ range: Range<Instant>, _ body: DocumentBody) -> Bool {
    let windows = rows.filter { $0.vendor == body.vendor }.compactMap(\.window).sorted { $0.lowerBound < $1.lowerBound }
    var reached = range.lowerBound
    for window in windows where window.lowerBound <= reached { reached = max(reached, window.upperBound) }
    return reached >= range.upperBound
  }

  private func obstacle(_ figure: ReportedFigure, _ meaning: Meaning, _ window: Range<Instant>) -> Incomparable? {
    let body = documents.bodies[figure.body]
    let own = rows.filter { $0.vendor == body.vendor }
    if let kind = Self.kind(meaning) {
      if !records.has(kind, body) { return .noRows }
    } else if own.isEmpty {
      return .noRows
    } else if own.allSatisfy({ rows in rows.window.map { !$0.overlaps(window) } ?? false }) {
      return .noRows
    }
    for (key, value) in body.subject {
      guard let metric = MetricCatalogue.metric(meaning.metric), let name = Self.cuts[key], Meanings.dimension(name, of: metric) != nil
      else { return .otherScope }
      // Several values of one filter cannot be asked as one part.
      if value.string.contains(",") { return .otherScope }
    }
    return nil
  }

  /// Dimensions by what a body is about.
  private static let cuts: [String: String] = [
    "assistant": "assistant", "avatar": "assistant", "version": "version", "tag": "tag", "channel": "channel", "tool": "tool",
    "skill": "skill", "slug": "conversion", "persona": "persona",
  ]

  /// Filters of the request.
  private func scope(_ body: DocumentBody, _ meaning: Meaning) -> [Filter] {
    guard let metric = MetricCatalogue.metric(meaning.metric) else { return [] }
    return body.subject.sorted { utf8Precedes($0.key, $1.key) }.compactMap { key, value in
      Self.cuts[key].flatMap { Meanings.dimension($0, of: metric) }.map { Filter($0, value.string) }
    }
  }

  private func scoped(_ meaning: Meaning, _ body: DocumentBody) -> Meaning {
    var result = meaning
    let own = Set(meaning.filters.map(\.dimension))
    result.filters += scope(body, meaning).filter { !own.contains($0.dimension) }
    return result
  }

  private mutating func readTolerances() {
    var values: [Scale: [Double]] = [:]
    for figure in documents.figures {
      guard let value = figure.value else { continue }
      values[Scale(figure), default: []].append(value)
    }
    for (scale, values) in values {
      let vendor = documents.bodies.indices.contains(scale.body) ? documents.bodies[scale.body].vendor : .studiochat
      tolerances[scale] = Tolerance(scale.unit, siblings: values, inSeconds: vendor == .avatarium || vendor == .chatcaptain)
    }
  }

  /// Assistants of which a body reports one version.
  private mutating func readVersions() {
    var versions: [Int: [String: Set<String>]] = [:]
    for figure in documents.figures where figure.dimension == "version" {
      guard let member = figure.member?.string, let base = Subject.assistant(ofVersion: member) else { continue }
      versions[figure.body, default: [:]][base, default: []].insert(member)
    }
    single = versions.mapValues { Set($0.filter { $0.value.count == 1 }.keys) }
  }

  /// Tools that a body lists runs of.
  private mutating func readTools() {
    var names: [Int: Set<String>] = [:]
    for record in documents[.toolRuns] {
      guard let tool = record.value("tool", .toolRuns).text?.string else { continue }
      names[record.body, default: []].insert(tool)
    }
    tools = names.mapValues { $0.sorted(by: utf8Precedes) }
  }
}
