import Notation
import Records

extension MetricCatalogue {
  /// Written tests of assistants.
  static let evals: [Metric] = [
    .of(
      .evalCases, "eval.cases", .evals, "Eval cases", "Written tests that are in use.", formula: "|cases enabled|",
      where: .not(.flag("enabled", false)), measure: .count),
    .of(.evalRuns, "eval.runs", .evals, "Eval runs", "Runs of the eval cases.", formula: "|runs|", measure: .count),
    .of(
      .evalRuns, "eval.pass_rate", .evals, "Eval pass rate", short: "Pass rate",
      "Share of the cases of finished runs that passed, of those that passed or failed: a case that broke down says nothing about the "
        + "assistant.",
      formula: "Σ passed / Σ (passed + failed)", .share, .higherIsBetter, where: finished,
      measure: .ratio(["passed"], over: ["passed", "failed"]), minimum: few),
    .of(
      .evalRuns, "eval.error_rate", .evals, "Evals that broke down", short: "Errors",
      "Share of the cases of finished runs that ended in an error of the infrastructure.", formula: "Σ errors / Σ cases", .share,
      .lowerIsBetter, where: finished, measure: .ratio(["errors"], over: ["total"]), minimum: few),
    .of(
      .evalResults, "eval.results", .evals, "Eval results", "Results of single cases in the runs whose results are in the export.",
      formula: "|results|", measure: .count),
    .of(
      .evalResults, "eval.case_pass_rate", .evals, "Pass rate of results", short: "Results passed",
      "Share of the results that passed, of those that passed or failed; to be cut by case or tag.",
      formula: "|results passed| / |results passed or failed|", .share, .higherIsBetter,
      where: .text("status", ["passed", "failed"]), measure: .share(.text("status", ["passed"])), minimum: few),
    .of(
      .evalResults, "eval.assertion_pass_rate", .evals, "Assertions passed",
      "Share of the assertions that passed, of those that passed or failed; ambiguous ones count as neither.",
      formula: "Σ assertions passed / Σ (passed + failed)", .share, .higherIsBetter,
      measure: .ratio(["assertionsPassed"], over: ["assertionsPassed", "assertionsFailed"]), minimum: few),
    .of(
      .evalResults, "eval.ambiguous_rate", .evals, "Ambiguous assertions",
      "Share of the assertions that the judge could neither pass nor fail: their wording is too vague.",
      formula: "Σ ambiguous / Σ assertions", .share, .lowerIsBetter, measure: .ratio(["ambiguous"], over: ["assertions"]), minimum: few),
    .of(
      .evalResults, "eval.cases_run", .evals, "Cases run", "Different cases with a result.", formula: "distinct cases over results",
      measure: .distinct("caseId")),
    .of(
      .evalRuns, "eval.age", .evals, "Time since the last eval", short: "Last eval",
      "Time from the last finished run of the period to its end.", formula: "end of period − last finished run", .duration,
      .lowerIsBetter, where: finished, measure: .age("completedAt")),
  ]

  private static let finished = RecordFilter.text("status", ["completed"])
  private static let few = 10
}
