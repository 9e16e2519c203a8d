import Notation

extension RecordSchema {
  static let evalCases = RecordSchema(
    "Eval cases", "eval case", "A written test of an assistant.", key: ["id"],
    [
      .text("id", "Id"), .text("case", "Case", cut: "eval-case"), .text("assistant", "Assistant", cut: "assistant"),
      .list("tag", "Tags", cut: "eval-tag"), .flag("enabled", "Enabled"), .number("assertions", "Assertions"),
      .time("createdAt", "Created"),
    ])
  static let evalRuns = RecordSchema(
    "Eval runs", "eval run", "One run of the eval cases against one version.", anchor: "at", key: ["id"],
    [
      .text("id", "Id"), .text("name", "Name"), .text("status", "Status"), .text("assistant", "Assistant", cut: "assistant"),
      .number("version", "Version", .ratio), .number("total", "Cases"), .number("passed", "Passed"), .number("failed", "Failed"),
      .number("errors", "Infrastructure errors"), .text("trigger", "Trigger"), .time("at", "At"), .time("completedAt", "Completed"),
    ])
  static let evalResults = RecordSchema(
    "Eval results", "eval result", "The result of one case in one run.", anchor: "at", key: ["id"],
    [
      .text("id", "Id"), .text("run", "Run"), .text("caseId", "Case id"), .text("case", "Case", cut: "eval-case"),
      .text("status", "Status", cut: "eval-status"), .text("assistant", "Assistant", cut: "assistant"),
      .number("version", "Version", .ratio),
      .number("assertions", "Assertions"), .number("assertionsPassed", "Assertions passed"),
      .number("assertionsFailed", "Assertions failed"), .number("ambiguous", "Ambiguous assertions"),
      .list("tag", "Tags that passed or failed", cut: "eval-tag"), .time("at", "At"),
    ])
  static let personas = RecordSchema(
    "Personas", "persona", "A simulated caller; usage as of the capture.", key: ["id"],
    [
      .text("id", "Id"), .text("persona", "Persona", cut: "persona"), .text("language", "Language", cut: "language"),
      .text("emotion", "Emotion", cut: "emotion"), .text("difficulty", "Difficulty", cut: "difficulty"),
      .text("noise", "Background noise", cut: "noise"), .list("tag", "Tags", cut: "persona-tag"), .time("createdAt", "Created"),
      .time("updatedAt", "Updated"), .text("createdBy", "Created by"), .number("simulations", "Simulations"),
      .number("score", "Average score", .score(of: 100)), .number("successRate", "Success rate", .share), .time("lastUsed", "Last used"),
      .flag("isDefault", "From the catalogue"),
    ])
  static let scenarios = RecordSchema(
    "Scenarios", "scenario", "A test situation; usage as of the capture.", key: ["id"],
    [
      .text("id", "Id"), .text("scenario", "Scenario", cut: "scenario"), .list("persona", "Personas"), .list("agent", "Target agents"),
      .text("scorecard", "Scorecard"), .list("tag", "Tags", cut: "scenario-tag"), .number("simulations", "Simulations"),
      .number("score", "Average score", .score(of: 100)), .time("lastRun", "Last run"), .time("createdAt", "Created"),
    ])
  static let simulations = RecordSchema(
    "Simulations", "simulation", "One simulated call; no customer took part.", anchor: "startedAt", key: ["id"],
    [
      .text("id", "Id"), .time("startedAt", "Started"), .time("endedAt", "Ended"), .text("mode", "Mode", cut: "mode"),
      .text("status", "Status", cut: "simulation-status"), .number("score", "Score", .score(of: 100)),
      .number("judgeScore", "Scorecard score", .score(of: 10)), .flag("passed", "Passed"), .number("duration", "Duration", .duration),
      .text("scenarioId", "Scenario id"), .text("scenario", "Scenario", cut: "scenario"), .text("personaId", "Persona id"),
      .text("persona", "Persona", cut: "persona"), .text("emotion", "Emotion", cut: "emotion"),
      .text("difficulty", "Difficulty", cut: "difficulty"), .text("language", "Language", cut: "language"),
      .text("noise", "Background noise", cut: "noise"), .list("tag", "Tags", cut: "persona-tag"), .text("agent", "Agent"),
      .text("batch", "Batch"), .number("agentLatency", "Mean agent response", .duration), .number("turns", "Turns"),
      .number("toolCalls", "Tool calls"), .number("cost", "Cost", .money(currency: "USD")),
      .number("steps", "Steps"), .number("stepsCompleted", "Steps completed"),
    ])
  static let criteria = RecordSchema(
    "Scorecard criteria", "criterion", "The verdict on one criterion in one simulation.", anchor: "at",
    key: ["simulation", "criterion", "category"],
    [
      .text("simulation", "Simulation"), .text("criterion", "Criterion", cut: "criterion"),
      .text("category", "Category", cut: "scorecard-category"), .flag("passed", "Passed"), .number("score", "Score", .score(of: 10)),
      .time("at", "At"),
    ])
}
