import Basics
import Records
import Testing

@testable import Ingestion

@Suite("CSV exports: bad input")
struct CSVBadInputTests {
  private func file(_ bytes: [UInt8], pieceSize: Int = 4 << 20) throws -> (file: SnapshotFile, result: Ingested<Rows>) {
    let folder = try Folder()
    try folder.write("a.csv", bytes)
    let result = read(folder.settings(pieceSize: pieceSize))
    let file = try #require(result.files.first)
    #expect(file.accepted + file.rejectedTotal == file.rowsRead)
    return (file, result)
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    var row: String
    var reason: RejectionReason
    var field: String?
    /// Rows that the bad one counts as.
    var rows = 1
    var testDescription: String { "\(reason.rawValue) \(field ?? "") \(row.prefix(60))" }
  }

  static let bad: [Bad] = [
    Bad(row: CSVTests.row("x", ["message_count": "four"]), reason: .wrongType, field: "message_count"),
    Bad(row: CSVTests.row("x", ["message_count": "-1"]), reason: .wrongType, field: "message_count"),
    Bad(row: CSVTests.row("x", ["message_count": "4.5"]), reason: .wrongType, field: "message_count"),
    Bad(row: CSVTests.row("x", ["message_count": "99999999999"]), reason: .wrongType, field: "message_count"),
    Bad(row: CSVTests.row("x", ["message_count": "nan"]), reason: .wrongType, field: "message_count"),
    Bad(row: CSVTests.row("x", ["has_handoff": "maybe"]), reason: .wrongType, field: "has_handoff"),
    Bad(row: CSVTests.row("x", ["last_message_at": "yesterday"]), reason: .unreadableTime, field: "last_message_at"),
    Bad(row: CSVTests.row(""), reason: .noID, field: "conversation_id"),
    Bad(row: CSVTests.row("2.153E+10"), reason: .wrongType, field: "conversation_id"),
    Bad(row: CSVTests.row("x") + ",more", reason: .wrongCells),
    Bad(row: CSVTests.row("x") + ",", reason: .wrongCells),
    Bad(row: CSVTests.row("x,y").replacing("\"x,y\"", with: "x,y"), reason: .wrongCells),
    Bad(row: "x,y", reason: .wrongCells),
    Bad(row: "one cell", reason: .wrongCells),
    Bad(row: CSVTests.row("x", ["model": "\"m"]).replacing("\"\"\"m\"", with: "\"m\" "), reason: .badQuotes, rows: 2),
    Bad(row: CSVTests.row("x").replacing("\"{'id'", with: "\"{\"'id'"), reason: .badQuotes, rows: 2),
    Bad(row: CSVTests.row("x", ["summary": "\u{0}"]), reason: .notUTF8),
  ]

  @Test("a bad row is rejected, named and counted; its neighbours survive", arguments: bad)
  func rows(_ one: Bad) throws {
    let text = CSVTests.table([CSVTests.row("a"), one.row, CSVTests.row("b"), CSVTests.row("c")])
    for piece in [1000, 4 << 20] {
      let (file, result) = try file(Array(text.utf8), pieceSize: piece)
      #expect(file.accepted == 3 && file.rowsRead == 3 + one.rows)
      let problem = try #require(file.problems.first)
      #expect(problem.reason == one.reason && problem.field == one.field && problem.row == 2)
      #expect(problem.location.line == 4)
      #expect(result.diagnostics.list.contains { $0.code == "rejected-rows" && $0.description.contains(one.reason.words) })
    }
  }

  @Test("a quote inside a plain cell is a character")
  func strayQuote() throws {
    let row = CSVTests.row("a", ["model": "5\" pipe"]).replacing("\"5\"\" pipe\"", with: "5\" pipe")
    let (file, result) = try file(Array(CSVTests.table([row, CSVTests.row("b")]).utf8))
    #expect(file.accepted == 2)
    #expect(result.sink.lines.contains { $0.contains("|5\" pipe|") })
  }

  @Test("an unclosed quote costs its row, not the rest of the file", arguments: [997, 4096, 4 << 20])
  func unclosedQuote(_ piece: Int) throws {
    for place in [0, 20, 48, 49] {
      let rows = (0..<50).map { index in
        index == place ? CSVTests.row("c\(index)", ["model": "m"]).replacing(",,m", with: ",,\"m") : CSVTests.row("c\(index)")
      }
      let (file, _) = try file(Array(CSVTests.table(rows).utf8), pieceSize: piece)
      #expect(file.accepted == 49, "\(place): \(file.rejected)")
    }
  }

