import Records

extension BodyKind {
  /// Personas of the workspace with their usage, page by page; also the runner's list, which has neither difficulty nor usage.
  static let chanlPersonas = BodyKind(
    "personas-list", endpoint: "GET /workspaces/{workspaceId}/personas",
    shape: .json { root, _ in root["personas"]?.isArray == true && (root["pagination"] != nil || root["total"] != nil) },
    landmarks: ["personas", "pagination", "total"],
    fields: personaFields("personas.*.") + pagingFields + [FieldUse("personas", .context)],
    .document { root, _, harvest in readPersonas(root, isDefault: false, &harvest) })

  /// Personas that the vendor offers; nobody used them yet.
  static let chanlDefaults = BodyKind(
    "personas-defaults", endpoint: "GET /workspaces/{workspaceId}/personas/defaults",
    shape: .json { root, _ in root["personas"]?.isArray == true && root["scenarios"] == nil },
    landmarks: ["personas"], fields: personaFields("personas.*.") + [FieldUse("personas", .context)],
    .document { root, _, harvest in readPersonas(root, isDefault: true, &harvest) })

  /// One persona, as it answers to being made or changed.
  static let chanlPersona = BodyKind(
    "persona", endpoint: "POST, PUT /workspaces/{workspaceId}/personas[/{personaId}]",
    shape: .json { root, _ in root["persona"]?["name"] != nil },
    landmarks: ["persona"], fields: personaFields("persona."),
    .document { root, _, harvest in
      if let persona = root["persona"] { readPersona(persona, row: 1, isDefault: false, "persona.", &harvest) }
      harvest.update { $0.rows = 1 }
    })
}

let pagingFields: [FieldUse] = ["total", "page", "limit", "has_more", "totalPages", "hasNextPage", "hasPrevPage"].flatMap {
  [FieldUse("pagination." + $0, .context), FieldUse($0, .context)]
}

private func personaFields(_ prefix: String) -> [FieldUse] {
  let records: [(String, FieldID)] = [
    ("id", "id"), ("name", "persona"), ("language", "language"), ("emotion", "emotion"), ("difficulty", "difficulty"),
    ("backgroundNoise", "noise"), ("tags", "tag"), ("tags.*", "tag"), ("created_at", "createdAt"), ("createdAt", "createdAt"),
    ("updated_at", "updatedAt"), ("updatedAt", "updatedAt"), ("created_by", "createdBy"), ("created_by.id", "createdBy"),
    ("usage_stats.total_simulations", "simulations"), ("usage_stats.avg_score", "score"), ("usage_stats.last_used", "lastUsed"),
  ]
  let unused: [(String, String)] = [
    ("created_by.name", "name of a person, never published"), ("prompt", "the persona's script"), ("description", "the persona's script"),
    ("category", "grouping of the vendor's catalogue"), ("gender", "no figure is cut by it"), ("accent", "no figure is cut by it"),
    ("intentClarity", "no figure is cut by it"), ("speechStyle", "no figure is cut by it"), ("isActive", "no figure is cut by it"),
  ]
  return records.map { FieldUse(prefix + $0.0, .record(.personas, $0.1)) } + unused.map { FieldUse(prefix + $0.0, .unused($0.1)) }
}

private func readPersonas(_ root: JSONNode, isDefault: Bool, _ harvest: inout Harvest) {
  let rows = root["personas"]?.elements ?? []
  harvest.update {
    $0.rows = rows.count
    $0.statedTotal = isDefault ? nil : (root["pagination"]?["total"] ?? root["total"])?.integer
  }
  for (index, row) in rows.enumerated() { readPersona(row, row: index + 1, isDefault: isDefault, "personas.*.", &harvest) }
}

private func readPersona(_ row: JSONNode, row number: Int, isDefault: Bool, _ prefix: String, _ harvest: inout Harvest) {
  guard row.isObject, row["id"]?.identifier?.isEmpty == false else {
    harvest.problem(.wrongType, prefix + "id")
    return
  }
  let usage = row["usage_stats"]
  harvest.record(
    .personas, row: number,
    [
      "id": harvest.reference(row["id"]), "persona": harvest.text(row["name"]),
      "language": row["language"]?.string.map { .text(harvest.redacted(languageCode($0))) } ?? .missing,
      "emotion": harvest.text(row["emotion"]), "difficulty": harvest.text(row["difficulty"]),
      "noise": noise(row["backgroundNoise"], harvest), "tag": harvest.list(row["tags"]),
      "createdAt": harvest.time(row.first(["created_at", "createdAt"]), prefix + "created_at"),
      "updatedAt": harvest.time(row.first(["updated_at", "updatedAt"]), prefix + "updated_at"),
      // Only to tell people apart: `joinChanl` makes "Person 1" of it.
      "createdBy": harvest.reference(row["created_by"]?.first(["id", "name"]) ?? row["created_by"]),
      "simulations": harvest.number(usage?["total_simulations"], .count, prefix + "usage_stats.total_simulations"),
      "score": harvest.number(usage?["avg_score"], .score100, prefix + "usage_stats.avg_score"),
      "lastUsed": harvest.time(usage?["last_used"], prefix + "usage_stats.last_used"), "isDefault": .flag(isDefault),
    ])
}

/// Hosted: a word. Runner: yes or no.
private func noise(_ node: JSONNode?, _ harvest: Harvest) -> FieldValue {
  guard node?.kind == .bool, let isNoisy = node?.bool else { return harvest.text(node) }
  return .text(isNoisy ? .own("noise") : .own("none"))
}
