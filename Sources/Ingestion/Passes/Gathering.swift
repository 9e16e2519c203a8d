import Basics
import Privacy
import Records

/// What all workers gathered, joined in an order that depends on files alone.
struct Gathering {
  private(set) var documents = Documents()
  /// Index of the file of each body.
  private(set) var files: [Int] = []
  /// What each file gave, older copies aside.
  private(set) var counts: [Int: Counts] = [:]
  private var drafts = Drafts()
  private let settings: IngestionSettings

  /// Figures and records of one file.
  struct Counts: Sendable {
    var figures = 0
    var records: [RecordKind: Int] = [:]
  }

  init(_ harvests: [Harvest], _ settings: IngestionSettings) {
    self.settings = settings
    var sheaves: [Harvest.Sheaf] = []
    for harvest in harvests {
      sheaves += harvest.sheaves
      drafts.merge(harvest.drafts)
    }
    // One block of one file is one worker's: within it the order of reading holds.
    let order = sheaves.indices.sorted {
      (sheaves[$0].file, sheaves[$0].part, $0) < (sheaves[$1].file, sheaves[$1].part, $1)
    }
    for index in order { add(sheaves[index]) }
    keepNewest()
    for format in VendorRegistry.all { format.join(&documents) }
    for figure in documents.figures where files.indices.contains(figure.body) { counts[files[figure.body], default: Counts()].figures += 1 }
    for (kind, records) in documents.records {
      for record in records where files.indices.contains(record.body) {
        counts[files[record.body], default: Counts()].records[kind, default: 0] += 1
      }
    }
    documents.problems.sort { a, b in
      if a.body != b.body { return a.body < b.body }
      return a.path != b.path ? utf8Precedes(a.path, b.path) : utf8Precedes(a.kind.rawValue, b.kind.rawValue)
    }
  }

  private mutating func add(_ sheaf: Harvest.Sheaf) {
    if sheaf.continues, let last = files.last, last == sheaf.file {
      let body = documents.bodies.count - 1
      documents.bodies[body].rows += sheaf.body.rows
      documents.bodies[body].subject.merge(sheaf.body.subject) { mine, _ in mine }
    } else {
      documents.bodies.append(sheaf.body)
      files.append(sheaf.file)
    }
    let body = documents.bodies.count - 1
    for var figure in sheaf.figures {
      figure.body = body
      documents.figures.append(figure)
    }
    for (kind, record) in sheaf.records {
      var record = record
      record.body = body
      documents.records[kind, default: []].append(record)
    }
    for problem in sheaf.problems.values { note(problem.kind, body, problem.path, problem.count) }
  }

  private mutating func note(_ kind: BodyProblem.Kind, _ body: Int, _ path: String, _ count: Int = 1) {
    if let known = documents.problems.firstIndex(where: { $0.body == body && $0.kind == kind && $0.path == path }) {
      documents.problems[known].count += count
    } else {
      documents.problems.append(BodyProblem(body: body, kind: kind, path: path, count: count))
    }
  }

  // MARK: copies

  /// True when the body `a` was taken later than `b`; time stamps of files say nothing here.
  private func isNewer(_ a: Int, _ b: Int) -> Bool {
    func taken(_ index: Int) -> Int64 {
      let body = documents.bodies[index]
      return body.isCaptureGuessed ? Int64.min : body.capturedAt?.microseconds ?? Int64.min
    }
    return taken(a) != taken(b) ? taken(a) > taken(b) : a > b
  }

  private mutating func keepNewest() {
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
    var values: [FieldValue]
  }

