import Aggregation
import Basics
import Ingestion
import Privacy
import Records

/// Where the site goes: the request's folder, else the configured one below the project.
func outputPath(_ project: Project, _ request: BuildRequest) -> String {
  if let output = request.output { return output }
  return ProjectFiles(root: project.directory).path(project.configuration.output)
}

/// Folders and files that are read, as paths.
func inputPaths(_ project: Project) -> [String] {
  let files = ProjectFiles(root: project.directory)
  return project.configuration.sources.flatMap { $0.paths.map(files.path) }
}

/// What reading needs to know, from the configuration.
func ingestionSettings(_ project: Project, _ request: BuildRequest) throws(Diagnostics) -> IngestionSettings {
  let files = ProjectFiles(root: project.directory)
  let configuration = project.configuration
  var problems = Diagnostics()
  for source in configuration.sources {
    for path in source.paths where !files.isFolder(path) && !files.isFile(path) {
      problems.report(
        Diagnostic(
          "no-such-folder", area: .data, at: SourceLocation(file: path),
          "source \"\(source.id)\" names a folder or file that does not exist"))
    }
  }
  if configuration.sources.isEmpty {
    problems.report(
      Diagnostic(
        "no-sources", area: .content, at: SourceLocation(file: "parlance.json"), "the project names no sources",
        help: "\"sources\": [{ \"id\": \"chat\", \"paths\": [\"exports\"] }]"))
  }
  try problems.throwIfErrors()
  var settings = IngestionSettings(
    sources: configuration.sources.map { source in
      SnapshotSource(
        id: source.id, name: source.name, vendor: source.vendor, project: source.project ?? "",
        paths: source.paths.map(files.path))
    }, jobs: request.jobs, now: request.now, projectRoot: project.directory)
  settings.keepsRemarks = configuration.privacy.remarks
  settings.patterns = configuration.goals.patterns
  settings.keepsIdentifiers = configuration.privacy.conversations == .list
  settings.excludedPaths =
    [outputPath(project, request)]
    + [configuration.sections, configuration.notes, configuration.templates, "parlance.json", EventReader.file].map(files.path)
  if let path = configuration.privacy.contactKey {
    settings.contactKeyPath = path
    settings.pseudonymKey = try pseudonymKey(configuration.privacy, files: files)
  }
  return settings
}

/// The secret of the pseudonyms: the configured file, else a fixed key (pseudonyms never leave memory, only their counts do).
private func pseudonymKey(_ privacy: Configuration.PrivacySettings, files: ProjectFiles) throws(Diagnostics) -> PseudonymKey? {
  guard let file = privacy.pseudonymKeyFile else { return PseudonymKey(Array("parlance: pseudonyms of one run, never published".utf8)) }
  return PseudonymKey(Array(try files.text(file).utf8))
}

/// Settings of the aggregation, from the configuration.
func aggregationSettings(_ configuration: Configuration, zone: Zone) -> AggregationSettings {
  AggregationSettings(
    zone: zone, periodKind: configuration.period,
    slowAnswerMilliseconds: Int((configuration.assumptions.slowAnswerSeconds * 1000).rounded()),
    shortConversation: configuration.assumptions.shortConversationMessages,
    longConversation: configuration.assumptions.longConversationMessages, contactsConfigured: configuration.privacy.contactKey != nil)
}

/// Goals and funnels, from the configuration.
func journeyPlan(_ configuration: Configuration, _ aggregation: AggregationSettings) -> JourneyPlan {
  JourneyPlan(
    goals: configuration.goals.goals, funnels: configuration.goals.funnels, predicates: configuration.catalogue.predicates,
    settings: aggregation)
}

/// A list of conversations before anything is read; nil when the project lists none.
func emptyListing(
  _ configuration: Configuration, _ ingestion: IngestionSettings, _ aggregation: AggregationSettings
) -> ConversationListing? {
  guard configuration.privacy.conversations == .list else { return nil }
  return ConversationListing(
    settings: aggregation, limit: configuration.privacy.conversationsPerPeriod, redactor: ingestion.redactor,
    profile: configuration.privacy.profile)
}

/// The zone of the report; UTC, with a note, when none is configured.
func reportZone(_ configuration: Configuration, _ diagnostics: inout Diagnostics) -> (zone: Zone, isAssumed: Bool) {
  if let name = configuration.zone, let zone = Zone(identifier: name) { return (zone, false) }
  diagnostics.report(
    Diagnostic(
      "zone-assumed", .note, area: .content, "no time zone is configured, so days and hours are those of UTC",
      help: "\"zone\": \"Europe/Berlin\" in parlance.json"))
  return (.utc, true)
}

/// Periods to publish: those with data, within the configured and requested limits. When every file states its window, a
/// period that no window covers for a whole day (rows at the edge of a zone) is named and left out.
func periodsToPublish(
  _ configuration: Configuration, _ request: BuildRequest, _ figures: Figures, _ files: [SnapshotFile], _ zone: Zone,
  _ diagnostics: inout Diagnostics
) throws(Diagnostics) -> [Period] {
  var periods = figures.periods
  if let from = configuration.periods.from { periods.removeAll { $0.start < from.start } }
  if let to = configuration.periods.to { periods.removeAll { $0.end > to.end } }
  if !request.periods.isEmpty { periods.removeAll { !request.periods.contains($0) } }
  let coverage = PeriodCoverage(files, zone)
  for period in periods where !coverage.holds(period) {
    diagnostics.report(
      Diagnostic(
        "period-not-covered", .warning, area: .data,
        "\(period.id) has conversations but no export covers a whole day of it, so it is not published",
        help: "conversations at the edge of a window belong to the next day in \(zone.identifier)"))
  }
  periods.removeAll { !coverage.holds($0) }
  if periods.isEmpty {
    throw Diagnostics([
      Diagnostic(
        "no-period", area: .data, "no conversation falls into a period to publish",
        help: figures.periods.isEmpty
          ? "the exports hold no dated conversation" : "data: \(figures.periods.map(\.id).joined(separator: ", "))")
    ])
  }
  return periods
}

/// Which periods the windows of files cover for a day at least.
struct PeriodCoverage: Sendable {
  /// nil when some file does not state its window: then every period with rows counts.
  private let windows: [Range<Instant>]?
  private let zone: Zone

  init(_ files: [SnapshotFile], _ zone: Zone) {
    // By place: a copy of every file for every question would cost more than the question.
    let read = files.indices.lazy.filter { (files[$0].isRead && files[$0].accepted > 0) || files[$0].conversations > 0 }
    let isKnown = !read.isEmpty && read.allSatisfy { files[$0].window != nil }
    windows = isKnown ? files.indices.compactMap { files[$0].isRead || files[$0].isUsed ? files[$0].window : nil } : nil
    self.zone = zone
  }

  /// True when a whole day of the period lies in a window, or nothing is known of windows.
  func holds(_ period: Period) -> Bool {
    guard let windows else { return true }
    let day: Int64 = 86_400_000_000
    let start = zone.start(of: period.start).microseconds
    let end = zone.start(of: period.end).microseconds
    return windows.contains { window in
      min(window.upperBound.microseconds, end) - max(window.lowerBound.microseconds, start) >= min(day, end - start)
    }
  }
}
