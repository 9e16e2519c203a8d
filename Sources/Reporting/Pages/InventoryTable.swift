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
  /// For the words of windows; nil leaves them out.
  var documents: PeriodDocuments?
  /// Kinds of records with files of their own.
  var records: [RecordKind] = []
  /// True when there is a file of reported figures.
  var hasReported = false

  /// The section's body: the table and, below it, the rows that could not be used.
  func body(id: String) -> Fragment {
    var writer = MarkupWriter(capacity: 4096)
    writer.raw(#"<div class="cards"><div class="card flow">"#)
    writer.fragment(table(id: id).fragment)
    writeProblems(into: &writer)
    writeFiles(into: &writer)
    writer.raw("</div></div>")
    return writer.finish()
  }

  /// Links to what vendors report and list, as files.
  private func writeFiles(into writer: inout MarkupWriter) {
    var links: [(words: String, path: String)] = []
    if hasReported { links.append(("figures that vendors report", "data/reported")) }
    links += records.map { (PlainEnglish.inside($0.schema.title), "data/records/\($0.rawValue)") }
    if links.isEmpty { return }
    writer.raw(#"<p class="small muted mt download">All of it as files: "#)
    for (index, link) in links.enumerated() {
      if index > 0 { writer.raw("; ") }
      writer.text("\(link.words) (")
      for (type, suffix) in [("CSV", "csv"), ("JSON", "json")] {
        if suffix == "json" { writer.raw(", ") }
        writer.raw("<a")
        writer.attribute("href", "\(link.path).\(suffix)")
        writer.attribute("aria-label", "\(link.words), \(type)")
        writer.raw(">")
        writer.text(type)
        writer.raw("</a>")
      }
      writer.raw(")")
    }
    writer.raw(".</p>\n")
  }

  /// What could not be used, by file and reason, with the first places.
  private func writeProblems(into writer: inout MarkupWriter) {
    let entries = files.flatMap { file in file.rejected.filter { $0.kind != .olderCopy }.map { (file, $0) } }
    writeValueProblems(into: &writer)
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

  /// Values that could not be used as they stand, and files that are only listed.
  private func writeValueProblems(into writer: inout MarkupWriter) {
    var lines: [String] = []
    for file in files {
      for problem in file.valueProblems {
        lines.append(
          "\(file.path): \(notation.text(Double(problem.count), .count)) \u{D7} \(FileWords.problem(problem.kind)) (\(problem.path))")
      }
      if let why = file.listedBecause { lines.append("\(file.path): only listed, \(why)") }
      if let nearest = file.nearest { lines.append("\(file.path): not recognised; the nearest kind is \(nearest)") }
    }
    if lines.isEmpty { return }
    writer.raw("<h3 class=\"mt\">What readers should know about the files</h3>\n<ul class=\"small list\">\n")
    for line in lines {
      writer.raw("<li>")
      writer.text(line)
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
        DataColumn(title: "File", isNumeric: false), DataColumn(title: "Vendor", isNumeric: false),
        DataColumn(title: "Kind", isNumeric: false), DataColumn(title: "Covers", isNumeric: false),
        DataColumn(title: "Known from", isNumeric: false), DataColumn(title: "Rows read"), DataColumn(title: "Used"),
        DataColumn(title: "Figures"), DataColumn(title: "Rejected"), DataColumn(title: "Status", isNumeric: false),
      ],
      rows: files.map(row), footer: footer)
  }

  private func row(_ file: SnapshotFile) -> DataRow {
    DataRow(cells: [
      .text(file.path), file.vendorName.map { .text($0) } ?? .empty, .text(FileWords.kind(file)), covers(file),
      .text(file.contextOrigin.words), count(file.rowsRead), count(file.accepted), count(file.figures), count(file.rejectedCount),
      .markup(status(file)),
    ])
  }

  private var footer: DataRow {
    DataRow(cells: [
      .text("All files"), .empty, .empty, .empty, .empty, count(files.reduce(0) { $0 + $1.rowsRead }),
      count(files.reduce(0) { $0 + $1.accepted }), count(files.reduce(0) { $0 + $1.figures }),
      count(files.reduce(0) { $0 + $1.rejectedCount }), .empty,
    ])
  }

  private func count(_ value: Int) -> DataCell { .text(notation.text(Double(value), .count)) }

  func covers(_ file: SnapshotFile) -> DataCell {
    guard let earliest = file.earliest, let latest = file.latest else {
      guard let documents, file.isUsed else { return .muted("no dated rows") }
      var body = DocumentBody(vendor: .studiochat, source: file.source, kind: file.kind, file: file.path)
      body.window = file.reportWindow
      body.capturedAt = file.exportedAt
      body.isCaptureGuessed = file.contextOrigin == .fileTime
      return .text(ReportedWords.window(body, of: documents, notation) ?? PeriodWords.title(documents.period, notation))
    }
    let days = zone.day(of: earliest)..<zone.day(of: latest).advanced(by: 1)
    return .text(PeriodWords.days(days, notation))
  }

  func rejected(_ count: Int) -> Fragment {
    Tag(word: "\(notation.text(Double(count), .count)) rejected", tone: .warn, glyph: nil).fragment
  }

  func status(_ file: SnapshotFile) -> Fragment {
    if !file.isRead && !file.isUsed { return Tag(word: "Not used", tone: .warn, glyph: nil).fragment }
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
    default: return ReportedWords.quantity(file.kind)
    }
  }

  /// What is wrong with a value.
  static func problem(_ kind: BodyProblem.Kind) -> String {
    switch kind {
    case .impossibleValue: "a value outside its range"
    case .wrongType: "a value of another type"
    case .guessedScale: "a scale that was told from the values"
    case .unreadableTime: "a time that cannot be read"
    case .contradiction: "another document says otherwise"
    case .guessedZone: "a zone of days that was found, not stated"
    }
  }
}

extension SnapshotFile {
  /// The vendor's name.
  var vendorName: String? { vendor.map { Vendor(rawValue: $0)?.name ?? $0 } }
  /// Rows that could not be read, without older copies of a conversation.
  var rejectedCount: Int { rowsRead - accepted - duplicates }
}
