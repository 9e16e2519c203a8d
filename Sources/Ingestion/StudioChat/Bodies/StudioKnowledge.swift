import Privacy
import Records

extension BodyKind {
  /// Citations by source. The vendor documents the content, not the names; other spellings are accepted.
  static let studioCitations = BodyKind(
    "analytics-kbs", endpoint: "GET /projects/{pid}/analytics/kbs",
    shape: .json { root, _ in
      root["total_citations"] != nil || root["by_source"] != nil && root.hasAny("total", "total_calls", "time_series")
    },
    landmarks: ["total_citations", "by_source", "time_series"],
    fields: (citationTotals + [Quantity("total", .count, "kb.citations"), Quantity("total_calls", .count, "kb.citations")]).uses()
      + citationCounts.uses(under: "by_source.*.") + citationCounts.uses(under: "time_series.*.")
      + contextUses("by_source.*.source", "time_series.*.date")
      + unusedUses(Reason.userText, "recent.*.content")
      + unusedUses(
        "the latest ones only; the figures count all", "recent.*.kb_id", "recent.*.item_id", "recent.*.source", "recent.*.conversation_id",
        "recent.*.created_at", "recent.*.citation_id"),
    .document { root, context, harvest in
      beginResource(root, context, &harvest)
      harvest.subjects(["kbId": "knowledge base", "kb_id": "knowledge base", "item_id": "item", "source": "source"], context)
      let id = context.ids["kbId"] ?? context.query["kb_id"]
      let cut: Cut? = id.map { ("knowledge-base", harvest.redacted($0)) }
      if let key = ["total_citations", "total_calls", "total"].first(where: { root[$0] != nil }) {
        harvest.figures([Quantity(key, .count, "kb.citations")], of: root, cut: cut)
      }
      harvest.parts(citationCounts, root["by_source"], names: ["source"], dimension: "source", under: "by_source.*.")
      harvest.series(citationCounts, root["time_series"], under: "time_series.*.", cut: cut)
      let total = root.first(["total_citations", "total_calls", "total"])?.integer
      let rows = root["recent"]?.count ?? 0
      harvest.update {
        $0.rows = rows
        $0.statedTotal = total
      }
    })

  /// Items of one knowledge base by citations, most cited first.
  static let studioCitedItems = BodyKind(
    "analytics-kb-items", endpoint: "GET /projects/{pid}/analytics/kbs/{kb_id}/items",
    shape: .json { root, _ in root["total_items_cited"] != nil }, landmarks: ["total_items_cited", "items"],
    fields: [FieldUse("total_items_cited", .figure(metric: nil))] + citationCounts.uses(under: "items.*.")
      + recordUses(.knowledgeItems, ["kb_id": "knowledgeBaseId"])
      + recordUses(.knowledgeItems, under: "items.*.", ["item_id": "item"]),
    .document { root, context, harvest in
      beginResource(root, context, &harvest)
      let id = root["kb_id"]?.identifier ?? context.ids["kbId"] ?? context.query["kb_id"]
      let base = id.map { harvest.reference($0) }
      if let base { harvest.update { $0.subject["knowledge base"] = base } }
      harvest.figures([Quantity("total_items_cited", .count)], of: root)
      for (index, item) in (root["items"]?.elements ?? []).enumerated() {
        guard let name = harvest.reference(item["item_id"]).text else { continue }
        harvest.figures(citationCounts, of: item, under: "items.*.", cut: ("item", name))
        let citations = harvest.number(item["count"], .count, "items.*.count")
        harvest.record(
          .knowledgeItems, row: index + 1,
          ["knowledgeBaseId": base.map { .text($0) } ?? .missing, "item": .text(name), "citations": citations])
      }
      let total = root["total_items_cited"]?.integer
      let rows = root["items"]?.count ?? 0
      harvest.update {
        $0.rows = rows
        $0.statedTotal = total
      }
    })

