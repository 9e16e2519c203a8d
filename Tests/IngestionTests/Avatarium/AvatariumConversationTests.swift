import Records
import Testing

@testable import Ingestion

@Suite("Conversations of Avatarium") struct AvatariumConversationTests {
  private func read(_ names: String...) throws -> VendorReading {
    var reading = VendorReading(.avatarium)
    for name in names { try reading.readExample(name) }
    return reading
  }

  @Test(
    "the month adds up to what its overview states",
    arguments: ["conversations-list.json", "conversations-with-messages.json", "conversations.csv"])
  func totals(_ file: String) throws {
    let reading = try read(file)
    let all = reading.conversations.values
    #expect(reading.accepted == 24)
    #expect(reading.rejected.isEmpty)
    #expect(reading.problems.isEmpty)
    #expect(all.count == 24)
    #expect(all.reduce(0) { $0 + Int($1.messageCount) } == 120)
    #expect(all.reduce(0) { $0 + $1.tokens } == 5353)
    let durations = all.map(\.duration).filter { $0 >= 0 }
    #expect(durations.count == 23, "one is still open")
    let mean: Double = Double(durations.reduce(0, +)) / 23_000
    #expect(mean.rounded() == 276)
    #expect(all.count { $0.wasHandedOff == true } == 3)
    #expect(all.allSatisfy { $0.wasHandedOff != nil && $0.reachedGoal != nil })
  }

  @Test("tables of messages and events count the same messages as details")
  func messages() throws {
    for file in ["conversations-with-messages.json", "transcripts.csv", "webhook-events.jsonl"] {
      let all = try read(file).conversations.values
      #expect(all.count == 24)
      #expect(all.reduce(0) { $0 + $1.messages.count } == 120, "\(file)")
      #expect(all.allSatisfy { $0.hasMessages })
    }
  }

  @Test("list, table, messages and events say the same of every conversation as far as they say it")
  func consistency() throws {
    let list = try read("conversations-list.json").conversations
    let detail = try read("conversations-with-messages.json").conversations
    let table = try read("conversations.csv").conversations
    let transcript = try read("transcripts.csv").conversations
    let events = try read("webhook-events.jsonl").conversations
    for (id, a) in list {
      let b = try #require(detail[id]), c = try #require(table[id]), d = try #require(transcript[id]), e = try #require(events[id])
      for other in [b, c] {
        #expect(a.startedAt == other.startedAt)
        #expect(a.endedAt == other.endedAt)
        #expect(a.duration == other.duration)
        #expect(a.messageCount == other.messageCount)
        #expect(a.tokens == other.tokens)
        #expect(a.wasHandedOff == other.wasHandedOff)
        #expect(a.reachedGoal == other.reachedGoal)
        #expect(a.assistantId == other.assistantId)
        #expect(a.assistant == other.assistant)
        #expect(a.sentiment == other.sentiment)
        #expect(a.handoffReason == other.handoffReason)
      }
      #expect(e.startedAt == a.startedAt)
      #expect(e.endedAt == a.endedAt)
      #expect(e.duration == a.duration)
      #expect(e.assistantId == a.assistantId)
      #expect(e.endedAt == missingInstant || e.wasHandedOff == a.wasHandedOff)
      #expect(e.handoffReason == a.handoffReason)
      #expect(d.messages == b.messages)
      #expect(e.messages.map(\.id) == b.messages.map(\.id))
      #expect(e.messages.map(\.role) == b.messages.map(\.role))
      #expect(e.messages.map(\.at) == b.messages.map(\.at))
      #expect(e.messages.map(\.characters) == b.messages.map(\.characters))
    }
  }

