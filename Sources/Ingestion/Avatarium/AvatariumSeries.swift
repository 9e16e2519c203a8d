import Privacy
import Records

extension BodyKind {
  /// Totals per day, week or month. The rows name their days, so they can be used although the request asked for a trailing period.
  static let avatariumSeries = BodyKind(
    "conversations-by-day", endpoint: "GET /v1/analytics/conversations?groupBy=day|week|month&period=…",
    shape: .json { root, context in
      guard let rows = seriesRows(root) else { return false }
      if let first = rows.first { return isBucketRow(first) }
      return root["groupBy"]?.string != nil || context.kindHint == "conversations-by-day"
    },
    landmarks: ["groupBy", "avgDuration", "tokenUsage", "completed", "period"],
    fields: rowFields("data.*.")
      + [FieldUse("groupBy", .context), FieldUse("period", .context), FieldUse("data", .context)],
    .document(readSeries))
}

private let containers = ["data", "series", "buckets", "items"]
private let labels = ["date", "day", "week", "month", "period", "timestamp", "key"]
private let counts = ["conversations", "count", "total", "value"]
/// What rows may say beside the count of conversations: name, scale, metric, field of the record of the day.
private let measures: [(name: String, scale: Scale, metric: String?, field: FieldID)] = [
  ("messages", .count, "vol.messages_sent", "messages"), ("tokenUsage", .tokens, "cost.tokens_total", "tokens"),
  ("completed", .count, nil, "completed"), ("noTurnSessions", .count, nil, "noTurnSessions"),
  ("sessionsWithFourTurns", .count, nil, "sessionsWithFourTurns"), ("backendFailures", .count, nil, "failures"),
]

private func rowFields(_ prefix: String) -> [FieldUse] {
  labels.map { FieldUse(prefix + $0, .record(.days, "day")) }
    + counts.map { FieldUse(prefix + $0, .figure(metric: "vol.conversations_started")) }
    + measures.map { FieldUse(prefix + $0.name, $0.metric.map { .figure(metric: $0) } ?? .record(.days, $0.field)) }
    + [
      FieldUse(prefix + "avgDuration", .figure(metric: "vol.duration_mean")), FieldUse(prefix + "avgTurns", .record(.days, "turns")),
    ]
}

private func seriesRows(_ root: JSONNode) -> [JSONNode]? {
  if root.isArray { return root.elements }
  return containers.lazy.compactMap { key in root[key].flatMap { $0.isArray ? $0.elements : nil } }.first
}

private func isBucketRow(_ row: JSONNode) -> Bool {
  guard row.first(AvatariumName.conversation) == nil, let label = row.first(labels) else { return false }
  guard label.isNumber || label.string.map({ bucketDay($0) != nil }) == true else { return false }
  return counts.contains { row[$0].map { $0.isNumber || $0.isNull } == true }
}

/// A bucket of time by its label.
private struct Bucket {
  var start: Instant
  var seconds: Int
}

/// First date of a label: `2026-04-01`, `2026-04`, `2026-W14`, or a time stamp; with its kind where the label alone tells it.
private func bucketDay(_ label: String) -> (day: CalendarDay, kind: PeriodKind?)? {
  if let period = Period(id: label) { return (period.start, period.kind == .day ? nil : period.kind) }
  return parseTimeStamp(label).map { (Zone.utc.day(of: Instant(microseconds: $0.microseconds)), nil) }
}

private func bucket(_ row: JSONNode, of grain: PeriodKind, in zone: Zone) -> Bucket? {
  guard let label = row.first(labels) else { return nil }
  if let text = label.string, let (day, kind) = bucketDay(text) {
    let period = Period(kind ?? grain, containing: day)
    // A week or month need not begin where calendars do: a label that names a day stands for that day and those that follow.
    let start = kind == nil ? day : period.start
    return Bucket(start: zone.start(of: start), seconds: period.dayCount * 86_400)
  }
  guard label.isNumber, let instant = label.instant else { return nil }
  return Bucket(start: instant, seconds: Period(grain, containing: zone.day(of: instant)).dayCount * 86_400)
}

