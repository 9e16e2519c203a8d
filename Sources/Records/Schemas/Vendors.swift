extension RecordSchema {
  static let quotes = RecordSchema(
    "What the vendor says", "remark", "A remark the vendor wrote; quoted, not checked.",
    [.text("type", "Type"), .text("message", "Remark")])
  static let reportRuns = RecordSchema(
    "Report runs of the vendor", "report run", "A report or scheduled job of the vendor's own.", anchor: "startedAt", key: ["id"],
    [
      .text("id", "Id"), .text("report", "Report"), .text("status", "Status"), .text("trigger", "Trigger"),
      .time("startedAt", "Started"), .time("completedAt", "Completed"),
    ])
  static let serviceAnswers = RecordSchema(
    "Answers without data", "answer", "An error, a refusal or a state that was saved in place of data.",
    [.text("state", "State"), .text("code", "Code"), .number("progress", "Progress", .share), .time("at", "At")])
}
