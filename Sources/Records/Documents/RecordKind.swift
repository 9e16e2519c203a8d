/// Kinds of records beside conversations. A new kind = one case, one schema.
public enum RecordKind: String, Sendable, Hashable, CaseIterable, Comparable {
  // Customers' verdicts and business results
  case ratings, conversions
  case conversionMetrics = "conversion-metrics"
  case goals, escalations
  case safetyEvents = "safety-events"
  // Assistants, tools, knowledge
  case assistants, activations, projects
  case toolRuns = "tool-runs"
  case toolDefinitions = "tool-definitions"
  case knowledgeBases = "knowledge-bases"
  case knowledgeItems = "knowledge-items"
  case topics, scores
  case openingHours = "opening-hours"
  // Tests
  case evalCases = "eval-cases"
  case evalRuns = "eval-runs"
  case evalResults = "eval-results"
  case personas, scenarios, simulations, criteria
  // Flow chat and voice
  case sessions, calls, intents, steps, channels
  case inboxAgents = "inbox-agents"
  // Figures per day as the vendor lists them
  case days
  // Counted here by joining records with conversations
  case ratingCohorts = "rating-cohorts"
  case conversionCohorts = "conversion-cohorts"
  // Counted here from what conversations did
  case goalCohorts = "goal-cohorts"
  case funnelSteps = "funnel-steps"
  // What vendors say about themselves
  case quotes
  case reportRuns = "report-runs"
  case serviceAnswers = "service-answers"

  /// Its fields.
  public var schema: RecordSchema { RecordSchema.all[self] ?? RecordSchema("", "", "", []) }

  /// In the order of declaration.
  public static func < (a: RecordKind, b: RecordKind) -> Bool { a.rank < b.rank }
  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension RecordSchema {
  static let all: [RecordKind: RecordSchema] = [
    .ratings: ratings, .conversions: conversions, .conversionMetrics: conversionMetrics, .goals: goals, .escalations: escalations,
    .safetyEvents: safetyEvents, .assistants: assistants, .activations: activations, .projects: projects, .toolRuns: toolRuns,
    .toolDefinitions: toolDefinitions, .knowledgeBases: knowledgeBases, .knowledgeItems: knowledgeItems, .topics: topics,
    .scores: scores, .openingHours: openingHours, .evalCases: evalCases, .evalRuns: evalRuns, .evalResults: evalResults,
    .personas: personas, .scenarios: scenarios, .simulations: simulations, .criteria: criteria, .sessions: sessions, .calls: calls,
    .intents: intents, .steps: steps, .channels: channels, .inboxAgents: inboxAgents, .days: days,
    .ratingCohorts: ratingCohorts, .conversionCohorts: conversionCohorts, .goalCohorts: goalCohorts, .funnelSteps: funnelSteps,
    .quotes: quotes, .reportRuns: reportRuns, .serviceAnswers: serviceAnswers,
  ]
}