private func readSeries(_ root: JSONNode, _ context: BodyContext, _ harvest: inout Harvest) {
  let rows = seriesRows(root) ?? []
  let place = root.isArray ? "*" : (containers.first { root[$0]?.isArray == true } ?? "data") + ".*"
  let zone = context.zone.flatMap(Zone.init(identifier:)) ?? .utc
  let grain = (root["groupBy"]?.string ?? context.query["groupBy"]).flatMap { PeriodKind(rawValue: $0.lowercased()) }
  let avatar = context.ids["avatarId"].map { harvest.reference($0) }
  var covered: Range<Instant>?
  for (index, row) in rows.enumerated() {
    let named = labels.first { row[$0].map { !$0.isNull } == true } ?? "date"
    let stated = grain ?? PeriodKind(rawValue: named) ?? .day
    guard row.isObject, let bucket = bucket(row, of: stated, in: zone) else {
      harvest.problem(row.isObject ? .unreadableTime : .wrongType, row.isObject ? place + "." + named : place)
      continue
    }
    let end = Instant(microseconds: bucket.start.microseconds + Int64(bucket.seconds) * 1_000_000)
    covered = min(covered?.lowerBound ?? bucket.start, bucket.start)..<max(covered?.upperBound ?? end, end)
    readBucket(row, bucket, index + 1, avatar, place, &harvest)
  }
  harvest.update { body in
    body.anchor = .firstMessage
    body.rows = rows.count
    if let covered, context.window == nil || context.trailingDays != nil { body.window = .interval(covered) }
  }
}

private func readBucket(
  _ row: JSONNode, _ bucket: Bucket, _ number: Int, _ avatar: RedactedText?, _ place: String, _ harvest: inout Harvest
) {
  let time = (start: bucket.start, seconds: bucket.seconds)
  let cut = avatar.map { (dimension: "assistant", member: $0) }
  var day: [FieldID: FieldValue] = ["day": .time(bucket.start)]
  if let avatar { day["assistant"] = .text(avatar) }
  let count = counts.first { row[$0] != nil } ?? "conversations"
  harvest.figure(
    "conversations", row[count], .count, metric: "vol.conversations_started", cut: cut, bucket: time, path: place + "." + count)
  let conversations = harvest.quiet(row[count], .count)
  day["conversations"] = conversations.map(FieldValue.number) ?? .missing
  for measure in measures {
    let path = place + "." + measure.name
    harvest.figure(measure.name, row[measure.name], measure.scale, metric: measure.metric, cut: cut, bucket: time, path: path)
    day[measure.field] = harvest.quiet(row[measure.name], measure.scale).map(FieldValue.number) ?? .missing
  }
  // The mean of nothing is written as 0; it is no duration.
  let isEmpty = conversations == 0
  if isEmpty, row["avgDuration"] != nil {
    harvest.figure("avgDuration", value: nil, .seconds, metric: "vol.duration_mean", cut: cut, bucket: time, path: place + ".avgDuration")
  } else {
    harvest.figure(
      "avgDuration", row["avgDuration"], .seconds, metric: "vol.duration_mean", cut: cut, bucket: time, path: place + ".avgDuration")
    day["duration"] = harvest.quiet(row["avgDuration"], .seconds).map(FieldValue.number) ?? .missing
  }
  harvest.figure("avgTurns", row["avgTurns"], .number, cut: cut, bucket: time, path: place + ".avgTurns")
  if let turns = harvest.quiet(row["avgTurns"], .count), let conversations {
    // Turns are whole; the mean was rounded.
    day["turns"] = .number((turns * conversations).rounded(.toNearestOrEven))
  }
  // Weeks and months are no days: their figures stand, records would count them as one day.
  if bucket.seconds == 86_400 { harvest.record(.days, row: number, day) }
}

extension Harvest {
  /// The value of a node whose problems are counted elsewhere; nil when missing or impossible.
  fileprivate func quiet(_ node: JSONNode?, _ scale: Scale) -> Double? { node?.number.flatMap(scale.value) }
}
