import Foundation
import Privacy
import Records
import Testing

@testable import Ingestion

/// Real logs that lie beside the project; `PARLANCE_SHARED` says where else.
let sharedFolder: String = {
  if let stated = ProcessInfo.processInfo.environment["PARLANCE_SHARED"] { return stated }
  var place = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
  for _ in 0..<5 { place.deleteLastPathComponent() }
  return place.appendingPathComponent("shared").path
}()
let hasLetsGo = FileManager.default.fileExists(atPath: sharedFolder + "/data/letsgo")

/// One invented month whose raw bodies add up to its reports.
let captainFixtures =
  URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path + "/Fixtures/formats/chatcaptain/"

func captainBytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: captainFixtures + name))) }

func tree(_ text: String) throws -> JSONTree { try tree(Array(text.utf8)) }
func tree(_ bytes: [UInt8]) throws -> JSONTree { try bytes.withUnsafeBufferPointer { try JSONTree($0) } }

/// April 2026 in Berlin, as the vendor is asked for it.
func april(_ edit: (inout BodyContext) -> Void = { _ in }) -> BodyContext {
  var context = BodyContext()
  context.vendor = .chatcaptain
  context.zone = "Europe/Berlin"
  context.window = window(from: "2026-03-31T22:00:00.000Z", to: "2026-04-30T21:59:59.999Z")
  context.query = ["interval": "86400"]
  edit(&context)
  return context
}

/// What was read, with the indexes of all bodies joined.
struct Reading {
  var harvest = Harvest(redactor: Redactor())
  var kinds: [String?] = []

  mutating func read(_ text: String, _ context: BodyContext = april()) throws { try read(Array(text.utf8), context) }

  mutating func read(_ bytes: [UInt8], _ context: BodyContext = april()) throws {
    let tree = try tree(bytes)
    kinds.append(readDocument(tree, context, source: "main", file: kinds.count, path: "\(kinds.count).json", into: &harvest)?.kind.kind)
  }

  mutating func readExample(_ name: String, _ context: BodyContext = april()) throws {
    var context = context
    context.stem = String(name.split(separator: ".")[0])
    name.hasSuffix(".csv") ? try readTable(captainBytes(name), context) : try read(captainBytes(name), context)
  }

  /// Tables without quotes, which is all that the examples have.
  mutating func readTable(_ bytes: [UInt8], _ context: BodyContext = april()) throws {
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    let separator: Character = [",", ";", "\t"].max { lines[0].split(separator: $0).count < lines[0].split(separator: $1).count } ?? ","
    let columns = lines[0].split(separator: separator, omittingEmptySubsequences: false).map { TableRow.normalised(String($0)) }
    let kind = VendorFormat.chatcaptain.bodies.first { if case .table(let matches) = $0.shape { matches(columns, context) } else { false } }
    kinds.append(kind?.kind)
    guard let kind, case .table(let read) = kind.reading else { return }
    harvest.begin(DocumentBody(vendor: .chatcaptain, source: "main", kind: kind.kind, file: "\(kinds.count).csv"), file: kinds.count - 1)
    for (index, line) in lines.dropFirst().enumerated() {
      let cells = line.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
      var row = TableRow(columns: columns, cells: cells)
      row.separator = separator.asciiValue ?? 0
      if case .rejected(let reason, let field) = read(row, index + 1, context, &harvest) {
        Issue.record("row \(index): \(reason) \(field ?? "")")
      }
    }
  }

  /// Everything, joined.
  var documents: Documents {
    var documents = Documents()
    for sheaf in harvest.sheaves {
      documents.add(sheaf)
      for var problem in sheaf.problems.values {
        problem.body = documents.bodies.count - 1
        documents.problems.append(problem)
      }
    }
    joinCaptain(&documents)
    return documents
  }

  /// Figures as lines of words, sorted, so that two readings can be compared.
  var lines: [String] { documents.figures.map(line).sorted() }
  var problems: [String] { documents.problems.map { "\($0.kind.rawValue) \($0.path) \($0.count)" }.sorted() }
}

func line(_ figure: ReportedFigure) -> String {
  let value = figure.value.map { String(format: "%.6g", $0) } ?? "null"
  let bucket = figure.bucket.map { "@\($0.seconds)/\(figure.bucketSeconds)" } ?? ""
  let cut = figure.member.map { "[\(figure.dimension ?? "?")=\($0.string)]" } ?? ""
  return "\(figure.quantity)\(cut)\(bucket) = \(value) \(figure.metric ?? "-") \(figure.path)"
}

func report(_ text: String, _ edit: (inout BodyContext) -> Void = { _ in }) throws -> Reading {
  var reading = Reading()
  try reading.read(text, april(edit))
  return reading
}
