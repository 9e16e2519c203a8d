import Aggregation
import Records

/// What the rows say to a question.
enum Answer: Sendable, Hashable {
  case number(Double, base: Int)
  /// Nothing to divide.
  case nothing
  /// The rows lack the field.
  case notInRows
  /// Not asked yet.
  case pending
}

/// Answers from the figures of the report where a window is one of its periods, and from further passes elsewhere.
struct Answers: Sendable {
  let figures: Figures
  let records: RecordRows
  let settings: AggregationSettings
  /// The vendor whose conversations are all there are: then figures of the report are figures of that vendor.
  let onlyVendor: Vendor?
  var plan: RecomputePlan?
  var variants: [Figures] = []

  init(_ figures: Figures, _ records: RecordRows, _ settings: AggregationSettings, onlyVendor: Vendor?) {
    self.figures = figures
    self.records = records
    self.settings = settings
    self.onlyVendor = onlyVendor
  }

  /// The number that is meant, over what it is over.
  func answer(_ ask: Ask, _ aspect: Aspect) -> Answer {
    switch aspect {
    case .value, .numerator, .nearestRank: return number(ask, aspect)
    case .withUnstated(let dimension): return sum([ask, Self.unstated(ask, dimension)])
    case .unstatedOverAll(let dimension): return unstatedOverAll(ask, dimension)
    case let .withUnscored(dimension, coverage): return withUnscored(ask, dimension, coverage)
    case .shareWithUnscored(let coverage): return shareWithUnscored(ask, coverage)
    case .nothing: return .number(0, base: 0)
    case let .tools(names, isNumerator): return sum(ask, names, isNumerator ? .numerator : .value)
    case .over(let metric): return ratio(ask, metric, .value)
    case .overNumerator(let metric): return ratio(ask, metric, .numerator)
    }
  }

  /// The same for the conversations to which a dimension says nothing.
  private static func unstated(_ ask: Ask, _ dimension: DimensionID) -> Ask {
    var other = ask
    other.filters = ask.filters.map { $0.dimension == dimension ? Filter(dimension, "not_stated") : $0 }
    return other
  }

  /// All conversations of the window of a question, and those of them to which a dimension says nothing.
  private static func all(_ ask: Ask, _ dimension: DimensionID) -> [Ask] {
    var all = ask
    all.metric = "vol.conversations"
    var silent = all
    silent.filters.append(Filter(dimension, "not_stated"))
    return [all, silent]
  }

  private func unstatedOverAll(_ ask: Ask, _ dimension: DimensionID) -> Answer {
    let parts = Self.all(ask, dimension)
    switch (number(ask, .numerator), number(parts[0], .value), number(parts[1], .value)) {
    case let (.number(own, _), .number(all, _), .number(silent, _)):
      return all > 0 ? .number((own + silent) / all, base: Int(all)) : .nothing
    case (.pending, _, _), (_, .pending, _), (_, _, .pending): return .pending
    default: return .nothing
    }
  }

  /// All conversations of a question without its label, and the coverage of them.
  private static func scoring(_ ask: Ask, _ dimension: DimensionID?, _ coverage: MetricID) -> [Ask] {
    (["vol.conversations", coverage] as [MetricID]).map { metric in
      var other = ask
      other.metric = metric
      other.filters.removeAll { $0.dimension == dimension }
      return other
    }
  }

  /// How many conversations a coverage leaves out; an answer that is no number stands for itself.
  private func unscored(_ ask: Ask, _ dimension: DimensionID?, _ coverage: MetricID) -> Answer {
    let parts = Self.scoring(ask, dimension, coverage)
    let all = number(parts[0], .value), scored = number(parts[1], .numerator)
    guard case let .number(n, base) = all, case let .number(known, _) = scored else { return all == .pending ? all : scored }
    return .number(n - known, base: base)
  }

  private func withUnscored(_ ask: Ask, _ dimension: DimensionID, _ coverage: MetricID) -> Answer {
    let own = number(ask, .value), left = unscored(ask, dimension, coverage)
    guard case let .number(count, _) = own, case let .number(more, base) = left else { return own == .pending ? own : left }
    return .number(count + more, base: base)
  }

  private func shareWithUnscored(_ ask: Ask, _ coverage: MetricID) -> Answer {
    guard let share = estimate(ask) else { return .pending }
    let left = unscored(ask, nil, coverage)
    guard case let .number(more, _) = left else { return left }
    let all = (share.denominator ?? 0) + more
    return all > 0 ? .number(((share.numerator ?? 0) + more) / all, base: Int(all)) : .nothing
  }

  private func sum(_ asks: [Ask]) -> Answer {
    var total = 0.0
    var base = 0
    for ask in asks {
      guard case let .number(number, n) = number(ask, .value) else { return number(ask, .value) }
      total += number
      base += n
    }
    return .number(total, base: base)
  }

  private func sum(_ ask: Ask, _ tools: [String], _ aspect: Aspect) -> Answer {
    var total = 0.0
    var base = 0
    for tool in tools {
      var part = ask
      part.filters.append(Filter("tool", tool))
      guard case let .number(number, n) = number(part, aspect) else { return number(part, aspect) }
      total += number
      base += n
    }
    return .number(total, base: base)
  }

