import Records
import Testing

@testable import Ingestion

@Suite("CSV exports: the vendor's examples")
struct CSVExampleTests {
  /// Columns of a line that the table states too: identity, dates, flags, counts, names, labels, lists.
  private func rows(_ name: String, _ count: Int, _ columns: [Int], ignoring flags: ConversationFlags) throws -> [String] {
    let folder = try Folder()
    try folder.write("a", FormatFixtures.bytes("studiochat/" + name))
    var settings = folder.settings()
    settings.now = Instant(seconds: 1_777_700_000)
    let result = read(settings)
    #expect(result.files[0].accepted == count && result.files[0].rejectedTotal == 0)
    return result.sink.lines.map { line in
      let parts = line.split(separator: "|", omittingEmptySubsequences: false)
      let bits = (UInt16(parts[3].dropFirst()) ?? 0) & ~flags.rawValue
      return (columns.map { String(parts[$0]) } + ["\(bits)"]).joined(separator: "|")
    }
  }

  @Test("the current layout says what the JSON export says")
  func current() throws {
    let shared = [0, 1, 2, 4, 5, 6, 7, 8, 9, 11, 12, 17, 18, 19]
    // Win-backs stand in no column of this layout.
    let json = try rows("export-conversations.json", 32, shared, ignoring: .winbackSent)
    #expect(try rows("export-conversations.csv", 32, shared, ignoring: .winbackSent) == json)
  }

  @Test("the layout before 2026-03-29 says what the JSON export says")
  func legacy() throws {
    let shared = [0, 1, 2, 4, 5, 6, 7, 8, 9, 11, 12, 17]
    let json = try rows("export-conversations.json", 32, shared, ignoring: .error)
    // The example holds six of them.
    let table = try rows("export-conversations-legacy.csv", 6, shared, ignoring: .error)
    #expect(Set(table).isSubset(of: json))
  }
}
