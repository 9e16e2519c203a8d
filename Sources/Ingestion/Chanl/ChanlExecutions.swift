import Records

extension BodyKind {
  /// Simulations of the runner, page by page or as a bare list.
  static let chanlExecutions = BodyKind(
    "executions", endpoint: "GET /scenarios/executions",
    shape: .json { root, _ in
      if root["executions"]?.isArray == true { return true }
      return root.elements.first.map(isExecution) ?? false
    },
    landmarks: ["executions", "pagination", "total"],
    fields: executionFields("executions.*.") + pagingFields + [FieldUse("executions", .context)],
    .document { root, _, harvest in
      let rows = root.isArray ? root.elements : root["executions"]?.elements ?? []
      harvest.update {
        $0.rows = rows.count
        $0.statedTotal = (root["pagination"]?["total"] ?? root["total"])?.integer
      }
      readExecutions(rows, root.isArray ? "*." : "executions.*.", &harvest)
    })

  /// One simulation.
  static let chanlExecution = BodyKind(
    "execution", endpoint: "GET /scenarios/executions/{executionId}",
    shape: .json { root, _ in root["execution"].map(isExecution) ?? isExecution(root) },
    landmarks: ["execution", "executionId", "scorecardResults", "overallScore"],
    fields: executionFields("execution."),
    .document { root, _, harvest in
      harvest.update { $0.rows = 1 }
      readExecutions([root["execution"] ?? root], root["execution"] == nil ? "" : "execution.", &harvest)
    })
}

private func isExecution(_ node: JSONNode) -> Bool {
  node.isObject && (node["executionId"] != nil || node["id"] != nil) && node["scenarioId"] != nil && node["status"] != nil
}

/// Scores are 0–100; a file whose scores are all 10 or less, at least one of them with a fraction, is read as 0–10.
private func scoreFactor(_ rows: [JSONNode]) -> Double {
  let scores = rows.compactMap { $0["overallScore"]?.number }
  let isSmall = !scores.isEmpty && scores.allSatisfy { (0...10).contains($0) } && scores.contains { $0.rounded() != $0 }
  return isSmall ? 10 : 1
}

private func readExecutions(_ rows: [JSONNode], _ prefix: String, _ harvest: inout Harvest) {
  let factor = scoreFactor(rows)
  harvest.update { $0.anchor = .event }
  if factor != 1 { harvest.problem(.guessedScale, prefix + "overallScore") }
  for (index, row) in rows.enumerated() {
    guard row.isObject, row.first(["executionId", "id"])?.identifier?.isEmpty == false else {
      harvest.problem(.wrongType, prefix + "executionId")
      continue
    }
    readExecution(row, index + 1, factor, prefix, &harvest)
  }
}

private func readExecution(_ row: JSONNode, _ number: Int, _ factor: Double, _ prefix: String, _ harvest: inout Harvest) {
  let id = harvest.reference(row.first(["executionId", "id"]))
  let card = row["scorecardResults"]
  let criteria = card?["criteriaResults"]?.elements ?? []
  // Where the judge could not judge anything, the score is what it falls back to, no verdict.
  let isUnscored = !criteria.isEmpty && criteria.allSatisfy(isFallback)
  let score = isUnscored ? .missing : harvest.score(row["overallScore"], factor, prefix + "overallScore")
  let startedAt = harvest.time(row.first(["startTime", "createdAt"]), prefix + "startTime")
  var fields: [FieldID: FieldValue] = [
    "id": id, "startedAt": startedAt, "endedAt": harvest.time(row["endTime"], prefix + "endTime"), "mode": harvest.text(row["mode"]),
    "status": harvest.text(row["status"]), "score": score,
    "judgeScore": isUnscored
      ? .missing : harvest.number(card?["overallScore"], .score10, prefix + "scorecardResults.overallScore"),
    "passed": isUnscored ? .missing : passed(card, score, prefix, &harvest),
    "duration": harvest.number(row["duration"], .milliseconds, prefix + "duration"),
    "scenarioId": harvest.reference(row["scenarioId"]), "personaId": harvest.reference(row["personaId"]),
    "agent": harvest.reference(row["agentId"]), "batch": row["batchName"].map { harvest.text($0) } ?? harvest.reference(row["batchId"]),
    "cost": harvest.number(row["callDetails"]?["cost"], .money(currency: "USD"), prefix + "callDetails.cost"),
  ]
  if let name = harvest.redacted(row["scenarioName"]) { fields["scenario"] = .text(name) }
  if let name = harvest.redacted(row["personaName"]) { fields["persona"] = .text(name) }
  addSteps(row, to: &fields, prefix, &harvest)
  harvest.record(.simulations, row: number, fields)
  for criterion in criteria { readCriterion(criterion, id, startedAt, number, prefix, &harvest) }
}

