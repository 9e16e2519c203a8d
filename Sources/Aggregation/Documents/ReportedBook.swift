import Basics
import Notation
import Records
import Statistics

/// Figures that vendors computed, by metric and by what they speak about. They answer only where nothing can be computed, never enter a
/// sum with another vendor's, and never speak about a period unless their window is exactly that period.
struct ReportedBook: Sendable {
  /// What a figure can answer for.
  enum Scope: Sendable, Hashable {
    /// A period, by the ordinal of its first day.
    case period(Int)
    /// A day.
    case day(Int)
    /// The days before a capture, or everything up to it; shown as of the period that holds the capture.
    case asOf(Int)
  }

  struct Entry: Sendable {
    let scope: Scope
    let value: ReportedValue
  }

  private var entries: [MetricID: [Entry]] = [:]
  /// Periods that a stated window is exactly, and days of series, by period.
  private(set) var days: [Int: ClosedRange<Int>] = [:]
  private let place: Placement
  private let ends: [Int: CalendarDay]

  /// - Parameter ends: the end of the last day with a conversation, by the start of its period. Of a period that is not over, the vendor's
  ///   window ends with the data: it speaks about that period so far, as everything computed does.
  init(_ documents: Documents, _ settings: AggregationSettings, ends: [Int: CalendarDay] = [:]) {
    place = Placement(settings)
    self.ends = ends
    var vendorPlaces: [String: Placement] = [:]
    for figure in documents.figures {
      let body = documents.bodies[figure.body]
      guard let name = figure.metric else { continue }
      let id = MetricID(rawValue: name)
      let own = scope(figure, body)
      guard let scope = own ?? scopeByDates(figure, body, id, &vendorPlaces) else { continue }
      var origin = ReportedOrigin(body, figure.body)
      origin.hasOtherZone = own == nil
      let value = ReportedValue(metric: id, value: figure.value, figure: figure, parts: Self.parts(figure, body), origin: origin)
      entries[id, default: []].append(Entry(scope: scope, value: value))
      cover(scope, body.window)
    }
    for id in entries.keys { entries[id]?.sort { Self.isPreferred($0.value, $1.value, documents.bodies) } }
  }

  private func scope(_ figure: ReportedFigure, _ body: DocumentBody) -> Scope? {
    if let bucket = figure.bucket {
      // Sparklines trail the moment they were taken: their last day is not over.
      switch body.window {
      case .trailing, .allTime: return nil
      case .interval, .unknown: return place.day(bucket, seconds: figure.bucketSeconds).map { .day($0.ordinal) }
      }
    }
    if let period = exact(body.window, place) { return .period(period.start.ordinal) }
    switch body.window {
    case .trailing, .allTime: return place.listed(body).map { .asOf($0.start.ordinal) }
    case .interval, .unknown: return nil
    }
  }

  /// The period that a window is exactly, or exactly up to the end of the last covered day.
  private func exact(_ window: ReportWindow, _ place: Placement) -> Period? {
    if let period = place.exact(window) { return period }
    guard let range = window.interval, let period = place.holding(window), let end = ends[period.start.ordinal] else { return nil }
    return range.lowerBound == place.zone.start(of: period.start) && range.upperBound == place.zone.start(of: end) ? period : nil
  }

  /// What nobody can compute (or only where the texts of users are at hand) is better shown for the same dates of the vendor's zone, which the origin then says, than not at all.
  private func scopeByDates(
    _ figure: ReportedFigure, _ body: DocumentBody, _ id: MetricID, _ places: inout [String: Placement]
  ) -> Scope? {
    switch MetricCatalogue.metric(id)?.expression {
    case .reported, .quantile(.userCharacters, _, _): break
    default: return nil
    }
    let name = body.zone ?? "UTC"
    let vendor = places[name] ?? Placement(Zone(identifier: name) ?? .utc, place.kind)
    places[name] = vendor
    guard let period = exact(body.window, vendor) else { return nil }
    guard let bucket = figure.bucket else { return .period(period.start.ordinal) }
    return vendor.day(bucket, seconds: figure.bucketSeconds).map { .day($0.ordinal) }
  }

