import Basics
import Records
import Testing

@testable import Ingestion

@Suite("Forms of conversation rows")
struct RowFormTests {
  private func line(_ row: String) throws -> String {
    let folder = try Folder()
    try folder.write("a.json", exportBody([row]))
    let result = read(folder.settings())
    #expect(result.files[0].accepted == 1, "\(result.files[0].problems)")
    return try #require(result.sink.lines.first)
  }

  struct Same: Sendable, CustomTestStringConvertible {
    var words: String
    var edit: [String: String]
    var testDescription: String { words }
  }

  static let same: [Same] = [
    Same(words: "counts as texts", edit: ["message_count": "\"4\"", "playbook_version": "\"3\"", "avg_response_latency_ms": "\"1200.2\""]),
    Same(words: "booleans as texts", edit: ["has_handoff": "\"false\"", "has_error": "\"false\""]),
    Same(words: "null elements", edit: ["tags": #"[null,"billing",null,"vip"]"#]),
    Same(words: "null participants", edit: ["playbooks_info": #"[null,{"name":"Service desk"},{"name":null},{"name":"Night desk"}]"#]),
    Same(words: "null messages", edit: ["messages": "null", "citations": "null"]),
    Same(words: "null metrics", edit: ["metrics": "null"]),
    Same(words: "metrics of another kind", edit: ["metrics": "[1,{\"sentiment_label\":\"negative\"}]"]),
    Same(words: "unknown keys of every kind", edit: ["a_new_one": #"{"id":[1,{"conversation_id":"no"}]}"#, "zz": "-1.5e3"]),
    Same(
      words: "nested labels beside those at the top", edit: ["metrics": #"{"sentiment_label":"negative","sentiment_shift":"degraded"}"#]),
  ]

  @Test("another spelling of the same row", arguments: same)
  func spellings(_ one: Same) throws {
    #expect(try line(conversation("x", one.edit)) == line(conversation("x")))
  }

  @Test("an id without quotes is the same id")
  func numericID() throws {
    #expect(try line(conversation("215300", ["conversation_id": "215300"])) == line(conversation("215300")))
  }

  @Test("null wherever it may stand means absent")
  func nulls() throws {
    let keys = [
      "inbox_name", "playbook_name", "playbook_version", "playbooks_info", "message_count", "first_message_at", "last_message_at",
      "has_handoff", "has_error", "tags", "avg_response_latency_ms", "sentiment_label", "user_intent", "sentiment_shift",
      "deflection_quality", "recontact_risk", "model", "context",
    ]
    let none = try line(conversation("x", Dictionary(uniqueKeysWithValues: keys.map { ($0, nil) })))
    #expect(try line(conversation("x", Dictionary(uniqueKeysWithValues: keys.map { ($0, "null") }))) == none)
  }

  @Test("of repeated keys the last one counts, also when it is null")
  func repeatedKeys() throws {
    func twice(_ last: String) throws -> String { try line(String(conversation("x").dropLast()) + "," + last + "}") }
    #expect(try twice(#""message_count":9"#) == line(conversation("x", ["message_count": "9"])))
    for (key, value) in [
      ("message_count", "null"), ("has_handoff", "null"), ("tags", "null"), ("sentiment_label", "null"), ("messages", "null"),
      ("playbook_version", "null"),
    ] { #expect(try twice("\"\(key)\":\(value)") == line(conversation("x", [key: value])), "\(key)") }
    let messages = conversation("x", ["messages": #"[{"role":"user","content":"hi","tool_calls":[{"name":"t"}]}]"#])
    #expect(try line(String(messages.dropLast()) + #","messages":null}"#) == line(conversation("x")))
  }

  @Test("the export before 2026-03-29: labels in a nested object, win-backs as a flag")
  func legacy() throws {
    let metrics =
      #"{"sentiment_label":"positive","sentiment_reason":"r","resources_label":null,"summary":"s","n":{"sentiment_label":"no"}}"#
    let old = conversation("x", ["sentiment_label": nil, "metrics": metrics])
    #expect(try line(old) == line(conversation("x")))
    #expect(try line(conversation("x", ["sentiment_label": "null", "metrics": metrics])) == line(conversation("x")))
    let winback = try line(conversation("x", ["winback_sent_at": nil, "has_winback": "true"]))
    #expect(winback.contains("|f\(ConversationFlags.winbackSent.rawValue)|"))
    #expect(try line(conversation("x", ["winback_sent_at": nil, "has_winback": "false"])) == line(conversation("x")))
  }

  private func summary(_ id: String, _ edit: [String: String?] = [:]) -> String {
    conversation(
      id,
      [
        "inbox_name": nil, "playbook_name": nil, "playbook_version": nil, "playbooks_info": nil, "first_message_at": nil, "model": nil,
        "avg_response_latency_ms": nil, "has_error": nil, "winback_sent_at": nil, "context": nil,
      ].merging(edit) { $1 })
  }

  @Test("summaries are rows, whatever their array is called", arguments: ["summaries", "conversations", "items"])
  func summaries(_ name: String) throws {
    let folder = try Folder()
    try folder.write("a.json", #"{"total":2,"limit":50,"offset":0,"\#(name)":[\#(summary("1")),\#(summary("2"))]}"#)
    let result = read(folder.settings())
    #expect(result.files[0].kind == "conversations-summaries" && result.files[0].accepted == 2)
    #expect(result.sink.lines.count == 2 && result.sink.lines.allSatisfy { $0.contains("|positive|") })
  }

  @Test("empty pages are pages without rows")
  func emptyPages() throws {
    let folder = try Folder()
    try folder.write("a.json", #"{"conversations":[],"total":0,"limit":20,"offset":0}"#)
    try folder.write("b.json", #"{"conversations": []}"#)
    try folder.write("c.json", #"{"summaries":[],"total":0}"#)
    try folder.write("d.json", exportBody([conversation("1")]))
    let result = read(folder.settings())
    #expect(result.files.map(\.kind) == ["conversations-page", "conversations-batch", "conversations-summaries", "conversations-export"])
    #expect(result.diagnostics.list.isEmpty, "\(result.diagnostics)")
  }

  @Test("of equally late copies the one that says most counts: messages, full row, table, summary")
  func completeness() throws {
    let messages = conversation("1", ["messages": #"[{"role":"user","content":"hi"}]"#, "message_count": "4"])
    let forms: [(name: String, text: String)] = [
      ("d.json", #"{"conversations":[\#(messages)]}"#), ("c.json", exportBody([conversation("1", ["message_count": "3"])])),
      ("b.csv", CSVTests.table([CSVTests.row("1", ["message_count": "2"])])),
      ("a.json", #"{"summaries":[\#(summary("1", ["message_count": "1"]))],"total":1}"#),
    ]
    for best in 0..<4 {
      let folder = try Folder()
      for form in forms[best...] { try folder.write(form.name, form.text) }
      let result = read(folder.settings())
      #expect(result.sink.lines.map { $0.split(separator: "|")[4] } == ["n\(4 - best)"])
    }
    let folder = try Folder()
    try folder.write("c.json", exportBody([conversation("1")]))
    try folder.write(
      "a.json", #"{"summaries":[\#(summary("1", ["message_count": "9", "last_message_at": "\"2026-03-03T10:00:00Z\""]))],"total":1}"#)
    #expect(read(folder.settings()).sink.lines.map { $0.split(separator: "|")[4] } == ["n9"])
  }
}
