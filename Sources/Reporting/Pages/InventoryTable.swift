import Basics
import Ingestion
import Markup
import Notation
import Records

/// The input files of a period by folder: what each is, what it covers, rows used and not used, and why. Files of other periods are counted.
struct InventoryTable {
  /// Files that speak about the period, and those of which nothing says when; without the manifests that only describe others.
  let files: [SnapshotFile]
  /// Files of other periods.
  let others: Int
  let manifests: Int
  let zone: Zone
  let notation: Notation
  let documents: PeriodDocuments
  /// Kinds of records with files of their own.
  let records: [RecordKind]
  /// True when there is a file of reported figures.
  let hasReported: Bool

  /// Rows of the table; the files have all.
  private static let most = 150

  /// `all`: the files of the whole input.
  init(all: [SnapshotFile], zone: Zone, notation: Notation, documents: PeriodDocuments, records: [RecordKind], hasReported: Bool) {
    files = all.filter { $0.kind != "manifest" && (Self.isTimeless($0) || Self.concerns($0, documents)) }
    manifests = all.count { $0.kind == "manifest" }
    others = all.count - manifests - files.count
    self.zone = zone
    self.notation = notation
    self.documents = documents
    self.records = records
    self.hasReported = hasReported
  }

  /// An unknown body, an empty file, an error: nothing but its own time stamp says when.
  private static func isTimeless(_ file: SnapshotFile) -> Bool {
    guard file.earliest == nil, case .unknown = window(of: file) else { return false }
    return file.exportedAt == nil || file.contextOrigin == .fileTime
  }

  /// Rows of the period, a window that touches it, or a capture for it.
  private static func concerns(_ file: SnapshotFile, _ documents: PeriodDocuments) -> Bool {
    if let earliest = file.earliest, let latest = file.latest, earliest < documents.span.upperBound, latest >= documents.span.lowerBound {
      return true
    }
    if file.earliest != nil, file.latest != nil, file.conversations > 0 || file.window == nil { return false }
    return documents.concerns(window(of: file), takenAt: file.contextOrigin == .fileTime ? nil : file.exportedAt)
  }

  private static func window(of file: SnapshotFile) -> ReportWindow {
    if case .unknown = file.reportWindow { return file.window.map { .interval($0) } ?? .unknown }
    return file.reportWindow
  }