  private mutating func cover(_ scope: Scope, _ window: ReportWindow) {
    let range: ClosedRange<Int>
    let period: Period
    switch scope {
    case .period(let start):
      period = place.period(of: CalendarDay(ordinal: start))
      let last = window.interval.map { place.zone.day(of: Instant(microseconds: $0.upperBound.microseconds - 1)).ordinal }
      range = start...max(start, min(last ?? .max, period.end.ordinal - 1))
    case .day(let day):
      period = place.period(of: CalendarDay(ordinal: day))
      range = day...day
    case .asOf: return
    }
    let known = days[period.start.ordinal] ?? range
    days[period.start.ordinal] = min(known.lowerBound, range.lowerBound)...max(known.upperBound, range.upperBound)
  }

  /// What the body is about and what the figure is cut by.
  static func parts(_ figure: ReportedFigure, _ body: DocumentBody) -> [FigurePart] {
    var parts = body.parts
    if let dimension = figure.dimension {
      // The deployment is `source` here; a list of citations has sources of its own.
      let name =
        dimension == "source" ? "citation-source" : dimension == "avatar" ? "assistant" : dimension == "slug" ? "conversion" : dimension
      parts.removeAll { $0.dimension == name }
      parts.append(FigurePart(dimension: name, member: figure.member?.string ?? ""))
    }
    return parts.map(key).sorted { utf8Precedes($0.dimension, $1.dimension) }
  }

  static func key(_ part: FigurePart) -> FigurePart {
    part.dimension == "intent"
      ? FigurePart(dimension: "intent", member: IntentForm.normal(part.member) ?? part.member) : part
  }

  /// By vendor, then the newest capture, then file and place.
  private static func isPreferred(_ a: ReportedValue, _ b: ReportedValue, _ bodies: [DocumentBody]) -> Bool {
    if a.origin.vendor != b.origin.vendor { return a.origin.vendor < b.origin.vendor }
    let x = bodies[a.origin.body].captureRank
    let y = bodies[b.origin.body].captureRank
    if x != y { return x > y }
    if a.origin.file != b.origin.file { return utf8Precedes(a.origin.file, b.origin.file) }
    if a.origin.body != b.origin.body { return a.origin.body < b.origin.body }
    return utf8Precedes(a.figure.path, b.figure.path)
  }

  // MARK: answering

  /// Everything that vendors state for exactly a period, in order of preference.
  func all(_ id: MetricID, in p: Period) -> [ReportedValue] {
    entries[id]?.filter { $0.scope == .period(p.start.ordinal) }.map(\.value) ?? []
  }

  /// Everything with a trailing or open window that was taken in a period, by metric.
  func asOf(_ p: Period) -> [ReportedValue] {
    entries.keys.sorted().flatMap { id in entries[id]?.filter { $0.scope == .asOf(p.start.ordinal) }.map(\.value) ?? [] }
  }

  /// The whole, or one part; a stated value first, then the sum of the stated days.
  func estimate(_ metric: Metric, in p: Period, _ parts: [FigurePart] = []) -> Estimate? {
    if let value = all(metric.id, in: p).first(where: { $0.value != nil && $0.parts == parts }) { return estimate(metric, value, p) }
    let series = days(metric.id, p.start..<p.end, parts)
    guard metric.expression.isAdditive, let first = series.first?.value else { return nil }
    let isStated = exact(first.origin.window, place) == p || first.origin.hasOtherZone || series.count == p.dayCount
    return isStated ? sum(series) : nil
  }

  /// Some days of a series added up: nothing unless each of them is stated.
  func estimate(_ metric: Metric, days range: Range<CalendarDay>, _ parts: [FigurePart]) -> Estimate? {
    let series = days(metric.id, range, parts)
    let length = range.upperBound.ordinal - range.lowerBound.ordinal
    guard series.count == length, length == 1 || metric.expression.isAdditive else { return nil }
    return sum(series)
  }

