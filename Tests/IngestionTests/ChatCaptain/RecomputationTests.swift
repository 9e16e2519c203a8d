import Foundation
import Privacy
import Records
import Testing

@testable import Ingestion

/// The definitions of docs/formats/chatcaptain.md (2.3 to 2.5), computed from raw bodies without looking at the reports.
private struct Recomputed {
  let documents: Documents
  let drafts: [ConversationDraft]
  let window: Range<Instant>
  let channel: String?
  let zone = Zone(identifier: "Europe/Berlin") ?? .utc

  func isIn(_ value: FieldValue) -> Bool { value.time.map { window.contains($0) } ?? false }
  private func rows(_ kind: RecordKind) -> [Record] {
    documents[kind].filter { record in
      record.value("isTest", kind).flag == false && (channel == nil || record.value("channel", kind).text?.string == channel)
    }
  }
  var sessions: [Record] { rows(.sessions).filter { isIn($0.value("startedAt", .sessions)) } }
  var ids: Set<String> { Set(sessions.compactMap { $0.value("id", .sessions).text?.string }) }
  func events(_ kind: RecordKind) -> [Record] {
    rows(kind).filter { ids.contains($0.value("conversation", kind).text?.string ?? "") }
  }
  var calls: [Record] { rows(.calls).filter { isIn($0.value("startedAt", .calls)) } }

  func sum(_ field: FieldID) -> Double { sessions.reduce(0) { $0 + ($1.value(field, .sessions).number ?? .nan) } }
  func groups(_ records: [Record], _ field: FieldID, _ kind: RecordKind) -> [String: Double] {
    records.reduce(into: [:]) { counts, record in
      if let text = record.value(field, kind).text { counts[text.string, default: 0] += 1 }
    }
  }
  func median(_ values: [Double]) -> Double? {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return nil }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
  func perDay(_ moments: [(Instant, Double)]) -> [Int64: Double] {
    var days: [Int64: Double] = [:]
    var day = zone.day(of: window.lowerBound)
    while zone.start(of: day) < window.upperBound {
      days[zone.start(of: day).seconds] = 0
      day = day.advanced(by: 1)
    }
    for (moment, amount) in moments { days[zone.start(of: zone.day(of: moment)).seconds, default: 0] += amount }
    return days
  }
  var messages: [ConversationDraft.Message] { drafts.filter { ids.contains($0.id) && $0.hasMessages }.flatMap(\.messages) }
}

@Suite("ChatCaptain raw bodies against reports") struct CaptainRecomputationTests {
  private static let april = window(from: "2026-03-31T22:00:00Z", to: "2026-04-30T22:00:00Z") ?? Instant(seconds: 0)..<Instant(seconds: 1)
  // The 30 local days before: 2 March, before the clocks changed.
  private static let before = window(from: "2026-03-01T23:00:00Z", to: "2026-03-31T22:00:00Z") ?? Instant(seconds: 0)..<Instant(seconds: 1)

  private func raw() throws -> Reading {
    var reading = Reading()
    for name in ["raw-calls.json", "raw-messages-bundle.json", "conversations.json", "statistics-channels.json", "conversation.json"] {
      try reading.readExample(name, aprilContext)
    }
    try reading.readExample("conversation-messages.json", IngestionTests.april { $0.ids["conversationId"] = "cv_031" })
    return reading
  }
  private var aprilContext: BodyContext { IngestionTests.april() }

  @Test(
    "every component equals what the raw bodies give",
    arguments: [
      ("report-overview.json", nil), ("report-channel-web.json", "Website-Chat"), ("report-channel-wa.json", "WhatsApp"),
      ("report-channel-tel.json", "Hotline Köln"),
    ])
  func components(_ name: String, _ channel: String?) throws {
    let reading = try raw()
    let documents = reading.documents
    let drafts = reading.harvest.drafts.byKey.values.flatMap { $0 }
    let now = Recomputed(documents: documents, drafts: drafts, window: Self.april, channel: channel)
    let then = Recomputed(documents: documents, drafts: drafts, window: Self.before, channel: channel)
    var report = Reading()
    try report.readExample(name)
    let figures = report.documents.figures
    var checked: Set<String> = []
    for component in Component.all where component.report.rawValue == report.kinds[0] {
      let own = figures.filter { $0.quantity == component.name || $0.quantity.hasPrefix(component.name + ".") }
      let base = component.name.replacing(Component.channelSuffix, with: "")
      if expect(own, base, now, then) { checked.insert(component.name) }
    }
    #expect(checked.count == (channel == nil ? 17 : channel == "Hotline Köln" ? 23 : 16))
  }