  /// The section's body: the table and, below it, the rows that could not be used.
  func body(id: String) -> Fragment {
    var writer = MarkupWriter(capacity: 4096)
    writer.raw(#"<div class="cards"><div class="card flow">"#)
    writer.fragment(table(id: id).fragment)
    writeRest(into: &writer)
    writeProblems(into: &writer)
    writeFiles(into: &writer)
    writer.raw("</div></div>")
    return writer.finish()
  }

  /// What is not in the table, in one line.
  private func writeRest(into writer: inout MarkupWriter) {
    func counted(_ count: Int, _ one: String, _ many: String) -> String {
      "\(notation.text(Double(count), .count)) \(count == 1 ? one : many)"
    }
    var parts: [String] = []
    if files.count > Self.most { parts.append(counted(files.count - Self.most, "more file of the period", "more files of the period")) }
    if others > 0 { parts.append(counted(others, "file of other periods", "files of other periods")) }
    if manifests > 0 { parts.append(counted(manifests, "manifest that says what files are", "manifests that say what files are")) }
    writer.raw(#"<p class="small muted mt">"#)
    if !parts.isEmpty { writer.text("Not shown: \(PlainEnglish.list(parts)). ") }
    writer.raw(#"<a href="data/inventory.csv">All files of the period with everything that is known about them (CSV)</a>, "#)
    writer.raw(#"<a href="data/inventory.json">JSON</a></p>"#)
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
    writeList("What readers should know about the files", valueProblems(), into: &writer)
    let entries = files.flatMap { file in
      file.rejected.filter { $0.kind != .olderCopy }.map { rejected in
        let places = file.problems.filter { $0.reason == rejected.kind }.prefix(3).map(place)
        return "\(file.path): \(notation.text(Double(rejected.count), .count)) \u{D7} \(rejected.kind.words)"
          + (places.isEmpty ? "" : " (\(places.joined(separator: "; ")))")
      }
    }
    writeList("Rows that could not be used", entries, into: &writer)
  }

  private func writeList(_ heading: String, _ lines: [String], into writer: inout MarkupWriter) {
    if lines.isEmpty { return }
    writer.raw("<h3 class=\"mt\">")
    writer.text(heading)
    writer.raw("</h3>\n<ul class=\"small list\">\n")
    for line in lines {
      writer.raw("<li>")
      writer.text(line)
      writer.raw("</li>\n")
    }
    writer.raw("</ul>\n")
  }

  /// Values that could not be used as they stand, and files that are only listed; the same words of several files once.
  private func valueProblems() -> [String] {
    var order: [String] = []
    var places: [String: [String]] = [:]
    func note(_ words: String, _ file: SnapshotFile) {
      if places[words] == nil { order.append(words) }
      places[words, default: []].append(file.path)
    }
    for file in files {
      for problem in file.valueProblems {
        note("\(notation.text(Double(problem.count), .count)) \u{D7} \(FileWords.problem(problem.kind)) (\(problem.path))", file)
      }
      if let why = file.listedBecause { note("only listed, \(why)", file) }
      if let nearest = file.nearest { note("not recognised; the nearest kind is \(nearest)", file) }
    }
    return order.map { words in
      let paths = places[words] ?? []
      let more = paths.count - 1
      return "\(paths.first ?? "")\(more > 0 ? " and \(more) more \(more == 1 ? "file" : "files")" : ""): \(words)"
    }
  }

  private func place(_ problem: RowProblem) -> String {
    let line = problem.location.line.map { "line \($0)" } ?? "row \(problem.row)"
    return problem.field.map { "\(line), \($0)" } ?? line
  }

  private func table(id: String) -> DataTable {
    let places = files.indices.map { (folder: files[$0].folder, index: $0) }.sorted { a, b in
      a.folder == b.folder ? a.index < b.index : utf8Precedes(a.folder, b.folder)
    }
    let shown = places.prefix(Self.most).map { files[$0.index] }
    var rows: [DataRow] = []
    var folder: String?
    for file in shown {
      let place = file.folder
      if place != folder {
        rows.append(DataRow(cells: [.text(Self.heading(place, shown.filter { $0.folder == place }))], isGroup: true))
        folder = place
      }
      rows.append(row(file))
    }
    return DataTable(
      id: id, caption: "Input files",
      columns: [
        DataColumn(title: "File", isNumeric: false), DataColumn(title: "Kind", isNumeric: false),
        DataColumn(title: "Covers", isNumeric: false), DataColumn(title: "Known from", isNumeric: false),
        DataColumn(title: "Rows read"), DataColumn(title: "Used"), DataColumn(title: "Figures"),
        DataColumn(title: "Status", isNumeric: false),
      ],
      rows: rows, footer: footer(), isTight: true)
  }

  /// `exports/studiochat/2026-02, Studio Chat`.
  private static func heading(_ folder: String, _ files: [SnapshotFile]) -> String {
    var vendors: [String] = []
    for name in files.compactMap(\.vendorName) where !vendors.contains(name) { vendors.append(name) }
    return vendors.isEmpty ? folder : "\(folder), \(PlainEnglish.list(vendors))"
  }

  private func row(_ file: SnapshotFile) -> DataRow {
    DataRow(cells: [
      .text(file.name), .text(FileWords.kind(file)), covers(file), .text(file.contextOrigin.word), count(file.rowsRead),
      count(file.accepted), count(file.figures), .markup(status(file)),
    ])
  }

  private func footer() -> DataRow {
    DataRow(cells: [
      .text("All files of the period"), .empty, .empty, .empty, count(files.reduce(0) { $0 + $1.rowsRead }),
      count(files.reduce(0) { $0 + $1.accepted }), count(files.reduce(0) { $0 + $1.figures }), .empty,
    ])
  }

  private func count(_ value: Int) -> DataCell { .text(notation.text(Double(value), .count)) }

  func covers(_ file: SnapshotFile) -> DataCell {
    guard let earliest = file.earliest, let latest = file.latest else {
      guard file.isUsed else { return .muted("no dated rows") }
      var body = DocumentBody(vendor: .studiochat, source: file.source, kind: file.kind, file: file.path)
      body.window = Self.window(of: file)
      body.capturedAt = file.exportedAt
      body.isCaptureGuessed = file.contextOrigin == .fileTime
      return .text(ReportedWords.window(body, of: documents, notation) ?? PeriodWords.title(documents.period, notation))
    }
    let days = zone.day(of: earliest)..<zone.day(of: latest).advanced(by: 1)
    return .text(PeriodWords.days(days, notation))
  }

  private func status(_ file: SnapshotFile) -> Fragment {
    if !file.isRead && !file.isUsed { return Tag(word: "Not used", tone: .warn, glyph: nil).fragment }
    if file.rejectedCount == 0, file.accepted == 0, file.duplicates > 0 {
      return Tag(word: "Replaced by newer", tone: .plain, glyph: nil).fragment
    }
    return FileWords.status([file], notation)
  }

  /// Every file of the table and those that it has no room for.
  func published() -> PublishedTable { InventoryFile(files: files, zone: zone, notation: notation).table }
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

  /// One status over files: all read, or how many rows were not.
  static func status(_ files: [SnapshotFile], _ notation: Notation) -> Fragment {
    let rejected = files.reduce(0) { $0 + $1.rejectedCount }
    if rejected == 0 { return Tag(word: "All read", tone: .good, glyph: nil).fragment }
    return Tag(word: "\(notation.text(Double(rejected), .count)) rejected", tone: .warn, glyph: nil).fragment
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
  /// Its folder, as far as the path tells.
  var folder: String { path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") }
  /// Its name without the folder.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  /// Rows that could not be read, without older copies of a conversation.
  var rejectedCount: Int { rowsRead - accepted - duplicates }
}
