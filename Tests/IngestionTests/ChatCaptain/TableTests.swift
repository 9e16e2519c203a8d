import Records
import Testing

@testable import Ingestion

@Suite("ChatCaptain tables and lists") struct CaptainTableTests {
  private func table(_ text: String, _ edit: (inout BodyContext) -> Void = { _ in }) throws -> Reading {
    var reading = Reading()
    try reading.readTable(Array(text.utf8), april(edit))
    return reading
  }

  static let english =
    "date,channelId,channelName,conversations,messages,callDurationSeconds\n2026-04-01,a,Web,1234,2,0\n2026-04-01,b,Hotline,1,2,74.5"

  @Test(
    "separator, heads, days and numbers may be German",
    arguments: [
      "\u{FEFF}Datum;Kanal-ID;Kanal;Konversationen;Nachrichten;Anrufdauer (s)\n01.04.2026;a;Web;1.234;2;0\n01.04.2026;b;Hotline;1;2;74,5",
      "Datum\tKanal-ID\tKanal\tKonversationen\tNachrichten\tAnrufdauer\r\n01.04.2026\ta\tWeb\t1234\t2\t0\r\n01.04.2026\tb\tHotline\t1\t2\t74,5",
      "date;channel_id;channel name;Conversations;Messages;call_duration\n01.04.2026;a;Web;1.234;2;0,0\n01.04.2026;b;Hotline;1;2;74,50",
    ])
  func german(_ text: String) throws {
    let expected = try table(Self.english)
    let found = try table(text.replacing("Anrufdauer (s)", with: "Anrufdauer in Sekunden"))
    #expect(found.kinds == ["export-csv"])
    #expect(found.lines == expected.lines)
    #expect(found.documents[.days] == expected.documents[.days])
    #expect(expected.documents[.days].map { $0.value("conversations", .days).number } == [1234, 1])
    #expect(expected.documents[.days].map { $0.value("callDuration", .days).number } == [0, 74_500])
    #expect(expected.lines.contains("conversations@1774994400/86400 = 1235 vol.conversations_started conversations"))
  }

  @Test("unknown columns of numbers are series, others are left out")
  func unknownColumns() throws {
    let reading = try table("date,channelId,conversations,fallbacks,note\n2026-04-01,a,1,2,1\n2026-04-02,a,1,3,x")
    #expect(Set(reading.documents.figures.map(\.quantity)) == ["conversations", "fallbacks"])
    #expect(reading.problems == [])
  }

  @Test("the long form gives the same figures and records")
  func long() throws {
    let wide = try table("date,channel,conversations,messages\n2026-04-01,Web,3,9\n2026-04-02,Web,1,2\n2026-04-02,Hotline,5,6")
    let long = try table(
      "date,metric,value,channel\n2026-04-01,conversations,3,Web\n2026-04-01,messages,9,Web\n2026-04-02,conversations,1,Web\n"
        + "2026-04-02,messages,2,Web\n2026-04-02,conversations,5,Hotline\n2026-04-02,messages,6,Hotline")
    #expect(long.kinds == ["export-long"])
    #expect(long.lines == wide.lines)
    func days(_ reading: Reading) -> [String] { reading.documents[.days].map { "\($0.values)" }.sorted() }
    #expect(days(long) == days(wide))
  }

  @Test("one line per conversation becomes sessions and drafts")
  func conversations() throws {
    let reading = try table(
      "conversation_id;Erstellt;Kanal-ID;Kanaltyp;Sprache;Nachrichten;Umgebung\nc1;01.04.2026 00:10;ch;voice;DE;3;live\nc2;02.04.2026 09:00:30;ch;web;EN;1;test"
    )
    #expect(reading.kinds == ["export-conversations"])
    let sessions = reading.documents[.sessions]
    #expect(sessions.map { $0.value("startedAt", .sessions).time?.seconds } == [1_774_995_000, 1_775_113_230])
    #expect(sessions.map { $0.value("isTest", .sessions).flag } == [false, true])
    #expect(sessions.map { $0.value("isCall", .sessions).flag } == [true, false])
    let drafts = reading.harvest.drafts.byKey.values.flatMap { $0 }.sorted { $0.id < $1.id }
    #expect(drafts.map(\.messageCount) == [3, 1])
    #expect(drafts.map(\.channelId) == ["ch", "ch"])
  }

  @Test(
    "tables of other vendors are not taken",
    arguments: [
      "conversation_id,inbox_name,playbook_name,message_count\na,b,c,3", "conversation_id,duration,message_count\na,1,2",
      "date,price\n2026-04-01,3",
    ])
  func foreign(_ text: String) throws { #expect(try table(text) { $0.vendor = nil }.kinds == [nil]) }

  @Test(
    "bodies of other vendors are not taken",
    arguments: [
      #"{"conversations": [{"conversation_id": "a", "inbox_name": "b"}], "total": 1}"#,
      #"{"messages": [{"id": 1, "role": "user"}], "citations": []}"#,
      #"{"total_conversations": 1, "deflection_rate": 2}"#, #"[{"avatarId": "a", "id": "b", "messages": []}]"#,
      #"{"status": "ok", "analysis": {}}"#,
      #"{"status": "passed"}"#, #"{"id": "x", "name": "y"}"#, #"[]"#, #"{}"#, #"{"callId": "a", "transcript": []}"#, #"3"#, #""x""#, "null",
    ])
  func foreignBodies(_ text: String) throws {
    let tree = try tree(text)
    let context = BodyContext()
    let kinds = VendorFormat.chatcaptain.bodies.filter {
      if case .json(let matches) = $0.shape { matches(tree.root, context) } else { false }
    }
    #expect(kinds.map(\.kind) == [])
  }

  @Test("fields of an inbox that nobody documents are shown under readable names")
  func inbox() throws {
    var reading = Reading()
    try reading.read(
      #"{"openConversations": null, "ticketsWaiting": 3, "byQueue": {"Support": 2, "Sales": 1}, "perDay": [{"name": "Mo", "count": 4}], "x": "y"}"#
    )
    #expect(reading.kinds == ["inbox"])
    #expect(
      reading.lines == [
        "By queue[item=Sales] = 1 - *.*", "By queue[item=Support] = 2 - *.*", "Per day[item=Mo] = 4 - *.*", "Tickets waiting = 3 - *",
        "openConversations = null - openConversations",
      ])
  }

