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
    if request.replaysGates { return try gates(request, context) }
    let checked = try checkProject(buildRequest(request), isCancelled: context.isCancelled) { context.progress(ProgressUpdate($0)) }
    return Outcome(
      diagnostics: checked.diagnostics.list,
      lines: [
        "\(counted(checked.sections, "section")), \(counted(checked.notes, "note")), \(counted(checked.templates, "template")): in order",
        "\(counted(checked.files.count, "file")) found; holding conversations: \(checked.files.filter(\.isRead).count)",
      ],
      result: .object([
        "sections": .integer(checked.sections), "notes": .integer(checked.notes), "templates": .integer(checked.templates),
        "files": .array(request.isJSON ? checked.files.map(inspectionJSON) : []),
      ]))
  }

  /// `check --gates`: one line a rule; the exit code is that of the rules that fired.
  private static func gates(_ request: Request, _ context: WorkContext) throws -> Outcome {
    let (report, diagnostics) = try checkGates(buildRequest(request), period: request.period, isCancelled: context.isCancelled) {
      context.progress(ProgressUpdate($0))
    }
    if let path = request.junit { try replaceFile(path, report.junit) }
    return Outcome(diagnostics: diagnostics.list + report.diagnostics, lines: report.lines, result: report.result)
  }

  private static let inspectFiles: Work = { request, context in
    context.progress(ProgressUpdate("reading"))
    var settings = IngestionSettings(
      sources: [SnapshotSource(id: "inspect", name: "inspect", paths: request.paths)], jobs: request.jobs, now: request.now,
      projectRoot: request.project)
    settings.excludedPaths = []
    let (files, _, diagnostics) = Ingestion.inspect(settings, isCancelled: context.isCancelled)
    if diagnostics.list.contains(where: { $0.code == "build-stopped" }) { throw diagnostics }
    // Of many files either takes as long as reading them: only what is wanted.
    return Outcome(
      diagnostics: diagnostics.list, lines: request.isJSON || request.isQuiet ? [] : files.flatMap(inspectionLines),
      result: .object(["files": .array(request.isJSON ? files.map(inspectionJSON) : [])]))
  }

  private static let explain: Work = { request, context in
    guard let metric = request.metric else { throw Diagnostic("missing-operand", area: .usage, "explain needs a metric") }
    // A wrong name should not cost a pass over the data.
    try Explanation.check(metric, in: Project(directory: request.project, name: projectName(request.project)))
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

/// The name of a project without a title: its folder's.
private func projectName(_ path: String) -> String {
  let name = path.split(separator: "/").last { $0 != "." && $0 != ".." }.map(String.init)
  return name ?? "Conversations"
}