/// The scorecard's own verdict; without a scorecard the runner's default threshold of 70.
private func passed(_ card: JSONNode?, _ score: FieldValue, _ prefix: String, _ harvest: inout Harvest) -> FieldValue {
  if let stated = card?["passed"], !stated.isNull { return harvest.flag(stated, prefix + "scorecardResults.passed") }
  return score.number.map { .flag($0 >= 70) } ?? .missing
}

private func addSteps(_ row: JSONNode, to fields: inout [FieldID: FieldValue], _ prefix: String, _ harvest: inout Harvest) {
  let path = prefix + "stepResults.*.duration"
  if let steps = row["stepResults"]?.elements, !steps.isEmpty {
    var latencies: [Double] = []
    var turns = 0
    var calls = 0
    var completed = 0
    for step in steps {
      let role = step["role"]?.string
      if role == "agent" || role == "persona" { turns += 1 }
      if role == "agent", let value = harvest.number(step["duration"], .milliseconds, path).number { latencies.append(value) }
      if step["status"]?.string == "completed" { completed += 1 }
      calls += step["toolCalls"]?.count ?? 0
    }
    if !latencies.isEmpty { fields["agentLatency"] = .number(latencies.reduce(0, +) / Double(latencies.count)) }
    fields["turns"] = .number(Double(turns))
    fields["toolCalls"] = .number(Double(calls))
    fields["steps"] = .number(Double(steps.count))
    fields["stepsCompleted"] = .number(Double(completed))
  }
  let metrics = row["metrics"]
  if case .number(let steps) = harvest.number(metrics?["totalSteps"], .count, prefix + "metrics.totalSteps") {
    fields["steps"] = .number(steps)
  }
  if case .number(let steps) = harvest.number(metrics?["completedSteps"], .count, prefix + "metrics.completedSteps") {
    fields["stepsCompleted"] = .number(steps)
  }
}

private func readCriterion(
  _ criterion: JSONNode, _ simulation: FieldValue, _ at: FieldValue, _ number: Int, _ prefix: String, _ harvest: inout Harvest
) {
  let path = prefix + "scorecardResults.criteriaResults.*."
  guard criterion.isObject else { return harvest.problem(.wrongType, path + "criteriaKey") }
  let isScored = !isFallback(criterion)
  // A result is a verdict, a number with the criterion's own unit, or a score; only what lies on the scale of scores is one.
  let result = criterion["result"]?.isNumber == true ? criterion["result"]?.number : nil
  harvest.record(
    .criteria, row: number,
    [
      "simulation": simulation, "criterion": harvest.text(criterion.first(["criteriaName", "criteriaKey", "criteriaId"])),
      "category": harvest.text(criterion.first(["categoryName", "categoryId"])),
      "passed": isScored ? harvest.flag(criterion["passed"], path + "passed") : .missing,
      "score": isScored ? result.flatMap(Scale.score10.value).map(FieldValue.number) ?? .missing : .missing, "at": at,
    ])
}

/// True when the judge gave no verdict: it says so, or it gives what it falls back to (false, or 5 of 10) with the reason
/// (chanl-eval, docs/architecture/criteria-types.md).
private func isFallback(_ criterion: JSONNode) -> Bool {
  if criterion["notApplicable"]?.bool == true { return true }
  guard let reason = criterion["reasoning"]?.string?.lowercased() else { return false }
  let isDefault = criterion["result"].map { $0.isNull || $0.number == 5 || $0.bool == false } ?? true
  let reasons = ["fallback", "no llm evaluator", "no transcript available", "could not evaluate", "unable to evaluate", "not scored"]
  return isDefault && criterion["passed"]?.bool != true && reasons.contains { reason.contains($0) }
}

