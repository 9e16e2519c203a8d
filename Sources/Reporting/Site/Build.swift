import Aggregation
import Basics
import Ingestion
import Insights
import Privacy
import Publishing
import Records

/// What to build, with everything that comes from outside the library.
public struct BuildRequest: Sendable {
  /// The project's folder.
  public var directory: String
  /// How the person named it, for messages.
  public var name: String
  /// Where the site goes; nil = as configured.
  public var output: String?
  /// The clock.
  public var now: Instant
  /// Workers for reading.
  public var jobs: Int
  /// Version of the tool.
  public var toolVersion: String
  /// Only these periods are published; empty = as configured.
  public var periods: [Period] = []

  /// A request.
  public init(directory: String, name: String, output: String? = nil, now: Instant, jobs: Int, toolVersion: String) {
    self.directory = directory
    self.name = name
    self.output = output
    self.now = now
    self.jobs = jobs
    self.toolVersion = toolVersion
  }
}

/// How far a build is.
public enum BuildProgress: Sendable {
  /// Authored files are being checked.
  case loading
  /// Snapshots are being read.
  case reading(rows: Int, bytes: Int64, totalBytes: Int64)
  /// Pages are being composed.
  case composing(periods: Int, of: Int)
  /// The site is being written.
  case publishing(files: Int, of: Int)
}

/// What a build did.
public struct BuildOutcome: Sendable {
  /// Warnings and notes, in a stable order.
  public var diagnostics: Diagnostics
  /// Published periods, ascending.
  public var periods: [Period]
  /// HTML pages of the site.
  public var pages: Int
  /// Conversations that were read, of all vendors, each once.
  public var rowsUsed: Int
  /// Older copies of a conversation.
  public var rowsReplaced: Int
  /// Rows that could not be used.
  public var rowsRejected: Int
  /// What changed on disk.
  public var published: PublishReport
}

/// Reads everything a project names: the first half of every command.
public struct Evaluation: Sendable {
  /// The project.
  public let project: Project
  /// All figures.
  public let figures: Figures
  /// What they were made from.
  public let facts: BuildFacts
  /// What was read besides conversations.
  public let documents: Documents
  /// The latest conversations of each period; nil when the project lists none.
  public let conversations: ConversationListing?
  /// Figures of vendors beside ours.
  public let reconciliation: ReconciliationReport
  /// Warnings of reading.
  public let diagnostics: Diagnostics
  /// Periods to publish, ascending.
  public let periods: [Period]
  /// The same for longer periods: quarters, then years; those that hold at least two shorter ones.
  public let rollUps: [Evaluation]
  /// True for a report of longer periods than the project's own.
  public let isRollUp: Bool
}

/// Loads a project, reads its snapshots in one pass and computes every figure that any page asks for. `isCancelled` is asked from
/// several threads while it reads; true throws `build-stopped`.
public func evaluate(
  _ request: BuildRequest, isCancelled: @escaping @Sendable () -> Bool = { false }, progress: @escaping @Sendable (BuildProgress) -> Void
) throws(Diagnostics) -> Evaluation {
  progress(.loading)
  let project = try Project(directory: request.directory, name: request.name)
  return try evaluate(project, request, isCancelled: isCancelled, progress: progress)
}

func evaluate(
  _ project: Project, _ request: BuildRequest, isCancelled: @escaping @Sendable () -> Bool,
  progress: @escaping @Sendable (BuildProgress) -> Void
) throws(Diagnostics) -> Evaluation {
  let settings = try ingestionSettings(project, request)
  var diagnostics = project.warnings
  let (zone, isAssumed) = reportZone(project.configuration, &diagnostics)
  let aggregation = aggregationSettings(project.configuration, zone: zone)
  let plan = Plan(project.queries, counts: AnalysisCatalogue.counts, settings: aggregation, catalogue: project.configuration.catalogue)
  let listing = emptyListing(project.configuration, settings, aggregation)
  var ingested = try ingest(
    settings, isCancelled: isCancelled, progress: { progress(.reading(rows: $0.rows, bytes: $0.bytesRead, totalBytes: $0.bytesTotal)) },
    makeSink: {
      ReadingPass(
        AggregationPass(plan: plan), listing: listing, followUps: FollowUpSink(settings: aggregation),
        review: ReviewSink(settings: aggregation), journeys: JourneySink(journeyPlan(project.configuration, aggregation)))
    })
  diagnostics.report(contentsOf: ingested.diagnostics)
  let coverage = PeriodCoverage(ingested.files, zone)
  let figures = Figures(ingested.sink.aggregation.state, plan: plan, documents: ingested.documents, isCovered: coverage.holds)
  var second = try readAgain(
    ingested.documents, figures.with(ingested.sink.takeFollowUps()), aggregation,
    ingested.files, settings, journeys: ingested.sink.journeys, isCancelled: isCancelled)
  if let review = second.review ?? ingested.sink.review {
    second.figures = second.figures.with(
      ReviewBook(review, settings: aggregation, redactor: settings.redactor, profile: project.configuration.privacy.profile))
  }
  let facts = BuildFacts(
    now: request.now, toolVersion: request.toolVersion, configurationHash: project.hash, zone: zone, zoneIsAssumed: isAssumed,
    files: ingested.files, conversations: ingested.conversations)
  let periods = try periodsToPublish(project.configuration, request, second.figures, ingested.files, zone, &diagnostics)
  let rollUps =
    request.periods.isEmpty
    ? rollUps(of: periods, second.figures, ingested.sink.aggregation.state, plan, second.documents, project, facts, coverage) : []
  return Evaluation(
    project: project, figures: second.figures, facts: facts, documents: second.documents, conversations: ingested.sink.listing,
    reconciliation: second.reconciliation,
    diagnostics: diagnostics, periods: periods, rollUps: rollUps, isRollUp: false)
}

/// Builds and publishes a site: all or nothing. `isCancelled` is asked while files are read and written.
public func buildSite(
  _ request: BuildRequest, isCancelled: @escaping @Sendable () -> Bool = { false }, progress: @escaping @Sendable (BuildProgress) -> Void
) throws(Diagnostics) -> BuildOutcome {
  progress(.loading)
  let project = try Project(directory: request.directory, name: request.name)
  let output = outputPath(project, request)
  let destination: Destination
  do { destination = try Destination(output, inputs: inputPaths(project)) } catch { throw Diagnostics([error]) }
  let evaluation = try evaluate(project, request, isCancelled: isCancelled, progress: progress)
  let tree = try SiteBuilder(evaluation).tree { progress(.composing(periods: $0, of: $1)) }
  let report: PublishReport
  do {
    report = try destination.publish(tree, jobs: request.jobs, isCancelled: isCancelled) { progress(.publishing(files: $0, of: $1)) }
  } catch { throw Diagnostics([error]) }
  var diagnostics = evaluation.diagnostics
  diagnostics.report(contentsOf: Diagnostics(report.warnings))
  let files = evaluation.facts.files
  return BuildOutcome(
    diagnostics: diagnostics.sorted(), periods: evaluation.periods, pages: tree.paths.filter { $0.hasSuffix(".html") }.count,
    rowsUsed: evaluation.facts.conversations, rowsReplaced: files.reduce(0) { $0 + $1.duplicates },
    rowsRejected: files.reduce(0) { $0 + $1.rejectedCount }, published: report)
}
