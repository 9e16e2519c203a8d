import Basics
import Foundation
import Records
import Testing

@testable import Ingestion

@Suite("Laws of reading")
struct LawTests {
  /// Rows with many shapes: unlike lengths, escapes, messages, bad ones, repeats.
  private func rows(_ count: Int) -> [String] {
    (0..<count).map { n in
      var edit: [String: String?] = [
        "user_intent": "\"intent \(n % 17) \\\" { \(String(repeating: "é", count: n % 40))\"", "tags": "[\"t\(n % 5)\"]",
      ]
      if n % 11 == 3 { edit["messages"] = #"[{"role":"user","content":"\#(String(repeating: "long } ", count: n % 90))"}]"# }
      if n % 13 == 5 { edit["message_count"] = "\"bad\"" }
      if n % 7 == 2 { edit["deflection_quality"] = "\"gave_up\"" }
      return conversation("c\(n)", edit, indent: n % 2 == 0)
    }
  }

  @Test("the result depends neither on the number of jobs nor on where blocks end")
  func jobs() throws {
    let folder = try Folder()
    try folder.write("2026-03/a.json", exportBody(rows(400)))
    try folder.write("2026-04/b.ndjson", (400..<700).map { conversation("c\($0)") }.joined(separator: "\n"))
    let expected = read(folder.settings(jobs: 1))
    #expect(expected.files.map(\.accepted) == [369, 300])
    #expect(expected.files[0].problems.count == 20)
    for jobs in [1, 2, 3, 8] {
      for piece in [1500, 4096, 10_007, 1 << 20] {
        let other = read(folder.settings(jobs: jobs, pieceSize: piece))
        #expect(other.sink == expected.sink, "jobs \(jobs) piece \(piece)")
        #expect(other.files == expected.files, "jobs \(jobs) piece \(piece)")
        #expect(other.diagnostics.list == expected.diagnostics.list)
      }
    }
  }

  @Test("many small files come out in the order of their paths, whoever reads them")
  func manyFiles() throws {
    let folder = try Folder()
    for n in 0..<400 {
      try folder.write("2026-0\(3 + n % 2)/\(n % 7)/c\(n).json", conversation("c\(n)", n % 50 == 9 ? ["tags": "3"] : [:]))
    }
    let expected = read(folder.settings(jobs: 1))
    #expect(expected.files.count == 400 && expected.files.reduce(0) { $0 + $1.accepted } == 392)
    #expect(expected.files.map(\.path) == expected.files.map(\.path).sorted { utf8Precedes($0, $1) })
    #expect(expected.files.allSatisfy { $0.sha256?.count == 64 && $0.window != nil })
    for jobs in [2, 5] {
      let other = read(folder.settings(jobs: jobs))
      #expect(other.sink == expected.sink && other.files == expected.files && other.diagnostics.list == expected.diagnostics.list)
    }
  }

  @Test("line numbers are those of the file")
  func lineNumbers() throws {
    let folder = try Folder()
    let body = exportBody(rows(400))
    try folder.write("a.json", body)
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    for problem in read(folder.settings(pieceSize: 2048)).files[0].problems {
      let line = try #require(problem.location.line)
      #expect(lines[line - 1].contains("{"))
      let near = lines[(line - 1)...].prefix(3).joined()
      #expect(near.contains("\"conversation_id\": \"c\(problem.row - 1)\"") || near.contains("\"conversation_id\":\"c\(problem.row - 1)\""))
    }
  }

  @Test("an export split into pages gives the same rows")
  func pages() throws {
    let all = rows(95)
    let whole = try Folder()
    try whole.write("a.json", exportBody(all))
    let split = try Folder()
    for start in stride(from: 0, to: 95, by: 20) {
      try split.write("page-\(start).json", page(Array(all[start..<min(start + 20, 95)]), total: 95, offset: start))
    }
    let a = read(whole.settings())
    let b = read(split.settings())
    #expect(a.sink == b.sink)
    #expect(b.files.allSatisfy { $0.kind == "conversations-page" && $0.statedTotal == 95 })
    #expect(b.files.reduce(0) { $0 + $1.rejectedTotal } == a.files[0].rejectedTotal)
  }

  @Test("a list that was not fetched to its end is told, a whole one and a longer one beside it are not")
  func missingPages() throws {
    func told(_ pages: [(file: String, rows: Int, total: Int)]) throws -> [String] {
      let folder = try Folder()
      for (number, item) in pages.enumerated() {
        try folder.write(item.file, page((0..<item.rows).map { conversation("\(number)-\($0)") }, total: item.total, offset: 0))
      }
      return inspect(folder.settings()).diagnostics.list.map(\.description)
    }
    #expect(try told([("a/1.json", 20, 40), ("a/2.json", 20, 40)]) == [])
    #expect(try told([("a/1.json", 20, 40), ("a/2.json", 20, 41), ("a/3.json", 1, 41), ("a/other.json", 5, 5)]) == [])
    #expect(
      try told([("a/1.json", 20, 45), ("a/2.json", 20, 45), ("b/1.json", 20, 20)]) == [
        "a/1.json: warning[missing-pages]: the list has 45 conversations, its pages in this folder hold 40 (fetch the list to its end)"
      ])
  }

