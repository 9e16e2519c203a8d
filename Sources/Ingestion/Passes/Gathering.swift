import Basics
import Privacy
import Records

/// What all workers gathered, joined in an order that depends on files alone.
struct Gathering {
  var documents = Documents()
  /// Index of the file of each body.
  private(set) var files: [Int] = []
  /// What each file gave, older copies aside.
  private(set) var counts: [Int: Counts] = [:]
  /// Bodies of each file.
  private(set) var bodies: [Int: Range<Int>] = [:]
  /// Problems of each file, in order.
  private(set) var problems: [Int: [BodyProblem]] = [:]
  private var problemPlaces: [ProblemKey: Int] = [:]
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
    for (index, file) in files.enumerated() { bodies[file] = (bodies[file]?.lowerBound ?? index)..<index + 1 }
    for problem in documents.problems where files.indices.contains(problem.body) {
      problems[files[problem.body], default: []].append(problem)
    }
  }

  private mutating func add(_ sheaf: Harvest.Sheaf) {
    if sheaf.continues, let last = files.last, last == sheaf.file {
      let body = documents.bodies.count - 1
      documents.bodies[body].rows += sheaf.body.rows
      documents.bodies[body].subject.merge(sheaf.body.subject) { mine, _ in mine }
      documents.addParts(of: sheaf)
    } else {
      documents.add(sheaf)
      files.append(sheaf.file)
    }
    let body = documents.bodies.count - 1
    for problem in sheaf.problems.values { note(problem.kind, body, problem.path, problem.count) }
  }

  mutating func note(_ kind: BodyProblem.Kind, _ body: Int, _ path: String, _ count: Int = 1) {
    let key = ProblemKey(body: body, kind: kind, path: path)
    if let known = problemPlaces[key] {
      documents.problems[known].count += count
    } else {
      problemPlaces[key] = documents.problems.count
      documents.problems.append(BodyProblem(body: body, kind: kind, path: path, count: count))
    }
  }

  private struct ProblemKey: Hashable {
    var body: Int
    var kind: BodyProblem.Kind
    var path: String
  }
}

extension Dictionary where Key == RecordKind {
  /// In the order of the kinds.
  func sortedByKind() -> [(RecordKind, Value)] { map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 } }
}

extension Gathering {
  /// What became of a file's drafts.
  struct FileDrafts: Sendable {
    /// Conversations that it is a part of.
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
  ) -> (sink: S, files: [Int: FileDrafts], count: Int, isMemoryShort: Bool) {
    var sink = sink
    var count = 0
    var files: [Int: FileDrafts] = [:]
    var isMemoryShort = false
    var writer = DraftWriter(settings.redactor, keepsIdentifiers: settings.keepsIdentifiers, patterns: settings.patterns)
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
      writer.begin(key.vendor, &sink)
      let isOlder = !repeats.isEmpty
      let last = isOlder ? missingInstant : writer.append(draft, identity: identity, source: source)
      note(list, isOlder: isOlder, last: last, &files)
      if !isOlder { count += 1 }
      if writer.batch.count >= 4096 { writer.hand(to: &sink) }
    }
    writer.hand(to: &sink)
    sink.finish(writer.lexicons)
    return (sink, files, count, isMemoryShort)
  }

  private func note(_ list: [ConversationDraft], isOlder: Bool, last: Int64, _ files: inout [Int: FileDrafts]) {
    for (index, parts) in Dictionary(grouping: list, by: \.place.file) {
      var file = files[index] ?? FileDrafts()
      if isOlder { file.olderCopies += parts.count } else { file.used += 1 }
      if last != missingInstant {
        file.earliest = min(file.earliest, last)
        file.latest = max(file.latest, last)
      }
      if parts.contains(where: \.hasMessages) { file.withMessages += 1 }
      files[index] = file
    }
  }
}
