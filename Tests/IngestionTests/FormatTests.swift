import Basics
import Foundation
import Privacy
import Records
import Testing

@testable import Ingestion

@Suite("Formats of Studio Chat")
struct FormatTests {
  let rows = (0..<5).map { conversation("c\($0)", ["message_count": "\($0 + 1)"]) }

  private func kinds(_ result: Ingested<Rows>) -> [String] { result.files.map(\.kind) }

  @Test("every container of the same conversations gives the same rows")
  func containers() throws {
    let pretty = (0..<5).map { conversation("c\($0)", ["message_count": "\($0 + 1)"], indent: true) }
    let bodies: [(String, String)] = [
      ("conversations-export", exportBody(rows)),
      ("conversations-export", exportBody(pretty)),
      ("conversations-page", page(rows, total: 5, offset: 0)),
      ("conversations-batch", #"{"conversations":[\#(rows.joined(separator: ","))]}"#),
      ("conversations-list", "[" + rows.joined(separator: " , ") + "]"),
      ("conversations-lines", rows.joined(separator: "\n") + "\n"),
      ("conversations-lines", "\r\n" + rows.joined(separator: "\r\n\r\n")),
      ("conversation", pretty.joined(separator: "\n")),
      ("conversations-export", "\u{FEFF}" + exportBody(rows)),
      (
        "conversations-export",
        #"{"request":{"query":{"start_date":"2026-03-01","end_date":"2026-04-01"}},"response":\#(exportBody(rows))}"#
      ),
    ]
    var first: Rows?
    for (kind, body) in bodies {
      let folder = try Folder()
      try folder.write("any.bin", body)
      let result = read(folder.settings())
      #expect(kinds(result) == [kind])
      #expect(result.files[0].accepted == 5 && result.files[0].rowsRead == 5)
      #expect(!result.diagnostics.hasErrors, "\(result.diagnostics)")
      #expect(result.diagnostics.list.allSatisfy { $0.severity == .note }, "\(result.diagnostics)")
      if let first { #expect(first == result.sink, "\(kind)") } else { first = result.sink }
    }
  }

  @Test("a single conversation in one line is a conversation, not lines")
  func single() throws {
    let folder = try Folder()
    try folder.write("one.json", rows[0])
    let result = read(folder.settings())
    #expect(kinds(result) == ["conversation"])
    #expect(result.sink.lines.count == 1)
  }

  @Test("all fields arrive, absent ones stay absent")
  func fields() throws {
    let folder = try Folder()
    try folder.write(
      "a.json",
      exportBody([
        conversation("full"),
        conversation(
          "bare",
          [
            "inbox_name": nil, "playbook_name": nil, "playbook_version": nil, "playbooks_info": nil, "message_count": nil,
            "first_message_at": nil, "last_message_at": "null", "has_handoff": "null", "has_error": nil, "tags": nil,
            "avg_response_latency_ms": "null", "sentiment_label": nil, "user_intent": nil, "sentiment_shift": nil,
            "deflection_quality": "null", "recontact_risk": nil, "model": nil, "context": nil,
          ]),
      ]))
    let result = read(folder.settings())
    let id = { (text: String) in
      String(Array(text.utf8).withUnsafeBufferPointer { fingerprint($0, seed: identitySeed(folder.settings().sources[0])) }, radix: 16)
    }
    let full =
      "\(id("full"))|1772445600000000|1772445900250000|f0|n4|ms1200|Web chat|Service desk|v3|gpt-4o-2024-08-06|Find my receipt|positive|-|stable|resolved|-|low|billing+vip||Service desk+Night desk||c0"
    let bare = "\(id("bare"))|\(Int64.min)|\(Int64.min)|f256|n-1|ms-1|-|-|v-1|-|-|-|-|-|-|-|-|||||c0"
    #expect(result.sink.lines == [full, bare].sorted())
    #expect(result.files[0].notes == [Counted(kind: .undated, count: 1)])
    #expect(result.files[0].window == nil)
    #expect(result.files[0].exportedAt == Instant(seconds: 1_774_998_000))
    #expect(result.files[0].statedTotal == 2)
  }

  @Test("messages, tool calls, usage and citations arrive as columns")
  func messages() throws {
    let messages = #"""
      [{"role":"user","content":"h\u00e9llo","created_at":"2026-03-02T10:00:00Z","metadata":null,"tool_calls":[],"is_winback":false},
       {"role":"assistant","content":"a","created_at":"2026-03-02T10:00:02Z","metadata":{"response_latency_ms":2000,"handoff":{"a":[1]}},
        "input_tokens":10,"output_tokens":20,"cost_usd":0.5,"is_winback":false,
        "tool_calls":[{"name":"find","is_error":false,"duration_ms":12,"created_at":"2026-03-02T10:00:01Z"},{"name":"find","is_error":true},{"name":"pay"}]},
       {"role":"assistant","content":null,"created_at":"2026-03-03T10:00:00Z","metadata":{"response_latency_ms":"fast"},"is_winback":true},
       {"role":"user","content":"ok","created_at":null,"is_winback":false},
       {"role":"system","content":"x"}]
      """#
    let folder = try Folder()
    try folder.write("a.json", exportBody([conversation("m", ["messages": messages, "citations": #"[{"citation_id":1}]"#])]))
    let result = read(folder.settings())
    let line = try #require(result.sink.lines.first)
    let tail = line.split(separator: "|").drop { !$0.hasPrefix("m0") }.map(String.init)
    #expect(
      tail == [
        "m0.0.1772445600000000.-1.-1.-1.nan.5", "m1.0.1772445602000000.2000.10.20.0.5.1.k1", "m1.1.1772532000000000.-1.-1.-1.nan.-1",
        "m0.0.\(Int64.min).-1.-1.-1.nan.2", "m2.0.\(Int64.min).-1.-1.-1.nan.1", "tfind.1.12.1772445601000000",
        "tfind.0.-1.1772445602000000", "tpay.2.-1.1772445602000000",
      ])
    let flags: ConversationFlags = [.hasMessages, .userSpoke, .cited, .winbackSent, .winbackAnswered]
    #expect(line.contains("|f\(flags.rawValue)|"))
    #expect(result.files[0].withMessages == 1)
  }

  @Test("an empty list of messages beside a count means they were not fetched")
  func notFetched() throws {
    let folder = try Folder()
    try folder.write(
      "a.json",
      exportBody([
        conversation("a", ["messages": "[]", "citations": "[]"]), conversation("b", ["messages": "[]", "message_count": "0"]),
      ]))
    let result = read(folder.settings())
    #expect(result.files[0].notes == [Counted(kind: .messagesNotFetched, count: 1)])
    #expect(result.files[0].withMessages == 1)
  }

  @Test(
    "escapes in texts and keys mean what JSON says",
    arguments: [
      (#"\u00e9\/\"x"#, "é/\"x"), (#"\ud83d\ude00!"#, "😀!"), (#"half \ud83d"#, "half \u{FFFD}"),
      (#"\ude00\ud83d\u0041"#, "\u{FFFD}\u{FFFD}A"),
      (#"a\tb\nc\u0000d\\"#, "a b cd\\"), (#"日本\u8a9e"#, "日本語"),
    ])
  func escapes(_ written: String, _ expected: String) throws {
    let folder = try Folder()
    let row = conversation("a", ["user_intent": nil, #"user\u005fintent"#: "\"\(written)\""])
    try folder.write("a.json", exportBody([row, conversation("b", ["user_intent": "\"\(written)\""])]))
    let result = read(folder.settings())
    #expect(result.sink.lines.filter { $0.contains("|\(expected)|") }.count == 2, "\(result.sink.lines)")
  }

  @Test("the last of repeated keys counts, and keys may come in any order")
  func keys() throws {
    let folder = try Folder()
    let plain = conversation("a")
    let parts = plain.dropFirst().dropLast()
    let repeated = #"{"model":"old","tags":["old"],"sentiment_label":null,\#(parts)}"#
    try folder.write("a.json", "[\(repeated)]")
    let other = try Folder()
    try other.write("a.json", "[\(plain)]")
    #expect(read(folder.settings()).sink == read(other.settings()).sink)
  }

  @Test("gave_up is read as actioned and noted")
  func gaveUp() throws {
    let folder = try Folder()
    try folder.write("a.json", exportBody([conversation("a", ["deflection_quality": "\"gave_up\""])]))
    let result = read(folder.settings())
    #expect(result.sink.lines[0].contains("|actioned|"))
    #expect(result.files[0].notes == [Counted(kind: .gaveUpRenamed, count: 1)])
  }

  @Test("contacts become pseudonyms only with a key and a path")
  func contacts() throws {
    let folder = try Folder()
    try folder.write("a.json", exportBody([conversation("a")]))
    var settings = folder.settings()
    settings.contactKeyPath = ["contact", "id"]
    #expect(read(settings).sink.lines[0].hasSuffix("|c0"))
    let key = try #require(PseudonymKey([UInt8](repeating: 9, count: 32)))
    settings.pseudonymKey = key
    #expect(read(settings).sink.lines[0].hasSuffix("|c\(key.pseudonym(of: UntrustedText("77")))"))
    settings.contactKeyPath = ["contact", "nothing"]
    #expect(read(settings).sink.lines[0].hasSuffix("|c0"))
  }

  @Test("other bodies are listed with kind and keys, and change nothing")
  func others() throws {
    let folder = try Folder()
    try folder.write("1.json", #"{"total_conversations": 5, "deflection_rate": 80.0}"#)
    try folder.write("2.json", #"{"success": true, "data": {"stats": {"overview": {"total_personas": 1}}}}"#)
    try folder.write("3.json", #"{"conversations":[{"id":"1","channelId":"c","contactId":"k","created":"2026-03-02T10:00:00Z"}]}"#)
    try folder.write("4.json", #"{"foo": 1, "bar": {"x": []}, "anna@example.com": 2, "12345678901": 3}"#)
    try folder.write("5.txt", "hello")
    try folder.write("6.json", "[]")
    try folder.write("7.csv", CSVTests.table([]))
    try folder.write("8.json", "")
    try folder.write("9.json", #"{"summaries":[],"total":0}"#)
    try folder.write("z.json", exportBody(rows))
    let result = read(folder.settings())
    #expect(
      kinds(result) == [
        "analytics", "personas-stats", "conversations", "unknown", "unknown", "empty-list", "conversations-csv", "empty",
        "conversations-summaries",
        "conversations-export",
      ])
    #expect(
      result.files.map(\.vendor) == ["studiochat", "chanl", "chatcaptain", nil, nil, nil, "studiochat", nil, "studiochat", "studiochat"])
    #expect(result.files[3].topLevelKeys == ["foo", "bar"])
    #expect(result.files.filter(\.isRead).count == 4)
    #expect(result.sink.lines.count == 6)
    #expect(result.diagnostics.list.map(\.code) == ["unknown-body", "unknown-body"])
    #expect(!result.diagnostics.description.contains("anna"))
  }
}
