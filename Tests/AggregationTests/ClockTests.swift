import Records
import Testing

@testable import Aggregation

@Suite("Hours of the week")
struct ClockTests {
  /// Conversations that start at every full hour (UTC) of a month.
  private func hourly(_ year: Int, _ month: Int) -> [Row] {
    let days = CalendarDay.days(inMonth: month, of: year)
    return (-24..<(days + 1) * 24).map { hour in
      let at = utc(year, month, 1, 0) + Int64(hour) * 3_600_000_000
      return Row(first: at, last: at, handoff: false, count: 3)
    }
  }

  private func cell(_ rows: [CrossRow], _ weekday: String, _ hour: String) -> Estimate? {
    rows.first { $0.first.key == weekday && $0.second.key == hour }?.estimate
  }

  @Test("17: one start an hour is one per hour in every cell, in the months when the clock changes too", arguments: [3, 6, 10])
  func constant(_ month: Int) throws {
    let berlin = try #require(Zone(identifier: "Europe/Berlin"))
    let figures = figures(hourly(2026, month), plan(["vol.hourly_starts"], by: [["weekday", "hour"]], AggregationSettings(zone: berlin)))
    let day = try #require(CalendarDay(year: 2026, month: month, day: 15))
    let rows = figures.cross("vol.hourly_starts", by: "weekday", "hour", in: Period(.month, containing: day))
    #expect(rows.count == 168)
    for row in rows { #expect(row.estimate.value == 1, "\(row.first.key) \(row.second.key)") }
  }

  @Test("17: the hour that the clock skips occurs once less, the hour it repeats once more")
  func occurrences() throws {
    let berlin = try #require(Zone(identifier: "Europe/Berlin"))
    for (month, sundays) in [(3, 4.0), (10, 5.0), (6, 4.0)] {
      let figures = figures(hourly(2026, month), plan(["vol.hourly_starts"], by: [["weekday", "hour"]], AggregationSettings(zone: berlin)))
      let day = try #require(CalendarDay(year: 2026, month: month, day: 15))
      let rows = figures.cross("vol.hourly_starts", by: "weekday", "hour", in: Period(.month, containing: day))
      // March 2026 has five Sundays and skips 02:00 on the last; October has four and repeats it; June has four.
      #expect(cell(rows, "7", "2")?.denominator == sundays)
      #expect(cell(rows, "7", "3")?.denominator == (month == 3 ? 5 : 4))
    }
  }

  @Test("hours are counted over the days with data only")
  func covered() {
    let rows = hourly(2026, 3).filter { ($0.last ?? 0) >= utc(2026, 3, 9, 0) && ($0.last ?? 0) < utc(2026, 3, 16, 0) }
    let figures = figures(rows, plan(["vol.hourly_starts", "vol.per_day"], by: [["hour"], ["weekday"]]))
    #expect(figures.estimate("vol.hourly_starts", in: march).denominator == 168)
    #expect(figures.estimate("vol.per_day", in: march).value == 24)
    #expect(
      figures.groups(["vol.hourly_starts"], by: "hour", in: march).map { $0.estimates[0].denominator } == Array(repeating: 7, count: 24))
    #expect(figures.groups(["vol.per_day"], by: "weekday", in: march).map { $0.estimates[0].value } == Array(repeating: 24, count: 7))
  }
}
