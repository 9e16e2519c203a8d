import Basics
import Privacy
import Records

/// Which of several bodies that say the same counts.
extension Gathering {
  /// True when the body `a` was taken later than `b`: by the stated capture, else by the end of the window, else by the path. Time stamps
  /// of files say nothing here.
  private func isNewer(_ a: Int, _ b: Int) -> Bool {
    func taken(_ index: Int) -> Int64 {
      let body = documents.bodies[index]
      let stated = body.isCaptureGuessed ? nil : body.capturedAt
      return (stated ?? body.window.interval?.upperBound)?.microseconds ?? Int64.min
    }
    return taken(a) != taken(b) ? taken(a) > taken(b) : a > b
  }

  mutating func keepNewest() {
    var contradictions: [(body: Int, path: String)] = []
    for (kind, records) in documents.records.sortedByKind() {
      documents.records[kind] = newest(records, kind, &contradictions)
    }
    documents.figures = newest(documents.figures, &contradictions)
    for (body, path) in contradictions { note(.contradiction, body, path) }
  }

  /// What makes two records the same thing.
  private struct RecordKey: Hashable {
    var vendor: Vendor
    var source: String
    var list: ListKey?
    var values: [FieldValue]
  }

  /// Lists of things without a time of their own say how these were in a window, or on the day of a capture: April's list is no older
  /// copy of May's, and a list of titles none of a list of counts.
  private struct ListKey: Hashable {
    var kind: String
    var window: Range<Instant>?
    var day: Int64?

    init(_ body: DocumentBody) {
      kind = body.kind
      window = body.window.interval
      if window == nil, !body.isCaptureGuessed { day = body.capturedAt?.seconds.flooredDivision(by: 86_400) }
    }
  }

  /// A record is only known again when every part of its key is there; a missing part that records are cut by means the whole.
  private func key(_ record: Record, _ places: [(place: Int, isCut: Bool)], isList: Bool) -> RecordKey? {
    guard !places.isEmpty, places.allSatisfy({ $0.isCut || !record.values[$0.place].isMissing }) else { return nil }
    let body = documents.bodies[record.body]
    return RecordKey(
      vendor: body.vendor, source: body.source, list: isList ? ListKey(body) : nil, values: places.map { record.values[$0.place] })
  }

  /// One record for each key: the newest, completed by what only older ones deliver.
  private func newest(
    _ records: [Record], _ kind: RecordKind, _ contradictions: inout [(body: Int, path: String)]
  ) -> [Record] {
    let schema = kind.schema
    let places = schema.key.compactMap { id in
      schema.place(of: id).map { (place: $0, isCut: schema.fields[$0].dimension != nil) }
    }
    guard places.count == schema.key.count, !places.isEmpty else { return records }
    var kept: [Record] = []
    var placesOf: [RecordKey: Int] = [:]
    for record in records {
      guard let key = key(record, places, isList: schema.anchor == nil) else {
        kept.append(record)
        continue
      }
      guard let at = placesOf[key] else {
        placesOf[key] = kept.count
        kept.append(record)
        continue
      }
      let isLater = record.body == kept[at].body || isNewer(record.body, kept[at].body)
      var (new, old) = isLater ? (record, kept[at]) : (kept[at], record)
      var differs = false
      for field in new.values.indices {
        if new.values[field].isMissing {
          new.values[field] = old.values[field]
        } else if !old.values[field].isMissing, old.values[field] != new.values[field] {
          differs = true
        }
      }
      if new.conversations.isEmpty { new.conversations = old.conversations }
      if differs, isContradiction(new.body, old.body, hasAnchor: schema.anchor != nil) {
        contradictions.append((old.body, "\(kind.rawValue).*"))
      }
      old = new
      kept[at] = old
    }
    return kept.sorted { ($0.body, $0.row) < ($1.body, $1.row) }
  }

