import Aggregation
import Notation
import Records

/// The log of days that differ from what their weekday usually brings, over several daily figures, with what happened near them.
public struct AnomalyLog: Sendable {
  /// One watched figure.
  public struct Series: Sendable, Hashable {
    /// Which.
    public var metric: MetricID
    /// Count or share.
    public var measure: DayAnomalies.Measure
    /// Its days that differ.
    public var result: DayAnomalies
  }

  /// What happened within one day of a day that differs. Nearness is no cause.
  public enum Near: Sendable, Hashable {
    /// An event.
    case event(Event)
    /// Failures that stood out themselves.
    case failures(MetricID, DayAnomalies.Day)
  }

  /// A day that differs.
  public struct Entry: Sendable, Hashable {
    /// Of which figure.
    public var metric: MetricID
    /// Count or share.
    public var measure: DayAnomalies.Measure
    /// The day.
    public var day: DayAnomalies.Day
    /// Good news, bad news or neither.
    public var tone: Statement.Tone
    /// What happened near it.
    public var near: [Near]
  }

  /// A new level.
  public struct LevelChange: Sendable, Hashable {
    /// Of which figure.
    public var metric: MetricID
    /// Count or share.
    public var measure: DayAnomalies.Measure
    /// The level.
    public var shift: DayAnomalies.Shift
    /// Good news, bad news or neither.
    public var tone: Statement.Tone
    /// What happened near its first day.
    public var near: [Near]
  }

  /// Watched figures with at least one judged day.
  public var series: [Series]
  /// Days that differ, by day, then in the order of the figures.
  public var entries: [Entry]
  /// New levels, by first day.
  public var changes: [LevelChange]
  /// Days with a number of conversations, up to the end of the period.
  public var days: Int
  private var volumes: [CalendarDay: Double]
  /// Holidays and days with other hours, which were left out of the period.
  public var left: Int

  /// Days that stand out, each once.
  public var daysThatStandOut: Int { Set(entries.filter { $0.day.grade == .standsOut }.map(\.day.day)).count }
}

extension AnomalyLog {
  /// Numbers of conversations: the first that has days is watched.
  static let counts: [MetricID] = ["vol.conversations", "vol.conversations_started"]
  /// Watched shares. The last two are also looked for near days of the others.
  static let shares: [MetricID] = [
    "out.handoff_rate", "sen.negative", "rep.completion_rate", "lat.slo_share", "tool.success_rate", "err.rate",
  ]
  static let failures: Set<MetricID> = ["tool.success_rate", "err.rate"]
  /// Days before and after within which something counts as near.
  static let reach = 1