  /// A record is only known again when every part of its key is there; a missing part that records are cut by means the whole.
  private func key(_ record: Record, _ places: [(place: Int, isCut: Bool)]) -> RecordKey? {
    guard !places.isEmpty, places.allSatisfy({ $0.isCut || !record.values[$0.place].isMissing }) else { return nil }
    let body = documents.bodies[record.body]
    return RecordKey(vendor: body.vendor, source: body.source, values: places.map { record.values[$0.place] })
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
      guard let key = key(record, places) else {
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
    return a.kind == b.kind && a.capturedAt == b.capturedAt && !a.isCaptureGuessed && !b.isCaptureGuessed
  }

  /// What makes two figures the same statement.
  private struct FigureKey: Hashable {
    var vendor: Vendor
    var source: String
    var kind: String
    var window: ReportWindow
    var capturedAt: Instant?
    var subject: [String: String]
    var quantity: String
    var dimension: String?
    var member: String?
    var bucket: Instant?
    var bucketSeconds: Int
    var path: String
  }

  /// One figure for each statement about a stated window: the newest.
  private func newest(_ figures: [ReportedFigure], _ contradictions: inout [(body: Int, path: String)]) -> [ReportedFigure] {
    var best: [FigureKey: Int] = [:]
    var isOlder = [Bool](repeating: false, count: figures.count)
    var subjects: [Int: [String: String]] = [:]
    for (index, figure) in figures.enumerated() {
      let body = documents.bodies[figure.body]
      // Without a stated window nothing says that two figures speak of the same.
      if body.window == .unknown { continue }
      let subject = subjects[figure.body] ?? body.subject.mapValues(\.string)
      subjects[figure.body] = subject
      let key = FigureKey(
        vendor: body.vendor, source: body.source, kind: body.kind, window: body.window,
        capturedAt: body.window.interval == nil ? body.capturedAt : nil, subject: subject, quantity: figure.quantity,
        dimension: figure.dimension, member: figure.member?.string, bucket: figure.bucket, bucketSeconds: figure.bucketSeconds,
        path: figure.path)
      guard let other = best[key] else {
        best[key] = index
        continue
      }
      // Within one body a list may repeat a name; both are shown as they stand.
      if figures[other].body == figure.body { continue }
      let (new, old) = isNewer(figure.body, figures[other].body) ? (index, other) : (other, index)
      isOlder[old] = true
      best[key] = new
      if figures[new].value != figures[old].value { contradictions.append((figures[old].body, figure.path)) }
    }
    return figures.indices.filter { !isOlder[$0] }.map { figures[$0] }
  }
}

extension Dictionary where Key == RecordKind {
  /// In the order of the kinds.
  func sortedByKind() -> [(RecordKind, Value)] { map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 } }
}

extension Gathering {
  /// What became of a file's drafts.
  struct FileDrafts: Sendable {
    /// Drafts that are part of a conversation.
    var used = 0
    /// Drafts of conversations that came as ready-made rows, too.
    var olderCopies = 0
    var earliest = Int64.max
    var latest = Int64.min
    var withMessages = 0
  }

  /// Conversations from drafts, in the order of their keys, given to the sink with lexicons of their own.
  mutating func conversations<S: ConversationSink>(
    _ seen: SeenIdentities, into sink: S
  ) -> (sink: S, files: [Int: FileDrafts], isMemoryShort: Bool) {
    var sink = sink
    var files: [Int: FileDrafts] = [:]
    var isMemoryShort = false
    var writer = DraftWriter(settings.redactor)
    let sources = Dictionary(settings.sources.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let keys = drafts.byKey.keys.sorted { a, b in
      if a.vendor != b.vendor { return a.vendor < b.vendor }
      return a.source != b.source ? utf8Precedes(a.source, b.source) : utf8Precedes(a.id, b.id)
    }
    for key in keys {
      guard let source = sources[key.source], let list = drafts.byKey[key], var draft = fold(list) else { continue }
      // Events of a conversation that nothing begins are no conversation.
      if draft.startedAt == missingInstant, list.allSatisfy(\.isPartial) { continue }
      let seed = identitySeed(source)
      let identity = Array(key.id.utf8).withUnsafeBufferPointer { fingerprint($0, seed: seed) }
      var repeats: [UInt64] = []
      if !seen.add([identity], into: &repeats) { isMemoryShort = true }
      if let id = draft.assistantId {
        let named = drafts.assistants[Drafts.Key(vendor: key.vendor, source: key.source, id: id)]
        draft.assistant = named ?? draft.assistant ?? settings.redactor.redact(UntrustedText(id))
      }
      if let id = draft.channelId {
        draft.channel =
          drafts.channelName(id, vendor: key.vendor, source: key.source) ?? draft.channel ?? settings.redactor.redact(UntrustedText(id))
      }
      let isOlder = !repeats.isEmpty
      let last = isOlder ? missingInstant : writer.append(draft, identity: identity, source: source.name)
      for part in list {
        var file = files[part.place.file] ?? FileDrafts()
        if isOlder { file.olderCopies += 1 } else { file.used += 1 }
        if last != missingInstant {
          file.earliest = min(file.earliest, last)
          file.latest = max(file.latest, last)
        }
        if part.hasMessages { file.withMessages += 1 }
        files[part.place.file] = file
      }
      if writer.batch.count >= 4096 { writer.hand(to: &sink) }
    }
    writer.hand(to: &sink)
    sink.finish(writer.lexicons)
    return (sink, files, isMemoryShort)
  }
}
