import Aggregation
import Insights
import Markup
import Notation
import Records

/// Reported figures beside ours: of each vendor a sentence, what differs, what explains it, and the headline figures that agree. All rows
/// stand in the files.
struct ReconciliationTable {
  let report: ReconciliationReport
  let documents: PeriodDocuments
  let notation: Notation

  /// Rows of a table on the page.
  private static let mostDiffering = 12
  private static let mostAgreeing = 8
  private static let mostExplained = 60

  /// Figures whose bodies belong to the period.
  private var rows: [Reconciled] { report.rows.filter { documents.fit($0.body) != nil } }

  /// A card per vendor; nil when nothing is reported for the period.
  func body() -> Fragment? {
    let rows = rows
    if rows.isEmpty { return nil }
    var writer = MarkupWriter(capacity: 16_384)
    writer.raw("<div class=\"cards\">\n")
    for vendor in Vendor.allCases {
      let mine = rows.filter { $0.vendor == vendor }
      if !mine.isEmpty { writer.fragment(card(vendor, mine)) }
    }
    writer.raw("</div>")
    return writer.finish()
  }

  private func card(_ vendor: Vendor, _ rows: [Reconciled]) -> Fragment {
    let id = "reconciliation-\(vendor.rawValue)"
    // What needs an eye first.
    let differing = ["unexplained", "not-reproducible"].flatMap { word in rows.filter { $0.verdict.word == word } }
    let explained = rows.filter { $0.verdict.word == "explained" }
    let agreeing = headlines(rows)
    let shown = Array(differing.prefix(Self.mostDiffering)) + agreeing
    return TableCard(
      id: "\(id)-card", isWide: true, title: nil, subtitle: nil,
      table: shown.isEmpty ? nil : table(id, "Figures of \(vendor.name) beside ours", shown),
      reading: ReconciliationWords.summary(vendor, rows, notation),
      notes: notes(rows, differing.count, agreeing.count), download: "data/reconciliation.csv", links: causes(explained, id)
    ).fragment
  }

  /// Figures of the whole period that agree, one for each metric.
  private func headlines(_ rows: [Reconciled]) -> [Reconciled] {
    var seen: Set<String> = []
    let whole = rows.filter { row in
      ["equal", "within-rounding"].contains(row.verdict.word) && row.dimension == nil && row.buckets == nil && row.metric != nil
        && ReportedWords.subject(documents.documents.bodies[row.body]) == nil
    }
    let exact = whole.filter { documents.fit($0.body) == .exact }
    let own = exact.filter { $0.window == documents.span }
    // In the order of the catalogue: volume first.
    let ranked = (own.isEmpty ? exact.isEmpty ? whole : exact : own).enumerated().sorted { a, b in
      (Self.rank(a.element), a.offset) < (Self.rank(b.element), b.offset)
    }.map(\.element)
    return Array(ranked.filter { seen.insert($0.metric ?? "").inserted }.prefix(Self.mostAgreeing))
  }

  private static let ranks = Dictionary(
    MetricCatalogue.all.enumerated().map { ($0.element.id.rawValue, $0.offset) }, uniquingKeysWith: { first, _ in first })

  private static func rank(_ row: Reconciled) -> Int { row.metric.flatMap { ranks[$0] } ?? Int.max }

  private func notes(_ rows: [Reconciled], _ differing: Int, _ shownAgreeing: Int) -> [String] {
    func number(_ count: Int) -> String { notation.text(Double(count), .count) }
    var notes: [String] = []
    if differing > Self.mostDiffering { notes.append("\(number(differing - Self.mostDiffering)) more that differ stand in the files.") }
    let agreeing = rows.count { ["equal", "within-rounding"].contains($0.verdict.word) } - shownAgreeing
    let apart = rows.count { $0.verdict.word == "not-comparable" }
    var rest: [String] = []
    if agreeing > 0 { rest.append("\(number(agreeing)) more that agree") }
    if apart > 0 { rest.append("\(number(apart)) that cannot be compared, with the reason") }
    if !rest.isEmpty { notes.append("In the files: \(PlainEnglish.list(rest)).") }
    return notes
  }

