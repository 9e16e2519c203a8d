import Privacy
import Records

extension BodyKind {
  /// A change that waits for somebody's approval (202).
  static let studioQueued = BodyKind(
    "queued-write", endpoint: "any write, 202", shape: .json { root, _ in root["approval_id"] != nil && root.count <= 8 },
    landmarks: ["approval_id"],
    fields: recordUses(.serviceAnswers, ["status": "state", "created_at": "at"]) + unusedUses(Reason.id, "approval_id")
      + unusedUses("the state is shown", "message", "detail"),
    .document { root, _, harvest in
      let at = harvest.time(root["created_at"], "created_at")
      let state = root["status"]?.string == nil ? FieldValue.text(.own("waits for approval")) : harvest.text(root["status"])
      harvest.record(.serviceAnswers, row: 1, ["state": state, "code": .text(.own("202")), "at": at])
    })

  /// An error with more than its `detail` (one with `detail` alone is known before any kind is tried).
  static let studioError = BodyKind(
    "error", endpoint: "any, 4xx and 5xx",
    shape: .json { root, _ in root.count <= 4 && (root["detail"]?.isArray == true || root["detail"]?.string != nil) },
    landmarks: ["detail"],
    fields: unusedUses("the state is shown", "detail", "detail.**", "message", "error") + recordUses(.serviceAnswers, ["status": "code"]),
    .document { root, _, harvest in
      harvest.record(
        .serviceAnswers, row: 1,
        ["state": .text(.own("failure")), "code": harvest.text(root.first(["status", "code", "status_code"]))])
    })
}
