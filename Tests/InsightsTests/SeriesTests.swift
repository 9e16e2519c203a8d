import Aggregation
import Records
import Testing

@testable import struct Aggregation.CrossRow
@testable import struct Aggregation.GroupLabel
@testable import Insights

@Suite struct SeriesTests {
  /// 1 September 2026 is a Tuesday.
  func series(_ values: [Double?]) throws -> DailySeries {
    let start = try date("2026-09-01")
    return DailySeries(values.enumerated().map { (start.advanced(by: $0.offset), $0.element) })
  }

  /// 30 days: `level` on working days, half of it on weekends, with a small fixed ripple.
  func month(_ level: (Int) -> Double) throws -> DailySeries {
    let start = try date("2026-09-01")
    return try series(
      (0..<30).map { offset in
        let day = start.advanced(by: offset)
        let ripple = Double([0, 3, -2, 5, -4, 1, -3][offset % 7])
        return (day.weekday <= 5 ? level(offset) : level(offset) / 2) + ripple
      })
  }

  @Test("the peak is the one day above all others")
  func peak() throws {
    let peak = try #require(try series([5, 6, 5, 30, 5, 6, 5, 6]).peak)
    #expect(peak.day == (try date("2026-09-04")) && peak.value == 30)
    #expect(abs(peak.others - 38.0 / 7) < 1e-12)
    #expect(peak.isSpike)
    #expect(try series([5, 6, 5, 7, 5, 6, 5, 6]).peak?.isSpike == false)
  }

  @Test("a tie, a short or an empty series has no peak")
  func noPeak() throws {
    #expect(try series([9, 9, 1, 1, 1, 1, 1]).peak == nil)
    #expect(try series([1, 2, 3, 4, 5, 6]).peak == nil)
    #expect(try series([0, 0, 0, 0, 0, 0, 0]).peak == nil)
    #expect(try series([nil, nil, nil, 1, nil, nil, nil, nil]).peak == nil)
  }

  @Test("the usual Monday top is no spike")
  func usualTop() throws {
    // 28 days: Mondays are three times the others.
    let start = try date("2026-09-01")
    let values = (0..<28).map { start.advanced(by: $0).weekday == 1 ? 300 + Double($0) : 100 }
    #expect(try series(values).peak?.isSpike == false)
  }

  @Test("a step is found where it is")
  func levelShift() throws {
    // From Monday 14 September on.
    let shift = try #require(try month { $0 < 13 ? 612 : 751 }.levelShift)
    #expect(shift.lastBefore == (try date("2026-09-11")))
    #expect(shift.firstAfter == (try date("2026-09-14")))
    #expect(abs(shift.relative - 0.23) < 0.01)
  }

  @Test("a level month, a small step, one odd day and a slow drift are no step")
  func noShift() throws {
    #expect(try month { _ in 600 }.levelShift == nil)
    #expect(try month { $0 < 13 ? 600 : 640 }.levelShift == nil, "below 10 %")
    #expect(try month { $0 == 14 ? 1500 : 600 }.levelShift == nil)
    #expect(try month { 600 + 8 * Double($0) }.levelShift == nil)
    #expect(try series([1, 2, 3]).levelShift == nil)
  }

  @Test("a week stands out by a quarter and by more than chance")
  func busyWeek() throws {
    // 1 September 2026 is a Tuesday: the whole weeks begin on 7, 14 and 21 September.
    func flat(_ level: Double, _ top: Double) throws -> DailySeries { try series((0..<30).map { (13..<20).contains($0) ? top : level }) }
    let week = try #require(try flat(20, 30).busyWeek(firstWeekday: 1))
    #expect(week.days == (try date("2026-09-14"))..<(try date("2026-09-21")))
    #expect(week.mean == 30 && week.others == 20 && week.relative == 0.5)
    #expect(try flat(20, 24).busyWeek(firstWeekday: 1) == nil, "below a quarter")
    #expect(try flat(2, 3).busyWeek(firstWeekday: 1) == nil, "14 and 21 are within chance")
    #expect(try flat(0, 30).busyWeek(firstWeekday: 1) == nil, "nothing beside it to compare with")
    #expect(try series((0..<20).map { $0 < 7 ? 90 : 10 }).busyWeek(firstWeekday: 1) == nil, "less than three weeks")
    var gap = (0..<30).map { Optional((13..<20).contains($0) ? 30.0 : 20) }
    gap[15] = nil
    #expect(try series(gap).busyWeek(firstWeekday: 1) == nil, "a week with a gap is no whole week")
  }

  @Test("days without a value are left out, not zero")
  func gaps() throws {
    let peak = try #require(try series([5, nil, 5, 30, nil, 6, 5, 6, 5]).peak)
    #expect(abs(peak.others - 32.0 / 6) < 1e-12)
  }

  @Test("the busiest hour leads alone, among enough hours")
  func hourOfTheWeek() throws {
    func cell(_ weekday: Int, _ hour: Int, _ value: Double?) -> CrossRow {
      CrossRow(
        first: GroupLabel(key: "\(weekday)", text: ""), second: GroupLabel(key: "\(hour)", text: ""),
        estimate: value.map { Estimate(value: $0, base: 9, state: .available) } ?? .unavailable(.noData))
    }
    let flat = (0..<24).map { cell(1, $0, 2) }
    let busiest = try #require(busiestHour(flat.dropLast() + [cell(2, 10, 9), cell(3, 4, nil)]))
    #expect(busiest.weekday == 2 && busiest.hour == 10 && busiest.value == 9)
    #expect(busiestHour(flat) == nil, "all alike")
    #expect(busiestHour([cell(2, 10, 9), cell(1, 1, 2)]) == nil, "too few hours")
  }
}
