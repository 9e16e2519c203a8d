import Aggregation
import Basics
import Ingestion
import Insights
import Markup
import Notation
import Records

/// Method and data: sources, exclusions, definitions, zone. Always present, also when all is well.
struct MethodBody {
  let evaluation: Evaluation
  let report: PeriodReport
  let notation: Notation

  init(_ evaluation: Evaluation, _ report: PeriodReport, _ notation: Notation) {
    self.evaluation = evaluation
    self.report = report
    self.notation = notation
  }

  /// The section; the overview has the sources table, other pages say the same in one paragraph.
  func section(of page: String) -> PageSection {
    let notices = notices + (Self.speakingOfHandoffs.contains(page) ? unusedHandoffs : [])
    return PageSection(id: "method", heading: "Method and data", body: page == "index" ? full(notices) : short(notices))
  }

  private static let speakingOfHandoffs: Set<String> = ["index", "resolution", "handoffs"]

  /// Said where rates of exactly 0 % and 100 % would look like an achievement.
  private var unusedHandoffs: [Notice] {
    let estimate = evaluation.figures.estimate("out.deflection_rate", in: report.period)
    guard let kept = estimate.numerator, let all = estimate.denominator, all > 0, kept == all else { return [] }
    return [
      Notice(
        headline: "The data hold no hand-off.",
        text: "None of \(notation.text(all, .count)) conversations is marked as handed off; perhaps the field is not in use.")
    ]
  }

  private var files: [SnapshotFile] { evaluation.facts.files(for: report.period) }

  private func full(_ notices: [Notice]) -> Fragment {
    var writer = MarkupWriter(capacity: 4096)
    writer.raw(#"<div class="cards"><div class="card flow">"#)
    for notice in notices { writer.fragment(notice.fragment) }
    writer.fragment(sources.fragment)
    writer.fragment(DefinitionList(entries: definitions).fragment)
    writer.raw("</div></div>")
    return writer.finish()
  }

  private func short(_ notices: [Notice]) -> Fragment {
    var writer = MarkupWriter(capacity: 1024)
    writer.raw(#"<div class="cards"><div class="card flow">"#)
    for notice in notices { writer.fragment(notice.fragment) }
    writer.raw("<p>")
    writer.text(zoneWords)
    writer.raw(#" Every number is defined in the <a href="glossary.html">glossary</a>"#)
    if evaluation.hasPage("data-quality.html", in: report.period) {
      writer.raw(#"; files, coverage and rejected rows are on <a href="data-quality.html">data quality</a>"#)
    }
    writer.raw(".</p></div></div>")
    return writer.finish()
  }

  private var notices: [Notice] {
    var made: [Notice] = []
    if !report.comparison.isComplete {
      made.append(
        Notice(
          headline: "The data covers \(report.coverage).",
          text: "Comparisons use the same days of the period before; totals are those of the covered days."))
    }
    if evaluation.facts.zoneIsAssumed {
      made.append(Notice(headline: "No time zone is configured.", text: "Days and hours are those of UTC."))
    }
    return made
  }

  private var sources: DataTable {
    DataTable(
      id: "sources-table", caption: "Data sources",
      columns: [
        DataColumn(title: "Source", isNumeric: false), DataColumn(title: "Covers", isNumeric: false), DataColumn(title: "Rows used"),
        DataColumn(title: "Rows skipped"), DataColumn(title: "Status", isNumeric: false),
      ],
      rows: grouped.map { name, files in
        DataRow(cells: [
          .text(name), covers(files), count(files.reduce(0) { $0 + $1.accepted }),
          count(files.reduce(0) { $0 + $1.rowsRead - $1.accepted }), .markup(FileWords.status(files, notation)),
        ])
      })
  }

  /// Files by source, in the order of the configuration.
  private var grouped: [(String, [SnapshotFile])] {
    evaluation.project.configuration.sources.compactMap { source in
      let mine = files.filter { $0.source == source.id }
      return mine.isEmpty ? nil : (source.name, mine)
    }
  }

  private func covers(_ files: [SnapshotFile]) -> DataCell {
    guard let earliest = files.compactMap(\.earliest).min(), let latest = files.compactMap(\.latest).max() else { return .muted("none") }
    let zone = evaluation.facts.zone
    return .text(PeriodWords.days(zone.day(of: earliest)..<zone.day(of: latest).advanced(by: 1), notation))
  }

  private func count(_ value: Int) -> DataCell { .text(notation.text(Double(value), .count)) }

  private var zoneWords: String {
    "Days and hours are those of \(evaluation.facts.zone.identifier); a conversation belongs to the period of its last message."
  }

  private var definitions: [(term: String, meaning: String)] {
    var made: [(String, String)] = []
    for id in KeyMessage.definedMetrics {
      if let metric = MetricCatalogue.metric(id) { made.append((metric.title, metric.definition)) }
    }
    made.append(("Time", zoneWords))
    if report.compares {
      made.append(
        (
          "No clear change",
          "The 95% interval of the difference includes zero, or the difference is smaller than what matters in practice."
        ))
    }
    return made
  }
}