  @Test("all places together make the same conversations, in any order")
  func together() throws {
    let files = [
      "conversations-with-messages.json", "webhook-events.jsonl", "transcripts.csv", "conversations-list.json", "conversations.csv",
    ]
    var forth = VendorReading(.avatarium)
    var back = VendorReading(.avatarium)
    for file in files { try forth.readExample(file) }
    for file in files.reversed() { try back.readExample(file) }
    let expected = try read("conversations-with-messages.json").conversations
    for (id, draft) in forth.conversations {
      let other = try #require(back.conversations[id]), single = try #require(expected[id])
      #expect(draft.messages == other.messages)
      #expect(draft.messages == single.messages)
      #expect(draft.tokens == single.tokens)
      #expect(other.tokens == single.tokens)
      #expect(draft.duration == single.duration)
      #expect(draft.wasHandedOff == single.wasHandedOff)
      #expect(draft.endedAt == other.endedAt)
    }
    #expect(forth.harvest.drafts.assistants == back.harvest.drafts.assistants)
    #expect(forth.harvest.drafts.assistants.values.map(\.string).sorted() == ["Kiosk", "Mira (support)", "Otto (sales)"])
  }

  @Test("both generations of the interface give the same conversation")
  func generations() throws {
    let new = try #require(try read("conversation.json").conversations["conv_0004"])
    let old = try #require(try read("conversation-snake-case.json").conversations["conv_0004"])
    #expect(new.startedAt == old.startedAt)
    #expect(new.updatedAt == old.updatedAt)
    #expect(new.messages == old.messages)
    #expect(new.assistantId == "avt_mira")
    #expect(old.assistantId == "avt_mira")
    #expect(old.tokens == 80, "only the older one states tokens")
    #expect(new.tokens == -1, "only the older one states tokens")
    #expect(new.wasHandedOff == nil, "neither says how it ended")
    #expect(new.duration == -1, "neither says how it ended")
  }

  @Test("messages carry latency in milliseconds, tokens by direction and the length of their text")
  func messageFields() throws {
    let draft = try #require(try read("conversations-with-messages.json").conversations["conv_0000"])
    #expect(draft.messages.map(\.role) == [.user, .assistant])
    #expect(draft.messages.map(\.latency) == [-1, 240])
    #expect(draft.messages.map(\.inputTokens) == [11, -1])
    #expect(draft.messages.map(\.outputTokens) == [-1, 89])
    #expect(draft.messages.map(\.characters) == [23, 19])
  }

