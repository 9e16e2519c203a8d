import Basics
import Foundation
import Records
import Testing

@testable import Ingestion

@Suite("Bad input")
struct BadInputTests {
  let good = (0..<3).map { conversation("good\($0)") }

  private func checked(_ result: Ingested<Rows>) -> Ingested<Rows> {
    for file in result.files { #expect(file.accepted + file.rejectedTotal == file.rowsRead, "\(file.path)") }
    #expect(result.sink.lines.count == result.files.reduce(0) { $0 + $1.accepted })
    return result
  }

  @Test("an empty folder is one clear error")
  func emptyFolder() throws {
    let folder = try Folder()
    #expect(throws: Diagnostics.self) { try ingest(folder.settings()) { Rows() } }
    let result = inspect(folder.settings())
    #expect(result.files.isEmpty)
    #expect(
      result.diagnostics.description.hasPrefix("error[no-snapshots]: no file found in \(folder.path) (put an export of conversations"))
  }

  @Test("a path that does not exist is named")
  func missingPath() throws {
    let folder = try Folder()
    var settings = folder.settings()
    settings.sources[0].paths = [folder.path + "/nowhere"]
    let result = inspect(settings)
    #expect(result.diagnostics.list.map(\.code) == ["no-snapshots", "unreadable-file"])
    #expect(result.diagnostics.list[1].description.hasPrefix("nowhere: error[unreadable-file]: cannot be opened: it does not exist"))
  }

