import Privacy
import Records

extension BodyKind {
  /// Written tests of an assistant, in the present and in the older wording.
  static let studioEvalCases = BodyKind(
    "eval-cases", endpoint: "GET /playbooks/{base_id}/eval-cases",
    shape: .json { root, _ in
      guard let first = firstItem(root, ["items", "eval_cases"]) else { return false }
      return first["assertion_results"] == nil && (first["expected_output"] != nil || first.has("scenario", "assertions"))
    },
    landmarks: ["scenario", "assertions", "expected_output", "max_turns"],
    fields: recordUses(
      .evalCases, under: "*.",
      [
        "id": "id", "name": "case", "assertion_tags.*": "tag", "tags.*": "tag", "is_enabled": "enabled", "enabled": "enabled",
        "assertions": "assertions", "created_at": "createdAt",
      ])
      + unusedUses(
        "text of a test, not needed", "*.scenario", "*.scenario_blocks", "*.scenario_blocks.**", "*.termination", "*.first_message",
        "*.max_turns", "*.assertions.**", "*.tool_mocks", "*.tool_mocks.**", "*.input", "*.expected_output")
      + unusedUses(Reason.personal, "*.user_context", "*.user_context.**"),
    .rows(keys: ["items", "eval_cases"]) { row, place, context, harvest in
      guard row.isObject else { return .rejected(.notAnObject, field: nil) }
      guard row["id"]?.identifier?.isEmpty == false else { return .rejected(.noID, field: "id") }
      let enabled = harvest.flag(row.first(["is_enabled", "enabled"]), "*.is_enabled")
      let createdAt = harvest.time(row["created_at"], "*.created_at")
      harvest.record(
        .evalCases, row: place,
        [
          "id": harvest.reference(row["id"]), "case": harvest.text(row["name"]),
          "assistant": context.assistant.map { .text(harvest.reference($0)) } ?? .missing,
          "tag": harvest.list(row.first(["assertion_tags", "tags"])), "enabled": enabled,
          "assertions": row["assertions"].flatMap { $0.isArray ? .number(Double($0.count)) : nil } ?? .missing, "createdAt": createdAt,
        ])
      return .accepted
    })

  /// Runs of the tests, a page at a time.
  static let studioEvalRuns = BodyKind(
    "eval-runs", endpoint: "GET /playbooks/{base_id}/eval-runs", shape: .json { root, _ in firstItem(root)?["passed_cases"] != nil },
    landmarks: ["passed_cases", "failed_cases", "error_cases", "total_pages"],
    fields: contextUses("total", "page", "page_size", "total_pages") + runUses(under: "items.*."),
    .document { root, _, harvest in
      for (index, run) in readItems(root, &harvest).enumerated() { readRun(run, index + 1, under: "items.*.", &harvest) }
    })

  /// One run of the tests.
  static let studioEvalRun = BodyKind(
    "eval-run", endpoint: "GET /eval-runs/{run_id}", shape: .json { root, _ in root["passed_cases"] != nil },
    landmarks: ["passed_cases", "failed_cases", "error_cases"], fields: runUses(),
    .document { root, _, harvest in readRun(root, 1, under: "", &harvest) })

  /// Results of one run, case by case; the run stands in the request, the manifest or the file name.
  static let studioEvalResults = BodyKind(
    "eval-run-results", endpoint: "GET /eval-runs/{run_id}/results",
    shape: .json { root, _ in firstItem(root, ["items", "results"])?.has("assertion_results", "case_id") == true },
    landmarks: ["assertion_results", "case_id", "tag_results"],
    fields: recordUses(
      .evalResults, under: "*.",
      [
        "id": "id", "run_id": "run", "case_id": "caseId", "case_name": "case", "status": "status", "total_assertions": "assertions",
        "passed_assertions": "assertionsPassed", "failed_assertions": "assertionsFailed", "assertion_results.*.verdict": "ambiguous",
        "assertion_results.*.passed": "assertionsPassed", "tag_results.*": "tag",
      ])
      + unusedUses(
        "text of a test, not needed", "*.case_scenario", "*.assertion_results.*.criteria", "*.assertion_results.*.rewrite_suggestion")
      + unusedUses(Reason.judgeText, "*.assertion_results.*.explanation", "*.judge_results", "*.judge_results.**", "*.score")
      + unusedUses(Reason.userText, "*.conversation.**")
      + unusedUses(Reason.personal, "*.error_message") + unusedUses(Reason.id, "*.conversation_id"),
    .rows(keys: ["items", "results"]) { row, place, context, harvest in
      guard row.isObject else { return .rejected(.notAnObject, field: nil) }
      guard row["id"]?.identifier?.isEmpty == false else { return .rejected(.noID, field: "id") }
      readResult(row, place, context, &harvest)
      return .accepted
    })
}

