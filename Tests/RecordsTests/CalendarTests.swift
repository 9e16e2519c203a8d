import Records
import Testing

@Suite struct CalendarDayTests {
  @Test(
    "known dates have their ordinal and weekday",
    arguments: [
      ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2000-02-29", 11_016, 2), ("2026-09-21", 20_717, 1), ("1900-03-01", -25_508, 4),
      ("0001-01-01", -719_162, 1), ("9999-12-31", 2_932_896, 5),
    ])
  func known(text: String, ordinal: Int, weekday: Int) throws {
    let day = try #require(CalendarDay(text))
    #expect(day.ordinal == ordinal)
    #expect(day.weekday == weekday)
    #expect("\(day)" == text)
  }

  @Test("every date of 800 years comes back from its parts, in order and with the next weekday")
  func roundTrip() throws {
    var previous = CalendarDay(ordinal: -135_141)
    for ordinal in -135_140...157_054 {
      let day = CalendarDay(ordinal: ordinal)
      let c = day.components
      guard CalendarDay(year: c.year, month: c.month, day: c.day) == day, day.weekday == previous.weekday % 7 + 1, previous < day else {
        Issue.record("ordinal \(ordinal)")
        return
      }
      previous = day
    }
    #expect("\(CalendarDay(ordinal: -135_140))" == "1600-01-01" && "\(previous)" == "2400-01-01")
  }

  @Test(
    "what is no date is none",
    arguments: [
      "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-01", "26-04-01", "2026/04/01", "2026-04-01T00:00", "",
      "0000-01-01",
      "+026-01-01", "2026-+1-05", "2026-01--1", "２０２６-01-01",
    ])
  func none(text: String) { #expect(CalendarDay(text) == nil) }

  @Test("leap days follow the Gregorian rule", arguments: [(2024, 29), (2023, 28), (1900, 28), (2000, 29), (2100, 28)])
  func leap(year: Int, days: Int) { #expect(CalendarDay.days(inMonth: 2, of: year) == days) }
}

@Suite struct InstantTests {
  @Test(
    "seconds are rounded down, also before 1970",
    arguments: [(0, 0), (999_999, 0), (1_000_000, 1), (-1, -1), (-1_000_000, -1), (-1_000_001, -2)])
  func seconds(microseconds: Int64, seconds: Int64) { #expect(Instant(microseconds: microseconds).seconds == seconds) }

  @Test("division rounds to minus infinity", arguments: [(7, 3, 2), (-7, 3, -3), (-6, 3, -2), (0, 3, 0)])
  func floored(a: Int64, b: Int64, expected: Int64) { #expect(a.flooredDivision(by: b) == expected) }
}

@Suite struct PeriodTests {
  @Test(
    "a date lies in its periods",
    arguments: [
      (PeriodKind.day, "2026-09-21", "2026-09-21", "2026-09-21", 1), (.week, "2026-09-27", "2026-W39", "2026-09-21", 7),
      (.month, "2026-12-31", "2026-12", "2026-12-01", 31), (.month, "2024-02-10", "2024-02", "2024-02-01", 29),
      (.quarter, "2026-12-01", "2026-Q4", "2026-10-01", 92), (.quarter, "2026-01-01", "2026-Q1", "2026-01-01", 90),
      (.year, "2024-06-01", "2024", "2024-01-01", 366),
    ])
  func containing(kind: PeriodKind, day: String, id: String, start: String, count: Int) throws {
    let day = try #require(CalendarDay(day))
    let period = Period(kind, containing: day)
    #expect(period.id == id)
    #expect("\(period.start)" == start)
    #expect(period.dayCount == count && period.days.count == count)
    #expect(period.start <= day && day < period.end)
  }

  // ISO 8601: the week belongs to the year of its Thursday.
  @Test(
    "ISO weeks around the turn of the year",
    arguments: [
      ("2021-01-03", "2020-W53"), ("2021-01-04", "2021-W01"), ("2018-12-31", "2019-W01"), ("2016-01-01", "2015-W53"),
      ("2026-12-31", "2026-W53"),
      ("2027-01-03", "2026-W53"), ("2024-12-30", "2025-W01"), ("2022-01-02", "2021-W52"),
    ])
  func weeks(day: String, id: String) throws {
    #expect(Period(.week, containing: try #require(CalendarDay(day))).id == id)
  }

  @Test("an id reads back, and periods meet without gap or overlap", arguments: PeriodKind.allCases)
  func laws(kind: PeriodKind) throws {
    var period = Period(kind, containing: try #require(CalendarDay("2019-12-28")))
    for _ in 0..<120 {
      #expect(Period(id: period.id) == period)
      #expect(period.next.start == period.end)
      #expect(period.next.previous == period)
      #expect(period < period.next)
      period = period.next
    }
  }

  @Test(
    "what is no period is none",
    arguments: [
      "", "26", "2026-13", "2026-00", "2026-W00", "2026-W54", "2025-W53", "2026-Q5", "2026-Q0", "2026-1", "2026-W1", "2026-02-30",
      "2026-09-", "x026", "2026-09-01-01",
    ])
  func none(id: String) { #expect(Period(id: id) == nil) }

  @Test(
    "the same period of the year before: months, quarters, dates by name, weeks by weekday",
    arguments: [
      ("2026-02", "2025-02"), ("2024-02", "2023-02"), ("2026-Q1", "2025-Q1"), ("2026", "2025"), ("2024-02-29", "2023-02-28"),
      ("2026-W10", "2025-W10"), ("2021-W01", "2020-W02"),
    ])
  func yearBefore(id: String, expected: String) throws {
    let period = try #require(Period(id: id))
    #expect(period.yearBefore.id == expected)
    #expect(period.kind != .week || period.yearBefore.start.weekday == period.start.weekday)
  }
}
