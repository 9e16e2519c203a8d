import Aggregation
import Insights
import Markup
import Notation
import Records

/// Headline figures of several reports, newest first, each with a link to it.
struct PeriodsTable {
  let figures: Figures
  /// Oldest first.
  let periods: [ComposedPeriod]
  /// Way from the page to the root of the site: empty, or `../`.
  let folder: String
  let notation: Notation

  /// The headline metrics of every period.
  static let columns: [MetricID] = [
    "vol.conversations", "out.deflection_rate", "out.resolution_rate_scored", "sen.net", "lat.p50", "cost.per_conversation",
  ]

  /// The card; `id` is that of its table.
  func fragment(id: String) -> Fragment {
    let noun = PeriodWords.noun(periods.first?.period.kind ?? .month)
    let metrics = Self.columns.compactMap(MetricCatalogue.metric).filter { metric in
      periods.contains { figures.estimate(metric.id, in: $0.period).value != nil }
    }
    var vendors: [Vendor] = []
    let rows = periods.reversed().map { made -> DataRow in
      var cells: [DataCell] = [.markup(link(made))]
      for metric in metrics {
        let estimate = figures.estimate(metric.id, in: made.period)
        let prices = metric.isMadeOfPrices ? figures.priceCoverage(in: made.period) : nil
        if let absence = AbsenceWords.absence(prices, notation: notation) {
          cells.append(.muted(PlainEnglish.inside(absence.status)))
        } else if estimate.isShowable, let value = estimate.value {
          cells.append(estimate.isReported ? .reported(notation.text(value, metric.unit)) : .text(notation.text(value, metric.unit)))
          if let vendor = estimate.origin.vendor { vendors.append(vendor) }
        } else {
          cells.append(.muted(AbsenceWords.short(estimate.state)))
        }
      }
      cells.append(.markup(status(made)))
      return DataRow(cells: cells)
    }
    let table = DataTable(
      id: id, caption: "Headline figures of all \(noun.plural)",
      columns: [DataColumn(title: PlainEnglish.sentence(noun.singular), isNumeric: false)]
        + metrics.map { DataColumn(title: $0.shortTitle) }
        + [DataColumn(title: "Status", isNumeric: false)],
      rows: rows)
    var writer = MarkupWriter(capacity: 2048)
    writer.raw(#"<div class="cards"><div class="card flow">"#)
    writer.fragment(table.fragment)
    if !vendors.isEmpty {
      writer.raw(#"<p class="small muted mt">"#)
      writer.text("\u{2020} \(PlainEnglish.sentence(ReportedWords.by(vendors))).")
      writer.raw("</p>")
    }
    writer.raw("</div></div>")
    return writer.finish()
  }

  private func link(_ made: ComposedPeriod) -> Fragment {
    var writer = MarkupWriter()
    writer.raw("<a")
    writer.attribute("href", "\(folder)\(made.period.id)/index.html")
    writer.raw(">")
    writer.text(PeriodWords.title(made.period, notation))
    writer.raw("</a>")
    return writer.finish()
  }

  private func status(_ made: ComposedPeriod) -> Fragment {
    made.isComplete ? Tag(word: "Complete", tone: .good, glyph: nil).fragment : Tag(word: made.coverage, tone: .warn, glyph: nil).fragment
  }
}
