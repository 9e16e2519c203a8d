import Basics
import Ingestion
import Publishing
import Records
import Reporting

extension Commands {
  /// The commands of the product.
  static let live = Commands(build: build, check: check, inspect: inspectFiles, explain: explain)

  private static let build: Work = { request, context in
    let outcome = try buildSite(buildRequest(request), isCancelled: context.isCancelled) { context.progress(ProgressUpdate($0)) }
    let report = outcome.published
    let rejected = outcome.rowsRejected == 0 ? "" : ", \(grouped(outcome.rowsRejected)) rejected"
    let replaced =
      outcome.rowsReplaced == 0 ? "" : ", \(grouped(outcome.rowsReplaced)) older \(outcome.rowsReplaced == 1 ? "copy" : "copies")"
    let periods = outcome.periods.map(\.id)
    let span = periods.count > 1 ? "\(periods[0]) to \(periods[periods.count - 1])" : periods.joined()
    return Outcome(
      diagnostics: outcome.diagnostics.list,
      lines: [
        "\(counted(outcome.rowsUsed, "conversation"))\(replaced)\(rejected); \(counted(periods.count, "period")) (\(span)), \(counted(outcome.pages, "page"))",
        "\(counted(report.written.count, "file")) written, \(grouped(report.unchanged)) unchanged, \(grouped(report.removed.count)) removed: \(report.directory)",
      ],
      result: .object([
        "site": .string(report.directory), "periods": .array(periods.map { .string($0) }), "pages": .integer(outcome.pages),
        "rowsUsed": .integer(outcome.rowsUsed), "rowsReplaced": .integer(outcome.rowsReplaced),
        "rowsRejected": .integer(outcome.rowsRejected),
        "written": .integer(report.written.count), "unchanged": .integer(report.unchanged), "removed": .integer(report.removed.count),
      ]))
  }

  private static let check: Work = { request, context in
    let checked = try checkProject(buildRequest(request), isCancelled: context.isCancelled) { context.progress(ProgressUpdate($0)) }
    return Outcome(
      diagnostics: checked.diagnostics.list,
      lines: [
        "\(counted(checked.sections, "section")), \(counted(checked.notes, "note")), \(counted(checked.templates, "template")): in order",
        "\(counted(checked.files.count, "file")) found; holding conversations: \(checked.files.filter(\.isRead).count)",
      ],
      result: .object([
        "sections": .integer(checked.sections), "notes": .integer(checked.notes), "templates": .integer(checked.templates),
        "files": .array(checked.files.map(json)),
      ]))
  }

  private static let inspectFiles: Work = { request, context in
    context.progress(ProgressUpdate("reading"))
    var settings = IngestionSettings(
      sources: [SnapshotSource(id: "inspect", name: "inspect", paths: request.paths)], jobs: request.jobs, now: request.now,
      projectRoot: request.project)
    settings.excludedPaths = []
    let (files, _, diagnostics) = Ingestion.inspect(settings, isCancelled: context.isCancelled)
    if diagnostics.list.contains(where: { $0.code == "build-stopped" }) { throw diagnostics }
    return Outcome(
      diagnostics: diagnostics.list, lines: files.flatMap(inspectionLines), result: .object(["files": .array(files.map(json))]))
  }

  private static let explain: Work = { request, context in
    guard let metric = request.metric else { throw Diagnostic("missing-operand", area: .usage, "explain needs a metric") }
    // A wrong name should not cost a pass over the data.
    if !isMetric(metric) { throw Explanation.unknownMetric(metric) }
    let evaluation = try evaluate(buildRequest(request), isCancelled: context.isCancelled) { context.progress(ProgressUpdate($0)) }
    let explanation = try Explanation(metric, period: request.period, in: evaluation)
    return Outcome(
      diagnostics: evaluation.diagnostics.list, lines: explanation.lines,
      result: explanation.result)
  }

  private static func buildRequest(_ request: Request) -> BuildRequest {
    BuildRequest(
      directory: request.project, name: projectName(request.project), output: request.output, now: request.now, jobs: request.jobs,
      toolVersion: parlanceVersion)
  }

  private static func json(_ file: SnapshotFile) -> JSONValue {
    .object([
      "path": .string(file.path), "kind": .string(file.kind), "vendor": .string(file.vendor), "isRead": .bool(file.isRead),
      "sha256": .string(file.sha256), "bytes": .integer(Int(file.bytes)), "context": .string(file.contextOrigin.words),
      "rowsRead": .integer(file.rowsRead), "accepted": .integer(file.accepted),
      "rejected": .object(Dictionary(file.rejected.map { ($0.kind.rawValue, .integer($0.count)) }, uniquingKeysWith: { a, _ in a })),
      "notes": .object(Dictionary(file.notes.map { ($0.kind.rawValue, .integer($0.count)) }, uniquingKeysWith: { a, _ in a })),
    ])
  }
}

extension ProgressUpdate {
  init(_ progress: BuildProgress) {
    switch progress {
    case .loading: self.init("loading")
    case .reading(let rows, let bytes, let total): self.init("reading", rows: rows, bytes: Int(bytes), totalBytes: Int(total))
    case .composing: self.init("composing")
    case .publishing(let files, let total): self.init("writing", pages: files, totalPages: total)
    }
  }
}

/// What `inspect` says of one file.
private func inspectionLines(_ file: SnapshotFile) -> [String] {
  let vendor = file.vendor.map { "\($0), " } ?? ""
  var lines = ["\(file.path): \(vendor)\(file.kind)"]
  if file.isRead {
    let rejected = file.rejected.map { "\(grouped($0.count)) \($0.kind.words)" }
    lines.append(
      "  rows \(grouped(file.rowsRead)): \(grouped(file.accepted)) used" + (rejected.isEmpty ? "" : ", " + rejected.joined(separator: ", "))
    )
    if file.withMessages > 0 { lines.append("  with messages \(grouped(file.withMessages))") }
    for note in file.notes { lines.append("  note \(note.kind.rawValue): \(counted(note.count, "row"))") }
  } else if !file.topLevelKeys.isEmpty {
    lines.append("  top-level keys \(file.topLevelKeys.joined(separator: ", "))")
  }
  if let window = file.window {
    lines.append("  window \(isoText(window.lowerBound)) to \(isoText(window.upperBound)), from \(file.contextOrigin.words)")
  } else if let earliest = file.earliest, let latest = file.latest {
    lines.append("  last messages \(isoText(earliest)) to \(isoText(latest)), from \(file.contextOrigin.words)")
  }
  for problem in file.problems {
    lines.append("  \(problem.location): \(problem.field.map { "\($0): " } ?? "")\(problem.reason.words)")
  }
  return lines
}

/// The name of a project without a title: its folder's.
private func projectName(_ path: String) -> String {
  let name = path.split(separator: "/").last { $0 != "." && $0 != ".." }.map(String.init)
  return name ?? "Conversations"
}
