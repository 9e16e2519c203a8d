import Aggregation
import Records
import Testing

@testable import Insights

/// Comparisons over real figures of invented conversations.
@Suite struct FiguresTests {
  struct Row {
    var day: CalendarDay
    var isHandedOff: Bool
    var isScored = true
  }

  static let metrics: [MetricID] = [
    "vol.conversations", "out.deflection_rate", "out.handoff_rate", "out.resolution_rate_scored", "dq.scored_coverage",
  ]

  func figures(_ rows: [Row]) -> Figures {
    var batch = ConversationBatch()
    let lexicons = Lexicons()
    batch.count = rows.count
    for (index, row) in rows.enumerated() {
      let moment = Zone.utc.start(of: row.day).microseconds + 43_200_000_000
      batch.identity.append(UInt64(index))
      batch.firstAt.append(moment)
      batch.lastAt.append(moment)
      batch.flags.append(row.isHandedOff ? .handoff : [])
      batch.messageCount.append(4)
      batch.meanLatency.append(-1)
      // The first label of each lexicon: negative, resolved.
      batch.sentiment.append(row.isScored ? 0 : -1)
      batch.quality.append(row.isScored && !row.isHandedOff ? 0 : -1)
      for path in [\ConversationBatch.resources, \.shift, \.handoffReason, \.risk, \.assistant, \.version, \.inbox, \.model, \.intent] {
        batch[keyPath: path].append(-1)
      }
      batch.contact.append(0)
      batch.source.append(-1)
      batch.language.append(-1)
      batch.tokens.append(-1)
      for path in [\ConversationBatch.tags, \.skills, \.participants, \.citedItems] { batch[keyPath: path].offsets.append(0) }
      batch.messages.offsets.append(0)
      batch.toolCalls.offsets.append(0)
    }
    let plan = Plan([Query(Self.metrics)], settings: AggregationSettings(zone: .utc))
    var pass = AggregationPass(plan: plan)
    pass.consume(batch)
    pass.finish(lexicons)
    return Figures(pass.state, plan: plan)
  }

  /// `perDay` conversations on each of the dates, of which `handedOff` are handed off.
  func days(_ first: String, _ count: Int, perDay: Int, handedOff: Int, scored: Bool = true) throws -> [Row] {
    let start = try date(first)
    return (0..<count).flatMap { offset in
      (0..<perDay).map { Row(day: start.advanced(by: offset), isHandedOff: $0 < handedOff, isScored: scored) }
    }
  }

  @Test("two whole months: the deflection rose, the volume fell in all and not per day")
  func whole() throws {
    let figures = figures(try days("2026-01-01", 31, perDay: 20, handedOff: 8) + days("2026-02-01", 28, perDay: 20, handedOff: 4))
    let period = try #require(Period(id: "2026-02"))
    let comparison = PeriodComparison.make(period: period, figures: figures, dataUntil: nil)
    #expect(comparison.basis == .whole)
    let volume = comparison.comparison(of: try metric("vol.conversations"), figures: figures)
    #expect(volume.delta == -60 && volume.verdict == .changed)
    #expect(volume.perDay == PerDay(current: 20, previous: 20))
    let deflection = comparison.comparison(of: try metric("out.deflection_rate"), figures: figures)
    #expect(deflection.delta.map { abs($0 - 0.2) < 1e-12 } == true)
    #expect(deflection.verdict == .better && deflection.isCertain)
    #expect(comparison.history(of: try metric("out.deflection_rate"), figures: figures) == [0.6])
  }

  @Test("a rise that a few odd days make is not clear, the same rise on all days is")
  func oddDays() throws {
    // 31 and 28 days of 200 conversations, 40 % handed off before. Then 34 % on every day, or 40 % on 25 days and 6 % on three.
    let january = try days("2026-01-01", 31, perDay: 200, handedOff: 80)
    let even = figures(january + (try days("2026-02-01", 28, perDay: 200, handedOff: 68)))
    let odd = figures(
      january + (try days("2026-02-01", 11, perDay: 200, handedOff: 80)) + (try days("2026-02-12", 3, perDay: 200, handedOff: 12))
        + (try days("2026-02-15", 14, perDay: 200, handedOff: 80)))
    let period = try #require(Period(id: "2026-02"))
    func comparison(_ figures: Figures) throws -> Comparison {
      PeriodComparison.make(period: period, figures: figures, dataUntil: nil).comparison(
        of: try metric("out.deflection_rate"), figures: figures)
    }
    #expect(try comparison(even).verdict == .better)
    let result = try comparison(odd)
    #expect(result.delta.map { $0 > 0.036 } == true)
    let previous = try #require(result.previous)
    #expect(compare(try metric("out.deflection_rate"), current: result.current, previous: previous).verdict == .better, "alone")
    #expect(result.verdict == .noClearChange)
  }

