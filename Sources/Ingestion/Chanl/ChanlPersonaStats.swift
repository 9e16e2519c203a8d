import Privacy
import Records

extension BodyKind {
  /// What the vendor counts over all personas. Overview, ranking and groups speak about everything so far, whatever `period` was asked
  /// for; only `usage_trends` are windows. Each window becomes a body of its own, so that no figure stands in a window that is not its.
  static let chanlPersonaStats = BodyKind(
    "personas-stats", endpoint: "GET /workspaces/{workspaceId}/personas/stats",
    shape: .json { root, _ in (root["stats"]?["overview"] ?? root["overview"])?["total_personas"] != nil },
    landmarks: ["stats", "overview", "usage_trends", "personas_by_emotion", "most_used_persona"],
    fields: statsFields,
    .document(readStats))
}

private let totals: [(name: String, scale: Scale, metric: String)] = [
  ("total_personas", .count, "per.total"), ("active_personas", .count, "per.active"), ("total_simulations", .count, "sim.count"),
  ("avg_score_all_personas", .score100, "sim.score"),
]
private let ranked = ["most_used_persona", "best_performing_persona", "worst_performing_persona"]
private let rankedValues: [(name: String, scale: Scale, metric: String)] = [
  ("usage_count", .count, "sim.count"), ("avg_score", .score100, "sim.score"), ("success_rate", .percent, "sim.success_rate"),
]
private let groupings = ["emotion", "difficulty", "language"]
private let groupValues: [(name: String, scale: Scale, metric: String)] = [
  ("count", .count, "per.total"), ("avg_score", .score100, "sim.score"), ("total_simulations", .count, "sim.count"),
]
private let trendValues: [(name: String, scale: Scale, metric: String)] = [
  ("total_simulations", .count, "sim.count"), ("avg_score", .score100, "sim.score"),
]

private let statsFields: [FieldUse] =
  totals.map { FieldUse("stats.overview." + $0.name, .figure(metric: $0.metric)) }
  + ranked.flatMap { place in
    [FieldUse("stats." + place, .context), FieldUse("stats.\(place).id", .context), FieldUse("stats.\(place).name", .context)]
      + rankedValues.map { FieldUse("stats.\(place).\($0.name)", .figure(metric: $0.metric)) }
  }
  + groupings.flatMap { group in
    [FieldUse("stats.personas_by_" + group, .context)]
      + groupValues.map { FieldUse("stats.personas_by_\(group).*.\($0.name)", .figure(metric: $0.metric)) }
  }
  + trendValues.map { FieldUse("stats.usage_trends.*." + $0.name, .figure(metric: $0.metric)) }
  + [
    FieldUse("stats.usage_trends", .context), FieldUse("stats.usage_trends.*.most_used", .figure(metric: nil)),
    FieldUse("stats.performance_insights", .context), FieldUse("stats.performance_insights.*.type", .record(.quotes, "type")),
    FieldUse("stats.performance_insights.*.message", .record(.quotes, "message")),
  ]

private func readStats(_ root: JSONNode, _ context: BodyContext, _ harvest: inout Harvest) {
  let stats = root["stats"] ?? root
  harvest.update {
    $0.anchor = .vendor
    $0.window = .allTime
  }
  for total in totals {
    let path = "stats.overview." + total.name
    harvest.figure(total.name, stats["overview"]?[total.name], total.scale, metric: total.metric, path: path)
  }
  for place in ranked {
    guard let persona = stats[place], persona.isObject else { continue }
    let name = harvest.redacted(persona["name"]) ?? persona["id"]?.identifier.map { harvest.reference($0) }
    guard let name else {
      harvest.problem(.wrongType, "stats.\(place).name")
      continue
    }
    for value in rankedValues {
      harvest.figure(
        place + "." + value.name, persona[value.name], value.scale, metric: value.metric, cut: ("persona", name),
        path: "stats.\(place).\(value.name)")
    }
  }
  for group in groupings {
    for member in stats["personas_by_" + group]?.members ?? [] {
      let name = harvest.redacted(group == "language" ? languageCode(member.key) : member.key)
      for value in groupValues {
        harvest.figure(
          value.name, member[value.name], value.scale, metric: value.metric, cut: (group, name),
          path: "stats.personas_by_\(group).*.\(value.name)")
      }
    }
  }
  for (index, insight) in (stats["performance_insights"]?.elements ?? []).enumerated() {
    guard let message = harvest.redacted(insight["message"]) else {
      harvest.problem(.wrongType, "stats.performance_insights.*.message")
      continue
    }
    harvest.record(.quotes, row: index + 1, ["type": harvest.text(insight["type"]), "message": .text(message)])
  }
  for trend in stats["usage_trends"]?.members ?? [] { readTrend(trend, &harvest) }
}

/// One trailing window: `last_7_days`.
private func readTrend(_ trend: JSONNode, _ harvest: inout Harvest) {
  let parts = trend.key.split(separator: "_")
  guard trend.isObject, parts.count == 3, parts[0] == "last", parts[2] == "days", let days = Int(parts[1]), days > 0 else {
    if !trend.isNull { harvest.problem(.wrongType, "stats.usage_trends.*") }
    return
  }
  guard var body = harvest.sheaves.last?.body else { return }
  body.window = .trailing(days: days)
  body.rows = 0
  harvest.begin(body, file: harvest.file)
  let place = "usage_trends.last_\(days)_days."
  for value in trendValues {
    harvest.figure(
      place + value.name, trend[value.name], value.scale, metric: value.metric, path: "stats.usage_trends.*." + value.name)
  }
  // A persona, not a number: the figure names it and has no value; `joinChanl` puts the name in place of the id.
  if let id = trend["most_used"]?.identifier, !id.isEmpty {
    harvest.figure(
      place + "most_used", value: nil, .count, cut: ("persona", harvest.reference(id)), path: "stats.usage_trends.*.most_used")
  }
}

/// The code of a language that the runner writes as an English word: `english` → `en`; everything else in lower case.
func languageCode(_ language: String) -> String {
  let name = language.lowercased()
  let codes = [
    "arabic": "ar", "chinese": "zh", "dutch": "nl", "english": "en", "french": "fr", "german": "de", "hindi": "hi", "italian": "it",
    "japanese": "ja", "korean": "ko", "polish": "pl", "portuguese": "pt", "russian": "ru", "spanish": "es", "swedish": "sv",
    "turkish": "tr",
  ]
  return codes[name] ?? name
}