  /// The values of days, all from the body that has most of them (the preferred one of equals).
  func days(_ id: MetricID, _ range: Range<CalendarDay>, _ parts: [FigurePart]) -> [(day: Int, value: ReportedValue)] {
    var bodies: [Int: [Int: ReportedValue]] = [:]
    var order: [Int] = []
    for entry in entries[id] ?? [] {
      guard case .day(let day) = entry.scope, range.contains(CalendarDay(ordinal: day)), entry.value.parts == parts,
        entry.value.value != nil
      else { continue }
      let body = entry.value.origin.body
      if bodies[body] == nil { order.append(body) }
      if bodies[body]?[day] == nil { bodies[body, default: [:]][day] = entry.value }
    }
    // The first vendor's: days of two are never put together.
    guard let vendor = order.first.flatMap({ bodies[$0]?.values.first?.origin.vendor }) else { return [] }
    let own = order.filter { bodies[$0]?.values.first?.origin.vendor == vendor }
    let most = own.map { bodies[$0]?.count ?? 0 }.max() ?? 0
    guard let best = own.first(where: { (bodies[$0]?.count ?? 0) == most }) else { return [] }
    return (bodies[best] ?? [:]).sorted { $0.key < $1.key }.map { (day: $0.key, value: $0.value) }
  }

  /// Days of one body added up.
  func sum(_ series: [(day: Int, value: ReportedValue)]) -> Estimate? {
    guard let first = series.first?.value else { return nil }
    let total = series.compactMap(\.value.value).sorted().reduce(0, +)
    var origin = first.origin
    origin.days = series.count
    return Estimate(value: total, base: series.count, state: .available, origin: .reported(origin))
  }

  /// Values of the groups of a dimension within some parts, largest first.
  func members(
    _ metric: Metric, by dimension: String, in p: Period, _ parts: [FigurePart]
  ) -> [(member: String, estimate: Estimate)] {
    var seen: Set<String> = []
    var result: [(member: String, estimate: Estimate)] = []
    var vendor: Vendor?
    for value in all(metric.id, in: p) where value.value != nil {
      guard let own = value.parts.first(where: { $0.dimension == dimension }),
        value.parts.filter({ $0.dimension != dimension }) == parts, vendor ?? value.origin.vendor == value.origin.vendor,
        seen.insert(own.member).inserted
      else { continue }
      vendor = value.origin.vendor
      result.append((own.member, estimate(metric, value, p)))
    }
    return result.sorted { a, b in
      let x = a.estimate.value ?? 0
      let y = b.estimate.value ?? 0
      return x != y ? x > y : utf8Precedes(a.member, b.member)
    }
  }

  /// A share gets its interval when the same body states the base.
  private func estimate(_ metric: Metric, _ reported: ReportedValue, _ p: Period) -> Estimate {
    let origin = Origin.reported(reported.origin)
    guard let value = reported.value else { return .unavailable(.noData) }
    guard metric.unit == .share, (0...1).contains(value), let base = base(metric.id, reported, p) else {
      return Estimate(value: value, base: 0, state: .available, origin: origin)
    }
    let successes = (value * Double(base)).rounded()
    return Estimate(
      value: value, numerator: successes, denominator: Double(base), interval: Wilson.interval(successes: Int(successes), of: base),
      base: base, state: .available, spread: .proportion(successes: Int(successes), of: base), origin: origin)
  }

  private func base(_ id: MetricID, _ reported: ReportedValue, _ p: Period) -> Int? {
    guard let of = Self.bases[id] else { return nil }
    let value = all(of, in: p).first { $0.origin.body == reported.origin.body && $0.parts == reported.parts }?.value
    return value.flatMap { $0 > 0 && $0 < 1e15 && $0.rounded() == $0 ? Int($0) : nil }
  }

  private static let bases: [MetricID: MetricID] = [
    "csat.score": "csat.rated", "csat.dsat": "csat.rated", "csat.neutral": "csat.rated",
    "out.deflection_rate": "vol.conversations", "out.handoff_rate": "vol.conversations", "dq.scored_coverage": "vol.conversations",
    "dq.labelled_coverage": "vol.conversations", "tool.success_rate": "tool.calls", "out.error_conversations": "vol.conversations",
  ]
}
