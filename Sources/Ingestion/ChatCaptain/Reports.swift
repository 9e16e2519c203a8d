import Privacy
import Records

extension BodyKind {
  static let captainOverview = report(.overview, "GET …/statistics/reports/overview")
  static let captainChannelReport = report(.channel, "GET …/statistics/reports/channel")

  private static func report(_ report: ReportKind, _ endpoint: String) -> BodyKind {
    let own = Component.all.filter { $0.report == report }
    return BodyKind(
      report.rawValue, endpoint: endpoint, shape: .json { root, context in reportKind(root, context) == report },
      landmarks: own.map(\.name), fields: unique(own.flatMap(fieldUses) + [FieldUse("error", .context)]),
      .document { root, context, harvest in
        let days = ReportDays(context, &harvest)
        let reader = ReportReader(report: report, content: ReportContent(root, report), days: days)
        reader.begin(context, &harvest)
        for (component, payload) in reader.content.components { reader.read(component, payload, &harvest) }
      })
  }

  /// Without repeats, in order.
  private static func unique(_ uses: [FieldUse]) -> [FieldUse] {
    var seen: Set<FieldUse> = []
    return uses.filter { seen.insert($0).inserted }
  }

  /// Places of a component in every container, generated from the table.
  private static func fieldUses(_ component: Component) -> [FieldUse] {
    let figure = FieldUse.Use.figure(metric: component.metric)
    return [component.name, String(component.id), "components.*.data"].flatMap { place -> [FieldUse] in
      switch component.form {
      case .count, .median: [FieldUse(place, figure)]
      case .series: [FieldUse("\(place).*.timestamp", .context), FieldUse("\(place).*.count", figure)]
      case .trend:
        [
          FieldUse("\(place).current", figure), FieldUse("\(place).previous", .figure(metric: nil)),
          FieldUse("\(place).change", .figure(metric: nil)),
        ]
      case .breakdown:
        [
          FieldUse("\(place).*", figure), FieldUse("\(place).*.id", .unused("the name says it")), FieldUse("\(place).*.name", .context),
          FieldUse("\(place).*.count", figure),
        ]
      }
    } + [FieldUse("components.*.id", .context), FieldUse("components.*.name", .context)]
  }
}

/// Turns the components of one report into figures. Paths and names are those of the table, so every container gives the same figures.
struct ReportReader {
  let report: ReportKind
  let content: ReportContent
  let days: ReportDays
  /// Seconds or milliseconds: the vendor leaves it open.
  private let duration: Scale
  /// INTENT_COUNT counts different intents instead of events.
  private let countsDistinctIntents: Bool

  init(report: ReportKind, content: ReportContent, days: ReportDays) {
    self.report = report
    self.content = content
    self.days = days
    let median = content.payload(.callMedian).flatMap { $0.isObject ? $0.present(ValueKey.median) : $0 }?.writtenNumber
    // Ten hours for the usual call: the values are milliseconds.
    duration = (median ?? 0) > 36_000 ? .milliseconds : .seconds
    let hits = content.payload(.intentHits).map { breakdown($0).map(\.value) } ?? []
    let count = content.payload(.intents)?.writtenNumber
    let sum = hits.compactMap { $0?.writtenNumber }.reduce(0, +)
    countsDistinctIntents = !hits.isEmpty && count == Double(hits.count) && count != sum
  }

