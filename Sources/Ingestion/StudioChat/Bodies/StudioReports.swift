import Privacy
import Records

extension BodyKind {
  /// Definitions of the vendor's own reports.
  static let studioReports = BodyKind(
    "reports", endpoint: "GET /projects/{pid}/reports", shape: .json { root, _ in firstItem(root)?["schedule_type"] != nil },
    landmarks: ["schedule_type", "cron_expression", "instructions"],
    fields: contextUses("total")
      + unusedUses(
        "definition of a report of the vendor; its runs are read", "items.*.id", "items.*.name", "items.*.instructions",
        "items.*.schedule_type", "items.*.cron_expression", "items.*.playbook_base_ids", "items.*.playbook_base_ids.*",
        "items.*.time_window_days", "items.*.last_run_at")
      + unusedUses(Reason.personal, "items.*.slack_channel", "items.*.email_recipients", "items.*.email_recipients.*"),
    .listed(because: "definitions of the vendor's own reports; their runs are read"))

  /// Runs of one of the vendor's own reports.
  static let studioReportRuns = BodyKind(
    "report-runs", endpoint: "GET /reports/{id}/runs",
    shape: .json { root, _ in
      guard let first = firstItem(root) else { return false }
      return first.hasAny("execution_log", "trigger_type") && first["passed_cases"] == nil
    },
    landmarks: ["execution_log", "trigger_type"],
    fields: contextUses("total")
      + recordUses(
        .reportRuns, under: "items.*.",
        ["id": "id", "status": "status", "trigger_type": "trigger", "started_at": "startedAt", "completed_at": "completedAt"])
      + unusedUses("the state is shown", "items.*.error_message", "items.*.execution_log", "items.*.execution_log.**"),
    .document { root, context, harvest in
      let report = context.ids["reportId"].map { FieldValue.text(harvest.reference($0)) } ?? .missing
      for (index, run) in readItems(root, &harvest).enumerated() {
        let startedAt = harvest.time(run["started_at"], "items.*.started_at")
        let completedAt = harvest.time(run["completed_at"], "items.*.completed_at")
        harvest.record(
          .reportRuns, row: index + 1,
          [
            "id": harvest.reference(run["id"]), "report": report, "status": harvest.text(run["status"]),
            "trigger": harvest.text(run["trigger_type"]), "startedAt": startedAt, "completedAt": completedAt,
          ])
      }
    })

  /// Runs of the vendor's own alerts.
  static let studioAlertRuns = BodyKind(
    "alert-runs", endpoint: "GET …/monitors/{id}/runs",
    shape: .json { root, _ in firstItem(root)?.hasAny("triggered", "threshold_value", "baseline_value") == true },
    landmarks: ["triggered", "threshold_value", "window_start"],
    fields: contextUses("total")
      + recordUses(
        .reportRuns, under: "items.*.",
        [
          "id": "id", "status": "status", "triggered": "status", "monitor_name": "report", "started_at": "startedAt",
          "window_end": "startedAt", "completed_at": "completedAt",
        ])
      + unusedUses(
        "the vendor's own limit; ours are in the settings", "items.*.current_value", "items.*.threshold_value", "items.*.baseline_value",
        "items.*.window_start"),
    .document { root, context, harvest in
      for (index, run) in readItems(root, &harvest).enumerated() {
        let at = harvest.time(run.first(["started_at", "created_at", "window_end"]), "items.*.started_at")
        let completedAt = harvest.time(run["completed_at"], "items.*.completed_at")
        let isTriggered = run["triggered"]?.bool == true
        harvest.record(
          .reportRuns, row: index + 1,
          [
            "id": harvest.reference(run["id"]), "report": harvest.text(run.first(["monitor_name", "name"])),
            "status": isTriggered ? .text(.own("triggered")) : harvest.text(run["status"]), "trigger": .text(.own("alert")),
            "startedAt": at, "completedAt": completedAt,
          ])
      }
    })

  /// A finished report of the vendor's own, in blocks of a chat product.
  static let studioReportArtifact = BodyKind(
    "report-artifact", endpoint: "GET /reports/runs/{id}/artifact", shape: .json { root, _ in root["markdown_content"] != nil },
    landmarks: ["markdown_content", "run_id"],
    fields: unusedUses(Reason.id, "id", "run_id") + unusedUses("a report that the vendor wrote", "markdown_content"),
    .listed(because: "a report that the vendor wrote"))
}
