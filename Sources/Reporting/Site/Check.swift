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

/// Checks everything a person wrote and looks at every input file, without computing a figure or writing anything.
/// `isCancelled` is asked while files are read; true throws `build-stopped`.
public func checkProject(_ request: BuildRequest, isCancelled: @escaping @Sendable () -> Bool = { false }) throws(Diagnostics)
  -> CheckedProject
{
  let project = try Project(directory: request.directory, name: request.name)
  let (files, diagnostics) = inspect(try ingestionSettings(project, request), isCancelled: isCancelled)
  var all = project.warnings
  all.report(contentsOf: diagnostics)
  if all.hasErrors { throw all.sorted() }
  return CheckedProject(
    sections: project.sections.sections.values.reduce(0) { $0 + $1.count }, notes: project.notes.notes.values.reduce(0) { $0 + $1.count },
    templates: EmbeddedTexts.templates.count, files: files, diagnostics: all)
}

/// True when a metric has this name.
public func isMetric(_ name: String) -> Bool { MetricCatalogue.metric(MetricID(rawValue: name)) != nil }

/// A moment as ISO 8601 in UTC.
public func isoText(_ instant: Instant) -> String { Zone.utc.iso(instant) }