  @Test("a table that is cut off keeps the rows before the cut, wherever it is cut")
  func truncated() throws {
    let body = Array(CSVTests.table((0..<3).map { CSVTests.row("c\($0)") }).utf8)
    let header = CSVTests.header.utf8.count + 2
    let row = (body.count - header) / 3
    // A row that lost only the end of its last cell looks whole.
    let lastCell = "gpt-4o-2024-08-06\r\n".utf8.count
    for cut in stride(from: header + 1, to: body.count - lastCell, by: 13) {
      let (file, _) = try file(Array(body[..<cut]))
      #expect(file.accepted == (cut - header + lastCell) / row, "cut at \(cut)")
      if 1..<(row - lastCell) ~= (cut - header) % row { #expect(file.rejected == [Counted(kind: .cutOff, count: 1)], "cut at \(cut)") }
    }
  }

  @Test("bytes of a Windows code page reject their row alone")
  func codePage() throws {
    var bytes = Array(CSVTests.table([CSVTests.row("a"), CSVTests.row("b", ["summary": "@"]), CSVTests.row("c")]).utf8)
    for index in bytes.indices where bytes[index] == 0x40 { bytes[index] = 0xE9 }
    let (file, _) = try file(bytes)
    #expect(file.accepted == 2)
    #expect(file.rejected == [Counted(kind: .notUTF8, count: 1)])
  }

  @Test("a row of 100 MB is skipped and counted, its neighbours survive")
  func huge() throws {
    let long = String(repeating: "x\n", count: 50 << 20)
    let (file, _) = try file(
      Array(CSVTests.table([CSVTests.row("a"), CSVTests.row("b", ["summary": long]), CSVTests.row("c"), CSVTests.row("d")]).utf8))
    #expect(file.accepted == 3)
    #expect(file.rejected == [Counted(kind: .tooLong, count: 1)])
  }

  @Test("blank lines are no rows; a row of empty cells is one without an id")
  func blank() throws {
    let empty = String(repeating: ",", count: 20)
    let (file, _) = try file(Array(CSVTests.table(["", CSVTests.row("a"), "  ", "", empty, CSVTests.row("b")]).utf8))
    #expect(file.accepted == 2 && file.rowsRead == 3)
    #expect(file.problems.map(\.reason) == [.noID])
  }

  @Test("a table without a needed column is told with the nearest name")
  func missingColumn() throws {
    let header = CSVTests.header.replacing("conversation_id", with: "conversatoin_id").replacing("last_message_at", with: "last_msg_at")
    let (file, result) = try file(Array(CSVTests.table([CSVTests.row("a")], header: header).utf8))
    #expect(file.kind == "conversations-csv" && file.accepted == 0)
    #expect(file.rejected == [Counted(kind: .noID, count: 1)])
    let diagnostic = try #require(result.diagnostics.list.first { $0.code == "missing-column" })
    #expect(
      diagnostic.description == "a.csv: warning[missing-column]: the table has no columns conversation_id, last_message_at; did you mean "
        + "\"conversatoin_id\" or \"last_msg_at\"? (without conversation_id no row can be used; export again)")
  }

  @Test("other tables are not taken for conversations")
  func others() throws {
    for text in ["a,b\n1,2\n", "conversation_id,rating\n1,5\n", "channelId;conversations\n1;2\n", "hello, world", "\"", "a,\"b"] {
      let folder = try Folder()
      try folder.write("a.csv", text)
      #expect(read(folder.settings()).files.allSatisfy { $0.kind != "conversations-csv" }, "\(text)")
    }
  }

  @Test("law: whatever the bytes, accepted and rejected rows are the rows read")
  func anyBytes() throws {
    var state: UInt64 = 5
    func next(_ n: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % n
    }
    let body = Array(CSVTests.table((0..<12).map { CSVTests.row("c\($0)") }).utf8)
    let alphabet = Array("\",\n\r;'{}\\\u{0}a0".utf8) + [0xFF, 0xC3]
    for _ in 0..<120 {
      var bytes = body
      let header = CSVTests.header.utf8.count
      for _ in 0..<(1 + next(12)) { bytes[header + next(bytes.count - header)] = alphabet[next(alphabet.count)] }
      let folder = try Folder()
      try folder.write("a.csv", bytes)
      let results = [2048, 4 << 20].map { read(folder.settings(pieceSize: $0)) }
      for result in results {
        let file = result.files[0]
        #expect(file.accepted + file.rejectedTotal == file.rowsRead)
        #expect(file.accepted == result.sink.lines.count)
      }
      #expect(results[0].sink == results[1].sink)
      #expect(results[0].files == results[1].files)
    }
  }
}
