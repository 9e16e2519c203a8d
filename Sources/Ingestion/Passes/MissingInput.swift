import Basics
import Records

/// Pages state how many rows the whole list has: a folder whose pages hold fewer is no total of anything. Pages of several lists of one kind
/// in one folder are held against the longest list, so that a list that is whole is never doubted.
func missingPages(_ files: [SnapshotFile]) -> [Diagnostic] {
  let pages = files.filter { ($0.statedTotal != nil && ($0.rowsRead > 0 || $0.isRead) || pageNumber($0) != nil) && isPage($0) }
  let lists = Dictionary(grouping: pages) { page in
    let folder = page.path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let about = page.facts.filter { $0.name.hasPrefix("id.") || $0.name == "query.slug" }.map { "\($0.name)=\($0.value)" }
    return ([page.source, folder, page.vendor ?? "", page.kind] + about).joined(separator: "\n")
  }
  return lists.sortedByKey().compactMap { _, pages in
    let stated = pages.compactMap(\.statedTotal).max() ?? 0
    let read = pages.reduce(0) { $0 + $1.rowsRead }
    guard let first = pages.min(by: { utf8Precedes($0.path, $1.path) }) else { return nil }
    let what = first.kind == "conversations-page" ? "conversations" : "rows"
    if read < stated {
      return Diagnostic(
        "missing-pages", .warning, area: .data, at: SourceLocation(file: first.path),
        "the list has \(stated) \(what), its pages in this folder hold \(read)", help: "fetch the list to its end")
    }
    let numbers = pages.compactMap(pageNumber)
    guard stated == 0, let lowest = numbers.min(), lowest > 1 else { return nil }
    return Diagnostic(
      "missing-pages", .warning, area: .data, at: SourceLocation(file: first.path),
      "page \(lowest) of a list whose first page is not in this folder", help: "fetch the list from its beginning")
  }
}

/// Lists that come in pages; an export as a whole states a total, too, and has its own check. The latest calls of tools are no list with a
/// rest to fetch: the vendor gives no more of them.
private func isPage(_ file: SnapshotFile) -> Bool {
  if file.records.contains(where: { $0.kind == .toolRuns }) { return false }
  return file.kind == "conversations-page"
    || !file.kind.hasPrefix("conversations-export") && file.vendor != nil && file.listedBecause == nil
}

/// Which page it is, when the request says so, from 1.
private func pageNumber(_ file: SnapshotFile) -> Int? {
  func number(_ name: String) -> Int? { file.facts.first { $0.name == name }.flatMap { Int($0.value) } }
  if let page = number("query.page") { return page }
  guard let offset = number("query.offset"), offset >= 0 else { return nil }
  return offset == 0 ? 1 : max(2, offset / max(1, number("query.limit") ?? offset) + 1)
}

/// Figures of two projects of one vendor in one source would be taken for one.
func severalProjects(_ files: [SnapshotFile]) -> [Diagnostic] {
  var seen: [String: [String: String]] = [:]
  for file in files {
    for fact in file.facts where fact.name == "id.projectId" || fact.name == "id.chatbotId" {
      let place = "\(file.source)\n\(file.vendor ?? "")\n\(fact.name)"
      if seen[place, default: [:]][fact.value] == nil { seen[place, default: [:]][fact.value] = file.path }
    }
  }
  return seen.sortedByKey().compactMap { _, projects in
    guard projects.count > 1, let last = projects.values.sortedByUTF8().last else { return nil }
    return Diagnostic(
      "several-projects", .warning, area: .data, at: SourceLocation(file: last),
      "files of \(projects.count) projects stand in one source; their figures are taken for one",
      help: "give each project a source of its own")
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
  if !files.contains(where: \.isUsed) {
    return [
      Diagnostic(
        "no-conversations", area: .data,
        files.count == 1
          ? "the one file holds no usable conversation, figure or record"
          : "none of the \(files.count) files holds a usable conversation, figure or record",
        help: help)
    ]
  }
  return []
}