  /// Says what the body is about.
  func begin(_ context: BodyContext, _ harvest: inout Harvest) {
    let channel = context.query["channelId"] ?? context.ids["channelId"]
    // A channel report never stands for the whole, and two of them are only the same when they name the same channel.
    let unnamed = context.stem.isEmpty ? RedactedText.own("Unknown channel") : harvest.redacted("Unknown channel (\(context.stem))")
    let subject = channel.map { harvest.redacted($0) } ?? unnamed
    let window = provenWindow()
    let unknown = content.unknown > 0 ? harvest.redacted(String(content.unknown)) : nil
    harvest.update { body in
      body.anchor = .firstMessage
      if let window { body.window = .interval(window) }
      body.zone = days.zone.identifier
      if report == .channel { body.subject["channel"] = subject }
      if let unknown { body.subject["not shown"] = unknown }
      body.rows = content.components.count
    }
    if days.isZoneGuessed, content.components.contains(where: { $0.component.form == .series }) { harvest.problem(.guessedZone, "from") }
    if countsDistinctIntents { harvest.problem(.guessedScale, ComponentQuantity.intents.name) }
  }

  /// The stated window, unless the labels prove another one. Hours are asked for single days, whatever folder the file lies in; without a
  /// stated window, the days of a series whose sum is the count of the whole are the window.
  private func provenWindow() -> Range<Instant>? {
    for (component, payload) in content.components where component.form == .series {
      let points = series(payload, days)
      let moments = points.compactMap { if case .instant(let moment)? = $0.label { moment } else { nil } }
      guard let first = moments.min(), let last = moments.max() else { continue }
      let seconds = days.bucket(moments)
      let begin = days.zone.start(of: days.zone.day(of: days.start(of: .instant(first), seconds: seconds)))
      let end = days.zone.start(of: days.zone.day(of: days.start(of: .instant(last), seconds: seconds)).advanced(by: 1))
      if seconds == 3_600, let window = days.window, window.upperBound.seconds - window.lowerBound.seconds <= 172_800 { return window }
      if seconds == 3_600 { return begin..<end }
      if days.window != nil { continue }
      let whole = content.components.first { $0.component.form == .count && $0.component.metric == component.metric }?.payload.writtenNumber
      if whole == points.compactMap({ $0.value?.writtenNumber }).reduce(0, +) { return begin..<end }
    }
    return days.window
  }

  func read(_ component: Component, _ payload: JSONNode, _ harvest: inout Harvest) {
    switch component.form {
    case .count: readCount(component, payload, &harvest)
    case .median: readMedian(component, payload, &harvest)
    case .trend: readTrend(component, payload, &harvest)
    case .series: readSeries(component, payload, &harvest)
    case .breakdown: readBreakdown(component, payload, whole: component.metric, &harvest)
    }
  }

  private func scale(_ component: Component) -> Scale { component.scale == .seconds ? duration : component.scale }

  private func readCount(_ component: Component, _ payload: JSONNode, _ harvest: inout Harvest) {
    let value = payload.isObject ? payload.present(ValueKey.count) : payload
    if let value, value.isNull || value.writtenNumber != nil {
      if component.scale == .seconds, duration == .milliseconds { harvest.problem(.guessedScale, component.name) }
      let metric = component.words == ComponentQuantity.intents.words && countsDistinctIntents ? "int.distinct" : component.metric
      add(component.name, value, scale(component), metric: metric, path: component.name, &harvest)
    } else if component.dimension != nil, payload.isObject || payload.isArray {
      let parts = breakdown(payload)
      let numbers = parts.compactMap { $0.value?.writtenNumber }
      readBreakdown(component, payload, whole: component.metric, &harvest)
      if !numbers.isEmpty {
        harvest.figure(
          component.name, value: component.scale.value(numbers.reduce(0, +)), component.scale, metric: component.metric,
          path: component.name)
      }
    } else {
      harvest.problem(.wrongType, component.name)
    }
  }

  private func readMedian(_ component: Component, _ payload: JSONNode, _ harvest: inout Harvest) {
    guard let value = payload.isObject ? payload.present(ValueKey.median) : payload else {
      return harvest.problem(.wrongType, component.name)
    }
    if component.scale == .shareOrPercent, value.writtenNumber != nil { harvest.problem(.guessedScale, component.name) }
    if component.scale == .seconds, duration == .milliseconds { harvest.problem(.guessedScale, component.name) }
    add(component.name, value, scale(component), metric: component.metric, path: component.name, &harvest)
  }

