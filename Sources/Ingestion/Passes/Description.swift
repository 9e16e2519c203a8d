import Basics
import Records

/// One file as the report shows it: identity and digest from the first pass, rows from the last.
func describe(_ first: Feed, _ last: Feed, _ settings: IngestionSettings) -> SnapshotFile {
  let path = relativePath(first.file.path, to: settings.projectRoot)
  var file = SnapshotFile(path: path, source: settings.sources[first.file.source].id)
  file.bytes = first.file.bytes
  file.sha256 = first.finalDigest()
  file.compression = first.compression
  let tally = last.tally
  if let recognition = first.recognition {
    describeBody(recognition, first, &file)
  }
  if first.context.isManifest {
    file.kind = "manifest"
    file.vendor = nil
    file.topLevelKeys = []
  }
  file.rowsRead = last.rows
  file.accepted = tally.accepted
  file.withMessages = tally.withMessages
  file.rejected = RejectionReason.allCases.compactMap { reason in tally.rejected[reason].map { Counted(kind: reason, count: $0) } }
  file.notes = RowNote.allCases.compactMap { note in tally.notes[note].map { Counted(kind: note, count: $0) } }
  file.problems = tally.problems.map { problem in
    RowProblem(
      location: SourceLocation(file: path, line: problem.line), row: problem.row, field: problem.field, reason: problem.reason)
  }
  if tally.earliest <= tally.latest {
    file.earliest = Instant(microseconds: tally.earliest)
    file.latest = Instant(microseconds: tally.latest)
  }
  return file
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
  file.contextOrigin = feed.context.origin
  file.window = feed.context.window
  if case .manifest = feed.context.origin {
  } else if let asked = recognition.requestWindow {
    file.contextOrigin = .wrapper
    file.window = asked
  }
  file.exportedAt = facts.exportedAt.map { Instant(microseconds: $0.microseconds) } ?? feed.context.capturedAt
}

/// What a reader of the report must know about one file.
func problems(of file: SnapshotFile, _ feed: Feed) -> [Diagnostic] {
  let place = SourceLocation(file: file.path)
  switch feed.failure {
  case .system(let code):
    return [
      Diagnostic(
        "unreadable-file", area: .data, at: place, "cannot be read: \(systemWords(code))",
        help: "correct the permissions, or leave the file out")
    ]
  case .changed: return [changedFile(file.path)]
  case .damagedArchive, nil: break
  }
  var list: [Diagnostic] = []
  if feed.failure == .damagedArchive {
    list.append(
      Diagnostic(
        "damaged-archive", .warning, area: .data, at: place,
        "the compressed data ends early or is damaged; rows before the damage are used",
        help: "copy the file again"))
  }
  guard file.isRead else { return list + bodyNote(file, place) }
  if !feed.isComplete, feed.failure == nil {
    list.append(
      Diagnostic(
        "truncated-body", .warning, area: .data, at: place, "the file ends before its list of conversations does",
        help: "export the period again"))
  }
  if let stated = statedRows(feed), stated != file.rowsRead {
    list.append(
      Diagnostic(
        "count-mismatch", .warning, area: .data, at: place,
        "the file states \(stated) conversations and holds \(file.rowsRead)", help: "export the period again"))
  }
  if case .csv(let table) = feed.recognition?.layout { list += table.problems(at: place) }
  return list + rejections(file) + notes(file, place)
}

private func statedRows(_ feed: Feed) -> Int? {
  guard var facts = feed.recognition?.facts else { return nil }
  _ = scanTail(feed.tail, &facts, isArray: false)
  return facts.exported
}

func changedFile(_ path: String) -> Diagnostic {
  Diagnostic(
    "changed-file", area: .data, at: SourceLocation(file: path), "changed while it was read",
    help: "wait until it is complete and build again")
}

