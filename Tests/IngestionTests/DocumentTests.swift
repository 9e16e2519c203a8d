import Basics
import Foundation
import Privacy
import Records
import Testing

@testable import Ingestion

@Suite("Documents of all files")
struct DocumentTests {
  private func analytics(_ count: Int, _ captured: String = "2026-04-05T00:00:00Z") -> String {
    #"{"request":{"query":{"start_date":"2026-03-01T00:00:00Z","end_date":"2026-04-01T00:00:00Z"},"capturedAt":"\#(captured)"},"response":{"total_conversations": \#(count), "deflection_rate": 80.0}}"#
  }

  private func totals(_ result: Ingested<Rows>) -> [Double?] {
    result.documents.figures.filter { $0.quantity == "total_conversations" }.map(\.value)
  }

  @Test("of two bodies about one window the newest counts, whatever it is called; a difference is told once")
  func contradiction() throws {
    let folder = try Folder()
    try folder.write("a/analytics.json", analytics(5, "2026-04-09T00:00:00Z"))
    try folder.write("b/analytics.json", analytics(4, "2026-04-02T00:00:00Z"))
    let result = read(folder.settings())
    #expect(totals(result) == [5])
    #expect(
      result.diagnostics.list.map(\.description) == [
        "b/analytics.json: warning[contradiction]: 1 value differs in a newer body, which counts (total_conversations)"
      ])
    #expect(result.files.map(\.figures) == [2, 0])
  }

  @Test("bodies with unlike names that differ are about unlike things; equal ones are one")
  func unlike() throws {
    let folder = try Folder()
    try folder.write("analytics-web.json", analytics(5))
    try folder.write("analytics-tel.json", analytics(4))
    #expect(totals(read(folder.settings())) == [4, 5])
    try folder.write("analytics-tel.json", analytics(5))
    let result = read(folder.settings())
    #expect(totals(result) == [5])
    #expect(result.diagnostics.list.isEmpty)
  }

  @Test("the whole of a project taken again under another name is the same thing, unless it was fetched in one go")
  func retaken() throws {
    let folder = try Folder()
    try folder.write("analytics-1.json", analytics(5, "2026-04-02T00:00:00Z"))
    try folder.write("analytics-2.json", analytics(4, "2026-04-03T00:00:00Z"))
    let result = read(folder.settings())
    #expect(totals(result) == [4])
    #expect(result.diagnostics.list.map(\.code) == ["contradiction"])
    try folder.write("analytics-2.json", analytics(4, "2026-04-02T00:00:09Z"))
    #expect(totals(read(folder.settings())) == [5, 4])
  }

  @Test("two trailing windows are two statements, and time stamps of files decide nothing")
  func trailing() throws {
    let folder = try Folder()
    let body =
      #"{"success":true,"data":{"stats":{"overview":{"total_personas":6,"active_personas":5,"total_simulations":40,"avg_score_all_personas":73.9}}}}"#
    try folder.write("a/personas-stats.json", body)
    try folder.write("b/personas-stats.json", body.replacingOccurrences(of: "40", with: "41"))
    let result = read(folder.settings())
    #expect(result.documents.figures.filter { $0.quantity == "total_simulations" || $0.path.hasSuffix("total_simulations") }.count == 2)
    #expect(!result.diagnostics.list.contains { $0.code == "contradiction" })
  }

  @Test("a run that is told again by itself counts once, and its criteria too")
  func toldAgain() throws {
    let folder = try Folder()
    let run =
      #"{"executionId":"exec_1","scenarioId":"s","personaId":"p","mode":"text","status":"completed","startTime":"2026-03-02T11:00:00Z","duration":90,"overallScore":80,"scorecardResults":{"overallScore":8,"criteriaResults":[{"criteriaKey":"greets","criteriaName":"Greets","passed":true,"result":true},{"criteriaKey":"solves","criteriaName":"Solves","passed":false,"result":5}]}}"#
    try folder.write("executions.json", #"{"executions":[\#(run)],"total":1,"pagination":{"total":1,"page":1,"limit":20,"totalPages":1}}"#)
    try folder.write("execution.json", #"{"execution":\#(run)}"#)
    let result = read(folder.settings())
    #expect(result.documents[.simulations].count == 1)
    #expect(result.documents[.criteria].count == 2)
  }

  @Test("bundles that overlap tell each step and each intent once")
  func overlappingBundles() throws {
    let folder = try Folder()
    func talk(_ id: String, _ minute: Int) -> String {
      #""\#(id)":{"messages":[{"id":"m\#(id)","sender":"user","type":"text","outgoing":false,"created":"2026-03-02T11:0\#(minute):00.000Z","content":{"text":"x"},"intent":{"id":"i","name":"Hours","score":0.8}}],"steps":[{"stepId":"s1","name":"Hello","executedAt":"2026-03-02T11:0\#(minute):00.000Z"},{"stepId":"s2","name":"Menu","executedAt":"2026-03-02T11:0\#(minute):00.000Z"}]}"#
    }
    try folder.write("a/raw-messages.json", "{\(talk("cv_1", 1)),\(talk("cv_2", 2))}")
    try folder.write("b/raw-messages.json", "{\(talk("cv_2", 2)),\(talk("cv_3", 3))}")
    let result = read(folder.settings())
    #expect(result.documents[.steps].count == 6)
    #expect(result.documents[.intents].count == 3)
    #expect(!result.diagnostics.list.contains { $0.code == "contradiction" })
  }

  @Test("errors saved as exports are no input")
  func failures() throws {
    let folder = try Folder()
    try folder.write("a.json", #"{"detail":"Anna Schmidt may not see this"}"#)
    try folder.write("b.json", #"{"success":false,"error":{"code":"X","message":"secret"}}"#)
    try folder.write("c.json", #"{"error":{"code":"X","message":"secret"},"meta":{"requestId":"r"}}"#)
    try folder.write("d.json", #"{"statusCode":403,"message":"secret"}"#)
    let result = read(folder.settings())
    #expect(result.files.map(\.vendor) == ["studiochat", "chanl", "avatarium", "chatcaptain"])
    #expect(result.files.allSatisfy { $0.kind == "failure" && !$0.isUsed })
    #expect(result.diagnostics.list.map(\.code) == ["no-conversations"] + Array(repeating: "saved-error", count: 4))
    #expect(!result.diagnostics.description.contains("Anna") && !result.diagnostics.description.contains("secret"))
  }

  @Test("an unknown body names its nearest kind")
  func nearest() throws {
    let folder = try Folder()
    let keys = #"{"sentiment_distributions":{},"coverage_percentage":1,"total_scored_conversations":1,"anna@example.com":2}"#
    try folder.write("x.json", keys)
    try folder.write("metrics-agregate.json", #"{"foo":1}"#)
    try folder.write("notes.txt", "hello\nworld")
    try folder.write("picture.png", [0x89, 0x50, 0x4E, 0x47] + Array(repeating: UInt8(7), count: 20_000))
    let result = read(folder.settings(pieceSize: 1000))
    #expect(result.files.allSatisfy { $0.kind == "unknown" && $0.rowsRead == 0 })
    let files = Dictionary(uniqueKeysWithValues: result.files.map { ($0.path, $0) })
    #expect(files["x.json"]?.nearest?.hasPrefix("Studio Chat ") == true)
    #expect(files["metrics-agregate.json"]?.nearest == "Studio Chat metrics-aggregate")
    #expect(files["x.json"]?.topLevelKeys == ["sentiment_distributions", "coverage_percentage", "total_scored_conversations"])
    #expect(result.diagnostics.list.filter { $0.code == "unknown-body" }.count == 4)
  }

  @Test("a body that is too long to be held is named and costs nothing else")
  func tooLong() throws {
    let folder = try Folder()
    try folder.write("a.json", #"{"total_conversations": 5, "deflection_rate": 80.0, "x": "\#(String(repeating: "y", count: 9000))"}"#)
    try folder.write("b.json", analytics(7))
    var settings = folder.settings(pieceSize: 1000)
    settings.documentLimit = 5000
    settings.streamingThreshold = 2000
    let result = read(settings)
    #expect(totals(result) == [7])
    #expect(result.files[0].rejected == [Counted(kind: .tooLong, count: 1)])
    #expect(result.files[0].sha256 != nil)
    #expect(result.diagnostics.list.map(\.code) == ["body-too-long"])
  }

  @Test("a paged list that lacks rows, or begins with its second page, is told")
  func pages() throws {
    func told(_ pages: [(String, String)]) throws -> [String] {
      let folder = try Folder()
      for (name, body) in pages { try folder.write(name, body) }
      return inspect(folder.settings()).diagnostics.list.filter { $0.code == "missing-pages" }.map(\.description)
    }
    func personas(_ ids: [Int], total: String) -> String {
      let list = ids.map { #"{"id":"p\#($0)","name":"N","emotion":"calm","difficulty":"easy"}"# }.joined(separator: ",")
      return #"{"success":true,"data":{"personas":[\#(list)],"pagination":{\#(total)"page":1,"limit":2}}}"#
    }
    #expect(try told([("a/1.json", personas([1, 2], total: #""total":3,"#)), ("a/2.json", personas([3], total: #""total":3,"#))]) == [])
    #expect(
      try told([("a/1.json", personas([1, 2], total: #""total":3,"#))]) == [
        "a/1.json: warning[missing-pages]: the list has 3 rows, its pages in this folder hold 2 (fetch the list to its end)"
      ])
    let second = #"{"request":{"query":{"page":2}},"response":\#(personas([3], total: ""))}"#
    #expect(
      try told([("a/2.json", second)]) == [
        "a/2.json: warning[missing-pages]: page 2 of a list whose first page is not in this folder (fetch the list from its beginning)"
      ])
  }

  @Test("lines may each be a body of their own; unknown ones are counted")
  func lines() throws {
    let folder = try Folder()
    try folder.write("all.jsonl", [analytics(3), #"{"foo":1}"#, "{broken", analytics(3)].joined(separator: "\n"))
    let result = read(folder.settings())
    let file = result.files[0]
    #expect(file.rowsRead == 4 && file.accepted == 2)
    #expect(file.rejected == [Counted(kind: .notJSON, count: 1), Counted(kind: .unknownKind, count: 1)])
    #expect(totals(result) == [3])
  }

  @Test("tables: separators, byte order mark, line ends, quotes with line breaks; broken rows are counted")
  func tables() throws {
    func rows(_ text: [UInt8]) -> [[String]] {
      text.withUnsafeBufferPointer { bytes in
        guard var table = TextTable(bytes) else { return [] }
        var rows = [table.columns]
        while let row = table.next() { rows.append(row.cells + (row.reason.map { [$0.rawValue] } ?? [])) }
        return rows
      }
    }
    #expect(
      rows(Array("\u{FEFF}Date;Channel_Id\r\n01.04.;\"a;\"\"b\"\"\r\nc\"\r\n\r\n2;x".utf8)) == [
        ["date", "channelid"], ["01.04.", "a;\"b\"\r\nc"], ["2", "x"],
      ])
    #expect(rows(Array("a\tb\r\r\n1\t2\r\r\n3\t4\r5\t6".utf8)) == [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]])
    #expect(rows(Array("a,b\n1,2,3\n4,\"5".utf8)) == [["a", "b"], ["1", "2", "3", "wrong-type"], ["4", "5", "cut-off"]])
    #expect(rows(Array("a,b\n1,".utf8) + [0xFF]) == [["a", "b"], ["1", "", "not-utf-8"]])
    #expect(rows(Array("just text".utf8)) == [])
  }

  @Test(
    "a prefix of a document closes its brackets and cuts nothing that was whole",
    arguments: [
      (#"{"a":[1,2,{"b":"x\"]"},{"c"#, #"{"a":[1,2,{"b":"x\"]"}]}"#), (#"[{"a":1},{"b":[1,"#, #"[{"a":1},{"b":[1]}]"#),
      (#"{"a":{"b":1,"c":tr"#, #"{"a":{"b":1}}"#), (#"{"a":1}"#, #"{"a":1}"#),
    ])
  func prefix(_ text: String, _ expected: String) throws {
    let closed = Array(text.utf8).withUnsafeBufferPointer { closedPrefix($0) }
    #expect(closed.map { String(decoding: $0, as: UTF8.self) } == expected)
  }
}

@Suite("Conversations from drafts")
struct DraftTests {
  private func draft(_ edit: (inout ConversationDraft) -> Void) -> ConversationDraft {
    var draft = ConversationDraft(id: "c")
    edit(&draft)
    return draft
  }

  @Test("the highest rank says a field, others complete it; earliest start, latest end, each message once")
  func folding() throws {
    let events = draft {
      $0.startedAt = 5_000_000
      $0.wasHandedOff = true
      $0.hasMessages = true
      $0.messages = [
        .init(id: 1, role: .user, at: 6_000_000), .init(id: 2, role: .assistant, at: 7_000_000, latency: 900),
        .init(id: 0, role: .user, at: 8_000_000, characters: 3), .init(id: 0, role: .user, at: 8_000_000, characters: 3),
      ]
    }
    let list = draft {
      $0.rank = 2
      $0.startedAt = 6_000_000
      $0.endedAt = 9_000_000
      $0.wasHandedOff = false
      $0.messageCount = 4
      $0.tokens = 70
      $0.hasMessages = true
      $0.messages = [
        .init(id: 2, role: .assistant, at: 7_000_000, characters: 12), .init(id: 0, role: .user, at: 8_000_000, characters: 3),
      ]
    }
    for order in [[events, list], [list, events]] {
      let result = try #require(fold(order))
      #expect(result.startedAt == 5_000_000 && result.endedAt == 9_000_000)
      #expect(result.wasHandedOff == false && result.messageCount == 4 && result.tokens == 70)
      #expect(result.messages.map(\.at) == [6_000_000, 7_000_000, 8_000_000, 8_000_000])
      #expect(result.messages[1] == .init(id: 2, role: .assistant, at: 7_000_000, latency: 900, characters: 12))
    }
    #expect(fold([]) == nil)
  }

  @Test("what is not delivered stays open in the row")
  func row() throws {
    var writer = DraftWriter(Redactor())
    #expect(writer.append(draft { $0.startedAt = 5 }, identity: 1, source: SnapshotSource(id: "s", name: "S", paths: [])) == 5)
    #expect(
      writer.append(
        draft {
          $0.startedAt = 1_000_000
          $0.duration = 2000
          $0.reachedGoal = true
          $0.isTest = true
          $0.wasHandedOff = true
        }, identity: 2, source: SnapshotSource(id: "s", name: "S", paths: [])) == 3_000_000)
    let batch = writer.batch
    #expect(batch.flags == [[.handoffUnknown], [.goalKnown, .goalReached, .test, .handoff]])
    #expect(batch.messageCount == [-1, -1] && batch.tokens == [-1, -1] && batch.meanLatency == [-1, -1] && batch.version == [-1, -1])
    #expect(batch.source == [0, 0] && batch.language == [-1, -1] && batch.messages.offsets == [0, 0, 0])
  }

  @Test("a draft whose conversation came as a row is an older copy; the same conversation from two files is one")
  func copies() throws {
    let folder = try Folder()
    let item = #"{"id":"c1","avatarId":"a","status":"ended","createdAt":"2026-03-02T10:00:00Z","endedAt":"2026-03-02T10:01:00Z"}"#
    try folder.write("rows.json", exportBody([conversation("c1"), conversation("r")]))
    try folder.write("one.json", #"{"data":[\#(item)],"meta":{"requestId":"r"}}"#)
    let result = read(folder.settings())
    #expect(result.sink.lines.count == 2)
    #expect(result.files.first { $0.path == "one.json" }?.duplicates == 1)
    try folder.write("rows.json", exportBody([conversation("r")]))
    try folder.write("two.json", "[\(item)]")
    let other = read(folder.settings())
    #expect(other.sink.lines.count == 2)
    #expect(other.files.map(\.conversations) == [1, 0, 1])
    for file in other.files { #expect(file.accepted + file.rejectedTotal == file.rowsRead) }
  }
}
