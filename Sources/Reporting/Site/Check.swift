import Aggregation
import Basics
import Ingestion
import Records

/// What `check` found in order.
public struct CheckedProject: Sendable {
  /// Sections of all pages.
  public var sections: Int
  /// Notes of all periods.
  public var notes: Int
  /// Templates.
  public var templates: Int
  /// Input files.
  public var files: [SnapshotFile]
  /// Warnings and notes.
  public var diagnostics: Diagnostics
}

/// Does everything that a build does but publish: reads, computes, composes every page in memory and follows its links.
/// `isCancelled` is asked while files are read; true throws `build-stopped`.
public func checkProject(
  _ request: BuildRequest, isCancelled: @escaping @Sendable () -> Bool = { false },
  progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }
) throws(Diagnostics) -> CheckedProject {
  let evaluation = try evaluate(request, isCancelled: isCancelled, progress: progress)
  _ = try SiteBuilder(evaluation).tree { progress(.composing(periods: $0, of: $1)) }
  let project = evaluation.project
  return CheckedProject(
    sections: project.sections.sections.values.reduce(0) { $0 + $1.count }, notes: project.notes.notes.values.reduce(0) { $0 + $1.count },
    templates: EmbeddedTexts.templates.count, files: evaluation.facts.files, diagnostics: evaluation.diagnostics.sorted())
}

/// A moment as ISO 8601 in UTC.
public func isoText(_ instant: Instant) -> String { Zone.utc.iso(instant) }