private func bodyNote(_ file: SnapshotFile, _ place: SourceLocation) -> [Diagnostic] {
  guard file.kind == "unknown" else { return [] }
  let keys = file.topLevelKeys.isEmpty ? "" : "; top-level keys: " + file.topLevelKeys.prefix(8).joined(separator: ", ")
  return [Diagnostic("unknown-body", .note, area: .data, at: place, "not a body Parlance knows; it is listed, not used" + keys)]
}

private func rejections(_ file: SnapshotFile) -> [Diagnostic] {
  let reasons = file.rejected.filter { $0.kind != .olderCopy }
  let copies = file.duplicates
  var list: [Diagnostic] = []
  if !reasons.isEmpty {
    let total = reasons.reduce(0) { $0 + $1.count }
    let words = reasons.map { "\($0.count) \($0.kind.words)" }.joined(separator: ", ")
    let first = file.problems.first
    let field = first?.field.map { "; first: field \($0)" } ?? ""
    list.append(
      Diagnostic(
        "rejected-rows", .warning, area: .data, at: first?.location ?? SourceLocation(file: file.path),
        "\(total) of \(file.rowsRead) rows not used (\(words))" + field))
  }
  if copies > 0 {
    list.append(
      Diagnostic(
        "older-copies", .note, area: .data, at: SourceLocation(file: file.path),
        "\(copies) of \(file.rowsRead) rows "
          + (copies == 1 ? "is an older copy of a conversation that stands" : "are older copies of conversations that stand")
          + " elsewhere; the newest counts"))
  }
  return list
}

private func notes(_ file: SnapshotFile, _ place: SourceLocation) -> [Diagnostic] {
  file.notes.map { note in
    let (severity, words): (Severity, String) =
      switch note.kind {
      case .messagesNotFetched: (.warning, "with a message count and no messages; the exporter could not fetch them")
      case .undated: (.warning, "without last_message_at; of no period")
      case .impossibleTime: (.warning, "with a time stamp that cannot be: the last before the first, or not yet reached")
      case .timeWithoutZone: (.note, "with time stamps without an offset; read as UTC")
      case .gaveUpRenamed: (.note, "with the old label gave_up; read as actioned")
      }
    return Diagnostic(note.kind.rawValue, severity, area: .data, at: place, "\(note.count) \(note.count == 1 ? "row" : "rows") \(words)")
  }
}

/// Pages state how many conversations the whole list has: a folder whose pages hold fewer is no total of anything. Pages of several
/// lists in one folder are held against the longest list, so that a list that is whole is never doubted.
func missingPages(_ files: [SnapshotFile]) -> [Diagnostic] {
  let pages = files.filter { $0.kind == "conversations-page" && $0.statedTotal != nil }
  let folders = Dictionary(grouping: pages) { page in
    "\(page.source)/" + page.path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }
  return folders.sortedByKey().compactMap { _, pages in
    let stated = pages.compactMap(\.statedTotal).max() ?? 0
    let read = pages.reduce(0) { $0 + $1.rowsRead }
    guard read < stated, let first = pages.min(by: { utf8Precedes($0.path, $1.path) }) else { return nil }
    return Diagnostic(
      "missing-pages", .warning, area: .data, at: SourceLocation(file: first.path),
      "the list has \(stated) conversations, its pages in this folder hold \(read)", help: "fetch the list to its end")
  }
}

/// Nothing to report on is an error of its own.
func missingInput(_ files: [SnapshotFile], _ settings: IngestionSettings) -> [Diagnostic] {
  let help = "put an export of conversations into the folder of the source; docs/formats/README.md lists what can be read"
  if files.isEmpty {
    let paths = settings.sources.flatMap(\.paths).map { relativePath($0, to: settings.projectRoot) }
    let place = paths.count == 1 ? " in \(paths[0])" : ""
    return [Diagnostic("no-snapshots", area: .data, "no file found\(place)", help: help)]
  }
  if files.allSatisfy({ $0.accepted == 0 }) {
    return [
      Diagnostic(
        "no-conversations", area: .data,
        files.count == 1 ? "the one file holds no usable conversation" : "none of the \(files.count) files holds a usable conversation",
        help: help)
    ]
  }
  return []
}
