import Basics
import Foundation
import Records
import Testing

@testable import Ingestion

@Suite("CSV exports")
struct CSVTests {
  static let header =
    "conversation_id,inbox_name,playbook_name,playbook_version,playbooks_info,message_count,first_message_at,last_message_at,"
    + "first_user_message,last_assistant_message,has_handoff,has_error,tags,skills,avg_response_latency_ms,sentiment_label,"
    + "sentiment_reason,resources_label,resources_reason,summary,model"

  /// The row of a table that says what `conversation(id)` says in JSON, as far as a table can.
  static func row(_ id: String, _ edit: [String: String] = [:], separator: String = ",") -> String {
    let cells: [(String, String)] = [
      ("conversation_id", id), ("inbox_name", "Web chat"), ("playbook_name", "Service desk"), ("playbook_version", "3"),
      ("playbooks_info", "{'id': 'x', 'name': 'Service desk', 'version': 3}, {'id': 'y', 'name': 'Night desk', 'version': 1}"),
      ("message_count", "4"), ("first_message_at", "2026-03-02T10:00:00Z"), ("last_message_at", "2026-03-02T10:05:00.25Z"),
      ("first_user_message", "a \"quoted\" } text \\"), ("last_assistant_message", ""), ("has_handoff", "false"), ("has_error", "false"),
      ("tags", "billing, vip"), ("skills", ""), ("avg_response_latency_ms", "1200"), ("sentiment_label", "positive"),
      ("sentiment_reason", "r\nr"), ("resources_label", ""), ("resources_reason", ""), ("summary", ""), ("model", "gpt-4o-2024-08-06"),
    ]
    return cells.map { name, value in written(edit[name] ?? value, separator) }.joined(separator: separator)
  }

  static func written(_ cell: String, _ separator: String) -> String {
    let needsQuotes = cell.unicodeScalars.contains { $0 == "\"" || $0 == "\n" || $0 == "\r" || String($0) == separator }
    return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
  }

  static func table(_ rows: [String], header: String = header, end: String = "\r\n") -> String {
    ([header] + rows).map { $0 + end }.joined()
  }

  /// Rows as JSON with only what a table holds.
  private func plainJSON(_ ids: [String]) -> String {
    exportBody(
      ids.map {
        conversation($0, ["user_intent": nil, "sentiment_shift": nil, "deflection_quality": nil, "recontact_risk": nil, "context": nil])
      })
  }