  /// Knowledge bases with the titles of their items.
  static let studioKnowledgeBases = BodyKind(
    "knowledgebases", endpoint: "GET /projects/{pid}/knowledgebases",
    shape: .json { root, _ in firstItem(root, ["items", "knowledgebases"])?["kb_type"] != nil }, landmarks: ["kb_type", "status", "title"],
    fields: knowledgeUses(under: "*."),
    .rows(keys: ["items", "knowledgebases"]) { row, place, _, harvest in
      guard row.isObject else { return .rejected(.notAnObject, field: nil) }
      guard row["id"]?.identifier?.isEmpty == false else { return .rejected(.noID, field: "id") }
      readKnowledgeBase(row, place, &harvest)
      return .accepted
    })

  /// One knowledge base.
  static let studioKnowledgeBase = BodyKind(
    "knowledgebase", endpoint: "GET /knowledgebases/{id}", shape: .json { root, _ in root.has("kb_type", "id") },
    landmarks: ["kb_type", "faq_items", "snippet_items"], fields: knowledgeUses(),
    .document { root, _, harvest in readKnowledgeBase(root, 1, &harvest) })

  /// One item of a knowledge base.
  static let studioKnowledgeItem = BodyKind(
    "kb-item", endpoint: "GET /knowledgebases/{kb}/items/{item}", shape: .json { root, _ in root.has("item_id", "item_type") },
    landmarks: ["item_id", "item_type"],
    fields: recordUses(.knowledgeItems, ["item_id": "item", "item_type": "type", "title": "title"]) + unusedUses(Reason.address, "url"),
    .document { root, context, harvest in
      harvest.record(
        .knowledgeItems, row: 1,
        [
          "knowledgeBaseId": context.ids["kbId"].map { .text(harvest.reference($0)) } ?? .missing,
          "item": harvest.reference(root["item_id"]), "type": harvest.text(root["item_type"]), "title": harvest.text(root["title"]),
        ])
    })
}

private let citationTotals = [Quantity("total_citations", .count, "kb.citations")]
private let citationCounts = [Quantity("count", .count, "kb.citations")]

/// Lists of items by kind of knowledge base; the key of a title in each.
private let itemLists = ["faq_items", "snippet_items", "notion_items", "gdrive_items", "intercom_items"]

private func knowledgeUses(under prefix: String = "") -> [FieldUse] {
  recordUses(
    .knowledgeBases, under: prefix,
    ["id": "id", "title": "knowledgeBase", "kb_type": "type", "status": "status"])
    + ["used_by_playbooks.*", "used_by_playbooks.*.name"].map { FieldUse(prefix + $0, .record(.knowledgeBases, "usedBy")) }
    + unusedUses("the title is shown", prefix + "used_by_playbooks.*.id", prefix + "used_by_playbooks.*.base_id")
    + unusedUses("content of a knowledge base", prefix + "content", prefix + "instructions")
    + itemLists.flatMap { list in
      recordUses(.knowledgeItems, under: prefix + list + ".*.", ["id": "item", "title": "title"])
        + unusedUses(
          "content of a knowledge base", prefix + list + ".*.questions.*", prefix + list + ".*.answer", prefix + list + ".*.content",
          prefix + list + ".*.notes", prefix + list + ".*.url")
    }
}

private func readKnowledgeBase(_ row: JSONNode, _ place: Int, _ harvest: inout Harvest) {
  let id = harvest.reference(row["id"])
  let title = harvest.text(row["title"])
  let items = itemLists.flatMap { row[$0]?.elements ?? [] }
  let hasItems = itemLists.contains { row[$0]?.isArray == true }
  harvest.record(
    .knowledgeBases, row: place,
    [
      "id": id, "knowledgeBase": title, "type": harvest.text(row["kb_type"]), "status": harvest.text(row["status"]),
      "items": hasItems ? .number(Double(items.count)) : .missing, "usedBy": harvest.list(row["used_by_playbooks"]),
    ])
  for item in items {
    guard let name = harvest.reference(item["id"]).text else { continue }
    harvest.record(
      .knowledgeItems, row: place,
      [
        "knowledgeBaseId": id, "knowledgeBase": title, "item": .text(name), "title": harvest.text(item["title"]),
        "type": harvest.text(row["kb_type"]),
      ])
  }
}