  /// What explains differences, the most frequent cause first: its words, and the figures in a closed table.
  private func causes(_ rows: [Reconciled], _ id: String) -> Fragment {
    let groups = Dictionary(grouping: rows) { $0.verdict.reason ?? "" }
      .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    var writer = MarkupWriter(capacity: 4096)
    for (cause, rows) in groups {
      guard case .explained(let known)? = rows.first?.verdict else { continue }
      let count = "\(notation.text(Double(rows.count), .count)) \(rows.count == 1 ? "figure" : "figures")"
      let words = "\(ReconciliationWords.headline(known, zone: documents.zone.identifier)): \(count)"
      writer.raw(#"<details class="twin"><summary>"#)
      writer.text(words)
      writer.raw("</summary>\n")
      var details = table("\(id)-\(cause)", words, Array(rows.prefix(Self.mostExplained)), hasVerdicts: false)
      details.isCaptionHidden = true
      writer.fragment(details.fragment)
      if rows.count > Self.mostExplained {
        writer.raw(#"<p class="small muted mt">"#)
        writer.text("\(notation.text(Double(rows.count - Self.mostExplained), .count)) more stand in the files.")
        writer.raw("</p>\n")
      }
      writer.raw("</details>\n")
    }
    return writer.finish()
  }

  /// Columns without a word in any row are left out.
  private func table(_ id: String, _ caption: String, _ rows: [Reconciled], hasVerdicts: Bool = true) -> DataTable {
    let parts = rows.map(part)
    let reasons = rows.map { ReconciliationWords.reason($0, notation) }
    let hasParts = parts.contains { !$0.isEmpty }
    let hasReasons = reasons.contains { !$0.isEmpty }
    var columns = [DataColumn(title: "Figure", isNumeric: false)]
    if hasParts { columns.append(DataColumn(title: "Which", isNumeric: false)) }
    columns += [DataColumn(title: "Reported"), DataColumn(title: "Computed"), DataColumn(title: "Difference")]
    if hasVerdicts { columns.append(DataColumn(title: "Verdict", isNumeric: false)) }
    if hasReasons { columns.append(DataColumn(title: "Why", isNumeric: false)) }
    return DataTable(
      id: id, caption: caption, columns: columns,
      rows: zip(rows, zip(parts, reasons)).map { row, words in
        var cells: [DataCell] = [.text(title(row))]
        if hasParts { cells.append(.text(words.0)) }
        cells += numbers(row)
        if hasVerdicts { cells.append(.markup(ReconciliationWords.status(row.verdict).fragment)) }
        if hasReasons { cells.append(.text(words.1)) }
        return DataRow(cells: cells)
      })
  }

  private func numbers(_ row: Reconciled) -> [DataCell] {
    func text(_ value: Double?) -> DataCell { value.map { .text(notation.text($0, row.unit)) } ?? .muted("no data") }
    guard let difference = row.difference else {
      // Ours is withheld where too few stand behind it, although the vendor's way of computing gives the vendor's number.
      let isWithheld = row.computed == nil && row.variant != nil
      return [text(row.reported), isWithheld ? .muted("too few") : text(row.computed), .empty]
    }
    let isNothing = abs(difference) < 1e-9
    return [
      text(row.reported), text(row.computed),
      isNothing ? .muted("none") : .text(notation.delta(difference, row.unit)),
    ]
  }

  private func title(_ row: Reconciled) -> String {
    // The count behind a share is called by its own name.
    let metric = row.metric.flatMap { MetricCatalogue.metric(MetricID(rawValue: $0)) }
    return metric.flatMap { $0.unit == .share && row.unit == .count ? nil : $0.uncutShortTitle } ?? ReportedWords.quantity(row.quantity)
  }

  /// What it speaks about where that is not the whole period, and for series how many buckets agree.
  private func part(_ row: Reconciled) -> String {
    let body = documents.documents.bodies[row.body]
    var words: [String] = []
    if let member = row.member, let dimension = row.dimension {
      words.append(LabelWords.plain(member.string, of: dimension))
    } else if let subject = ReportedWords.subject(body) {
      words.append(subject)
    }
    if let buckets = row.buckets, buckets.compared > 0 {
      let noun = buckets.seconds >= 82_800 ? "days" : "hours"
      words.append("\(buckets.agreeing) of \(buckets.compared) \(noun) agree")
    }
    if let window = ReportedWords.window(body, of: documents, notation) { words.append(window) }
    return words.joined(separator: ", ")
  }

  /// Every row with its file, at full precision.
  func published() -> PublishedTable {
    typealias Cell = PublishedTable.Cell
    let columns: [PublishedTable.Column] = [
      .init(id: "vendor", title: "Vendor"), .init(id: "source", title: "Source"), .init(id: "file", title: "File"),
      .init(id: "quantity", title: "Quantity"), .init(id: "metric", title: "Metric"), .init(id: "dimension", title: "Dimension"),
      .init(id: "member", title: "Member"), .init(id: "buckets", title: "Buckets", unit: .count),
      .init(id: "agreeing", title: "Agreeing", unit: .count), .init(id: "reported", title: "Reported", unit: .rate),
      .init(id: "computed", title: "Computed", unit: .rate), .init(id: "difference", title: "Difference", unit: .rate),
      .init(id: "tolerance", title: "Tolerance", unit: .rate), .init(id: "unit", title: "Unit"), .init(id: "verdict", title: "Verdict"),
      .init(id: "cause", title: "Cause"), .init(id: "candidate", title: "Candidate"),
      .init(id: "candidate_value", title: "Candidate's value", unit: .rate),
    ]
    func number(_ value: Double?) -> Cell { value.map { Cell(notation.text($0, .rate), $0) } ?? Cell("") }
    return PublishedTable(
      id: "reconciliation", title: "Figures of vendors beside ours", columns: columns,
      rows: rows.map { row in
        var cells = [row.vendor.rawValue, row.source, row.file, row.quantity, row.metric ?? "", row.dimension ?? ""].map { Cell($0) }
        cells += [
          Cell(row.member?.string ?? ""), number(row.buckets.map { Double($0.compared) }), number(row.buckets.map { Double($0.agreeing) }),
        ]
        cells += [number(row.reported), number(row.computed), number(row.difference), number(row.tolerance), Cell(row.unit.name)]
        return cells + [Cell(row.verdict.word), Cell(row.verdict.reason ?? ""), Cell(row.candidate ?? ""), number(row.variant)]
      })
  }
}
