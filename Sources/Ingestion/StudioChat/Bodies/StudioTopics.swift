import Privacy
import Records

extension BodyKind {
  /// At most five topics that a model found in the summaries of a window.
  static let studioTopics = BodyKind(
    "trending-topics-analysis", endpoint: "GET …/insights/trending-topics/analysis/{id}",
    shape: .json { root, _ in root.has("topics", "analysis_date") }, landmarks: ["topics", "analysis_date", "conversations_analyzed"],
    fields: analysisUses(), .document { root, _, harvest in readAnalysis(root, under: "", place: 1, isAlone: true, &harvest) })

  /// State of today's analysis, with the analysis once it is there.
  static let studioTopicsStatus = BodyKind(
    "trending-topics-status", endpoint: "GET …/insights/trending-topics/status",
    shape: .json { root, _ in root.has("status", "analysis") }, landmarks: ["analysis", "status"],
    fields: recordUses(.serviceAnswers, ["status": "state"]) + contextUses("analysis") + analysisUses(under: "analysis."),
    .document { root, context, harvest in
      harvest.subjects(["playbook_base_ids": "assistant", "tags": "tag"], context)
      if let analysis = root["analysis"], analysis.isObject {
        readAnalysis(analysis, under: "analysis.", place: 1, isAlone: true, &harvest)
      } else {
        harvest.record(.serviceAnswers, row: 1, ["state": harvest.text(root["status"])])
      }
    })

  /// Progress of an analysis that is being made.
  static let studioTopicsJob = BodyKind(
    "trending-topics-job", endpoint: "GET …/insights/trending-topics/job/{id}, POST …/generate",
    shape: .json { root, _ in root.has("progress", "step") || root.has("job_id", "status") },
    landmarks: ["progress", "step", "progress_message"],
    fields: recordUses(.serviceAnswers, ["status": "state", "step": "code", "progress": "progress", "started_at": "at"])
      + unusedUses("the state is shown", "progress_message", "completed_at") + unusedUses(Reason.id, "id", "job_id", "analysis_id"),
    .document { root, _, harvest in
      let progress = harvest.number(root["progress"], .percent, "progress")
      let at = harvest.time(root["started_at"], "started_at")
      harvest.record(
        .serviceAnswers, row: 1,
        ["state": harvest.text(root["status"]), "code": harvest.text(root["step"]), "progress": progress, "at": at])
    })

  /// All analyses, newest first.
  static let studioTopicsList = BodyKind(
    "trending-topics-analyses", endpoint: "GET …/insights/trending-topics/analyses",
    shape: .json { root, _ in firstItem(root)?.has("topics", "analysis_date") == true }, landmarks: ["items", "topics", "analysis_date"],
    fields: contextUses("total", "limit", "offset") + analysisUses(under: "items.*."),
    .document { root, _, harvest in
      var place = 1
      for analysis in readItems(root, &harvest) {
        readAnalysis(analysis, under: "items.*.", place: place, isAlone: false, &harvest)
        place += max(1, analysis["topics"]?.count ?? 0)
      }
    })
}

/// First element of a list, bare or below `items`.
func firstItem(_ root: JSONNode, _ keys: [String] = ["items"]) -> JSONNode? {
  root.isArray ? root.elements.first : root.first(keys)?.elements.first
}

/// Objects of a page `{items, total}` or of a bare array, with the stated total noted; other elements are counted as of the wrong type.
func readItems(_ root: JSONNode, _ keys: [String] = ["items"], _ harvest: inout Harvest) -> [JSONNode] {
  let all = root.isArray ? root.elements : root.first(keys)?.elements ?? []
  let objects = all.filter(\.isObject)
  for _ in objects.count..<all.count { harvest.problem(.wrongType, "items.*") }
  let total = root["total"]?.integer
  harvest.update {
    $0.rows = all.count
    $0.statedTotal = total
  }
  return objects
}

func readItems(_ root: JSONNode, _ harvest: inout Harvest) -> [JSONNode] { readItems(root, ["items"], &harvest) }

private let analysisTotals = [
  Quantity("total_conversations", .count, "vol.conversations"),
  Quantity("conversations_analyzed", .count),
]
private let topicTotals = [
  Quantity("conversation_count", .count, "top.count"),
  // Of what is not documented.
  Quantity("percentage", .percent, "top.share"),
  Quantity("handoff_count", .count),
  Quantity("handoff_rate", .percent, "top.handoff_rate", over: "conversation_count"),
]

