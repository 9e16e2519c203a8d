import Basics
import Foundation
import Records
import Testing

@testable import Ingestion

/// One suite over the registry of vendors: whatever a vendor's format does, these laws hold.
@Suite("Every vendor")
struct ConformanceTests {
  /// Conversations of Studio Chat go their own way; these files are no documents.
  static let rows: Set<String> = [
    "conversation-batch.json", "conversation-detail.json", "conversation-summaries.json", "conversations-page1.json",
    "conversations-page2.json", "export-conversations-empty.csv", "export-conversations-legacy.csv",
    "export-conversations-with-messages.json", "export-conversations.csv", "export-conversations.json",
  ]

  struct Example: Sendable, CustomTestStringConvertible {
    var vendor: Vendor
    var name: String
    var path: String { "\(vendor.rawValue)/\(name)" }
    var testDescription: String { path }
  }

  static let examples: [Example] = Vendor.allCases.flatMap { vendor in
    FormatFixtures.names(vendor.rawValue).map { Example(vendor: vendor, name: $0) }
  }

  /// All examples in a folder of their own, read.
  static func examplesFolder(_ rename: (String) -> String = { $0 }) throws -> Folder {
    let folder = try Folder()
    try folder.write("manifest.json", FormatFixtures.bytes("manifest.json"))
    for example in examples { try folder.write(rename(example.path), FormatFixtures.bytes(example.path)) }
    return folder
  }

  static func settings(_ folder: Folder, jobs: Int = 2) -> IngestionSettings {
    var settings = folder.settings(jobs: jobs)
    settings.now = Instant(seconds: 1_777_700_000)
    return settings
  }

  @Test("each file is of its own vendor, by shape or by its name", arguments: examples)
  func recognition(_ example: Example) throws {
    let folder = try Folder()
    // No folder tells the vendor; only the file's own name may help.
    try folder.write(example.name, FormatFixtures.bytes(example.path))
    let file = try #require(inspect(Self.settings(folder)).files.first)
    if example.name == "export-conversations-empty.csv" {
      #expect(file.kind == "empty")
    } else {
      #expect(file.vendor == example.vendor.rawValue, "\(file.kind)")
      #expect(file.kind != "unknown")
    }
  }

  @Test("nobody but its vendor takes a body, whatever vendor the context expects", arguments: examples)
  func others(_ example: Example) throws {
    let bytes = try FormatFixtures.bytes(example.path)
    guard example.name.hasSuffix(".json"), !Self.rows.contains(example.name), case .success(let tree) = parseDocument(bytes) else { return }
    let body = unwrap(tree.root)
    let own = FileContext(named: nameContext(file: example.name, folders: [example.vendor.rawValue], zone: .utc))
    guard case .known(let expected, _) = find(body, own) else {
      Issue.record("not recognised")
      return
    }
    #expect(expected.vendor == example.vendor)
    for format in VendorRegistry.all where format.vendor != example.vendor {
      let taken = format.bodies.filter { kind in
        guard case .json(let matches) = kind.shape, body.envelope == .none else { return false }
        return matches(body.root, own.known())
      }
      #expect(taken.map(\.kind) == [], "\(format.vendor)")
    }
  }

