import Foundation
import Records
import Testing

@testable import Ingestion

@Suite("A folder of ChatCaptain's exports") struct CaptainWholeReadingTests {
  private func folder(_ names: [String], manifest: String? = nil) throws -> Folder {
    let folder = try Folder()
    for name in names { try folder.write("2026-04/chatcaptain/\(name)", captainBytes(name)) }
    if let manifest { try folder.write("2026-04/manifest.json", manifest) }
    return folder
  }

  private static let manifest = #"""
    {"format": "snapshot-manifest", "version": 1, "period": {"start": "2026-04-01", "end": "2026-05-01"}, "sources": [{"vendor": "chatcaptain",
     "timeZone": "Europe/Berlin", "chatbotId": "bot_koeln", "files": [
      {"path": "chatcaptain/conversation-messages.json", "kind": "messages", "conversationId": "cv_031"},
      {"path": "chatcaptain/report-overview.json", "kind": "report-overview", "query": {"from": "2026-03-31T22:00:00.000Z",
       "to": "2026-04-30T21:59:59.999Z", "interval": 86400}},
      {"path": "chatcaptain/report-channel-tel.json", "kind": "report-channel", "channelId": "ch_tel", "query": {"from": "2026-03-31T22:00:00.000Z",
       "to": "2026-04-30T21:59:59.999Z", "interval": 86400}}]}]}
    """#

  @Test("all files together: 61 conversations with names of channels and bot, one of them a test, every file recognised")
  func whole() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: captainFixtures).sorted()
    let folder = try folder(names, manifest: Self.manifest)
    let result = read(folder.settings())
    let kinds = Dictionary(grouping: result.files, by: \.kind).mapValues(\.count)
    #expect(kinds["unknown"] == nil)
    #expect(result.sink.lines.count == 61)
    #expect(result.sink.lines.filter { $0.contains("|Hotline Köln|Kölner Küchen Bot|") }.count == 20)
    #expect(result.sink.lines.allSatisfy { $0.contains("|Kölner Küchen Bot|") })
    let documents = result.documents
    #expect(documents[.sessions].count == 61)
    #expect(documents[.calls].count == 20)
    #expect(documents[.intents].count == 107)
    #expect(documents[.steps].count == 205)
    #expect(documents[.channels].count == 3)
    #expect(documents[.days].count == 30)
    #expect(documents[.intents].allSatisfy { $0.value("channel", .intents).text?.string.hasPrefix("ch_") == false })
    #expect(documents.bodies.filter { $0.subject["channel"]?.string == "Hotline Köln" }.count >= 1)
    // The same month in several containers, another one of a single day: nothing contradicts anything.
    #expect(documents.problems.filter { $0.kind == .contradiction } == [])
    let counts = documents.figures.filter { $0.quantity == "CONVERSATION_COUNT" && $0.dimension == nil }
    #expect(Set(counts.compactMap(\.value)) == [2, 36])
    for file in result.files { #expect(file.rowsRead == file.accepted + file.rejected.reduce(0) { $0 + $1.count }, "\(file.path)") }
  }
}