  /// Reads the figures of the period and of two years before it. Without any series when no day has enough history.
  init(_ input: AnalysisInput) {
    let first = input.period.start.advanced(by: -7 * DayAnomalies.longWeeks)
    let periods = input.history.filter { $0.end > first && $0 <= input.period }
    let judged = input.comparison.isComplete ? input.period.start..<input.period.end : input.comparison.covered
    let excluded = Self.excluded(input)
    let counted = Self.counts.lazy.map { ($0, Self.observations($0, .count, input, periods)) }.first { !$0.1.isEmpty }
    let watched =
      (counted.map { [($0.0, DayAnomalies.Measure.count, $0.1)] } ?? [])
      + Self.shares.map { ($0, .share, Self.observations($0, .share, input, periods)) }
    let pairs = (counted?.1 ?? []).map { ($0.day, $0.value) }
    volumes = Dictionary(pairs, uniquingKeysWith: { _, last in last })
    days = volumes.count
    series = watched.compactMap { metric, measure, observations in
      if observations.isEmpty { return nil }
      let result = DayAnomalies(observations, measure, judging: judged, excluding: excluded)
      return result.judged > 0 ? Series(metric: metric, measure: measure, result: result) : nil
    }
    left = excluded.count { judged.contains($0) }
    let bursts = series.filter { Self.failures.contains($0.metric) }.flatMap { one in
      one.result.days.filter { $0.grade == .standsOut && Self.tone(one.metric, $0.score) == .worse }.map { (one.metric, $0) }
    }
    func near(_ metric: MetricID, _ day: CalendarDay) -> [Near] {
      let around = day.advanced(by: -Self.reach)...day.advanced(by: Self.reach)
      return input.events.filter { $0.days.lowerBound <= around.upperBound && $0.days.upperBound > around.lowerBound }.map(Near.event)
        + bursts.filter { $0.0 != metric && around.contains($0.1.day) }.map { .failures($0.0, $0.1) }
    }
    let order = Dictionary((Self.counts + Self.shares).enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    entries = series.flatMap { one in
      one.result.days.map { day in
        Entry(
          metric: one.metric, measure: one.measure, day: day, tone: Self.tone(one.metric, day.score), near: near(one.metric, day.day))
      }
    }.sorted { ($0.day.day.ordinal, order[$0.metric] ?? 0) < ($1.day.day.ordinal, order[$1.metric] ?? 0) }
    changes = series.flatMap { one in
      one.result.shifts.map { shift in
        LevelChange(
          metric: one.metric, measure: one.measure, shift: shift, tone: Self.tone(one.metric, shift.after - shift.before),
          near: near(one.metric, shift.from))
      }
    }.sorted { ($0.shift.from.ordinal, order[$0.metric] ?? 0) < ($1.shift.from.ordinal, order[$1.metric] ?? 0) }
  }

  private static func tone(_ metric: MetricID, _ difference: Double) -> Statement.Tone {
    switch MetricCatalogue.metric(metric)?.direction {
    case .higherIsBetter: difference > 0 ? .better : .worse
    case .lowerIsBetter: difference < 0 ? .better : .worse
    case .neutral, nil: .neutral
    }
  }

  /// Days on which something else than usual was planned.
  private static func excluded(_ input: AnalysisInput) -> Set<CalendarDay> {
    var days: Set<CalendarDay> = []
    for event in input.events where event.kind == .holiday { days.formUnion(event.days) }
    for record in input.figures.listed(.openingHours, through: input.period) {
      if let date = record.value("date", .openingHours).text?.string, let day = CalendarDay(date) { days.insert(day) }
    }
    return days
  }

  /// Full days with a value, from the periods; those of the running period only as far as it is covered.
  static func observations(
    _ metric: MetricID, _ measure: DayAnomalies.Measure, _ input: AnalysisInput, _ periods: [Period]
  ) -> [DayAnomalies.Observation] {
    // Without a day of the period that has a value none can be judged, and two years need not be looked at. The period itself may have no
    // value although days have: a vendor's series with a gap.
    guard input.figures.daily(metric, in: input.period).contains(where: { $0.estimate.value != nil }) else { return [] }
    var made: [DayAnomalies.Observation] = []
    for period in periods {
      let isNow = period == input.period
      for (day, estimate) in input.figures.daily(metric, in: period) where !isNow || input.comparison.covered.contains(day) {
        switch measure {
        case .count: if let value = estimate.value { made.append(.init(day, value)) }
        case .share:
          if case let .proportion(successes, of: base) = estimate.spread, base > 0 {
            made.append(.init(day, Double(successes), of: Double(base)))
          }
        }
      }
    }
    // The data may begin in the middle of a day; a period begins with it.
    if let start = made.first, !periods.contains(where: { $0.start == start.day }) { made.removeFirst() }
    return made
  }
}

extension Analysis {
  /// Days that differ from what their weekday usually brings.
  static let anomalies = Analysis(
    .anomalies,
    method: AnalysisMethod(
      title: "Days that differ", question: "Which days were unlike others of their weekday, and what happened near them?",
      inputs: ["any daily figure", "events.json", "activations", "opening hours with dates"],
      steps: [
        "Expected is the median of the same weekday in the eight weeks before.",
        "The spread is 1.4826 times their median absolute deviation, at least the noise of counting.",
        "A day stands out more than three spreads away; unusual is a day outside what 29 of 30 such days of two years were.",
        "Two weeks in a row that stand out to one side are a new level; earlier days are moved to it.",
        "Events and failures within one day are named beside it; nearness is no cause.",
      ],
      guards: [
        "At least four of the same weekday in eight weeks, forty in two years.",
        "A difference of at least five cases; shares of at least 30 cases a day.",
        "Days that are not over, holidays and days with other hours are left out.",
      ]),
    queries: [Query(AnomalyLog.counts + AnomalyLog.shares)],
    run: { input in
      let log = AnomalyLog(input)
      if log.days == 0 { return AnalysisOutcome(.notInData(field: "a daily number of conversations")) }
      if log.series.isEmpty {
        return AnalysisOutcome(.notEnoughHistory(have: log.days / 7, need: DayAnomalies.fewestRecent + 1, of: .weeks))
      }
      return AnalysisOutcome(log, log.statements)
    })
}

extension AnomalyLog {
  /// Days that stand out most and all new levels. At most three days: the log holds the others.
  var statements: [Statement] {
    let days = entries.filter { $0.day.grade == .standsOut }.enumerated().sorted { a, b in
      let (x, y) = (abs(a.element.day.score), abs(b.element.day.score))
      return x != y ? x > y : a.offset < b.offset
    }.prefix(3).map(\.element)
    return changes.map(statement) + days.map(statement)
  }

  private func statement(_ entry: Entry) -> Statement {
    let unit = unit(entry.metric)
    // Answers and calls are not conversations: no more of these can be concerned than the day had.
    let most = entry.measure == .count ? .infinity : volumes[entry.day.day] ?? .infinity
    return Statement(
      .anomalies, "day",
      facts: [
        Fact("metric", .metric(entry.metric)), Fact("day", .day(entry.day.day)), Fact("value", .number(entry.day.value, unit)),
        Fact("expected", .number(entry.day.expected, unit)), Fact("spread", .number(entry.day.spread, unit)),
        Fact("compared", .number(Double(entry.day.compared), .count)),
      ], impact: min(abs(entry.day.excess), most), certainty: .likely, tone: entry.tone)
  }

  private func statement(_ change: LevelChange) -> Statement {
    let unit = unit(change.metric)
    return Statement(
      .anomalies, "level",
      facts: [
        Fact("metric", .metric(change.metric)), Fact("from", .day(change.shift.from)),
        Fact("before", .number(change.shift.before, change.measure == .count ? .rate : unit)),
        Fact("after", .number(change.shift.after, change.measure == .count ? .rate : unit)),
        Fact("days", .number(Double(change.shift.days), .count)),
      ], impact: abs(change.shift.excess), certainty: .likely, tone: change.tone)
  }

  private func unit(_ metric: MetricID) -> Unit { MetricCatalogue.metric(metric)?.unit ?? .count }
}
