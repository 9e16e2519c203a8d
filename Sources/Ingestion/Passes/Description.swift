import Basics
import Dispatch
import Records
import Synchronization

/// Files and what a reader of the report must know about them.
struct Description: Sendable {
  var files: [SnapshotFile]
  var problems: [Diagnostic]
}

/// All files, in their order; `jobs` threads share the work, each file at its place.
func describeAll(
  _ first: [Feed], _ last: [Feed], _ settings: IngestionSettings, _ gathered: Gathering, _ drafts: [Int: Gathering.FileDrafts]
) -> Description {
  let size = 256
  let parts = (first.count + size - 1) / size
  let found = Mutex([[Diagnostic]](repeating: [], count: parts))
  let next = Atomic(0)
  let files = [SnapshotFile](unsafeUninitializedCapacity: first.count) { room, used in
    nonisolated(unsafe) let start = room.baseAddress
    DispatchQueue.concurrentPerform(iterations: max(1, min(settings.jobs, parts))) { _ in
      while true {
        let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard part < parts, let start else { return }
        var list: [Diagnostic] = []
        for index in part * size..<min(first.count, (part + 1) * size) {
          let feed = first[index]
          let file = describe(feed, feed.holdsRows ? last[index] : feed, settings, gathered, drafts[feed.index])
          list += problems(of: file, feed)
          (start + index).initialize(to: file)
        }
        if !list.isEmpty { found.withLock { $0[part] = list } }
      }
    }
    used = first.count
  }
  return Description(files: files, problems: found.withLock { $0.flatMap { $0 } })
}

/// One file as the report shows it: identity and digest from the first pass, rows from the last.
func describe(
  _ first: Feed, _ last: Feed, _ settings: IngestionSettings, _ gathered: Gathering? = nil, _ drafts: Gathering.FileDrafts? = nil
) -> SnapshotFile {
  let path = relativePath(first.file.path, to: settings.projectRoot)
  var file = SnapshotFile(path: path, source: settings.sources[first.file.source].id)
  file.bytes = first.file.bytes
  file.sha256 = first.finalDigest()
  file.compression = first.compression
  let tally = last.tally
  if let recognition = first.recognition {
    describeBody(recognition, first, &file)
  }
  describeDocument(first, &file)
  if first.context.isManifest {
    file.kind = "manifest"
    file.vendor = nil
    file.topLevelKeys = []
  }
  file.rowsRead = last.rows
  file.accepted = tally.accepted
  file.withMessages = tally.withMessages
  if !tally.rejected.isEmpty {
    file.rejected = RejectionReason.allCases.compactMap { reason in tally.rejected[reason].map { Counted(kind: reason, count: $0) } }
  }
  if !tally.notes.isEmpty {
    file.notes = RowNote.allCases.compactMap { note in tally.notes[note].map { Counted(kind: note, count: $0) } }
  }
  file.problems = tally.problems.map { problem in
    RowProblem(
      location: SourceLocation(file: path, line: problem.line > 0 ? problem.line : nil), row: problem.row, field: problem.field,
      reason: problem.reason)
  }
  if tally.earliest <= tally.latest {
    file.earliest = Instant(microseconds: tally.earliest)
    file.latest = Instant(microseconds: tally.latest)
  }
  file.isUsed = file.isRead && file.accepted > 0
  gathered?.describe(&file, first.index)
  if let drafts { file.add(drafts) }
  return file
}

extension SnapshotFile {
  /// Takes in what became of its drafts.
  fileprivate mutating func add(_ drafts: Gathering.FileDrafts) {
    conversations = drafts.used
    withMessages = drafts.withMessages
    isRead = true
    isUsed = isUsed || drafts.used > 0
    if rowsRead == 0 {
      rowsRead = drafts.used + drafts.olderCopies
      accepted = rowsRead
    }
    let copies = min(accepted, drafts.olderCopies)
    if copies > 0 {
      accepted -= copies
      rejected.append(Counted(kind: .olderCopy, count: copies))
    }
    if drafts.earliest <= drafts.latest {
      earliest = Instant(microseconds: drafts.earliest)
      latest = Instant(microseconds: drafts.latest)
    }
  }
}

