import Notation
import Records

extension MetricCatalogue {
  /// Simulated callers: no customer takes part, and nothing of it counts as a conversation.
  static let simulations: [Metric] = [
    .of(
      .simulations, "sim.count", .simulations, "Simulations", "Simulated calls that were started in the period.", formula: "|simulations|",
      measure: .count, synonyms: ["total_simulations"]),
    .of(
      .simulations, "sim.completed", .simulations, "Completed simulations", short: "Completed", "Simulated calls that ran to their end.",
      formula: "|simulations completed|", where: .text("status", ["completed"]), measure: .count),
    .of(
      .simulations, "sim.failed", .simulations, "Failed simulations", short: "Failed",
      "Simulations that ended in an error. They have no score and are no bad result.", formula: "|simulations failed|", .count,
      .lowerIsBetter, where: .text("status", ["failed", "error"]), measure: .count),
    .of(
      .simulations, "sim.timeout", .simulations, "Simulations out of time", short: "Out of time",
      "Simulations that did not end in time.", formula: "|simulations timed out|", .count, .lowerIsBetter,
      where: .text("status", ["timeout"]), measure: .count),
    .of(
      .simulations, "sim.score", .simulations, "Simulation score", short: "Score",
      "Mean score of the simulations that have one, each simulation once.", formula: "Σ score / |simulations with a score|",
      .score(of: 100), .higherIsBetter, measure: .mean("score"), synonyms: ["avg_score"], minimum: few),
    .of(
      .simulations, "sim.score_median", .simulations, "Simulation score, median", short: "Median score",
      "Half of the simulations have at most this score.", formula: "p50 of score", .score(of: 100), .higherIsBetter,
      measure: .quantile("score", 0.5), minimum: few),
    .of(
      .simulations, "sim.judge_score", .simulations, "Scorecard score", "Mean score of the scorecards of simulations, 0 to 10.",
      formula: "Σ scorecard score / |simulations with one|", .score(of: 10), .higherIsBetter, measure: .mean("judgeScore"), minimum: few),
    .of(
      .simulations, "sim.success_rate", .simulations, "Simulation success rate", short: "Success",
      "Share of the judged simulations that passed.", formula: "|simulations passed| / |simulations judged|", .share, .higherIsBetter,
      where: .present("passed"), measure: .share(.flag("passed", true)), synonyms: ["success_rate"], minimum: few),
    .of(
      .simulations, "sim.duration_mean", .simulations, "Simulation duration, mean", short: "Mean duration",
      "Mean duration of a simulation.", formula: "Σ duration / |simulations with a duration|", .duration, measure: .mean("duration"),
      minimum: few),
    .of(
      .simulations, "sim.duration_median", .simulations, "Simulation duration, median", short: "Median duration",
      "Half of the simulations last at most this long.", formula: "p50 of duration", .duration, measure: .quantile("duration", 0.5),
      minimum: few),
    .of(
      .simulations, "sim.agent_latency", .simulations, "Agent response in simulations", short: "Agent response",
      "Mean over the simulations of their mean response time of the agent.", formula: "mean of the simulations' means", .duration,
      .lowerIsBetter, measure: .mean("agentLatency"), minimum: few),
    .of(
      .simulations, "sim.turns_median", .simulations, "Turns per simulation, median", short: "Median turns",
      "Half of the simulations have at most this many turns.", formula: "p50 of turns", .rate, measure: .quantile("turns", 0.5),
      minimum: few),
    .of(
      .simulations, "sim.steps_completed", .simulations, "Completed steps", "Share of the steps of simulations that were completed.",
      formula: "Σ steps completed / Σ steps", .share, .higherIsBetter, measure: .ratio(["stepsCompleted"], over: ["steps"])),
    .of(
      .simulations, "sim.tool_calls", .simulations, "Tool calls in simulations", "Calls of tools in simulations; no customer's.",
      formula: "Σ tool calls", measure: .sum("toolCalls")),
    .of(
      .simulations, "sim.cost", .simulations, "Cost of simulations", "Sum of the stated costs of simulations.", formula: "Σ cost",
      .money(currency: "USD"), .lowerIsBetter, measure: .sum("cost")),
    .of(
      .simulations, "sim.personas", .simulations, "Personas used", "Different personas in the simulations of the period.",
      formula: "distinct personas over simulations", measure: .distinct("personaId")),
  ]

