import Records
import Statistics

/// Walks through a daily series from its first day and judges each day by those before it.
struct SeriesScan {
  /// Days with a value, in order.
  let known: [CalendarDay]

  /// What a day came to.
  struct Verdict {
    var isJudged = false
    var day: DayAnomalies.Day?
    var shift: DayAnomalies.Shift?
  }

  private let measure: DayAnomalies.Measure
  private var observations: [Int: DayAnomalies.Observation] = [:]
  /// Values on the present level: earlier ones are moved when the level changes.
  private var levels: [Int: Double] = [:]
  /// Judged days: which way they stood out, and what was expected.
  private var marks: [Int: (side: Int, expected: Double)] = [:]

  init(_ series: [DayAnomalies.Observation], _ measure: DayAnomalies.Measure, excluding: Set<CalendarDay>) {
    self.measure = measure
    for item in series where item.value.isFinite && item.base.isFinite && item.base > 0 && !excluding.contains(item.day) {
      observations[item.day.ordinal] = item
      levels[item.day.ordinal] = measure == .count ? item.value : item.value / item.base
    }
    known = observations.keys.sorted().map(CalendarDay.init(ordinal:))
  }

  mutating func judge(_ day: CalendarDay, withLongView: Bool) -> Verdict {
    guard let now = observations[day.ordinal], let recent = usual(day, now, weeks: DayAnomalies.recentWeeks, DayAnomalies.fewestRecent)
    else { return Verdict() }
    var verdict = Verdict(isJudged: true)
    let found = self.day(now, recent, .standsOut)
    let standsOut = abs(found.score) > DayAnomalies.limit && isLarge(found)
    marks[day.ordinal] = (standsOut ? (found.score > 0 ? 1 : -1) : 0, recent.expected)
    if standsOut { verdict.day = found }
    if let shift = shift(upTo: day) {
      verdict.shift = shift
      verdict.day = nil
    } else if !standsOut, withLongView {
      verdict.day = unusual(now, recent)
    }
    return verdict
  }

  /// The day against two years; nil when it lies within, when they are not known, or when the last weeks have left them as a whole.
  private func unusual(_ now: DayAnomalies.Observation, _ recent: Usual) -> DayAnomalies.Day? {
    guard let long = usual(now.day, now, weeks: DayAnomalies.longWeeks, DayAnomalies.fewestLong) else { return nil }
    let found = day(now, long, .unusual)
    guard abs(found.score) > DayAnomalies.longLimit, isLarge(found),
      abs(recent.expected - long.expected) <= DayAnomalies.longLimit * long.spread
    else { return nil }
    return found
  }

  private func isLarge(_ found: DayAnomalies.Day) -> Bool { abs(found.excess) >= DayAnomalies.fewestThings }

  private func day(_ now: DayAnomalies.Observation, _ usual: Usual, _ grade: DayAnomalies.Grade) -> DayAnomalies.Day {
    DayAnomalies.Day(
      day: now.day, value: measure == .count ? now.value : now.value / now.base, base: measure == .count ? 1 : now.base,
      expected: usual.expected, spread: usual.spread, compared: usual.compared, grade: grade)
  }
}

extension SeriesScan {
  /// What a weekday usually brings.
  struct Usual {
    var expected, spread: Double
    var compared: Int
  }

  private func usual(_ day: CalendarDay, _ now: DayAnomalies.Observation, weeks: Int, _ fewest: Int) -> Usual? {
    if measure == .share, now.base < DayAnomalies.fewestCases.judged { return nil }
    var values: [Double] = []
    var cases = 0.0
    for week in 1...weeks {
      let place = day.ordinal - 7 * week
      guard let level = levels[place], let then = observations[place] else { continue }
      if measure == .share, then.base < DayAnomalies.fewestCases.compared { continue }
      values.append(level)
      cases += then.base
    }
    guard values.count >= fewest, let expected = Self.median(values), let deviation = Self.median(values.map { abs($0 - expected) })
    else { return nil }
    let noise: Double
    switch measure {
    case .count: noise = max(expected, 1).squareRoot()
    case .share:
      // Never quite 0 or 1: a usual share of nothing still allows a single case.
      let share = (expected * cases + 1) / (cases + 2)
      noise = (share * (1 - share) / now.base).squareRoot()
    }
    return Usual(expected: expected, spread: max(1.4826 * deviation, noise), compared: values.count)
  }

  private static func median(_ values: [Double]) -> Double? { Quantile.type7(sorted: values.sorted(), 0.5) }

  /// Which way most days of the week up to a day stood out: at least four judged, seven of ten to one side; else 0.
  private func side(ofWeekTo end: Int) -> Int {
    let week = (end - 6...end).compactMap { marks[$0]?.side }
    for side in [1, -1] where week.count >= 4 && week.count(where: { $0 == side }) * 10 >= week.count * 7 { return side }
    return 0
  }

  /// A new level, when the last two weeks stood out to one side. Earlier values move to it: counts by the factor, shares by the
  /// difference, of the median day.
  private mutating func shift(upTo day: CalendarDay) -> DayAnomalies.Shift? {
    let side = side(ofWeekTo: day.ordinal)
    guard side != 0, side == self.side(ofWeekTo: day.ordinal - 7),
      let start = (day.ordinal - 13...day.ordinal).first(where: { marks[$0]?.side == side })
    else { return nil }
    let days = (start...day.ordinal).filter { marks[$0] != nil }
    let pairs = days.compactMap { place in levels[place].flatMap { now in marks[place].map { (now: now, expected: $0.expected) } } }
    let steps = pairs.compactMap { pair in
      measure == .share ? pair.now - pair.expected : pair.expected > 0 ? pair.now / pair.expected : nil
    }
    if let step = Self.median(steps) {
      for place in levels.keys where place < start {
        guard let level = levels[place] else { continue }
        levels[place] = measure == .share ? min(1, max(0, level + step)) : level * step
      }
    }
    for place in days { marks[place]?.side = 0 }
    let weights = days.map { measure == .share ? observations[$0]?.base ?? 0 : 1 }
    let whole = weights.reduce(0, +)
    func mean(_ values: [Double]) -> Double { zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / whole }
    return DayAnomalies.Shift(
      from: CalendarDay(ordinal: start), known: day, before: mean(pairs.map(\.expected)), after: mean(pairs.map(\.now)),
      excess: zip(pairs, weights).reduce(0) { $0 + ($1.0.now - $1.0.expected) * $1.1 }, days: days.count)
  }
}