private func analysisUses(under prefix: String = "") -> [FieldUse] {
  analysisTotals.uses(under: prefix) + topicTotals.uses(under: prefix + "topics.*.")
    + recordUses(
      .topics, under: prefix,
      ["id": "analysis", "start_date": "windowStart", "end_date": "windowEnd", "created_at": "createdAt"])
    + recordUses(
      .topics, under: prefix + "topics.*.",
      [
        "name": "topic", "description": "description", "insight": "insight", "sentiment": "sentiment",
        "sentiment_breakdown.positive": "positive", "sentiment_breakdown.neutral": "neutral",
        "sentiment_breakdown.negative": "negative", "conversation_ids.*": "conversation",
      ])
    + contextUses(prefix + "analysis_date", prefix + "time_window_days", prefix + "playbook_base_ids", prefix + "playbook_base_ids.*")
    + unusedUses(
      Reason.userText, prefix + "topics.*.example_question", prefix + "topics.*.example_conversations.*.conversation_id",
      prefix + "topics.*.example_conversations.*.summary")
}

private func readAnalysis(_ root: JSONNode, under prefix: String, place: Int, isAlone: Bool, _ harvest: inout Harvest) {
  let start = harvest.time(root["start_date"], prefix + "start_date")
  let end = harvest.time(root["end_date"], prefix + "end_date")
  let createdAt = harvest.time(root["created_at"], prefix + "created_at")
  if isAlone {
    // The body states its own window; the request's would say when it was made.
    let days = root["time_window_days"]?.integer
    harvest.update { body in
      body.anchor = .lastMessage
      if let start = start.time, let end = end.time, start < end {
        body.window = .interval(start..<end)
      } else if let days {
        body.window = .trailing(days: days)
      }
      if let made = createdAt.time, body.capturedAt == nil || body.isCaptureGuessed {
        body.capturedAt = made
        body.isCaptureGuessed = false
      }
    }
    let assistants = (root["playbook_base_ids"]?.elements ?? []).compactMap(\.identifier)
    if !assistants.isEmpty {
      let names = harvest.redacted(assistants.joined(separator: ", "))
      harvest.update { $0.subject["assistant"] = names }
    }
    harvest.figures(analysisTotals, of: root, under: prefix)
    harvest.parts(topicTotals, root["topics"], names: ["name"], dimension: "topic", under: prefix + "topics.*.")
  }
  let analysed = harvest.number(root["conversations_analyzed"], .count, prefix + "conversations_analyzed")
  let total = harvest.number(root["total_conversations"], .count, prefix + "total_conversations")
  for (index, topic) in (root["topics"]?.elements ?? []).enumerated() {
    var values = topicValues(topic, under: prefix + "topics.*.", &harvest)
    values["analysis"] = harvest.reference(root["id"])
    values["analysed"] = analysed
    values["total"] = total
    values["windowStart"] = start
    values["windowEnd"] = end
    values["createdAt"] = createdAt
    harvest.record(.topics, row: place + index, values, of: ids(topic["conversation_ids"]))
  }
}

private func topicValues(_ topic: JSONNode, under prefix: String, _ harvest: inout Harvest) -> [FieldID: FieldValue] {
  let count = harvest.number(topic["conversation_count"], .count, prefix + "conversation_count")
  let moods = topic["sentiment_breakdown"]
  var values: [FieldID: FieldValue] = [
    "topic": harvest.text(topic["name"]), "description": harvest.text(topic["description"]), "insight": harvest.text(topic["insight"]),
    "sentiment": harvest.text(topic["sentiment"]), "conversations": count,
    "conversation": .list((topic["conversation_ids"]?.elements ?? []).compactMap { harvest.reference($0).text }),
  ]
  values["share"] = harvest.number(topic["percentage"], .percent, prefix + "percentage")
  values["handoffs"] = harvest.number(topic["handoff_count"], .count, prefix + "handoff_count")
  values["handoffRate"] = count.number == 0 ? .missing : harvest.number(topic["handoff_rate"], .percent, prefix + "handoff_rate")
  for mood in ["positive", "neutral", "negative"] {
    values[mood] = harvest.number(moods?[mood], .count, prefix + "sentiment_breakdown." + mood)
  }
  return values
}
