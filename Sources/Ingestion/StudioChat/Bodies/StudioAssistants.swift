import Privacy
import Records

extension BodyKind {
  /// Versions of assistants ("playbooks").
  static let studioPlaybooks = BodyKind(
    "playbooks", endpoint: "GET /projects/{pid}/playbooks",
    shape: .json { root, _ in firstItem(root, ["items", "playbooks"])?.has("base_id", "version_number") == true },
    landmarks: ["base_id", "version_number", "kb_ids"], fields: playbookUses(under: "*."),
    .rows(keys: ["items", "playbooks"]) { row, place, _, harvest in
      guard row.isObject else { return .rejected(.notAnObject, field: nil) }
      guard row["id"]?.identifier?.isEmpty == false else { return .rejected(.noID, field: "id") }
      readPlaybook(row, place, under: "*.", &harvest)
      return .accepted
    })

  /// One version of an assistant.
  static let studioPlaybook = BodyKind(
    "playbook", endpoint: "GET /playbooks/{id}, GET /playbooks/{base_id}/latest",
    shape: .json { root, _ in root.has("id", "base_id", "version_number") }, landmarks: ["base_id", "version_number", "kb_ids"],
    fields: playbookUses(), .document { root, _, harvest in readPlaybook(root, 1, under: "", &harvest) })

  /// The version that is live.
  static let studioActiveVersion = BodyKind(
    "playbook-active", endpoint: "GET /playbooks/{base_id}/active",
    shape: .json { root, _ in root.has("base_id", "version_number", "playbook") }, landmarks: ["playbook", "base_id", "version_number"],
    fields: contextUses("base_id", "version_number", "playbook") + playbookUses(under: "playbook."),
    .document { root, _, harvest in
      guard let playbook = root["playbook"], playbook.isObject else { return }
      readPlaybook(playbook, 1, under: "playbook.", &harvest)
    })

  /// Versions of one assistant with their dates; names no assistant id.
  static let studioPlaybookHistory = BodyKind(
    "playbook-history", endpoint: "GET /playbooks/{id}/history",
    shape: .json { root, _ in
      guard let first = firstItem(root) else { return false }
      return first.has("version_number", "created_at") && !first.hasAny("base_id", "activated_at")
    },
    landmarks: ["version_number", "created_at", "updated_at"], fields: playbookUses(under: "*."),
    .document { root, context, harvest in
      for (index, row) in readItems(root, &harvest).enumerated() {
        readPlaybook(row, index + 1, under: "*.", base: context.ids["baseId"], &harvest)
      }
    })

  /// When which version went live, newest first; the assistant stands in the request or the manifest.
  static let studioActivations = BodyKind(
    "playbook-active-history", endpoint: "GET /playbooks/{base_id}/active/history",
    shape: .json { root, _ in firstItem(root)?["activated_at"] != nil }, landmarks: ["activated_at", "version_number"],
    fields: contextUses("total") + recordUses(.activations, under: "items.*.", ["version_number": "version", "activated_at": "at"])
      + unusedUses(Reason.personal, "items.*.activated_by"),
    .document { root, context, harvest in
      let base = (root["base_id"]?.identifier ?? context.assistant ?? idInName(context.stem)).map { harvest.reference($0) }
      for (index, row) in readItems(root, &harvest).enumerated() {
        let version = harvest.number(row["version_number"], .count, "items.*.version_number")
        let at = harvest.time(row["activated_at"], "items.*.activated_at")
        harvest.record(
          .activations, row: index + 1, ["base": base.map { .text($0) } ?? .missing, "version": version, "at": at])
      }
    })

  /// Projects of the account.
  static let studioProjects = BodyKind(
    "projects", endpoint: "GET /projects", shape: .json { root, _ in firstItem(root, ["items", "projects"])?["needs_retraining"] != nil },
    landmarks: ["needs_retraining", "account_id"],
    fields: recordUses(.projects, under: "*.", ["id": "id", "name": "name", "needs_retraining": "needsRetraining"])
      + unusedUses(Reason.id, "*.account_id"),
    .document { root, _, harvest in
      for (index, row) in readItems(root, ["items", "projects"], &harvest).enumerated() {
        let needs = harvest.flag(row["needs_retraining"], "*.needs_retraining")
        harvest.record(
          .projects, row: index + 1,
          ["id": harvest.reference(row["id"]), "name": harvest.text(row["name"]), "needsRetraining": needs])
      }
    })

  /// Tone and enrichment of a project.
  static let studioSettings = BodyKind(
    "settings", endpoint: "GET /projects/{pid}/settings", shape: .json { root, _ in root.has("project_id", "settings") },
    landmarks: ["project_id", "settings"],
    fields: contextUses("project_id") + unusedUses(Reason.instruction, "settings", "settings.**"),
    .listed(because: "configuration without figures"))
}

private func playbookUses(under prefix: String = "") -> [FieldUse] {
  recordUses(
    .assistants, under: prefix,
    [
      "id": "id", "base_id": "base", "name": "assistant", "version_number": "version", "model": "model", "is_deleted": "isDeleted",
      "inboxes.*.name": "inbox", "kb_ids.*": "knowledgeBase", "created_at": "createdAt",
    ])
    + unusedUses(Reason.id, prefix + "inboxes.*.id", prefix + "updated_at")
    + unusedUses(
      Reason.instruction, prefix + "content", prefix + "api_tools", prefix + "api_tools.**", prefix + "enrichment_tool_ids",
      prefix + "enrichment_tool_ids.**", prefix + "examples", prefix + "examples.**", prefix + "tasks", prefix + "tasks.**",
      prefix + "skills", prefix + "skills.**", prefix + "skip_attachments", prefix + "handoff_enabled")
}

private func readPlaybook(_ row: JSONNode, _ place: Int, under prefix: String, base: String? = nil, _ harvest: inout Harvest) {
  let version = harvest.number(row["version_number"], .count, prefix + "version_number")
  let isDeleted = harvest.flag(row["is_deleted"], prefix + "is_deleted")
  let createdAt = harvest.time(row["created_at"], prefix + "created_at")
  let stated = (row["base_id"]?.identifier ?? base).map { harvest.reference($0) }
  harvest.record(
    .assistants, row: place,
    [
      "id": harvest.reference(row["id"]), "base": stated.map { .text($0) } ?? .missing, "assistant": harvest.text(row["name"]),
      "version": version, "model": harvest.text(row["model"]), "isDeleted": isDeleted, "inbox": harvest.list(row["inboxes"]),
      "knowledgeBase": row["kb_ids"].map { .list($0.elements.compactMap { harvest.reference($0).text }) } ?? .missing,
      "createdAt": createdAt,
    ])
}

extension BodyContext {
  /// Id of the assistant, or of one of its versions, that the request names.
  var assistant: String? { ids["baseId"] ?? ids["playbookBaseId"] ?? ids["playbookId"] ?? query["base_id"] }
}
