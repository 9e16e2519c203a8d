/// What an `insight` block shows: something worked out from several lists, with its own chart or table.
struct InsightQuery: Sendable, Hashable {
  /// The finding.
  enum Kind: String, Sendable, CaseIterable {
    /// Personas by score, drawn to the mean by their uncertainty.
    case personaRanking = "persona-ranking"
    /// Emotion by difficulty: scores and numbers of simulations.
    case emotionMatrix = "emotion-matrix"
    /// Combinations of emotion and difficulty without a simulation.
    case coverageGaps = "coverage-gaps"
    /// Score from the easiest level to the hardest.
    case difficultyGradient = "difficulty-gradient"
    /// The trailing windows of a vendor as rates per day.
    case usageTrend = "usage-trend"
    /// Finished eval runs with their pass rates and intervals.
    case evalRuns = "eval-runs"
    /// Cases that changed from run to run.
    case evalChanges = "eval-changes"
    /// Live versions and whether they were tested.
    case evalCoverage = "eval-coverage"
    /// Which version was live when, and its conversations.
    case versionTimeline = "version-timeline"
    /// The highest version of each assistant and its model.
    case latestVersions = "latest-versions"
    /// Headline figures against last year, what is usual, and targets.
    case comparisons
    /// Figures against the targets of the project.
    case targets
    /// Goals of the project and of vendors with their rates.
    case goals
    /// Steps of every funnel with losses and times.
    case funnels
    /// The first findings of all analyses.
    case findings
    /// What moved the headline shares, as waterfalls.
    case drivers
    /// The waterfall of the headline share that clearly changed.
    case mainDriver = "main-driver"
    /// Outcomes before and after versions went live.
    case versionEffects = "version-effects"
    /// Intents that are new, gone, or ask for more or less than before.
    case topicShift = "topic-shift"
    /// Intents whose content is missing or unfit, by demand and failure.
    case knowledgeGaps = "knowledge-gaps"
    /// How conversations end in which a tool failed, against those in which it worked.
    case toolHarm = "tool-harm"
    /// Items by how the conversations end that cite them.
    case knowledgeItems = "knowledge-items"
    /// Items that nobody has cited for several periods, and how concentrated citations are.
    case deadItems = "dead-items"
    /// Hand-offs by what would have to change to avoid them.
    case handoffBudget = "handoff-budget"
    /// Avoidable hand-offs of each assistant and intent, against the rest.
    case avoidableHandoffs = "avoidable-handoffs"
    /// Hand-offs of the largest intents by reason.
    case reasonIntents = "reason-intents"
    /// Days that differ from what their weekday usually brings.
    case anomalies
    /// The figures that are watched for such days, and new levels.
    case watchedFigures = "watched-figures"
    /// The rules of the project, and whether they fired.
    case alerts
    /// Rules about days, day by day.
    case alertDays = "alert-days"
    /// What happened in the period: events and versions that went live.
    case events
    /// From deflected to solved for good, step by step.
    case resolutionLadder = "resolution-ladder"
    /// The same steps over all conversations, with bounds.
    case ladderBounds = "ladder-bounds"
    /// Where deflection flatters most.
    case ladderGroups = "ladder-groups"
    /// How many came back, and with the same intent.
    case recontactWindows = "recontact-windows"
    /// Whether the risk label knew it.
    case recontactLabels = "recontact-labels"
    /// The conversations to read first.
    case reviewQueue = "review-queue"
    /// How many conversations have which reason to be read.
    case reviewReasons = "review-reasons"
    /// How the queue spreads over intents.
    case reviewIntents = "review-intents"
    /// How each outcome felt at the end.
    case sentimentOutcomes = "sentiment-outcomes"
    /// Outcome, sentiment and shift in one table.
    case sentimentMatrix = "sentiment-matrix"
    /// Recovered and spoiled conversations of each assistant.
    case sentimentAssistants = "sentiment-assistants"
    /// Intents that end negative.
    case sentimentIntents = "sentiment-intents"
    /// Who rates, against who does not.
    case ratedProfile = "rated-profile"
    /// Satisfaction as rated, and weighted to all conversations.
    case adjustedSatisfaction = "adjusted-satisfaction"
    /// Ratings against sentiment labels.
    case ratingAgreement = "rating-agreement"
    /// What is scored, against what is not.
    case scoredProfile = "scored-profile"
    /// Shares of scored conversations with their bounds over all.
    case scoredBounds = "scored-bounds"
    /// Cost by what became of the conversations.
    case costSplit = "cost-split"
    /// What a resolved conversation costs, by assistant and intent.
    case costPerResolved = "cost-per-resolved"
    /// What the assistant is worth under stated assumptions.
    case returnOnCost = "return-on-cost"
  }

  var kind: Kind

  static let keys = ["kind", "limit", "note", "title", "width"]
  static let usualLimit = 15
}
