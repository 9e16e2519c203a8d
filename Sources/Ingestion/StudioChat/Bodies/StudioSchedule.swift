import Privacy
import Records

extension BodyKind {
  /// Office hours: the only place where a project's time zone appears.
  static let studioSchedule = BodyKind(
    "schedule", endpoint: "GET /projects/{pid}/schedule", shape: .json { root, _ in root["weekly_schedule"] != nil },
    landmarks: ["weekly_schedule", "overrides", "timezone"],
    fields: recordUses(
      .openingHours,
      [
        "enabled": "enabled", "timezone": "zone", "weekly_schedule.*.enabled": "isAvailable", "weekly_schedule.*.slots.*.start": "start",
        "weekly_schedule.*.slots.*.end": "end", "overrides.*.date": "date", "overrides.*.is_available": "isAvailable",
        "overrides.*.label": "label",
      ])
      + unusedUses(Reason.id, "id", "project_id", "overrides.*.id"),
    .document { root, _, harvest in readSchedule(root, &harvest) })
}

private let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

private func readSchedule(_ root: JSONNode, _ harvest: inout Harvest) {
  let shared: [FieldID: FieldValue] = ["zone": harvest.text(root["timezone"]), "enabled": harvest.flag(root["enabled"], "enabled")]
  if let zone = root["timezone"]?.string { harvest.update { $0.zone = zone } }
  var place = 0
  func add(_ values: [FieldID: FieldValue]) {
    place += 1
    harvest.record(.openingHours, row: place, values.merging(shared) { own, _ in own })
  }
  for weekday in weekdays {
    guard let day = root["weekly_schedule"]?[weekday], day.isObject else { continue }
    let name = FieldValue.text(harvest.redacted(weekday))
    let isOpen = day["enabled"]?.bool ?? ((day["slots"]?.count ?? 0) > 0)
    let slots = day["slots"]?.elements ?? []
    if !isOpen || slots.isEmpty { add(["weekday": name, "isAvailable": .flag(false)]) }
    for slot in slots where isOpen {
      add(["weekday": name, "isAvailable": .flag(true), "start": harvest.text(slot["start"]), "end": harvest.text(slot["end"])])
    }
  }
  for override in root["overrides"]?.elements ?? [] {
    let isAvailable = harvest.flag(override["is_available"], "overrides.*.is_available")
    add(["date": harvest.text(override["date"]), "isAvailable": isAvailable, "label": harvest.text(override["label"])])
  }
}