  @Test("12 days are compared with the first 12 days, not with the month")
  func partial() throws {
    // The second half of January is three times as busy and hands everything off.
    let rows =
      try days("2026-01-01", 15, perDay: 10, handedOff: 2) + days("2026-01-16", 16, perDay: 30, handedOff: 30)
      + days("2026-02-01", 12, perDay: 10, handedOff: 2)
    let figures = figures(rows)
    let comparison = PeriodComparison.make(period: try #require(Period(id: "2026-02")), figures: figures, dataUntil: nil)
    #expect(comparison.basis == .firstDays(12))
    let volume = comparison.comparison(of: try metric("vol.conversations"), figures: figures)
    #expect(volume.current.value == 120 && volume.previous?.value == 120 && volume.verdict == .noClearChange)
    #expect(comparison.comparison(of: try metric("out.deflection_rate"), figures: figures).delta == 0)
  }

  @Test("the day of the export stays out of the comparison")
  func exportDay() throws {
    let figures = figures(try days("2026-01-01", 31, perDay: 10, handedOff: 2) + days("2026-02-01", 12, perDay: 10, handedOff: 2))
    let comparison = PeriodComparison.make(
      period: try #require(Period(id: "2026-02")), figures: figures, dataUntil: try date("2026-02-12"))
    let volume = comparison.comparison(of: try metric("vol.conversations"), figures: figures)
    #expect(volume.current.value == 110 && volume.previous?.value == 110)
  }

  @Test("a month whose scores are mostly missing is not comparable in resolution, yet in deflection")
  func coverage() throws {
    let january = try days("2026-01-01", 31, perDay: 10, handedOff: 2)
    let february = try days("2026-02-01", 28, perDay: 5, handedOff: 1) + days("2026-02-01", 28, perDay: 5, handedOff: 1, scored: false)
    let figures = figures(january + february)
    let comparison = PeriodComparison.make(period: try #require(Period(id: "2026-02")), figures: figures, dataUntil: nil)
    let resolution = comparison.comparison(of: try metric("out.resolution_rate_scored"), figures: figures)
    #expect(resolution.verdict == .notComparable(.scoredCoverage(now: 0.5, before: 1)))
    #expect(comparison.comparison(of: try metric("out.deflection_rate"), figures: figures).verdict == .noClearChange)
  }

  @Test("the first month has no comparison and no history")
  func first() throws {
    let figures = figures(try days("2026-01-01", 31, perDay: 10, handedOff: 2))
    let comparison = PeriodComparison.make(period: try #require(Period(id: "2026-01")), figures: figures, dataUntil: nil)
    #expect(comparison.basis == .firstReport)
    #expect(comparison.comparison(of: try metric("out.deflection_rate"), figures: figures).verdict == .firstReport)
    #expect(comparison.history(of: try metric("out.deflection_rate"), figures: figures).isEmpty)
  }

  @Test("resolution leads where most conversations are scored, else deflection")
  func leadingOutcome() throws {
    func outcome(scored: Bool, handedOff: Int = 2) throws -> MetricID? {
      let figures = figures(try days("2026-02-01", 28, perDay: 10, handedOff: handedOff, scored: scored))
      return PeriodComparison.make(period: try #require(Period(id: "2026-02")), figures: figures, dataUntil: nil).leadingOutcome(figures)?
        .id
    }
    #expect(try outcome(scored: true) == "out.resolution_rate_scored")
    #expect(try outcome(scored: false) == "out.deflection_rate")
    #expect(try outcome(scored: false, handedOff: 0) == nil, "100 % says nothing")
    #expect(try outcome(scored: false, handedOff: 10) == nil, "0 % says nothing")
  }

  @Test("the best of thirteen months is a record, the best of twelve or of an unfinished month is not")
  func record() throws {
    func record(months: Int, lastDays: Int? = nil) throws -> RecordValue? {
      var rows: [Row] = []
      var period = try #require(Period(id: "2025-01"))
      for month in 0..<months {
        // 40 to 42 of 100 conversations, then 20: 80 % deflected.
        let isLast = month == months - 1
        let count = isLast ? lastDays ?? period.dayCount : period.dayCount
        rows += try days("\(period.start)", count, perDay: 100, handedOff: isLast ? 20 : 40 + month % 3)
        period = period.next
      }
      let figures = figures(rows)
      let comparison = PeriodComparison.make(period: period.previous, figures: figures, dataUntil: nil)
      return comparison.record(of: try metric("out.deflection_rate"), figures: figures)
    }
    #expect(try record(months: 13) == RecordValue(side: .highest, periods: 12))
    #expect(try record(months: 12) == nil)
    #expect(try record(months: 13, lastDays: 20) == nil)
  }
}