  /// Who is simulated, as the vendor lists it at one moment.
  static let personas: [Metric] = [
    .of(
      .personas, "per.total", .simulations, "Personas", "Simulated callers of the workspace; those of the vendor's catalogue apart.",
      formula: "|personas|", where: own, measure: .count),
    .of(
      .personas, "per.active", .simulations, "Personas in use", "Personas that were used in at least one simulation.",
      formula: "|personas with simulations|", .count, .higherIsBetter, where: own && used, measure: .count),
    .of(
      .personas, "per.unused", .simulations, "Personas never used", "Personas without a simulation.",
      formula: "|personas with 0 simulations|",
      .count, .lowerIsBetter, where: own && .number("simulations", .equal, 0), measure: .count),
    .of(
      .personas, "per.simulations", .simulations, "Simulations of the personas",
      "Simulations that the list of personas counts up to its capture; the window is the vendor's.", formula: "Σ simulations", where: own,
      measure: .sum("simulations")),
    .of(
      .personas, "sim.score_weighted", .simulations, "Persona score, by simulations", short: "Score by use",
      "Mean of the personas' scores, each weighted by its simulations: what an average simulation scored.",
      formula: "Σ score × simulations / Σ simulations", .score(of: 100), .higherIsBetter, where: own,
      measure: .weightedMean("score", by: "simulations")),
    .of(
      .personas, "sim.score_personas", .simulations, "Persona score, by persona", short: "Score by persona",
      "Mean of the personas' scores, each persona once, however often it was used.", formula: "Σ score / |personas with a score|",
      .score(of: 100), .higherIsBetter, where: own, measure: .mean("score"), minimum: 1),
    .of(
      .personas, "per.success_rate", .simulations, "Success of personas, by simulations", short: "Success by use",
      "Mean of the personas' success rates, each weighted by its simulations.", formula: "Σ success rate × simulations / Σ simulations",
      .share, .higherIsBetter, where: own, measure: .weightedMean("successRate", by: "simulations")),
    .of(
      .scenarios, "scn.total", .simulations, "Scenarios", "Test situations that are written.", formula: "|scenarios|", measure: .count),
    .of(
      .scenarios, "scn.unused", .simulations, "Scenarios never run", "Scenarios without a simulation.",
      formula: "|scenarios with 0 simulations|", .count, .lowerIsBetter, where: .number("simulations", .equal, 0), measure: .count),
    .of(
      .scenarios, "scn.simulations", .simulations, "Simulations of the scenarios",
      "Simulations that the list of scenarios counts up to its capture.", formula: "Σ simulations", measure: .sum("simulations")),
    .of(
      .scenarios, "scn.score", .simulations, "Scenario score, by simulations", short: "Scenario score",
      "Mean of the scenarios' scores, each weighted by its simulations.", formula: "Σ score × simulations / Σ simulations",
      .score(of: 100), .higherIsBetter, measure: .weightedMean("score", by: "simulations")),
    .of(
      .criteria, "sc.verdicts", .simulations, "Verdicts on criteria", "Verdicts of scorecards on single criteria.", formula: "|verdicts|",
      measure: .count),
    .of(
      .criteria, "sc.score", .simulations, "Criterion score", "Mean score of the verdicts that have one, 0 to 10.",
      formula: "Σ score / |verdicts with a score|", .score(of: 10), .higherIsBetter, measure: .mean("score"), minimum: few),
    .of(
      .criteria, "sc.criterion_pass", .simulations, "Criteria passed", "Share of the verdicts that passed, of those that say so.",
      formula: "|verdicts passed| / |verdicts passed or failed|", .share, .higherIsBetter, where: .present("passed"),
      measure: .share(.flag("passed", true)), minimum: few),
  ]

  private static let own = RecordFilter.not(.flag("isDefault", true))
  private static let used = RecordFilter.number("simulations", .more, 0)
  /// Tests are run by the dozen: they are shown from ten on, as a small sample.
  private static let few = 10
}
