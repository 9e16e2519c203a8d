import Records

extension BodyKind {
  /// Ratings of a window: figures, series and one page of the ratings. Without a CSAT source the vendor sends zeros: no figure is made.
  static let studioCsat = BodyKind(
    "csat-analytics", endpoint: "GET /projects/{pid}/csat/analytics",
    shape: .json { root, _ in root.has("is_configured", "rating_distribution") || root.has("csat_score_pct", "ratings") },
    landmarks: ["csat_score_pct", "rating_distribution", "is_configured", "eligible_deflected"],
    fields: csatTotals.uses() + csatSeries.uses(under: "time_series.*.") + [FieldUse("rating_distribution.*", .figure(metric: nil))]
      + contextUses("is_configured", "time_series.*.date", "time_granularity", "ratings_offset")
      + recordUses(
        .ratings, under: "ratings.*.",
        [
          "conversation_id": "conversation", "rating": "rating", "rated_at": "ratedAt", "first_message_at": "firstMessageAt",
          "remark": "remark", "tags.*": "tag",
        ]),
    .document { root, context, harvest in
      beginFeedback(root, context, &harvest)
      if root["is_configured"]?.bool == false {
        harvest.notConfigured()
        return
      }
      harvest.figures(csatTotals, of: root)
      harvest.distribution("rating_distribution", of: root, dimension: "rating")
      harvest.series(csatSeries, root["time_series"], seconds: bucketSeconds(root), under: "time_series.*.")
      let rows = root["ratings"]?.elements ?? []
      for (index, row) in rows.enumerated() { readRating(row, index + 1, &harvest) }
      // With a highest rating asked for, nothing says how many rows there are.
      let isNarrowed = context.query["max_rating"] != nil || context.stem.replacing("_", with: "-").contains("max-rating")
      let total = isNarrowed ? nil : root["total_rated"]?.integer
      harvest.update {
        $0.rows = rows.count
        $0.statedTotal = total
      }
    })
}

/// Window, anchor and filters of ratings and conversions: the last 7 days when the request named none. A series of more days says that
/// dates were asked for which nothing states.
func beginFeedback(_ root: JSONNode, _ context: BodyContext, _ harvest: inout Harvest) {
  let days = root["time_series"]?.elements.compactMap { $0.first(["date", "timestamp"])?.instant?.microseconds } ?? []
  let span = ((days.max() ?? 0) - (days.min() ?? 0)) / 86_400_000_000
  let narrowed = context.narrowed(root, counts: ["total", "eligible", "event_count"])
  harvest.update {
    $0.anchor = .event
    if let narrowed { $0.window = span < 8 ? .trailing(days: 7) : .interval(narrowed) }
    guard context.window == nil else { return }
    // Seven days touch eight dates.
    $0.window = context.trailingDays.map { .trailing(days: $0) } ?? (span < 8 ? .trailing(days: 7) : .unknown)
  }
  harvest.subjects(["playbook_base_id": "assistant", "tags": "tag", "tag_filter": "tag"], context)
}

extension Harvest {
  /// Notes that the vendor has no source for what was asked: there are no figures, and no zeros either.
  mutating func notConfigured() { record(.serviceAnswers, row: 1, ["state": .text(.own("not configured"))]) }
}

private func readRating(_ row: JSONNode, _ place: Int, _ harvest: inout Harvest) {
  let remark = row["remark"]?.utf8.map { !$0.allSatisfy { $0 <= 0x20 } } ?? false
  let rating = harvest.number(row["rating"], .rating, "ratings.*.rating")
  let ratedAt = harvest.time(row["rated_at"], "ratings.*.rated_at")
  let firstMessageAt = harvest.time(row["first_message_at"], "ratings.*.first_message_at")
  harvest.record(
    .ratings, row: place,
    [
      "conversation": harvest.reference(row["conversation_id"]), "rating": rating, "ratedAt": ratedAt, "firstMessageAt": firstMessageAt,
      "hasRemark": .flag(remark), "remark": remark && harvest.keepsRemarks ? harvest.text(row["remark"]) : .missing,
      "tag": harvest.list(row["tags"]),
    ], of: ids(row["conversation_id"]))
}

private let csatTotals = [
  Quantity("total_rated", .count, "csat.rated"),
  Quantity("csat_score_pct", .percent, "csat.score", over: "total_rated"),
  Quantity("dsat_score_pct", .percent, "csat.dsat", over: "total_rated"),
  Quantity("eligible_deflected", .count),
  Quantity("response_rate_pct", .openPercent, "csat.response_rate_vendor", over: "eligible_deflected"),
  Quantity("positive_count", .count),
  Quantity("neutral_count", .count),
  Quantity("negative_count", .count),
]
private let csatSeries = [
  Quantity("total", .count, "csat.rated"),
  Quantity("positive", .count),
  Quantity("neutral", .count),
  Quantity("negative", .count),
  Quantity("csat_pct", .percent, "csat.score", over: "total"),
  Quantity("eligible", .count),
  Quantity("response_rate_pct", .openPercent, "csat.response_rate_vendor", over: "eligible"),
]