  private func lines(_ text: String, pieceSize: Int = 4 << 20, jobs: Int = 2) throws -> (file: SnapshotFile, lines: [String]) {
    let folder = try Folder()
    try folder.write("a.csv", text)
    let result = read(folder.settings(jobs: jobs, pieceSize: pieceSize))
    return (try #require(result.files.first), result.sink.lines)
  }

  @Test("a table gives the rows that the JSON export gives", arguments: ["\n", "\r\n", "\r\r\n"])
  func sameAsJSON(_ end: String) throws {
    let ids = (0..<40).map { "c\($0)" }
    let folder = try Folder()
    try folder.write("a.json", plainJSON(ids))
    let expected = read(folder.settings()).sink.lines
    #expect(expected.count == 40)
    let text = Self.table(ids.map { Self.row($0) }, end: end)
    for piece in [997, 1024, 4096, 4 << 20] {
      let (file, lines) = try lines(text, pieceSize: piece)
      #expect(file.kind == "conversations-csv" && file.vendor == "studiochat" && file.isRead)
      #expect(file.accepted == 40 && file.rowsRead == 40, "\(file.rejected)")
      #expect(lines == expected)
    }
  }

  @Test("semicolons, tabs, a byte order mark, columns in another order and columns nobody knows")
  func layouts() throws {
    let expected = try lines(Self.table([Self.row("a"), Self.row("b")])).lines
    for separator in [";", "\t"] {
      let header = Self.header.replacing(",", with: separator)
      let text = Self.table([Self.row("a", separator: separator), Self.row("b", separator: separator)], header: header)
      #expect(try lines(text).lines == expected)
      #expect(try lines("\u{FEFF}" + text).lines == expected)
    }
    let turned = Self.table(
      [Self.row("a"), Self.row("b")].map { "x, y;" + "\"\"," + $0 }.map { $0.replacing("x, y;", with: "7,") },
      header: "new one,note," + Self.header)
    #expect(try lines(turned).lines == expected)
    let last = Self.table(
      [Self.row("a"), Self.row("b")].map { row in
        let cut = row.firstIndex(of: ",") ?? row.startIndex
        return row[row.index(after: cut)...] + "," + row[..<cut]
      }, header: Self.header.replacing("conversation_id,", with: "") + ",conversation_id")
    #expect(try lines(last).lines == expected)
  }

  @Test("booleans and counts as table programs write them; an empty cell is missing")
  func spellings() throws {
    let expected = try lines(Self.table([Self.row("a", ["has_handoff": "true"])])).lines
    for edit in [
      ["has_handoff": "True"],
      ["has_handoff": "TRUE", "message_count": "4.0", "playbook_version": "3.0", "avg_response_latency_ms": "1200.4"],
    ] {
      #expect(try lines(Self.table([Self.row("a", edit)])).lines == expected)
    }
    let empty = try lines(
      Self.table([
        Self.row(
          "a",
          ["has_handoff": "", "message_count": "", "playbook_version": "", "avg_response_latency_ms": "", "tags": "", "playbooks_info": ""])
      ])
    ).lines
    #expect(empty.first?.contains("|f\(ConversationFlags.handoffUnknown.rawValue)|n-1|ms-1|") == true)
    #expect(empty.first?.contains("|v-1|") == true)
  }

  @Test(
    "assistants are read from what Python prints, whatever is in their names",
    arguments: [
      ("{'id': 'x', 'name': 'Service desk', 'version': 3}", "Service desk"),
      (#"{'id': 'x', 'name': "Anna's desk", 'version': 3}"#, "Anna's desk"),
      (#"{'id': 'x', 'name': 'Anna\'s "desk"', 'version': 3}"#, "Anna's \"desk\""),
      (#"{'id': 'x', 'name': 'a, {b}: c', 'version': 3}"#, "a, {b}: c"),
      (#"{'id': 'x', 'name': 'caf\xe9 \u2603 \U0001F600', 'version': 3}"#, "café ☃ 😀"),
      (#"{'id': 'x', 'name': None, 'version': 3}, {'version': 1, 'name': 'B'}"#, "B"),
      (#"{'id': 'name', 'inbox': {'name': 'no'}, 'name': 'yes'}"#, "yes"),
      (#"[{"id": "x", "name": "As \"JSON\"", "version": null}]"#, "As \"JSON\""),
      ("{'id': 'x', 'name': 'never closed", ""), ("nonsense", ""), ("'", ""), (#"{'name': 'x\"#, ""), ("}}}{{{'name'", ""),
    ])
  func participants(_ cell: String, _ names: String) throws {
    let (file, lines) = try lines(Self.table([Self.row("a", ["playbooks_info": cell])]))
    #expect(file.accepted == 1)
    let parts = try #require(lines.first).split(separator: "|", omittingEmptySubsequences: false)
    #expect(parts[19] == names)
  }

  @Test("the layout before 2026-03-29: win-backs and labels in trailing columns")
  func legacy() throws {
    let header =
      "conversation_id,inbox_name,playbook_name,playbook_version,message_count,first_message_at,last_message_at,first_user_message,"
      + "last_assistant_message,has_handoff,has_winback,tags,avg_response_latency_ms,sentiment_label,resources_label,model,"
      + "metrics_sentiment_label,metrics_sentiment_reason,metrics_resources_label,metrics_resources_reason,metrics_summary"
    let rows = [
      "1,Web,Desk,3,2,2026-03-02T10:00:00Z,2026-03-02T10:05:00Z,hi,,false,true,a,900,,,m,negative,why,relevant,,s",
      "2,Web,Desk,3,2,2026-03-02T10:00:00Z,2026-03-02T10:05:00Z,hi,,false,false,a,900,positive,partial,m,negative,why,relevant,,s",
    ]
    let (file, lines) = try lines(Self.table(rows, header: header))
    #expect(file.kind == "conversations-csv-legacy" && file.accepted == 2)
    let winback = ConversationFlags.winbackSent.rawValue
    #expect(lines.contains { $0.contains("|f\(winback)|") && $0.contains("|negative|relevant|") })
    #expect(lines.contains { $0.contains("|f0|") && $0.contains("|positive|partial|") })
  }

  @Test("an empty file is an empty export; a header alone has no rows")
  func empty() throws {
    let folder = try Folder()
    try folder.write("a.csv", "")
    try folder.write("b.csv", Self.header)
    try folder.write("c.csv", Self.table([]))
    try folder.write("d.csv", Self.table([Self.row("a")]))
    let result = read(folder.settings())
    #expect(result.files.map(\.kind) == ["empty", "conversations-csv", "conversations-csv", "conversations-csv"])
    #expect(result.files.map(\.rowsRead) == [0, 0, 0, 1])
    #expect(result.diagnostics.list.isEmpty, "\(result.diagnostics)")
  }
}
