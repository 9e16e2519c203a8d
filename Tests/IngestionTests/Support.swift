import Basics
import Foundation
import Records
import Testing

@testable import Ingestion

/// A folder that lives as long as a test.
final class Folder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("ingestion-" + UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch { print("left behind: \(path)") }
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  func settings(jobs: Int = 2, pieceSize: Int = 4 << 20) -> IngestionSettings {
    var settings = IngestionSettings(
      sources: [SnapshotSource(id: "main", name: "Main", paths: [path])], jobs: jobs,
      now: Instant(seconds: 1_775_000_000), projectRoot: path)
    settings.pieceSize = pieceSize
    return settings
  }
}

/// Rows as sorted lines of words, so that two results can be compared and merging is commutative.
struct Rows: ConversationSink, Equatable {
  private var pending: [ConversationBatch] = []
  var lines: [String] = []

  static func == (a: Rows, b: Rows) -> Bool { a.lines == b.lines }

  mutating func consume(_ batch: borrowing ConversationBatch) { pending.append(copy batch) }

  mutating func finish(_ lexicons: Lexicons) {
    for batch in pending { for row in 0..<batch.count { lines.append(line(batch, row, lexicons)) } }
    pending = []
    lines.sort()
  }

  mutating func merge(_ other: consuming Rows) { lines = (lines + other.lines).sorted() }

  private func line(_ b: ConversationBatch, _ r: Int, _ l: Lexicons) -> String {
    func word(_ code: Int32, _ lexicon: Lexicon) -> String { code < 0 ? "-" : lexicon.texts[Int(code)].string }
    func words(_ list: CodeLists, _ lexicon: Lexicon) -> String {
      list.values[Int(list.offsets[r])..<Int(list.offsets[r + 1])].map { word($0, lexicon) }.joined(separator: "+")
    }
    let messages = Int(b.messages.offsets[r])..<Int(b.messages.offsets[r + 1])
    let calls = Int(b.toolCalls.offsets[r])..<Int(b.toolCalls.offsets[r + 1])
    var parts = [
      String(b.identity[r], radix: 16), "\(b.firstAt[r])", "\(b.lastAt[r])", "f\(b.flags[r].rawValue)", "n\(b.messageCount[r])",
      "ms\(b.meanLatency[r])", word(b.inbox[r], l.inbox), word(b.assistant[r], l.assistant), "v\(b.version[r])",
      word(b.model[r], l.model), word(b.intent[r], l.intent), word(b.sentiment[r], l.sentiment), word(b.resources[r], l.resources),
      word(b.shift[r], l.shift), word(b.quality[r], l.quality), word(b.handoffReason[r], l.handoffReason), word(b.risk[r], l.risk),
      words(b.tags, l.tag), words(b.skills, l.skill), words(b.participants, l.assistant), words(b.citedItems, l.item), "c\(b.contact[r])",
    ]
    for m in messages {
      let marks = b.messages.marks[m].rawValue
      parts.append(
        "m\(b.messages.role[m]).\(b.messages.winback[m]).\(b.messages.at[m]).\(b.messages.latency[m]).\(b.messages.inputTokens[m]).\(b.messages.outputTokens[m]).\(b.messages.cost[m]).\(b.messages.characters[m])\(marks == 0 ? "" : ".k\(marks)")"
      )
    }
    for c in calls {
      parts.append("t\(word(b.toolCalls.tool[c], l.tool)).\(b.toolCalls.success[c]).\(b.toolCalls.duration[c]).\(b.toolCalls.at[c])")
    }
    return parts.joined(separator: "|")
  }
}

/// One conversation as JSON, with all fields of an export; `edit` changes values (raw JSON) or removes keys (nil).
func conversation(_ id: String, _ edit: [String: String?] = [:], indent: Bool = false) -> String {
  let fields: [(String, String)] = [
    ("conversation_id", "\"\(id)\""), ("inbox_name", "\"Web chat\""), ("playbook_name", "\"Service desk\""),
    ("playbook_version", "3"),
    ("playbooks_info", #"[{"id":"x","name":"Service desk","version":3},{"id":"y","name":"Night desk","version":1}]"#),
    ("message_count", "4"), ("first_message_at", "\"2026-03-02T10:00:00Z\""), ("last_message_at", "\"2026-03-02T10:05:00.25Z\""),
    ("first_user_message", #""a \"quoted\" } text \\""#), ("last_assistant_message", "null"), ("has_handoff", "false"),
    ("has_error", "false"),
    ("tags", #"["billing","vip"]"#), ("skills", "null"), ("avg_response_latency_ms", "1200"), ("sentiment_label", "\"positive\""),
    ("resources_label", "null"), ("summary", "null"), ("user_intent", #""Find my r\u0065ceipt""#), ("sentiment_shift", "\"stable\""),
    ("deflection_quality", "\"resolved\""), ("handoff_reason", "null"), ("recontact_risk", "\"low\""), ("model", "\"gpt-4o-2024-08-06\""),
    ("winback_sent_at", "null"), ("context", #"{"contact":{"id":77,"name":"N"},"list":[1,2,{"a":null}]}"#),
  ]
  var seen = Set<String>()
  var parts: [String] = []
  for (key, value) in fields {
    seen.insert(key)
    if let change = edit[key] {
      if let change { parts.append("\"\(key)\":\(indent ? " " : "")\(change)") }
    } else {
      parts.append("\"\(key)\":\(indent ? " " : "")\(value)")
    }
  }
  for (key, value) in edit.sortedByKey() where !seen.contains(key) { if let value { parts.append("\"\(key)\": \(value)") } }
  return indent ? "    {\n      " + parts.joined(separator: ",\n      ") + "\n    }" : "{" + parts.joined(separator: ",") + "}"
}

func exportBody(_ rows: [String], exportedAt: String = "2026-03-31T23:00:00Z") -> String {
  "{\n  \"exported_at\": \"\(exportedAt)\",\n  \"total_matched\": \(rows.count),\n  \"total_exported\": \(rows.count),\n  \"conversations\": [\n"
    + rows.joined(separator: ",\n") + "\n  ]\n}\n"
}

func page(_ rows: [String], total: Int, offset: Int) -> String {
  #"{"conversations":[\#(rows.joined(separator: ","))],"total":\#(total),"limit":20,"offset":\#(offset)}"#
}

func read(_ settings: IngestionSettings) -> Ingested<Rows> { Ingestion.read(settings, progress: { _ in }) { Rows() } }

/// What folders and the file's name say about a file.
func nameContext(file name: String, folders: [String], zone: Zone) -> BodyContext {
  FolderNames(folders, zone: zone).with(file: name)
}

/// Reads a whole JSON body that fits into memory: unwraps it, recognises it and hands it to its kind. nil when no kind matches.
@discardableResult
func readDocument(
  _ tree: JSONTree, _ context: BodyContext, source: String, file: Int, path: String, into harvest: inout Harvest
) -> (vendor: Vendor, kind: BodyKind, accepted: Int, rejected: [(row: Int, reason: RejectionReason, field: String?)])? {
  let body = unwrap(tree.root)
  guard case let .known(found, known) = find(body, FileContext(stated: BodyContext(), named: context)) else { return nil }
  harvest.begin(DocumentBody(found, known, source: source, path: path), file: file)
  let (accepted, rejected) = readBody(body.root, found.kind, known, into: &harvest)
  return (found.vendor, found.kind, accepted, rejected)
}
