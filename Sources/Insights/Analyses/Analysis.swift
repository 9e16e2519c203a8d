import Aggregation
import Records

/// The analyses, in the order of their use to a manager (docs/analyses.md).
public enum AnalysisID: String, Sendable, Hashable, CaseIterable {
  case drivers
  case versionEffects = "version-effects"
  case resolutionLadder = "resolution-ladder"
  case knowledgeGaps = "knowledge-gaps"
  case toolHarm = "tool-harm"
  case anomalies
  case reviewQueue = "review-queue"
  case topicShift = "topic-shift"
  case costMap = "cost-map"
  case recontact
  case knowledgeItems = "knowledge-items"
  case handoffBudget = "handoff-budget"
  case representativeness
  /// What `representativeness` finds about scores, with evidence of its own.
  case scoredSample = "scored-sample"
  case sentiment
  case returnOnCost = "return-on-cost"
}

/// How an analysis works, in words for the page on methods and docs/analyses.md.
public struct AnalysisMethod: Sendable, Hashable {
  /// Its name: "Drivers of a change".
  public var title: String
  /// The question it answers.
  public var question: String
  /// Fields of the exports it needs, as the vendors name them.
  public var inputs: [String]
  /// How it answers, one plain sentence a step.
  public var steps: [String]
  /// When it says nothing, and what it corrects for.
  public var guards: [String]

  /// A method.
  public init(title: String, question: String, inputs: [String], steps: [String], guards: [String]) {
    self.title = title
    self.question = question
    self.inputs = inputs
    self.steps = steps
    self.guards = guards
  }
}

/// Why an analysis has nothing to say.
public enum Shortfall: Sendable, Hashable {
  /// Fewer periods, weeks or days than it needs.
  case notEnoughHistory(have: Int, need: Int, of: HistoryUnit)
  /// Fewer cases than it needs.
  case tooFew(have: Int, need: Int, of: String)
  /// A field is in no export.
  case notInData(field: String)
  /// A key of `parlance.json` is missing.
  case notConfigured(key: String)
  /// There is nothing to compare with.
  case firstPeriod
  /// The periods cannot be compared.
  case notComparable
  /// It looked and found nothing beyond chance.
  case nothingFound

  /// What a history is counted in.
  public enum HistoryUnit: String, Sendable, Hashable {
    case days, weeks, months, periods
  }
}

/// What an analysis looks at.
public struct AnalysisInput: Sendable {
  /// All figures.
  public var figures: Figures
  /// The period and with what it is compared.
  public var comparison: PeriodComparison
  /// Published periods up to this one, ascending.
  public var history: [Period]
  /// What was read besides conversations.
  public var documents: Documents
  /// Zone of days.
  public var zone: Zone
  /// What happened, by first day.
  public var events: [Event]
  /// What the project states.
  public var assumptions: Assumptions

  /// An input.
  public init(
    figures: Figures, comparison: PeriodComparison, history: [Period], documents: Documents, zone: Zone, events: [Event] = [],
    assumptions: Assumptions = Assumptions()
  ) {
    self.figures = figures
    self.comparison = comparison
    self.history = history
    self.documents = documents
    self.zone = zone
    self.events = events
    self.assumptions = assumptions
  }

  /// The period.
  public var period: Period { comparison.period }
}

/// What an analysis answers.
public struct AnalysisOutcome: Sendable {
  /// What it found, most important first.
  public var statements: [Statement]
  /// Why it found nothing; nil when it has a result.
  public var shortfall: Shortfall?
  /// The whole result, for its table and chart: a type of the analysis.
  public var result: (any Sendable)?

  /// A result with what it says.
  public init(_ result: any Sendable, _ statements: [Statement]) {
    self.result = result
    self.statements = statements
  }

  /// Nothing to say, and why.
  public init(_ shortfall: Shortfall) {
    self.shortfall = shortfall
    statements = []
  }
}

/// One analysis: what it asks of the pass over the conversations, and how it answers. A new analysis is one file and one line in
/// `AnalysisCatalogue.all`.
public struct Analysis: Sendable {
  /// Which one.
  public let id: AnalysisID
  /// How it works.
  public let method: AnalysisMethod
  /// Metrics it reads.
  public let queries: [Query]
  /// Counts it reads.
  public let counts: [CountQuery]
  /// The answer for a period.
  public let run: @Sendable (AnalysisInput) -> AnalysisOutcome

  /// An analysis.
  public init(
    _ id: AnalysisID, method: AnalysisMethod, queries: [Query] = [], counts: [CountQuery] = [],
    run: @escaping @Sendable (AnalysisInput) -> AnalysisOutcome
  ) {
    self.id = id
    self.method = method
    self.queries = queries
    self.counts = counts
    self.run = run
  }
}

/// All analyses.
public enum AnalysisCatalogue {
  /// In the order of `AnalysisID`.
  public static let all: [Analysis] = [
    .drivers,
    .versionEffects,
    .resolutionLadder,
    .knowledgeGaps,
    .toolHarm,
    .anomalies,
    .reviewQueue,
    .topicShift,
    .recontact,
    .knowledgeItems,
    .handoffBudget,
    .sentiment,
    .representativeness,
    .costMap,
    .returnOnCost,
  ]

  /// Metrics that the analyses read.
  public static var queries: [Query] { all.flatMap(\.queries) }
  /// Counts that the analyses read.
  public static var counts: [CountQuery] { all.flatMap(\.counts) }
}

/// The answers of all analyses for one period.
public struct PeriodAnalyses: Sendable {
  private let outcomes: [AnalysisID: AnalysisOutcome]

  /// Runs every analysis of a list.
  public init(_ input: AnalysisInput, _ analyses: [Analysis] = AnalysisCatalogue.all) {
    outcomes = Dictionary(analyses.map { ($0.id, $0.run(input)) }, uniquingKeysWith: { first, _ in first })
  }

  /// No answers.
  public init() { outcomes = [:] }

  /// The answer of one.
  public subscript(_ id: AnalysisID) -> AnalysisOutcome? { outcomes[id] }

  /// The result of one, in its own type.
  public func result<Result>(_ id: AnalysisID, as type: Result.Type = Result.self) -> Result? { outcomes[id]?.result as? Result }

  /// What all of them found, ranked.
  public var statements: [Statement] { ranked(AnalysisID.allCases.flatMap { outcomes[$0]?.statements ?? [] }) }
}