  @Test("characters are counted, not bytes")
  func characters() throws {
    var reading = VendorReading(.avatarium)
    try reading.read(#"{"id":"c","avatarId":"a","messages":[{"role":"user","content":"Größe 🙂","createdAt":"2026-04-01T00:00:00Z"}]}"#)
    #expect(reading.conversations["c"]?.messages.first?.characters == 7)
  }

  @Test("goals and escalations are records with the name of their avatar")
  func records() throws {
    let documents = try read("conversations.csv", "webhook-events.jsonl").documents
    let escalations = documents[.escalations]
    #expect(Set(escalations.compactMap { $0.value("conversation", .escalations).text?.string }) == ["conv_0004", "conv_0011", "conv_0019"])
    #expect(escalations.allSatisfy { $0.value("avatar", .escalations).text?.string.contains("(") == true })
    // The event tells when; a list only when the conversation began.
    let times = escalations.filter { $0.value("conversation", .escalations).text?.string == "conv_0004" }
      .compactMap { $0.value("at", .escalations).time?.seconds }
    #expect(times == [1_775_486_625, 1_775_486_671])
    #expect(documents[.goals].count == 13)
    #expect(documents[.goals].allSatisfy { $0.value("at", .goals).time != nil })
  }

  @Test("a sound in a message is never copied")
  func sound() throws {
    var reading = VendorReading(.avatarium)
    try reading.read(
      #"{"id":"c","avatarId":"a","messages":[{"id":"m","role":"assistant","content":"x","audioUrl":"data:audio/mpeg;base64,SUQz"}]}"#)
    #expect(!"\(reading.harvest)".contains("SUQz"))
    #expect(reading.conversations["c"]?.messages.count == 1)
  }

  @Test("rows that cannot be used are rejected, all others are read whatever is missing in them")
  func hostile() throws {
    var reading = VendorReading(.avatarium)
    try reading.read(
      #"""
      [{"id":"a","avatarId":"v","createdAt":null,"duration":null,"messageCount":null,"tokenUsage":null,"sentiment":null,"goals":null,
        "escalated":null,"escalationReason":null,"messages":null,"status":null,"endedAt":null,"avatarName":null,"updatedAt":null},
       {"id":"b","avatarId":"v","createdAt":"2026-04-01T10:00:00Z","duration":"16","messageCount":"2","tokenUsage":"100","escalated":"true"},
       {"id":"c","avatarId":"v","createdAt":"yesterday"}, {"avatarId":"v"}, 7, null, {"id":"","avatarId":"v"},
       {"id":"d","avatarId":"v","messages":{}}, {"id":"e","avatarId":"v","duration":-5,"messageCount":-1,"tokenUsage":"many"},
       {"id":"f","avatarId":"v","messages":[null,7,{},{"role":"system"},{"role":"user","createdAt":"x"}]},
       {"id":"g","avatarId":"v","status":"escalated"}, {"id":12345,"avatar_id":9,"goals":[{"name":"Won"},{"name":null},5]}]
      """#)
    #expect(reading.accepted == 6)
    #expect(reading.rejected.map(\.row) == [3, 4, 5, 6, 7, 8])
    #expect(reading.rejected.map(\.reason) == [.unreadableTime, .noID, .notAnObject, .notAnObject, .noID, .wrongType])
    let all = reading.conversations
    let empty = try #require(all["a"])
    #expect(empty.wasHandedOff == nil)
    #expect(empty.reachedGoal == nil)
    #expect(empty.duration == -1)
    #expect(empty.tokens == -1)
    #expect(!empty.hasMessages)
    let texts = try #require(all["b"])
    #expect(texts.duration == 16_000)
    #expect(texts.messageCount == 2)
    #expect(texts.tokens == 100)
    #expect(texts.wasHandedOff == true)
    #expect(all["e"]?.duration == -1)
    #expect(all["e"]?.messageCount == -1)
    #expect(all["f"]?.messages.count == 3)
    #expect(all["f"]?.hasMessages == true)
    #expect(all["g"]?.wasHandedOff == true)
    #expect(all["12345"]?.assistantId == "9")
    #expect(all["12345"]?.reachedGoal == true)
    #expect(
      reading.problems == [
        "impossible-value duration 1", "impossible-value messageCount 1", "unreadable-time-value messages.*.createdAt 1",
        "wrong-value-type messages.* 2", "wrong-value-type tokenUsage 1",
      ])
  }

  @Test(
    "lists are accepted bare, under three names and in the envelope",
    arguments: [
      #"[%]"#, #"{"data":[%]}"#, #"{"conversations":[%]}"#, #"{"items":[%]}"#, #"{"data":[%],"meta":{"requestId":"req_1"}}"#, #"%"#,
      #"{"request":{"path":"/v1/conversations"},"response":{"data":[%]}}"#,
    ])
  func containers(_ shape: String) throws {
    let row = #"{"conversationId":"c","avatar_id":"v","started_at":"2026-04-01T10:00:00Z","durationSeconds":5}"#
    var reading = VendorReading(.avatarium)
    try reading.read(shape.replacing("%", with: row))
    #expect(reading.kinds == ["conversations"])
    #expect(reading.conversations["c"]?.duration == 5000)
  }

  @Test("tables may use semicolons, other cases and other names")
  func tables() throws {
    var reading = VendorReading(.avatarium)
    let text =
      "\u{FEFF}ID;Avatar ID;Started-At;Duration;Message_Count;Goals;Escalated\n c ;v;2026-04-01T10:00:00Z;1,5;2; Won ; ;no\nd;v;soon;1;1;;\n;v;;;;;"
    try reading.readTable(Array(text.utf8), "x.csv", separator: 0x3B)
    #expect(reading.kinds == ["conversations-csv"])
    #expect(reading.accepted == 1)
    #expect(reading.rejected.map(\.reason) == [.unreadableTime, .noID])
    let draft = try #require(reading.conversations[" c "])
    #expect(draft.duration == 1500)
    #expect(draft.messageCount == 2)
    #expect(draft.reachedGoal == true)
  }
}
