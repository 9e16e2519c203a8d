import Aggregation
import Records
import Testing

@testable import Insights

@Suite struct PeriodComparisonTests {
  /// Rows from and to these dates, by period id.
  func make(_ id: String, _ rows: [String: (String, String)], until: String? = nil, first: String? = nil) throws -> PeriodComparison {
    var covered: [String: Range<CalendarDay>] = [:]
    for (id, days) in rows { covered[id] = try date(days.0)..<(try date(days.1)).advanced(by: 1) }
    let days = covered
    let until = try until.map(date)
    let last = days.keys.max() ?? ""
    return PeriodComparison.make(
      period: try #require(Period(id: id)), coveredDays: { days[$0.id] }, isFirst: { $0.id == first }, isFollowed: { $0.id < last },
      dataUntil: { $0.id == id ? until : nil })
  }

  @Test("a month with rows on its last day is complete and compared as a whole")
  func complete() throws {
    let result = try make("2026-09", ["2026-09": ("2026-09-01", "2026-09-30"), "2026-08": ("2026-08-01", "2026-08-31")])
    #expect(result.isComplete && result.basis == .whole)
    #expect(result.currentDays == nil)
    #expect(result.dayCounts?.current == 30 && result.dayCounts?.previous == 31)
  }

  @Test("a quiet last day is complete when the data reach beyond it, partial when not")
  func quietEnd() throws {
    let rows = ["2026-09": ("2026-09-01", "2026-09-29"), "2026-08": ("2026-08-01", "2026-08-31")]
    #expect(try make("2026-09", rows, until: "2026-10-01").isComplete)
    #expect(try make("2026-09", rows, until: "2026-09-30").coverage == .partial(covered: 29, of: 30))
    #expect(try make("2026-09", rows).coverage == .partial(covered: 29, of: 30))
  }

  @Test("a quiet last day is complete when the data go on in a later month")
  func quietEndFollowed() throws {
    let rows = ["2026-09": ("2026-09-01", "2026-09-29"), "2026-08": ("2026-08-02", "2026-08-30"), "2026-10": ("2026-10-01", "2026-10-31")]
    let result = try make("2026-09", rows)
    #expect(result.isComplete)
    #expect(result.previousCoverage == .complete)
    // An export in the middle of the month says that the rest is missing, whatever came later.
    #expect(try make("2026-09", rows, until: "2026-09-21").coverage == .partial(covered: 20, of: 30))
  }

  @Test("12 of 30 days are compared with the first 12 days before")
  func partial() throws {
    let rows = ["2026-09": ("2026-09-01", "2026-09-12"), "2026-08": ("2026-08-01", "2026-08-31")]
    let result = try make("2026-09", rows)
    #expect(result.coverage == .partial(covered: 12, of: 30))
    #expect(result.basis == .firstDays(12))
    #expect(result.previousDays == (try date("2026-08-01"))..<(try date("2026-08-13")))
    #expect(result.currentDays == (try date("2026-09-01"))..<(try date("2026-09-13")))
  }

  @Test("the day of the export is not a full day")
  func exportDay() throws {
    let rows = ["2026-09": ("2026-09-01", "2026-09-12"), "2026-08": ("2026-08-01", "2026-08-31")]
    #expect(try make("2026-09", rows, until: "2026-09-12").basis == .firstDays(11))
  }

  @Test("30 days of March are compared with the whole of February")
  func february() throws {
    let rows = ["2026-03": ("2026-03-01", "2026-03-30"), "2026-02": ("2026-02-01", "2026-02-28")]
    let result = try make("2026-03", rows)
    #expect(result.basis == .firstDays(28))
    #expect(result.dayCounts?.current == 30 && result.dayCounts?.previous == 28)
  }

  @Test("without rows right before, it is a first report")
  func first() throws {
    let result = try make("2026-09", ["2026-09": ("2026-09-01", "2026-09-30"), "2026-07": ("2026-07-01", "2026-07-31")])
    #expect(result.basis == .firstReport && result.previous == nil && result.dayCounts == nil)
    let verdict = result.comparability(of: try metric("vol.conversations"), scored: (nil, nil))
    #expect(verdict == .firstReport)
  }

  @Test("a count is not compared with a first month that begins late; a share is")
  func lateBegin() throws {
    let rows = ["2026-09": ("2026-09-01", "2026-09-30"), "2026-08": ("2026-08-20", "2026-08-31")]
    let late = try make("2026-09", rows, first: "2026-08")
    #expect(late.previousCoverage == .partial(covered: 12, of: 31))
    let volume = try metric("vol.conversations")
    #expect(late.comparability(of: volume, scored: (nil, nil)) == .notComparable(.earlierPeriodPartial(covered: 12, of: 31)))
    #expect(late.comparability(of: try metric("out.deflection_rate"), scored: (nil, nil)) == .comparable)
    let quiet = try make("2026-09", rows)
    #expect(quiet.comparability(of: volume, scored: (nil, nil)) == .comparable, "a quiet start of a later month is no gap in the data")
  }

  @Test(
    "signals of scored conversations need like coverage",
    arguments: [(0.9, 0.69, false), (0.9, 0.71, true), (0.5, 0.9, false)])
  func scored(now: Double, before: Double, isComparable: Bool) throws {
    let result = try make("2026-09", ["2026-09": ("2026-09-01", "2026-09-30"), "2026-08": ("2026-08-01", "2026-08-31")])
    let expected: Comparability = isComparable ? .comparable : .notComparable(.scoredCoverage(now: now, before: before))
    #expect(result.comparability(of: try metric("out.resolution_rate_scored"), scored: (now, before)) == expected)
    #expect(result.comparability(of: try metric("out.deflection_rate"), scored: (now, before)) == .comparable, "does not need scores")
  }

  @Test("not one full day is no comparison")
  func noFullDay() throws {
    let rows = ["2026-09": ("2026-09-01", "2026-09-01"), "2026-08": ("2026-08-01", "2026-08-31")]
    let result = try make("2026-09", rows, until: "2026-09-01")
    #expect(result.covered.isEmpty)
    #expect(result.comparability(of: try metric("out.deflection_rate"), scored: (nil, nil)) == .notComparable(.noFullDay))
  }
}
