import Privacy
import Records

extension BodyKind {
  /// Conversions of one slug. An unknown slug is answered with zeros and `is_configured: false`: no figure is made.
  static let studioConversions = BodyKind(
    "conversion-analytics", endpoint: "GET /projects/{pid}/conversion-metrics/{slug}/analytics",
    shape: .json { root, _ in root["conversion_rate_pct"] != nil },
    landmarks: ["conversion_rate_pct", "converting_conversations", "is_configured", "total_value"],
    fields: conversionTotals(.number).uses() + conversionSeries(.number).uses(under: "time_series.*.")
      + metricUses(under: "definition.")
      + contextUses("definition", "is_configured", "time_series.*.date", "time_granularity", "events_offset", "total_events_filtered")
      + recordUses(
        .conversions, under: "events.*.",
        ["id": "id", "conversation_id": "conversation", "value": "value", "occurred_at": "occurredAt", "tags.*": "tag"])
      + unusedUses(Reason.personal, "events.*.match_value", "events.*.idempotency_key", "events.*.metadata", "events.*.metadata.*"),
    .document { root, context, harvest in
      beginFeedback(root, context, &harvest)
      let definition = root["definition"]
      let slug = (definition?["slug"]?.string ?? context.ids["slug"] ?? context.query["slug"]).map { harvest.redacted($0) }
      if let slug { harvest.update { $0.subject["slug"] = slug } }
      if root["is_configured"]?.bool == false {
        harvest.notConfigured()
        return
      }
      if let definition, definition.isObject { readMetric(definition, 1, under: "definition.", &harvest) }
      let scale = moneyScale(definition?["value_label"]?.string)
      let cut: Cut? = slug.map { ("conversion", $0) }
      harvest.figures(conversionTotals(scale), of: root, cut: cut)
      harvest.series(
        conversionSeries(scale), root["time_series"], seconds: bucketSeconds(root), under: "time_series.*.", cut: cut)
      let rows = root["events"]?.elements ?? []
      for (index, row) in rows.enumerated() { readEvent(row, index + 1, slug, harvest.text(definition?["value_label"]), &harvest) }
      let total = root.first(["total_events_filtered", "total_events"])?.integer
      harvest.update {
        $0.rows = rows.count
        $0.statedTotal = total
      }
    })

  /// Kinds of conversions that a project counts.
  static let studioConversionMetrics = BodyKind(
    "conversion-metrics", endpoint: "GET /projects/{pid}/conversion-metrics",
    shape: .json { root, _ in root.isArray && root.elements.first?.has("slug", "value_label") == true },
    landmarks: ["slug", "value_label", "ingest_url_path"], fields: metricUses(under: "*."),
    .rows(keys: ["items", "conversion_metrics"]) { row, place, _, harvest in
      guard row.isObject else { return .rejected(.notAnObject, field: nil) }
      guard row["slug"]?.string?.isEmpty == false else { return .rejected(.noID, field: "slug") }
      readMetric(row, place, under: "*.", &harvest)
      return .accepted
    })

  /// One kind of conversion.
  static let studioConversionMetric = BodyKind(
    "conversion-metric", endpoint: "GET /projects/{pid}/conversion-metrics/{slug}",
    shape: .json { root, _ in root.has("slug", "value_label") }, landmarks: ["slug", "value_label"], fields: metricUses(),
    .document { root, _, harvest in readMetric(root, 1, under: "", &harvest) })
}

/// The scale of values: money when the label is an ISO 4217 code (three capital letters), else a plain number.
func moneyScale(_ label: String?) -> Scale {
  guard let label, label.utf8.count == 3, label.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) else { return .number }
  return .money(currency: label)
}

private func conversionTotals(_ value: Scale) -> [Quantity] {
  [
    Quantity("total_events", .count, "cnv.events"),
    Quantity("total_value", value, "cnv.value"),
    Quantity("avg_value", value, "cnv.avg_value", over: "total_events"),
    Quantity("converting_conversations", .count, "cnv.converting"),
    Quantity("eligible_conversations", .count),
    Quantity("conversion_rate_pct", .openPercent, "cnv.rate_vendor", over: "eligible_conversations"),
    // Per converting conversation, not per conversation: no metric of ours.
    Quantity("avg_value_per_conversation", value, over: "converting_conversations"),
  ]
}
private func conversionSeries(_ value: Scale) -> [Quantity] {
  [
    Quantity("event_count", .count, "cnv.events"),
    Quantity("total_value", value, "cnv.value"),
    Quantity("converting_conversations", .count, "cnv.converting"),
  ]
}

private func metricUses(under prefix: String = "") -> [FieldUse] {
  recordUses(
    .conversionMetrics, under: prefix,
    [
      "slug": "slug", "name": "name", "value_label": "label", "enabled": "enabled", "created_at": "createdAt",
      "last_event_at": "lastEventAt",
    ])
    + [prefix + "id", prefix + "project_id", prefix + "updated_at"].map { FieldUse($0, .unused(Reason.id)) }
    + [FieldUse(prefix + "description", .unused("the name is shown"))]
    + [FieldUse(prefix + "ingest_url_path", .unused(Reason.address))]
}

private func readMetric(_ node: JSONNode, _ place: Int, under prefix: String, _ harvest: inout Harvest) {
  let enabled = harvest.flag(node["enabled"], prefix + "enabled")
  let createdAt = harvest.time(node["created_at"], prefix + "created_at")
  let lastEventAt = harvest.time(node["last_event_at"], prefix + "last_event_at")
  harvest.record(
    .conversionMetrics, row: place,
    [
      "slug": harvest.text(node["slug"]), "name": harvest.text(node["name"]), "label": harvest.text(node["value_label"]),
      "enabled": enabled, "createdAt": createdAt, "lastEventAt": lastEventAt,
    ])
}

private func readEvent(_ row: JSONNode, _ place: Int, _ slug: RedactedText?, _ label: FieldValue, _ harvest: inout Harvest) {
  let value = harvest.number(row["value"], .number, "events.*.value")
  let occurredAt = harvest.time(row["occurred_at"], "events.*.occurred_at")
  harvest.record(
    .conversions, row: place,
    [
      "id": harvest.reference(row["id"]), "slug": slug.map { .text($0) } ?? .missing,
      "conversation": harvest.reference(row["conversation_id"]), "value": value, "label": label, "occurredAt": occurredAt,
      "tag": harvest.list(row["tags"]),
    ], of: ids(row["conversation_id"]))
}