extension Harvest {
  /// A score of 0–100 from one that may be of 0–10.
  mutating func score(_ node: JSONNode?, _ factor: Double, _ path: String) -> FieldValue {
    let value = number(node, factor == 1 ? .score100 : .score10, path)
    return value.number.map { .number($0 * factor) } ?? .missing
  }
}

private func executionFields(_ prefix: String) -> [FieldUse] {
  let records: [(String, FieldID)] = [
    ("id", "id"), ("executionId", "id"), ("scenarioId", "scenarioId"), ("scenarioName", "scenario"), ("personaId", "personaId"),
    ("personaName", "persona"), ("agentId", "agent"), ("mode", "mode"), ("status", "status"), ("startTime", "startedAt"),
    ("createdAt", "startedAt"), ("endTime", "endedAt"), ("duration", "duration"), ("overallScore", "score"),
    ("scorecardResults", "judgeScore"), ("scorecardResults.overallScore", "judgeScore"), ("scorecardResults.passed", "passed"),
    ("stepResults", "steps"), ("stepResults.*.role", "turns"), ("stepResults.*.status", "stepsCompleted"),
    ("stepResults.*.duration", "agentLatency"), ("stepResults.*.toolCalls.*.name", "toolCalls"), ("callDetails.cost", "cost"),
    ("metrics.totalSteps", "steps"), ("metrics.completedSteps", "stepsCompleted"), ("batchId", "batch"), ("batchName", "batch"),
  ]
  let criteria: [(String, FieldID)] = [
    ("criteriaId", "criterion"), ("criteriaKey", "criterion"), ("criteriaName", "criterion"), ("categoryId", "category"),
    ("categoryName", "category"), ("passed", "passed"), ("notApplicable", "passed"), ("result", "score"), ("reasoning", "score"),
  ]
  let text = "what was said, never published"
  let unused: [(String, String)] = [
    ("promptId", "no figure is cut by it"), ("scorecardId", "scenarios name their scorecard"), ("triggeredBy", "no figure is cut by it"),
    ("triggerId", "no figure is cut by it"), ("updatedAt", "no figure asks for it"),

    ("errorMessages.*", "written by machines, may hold data"), ("scorecardResults.scorecardId", "scenarios name their scorecard"),
    ("scorecardResults.resultId", "an id"), ("scorecardResults.evaluatedAt", "no figure asks for it"),
    ("scorecardResults.categoryScores.*", "means of the criteria, which are read"), ("stepResults.*.stepId", "an id"),
    ("stepResults.*.actualResponse", text), ("stepResults.*.expectedResponse", text), ("stepResults.*.startTime", "no figure asks for it"),
    ("stepResults.*.endTime", "no figure asks for it"), ("stepResults.*.score", "the scorecard judges the whole"),
    ("stepResults.*.toolCalls.*.arguments.**", text),
    ("stepResults.*.toolCalls.*.result.**", text),
    ("scorecardResults.criteriaResults.*.evidence.*", text),
    ("callDetails.duration", "the simulation has its own"), ("callDetails.recordingUrl", "sound of a call, never published"),
    ("callDetails.phoneNumber", "a number of a person, never published"), ("metrics.responseTime", "steps carry it"),
    ("metrics.accuracy", "unit not documented"), ("metrics.completion", "unit not documented"),
    ("metrics.satisfaction", "unit not documented"), ("metrics.failedSteps", "the rest of the steps"),
    ("metrics.skippedSteps", "the rest of the steps"),
  ]
  return records.map { FieldUse(prefix + $0.0, .record(.simulations, $0.1)) }
    + criteria.map { FieldUse(prefix + "scorecardResults.criteriaResults.*." + $0.0, .record(.criteria, $0.1)) }
    + unused.map { FieldUse(prefix + $0.0, .unused($0.1)) }
}