  @Test("of repeated conversations the newest counts, whatever the order of files and the number of jobs")
  func repeats() throws {
    func copy(_ id: String, _ minute: Int, _ count: Int) -> String {
      conversation(id, ["last_message_at": "\"2026-03-02T11:\(10 + minute):00Z\"", "message_count": "\(count)"])
    }
    let names = [["a", "b", "c"], ["c", "a", "b"], ["b", "c", "a"]]
    var results: [Rows] = []
    for name in names {
      let folder = try Folder()
      try folder.write("\(name[0]).json", exportBody([copy("1", 0, 1), copy("2", 5, 2), copy("3", 0, 3), copy("solo", 0, 4)]))
      try folder.write(
        "\(name[1]).json", exportBody([copy("1", 9, 11), copy("2", 1, 12), copy("1", 3, 13)], exportedAt: "2026-03-30T00:00:00Z"))
      try folder.write("\(name[2]).json", exportBody([copy("3", 0, 23)], exportedAt: "2026-03-31T23:30:00Z"))
      for jobs in 1...3 {
        let result = read(folder.settings(jobs: jobs))
        results.append(result.sink)
        #expect(result.files.reduce(0) { $0 + $1.duplicates } == 4)
        for file in result.files { #expect(file.accepted + file.rejectedTotal == file.rowsRead && file.sha256?.count == 64) }
      }
    }
    let counts = results[0].lines.map { $0.split(separator: "|")[4] }.sorted()
    #expect(counts == ["n11", "n2", "n23", "n4"])
    for result in results { #expect(result == results[0]) }
  }

  @Test("equal copies: the first path, then the first row counts")
  func equalCopies() throws {
    let folder = try Folder()
    try folder.write("b.json", exportBody([conversation("1", ["message_count": "1"])]))
    try folder.write("a.json", exportBody([conversation("1", ["message_count": "2"]), conversation("1", ["message_count": "3"])]))
    let result = read(folder.settings())
    #expect(result.sink.lines.map { $0.split(separator: "|")[4] } == ["n2"])
    #expect(result.files.map(\.duplicates) == [1, 1])
  }

  @Test("the same id in two sources or projects is two conversations")
  func sources() throws {
    let folder = try Folder()
    try folder.write("x/a.json", exportBody([conversation("1")]))
    try folder.write("y/a.json", exportBody([conversation("1")]))
    var settings = folder.settings()
    settings.sources = [
      SnapshotSource(id: "s", name: "S", project: "one", paths: [folder.path + "/x"]),
      SnapshotSource(id: "s", name: "S", project: "two", paths: [folder.path + "/y"]),
    ]
    #expect(read(settings).sink.lines.count == 2)
    settings.sources[1].project = "one"
    #expect(read(settings).sink.lines.count == 1)
  }

  @Test("a file's digest is SHA-256 of its stored bytes")
  func digest() throws {
    let folder = try Folder()
    try folder.write("a.json", "abc")
    #expect(inspect(folder.settings()).files[0].sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("context comes from a manifest, else a folder's name, else the file's, else the rows")
  func context() throws {
    let folder = try Folder()
    let body = exportBody([conversation("1")])
    try folder.write(
      "m/manifest.json",
      #"{"format":"snapshot-manifest","version":1,"period":{"start":"2026-03-01","end":"2026-04-01"},"sources":[{"vendor":"studiochat","files":[{"path":"s/a.json","kind":"export","query":{"start_date":"2026-03-05","limit":3},"capturedAt":"2026-04-02T00:00:00Z"},{"path":"s/b.json","query":{"start_date":"2026-03-01T00:00:00Z","end_date":"2026-03-08T00:00:00Z"}}]}]}"#
    )
    try folder.write("m/s/a.json", page([conversation("2")], total: 1, offset: 0))
    try folder.write("m/s/b.json", body)
    try folder.write("2026-02/c.json", body)
    try folder.write("x/export_2025-12.json", body)
    try folder.write("x/other.json", body)
    let files = inspect(folder.settings()).files
    let origins = Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0) })
    func days(_ path: String) -> [Int64]? {
      origins[path]?.window.map { [$0.lowerBound.seconds / 86_400, $0.upperBound.seconds / 86_400] }
    }
    #expect(origins["m/manifest.json"]?.kind == "manifest")
    #expect(origins["m/s/a.json"]?.contextOrigin == .manifest(path: "m/manifest.json"))
    #expect(origins["m/s/a.json"]?.exportedAt == Instant(seconds: 1_775_088_000))
    #expect(days("m/s/a.json") == [20_513, 20_544])
    #expect(days("m/s/b.json") == [20_513, 20_520])
    #expect(days("2026-02/c.json") == [20_485, 20_513])
    #expect(origins["2026-02/c.json"]?.contextOrigin == .folderName)
    #expect(origins["x/export_2025-12.json"]?.contextOrigin == .fileName)
    #expect(origins["x/other.json"]?.contextOrigin == .rows)
    #expect(days("x/other.json") == nil)
    var settings = folder.settings()
    for path in ["/m/s/b.json", "/m/s", "/m/s/"] {
      settings.sources[0].paths = [folder.path + path]
      #expect(inspect(settings).files.last?.contextOrigin == .manifest(path: "m/manifest.json"), "\(path)")
    }
  }
}
