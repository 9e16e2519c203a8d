import Foundation
import Privacy
import Records
import Testing

@testable import Ingestion

/// Bodies read one after the other into one harvest, as one worker does.
struct VendorReading {
  let vendor: Vendor
  var harvest = Harvest(redactor: Redactor())
  var kinds: [String] = []
  var accepted = 0
  var rejected: [(row: Int, reason: RejectionReason, field: String?)] = []
  private var file = 0

  init(_ vendor: Vendor) { self.vendor = vendor }

  /// The file of an example, by vendor.
  static func example(_ vendor: Vendor, _ name: String) throws -> [UInt8] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
    return Array(try Data(contentsOf: URL(fileURLWithPath: "\(root)/Fixtures/formats/\(vendor.rawValue)/\(name)")))
  }

  mutating func readExample(_ name: String, _ edit: (inout BodyContext) -> Void = { _ in }) throws {
    let bytes = try Self.example(vendor, name)
    if name.hasSuffix(".csv") {
      try readTable(bytes, name)
    } else if name.hasSuffix(".jsonl") {
      try readLines(bytes, name)
    } else {
      try read(bytes, name, edit)
    }
  }

  mutating func read(_ json: String, _ name: String = "body.json", _ edit: (inout BodyContext) -> Void = { _ in }) throws {
    try read(Array(json.utf8), name, edit)
  }

  mutating func read(_ bytes: [UInt8], _ name: String, _ edit: (inout BodyContext) -> Void = { _ in }) throws {
    var context = BodyContext()
    edit(&context)
    let tree = try bytes.withUnsafeBufferPointer { try JSONTree($0) }
    let read = try #require(readDocument(tree, context, source: "main", file: file, path: name, into: &harvest), "\(name) is known")
    file += 1
    kinds.append(read.kind.kind)
    accepted += read.accepted
    rejected += read.rejected
  }

  /// One object a line.
  mutating func readLines(_ bytes: [UInt8], _ name: String) throws {
    var context = BodyContext()
    context.vendor = vendor
    var begun: BodyKind?
    for (index, line) in bytes.split(separator: 0x0A).enumerated() {
      let tree = try Array(line).withUnsafeBufferPointer { try JSONTree($0) }
      if begun == nil {
        let found = try #require(VendorRegistry.recognise(unwrap(tree.root), context))
        #expect(found.vendor == vendor)
        harvest.begin(DocumentBody(vendor: found.vendor, source: "main", kind: found.kind.kind, file: name), file: file)
        kinds.append(found.kind.kind)
        begun = found.kind
      }
      guard case .rows(_, let read) = begun?.reading else {
        Issue.record("\(name) is no list")
        return
      }
      take(read(tree.root, index + 1, context, &harvest), index + 1)
    }
    file += 1
  }

  mutating func readTable(_ bytes: [UInt8], _ name: String, separator: UInt8 = 0x2C) throws {
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map { cells($0, separator) }
    let columns = try #require(lines.first).map(TableRow.normalised)
    var context = BodyContext()
    context.vendor = vendor
    let format = try #require(VendorRegistry.all.first { $0.vendor == vendor })
    let kind = try #require(format.bodies.first { if case .table(let matches) = $0.shape { matches(columns, context) } else { false } })
    guard case .table(let read) = kind.reading else { return }
    harvest.begin(DocumentBody(vendor: vendor, source: "main", kind: kind.kind, file: name), file: file)
    kinds.append(kind.kind)
    file += 1
    for (index, line) in lines.dropFirst().enumerated() {
      take(read(TableRow(columns: columns, cells: line, separator: separator), index + 1, context, &harvest), index + 1)
    }
  }

  private mutating func take(_ verdict: RowVerdict, _ row: Int) {
    switch verdict {
    case .accepted: accepted += 1
    case let .rejected(reason, field): rejected.append((row, reason, field))
    }
  }

  private func cells(_ line: Substring, _ separator: UInt8) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character.utf8.first == separator, !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells
  }

  // MARK: what was read

  var figures: [ReportedFigure] { harvest.sheaves.flatMap(\.figures) }
  var bodies: [DocumentBody] { harvest.sheaves.map(\.body) }
  var problems: [String] { harvest.sheaves.flatMap { $0.problems.values.map { "\($0.kind.rawValue) \($0.path) \($0.count)" } }.sorted() }
  func records(_ kind: RecordKind) -> [Record] { harvest.sheaves.flatMap { $0.records.filter { $0.kind == kind }.map(\.record) } }

  /// Value of the only figure with this name (and member).
  func figure(_ quantity: String, _ member: String? = nil) -> Double? {
    let found = figures.filter { $0.quantity == quantity && $0.member?.string == member }
    return found.count == 1 ? found[0].value : nil
  }

  /// Conversations after folding, by id.
  var conversations: [String: ConversationDraft] {
    Dictionary(uniqueKeysWithValues: harvest.drafts.byKey.compactMap { key, drafts in fold(drafts).map { (key.id, $0) } })
  }

  /// Bodies, figures and records, joined as a whole run joins them, without the search for older copies.
  var documents: Documents {
    var documents = Documents()
    for sheaf in harvest.sheaves { documents.add(sheaf) }
    VendorRegistry.all.first { $0.vendor == vendor }?.join(&documents)
    return documents
  }
}