  private func ratio(_ ask: Ask, _ metric: MetricID, _ aspect: Aspect) -> Answer {
    let other = Ask(
      metric: metric, filters: ask.filters, window: ask.window, anchor: ask.anchor, vendor: ask.vendor, includesTests: ask.includesTests)
    let isCount = MetricCatalogue.metric(ask.metric)?.unit == .count
    switch (number(ask, isCount ? .value : .numerator), number(other, aspect)) {
    case let (.number(a, _), .number(b, _)): return b > 0 ? .number(a / b, base: Int(b)) : .nothing
    case (.pending, _), (_, .pending): return .pending
    case (.notInRows, _), (_, .notInRows): return .notInRows
    default: return .nothing
    }
  }

  /// Every question that an answer needs.
  static func needs(_ ask: Ask, _ aspect: Aspect) -> [Ask] {
    switch aspect {
    case .value, .numerator, .nearestRank: return [ask] + results(of: ask)
    case .withUnstated(let dimension): return [ask, unstated(ask, dimension)]
    case .unstatedOverAll(let dimension): return [ask] + all(ask, dimension)
    case let .withUnscored(dimension, coverage): return [ask] + scoring(ask, dimension, coverage)
    case .shareWithUnscored(let coverage): return [ask] + scoring(ask, nil, coverage)
    case .nothing: return []
    case .tools(let names, _):
      return names.flatMap { name in
        var part = ask
        part.filters.append(Filter("tool", name))
        return [part] + results(of: part)
      }
    case .over(let metric), .overNumerator(let metric):
      var other = ask
      other.metric = metric
      return [ask, other]
    }
  }

  /// Metrics about the results of calls say nothing where calls carry no result.
  private static let aboutResults: Set<MetricID> = ["tool.success_rate", "tool.failures"]

  /// What shows whether calls carry results: all calls, and those with one.
  private static func results(of ask: Ask) -> [Ask] {
    guard aboutResults.contains(ask.metric) else { return [] }
    return (["tool.calls", "tool.success_rate"] as [MetricID]).map { metric in
      var other = ask
      other.metric = metric
      return other
    }
  }

  /// True when there are calls, and none of them says how it ended.
  private func lacksResults(_ ask: Ask) -> Bool {
    let asks = Self.results(of: ask)
    guard asks.count == 2, let calls = estimate(asks[0])?.value, let known = estimate(asks[1]) else { return false }
    return calls > 0 && (known.denominator ?? 0) == 0
  }

  private func estimate(_ ask: Ask) -> Estimate? { ask.records != nil ? records.estimate(ask) : inReport(ask) ?? inVariants(ask) }

  private func number(_ ask: Ask, _ aspect: Aspect) -> Answer {
    if aspect == .nearestRank { return nearestRank(ask) }
    guard let estimate = estimate(ask) else { return .pending }
    if lacksResults(ask) { return .notInRows }
    guard let metric = MetricCatalogue.metric(ask.metric) else { return .notInRows }
    if let number = estimate.number(aspect, isCount: metric.unit == .count) { return .number(number, base: estimate.base) }
    if case .unavailable(.notInExport) = estimate.state { return .notInRows }
    if case .unavailable(.notConfigured) = estimate.state { return .notInRows }
    return .nothing
  }

  private func inVariants(_ ask: Ask) -> Estimate? {
    guard let place = plan?.place(ask), variants.indices.contains(place.pass) else { return nil }
    let estimate = variants[place.pass].computed(ask.metric, in: .window(place.window), where: ask.filters)
    return estimate.state == .unavailable(.notRequested) ? nil : estimate
  }

  /// The quantile without interpolation, from the values behind it.
  private func nearestRank(_ ask: Ask) -> Answer {
    guard case .quantile(_, let p, _)? = MetricCatalogue.metric(ask.metric)?.expression else { return .notInRows }
    guard let place = plan?.place(ask), variants.indices.contains(place.pass) else { return .pending }
    let values = variants[place.pass].histogram(ask.metric, in: .window(place.window), where: ask.filters)
    let n = values.reduce(0) { $0 + $1.count }
    guard n > 0 else { return .nothing }
    let rank = max(1, Int((p * Double(n)).rounded(.up)))
    var seen = 0
    for (value, count) in values {
      seen += count
      if seen >= rank { return .number(Double(value), base: n) }
    }
    return .nothing
  }

  /// The figure of the report, when the window is one of its periods or a day of one.
  private func inReport(_ ask: Ask) -> Estimate? {
    guard onlyVendor == ask.vendor, ask.anchor == .own, ask.includesTests == settings.includesTests else { return nil }
    let zone = settings.zone
    let first = zone.day(of: ask.window.lowerBound)
    let last = zone.day(of: ask.window.upperBound)
    guard zone.start(of: first) == ask.window.lowerBound, zone.start(of: last) == ask.window.upperBound else { return nil }
    let period = Period(settings.periodKind, containing: first)
    guard first < last, last <= period.end else { return nil }
    let days = first == period.start && last == period.end ? nil : first..<last
    let estimate = figures.computed(ask.metric, in: period, days: days, where: ask.filters)
    return estimate.state == .unavailable(.notRequested) ? nil : estimate
  }
}
