import Privacy
import Records

extension BodyKind {
  /// Telephone calls: our own raw form.
  static let captainCalls = BodyKind(
    "raw-calls", endpoint: "raw calls {calls: […]}",
    shape: .json { root, context in
      guard let list = root["calls"] ?? (root.isArray ? root : nil), list.isArray else { return false }
      guard let first = list.elements.first else { return context.vendor == .chatcaptain && root.isObject }
      return first["endReason"] != nil || first["transferTarget"] != nil && first["startedAt"] != nil
    },
    landmarks: ["calls", "endReason", "transferTarget"],
    fields: [
      FieldUse("calls.*.callId", .record(.calls, "id")), FieldUse("calls.*.conversationId", .record(.calls, "conversation")),
      FieldUse("calls.*.channelId", .record(.calls, "channel")), FieldUse("calls.*.startedAt", .record(.calls, "startedAt")),
      FieldUse("calls.*.endedAt", .record(.calls, "endedAt")), FieldUse("calls.*.durationSeconds", .record(.calls, "duration")),
      FieldUse("calls.*.userInputs", .record(.calls, "userInputs")), FieldUse("calls.*.endReason", .record(.calls, "endReason")),
      FieldUse("calls.*.transferTarget", .record(.calls, "transferTarget")), FieldUse("error", .context),
    ] + stepFields("calls.*.steps.*."),
    .rows(keys: ["calls"]) { row, place, context, harvest in readCall(row, place, context, &harvest) })
}

private func readCall(_ row: JSONNode, _ place: Int, _ context: BodyContext, _ harvest: inout Harvest) -> RowVerdict {
  guard row.isObject else { return .rejected(.notAnObject, field: nil) }
  guard let id = row.first(["callId", "id", "conversationId"])?.identifier, !id.isEmpty else { return .rejected(.noID, field: "callId") }
  let started = harvest.time(row["startedAt"], "calls.*.startedAt")
  guard let startedAt = started.time else { return .rejected(.unreadableTime, field: "startedAt") }
  let ended = harvest.time(row["endedAt"], "calls.*.endedAt")
  let conversationID = row["conversationId"]?.identifier ?? id
  let conversation = FieldValue.text(harvest.redacted(conversationID))
  let reason = row["endReason"]?.string?.lowercased() ?? ""
  let target = row.first(["transferTarget"])
  let isTransferred = target != nil || ["transferred", "transfer"].contains(reason)
  let isKnown = row["transferTarget"] != nil || !reason.isEmpty
  let duration = callDuration(row, startedAt, ended.time, &harvest)
  let channel = harvest.text(row["channelId"])
  let steps = row["steps"]?.elements
  harvest.record(
    .calls, row: place,
    [
      "id": .text(harvest.redacted(id)), "conversation": conversation, "startedAt": started, "endedAt": ended, "duration": duration,
      "userInputs": harvest.number(row["userInputs"], .count, "calls.*.userInputs"), "channel": channel,
      "endReason": harvest.text(row["endReason"]), "exitStep": harvest.text(steps.flatMap(exitStep)),
      "transferTarget": harvest.text(target), "transferred": isKnown ? .flag(isTransferred) : .missing,
    ], of: [conversationID])
  if let steps { readSteps(steps, of: conversationID, row: place, path: "calls.*.steps.*", &harvest) }

  var draft = ConversationDraft(id: conversationID)
  // A hand-over that one place saw is not denied by another.
  draft.rank = isTransferred ? 3 : 1
  draft.startedAt = startedAt.microseconds
  draft.endedAt = ended.time?.microseconds ?? missingInstant
  draft.duration = duration.number.map { Int64($0) } ?? -1
  draft.channelId = row["channelId"]?.identifier
  draft.wasHandedOff = isKnown ? isTransferred : nil
  harvest.addCaptain(draft, context)
  return .accepted
}

/// As stated, else from answer to hang-up.
private func callDuration(_ row: JSONNode, _ start: Instant, _ end: Instant?, _ harvest: inout Harvest) -> FieldValue {
  if let seconds = row.first(["durationSeconds", "duration"]) { return harvest.number(seconds, .seconds, "calls.*.durationSeconds") }
  if let milliseconds = row["durationMs"] { return harvest.number(milliseconds, .milliseconds, "calls.*.durationMs") }
  guard let end else { return .missing }
  guard end >= start else {
    harvest.problem(.impossibleValue, "calls.*.endedAt")
    return .missing
  }
  return .number(Double(end.microseconds - start.microseconds) / 1000)
}

/// Name of the last executed step: the latest time; on equal times, and without times, the later entry.
private func exitStep(_ steps: [JSONNode]) -> JSONNode? {
  var best: (at: Int64, name: JSONNode)?
  for step in steps {
    guard let name = step.first(["name", "stepId"]) else { continue }
    let at = step.present(["executedAt", "at", "created"])?.instant?.microseconds ?? Int64.min
    if best.map({ at >= $0.at }) ?? true { best = (at, name) }
  }
  return best?.name
}