  @Test("messages without the id of their conversation are counted, not read")
  func unassigned() throws {
    var reading = Reading()
    try reading.read(#"{"messages": [{"id": "m", "outgoing": false, "created": "2026-04-01T10:00:00Z", "content": {"text": "Hi"}}]}"#)
    #expect(reading.harvest.drafts.byKey.isEmpty)
    #expect(reading.documents.bodies[0].subject["messages without a conversation"]?.string == "1")
  }

  @Test("an agent who wrote makes a hand-off; buttons have no length; intents in per cent are shares")
  func messages() throws {
    var reading = Reading()
    let context = april { $0.ids["conversationId"] = "c" }
    try reading.read(
      #"""
      {"messages": [{"id": "1", "sender": "user", "type": "text", "outgoing": false, "created": "2026-04-01T10:00:00Z",
        "content": {"text": "Grüße 😊"}, "intent": {"name": "Hallo", "score": 87}},
       {"id": "2", "sender": "user", "type": "button", "outgoing": false, "created": "2026-04-01T10:01:00Z", "content": {"text": "Ja"},
        "intents": [{"name": "Ja", "score": 0.5}]},
       {"id": "3", "sender": "agent", "type": "text", "outgoing": true, "created": "2026-04-01T10:02:00Z", "content": {"text": "Hallo"}},
       {"id": "4", "sender": "bot", "outgoing": true, "created": 1775037780}]}
      """#, context)
    let draft = try #require(reading.harvest.drafts.byKey.values.first?.first)
    #expect(draft.wasHandedOff == true)
    #expect(draft.rank == 3)
    #expect(draft.messages.map(\.role) == [.user, .user, .other, .assistant])
    #expect(draft.messages.map(\.characters) == [7, -1, -1, -1])
    #expect(draft.endedAt == 1_775_037_780_000_000)
    #expect(reading.documents[.intents].map { $0.value("score", .intents).number } == [0.87, 0.005])
    #expect(reading.documents[.sessions].map { $0.value("interactions", .sessions).number } == [2])
    #expect(reading.problems == ["guessed-scale *.intent.score 1"])
  }

  @Test("the last executed step is the latest; on equal times the later entry")
  func exitStep() throws {
    var reading = Reading()
    try reading.read(
      #"""
      {"calls": [{"callId": "k", "startedAt": "2026-04-01T10:00:00Z", "endedAt": "2026-04-01T10:01:00Z", "endReason": "transferred", "steps": [
       {"name": "B", "executedAt": "2026-04-01T10:00:30Z"}, {"name": "C", "executedAt": "2026-04-01T10:00:30Z"},
       {"name": "A", "executedAt": "2026-04-01T10:00:00Z"}]}, {"callId": "l"}, 3]}
      """#)
    let calls = reading.documents[.calls]
    #expect(calls.map { $0.value("exitStep", .calls).text?.string } == ["C"])
    #expect(calls.map { $0.value("duration", .calls).number } == [60_000])
    #expect(calls.map { $0.value("transferred", .calls).flag } == [true])
  }

  @Test("intents and steps of a conversation count from one body only, the bundle's")
  func once() throws {
    var reading = Reading()
    let message =
      #"{"id": "1", "sender": "user", "outgoing": false, "created": "2026-04-01T10:00:00Z", "intent": {"name": "a", "score": 1}}"#
    try reading.read("{\"messages\": [\(message)]}", april { $0.ids["conversationId"] = "c" })
    try reading.read("{\"c\": {\"messages\": [\(message)], \"steps\": [{\"name\": \"s\", \"executedAt\": \"2026-04-01T10:00:00Z\"}]}}")
    try reading.read(
      #"{"calls": [{"callId": "k", "conversationId": "c", "startedAt": "2026-04-01T10:00:00Z", "endReason": "x", "steps": [{"name": "s"}, {"name": "t"}]}]}"#
    )
    #expect(reading.documents[.intents].count == 1)
    #expect(reading.documents[.steps].map { $0.value("step", .steps).text?.string } == ["s"])
    #expect(reading.documents[.sessions].count == 1)
    #expect(reading.documents[.sessions].map { $0.value("isCall", .sessions).flag } == [true])
  }

  @Test("broken bodies never crash")
  func broken() throws {
    for name in ["conversations.json", "raw-calls.json", "report-channel-tel.json", "channels.json", "inbox.json", "chatbot.json"] {
      let whole = try captainBytes(name)
      // Every value in turn becomes something else.
      for (old, new) in [
        ("\"", "\""), ("1", "-9e999"), ("2026", "\u{1F600}"), ("true", "[[]]"), ("null", "{}"), ("{", "[{"), (": \"", ": 7, \""),
      ] {
        let text = String(decoding: whole, as: UTF8.self).replacing(old, with: new)
        var reading = Reading()
        do { try reading.read(text) } catch is RejectionReasonError { continue }
        _ = reading.lines
      }
    }
  }
}
