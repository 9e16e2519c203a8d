import Foundation
import Records
import Testing

@testable import Ingestion

/// Ten years of daily reports of a real telephone bot, reshaped as channel reports (DialRC/LetsGoDataset).
@Suite("Let's Go! as ChatCaptain reports", .enabled(if: hasLetsGo)) struct LetsGoTests {
  @Test("every month reads without a note, days add up, days without a report are no zeros")
  func months() throws {
    let folder = sharedFolder + "/data/letsgo"
    let months = try FileManager.default.contentsOfDirectory(atPath: folder).filter { month(in: $0) != nil }.sorted()
    #expect(months.count >= 70)
    let zone = try #require(Zone(identifier: "America/New_York"))
    var sessions = 0.0
    var days = 0
    for name in months {
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)/chatcaptain/report-channel.json")))
      let first = try #require(CalendarDay("\(name)-01"))
      let end = first.advanced(by: CalendarDay.days(inMonth: first.components.month, of: first.components.year))
      var context = BodyContext()
      context.vendor = .chatcaptain
      context.zone = zone.identifier
      context.window = zone.start(of: first)..<Instant(microseconds: zone.start(of: end).microseconds - 1000)
      context.query = ["channelId": "ch_letsgo_tel", "interval": "86400"]
      var reading = Reading()
      try reading.read(bytes, context)
      #expect(reading.kinds == ["report-channel"])
      #expect(reading.problems == [], "\(name)")
      let figures = reading.documents.figures
      let total = try #require(figures.first { $0.quantity == "CONVERSATION_COUNT_FOR_CHANNEL_ID" }?.value)
      let series = figures.filter { $0.bucket != nil }
      #expect(series.reduce(0) { $0 + ($1.value ?? .nan) } == total, "\(name)")
      #expect(
        series.allSatisfy { $0.bucketSeconds == 86_400 && $0.bucket.map { zone.start(of: zone.day(of: $0)) == $0 } == true }, "\(name)")
      #expect(Set(series.compactMap(\.bucket)).count == series.count)
      #expect(figures.first { $0.quantity == "CALL_DURATION_TOTAL" }?.value == .some(nil))
      #expect(reading.documents.bodies[0].window == .interval(zone.start(of: first)..<zone.start(of: end)), "\(name)")
      sessions += total
      days += series.count
    }
    // From the README of the data, which counts the mails themselves.
    #expect(sessions == 112_601)
    #expect(days == 2143)
  }
}
