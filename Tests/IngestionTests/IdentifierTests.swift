import Privacy
import Records
import Testing

@testable import Ingestion

/// Ids as a profile shows them.
private struct Shown: ConversationSink {
  var profile = PublishProfile.publicReport
  var ids: [String] = []

  mutating func consume(_ batch: borrowing ConversationBatch) {
    for row in 0..<batch.count {
      if let id = batch.identifiers.identifier(at: row) { ids.append(id.shown(Redactor(), for: profile).string) }
    }
  }
  mutating func finish(_ lexicons: Lexicons) {}
  mutating func merge(_ other: consuming Shown) { ids = (ids + other.ids).sorted() }
}

struct IdentifierTests {
  private static let row = #"{"conversation_id":"ID","message_count":2,"has_handoff":false,"last_message_at":"2026-01-02T10:00:00Z"}"#

  private func ids(_ delivered: [String], _ profile: PublishProfile, keeps: Bool = true) throws -> [String] {
    let folder = try Folder()
    let rows = delivered.map { Self.row.replacing("ID", with: $0) }.joined(separator: ",")
    try folder.write("export.json", #"{"exported_at":"2026-01-31T00:00:00Z","conversations":[\#(rows)]}"#)
    var settings = folder.settings()
    settings.keepsIdentifiers = keeps
    return try ingest(settings) { Shown(profile: profile) }.sink.ids.sorted()
  }

  @Test("a report for everybody shows letters for what could be a number of somebody; the team sees ids as delivered")
  func profiles() throws {
    let delivered = ["+4915112345678", "215468", "6f9619ff-8b86-d011-b42d-00c04fc964ff", "ada@example.com"]
    #expect(try ids(delivered, .internalReport) == delivered.sorted())
    let shown = try ids(delivered, .publicReport)
    #expect(shown.contains("215468") && shown.contains("6f9619ff-8b86-d011-b42d-00c04fc964ff"))
    let letters = shown.filter { $0 != "215468" && $0.first != "6" }
    #expect(letters.count == 2 && letters.allSatisfy { $0.count == 16 && $0.allSatisfy { ("a"..."p").contains($0) } })
    #expect(shown == (try ids(delivered.reversed(), .publicReport)), "the same in every run")
  }

  @Test("letters are those of records of the same source")
  func reference() throws {
    let shown = try ids(["4915112345678901"], .publicReport)
    var harvest = Harvest(redactor: Redactor(), keepsRemarks: false)
    harvest.begin(DocumentBody(vendor: .studiochat, source: "main", kind: "csat-analytics", file: "f"), file: 0)
    #expect(shown == [harvest.reference("4915112345678901").string])
  }

  @Test("nothing is kept unless it is asked for")
  func off() throws { #expect(try ids(["215468"], .internalReport, keeps: false).isEmpty) }

  @Test("conversations put together from several files carry their ids, too")
  func drafts() throws {
    var writer = DraftWriter(Redactor(), keepsIdentifiers: true)
    var draft = ConversationDraft(id: "room-1")
    draft.startedAt = 1_000_000
    _ = writer.append(draft, identity: 1, source: SnapshotSource(id: "main", name: "Main", paths: []))
    let id = try #require(writer.batch.identifiers.identifier(at: 0))
    #expect(id.shown(Redactor(), for: .publicReport).string == "room-1")
    #expect(writer.batch.identifiers.identifier(at: 1) == nil)
  }
}