private func runUses(under prefix: String = "") -> [FieldUse] {
  recordUses(
    .evalRuns, under: prefix,
    [
      "id": "id", "name": "name", "status": "status", "playbook_name": "assistant", "playbook_version": "version", "total_cases": "total",
      "passed_cases": "passed", "failed_cases": "failed", "error_cases": "errors", "trigger_source": "trigger", "created_at": "at",
      "started_at": "at", "completed_at": "completedAt",
    ])
    + unusedUses(Reason.id, prefix + "playbook_id", prefix + "playbook_base_id")
}

private func readRun(_ run: JSONNode, _ place: Int, under prefix: String, _ harvest: inout Harvest) {
  var values: [FieldID: FieldValue] = [
    "id": harvest.reference(run["id"]), "name": harvest.text(run["name"]), "status": harvest.text(run["status"]),
    "trigger": harvest.text(run["trigger_source"]),
    // A run without a name of its assistant keeps the id until names are joined.
    "assistant": run["playbook_name"].flatMap { harvest.label($0) }.map { .text($0) } ?? harvest.reference(run["playbook_base_id"]),
  ]
  values["version"] = harvest.number(run["playbook_version"], .count, prefix + "playbook_version")
  values["total"] = harvest.number(run["total_cases"], .count, prefix + "total_cases")
  values["passed"] = harvest.number(run["passed_cases"], .count, prefix + "passed_cases")
  values["failed"] = harvest.number(run["failed_cases"], .count, prefix + "failed_cases")
  values["errors"] = harvest.number(run["error_cases"], .count, prefix + "error_cases")
  values["at"] = harvest.time(run.first(["started_at", "created_at"]), prefix + "started_at")
  values["completedAt"] = harvest.time(run["completed_at"], prefix + "completed_at")
  harvest.record(.evalRuns, row: place, values)
}

/// Verdicts of one result. `ambiguous` neither passes nor fails; rows from before verdicts only say `passed`, which counts ambiguous as true.
private func readResult(_ row: JSONNode, _ place: Int, _ context: BodyContext, _ harvest: inout Harvest) {
  var passed = 0
  var failed = 0
  var ambiguous = 0
  let assertions = row["assertion_results"]?.elements ?? []
  for assertion in assertions {
    switch assertion["verdict"]?.string ?? (assertion["passed"]?.bool).map({ $0 ? "passed" : "failed" }) {
    case "passed": passed += 1
    case "failed": failed += 1
    case "ambiguous": ambiguous += 1
    default: break
    }
  }
  func counted(_ count: Int) -> FieldValue { assertions.isEmpty ? .missing : .number(Double(count)) }
  let run = row["run_id"]?.identifier ?? context.ids["runId"] ?? idInName(context.stem)
  let stated = ["total_assertions", "passed_assertions", "failed_assertions"].map { harvest.number(row[$0], .count, "*." + $0) }
  harvest.record(
    .evalResults, row: place,
    [
      "id": harvest.reference(row["id"]), "run": run.map { .text(harvest.reference($0)) } ?? .missing,
      "caseId": harvest.reference(row["case_id"]), "case": harvest.text(row["case_name"]), "status": harvest.text(row["status"]),
      "assertions": stated[0].isMissing ? counted(assertions.count) : stated[0],
      "assertionsPassed": stated[1].isMissing ? counted(passed) : stated[1],
      "assertionsFailed": stated[2].isMissing ? counted(failed) : stated[2], "ambiguous": counted(ambiguous),
      "tag": .list((row["tag_results"]?.keys ?? []).filter { !$0.isEmpty }.map { harvest.redacted($0) }),
    ])
}
