import Testing

@testable import Records

@Suite struct ZoneTests {
  // First second of the local date and its length, from the IANA database (tzdata 2026).
  static let days: [(zone: String, day: String, start: Int64, length: Int64)] = [
    ("Europe/Berlin", "2026-03-29", 1_774_738_800, 82_800), ("Europe/Berlin", "2026-10-25", 1_792_879_200, 90_000),
    ("America/New_York", "2026-03-08", 1_772_946_000, 82_800), ("America/New_York", "2026-11-01", 1_793_505_600, 90_000),
    ("America/Argentina/Buenos_Aires", "2026-03-08", 1_772_938_800, 86_400),
    ("America/Argentina/Buenos_Aires", "2008-10-19", 1_224_385_200, 82_800), ("Australia/Lord_Howe", "2026-04-05", 1_775_307_600, 88_200),
    ("Australia/Lord_Howe", "2026-10-04", 1_791_034_200, 84_600), ("Pacific/Apia", "2011-12-29", 1_325_152_800, 86_400),
    ("Pacific/Apia", "2011-12-30", 1_325_239_200, 0), ("Pacific/Apia", "2011-12-31", 1_325_239_200, 86_400),
    ("America/Sao_Paulo", "2018-11-04", 1_541_300_400, 82_800), ("America/Sao_Paulo", "2019-02-16", 1_550_282_400, 90_000),
    ("America/Sao_Paulo", "2019-02-17", 1_550_372_400, 86_400), ("America/Havana", "2024-11-03", 1_730_606_400, 90_000),
    ("Asia/Kathmandu", "2026-05-01", 1_777_572_900, 86_400), ("UTC", "2026-05-01", 1_777_593_600, 86_400),
    ("Africa/Cairo", "2026-04-24", 1_776_981_600, 82_800), ("Asia/Beirut", "2026-03-29", 1_774_735_200, 82_800),
  ]

  @Test("a local date begins and lasts as the IANA database says", arguments: days)
  func day(zone: String, day: String, start: Int64, length: Int64) throws {
    let zone = try #require(Zone(identifier: zone))
    let day = try #require(CalendarDay(day))
    #expect(zone.start(of: day).seconds == start)
    #expect(zone.length(of: day) == length)
    guard length > 0 else { return }
    #expect(zone.day(of: zone.start(of: day)) == day)
    #expect(zone.day(of: Instant(seconds: start - 1)) < day)
    #expect(zone.day(of: Instant(seconds: start + length - 1)) == day)
    #expect(zone.day(of: Instant(seconds: start + length)) > day)
  }

  static let zones = [
    "Europe/Berlin", "America/New_York", "America/Argentina/Buenos_Aires", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo",
    "America/Havana",
    "UTC",
  ]

  @Test("the dates of three years cover all their seconds once", arguments: zones)
  func partition(identifier: String) throws {
    let zone = try #require(Zone(identifier: identifier))
    for first in ["2011-01-01", "2018-01-01", "2025-01-01"] {
      let start = try #require(CalendarDay(first))
      var sum: Int64 = 0
      for offset in 0..<365 {
        let length = zone.length(of: start.advanced(by: offset))
        #expect(length >= 0 && length <= 90_000)
        sum += length
      }
      #expect(sum == zone.start(of: start.advanced(by: 365)).seconds - zone.start(of: start).seconds)
    }
  }

  @Test("a cursor gives what a search gives, forwards, backwards and in leaps", arguments: zones)
  func cursor(identifier: String) throws {
    let zone = try #require(Zone(identifier: identifier))
    var cursor = Zone.Cursor(zone)
    let around = zone.starts.filter { $0 > 0 }.flatMap { [$0 - 1, $0, $0 + 1] }
    let swept = stride(from: Int64(1_262_304_000), to: 1_893_456_000, by: 1_234_567).map { $0 }
    var leaps: [Int64] = []
    var state: UInt64 = 7
    for _ in 0..<2000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      leaps.append(Int64(state >> 33))
    }
    for moment in around + swept + swept.reversed() + leaps + [Int64.min, -1, 0, Int64.max - 1, Int64.max] {
      #expect(cursor.offset(atSeconds: moment) == zone.offset(atSeconds: moment))
    }
  }

  @Test("the hour on the clock follows the change of time")
  func hours() throws {
    let berlin = try #require(Zone(identifier: "Europe/Berlin"))
    // 29 March 2026: 01:59:59, then 03:00. 25 October: 02:59:59, then 02:00 again.
    #expect(berlin.hour(of: Instant(seconds: 1_774_745_999)) == 1)
    #expect(berlin.hour(of: Instant(seconds: 1_774_746_000)) == 3)
    #expect(berlin.hour(of: Instant(seconds: 1_792_889_999)) == 2)
    #expect(berlin.hour(of: Instant(seconds: 1_792_890_000)) == 2)
    let kathmandu = try #require(Zone(identifier: "Asia/Kathmandu"))
    #expect(kathmandu.hour(of: Instant(seconds: 1_777_572_900)) == 0)
    #expect(kathmandu.hour(of: Instant(seconds: 1_777_572_899)) == 23)
    #expect(Zone.utc.hour(of: Instant(seconds: -1)) == 23)
    #expect(Zone.utc.day(of: Instant(seconds: -1)) == CalendarDay("1969-12-31"))
  }

  @Test("an unknown zone is none", arguments: ["", "Berlin", "Europe/Nowhere", "+02:00", "CEST2", "../etc/passwd", "Europe/../Berlin"])
  func unknown(identifier: String) { #expect(Zone(identifier: identifier) == nil) }
}