  @Test("files without a usable conversation are an error of their own")
  func noConversation() throws {
    let folder = try Folder()
    try folder.write("a.json", #"{"conversations":[],"total":0,"limit":20,"offset":0}"#)
    let result = inspect(folder.settings())
    #expect(result.diagnostics.list.map(\.code) == ["no-conversations"])
    #expect(result.files[0].kind == "conversations-page")
  }

  struct Rejected: Sendable, CustomTestStringConvertible {
    var row: String
    var reason: RejectionReason
    var field: String?
    var testDescription: String { "\(reason.rawValue) \(field ?? "") \(row.prefix(60))" }
  }

  static let rejected: [Rejected] = [
    Rejected(row: conversation("x", ["message_count": "\"four\""]), reason: .wrongType, field: "message_count"),
    Rejected(row: conversation("x", ["message_count": "-1"]), reason: .wrongType, field: "message_count"),
    Rejected(row: conversation("x", ["message_count": "99999999999"]), reason: .wrongType, field: "message_count"),
    Rejected(row: conversation("x", ["has_handoff": "1"]), reason: .wrongType, field: "has_handoff"),
    Rejected(row: conversation("x", ["tags": "\"a,b\""]), reason: .wrongType, field: "tags"),
    Rejected(row: conversation("x", ["tags": "[1]"]), reason: .wrongType, field: "tags"),
    Rejected(row: conversation("x", ["user_intent": "{}"]), reason: .wrongType, field: "user_intent"),
    Rejected(row: conversation("x", ["playbooks_info": "[[]]"]), reason: .wrongType, field: "playbooks_info"),
    Rejected(row: conversation("x", ["messages": "{}"]), reason: .wrongType, field: "messages"),
    Rejected(row: conversation("x", ["messages": "[null]"]), reason: .wrongType, field: "messages"),
    Rejected(row: conversation("x", ["messages": #"[{"role":7}]"#]), reason: .wrongType, field: "messages.role"),
    Rejected(
      row: conversation("x", ["messages": #"[{"tool_calls":[{"id":"1"}]}]"#]), reason: .wrongType, field: "messages.tool_calls.name"),
    Rejected(
      row: conversation("x", ["messages": #"[{"role":"user","created_at":"noon"}]"#]), reason: .unreadableTime, field: "messages.created_at"
    ),
    Rejected(row: conversation("x", ["last_message_at": "\"yesterday\""]), reason: .unreadableTime, field: "last_message_at"),
    Rejected(row: conversation("x", ["last_message_at": "1772445600"]), reason: .wrongType, field: "last_message_at"),
    Rejected(row: conversation("x", ["conversation_id": "2.153e5"]), reason: .wrongType, field: "conversation_id"),
    Rejected(row: conversation("x", ["conversation_id": "true"]), reason: .wrongType, field: "conversation_id"),
    Rejected(row: conversation("x", ["message_count": "\"4.5\""]), reason: .wrongType, field: "message_count"),
    Rejected(row: conversation("x", ["has_handoff": "\"yes\""]), reason: .wrongType, field: "has_handoff"),
    Rejected(row: conversation("x", ["conversation_id": "null"]), reason: .noID, field: "conversation_id"),
    Rejected(row: conversation("", [:]), reason: .noID, field: "conversation_id"),
    Rejected(row: conversation("x", ["summary": "nil"]), reason: .notJSON, field: nil),
    Rejected(row: conversation("x", ["summary": "tru"]), reason: .notJSON, field: nil),
    Rejected(row: conversation("x", ["summary": "01"]), reason: .notJSON, field: nil),
    Rejected(row: conversation("x", ["context": "[1,,2]"]), reason: .notJSON, field: "context"),
    Rejected(row: conversation("x", ["context": #"{"a" 1}"#]), reason: .notJSON, field: "context"),
    Rejected(row: conversation("x", ["summary": #""a" b"#]), reason: .notJSON, field: nil),
    Rejected(row: conversation("x", ["summary": "1.e5"]), reason: .notJSON, field: nil),
    Rejected(row: conversation("x", ["summary": "-"]), reason: .notJSON, field: nil),
    Rejected(row: conversation("x", ["summary": "truex"]), reason: .notJSON, field: nil),
    Rejected(row: conversation("x", ["user_intent": #""bad \x escape""#]), reason: .notJSON, field: "user_intent"),
    Rejected(row: conversation("x", ["user_intent": #""bad \u12G4""#]), reason: .notJSON, field: "user_intent"),
    Rejected(row: conversation("x", ["context": "[1}"]), reason: .notJSON, field: "context"),
    Rejected(row: #"{"conversation_id":"x" "model":"m"}"#, reason: .notJSON, field: nil),
    Rejected(row: #"{"conversation_id":"x",}"#, reason: .notJSON, field: nil),
    Rejected(row: "{}", reason: .noID, field: "conversation_id"),
    Rejected(row: "null", reason: .notAnObject, field: nil),
    Rejected(row: "12", reason: .notAnObject, field: nil),
    Rejected(row: #""a { text""#, reason: .notAnObject, field: nil),
    Rejected(row: "garbage", reason: .notAnObject, field: nil),
  ]

  @Test("a bad row is rejected, named and counted; its neighbours survive", arguments: rejected)
  func rows(_ bad: Rejected) throws {
    let folder = try Folder()
    try folder.write("a.json", exportBody([good[0], bad.row, good[1], good[2]]))
    let result = checked(read(folder.settings()))
    let file = result.files[0]
    #expect(file.rowsRead == 4 && file.accepted == 3)
    #expect(file.rejected == [Counted(kind: bad.reason, count: 1)])
    let place = SourceLocation(file: "a.json", line: 7)
    #expect(file.problems == [RowProblem(location: place, row: 2, field: bad.field, reason: bad.reason)])
    let words = "a.json:7: warning[rejected-rows]: 1 of 4 rows not used (1 \(bad.reason.words))"
    #expect(result.diagnostics.list.map(\.description).contains { $0.hasPrefix(words) }, "\(result.diagnostics)")
  }

  @Test("a control character or invalid UTF-8 in a row rejects that row alone")
  func bytes() throws {
    let folder = try Folder()
    var bytes = Array(
      exportBody([good[0], conversation("u", ["summary": "\"@@\""]), conversation("k", ["summary": "\"##\""]), good[1]]).utf8)
    for (index, byte) in bytes.enumerated() {
      if byte == 0x40 { bytes[index] = 0xFF }
      if byte == 0x23 { bytes[index] = 0x01 }
    }
    try folder.write("a.json", bytes)
    let file = checked(read(folder.settings())).files[0]
    #expect(file.accepted == 2)
    #expect(file.rejected == [Counted(kind: .notJSON, count: 1), Counted(kind: .notUTF8, count: 1)])
  }

  @Test("an unclosed quote costs its row, not the rest of an export with line breaks", arguments: [false, true])
  func unclosedQuote(_ indent: Bool) throws {
    let folder = try Folder()
    let rows = (0..<50).map { conversation("c\($0)", $0 == 20 ? ["summary": "\"never closed"] : [:], indent: indent) }
    try folder.write("a.json", exportBody(rows))
    for piece in [4096, 4 << 20] {
      let file = checked(read(folder.settings(pieceSize: piece))).files[0]
      #expect(file.accepted >= 48, "\(file.accepted)")
      #expect(file.rowsRead <= 50)
    }
  }

  @Test("a cut-off export keeps the rows before the cut, wherever it is cut")
  func truncated() throws {
    let body = Array(exportBody(good).utf8)
    let first = Array(body[..<(body.count - 40)])
    for cut in stride(from: 200, to: body.count - 1, by: 97) {
      let folder = try Folder()
      try folder.write("a.json", Array(body[..<cut]))
      let result = checked(read(folder.settings()))
      #expect(result.files[0].accepted <= 3)
      if cut > first.count { #expect(result.files[0].accepted == 3) }
      #expect(result.diagnostics.list.contains { $0.code == "truncated-body" || $0.code == "count-mismatch" }, "cut at \(cut)")
    }
    let folder = try Folder()
    try folder.write("a.json", Array(body[..<(body.count / 2)]))
    let result = read(folder.settings())
    #expect(result.files[0].accepted == 1)
    #expect(result.files[0].rejected == [Counted(kind: .cutOff, count: 1)])
  }

  @Test("lines: a broken, blank or cut-off line costs only itself")
  func lines() throws {
    let folder = try Folder()
    let body = [
      good[0], "{\"conversation_id\":\"x\",\"tags\":[", "", "   ", good[1], "nonsense", good[2] + " {}", String(good[2].dropLast(5)),
    ]
    try folder.write("a.ndjson", body.joined(separator: "\n"))
    let file = checked(read(folder.settings())).files[0]
    #expect(file.kind == "conversations-lines")
    #expect(file.accepted == 2 && file.rowsRead == 6)
    #expect(file.problems.map(\.reason) == [.notJSON, .notJSON, .notJSON, .cutOff])
    #expect(file.problems.map(\.location.line) == [2, 6, 7, 8])
  }

  @Test("a damaged first line does not hide the lines that follow")
  func firstLine() throws {
    for start in ["{\"conversation_id\": \"x", "garbage", "{}", "{\"a\":1}"] {
      let folder = try Folder()
      try folder.write("a.ndjson", ([start] + good).joined(separator: "\n"))
      let file = checked(read(folder.settings())).files[0]
      #expect(file.accepted == 3 && file.rowsRead == 4, "\(start)")
    }
  }

  @Test("nesting 100,000 deep rejects the row")
  func deep() throws {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
      let folder = try Folder()
      let value = String(repeating: open, count: 100_000) + "1" + String(repeating: close, count: 100_000)
      try folder.write("a.json", exportBody([good[0], conversation("deep", ["context": value]), good[1]]))
      let file = checked(read(folder.settings())).files[0]
      #expect(file.rejected == [Counted(kind: .tooDeep, count: 1)])
      #expect(file.accepted == 2)
    }
    let folder = try Folder()
    try folder.write("b.json", [UInt8](repeating: 0x5B, count: 100_000))
    try folder.write("c.json", [UInt8](repeating: 0x7B, count: 100_000))
    #expect(inspect(folder.settings()).files.map(\.kind) == ["unknown", "unknown"])
  }

  @Test("a conversation of 100 MB is skipped and counted, its neighbours survive")
  func huge() throws {
    for lines in [false, true] {
      let folder = try Folder()
      let long = "\"" + String(repeating: "x", count: 100 << 20) + "\""
      let rows = [good[0], conversation("huge", ["summary": long]), good[1]]
      try folder.write("a.json", lines ? rows.joined(separator: "\n") : exportBody(rows))
      let file = checked(read(folder.settings())).files[0]
      #expect(file.accepted == 2)
      #expect(file.rejected == [Counted(kind: .tooLong, count: 1)])
      #expect(file.problems.first?.location.line == (lines ? 2 : 7))
    }
  }

  @Test("impossible and zoneless time stamps are used, flagged and counted")
  func times() throws {
    let folder = try Folder()
    try folder.write(
      "a.json",
      exportBody([
        conversation("reversed", ["first_message_at": "\"2026-03-02T11:00:00Z\""]),
        conversation("future", ["last_message_at": "\"2027-03-02T11:00:00Z\""]),
        conversation("after-export", ["last_message_at": "\"2026-04-02T11:00:00Z\""]),
        conversation("ancient", ["first_message_at": "\"0001-01-01T00:00:00Z\""]),
        conversation("zoneless", ["last_message_at": "\"2026-03-02T11:00:00\""]),
      ]))
    let result = checked(read(folder.settings()))
    #expect(result.files[0].notes == [Counted(kind: .impossibleTime, count: 4), Counted(kind: .timeWithoutZone, count: 1)])
    #expect(
      result.diagnostics.list.map(\.message) == [
        "4 rows with a time stamp that cannot be: the last before the first, or not yet reached",
        "1 row with time stamps without an offset; read as UTC",
      ])
    #expect(result.sink.lines.filter { $0.contains("|f128|") }.count == 4)
  }

  @Test("a zero-byte file is an empty export")
  func zeroBytes() throws {
    let folder = try Folder()
    try folder.write("a.json", "")
    try folder.write("b.json", "  \n")
    try folder.write("c.json", exportBody(good))
    let result = read(folder.settings())
    #expect(result.files.map(\.kind) == ["empty", "empty", "conversations-export"])
    #expect(result.diagnostics.list.isEmpty)
  }

  @Test("hidden files, link circles, second names of a file and published sites are left out")
  func leftOut() throws {
    let folder = try Folder()
    try folder.write("in/a.json", exportBody(good))
    try folder.write("in/.DS_Store", "x")
    try folder.write("in/.git/config", "x")
    try folder.write("in/site/index.html", "<html>")
    try folder.write("in/site/assets/x.css", "x")
    try folder.write("out/index.json", "{}")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/in/loop", withDestinationPath: folder.path + "/in")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/in/self", withDestinationPath: folder.path + "/in/self")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/in/z.json", withDestinationPath: folder.path + "/in/a.json")
    var settings = folder.settings()
    settings.excludedPaths = [folder.path + "/out"]
    let result = inspect(settings)
    #expect(result.files.map(\.path) == ["in/a.json"])
    #expect(result.diagnostics.list.map(\.message) == ["cannot be opened: links lead in a circle"])
  }

  @Test("an unreadable file stops the build")
  func unreadable() throws {
    let folder = try Folder()
    let file = try folder.write("a.json", exportBody(good))
    var settings = folder.settings()
    settings.sources[0].paths = [file]
    let found = findFiles(settings)
    try FileManager.default.removeItem(atPath: file)
    let feed = Feed(
      index: 0, file: found.files[0], contexts: ContextReader(files: found.files, settings: settings), settings: settings, identitySeed: 0,
      wantsDigest: true)
    #expect(!feed.next(Block()))
    let problems = problems(of: describe(feed, feed, settings), feed)
    #expect(problems.map(\.code) == ["unreadable-file"])
    #expect(problems[0].severity == .error)
  }

  @Test("a file that is cut or rewritten while it is read stops the build")
  func changed() throws {
    for grows in [false, true] {
      let folder = try Folder()
      let file = try folder.write("a.json", exportBody((0..<2000).map { conversation("c\($0)") }))
      let settings = folder.settings(pieceSize: 64 << 10)
      let found = findFiles(settings).files
      let feed = Feed(
        index: 0, file: found[0], contexts: ContextReader(files: found, settings: settings), settings: settings,
        identitySeed: 0, wantsDigest: true)
      let block = Block()
      #expect(feed.next(block))
      var whole = Digest()
      var isHashed = feed.tryDigest(block, &whole)
      #expect(isHashed)
      let handle = try #require(FileHandle(forUpdatingAtPath: file))
      if grows { try handle.seekToEnd(); try handle.write(contentsOf: Data([0x20])) } else { try handle.truncate(atOffset: 200_000) }
      try handle.close()
      while feed.next(block) {
        isHashed = feed.tryDigest(block, &whole)
        #expect(isHashed)
      }
      #expect(problems(of: describe(feed, feed, settings), feed).map(\.code) == ["changed-file"])
      #expect(feed.finalDigest() == nil)
    }
  }
}