  @Test("kinds of one vendor have different names, an endpoint and, unless told by name alone, landmarks", arguments: Vendor.allCases)
  func registry(_ vendor: Vendor) throws {
    let format = try #require(VendorRegistry.all.first { $0.vendor == vendor })
    #expect(!format.bodies.isEmpty)
    #expect(Set(format.bodies.map(\.kind)).count == format.bodies.count)
    for kind in format.bodies { #expect(!kind.endpoint.isEmpty, "\(kind.kind)") }
  }

  private struct Outcome: Equatable {
    var rows: Rows
    var figures: [String]
    var records: [String]
    var problems: [String]
  }

  private static func outcome(_ result: Ingested<Rows>, _ original: (String) -> String = { $0 }) -> Outcome {
    let documents = result.documents
    func body(_ index: Int) -> String { original(documents.bodies[index].file) }
    return Outcome(
      rows: result.sink,
      figures: documents.figures.map { figure in
        var copy = figure
        copy.body = 0
        return "\(body(figure.body)) \(copy)"
      }.sorted(),
      records: documents.records.sortedByKind().flatMap { kind, records in
        records.map { "\(kind) \($0.values)" }
      }.sorted(),
      problems: documents.problems.map { "\(body($0.body)) \($0.kind) \($0.path) \($0.count)" }.sorted())
  }

  @Test("any number of jobs and any size of blocks give the same")
  func jobs() throws {
    let folder = try Self.examplesFolder()
    let expected = read(Self.settings(folder, jobs: 1))
    for (jobs, piece) in [(2, 4 << 20), (5, 3000), (3, 70_001)] {
      var settings = Self.settings(folder, jobs: jobs)
      settings.pieceSize = piece
      let other = read(settings)
      #expect(Self.outcome(other) == Self.outcome(expected))
      #expect(other.files == expected.files)
      #expect(other.documents.bodies == expected.documents.bodies)
      #expect(other.documents.figures == expected.documents.figures)
      #expect(other.diagnostics.list == expected.diagnostics.list)
    }
  }

  @Test("a long list that is read element by element, and lines, give what the whole gives")
  func streaming() throws {
    let folder = try Self.examplesFolder()
    let whole = read(Self.settings(folder))
    var settings = Self.settings(folder, jobs: 3)
    settings.streamingThreshold = 600
    settings.pieceSize = 600
    let streamed = read(settings)
    let kinds = Dictionary(uniqueKeysWithValues: streamed.files.map { ($0.path, $0.kind) })
    for file in whole.files { #expect(kinds[file.path] == file.kind, "\(file.path)") }
    #expect(Self.outcome(streamed) == Self.outcome(whole))
    #expect(streamed.files.map(\.accepted) == whole.files.map(\.accepted))
  }

  @Test("accepted and rejected rows add up to those read; every file is used, listed for a reason, or an error of the vendor")
  func sums() throws {
    let result = read(Self.settings(try Self.examplesFolder()))
    for file in result.files {
      #expect(file.accepted + file.rejectedTotal == file.rowsRead, "\(file.path)")
      let isQuiet = ["manifest", "empty", "failure"].contains(file.kind) || file.listedBecause != nil
      #expect(file.isUsed || isQuiet || file.duplicates > 0, "\(file.path): \(file.kind)")
    }
  }

  @Test(
    "a project of documents alone is input",
    arguments: ["studiochat/csat-analytics.json", "chanl/personas-stats.json", "chatcaptain/report-overview.json"])
  func documentsAlone(_ path: String) throws {
    let folder = try Folder()
    try folder.write(path, FormatFixtures.bytes(path))
    let result = try ingest(Self.settings(folder)) { Rows() }
    #expect(!result.documents.isEmpty)
  }

  @Test("cut-off and damaged bodies never stop the reading, and add up", arguments: Vendor.allCases)
  func damage(_ vendor: Vendor) throws {
    let folder = try Folder()
    for name in FormatFixtures.names(vendor.rawValue) {
      let bytes = try FormatFixtures.bytes("\(vendor.rawValue)/\(name)")
      let ending = name.split(separator: ".").last ?? ""
      let step = max(97, bytes.count / 12 | 1)
      for at in stride(from: step, to: bytes.count, by: step) {
        try folder.write("cut/\(name)-\(at).\(ending)", Array(bytes[..<at]))
        var flipped = bytes
        flipped[at] ^= 0x15
        try folder.write("flipped/\(name)-\(at).\(ending)", flipped)
      }
    }
    let result = inspect(Self.settings(folder))
    #expect(result.files.count > 50)
    for file in result.files { #expect(file.accepted + file.rejectedTotal == file.rowsRead, "\(file.path)") }
  }

  @Test("no text of a customer stands in a diagnostic")
  func privacy() throws {
    let folder = try Self.examplesFolder()
    for example in Self.examples {
      // Half of each file: most problems at once.
      let bytes = try FormatFixtures.bytes(example.path)
      try folder.write("broken/" + example.path, Array(bytes[..<(bytes.count * 2 / 3)]))
    }
    let result = inspect(Self.settings(folder))
    let said = result.diagnostics.description
    for text in [
      "Iceland", "backpack", "laptop", "Zeynep", "Mira", "Tenant", "lost my key", "example.net", "tok-redacted", "Hotline", "+49", "ops@",
      "Fares FAQ", "Delay compensation", "21530000164", "conv_0004", "Harbour",
    ] {
      #expect(!said.contains(text), "\(text)")
    }
  }
}
