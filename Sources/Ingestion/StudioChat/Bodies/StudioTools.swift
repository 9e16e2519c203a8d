import Privacy
import Records

extension BodyKind {
  /// Calls of the project's API tools, or of one of them.
  static let studioApiTools = BodyKind(
    "analytics-api-tools", endpoint: "GET /projects/{pid}/analytics/api-tools",
    shape: .json { root, context in
      root.has("total_calls", "time_series") && !root.hasAny("by_action", "by_param")
        && (root.hasAny("avg_duration_ms", "tool_config") || firstItem(root, ["recent"])?["tool_name"] != nil)
    },
    landmarks: ["total_calls", "avg_duration_ms", "time_series", "recent"],
    fields: toolTotals.uses() + [meanDuration].uses() + toolSeries.uses(under: "time_series.*.")
      + contextUses("time_series.*.date", "tool_config.method") + unusedUses(Reason.address, "tool_config.url") + runUses("tool_name"),
    .document { root, context, harvest in
      beginResource(root, context, &harvest)
      let rows = root["recent"]?.elements ?? []
      var cut: Cut?
      if let id = context.ids["toolId"] ?? context.query["api_tool_id"] {
        cut = ("tool", harvest.redacted(id))
      } else if root["tool_config"]?.isObject == true {
        cut = ("tool", .own("one tool"))
      }
      // One tool was asked for: its rows name it.
      if cut != nil, let name = harvest.label(rows.first?["tool_name"]) { cut?.member = name }
      if let cut { harvest.update { $0.subject["tool"] = cut.member } }
      harvest.figures(toolTotals + [meanDuration], of: root, cut: cut)
      harvest.successRate(of: root, metric: "tool.success_rate", cut: cut)
      harvest.series(toolSeries, root["time_series"], under: "time_series.*.", cut: cut)
      harvest.runs(root, family: .own("API tool"), tool: "tool_name")
    })

  /// Calls of ready-made toolkits by action, and by the values of one parameter when asked for.
  static let studioToolkits = BodyKind(
    "analytics-toolkits", endpoint: "GET /projects/{pid}/analytics/toolkits",
    shape: .json { root, _ in root.has("total_calls") && root.hasAny("by_action", "by_param") },
    landmarks: ["by_action", "by_param", "total_calls"],
    fields: toolkitTotals.uses() + actionTotals.uses(under: "time_series.*.")
      + actionTotals.uses(under: "by_action.*.") + paramTotals.uses(under: "by_param.*.")
      + contextUses("time_series.*.date", "by_action.*.action_name", "by_param.*.value") + runUses("toolkit_slug", action: "action_name"),
    .document { root, context, harvest in
      beginResource(root, context, &harvest)
      harvest.subjects(["toolkit_slug": "tool", "action_name": "action", "param_filter": "param"], context)
      if root["by_param"] != nil, context.query["param_filter"] == nil {
        harvest.update { $0.subject["param"] = .own("one parameter") }
      }
      harvest.figures(toolkitTotals, of: root)
      harvest.parts(actionTotals, root["by_action"], names: ["action_name"], dimension: "action", under: "by_action.*.")
      harvest.parts(paramTotals, root["by_param"], names: ["value"], dimension: "param", under: "by_param.*.")
      harvest.series(actionTotals, root["time_series"], under: "time_series.*.")
      harvest.runs(root, family: .own("Toolkit"), tool: "toolkit_slug", action: "action_name")
    })

  /// Loads of skills; no durations.
  static let studioSkills = BodyKind(
    "analytics-skills", endpoint: "GET /projects/{pid}/analytics/skills",
    shape: .json { root, _ in root.has("total_calls", "time_series") && !root.hasAny("by_action", "by_param", "avg_duration_ms") },
    landmarks: ["total_calls", "time_series", "recent"],
    fields: skillTotals.uses() + skillSeries.uses(under: "time_series.*.") + contextUses("time_series.*.date") + runUses("skill_name"),
    .document { root, context, harvest in
      beginResource(root, context, &harvest)
      harvest.subjects(["skill_name": "skill"], context)
      let cut: Cut? = context.query["skill_name"].map { ("skill", harvest.redacted($0)) }
      harvest.figures(skillTotals, of: root, cut: cut)
      harvest.series(skillSeries, root["time_series"], under: "time_series.*.", cut: cut)
      harvest.runs(root, family: .own("Skill"), tool: "skill_name")
    })

  /// Names of the API tools. A bare list of `{id, name}` is one only when its name or the manifest says so.
  static let studioApiToolList = BodyKind(
    "api-tools", endpoint: "GET /projects/{pid}/api-tools",
    shape: .json { root, context in
      guard root.isArray, let first = root.elements.first, first.has("id", "name"), !first.hasAny("base_id", "scenario") else {
        return false
      }
      return first.has("method", "url") || (context.kindHint ?? context.stem).replacing("_", with: "-").contains("api-tools")
    },
    landmarks: ["method", "url"],
    fields: recordUses(.toolDefinitions, under: "*.", ["id": "id", "name": "tool", "method": "method"])
      + unusedUses(Reason.address, "*.url") + unusedUses(Reason.instruction, "*.description", "*.parameters", "*.headers"),
    .rows(keys: ["items", "api_tools"]) { row, place, _, harvest in
      guard row.isObject else { return .rejected(.notAnObject, field: nil) }
      guard let id = harvest.reference(row["id"]).text else { return .rejected(.noID, field: "id") }
      harvest.record(
        .toolDefinitions, row: place, ["id": .text(id), "tool": harvest.text(row["name"]), "method": harvest.text(row["method"])])
      return .accepted
    })
}

