import Basics
import Records

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
  if case .tooLong = feed.form {
    list.append(
      Diagnostic(
        "body-too-long", .warning, area: .data, at: place, "longer than a body that must be held as a whole may be; it is not used",
        help: "fetch it in pages, or as lines of JSON"))
    return list
  }
  guard feed.holdsRows else { return list + bodyNotes(file, feed, place) + rejections(file) }
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

private func bodyNotes(_ file: SnapshotFile, _ feed: Feed, _ place: SourceLocation) -> [Diagnostic] {
  if file.kind == BodyKind.failure.kind {
    let vendor = file.vendor.flatMap { Vendor(rawValue: $0)?.name } ?? "the vendor"
    return [
      Diagnostic(
        "saved-error", .warning, area: .data, at: place, "an error message of \(vendor), saved in place of an export; nothing is used",
        help: "fetch it again")
    ]
  }
  if file.kind == "unknown", !feed.context.isManifest, file.rejected.isEmpty {
    let keys = file.topLevelKeys.isEmpty ? "" : "; top-level keys: " + file.topLevelKeys.prefix(8).joined(separator: ", ")
    let near = file.nearest.map { "; nearest: \($0)" } ?? ""
    return [Diagnostic("unknown-body", .note, area: .data, at: place, "not a body Parlance knows; it is listed, not used" + keys + near)]
  }
  var list = valueNotes(file, place)
  if case .trailing = file.reportWindow, file.exportedAt == nil, file.isUsed {
    list.append(
      Diagnostic(
        "capture-guessed", .note, area: .data, at: place,
        "nothing states when these figures of the last days were taken; the time stamp of the file is shown, which is a guess",
        help: "state capturedAt in a manifest.json"))
  }
  return list
}

/// Values that could not be used as they stand: one line for each kind of problem.
private func valueNotes(_ file: SnapshotFile, _ place: SourceLocation) -> [Diagnostic] {
  BodyProblem.Kind.allCases.compactMap { kind in
    let found = file.valueProblems.filter { $0.kind == kind }
    guard !found.isEmpty else { return nil }
    let count = found.reduce(0) { $0 + $1.count }
    let paths = found.prefix(3).map(\.path).joined(separator: ", ") + (found.count > 3 ? ", …" : "")
    let (severity, one, many): (Severity, String, String) =
      switch kind {
      case .impossibleValue:
        (.warning, "value that cannot be is counted as missing", "values that cannot be are counted as missing")
      case .wrongType:
        (.warning, "value of another type than documented is left out", "values of another type than documented are left out")
      case .guessedScale:
        (.note, "value whose scale nothing states was read by its size", "values whose scale nothing states were read by their size")
      case .guessedZone: (.note, "zone that nothing states was found by midnights", "zones that nothing states were found by midnights")
      case .unreadableTime: (.warning, "time that cannot be read is left out", "times that cannot be read are left out")
      case .contradiction:
        (.warning, "value differs in a newer body, which counts", "values differ in a newer body, which counts")
      }
    return Diagnostic(kind.rawValue, severity, area: .data, at: place, "\(count) \(count == 1 ? one : many) (\(paths))")
  }
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