  /// False when the report lacks the component.
  private func expect(_ own: [ReportedFigure], _ base: String, _ now: Recomputed, _ then: Recomputed) -> Bool {
    guard !own.isEmpty else { return false }
    func single(_ value: Double?) { #expect(own.map(\.value) == [value], "\(base)") }
    func parts(_ counts: [String: Double]) {
      #expect(Dictionary(uniqueKeysWithValues: own.compactMap { f in f.member.map { ($0.string, f.value ?? .nan) } }) == counts, "\(base)")
    }
    func series(_ days: [Int64: Double]) {
      #expect(Dictionary(uniqueKeysWithValues: own.compactMap { f in f.bucket.map { ($0.seconds, f.value ?? .nan) } }) == days, "\(base)")
    }
    func trend(_ current: Double, _ previous: Double) {
      let change = previous == 0 ? nil : ((current - previous) / previous * 10_000).rounded() / 10_000
      #expect(own.map(\.value).prefix(2) == [current, previous], "\(base)")
      #expect(own[2].value.map { ($0 * 10_000).rounded() / 10_000 } == change, "\(base)")
    }
    func numbers(_ records: [Record], _ field: FieldID, _ kind: RecordKind) -> [Double] {
      records.compactMap { $0.value(field, kind).number }
    }
    let starts = now.sessions.compactMap { session in session.value("startedAt", .sessions).time.map { (session, $0) } }
    switch base {
    case "STEP_EXEC_COUNT": single(Double(now.events(.steps).count))
    case "CONVERSATION_COUNT": single(Double(now.sessions.count))
    case "CONVERSATION_COUNT_INTERVAL": series(now.perDay(starts.map { ($0.1, 1) }))
    case "CONVERSATION_LANGUAGES": parts(now.groups(now.sessions, "language", .sessions))
    case "CONVERSATION_BY_CHANNEL_TYPE": parts(now.groups(now.sessions, "channelType", .sessions))
    case "CONVERSATION_COUNT_PERIODIC_TREND": trend(Double(now.sessions.count), Double(then.sessions.count))
    case "CONVERSATION_MESSAGE_COUNT_MEDIAN": single(now.median(numbers(now.sessions, "messages", .sessions)))
    case "MESSAGE_COUNT": single(now.sum("messages"))
    case "MESSAGE_COUNT_INTERVAL": series(now.perDay(uniqueMessages(now).map { (Instant(microseconds: $0.at), 1) }))
    case "MESSAGE_COUNT_PERIODIC_TREND": trend(now.sum("messages"), then.sum("messages"))
    case "MESSAGE_LENGTH_MEDIAN": single(now.median(uniqueMessages(now).filter { $0.characters >= 0 }.map { Double($0.characters) }))
    case "INTENT_HITS": parts(now.groups(now.events(.intents), "intent", .intents))
    case "INTENT_SCORE_MEDIAN": single(now.median(numbers(now.events(.intents), "score", .intents)))
    case "INTENT_COUNT": single(Double(now.events(.intents).count))
    case "INTERACTION_COUNT": single(now.sum("interactions"))
    case "INTERACTION_COUNT_INTERVAL": series(now.perDay(starts.map { ($0.1, $0.0.value("interactions", .sessions).number ?? .nan) }))
    case "INTERACTION_COUNT_PERIODIC_TREND": trend(now.sum("interactions"), then.sum("interactions"))
    case "CALL_DURATION_TOTAL": single(numbers(now.calls, "duration", .calls).reduce(0, +))
    case "CALL_DURATION_PERIODIC_TREND":
      trend(numbers(now.calls, "duration", .calls).reduce(0, +), numbers(then.calls, "duration", .calls).reduce(0, +))
    case "CALL_DURATION_MEDIAN": single(now.median(numbers(now.calls, "duration", .calls)))
    case "CALL_EXIT_STEP": parts(now.groups(now.calls, "exitStep", .calls))
    case "CALL_USER_INPUTS_MEDIAN": single(now.median(numbers(now.calls, "userInputs", .calls)))
    case "CALL_END_REASON": parts(now.groups(now.calls, "endReason", .calls))
    case "CALL_TRANSFER_TARGET":
      parts(now.groups(now.calls.filter { $0.value("transferred", .calls).flag == true }, "transferTarget", .calls))
    default: Issue.record("no definition of \(base)")
    }
    return true
  }

  /// Messages once, though a conversation may stand in the bundle and alone.
  private func uniqueMessages(_ now: Recomputed) -> [ConversationDraft.Message] {
    var seen: Set<UInt64> = []
    return now.messages.filter { seen.insert($0.id).inserted }
  }

  @Test("36 conversations: the one of 00:10 on 1 April counts, the test does not, one has no interaction")
  func traps() throws {
    let reading = try raw()
    let now = Recomputed(documents: reading.documents, drafts: [], window: Self.april, channel: nil)
    #expect(now.ids.count == 36)
    #expect(now.ids.contains("cv_025"))
    #expect(!now.ids.contains("cv_061"))
    #expect(now.sessions.filter { $0.value("interactions", .sessions).number == 0 }.count == 3)
    let test = reading.harvest.drafts.byKey.values.flatMap { $0 }.filter { $0.id == "cv_061" && $0.rank == 2 }
    #expect(test.map(\.isTest) == [true])
    #expect(reading.documents[.sessions].count == 61)
  }

  @Test("a call that was transferred hands over, a conversation without agent does not")
  func handoffs() throws {
    let drafts = try raw().harvest.drafts
    let all = drafts.byKey.values.flatMap { $0 }
    #expect(Set(all.filter { $0.wasHandedOff == true }.map(\.id)).count == 4)
    #expect(drafts.channelName("ch_tel", vendor: .chatcaptain, source: "main")?.string == "Hotline Köln")
  }

  @Test("the order of files changes nothing")
  func order() throws {
    func facts(_ names: [String]) throws -> [String] {
      var reading = Reading()
      for name in names { try reading.readExample(name) }
      let documents = reading.documents
      return [RecordKind.sessions, .calls, .intents, .steps].flatMap { kind in
        documents[kind].map { "\(kind.rawValue) \($0.values)" }.sorted()
      }
    }
    let names = ["raw-calls.json", "raw-messages-bundle.json", "conversations.json", "statistics-channels.json"]
    #expect(try facts(names) == facts(names.reversed()))
  }
}