private let meanDuration = Quantity("avg_duration_ms", .milliseconds, "tool.duration_mean", over: "total_calls")
private let toolTotals = [
  Quantity("total_calls", .count, "tool.calls"),
  Quantity("successful_calls", .count),
  Quantity("failed_calls", .count, "tool.failures"),
]
private let toolSeries = [
  Quantity("count", .count, "tool.calls"),
  Quantity("success_count", .count),
  Quantity("avg_duration_ms", .milliseconds, "tool.duration_mean", over: "count"),
]
// Toolkits are no part of the calls above, and skills neither.
private let toolkitTotals = [
  Quantity("total_calls", .count, "toolkit.by_action"),
  Quantity("successful_calls", .count),
  Quantity("failed_calls", .count),
  Quantity("avg_duration_ms", .milliseconds, over: "total_calls"),
]
private let actionTotals = [Quantity("count", .count, "toolkit.by_action"), Quantity("success_count", .count)]
private let paramTotals = [Quantity("count", .count, "toolkit.by_param")]
private let skillTotals = [
  Quantity("total_calls", .count, "skill.loads"),
  Quantity("successful_calls", .count),
  Quantity("failed_calls", .count, "skill.failures"),
]
private let skillSeries = [Quantity("count", .count, "skill.loads"), Quantity("success_count", .count)]

private func runUses(_ tool: String, action: String? = nil) -> [FieldUse] {
  recordUses(
    .toolRuns, under: "recent.*.",
    [
      "id": "id", tool: "tool", "success": "succeeded", "duration_ms": "duration", "created_at": "at", "conversation_id": "conversation",
      "error_message": "error",
    ])
    + (action.map { [FieldUse("recent.*." + $0, .record(.toolRuns, "action"))] } ?? [])
    + ["input_params", "output_result", "request_meta"].flatMap {
      [FieldUse("recent.*." + $0, .unused(Reason.personal)), FieldUse("recent.*." + $0 + ".**", .unused(Reason.personal))]
    }
}

/// Window and anchor of resource analytics: days of UTC, placed by the event. Whether the end day belongs to the window is not documented:
/// a series that has a bucket for it, or all buckets up to the day before, answers that.
func beginResource(_ root: JSONNode, _ context: BodyContext, _ harvest: inout Harvest) {
  let buckets = (root["time_series"]?.elements ?? []).compactMap { $0.first(["date", "timestamp"])?.instant }
  let asked = askedDays(context)
  let narrowed = context.narrowed(root, counts: ["count"])
  harvest.update { body in
    body.anchor = .event
    if let narrowed { body.window = .interval(narrowed) }
    guard let asked else { return }
    body.window = .interval(asked)
    body.isEndOpen = true
    let day: Int64 = 86_400_000_000
    let days = (asked.upperBound.microseconds - asked.lowerBound.microseconds) / day
    if buckets.last == asked.upperBound {
      body.window = .interval(asked.lowerBound..<Instant(microseconds: asked.upperBound.microseconds + day))
      body.isEndOpen = false
    } else if Int64(buckets.count) == days, buckets.last?.microseconds == asked.upperBound.microseconds - day {
      body.isEndOpen = false
    }
  }
  harvest.subjects(["search": "search"], context)
}

/// The days between `start_date` and `end_date`, the latter left out; nil when they are not plain days.
private func askedDays(_ context: BodyContext) -> Range<Instant>? {
  func day(_ key: String) -> Instant? {
    context.query[key].flatMap { $0.utf8.count == 10 ? parseTimeStamp($0) : nil }.map { Instant(microseconds: $0.microseconds) }
  }
  guard let start = day("start_date"), let end = day("end_date"), start <= end else { return nil }
  return start..<end
}

extension Harvest {
  /// The share that the vendor leaves to its readers.
  mutating func successRate(of root: JSONNode, metric: String, cut: Cut?) {
    guard let good = root["successful_calls"]?.number, let all = root["total_calls"]?.number, all > 0, good >= 0, good <= all else {
      return
    }
    figure("successful_calls / total_calls", value: good / all, .percent, metric: metric, cut: cut, path: "successful_calls")
  }

  /// Adds the recent calls; never their parameters and results.
  mutating func runs(_ root: JSONNode, family: RedactedText, tool: String, action: String? = nil) {
    let rows = root["recent"]?.elements ?? []
    for (index, row) in rows.enumerated() where row.isObject {
      let succeeded = flag(row["success"], "recent.*.success")
      let duration = number(row["duration_ms"], .milliseconds, "recent.*.duration_ms")
      let at = time(row["created_at"], "recent.*.created_at")
      record(
        .toolRuns, row: index + 1,
        [
          "id": reference(row["id"]), "family": .text(family), "tool": text(row[tool]), "action": action.map { text(row[$0]) } ?? .missing,
          "succeeded": succeeded, "duration": duration, "at": at, "conversation": reference(row["conversation_id"]),
          "error": row["error_message"]?.string.flatMap { errorFamily($0) }.map { .text(redacted($0)) } ?? .missing,
        ], of: ids(row["conversation_id"]))
    }
    let total = root.first(["total_calls", "total_citations"])?.integer
    update {
      $0.rows = rows.count
      $0.statedTotal = total
    }
  }
}