/// Kind and context of a body that is no list of Studio Chat's conversations.
private func describeDocument(_ feed: Feed, _ file: inout SnapshotFile) {
  var known = feed.known
  if let finding = feed.finding {
    file.kind = finding.kind
    file.vendor = finding.vendor?.rawValue
    file.listedBecause = finding.reason
    file.nearest = finding.nearest
    file.topLevelKeys = finding.vendor == nil ? finding.keys : []
    known = finding.context
    file.contextOrigin = known.origin
    file.window = known.window
    file.exportedAt = known.statedCapture
  } else if case .tooLong = feed.form {
    file.topLevelKeys = []
  }
  file.facts = facts(known)
}

/// Everything that the context states, by name.
private func facts(_ context: BodyContext) -> [ContextFact] {
  var facts: [ContextFact] = []
  func add(_ name: String, _ value: String?) {
    if let value, let origin = context.origins[name] { facts.append(ContextFact(name: name, value: value, origin: origin)) }
  }
  // In the order of their names.
  add("captured", context.capturedAt.map(isoMoment))
  for (key, value) in context.ids.sortedByKey() { add("id.\(key)", value) }
  add("kind", context.kindHint)
  for (key, value) in context.query.sortedByKey() { add("query.\(key)", value) }
  add("vendor", context.vendor?.rawValue)
  add("window", context.window.map { "\(isoMoment($0.lowerBound)) to \(isoMoment($0.upperBound))" })
  add("zone", context.zone)
  return facts
}

extension Gathering {
  /// Adds what a file's bodies gave.
  func describe(_ file: inout SnapshotFile, _ index: Int) {
    guard let bodies = bodies[index] else { return }
    let body = documents.bodies[bodies.lowerBound]
    file.reportWindow = body.window
    file.isEndOpen = body.isEndOpen
    if let window = body.window.interval { file.window = window }
    file.statedTotal = bodies.count == 1 ? body.statedTotal : nil
    let count = counts[index] ?? Counts()
    file.figures = count.figures
    file.records = count.records.sortedByKind().map { Counted(kind: $0.0, count: $0.1) }
    file.valueProblems = problems[index] ?? []
    let isFailure = documents.bodies[bodies].allSatisfy { $0.kind == BodyKind.failure.kind }
    file.isUsed = !isFailure && (count.figures > 0 || !count.records.isEmpty || file.accepted > 0)
  }
}

private func describeBody(_ recognition: Recognition, _ feed: Feed, _ file: inout SnapshotFile) {
  file.kind = recognition.kind
  file.vendor = recognition.vendor
  file.isRead = recognition.layout != nil
  file.topLevelKeys = recognition.layout == nil ? recognition.keys : []
  var facts = recognition.facts
  if case .array(_, isBare: false) = recognition.layout {
    _ = scanTail(feed.tail, &facts, isArray: false)
    if file.kind == "conversations-batch", facts.hasPaging { file.kind = "conversations-page" }
    if file.kind != "conversations-export", facts.exportedAt != nil { file.kind = "conversations-export" }
  }
  file.statedTotal = facts.matched ?? facts.total
  file.contextOrigin = feed.known.origin
  file.window = feed.known.window
  if case .manifest = file.contextOrigin {
  } else if let asked = recognition.requestWindow {
    file.contextOrigin = .wrapper
    file.window = asked
  }
  file.exportedAt = facts.exportedAt.map { Instant(microseconds: $0.microseconds) } ?? feed.known.statedCapture
}

/// `2026-04-01T00:00:00Z`, with milliseconds when there are any.
private func isoMoment(_ instant: Instant) -> String {
  func two(_ n: Int64) -> String { n < 10 ? "0\(n)" : "\(n)" }
  let day = CalendarDay(ordinal: Int(instant.seconds.flooredDivision(by: 86_400)))
  let second = instant.seconds - Int64(day.ordinal) * 86_400
  let milliseconds = (instant.microseconds - instant.seconds * 1_000_000) / 1000
  let fraction = milliseconds == 0 ? "" : "." + String(String(1000 + milliseconds).dropFirst())
  return "\(day)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))\(fraction)Z"
}
