import Records

extension BodyKind {
  /// Test situations with their usage.
  static let chanlScenarios = BodyKind(
    "scenarios-list", endpoint: "GET /workspaces/{workspaceId}/scenarios",
    shape: .json { root, _ in root["scenarios"]?.isArray == true },
    landmarks: ["scenarios", "pagination"],
    fields: scenarioFields("scenarios.*.") + pagingFields + [FieldUse("scenarios", .context)],
    .document { root, _, harvest in
      let rows = root["scenarios"]?.elements ?? []
      harvest.update {
        $0.rows = rows.count
        $0.statedTotal = (root["pagination"]?["total"] ?? root["total"])?.integer
      }
      for (index, row) in rows.enumerated() { readScenario(row, row: index + 1, "scenarios.*.", &harvest) }
    })

  /// One scenario, as it answers to being made or changed: there ids stand in place of objects.
  static let chanlScenario = BodyKind(
    "scenario", endpoint: "POST, PUT /workspaces/{workspaceId}/scenarios[/{scenarioId}]",
    shape: .json { root, _ in root["scenario"]?["name"] != nil },
    landmarks: ["scenario"], fields: scenarioFields("scenario."),
    .document { root, _, harvest in
      if let scenario = root["scenario"] { readScenario(scenario, row: 1, "scenario.", &harvest) }
      harvest.update { $0.rows = 1 }
    })
}

private func scenarioFields(_ prefix: String) -> [FieldUse] {
  let records: [(String, FieldID)] = [
    ("id", "id"), ("name", "scenario"), ("personas", "persona"), ("personas.*", "persona"), ("personas.*.id", "persona"),
    ("personas.*.name", "persona"), ("targetAgents", "agent"), ("targetAgents.*", "agent"), ("targetAgents.*.id", "agent"),
    ("targetAgents.*.name", "agent"), ("scorecard", "scorecard"), ("scorecard.id", "scorecard"), ("scorecard.name", "scorecard"),
    ("tags", "tag"), ("tags.*", "tag"), ("created_at", "createdAt"), ("createdAt", "createdAt"),
    ("stats.total_simulations", "simulations"), ("stats.avg_score", "score"), ("stats.last_run", "lastRun"),
  ]
  let unused: [(String, String)] = [
    ("prompt", "the scenario's script"), ("updated_at", "no figure asks for it"), ("updatedAt", "no figure asks for it"),
    ("created_by", "a person, never published"), ("created_by.id", "a person, never published"),
    ("created_by.name", "a person, never published"), ("schedule.**", "plan of future runs"),
    ("promptVariables.**", "the scenario's script"),
  ]
  return records.map { FieldUse(prefix + $0.0, .record(.scenarios, $0.1)) } + unused.map { FieldUse(prefix + $0.0, .unused($0.1)) }
}

private func readScenario(_ row: JSONNode, row number: Int, _ prefix: String, _ harvest: inout Harvest) {
  guard row.isObject, row["id"]?.identifier?.isEmpty == false else {
    harvest.problem(.wrongType, prefix + "id")
    return
  }
  let stats = row["stats"]
  harvest.record(
    .scenarios, row: number,
    [
      "id": harvest.reference(row["id"]), "scenario": harvest.text(row["name"]), "persona": names(row["personas"], harvest),
      "agent": names(row["targetAgents"], harvest), "scorecard": name(row["scorecard"], harvest), "tag": harvest.list(row["tags"]),
      "simulations": harvest.number(stats?["total_simulations"], .count, prefix + "stats.total_simulations"),
      "score": harvest.number(stats?["avg_score"], .score100, prefix + "stats.avg_score"),
      "lastRun": harvest.time(stats?["last_run"], prefix + "stats.last_run"),
      "createdAt": harvest.time(row.first(["created_at", "createdAt"]), prefix + "created_at"),
    ])
}

/// The name of a thing that is an object with a name, or only an id.
private func name(_ node: JSONNode?, _ harvest: Harvest) -> FieldValue {
  guard let node, node.isObject else { return harvest.reference(node) }
  return node["name"].map { harvest.text($0) } ?? harvest.reference(node["id"])
}

private func names(_ node: JSONNode?, _ harvest: Harvest) -> FieldValue {
  guard let node, node.isArray else { return .missing }
  return .list(node.elements.compactMap { name($0, harvest).text })
}
