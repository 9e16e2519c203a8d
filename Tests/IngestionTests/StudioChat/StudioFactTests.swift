import CSimdJSON
import Privacy
import Records
import Testing

@testable import Ingestion

/// Cited items and marks of messages of each conversation, sorted: `faq-1+faq-2 -,q,h`.
private struct Facts: ConversationSink {
  var pending: [ConversationBatch] = []
  var lines: [String] = []

  mutating func consume(_ batch: borrowing ConversationBatch) { pending.append(copy batch) }
  mutating func finish(_ lexicons: Lexicons) {
    for b in pending {
      for row in 0..<b.count {
        let items = b.citedItems.values[Int(b.citedItems.offsets[row])..<Int(b.citedItems.offsets[row + 1])]
        let marks = b.messages.marks[Int(b.messages.offsets[row])..<Int(b.messages.offsets[row + 1])]
        let words = marks.map { ($0.contains(.handoff) ? "h" : "") + ($0.contains(.question) ? "q" : "") }.map { $0.isEmpty ? "-" : $0 }
        lines.append(items.map { lexicons.item.texts[Int($0)].string }.joined(separator: "+") + " " + words.joined(separator: ","))
      }
    }
    pending = []
    lines.sort()
  }
  mutating func merge(_ other: consuming Facts) { lines = (lines + other.lines).sorted() }
}

private func facts(_ files: [String: [UInt8]], jobs: Int = 1, pieceSize: Int = 4 << 20) throws -> [String] {
  let folder = try Folder()
  for (name, bytes) in files.sorted(by: { $0.key < $1.key }) { try folder.write(name, bytes) }
  return Ingestion.read(folder.settings(jobs: jobs, pieceSize: pieceSize), progress: { _ in }) { Facts() }.sink.lines
}

private func facts(messages: String, citations: String = "[]") throws -> [String] {
  try facts(["a.json": Array(exportBody([conversation("a", ["messages": messages, "citations": citations])]).utf8)])
}

@Suite("Facts of messages and citations of Studio Chat")
struct StudioFactTests {
  @Test(
    "an answer asks when its last sentence does",
    arguments: [
      ("Which order is it?", true), ("Anything else? 😊", true), ("*Shall I go on?*", true), ("Really?!", true), ("¿Algo más?", true),
      ("请问还有什么问题？", true), ("هل من شيء آخر؟", true), ("Done. Is that fine?\n\n", true), ("\"Is it v2.1?\"", true),
      ("Is it late? No, on time.", false), ("See https://a.example/?q=1", false), ("好的。", false), ("Wait…", false), ("", false),
      ("No mark at all", false), ("Great!", false), ("?", true),
    ])
  func asks(_ text: String, _ isQuestion: Bool) {
    var text = text
    let found = text.withUTF8 { buffer in buffer.baseAddress.map { csj_asks($0, buffer.count) } ?? false }
    #expect(found == isQuestion)
    #expect(!text.isEmpty || !csj_asks(nil, 0))
  }

  @Test("only answers ask, and a hand-off is whatever says something")
  func marks() throws {
    let handoffs = [
      #"{"type":"agent"}"#, "{}", "null", "true", "false", #""team""#, #""""#, #"["x"]"#, "[]", "0", "1", #""none""#, #"{"a":{"b":[1]}}"#,
    ]
    let messages = handoffs.map { #"{"role":"assistant","content":"ok?","metadata":{"handoff":\#($0),"labels":[]}}"# }
    let user = #"{"role":"user","content":"why?","metadata":null}"#
    #expect(
      try facts(messages: "[\(user),\(messages.joined(separator: ","))]") == [" -,hq,q,q,hq,q,hq,q,hq,q,q,hq,q,hq"])
  }

  @Test("a citation is its item, else its file, else its knowledge base; each counts once")
  func citations() throws {
    let one = #"{"role":"assistant","content":"ok"}"#
    let citations = [
      #"{"citation_id":"c1","kb_id":"kb","item_id":"faq-1","content":"x"}"#, #"{"item_id":"faq-1"}"#,
      #"{"item_id":null,"file_name":"a.pdf"}"#,
      #"{"item_id":"","kb_id":"kb-2"}"#, #"{"item_id":7}"#, #"{"content":"none of them"}"#, #""odd""#, "null", #"{"item_id":{"a":[1]}}"#,
    ]
    #expect(try facts(messages: "[\(one)]", citations: "[\(citations.joined(separator: ","))]") == ["faq-1+a.pdf+kb-2+7 -"])
    #expect(try facts(messages: "null", citations: #"[{"item_id":"x"}]"#) == [" "], "without messages nothing is known of answers")
  }

  @Test("a long number is written as records of the item write it, for each source its own")
  func references() throws {
    let id = "4915112345678901"
    var harvest = Harvest(redactor: Redactor(), keepsRemarks: false)
    harvest.begin(DocumentBody(vendor: .studiochat, source: "main", kind: "knowledgebases", file: "f"), file: 0)
    #expect(
      try facts(messages: #"[{"role":"assistant"}]"#, citations: #"[{"item_id":"\#(id)"}]"#) == [harvest.reference(id).string + " -"])
    var items = CitedItems()
    var lexicon = Lexicon()
    var list = CodeLists()
    for source in ["main", "other", "main"] {
      items.begin(source: source)
      Array(id.utf8).withUnsafeBufferPointer { items.add($0, &list, &lexicon, Redactor()) }
    }
    #expect(list.values == [0, 1])
    #expect(lexicon.texts[0].string == harvest.reference(id).string)
  }

  @Test("the vendor's example: items of all conversations, however the file is cut and whoever reads")
  func example() throws {
    let name = "export-conversations-with-messages.json"
    let bytes = try FormatFixtures.bytes("studiochat/\(name)")
    let whole = try facts([name: bytes])
    let items = whole.flatMap { $0.split(separator: " ", omittingEmptySubsequences: false)[0].split(separator: "+") }
    #expect(Dictionary(items.map { ($0, 1) }, uniquingKeysWith: +) == ["faq-1": 11, "hc-101": 7, "hc-102": 10, "sn-1": 4, "sn-2": 2])
    #expect(whole.reduce(0) { $0 + ($1.split(separator: " ").last ?? "").split(separator: ",").count { $0.contains("h") } } == 7)
    #expect(try facts([name: bytes], jobs: 2, pieceSize: 4096) == whole)
  }
}
