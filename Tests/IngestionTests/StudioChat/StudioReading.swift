import Foundation
import Privacy
import Records
import Testing

@testable import Ingestion

/// Files of vendors that are kept with the tests.
enum FormatFixtures {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path + "/Fixtures/formats/"

  /// Names of one vendor's files, sorted.
  static func names(_ vendor: String) -> [String] {
    do { return try FileManager.default.contentsOfDirectory(atPath: root + vendor).sorted() } catch { return [] }
  }
  static func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: root + name))) }
}

/// One body as it was read.
struct ReadBody {
  var kind: String?
  var use: [FieldUse] = []
  var harvest: Harvest
  var accepted = 0
  var rejected = 0

  var figures: [ReportedFigure] { harvest.sheaves.flatMap(\.figures) }
  var body: DocumentBody? { harvest.sheaves.last?.body }
  var problems: [String] { harvest.sheaves.flatMap(\.problems.values).map { "\($0.kind.rawValue) \($0.path) \($0.count)" }.sorted() }
  func records(_ kind: RecordKind) -> [Record] { harvest.sheaves.flatMap(\.records).filter { $0.kind == kind }.map(\.record) }
  var recordCounts: [RecordKind: Int] { Dictionary(harvest.sheaves.flatMap(\.records).map { ($0.kind, 1) }, uniquingKeysWith: +) }

  /// The only figure of a quantity, for the whole or for one member.
  func value(_ quantity: String, _ member: String? = nil, dimension: String? = nil) -> Double? {
    let found = figures.filter {
      $0.quantity == quantity && $0.bucket == nil && $0.member?.string == member && (dimension == nil || $0.dimension == dimension)
    }
    return found.count == 1 ? found[0].value : nil
  }
  func field(_ kind: RecordKind, _ index: Int, _ field: FieldID) -> FieldValue {
    let list = records(kind)
    return index < list.count ? list[index].value(field, kind) : .missing
  }
}

func readBody(
  _ bytes: [UInt8], stem: String = "body", keepsRemarks: Bool = false, _ edit: (inout BodyContext) -> Void = { _ in }
) throws -> ReadBody {
  var context = BodyContext()
  context.vendor = .studiochat
  context.stem = stem
  edit(&context)
  var harvest = Harvest(redactor: Redactor(), keepsRemarks: keepsRemarks)
  let tree = try bytes.withUnsafeBufferPointer { try JSONTree($0) }
  guard let read = readDocument(tree, context, source: "main", file: 0, path: stem + ".json", into: &harvest) else {
    return ReadBody(harvest: harvest)
  }
  return ReadBody(
    kind: read.kind.kind, use: read.kind.fields, harvest: harvest, accepted: read.accepted, rejected: read.rejected.count)
}

func readBody(
  _ json: String, stem: String = "body", keepsRemarks: Bool = false, _ edit: (inout BodyContext) -> Void = { _ in }
) throws -> ReadBody { try readBody(Array(json.utf8), stem: stem, keepsRemarks: keepsRemarks, edit) }

/// A fixture of Studio Chat.
func readFixture(_ name: String, keepsRemarks: Bool = false, _ edit: (inout BodyContext) -> Void = { _ in }) throws -> ReadBody {
  try readBody(FormatFixtures.bytes("studiochat/\(name).json"), stem: name, keepsRemarks: keepsRemarks, edit)
}

/// Everything joined, as a run hands it on.
func joined(_ bodies: [ReadBody]) -> Documents {
  var documents = Documents()
  for sheaf in bodies.flatMap(\.harvest.sheaves) { documents.add(sheaf) }
  VendorFormat.studiochat.join(&documents)
  return documents
}
