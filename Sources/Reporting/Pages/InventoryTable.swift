import Basics
import Ingestion
import Markup
import Notation
import Records

/// One row per input file: what it is, what it covers, rows used and not used, and why.
struct InventoryTable {
  let files: [SnapshotFile]
  let zone: Zone
  let notation: Notation

  /// The section's body: the table and, below it, the rows that could not be used.
  func body(id: String) -> Fragment {
    var writer = MarkupWriter(capacity: 4096)
    writer.raw(#"<div class="cards"><div class="card flow">"#)
    writer.fragment(table(id: id).fragment)
    writeProblems(into: &writer)
    writer.raw("</div></div>")
    return writer.finish()
  }

  /// What could not be used, by file and reason, with the first places.
  private func writeProblems(into writer: inout MarkupWriter) {
    let entries = files.flatMap { file in file.rejected.filter { $0.kind != .olderCopy }.map { (file, $0) } }
    if entries.isEmpty { return }
    writer.raw("<h3 class=\"mt\">Rows that could not be used</h3>\n<ul class=\"small list\">\n")
    for (file, rejected) in entries {
      let places = file.problems.filter { $0.reason == rejected.kind }.prefix(3).map(place)
      writer.raw("<li>")
      writer.text(
        "\(file.path): \(notation.text(Double(rejected.count), .count)) \u{D7} \(rejected.kind.words)"
          + (places.isEmpty ? "" : " (\(places.joined(separator: "; ")))"))
      writer.raw("</li>\n")
    }
    writer.raw("</ul>\n")
  }

  private func place(_ problem: RowProblem) -> String {
    let line = problem.location.line.map { "line \($0)" } ?? "row \(problem.row)"
    return problem.field.map { "\(line), \($0)" } ?? line
  }

  private func table(id: String) -> DataTable {
    DataTable(
      id: id, caption: "Input files",
      columns: [
        DataColumn(title: "File", isNumeric: false), DataColumn(title: "Kind", isNumeric: false),
        DataColumn(title: "Covers", isNumeric: false),
        DataColumn(title: "Rows read"), DataColumn(title: "Used"), DataColumn(title: "Older copies"), DataColumn(title: "Rejected"),
        DataColumn(title: "Status", isNumeric: false),
      ],
      rows: files.map(row), footer: footer)
  }

  private func row(_ file: SnapshotFile) -> DataRow {
    DataRow(cells: [
      .text(file.path), .text(FileWords.kind(file)), covers(file), count(file.rowsRead), count(file.accepted), count(file.duplicates),
      count(file.rejectedCount), .markup(status(file)),
    ])
  }

  private var footer: DataRow {
    DataRow(cells: [
      .text("All files"), .empty, .empty, count(files.reduce(0) { $0 + $1.rowsRead }), count(files.reduce(0) { $0 + $1.accepted }),
      count(files.reduce(0) { $0 + $1.duplicates }), count(files.reduce(0) { $0 + $1.rejectedCount }), .empty,
    ])
  }

  private func count(_ value: Int) -> DataCell { .text(notation.text(Double(value), .count)) }

  func covers(_ file: SnapshotFile) -> DataCell {
    guard let earliest = file.earliest, let latest = file.latest else { return .muted("no dated rows") }
    let days = zone.day(of: earliest)..<zone.day(of: latest).advanced(by: 1)
    return .text(PeriodWords.days(days, notation))
  }

  func rejected(_ count: Int) -> Fragment {
    Tag(word: "\(notation.text(Double(count), .count)) rejected", tone: .warn, glyph: nil).fragment
  }

  func status(_ file: SnapshotFile) -> Fragment {
    if !file.isRead { return Tag(word: "Not used", tone: .warn, glyph: nil).fragment }
    if file.rejectedCount > 0 { return rejected(file.rejectedCount) }
    if file.accepted == 0, file.duplicates > 0 { return Tag(word: "Replaced by newer", tone: .plain, glyph: nil).fragment }
    return Tag(word: "All read", tone: .good, glyph: nil).fragment
  }
}

/// What kinds of files are called.
enum FileWords {
  /// In plain words; a body that is not known is called by its top-level keys.
  static func kind(_ file: SnapshotFile) -> String {
    switch file.kind {
    case "conversations-export": return "Conversation export"
    case "conversations-page": return "Page of conversations"
    case "conversations-batch": return "Batch of conversations"
    case "conversations-list": return "List of conversations"
    case "conversations-lines": return "Conversations, one a line"
    case "conversation": return "One conversation"
    case "manifest": return "Manifest"
    case "empty": return "Empty file"
    case "unknown":
      let keys = file.topLevelKeys.prefix(4).joined(separator: ", ")
      return keys.isEmpty ? "Not recognised" : "Not recognised (\(keys))"
    default: return "\(file.vendor.map { "\($0) " } ?? "")\(file.kind)"
    }
  }
}

extension SnapshotFile {
  /// Rows that could not be read, without older copies of a conversation.
  var rejectedCount: Int { rowsRead - accepted - duplicates }
}
