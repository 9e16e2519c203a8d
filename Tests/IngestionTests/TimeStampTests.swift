import Testing

@testable import Ingestion

@Suite("Time stamps")
struct TimeStampTests {
  // Expected: Python datetime.fromisoformat, microseconds since the epoch.
  @Test(
    "every documented spelling is read to the microsecond",
    arguments: [
      ("2025-07-31T22:08:02Z", 1_753_999_682_000_000, true),
      ("2025-07-31T22:06:20.741593", 1_753_999_580_741_593, false),
      ("2025-07-31T22:08:02+00:00", 1_753_999_682_000_000, true),
      ("2025-08-01T00:08:02+02:00", 1_753_999_682_000_000, true),
      ("2025-07-31T16:38:02.5-05:30", 1_753_999_682_500_000, true),
      ("2025-07-31T18:08:02-0400", 1_753_999_682_000_000, true),
      ("2025-07-31T20:08:02-02", 1_753_999_682_000_000, true),
      ("2025-07-31 22:08:02", 1_753_999_682_000_000, false),
      ("2025-07-31t22:08:02.123456789z", 1_753_999_682_123_456, true),
      ("2025-07-31T22:08", 1_753_999_680_000_000, false),
      ("2026-03-01", 1_772_323_200_000_000, false),
      ("1970-01-01T00:00:00Z", 0, true),
      ("1969-12-31T23:59:59.999999Z", -1, true),
      ("2024-02-29T12:00:00Z", 1_709_208_000_000_000, true),
      ("2016-12-31T23:59:60Z", 1_483_228_800_000_000, true),
    ])
  func reads(_ text: String, _ micros: Int64, _ hasZone: Bool) {
    #expect(parseTimeStamp(text) == TimeStamp(microseconds: micros, hasZone: hasZone))
  }

  @Test(
    "anything else is refused",
    arguments: [
      "", "yesterday", "2025-13-01T00:00:00Z", "2025-02-29T00:00:00Z", "2025-00-10", "2025-01-32", "2025-07-31T24:00:00Z",
      "2025-07-31T22:60:00Z", "2025-07-31T22:08:61Z", "2025-07-31T22:08:02.Z", "2025-07-31T22:08:02.1234567890Z", "2025-07-31T22:08:02+2",
      "2025-07-31T22:08:02+25:00", "2025-07-31T22:08:02 Z", "2025-07-31T", "2025-7-31T22:08:02Z", "0000-01-01", "1753999682",
      "2025-07-31T22:08:02Zjunk", "２０２５-07-31",
    ])
  func refuses(_ text: String) { #expect(parseTimeStamp(text) == nil) }
}