  /// Two copies of something that happened must agree; a state (uses of a persona) may change from capture to capture.
  private func isContradiction(_ new: Int, _ old: Int, hasAnchor: Bool) -> Bool {
    if hasAnchor || new == old { return documents.bodies[new].kind == documents.bodies[old].kind }
    let (a, b) = (documents.bodies[new], documents.bodies[old])
    guard a.kind == b.kind, a.window == b.window, !a.isCaptureGuessed, !b.isCaptureGuessed else { return false }
    return a.capturedAt == b.capturedAt && (a.capturedAt != nil || a.window.interval != nil)
  }

  /// Bodies that may state the same.
  private struct BodyKey: Hashable {
    var vendor: Vendor
    var source: String
    var kind: String
    var window: ReportWindow
    var capturedAt: Instant?
    var subject: [String: RedactedText]
  }

  /// One statement of a body.
  private struct Statement: Hashable {
    var quantity: String
    var dimension: String?
    var member: RedactedText?
    var bucket: Instant?
    var bucketSeconds: Int
    var path: String

    init(_ figure: ReportedFigure) {
      quantity = figure.quantity
      dimension = figure.dimension
      member = figure.member
      bucket = figure.bucket
      bucketSeconds = figure.bucketSeconds
      path = figure.path
    }
  }

  /// The same thing taken again: what a project, workspace or bot as a whole is asked for, an hour or more apart. (Parts that nothing tells
  /// apart are fetched one after the other.)
  private func isRetaken(_ new: Int, _ old: Int) -> Bool {
    let (a, b) = (documents.bodies[new], documents.bodies[old])
    guard Self.ofWholes.contains(a.kind), !a.isCaptureGuessed, !b.isCaptureGuessed, let x = a.capturedAt, let y = b.capturedAt
    else { return false }
    return abs(x.seconds - y.seconds) >= 3600
  }
  private static let ofWholes: Set<String> = [
    "analytics", "account-analytics", "metrics-aggregate", "csat-analytics", "report-overview", "overview", "inbox",
  ]

  /// Of bodies about the same window each statement once: that of the newest. Bodies with unlike names that differ in a value are about
  /// different things (two channels, an hour and a day) that nothing tells apart: both stay.
  private func newest(_ figures: [ReportedFigure], _ contradictions: inout [(body: Int, path: String)]) -> [ReportedFigure] {
    var statements: [Int: [Statement: Int]] = [:]
    for (index, figure) in figures.enumerated() where key(of: figure.body) != nil {
      // Within one body a list may repeat a name; both are shown as they stand.
      if statements[figure.body, default: [:]][Statement(figure)] == nil {
        statements[figure.body, default: [:]][Statement(figure)] = index
      }
    }
    var isOlder = [Bool](repeating: false, count: figures.count)
    var groups: [BodyKey: [Int]] = [:]
    for body in statements.keys.sorted() { if let key = key(of: body) { groups[key, default: []].append(body) } }
    for bodies in groups.values where bodies.count > 1 {
      let order = bodies.sorted { isNewer($0, $1) }
      for (place, old) in order.enumerated() {
        for new in order[..<place] {
          guard let mine = statements[old], let other = statements[new] else { continue }
          let shared = mine.filter { other[$0.key] != nil }
          let different = shared.filter { entry in figures[entry.value].value != other[entry.key].flatMap { figures[$0].value } }
          if !different.isEmpty, name(of: old) != name(of: new), !isRetaken(new, old) { continue }
          for index in shared.values { isOlder[index] = true }
          contradictions += different.map { (old, $0.key.path) }
        }
      }
    }
    return figures.indices.filter { !isOlder[$0] }.map { figures[$0] }
  }

  /// nil when nothing says that another body could speak of the same.
  private func key(of index: Int) -> BodyKey? {
    let body = documents.bodies[index]
    let capture = body.isCaptureGuessed ? nil : body.capturedAt
    guard body.window.interval != nil || capture != nil, body.window != .unknown else { return nil }
    return BodyKey(
      vendor: body.vendor, source: body.source, kind: body.kind, window: body.window,
      capturedAt: body.window.interval == nil ? capture : nil, subject: body.subject)
  }

  /// Name of a body's file without folders.
  private func name(of body: Int) -> Substring { documents.bodies[body].file.split(separator: "/").last ?? "" }
}
