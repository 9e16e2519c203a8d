import Records
import Testing

@testable import Ingestion

@Suite("Events of Avatarium") struct AvatariumEventTests {
  private func read(_ lines: String) throws -> VendorReading {
    var reading = VendorReading(.avatarium)
    try reading.readLines(Array(lines.utf8), "events.jsonl")
    return reading
  }

  private let start =
    #"{"id":"e1","type":"conversation.started","timestamp":"2026-04-01T10:00:00Z","data":{"conversationId":"c","avatarId":"v"}}"#
  private let said =
    #"{"id":"e2","type":"message.created","timestamp":"2026-04-01T10:00:05Z","data":{"conversationId":"c","message":{"id":"m","role":"user","content":"hi"}}}"#
  private let ended =
    #"{"id":"e3","type":"conversation.ended","timestamp":"2026-04-01T10:01:00Z","data":{"conversationId":"c","duration":60,"messageCount":1}}"#
  private let escalated =
    #"{"id":"e4","type":"conversation.escalated","timestamp":"2026-04-01T10:00:30Z","data":{"conversationId":"c","reason":"user_request"}}"#
  private let safety =
    #"{"id":"e5","type":"safety.escalation","timestamp":"2026-04-01T10:00:29Z","data":{"conversationId":"c","reason":"user_request"}}"#

  @Test("a delivery that repeats changes nothing, and the order of lines does not matter")
  func repeats() throws {
    let once = try read([start, said, escalated, ended].joined(separator: "\n")).conversations["c"]
    for lines in [[start, start, said, said, escalated, ended, ended], [ended, escalated, said, start, said]] {
      let again = try #require(try read(lines.joined(separator: "\n")).conversations["c"])
      #expect(again.messages == once?.messages)
      #expect(again.messages.count == 1)
      #expect(again.startedAt == once?.startedAt)
      #expect(again.endedAt == once?.endedAt)
      #expect(again.duration == 60_000)
      #expect(again.wasHandedOff == true)
      #expect(again.assistantId == "v")
    }
  }

  @Test("the example repeats one event: 171 lines, 120 messages")
  func example() throws {
    var reading = VendorReading(.avatarium)
    try reading.readExample("webhook-events.jsonl")
    try reading.readExample("webhook-event.json")
    #expect(reading.accepted == 172)
    #expect(reading.kinds == ["events", "events"])
    #expect(reading.conversations.count == 24)
    #expect(reading.conversations.values.reduce(0) { $0 + $1.messages.count } == 120)
    #expect(reading.conversations.values.count { $0.wasHandedOff == true } == 3)
    #expect(reading.conversations.values.count { $0.endedAt == missingInstant } == 1)
  }

  @Test("a safety escalation and an escalation of one conversation share its key")
  func oneEscalation() throws {
    let reading = try read([start, escalated, safety].joined(separator: "\n"))
    let keys = reading.records(.escalations).map { $0.value("conversation", .escalations) }
    #expect(Set(keys).count == 1)
    #expect(RecordKind.escalations.schema.key == ["conversation"])
    #expect(reading.records(.safetyEvents).isEmpty)
  }

  @Test("without its end a conversation is open, and whether it is escalated unknown")
  func open() throws {
    let draft = try #require(try read([start, said].joined(separator: "\n")).conversations["c"])
    #expect(draft.endedAt == missingInstant)
    #expect(draft.duration == -1)
    #expect(draft.wasHandedOff == nil)
    #expect(try read([start, ended].joined(separator: "\n")).conversations["c"]?.wasHandedOff == false)
  }

  @Test("events of a conversation whose start nobody tells make none, but what they add to another place stays")
  func unknown() throws {
    let alone = try read([said, ended, escalated].joined(separator: "\n"))
    #expect(alone.conversations.isEmpty)
    #expect(alone.accepted == 3)
    var both = try read([said, escalated].joined(separator: "\n"))
    try both.read(#"[{"id":"c","avatarId":"v","createdAt":"2026-04-01T10:00:00Z"}]"#)
    let draft = try #require(both.conversations["c"])
    #expect(draft.messages.count == 1)
    #expect(draft.wasHandedOff == true)
  }

  @Test("blocked topics and filters are safety events, failed messages errors, news of avatars and new kinds only read")
  func others() throws {
    let line = { (id: String, type: String) in
      #"{"id":"\#(id)","type":"\#(type)","timestamp":"2026-04-01T10:00:40Z","data":{"conversationId":"c","avatarId":"v"}}"#
    }
    let kinds = ["safety.topic_blocked", "safety.filter_triggered", "message.failed", "avatar.updated", "avatar.deleted", "billing.paid"]
    let lines = [start] + kinds.enumerated().map { line("x\($0.offset)", $0.element) }
    let reading = try read(lines.joined(separator: "\n"))
    #expect(reading.accepted == 7)
    #expect(reading.rejected.isEmpty)
    #expect(reading.records(.safetyEvents).map { $0.value("type", .safetyEvents).text?.string } == ["topic_blocked", "filter_triggered"])
    #expect(reading.conversations["c"]?.hadError == true)
    #expect(reading.harvest.drafts.byKey.count == 1)
  }

  @Test("events of the SDK may call things otherwise")
  func sdk() throws {
    let lines = [
      #"{"event":"conversation.started","timestamp":1775037600000,"detail":{"conversation_id":"c","avatar_id":"v"}}"#,
      #"{"event":"message.created","timestamp":1775037605000,"detail":{"conversation_id":"c","message":{"role":"assistant","content":"x","metadata":{"tokens":3,"latency":"187"}}}}"#,
    ]
    let draft = try #require(try read(lines.joined(separator: "\n")).conversations["c"])
    #expect(draft.assistantId == "v")
    #expect(draft.startedAt == 1_775_037_600_000_000)
    #expect(draft.messages.first?.latency == 187)
    #expect(draft.messages.first?.outputTokens == 3)
  }

  @Test("events without type, time or conversation are rejected")
  func rejected() throws {
    let lines = [
      start, #"{"id":"x","timestamp":"2026-04-01T10:00:00Z","data":{}}"#,
      #"{"id":"x","type":"message.created","timestamp":null,"data":{}}"#,
      #"{"id":"x","type":"message.created","timestamp":"2026-04-01T10:00:00Z","data":{"conversationId":null}}"#, "[1]", "null",
    ]
    let reading = try read(lines.joined(separator: "\n"))
    #expect(reading.accepted == 1)
    #expect(reading.rejected.map(\.reason) == [.wrongType, .unreadableTime, .noID, .notAnObject, .notAnObject])
  }
}