  private func readTrend(_ component: Component, _ payload: JSONNode, _ harvest: inout Harvest) {
    let path = component.name
    guard payload.isObject else {
      add("\(path).change", payload, .percentChange, metric: nil, path: "\(path).change", &harvest)
      return
    }
    var found = false
    for (part, keys) in [("current", ValueKey.current), ("previous", ValueKey.previous), ("change", ValueKey.change)] {
      guard let node = payload.present(keys) else { continue }
      found = true
      let metric = part == "current" ? component.metric : nil
      add("\(path).\(part)", node, part == "change" ? .percentChange : scale(component), metric: metric, path: "\(path).\(part)", &harvest)
    }
    if !found { harvest.problem(.wrongType, path) }
  }

  private func readSeries(_ component: Component, _ payload: JSONNode, _ harvest: inout Harvest) {
    let path = "\(component.name).*"
    if payload.isNull { return }
    let points = series(payload, days)
    var days = days
    let moments = points.compactMap { if case .instant(let moment) = $0.label { moment } else { nil } }
    if days.window == nil, days.isZoneGuessed, let first = moments.first { days = days.with(zoneWithMidnight(at: [first])) }
    if points.isEmpty, payload.isObject || payload.isArray, payload.count > 0 { harvest.problem(.wrongType, path) }
    if !payload.isObject, !payload.isArray { harvest.problem(.wrongType, component.name) }
    let seconds = points.contains { if case .day = $0.label { true } else { false } } ? 86_400 : days.bucket(moments)
    for point in points {
      guard let label = point.label else {
        harvest.problem(.unreadableTime, path)
        continue
      }
      let bucket = (start: days.start(of: label, seconds: seconds), seconds: seconds)
      add(component.name, point.value, scale(component), metric: component.metric, bucket: bucket, path: path, &harvest)
    }
  }

  private func readBreakdown(_ component: Component, _ payload: JSONNode, whole metric: String?, _ harvest: inout Harvest) {
    guard let dimension = component.dimension else { return }
    let path = "\(component.name).*"
    if payload.isNull {
      harvest.figure(component.name, value: nil, component.scale, path: component.name)
      return
    }
    guard payload.isObject || payload.isArray else { return harvest.problem(.wrongType, component.name) }
    // Parts whose names are alike after redaction (telephone numbers) are one part.
    var order: [RedactedText] = []
    var sums: [RedactedText: Double] = [:]
    for part in breakdown(payload) {
      let member =
        part.node.flatMap { harvest.redacted($0) ?? $0.identifier.map { id in harvest.redacted(id) } } ?? harvest.redacted(part.key)
      guard let value = part.value, !value.isNull else { continue }
      guard let number = value.writtenNumber else {
        harvest.problem(.wrongType, path)
        continue
      }
      guard let amount = component.scale.value(number) else {
        harvest.problem(.impossibleValue, path)
        continue
      }
      if sums[member] == nil { order.append(member) }
      sums[member, default: 0] += amount
    }
    for member in order {
      harvest.figure(component.name, value: sums[member], component.scale, metric: metric, cut: (dimension, member), path: path)
    }
  }

  /// One figure; null has no value, other types and impossible values are counted.
  private func add(
    _ quantity: String, _ node: JSONNode?, _ scale: Scale, metric: String?, bucket: (start: Instant, seconds: Int)? = nil, path: String,
    _ harvest: inout Harvest
  ) {
    guard let node else { return harvest.problem(.wrongType, path) }
    var value: Double?
    if !node.isNull {
      guard let number = node.writtenNumber else { return harvest.problem(.wrongType, path) }
      value = scale == .number && number < 0 ? nil : scale.value(number)
      if value == nil { harvest.problem(.impossibleValue, path) }
    }
    harvest.figure(quantity, value: value, scale, metric: metric, bucket: bucket, path: path)
  }
}
