import Ingestion
import Publishing
import Records
import Reporting

/// What `inspect` says of one file, for people: at most 80 columns where names allow it.
func inspectionLines(_ file: SnapshotFile) -> [String] {
  let vendor = file.vendor.map { Vendor(rawValue: $0)?.name ?? $0 }
  var lines = [file.path, "  " + ([vendor, file.kind].compactMap { $0 }.joined(separator: ", "))]
  if let because = file.listedBecause { lines += wrapped("listed, not used: \(because)") }
  if file.kind == "unknown" {
    lines += wrapped("why: " + unknownReason(file))
    if let nearest = file.nearest { lines += wrapped("nearest: \(nearest)") }
  }
  lines += countLines(file) + windowLines(file)
  lines += contextLines(file)
  for note in file.notes { lines.append("  note \(note.kind.rawValue): \(counted(note.count, "row"))") }
  for problem in file.valueProblems { lines += wrapped("\(problem.kind.rawValue): \(problem.path), \(counted(problem.count, "time"))") }
  for problem in file.problems {
    let place = problem.location.line.map { "line \($0)" } ?? "row \(problem.row)"
    lines += wrapped("\(place): \(problem.field.map { "\($0): " } ?? "")\(problem.reason.words)")
  }
  return lines
}

/// What is known besides the body: who says it, then what.
private func contextLines(_ file: SnapshotFile) -> [String] {
  var origins: [ContextOrigin] = []
  for fact in file.facts where !origins.contains(fact.origin) { origins.append(fact.origin) }
  return origins.flatMap { origin in
    let said = file.facts.filter { $0.origin == origin && !["window", "captured"].contains($0.name) }.map { "\($0.name) \($0.value)" }
    return said.isEmpty ? [] : wrapped("\(origin.words): " + said.joined(separator: ", "))
  }
}

private func unknownReason(_ file: SnapshotFile) -> String {
  if let first = file.problems.first { return first.reason.words }
  return file.topLevelKeys.isEmpty
    ? "neither JSON nor a table with a known header" : "no kind has the keys \(file.topLevelKeys.joined(separator: ", "))"
}

private func countLines(_ file: SnapshotFile) -> [String] {
  var lines: [String] = []
  if file.rowsRead > 0 || file.isRead {
    let rejected = file.rejected.map { "\(grouped($0.count)) \($0.kind.words)" }
    let stated = file.statedTotal.map { ", of \(grouped($0)) stated" } ?? ""
    lines += wrapped(
      "rows \(grouped(file.rowsRead))\(stated): \(grouped(file.accepted)) used" + rejected.map { ", " + $0 }.joined())
  }
  if file.withMessages > 0 { lines.append("  with messages \(grouped(file.withMessages))") }
  var parts: [String] = []
  if file.conversations > 0 { parts.append("conversations \(grouped(file.conversations))") }
  if file.figures > 0 { parts.append("figures \(grouped(file.figures))") }
  parts += file.records.map { "\($0.kind.rawValue) \(grouped($0.count))" }
  return parts.isEmpty ? lines : lines + wrapped(parts.joined(separator: ", "))
}

private func windowLines(_ file: SnapshotFile) -> [String] {
  var lines: [String] = []
  switch file.reportWindow {
  case .trailing(let days): lines.append("  window: the last \(days.map { counted($0, "day") } ?? "days") before it was taken")
  case .allTime: lines.append("  window: all time up to when it was taken")
  case .interval, .unknown:
    if let window = file.window {
      lines += wrapped("window \(isoText(window.lowerBound)) to \(isoText(window.upperBound)), from \(file.contextOrigin.words)")
      if file.isEndOpen { lines.append("  whether the last day belongs to it is not stated") }
    } else if let earliest = file.earliest, let latest = file.latest {
      lines += wrapped("last messages \(isoText(earliest)) to \(isoText(latest)), from \(file.contextOrigin.words)")
    }
  }
  if let taken = file.facts.first(where: { $0.name == "captured" }), file.exportedAt != nil || file.figures > 0 {
    lines += wrapped("taken \(taken.value), from \(taken.origin.words)")
  } else if let exported = file.exportedAt {
    lines.append("  taken \(isoText(exported)), from the file")
  }
  return lines
}

/// A line of details, broken between words before column 80; what follows is indented further.
private func wrapped(_ text: String) -> [String] {
  if text.utf8.count <= 78 { return ["  " + text] }
  var lines: [String] = []
  var line = " "
  var columns = 1
  var isBlank = true
  // In most texts, which are ASCII, a byte is a column.
  let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
  for bytes in text.utf8.split(separator: 0x20, omittingEmptySubsequences: false) {
    let word = Substring(bytes)
    let width = isPlain ? bytes.count : word.count
    if columns + 1 + width > 80, !isBlank {
      lines.append(line)
      line = "   "
      columns = 3
      isBlank = true
    }
    line += " "
    line += word
    columns += 1 + width
    if width > 0 { isBlank = false }
  }
  return lines + [line]
}

/// The same for programs.
func inspectionJSON(_ file: SnapshotFile) -> JSONValue {
  var value: [String: JSONValue] = [
    "path": .string(file.path), "kind": .string(file.kind), "vendor": .string(file.vendor), "isRead": .bool(file.isRead),
    "isUsed": .bool(file.isUsed), "sha256": .string(file.sha256), "bytes": .integer(Int(file.bytes)),
    "context": .string(file.contextOrigin.words), "rowsRead": .integer(file.rowsRead), "accepted": .integer(file.accepted),
    "conversations": .integer(file.isRead && file.conversations == 0 ? file.accepted : file.conversations),
    "figures": .integer(file.figures),
    "rejected": .object(Dictionary(file.rejected.map { ($0.kind.rawValue, .integer($0.count)) }, uniquingKeysWith: { a, _ in a })),
    "notes": .object(Dictionary(file.notes.map { ($0.kind.rawValue, .integer($0.count)) }, uniquingKeysWith: { a, _ in a })),
    "records": .object(Dictionary(file.records.map { ($0.kind.rawValue, .integer($0.count)) }, uniquingKeysWith: { a, _ in a })),
    "facts": .array(
      file.facts.map { fact in
        .object(["name": .string(fact.name), "value": .string(fact.value), "origin": .string(fact.origin.words)])
      }),
    "problems": .array(
      file.valueProblems.map { problem in
        .object(["kind": .string(problem.kind.rawValue), "path": .string(problem.path), "count": .integer(problem.count)])
      }),
  ]
  if let window = file.window {
    value["window"] = .object(["from": .string(isoText(window.lowerBound)), "to": .string(isoText(window.upperBound))])
  }
  if case .trailing(let days) = file.reportWindow { value["trailingDays"] = days.map { .integer($0) } ?? .string("not stated") }
  if let total = file.statedTotal { value["statedTotal"] = .integer(total) }
  if let nearest = file.nearest { value["nearest"] = .string(nearest) }
  if let because = file.listedBecause { value["listedBecause"] = .string(because) }
  return .object(value)
}
