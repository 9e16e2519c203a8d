import Notation
import Records

extension MetricCatalogue {
  /// Tools as the vendor lists and sums them, beside the calls in conversations.
  static let toolLists: [Metric] = [
    .of(
      .toolRuns, "tool.recent", .tools, "Recent tool runs", short: "Recent runs",
      "Runs that the vendor lists one by one: the latest of the period, not all.", formula: "|runs listed|", measure: .count),
    .of(
      .toolRuns, "tool.recent_success_rate", .tools, "Success of recent runs", short: "Recent success",
      "Share of the listed runs with a known result that succeeded.", formula: "|runs succeeded| / |runs with a result|", .share,
      .higherIsBetter, where: .present("succeeded"), measure: .share(.flag("succeeded", true))),
    .of(
      .toolRuns, "tool.recent_failures", .tools, "Failed recent runs", short: "Recent failures", "Listed runs that failed.",
      formula: "|runs failed|", .count, .lowerIsBetter, where: .flag("succeeded", false), measure: .count),
    .of(
      .toolRuns, "tool.recent_duration_p50", .tools, "Duration of recent runs, median", short: "Recent, median",
      "Half of the listed runs take at most this long.", formula: "p50 of duration over runs listed", .duration, .lowerIsBetter,
      measure: .quantile("duration", 0.5)),
    .of(
      .toolRuns, "tool.recent_duration_p95", .tools, "Duration of recent runs, 95% line", short: "Recent, 95% line",
      "95 of 100 listed runs take at most this long.", formula: "p95 of duration over runs listed", .duration, .lowerIsBetter,
      measure: .quantile("duration", 0.95)),
    .of(
      .toolRuns, "tool.recent_conversations", .tools, "Conversations of recent runs", short: "Recent conversations",
      "Different conversations of the listed runs.", formula: "distinct conversations over runs listed", measure: .distinct("conversation")),
    .of(
      .toolDefinitions, "tool.definitions", .tools, "Configured API tools", "API tools that are configured.", formula: "|tools|",
      measure: .count),
    .reported(
      "toolkit.by_action", .tools, "Toolkit calls by action", "Calls of toolkits as the vendor sums them, to be cut by action.",
      formula: "as reported", .count, nature: .count),
    .reported(
      "toolkit.by_param", .tools, "Toolkit calls by parameter", "Calls of toolkits as the vendor sums them, to be cut by parameter.",
      formula: "as reported", .count, nature: .count),
    .reported(
      "skill.loads", .tools, "Skill loads", "How often skills were loaded, as the vendor sums it.", formula: "as reported", .count,
      nature: .count),
    .reported(
      "skill.failures", .tools, "Failed skill loads", "Loads of skills that failed, as the vendor sums it.", formula: "as reported", .count,
      .lowerIsBetter, nature: .count),
  ]

  /// The library as the vendor lists it, beside the citations in conversations.
  static let knowledgeLists: [Metric] = [
    .reported(
      "kb.citations", .knowledge, "Citations", "Citations of the knowledge bases in answers, as the vendor sums them.",
      formula: "as reported", .count, nature: .count, synonyms: ["total_citations"]),
    .of(
      .knowledgeItems, "kb.item_citations", .knowledge, "Citations of items", "Citations of the listed items, to be cut by item.",
      formula: "Σ citations over items", measure: .sum("citations")),
    .of(
      .knowledgeItems, "kb.items", .knowledge, "Knowledge items", "Items of the knowledge bases that are listed.", formula: "|items|",
      where: .present("knowledgeBaseId"), measure: .count),
    .of(
      .knowledgeItems, "kb.dead_items", .knowledge, "Items never cited", short: "Never cited",
      "Items that no answer cited in the window of a complete list of citations; of other items nothing is known.",
      formula: "|items with 0 citations|", .count, .lowerIsBetter,
      where: .number("citations", .equal, 0), measure: .count),
    .of(
      .knowledgeItems, "kb.item_coverage", .knowledge, "Library in use",
      "Share of the items with known citations that were cited at least once.",
      formula: "|items cited| / |items with known citations|", .share, .higherIsBetter, where: .present("citations"),
      measure: .share(.number("citations", .more, 0)), minimum: 1),
    .of(
      .knowledgeBases, "kb.bases", .knowledge, "Knowledge bases", "Knowledge bases that are not deleted.", formula: "|knowledge bases|",
      where: .not(.text("status", ["deleted"])), measure: .count),
    .of(
      .knowledgeBases, "kb.needs_training", .knowledge, "Knowledge bases not trained", short: "Not trained",
      "Knowledge bases that were added or changed and not trained since.", formula: "|status ADDED or EDITED|", .count, .lowerIsBetter,
      where: .text("status", ["added", "edited"]), measure: .count),
    .of(
      .projects, "kb.projects_to_train", .knowledge, "Projects to train", "Projects that the vendor marks as in need of training.",
      formula: "|projects that need training|", .count, .lowerIsBetter, where: .flag("needsRetraining", true), measure: .count),
  ]

  /// Versions of assistants.
  static let versions: [Metric] = [
    .of(
      .activations, "ver.deployments", .assistants, "Versions activated", short: "Activations",
      "Versions of assistants that went live in the period.", formula: "|activations|", measure: .count),
    .of(
      .assistants, "ast.assistants", .assistants, "Assistants", "Different assistants that are not deleted.",
      formula: "distinct assistants",
      where: .not(.flag("isDeleted", true)), measure: .distinct("base")),
    .of(
      .assistants, "ast.versions", .assistants, "Assistant versions", "Versions of assistants that are not deleted.", formula: "|versions|",
      where: .not(.flag("isDeleted", true)), measure: .count),
  ]

  /// Escalations and safety, where the vendor lists them.
  static let escalationLists: [Metric] = [
    .of(
      .escalations, "hof.escalations", .handoffs, "Escalations", "Conversations that were escalated, by the time of the escalation.",
      formula: "|escalations|", .count, .lowerIsBetter, measure: .count),
    .of(
      .safetyEvents, "safety.events", .handoffs, "Safety events", "Safety filters and topic blocks that were triggered.",
      formula: "|safety events|", .count, .lowerIsBetter, measure: .count),
  ]
}
