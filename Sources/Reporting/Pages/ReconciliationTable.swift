import Aggregation
import Insights
import Markup
import Notation
import Records

/// Reported figures beside ours: a sentence and a table for each vendor, all rows in the files.
struct ReconciliationTable {
  let report: ReconciliationReport
  let documents: PeriodDocuments
  let notation: Notation

  /// Rows of a vendor on the page; the files have all.
  private static let limit = 24

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
    // What needs an eye first; what cannot be compared stands in the files.
    let order = ["unexplained", "not-reproducible", "explained", "within-rounding", "equal"]
    let ranked = rows.enumerated().compactMap { index, row in order.firstIndex(of: row.verdict.word).map { ($0, index, row) } }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    let shown = Array(ranked.prefix(Self.limit))
    var notes: [String] = []
    if ranked.count > shown.count {
      notes.append("\(notation.text(Double(ranked.count - shown.count), .count)) more stand in the files.")
    }
    let apart = rows.count - ranked.count
    if apart > 0 { notes.append("\(notation.text(Double(apart), .count)) figures cannot be compared; the files say why.") }
    let table = DataTable(
      id: id, caption: "Figures of \(vendor.name) beside ours",
      columns: [
        DataColumn(title: "Figure", isNumeric: false), DataColumn(title: "Of", isNumeric: false), DataColumn(title: "Reported"),
        DataColumn(title: "Computed"), DataColumn(title: "Difference"), DataColumn(title: "May differ by"),
        DataColumn(title: "Verdict", isNumeric: false), DataColumn(title: "Why", isNumeric: false),
      ], rows: shown.map(row))
    return TableCard(
      id: "\(id)-card", isWide: true, title: nil, subtitle: nil, table: shown.isEmpty ? nil : table,
      reading: ReconciliationWords.summary(vendor, rows, notation), notes: notes, download: "data/reconciliation.csv"
    ).fragment
  }

  private func row(_ row: Reconciled) -> DataRow {
    func text(_ value: Double?) -> DataCell { value.map { .text(notation.text($0, row.unit)) } ?? .muted("no data") }
    let difference: DataCell =
      row.difference.map { abs($0) < 1e-9 ? .text(notation.text(0, row.unit)) : .text(notation.delta($0, row.unit)) } ?? .empty
    return DataRow(cells: [
      .text(title(row)), .text(part(row)), text(row.reported), text(row.computed), difference,
      row.tolerance > 0 ? .text(notation.text(row.tolerance, row.unit)) : .muted("nothing"),
      .markup(ReconciliationWords.status(row.verdict).fragment), .text(ReconciliationWords.reason(row, notation)),
    ])
  }

  private func title(_ row: Reconciled) -> String {
    row.metric.flatMap { MetricCatalogue.metric(MetricID(rawValue: $0)) }?.shortTitle ?? ReportedWords.quantity(row.quantity)
  }

  /// Member, and for series how many buckets agree.
  private func part(_ row: Reconciled) -> String {
    var words: [String] = []
    if let member = row.member { words.append(member.string) }
    if let buckets = row.buckets {
      let noun = buckets.seconds >= 82_800 ? "days" : "hours"
      words.append("\(buckets.agreeing) of \(buckets.compared) \(noun) agree")
    }
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
