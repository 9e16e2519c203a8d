import Aggregation
import Charts
import Markup
import Notation

/// What every block with a figure shares.
protocol FigureBlock {
  var block: Block { get }
  var context: BlockContext { get }
  var id: String { get }
}

extension FigureBlock {
  var notation: Notation { context.notation }
  var filters: [Filter] { block.filters }
  var isWide: Bool { block.width == .wide }
  var notes: [String] { block.note.map { [$0] } ?? [] }

  /// `; as reported by Studio Chat`, when the figures of the chart are a vendor's.
  var reportedWords: String {
    let vendors = block.metrics.compactMap { context.current($0, filters).origin.vendor }
    return vendors.isEmpty ? "" : "; \(ReportedWords.by(vendors))"
  }

  /// The card when there is nothing to draw: the title, why, and no picture.
  func emptyCard(_ metric: Metric, _ estimate: Estimate) -> RenderedBlock {
    let measure = Measure(metric)
    let base = notation.text(Double(estimate.base), .count)
    let absence =
      AbsenceWords.absence(estimate, counted: measure.counted, periodWords: context.periodWords, base: base)
      ?? AbsenceWords.Absence(status: AbsenceWords.noData, reason: "There are no \(measure.counted.plural) in \(context.periodWords).")
    return emptyCard(metric.title, "\(absence.status). \(absence.reason)")
  }

  /// The same with words of the caller.
  func emptyCard(_ title: String, _ reason: String, download: String? = nil) -> RenderedBlock {
    let card = TableCard(
      id: id, isWide: isWide, title: block.title ?? title, subtitle: context.periodWords + context.restriction(filters), table: nil,
      reading: reason, notes: notes, download: download)
    return RenderedBlock(fragment: card.fragment, hasData: false, absence: reason)
  }

  /// The card of a drawn chart with its numbers for download.
  func card(
    _ figure: ChartFigure, title: String, subtitle: String, reading: String, extra: [String] = [], isWide: Bool? = nil, metric: Metric
  )
    -> RenderedBlock
  {
    let card = FigureCard(
      id: id, title: block.title ?? title, subtitle: subtitle + reportedWords + context.restriction(filters),
      definition: context.definitionLink(metric.id).map { (metric.title, $0) }, isWide: isWide ?? self.isWide, figure: figure,
      reading: reading, notes: extra + notes, download: context.dataLink(id))
    return RenderedBlock(fragment: card.fragment, tables: [PublishedTable(id: id, figure.table, unit: metric.unit, metric: metric.id)])
  }
}

extension PublishedTable {
  /// The twin of a chart as a table for download; every column with an exact number in it is numeric.
  init(id: String, _ twin: TableTwin, unit: Unit, metric: MetricID? = nil) {
    let rows = twin.rows + (twin.footer.map { [$0] } ?? [])
    let columns = twin.columns.enumerated().map { index, column in
      let hasNumbers = rows.contains { index < $0.count && $0[index].exact != nil }
      return Column(
        id: PublishedTable.name(column.title, at: index, in: twin.columns.map(\.title)), title: column.title,
        unit: hasNumbers ? PublishedTable.unit(column.title, unit) : nil, metric: index > 0 && hasNumbers ? metric : nil)
    }
    self.init(id: id, title: twin.caption, columns: columns, rows: rows.map { $0.map { Cell($0.text, $0.exact) } })
  }

  private static func unit(_ title: String, _ unit: Unit) -> Unit { title.hasPrefix("Share") ? .share : unit }

  /// A stable name of a column: its words in lower case with underscores, numbered when taken.
  static func name(_ title: String, at index: Int, in titles: [String]) -> String {
    func plain(_ title: String) -> String {
      let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
      return words.isEmpty ? "column" : words.joined(separator: "_")
    }
    let name = plain(title)
    let earlier = titles.prefix(index).count { plain($0) == name }
    return earlier == 0 ? name : "\(name)_\(earlier + 1)"
  }
}
