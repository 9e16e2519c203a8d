import Aggregation
import Markup
import Notation

/// The glossary: every metric of the catalogue, by subject, then populations, anchors and cuts. Nothing in it is written by
/// hand, so it cannot disagree with the figures.
struct GlossaryBody {
  let figures: Figures
  let period: PeriodReport

  /// One section per subject.
  func sections() -> [PageSection] {
    var made: [PageSection] = []
    for family in MetricFamily.allCases {
      let metrics = figures.catalogue.metrics.filter { $0.family == family }
      guard !metrics.isEmpty else { continue }
      made.append(PageSection(id: "family-\(family.rawValue)", heading: family.title, body: definitions(metrics)))
    }
    let missing = absences()
    if !missing.isEmpty { made.append(PageSection(id: "not-available", heading: "Not available here", body: card(missing))) }
    made.append(PageSection(id: "populations", heading: "Who is counted", body: populations()))
    made.append(PageSection(id: "cuts", heading: "How figures are cut", body: cuts()))
    made.append(PageSection(id: "intervals", heading: "Certainty", body: certainty()))
    return made
  }

  private func definitions(_ metrics: [Metric]) -> Fragment {
    var writer = MarkupWriter(capacity: 4096)
    writer.raw(#"<div class="cards"><div class="card flow"><dl class="defs gloss">"#)
    for metric in metrics {
      writer.raw("\n<div")
      writer.attribute("id", anchorID(metric.id))
      writer.raw("><dt>")
      writer.text(metric.title)
      writer.raw("</dt><dd><p>")
      writer.text(metric.definition)
      writer.raw("</p><p class=\"small muted\">")
      writer.text(facts(metric))
      writer.raw("</p></dd></div>")
    }
    writer.raw("</dl></div></div>")
    return writer.finish()
  }

  private func facts(_ metric: Metric) -> String {
    var parts = ["Formula: \(metric.formula)", "counts \(metric.populationTitle)"]
    parts.append("dated by \(metric.anchor.words)")
    switch metric.direction {
    case .higherIsBetter: parts.append("higher is better")
    case .lowerIsBetter: parts.append("lower is better")
    case .neutral: break
    }
    if metric.minimumSample > 1 { parts.append("shown from \(metric.minimumSample)") }
    if !metric.synonyms.isEmpty { parts.append("elsewhere: \(metric.synonyms.joined(separator: ", "))") }
    parts.append("id \(metric.id)")
    let state = figures.estimate(metric.id, in: period.period).state
    if case .unavailable = state { parts.append("in this period: \(AbsenceWords.short(state))") }
    return parts.joined(separator: "; ") + "."
  }

  /// Metrics without a value in this period by the reason, then the figures that no supported export can feed.
  private func absences() -> [(term: String, meaning: String)] {
    var titles: [String: [String]] = [:]
    var order: [String] = []
    for metric in figures.catalogue.metrics {
      let state = figures.estimate(metric.id, in: period.period).state
      guard case .unavailable(let absence) = state else { continue }
      let reason = words(absence)
      if titles[reason] == nil { order.append(reason) }
      titles[reason, default: []].append(metric.title)
    }
    return order.map { ($0, (titles[$0] ?? []).joined(separator: "; ") + ".") }
      + MetricCoverage.absent.map { ("Not available: \($0.id)", $0.reason) }
  }

  private func words(_ absence: Unavailability) -> String {
    switch absence {
    case .notConfigured(let what): "Not configured: \(what)"
    case .notInExport(let field): "Not in the export: \(field)"
    case .noData, .notRequested: "No data in this period"
    }
  }

  private func populations() -> Fragment {
    card(Population.allCases.map { ("\($0.title) (\($0.rawValue))", $0.definition) })
  }

  private func cuts() -> Fragment {
    card(
      figures.catalogue.dimensions.map { dimension in
        (dimension.title, dimension.isMultiValued ? "\(dimension.definition) Rows add up to more than the total." : dimension.definition)
      })
  }

  private func certainty() -> Fragment {
    card([
      (
        "Interval",
        "Where an interval is given, it is the 95% interval: Wilson for shares, Student for means, order statistics for medians."
      ),
      ("Too few", "Below a base of 30 no rate, mean or median is shown, only the base."),
      ("Small sample", "From 30 to 99 the rate is shown in whole per cent and tagged."),
      (
        "Better, worse, no clear change",
        "A change is judged only when both periods have a base of at least 50; it is clear when the interval of the difference excludes zero."
      ),
      ("Percentile", "Linear interpolation between ranks (type 7). The 95th needs 20 values, the 99th needs 100."),
    ])
  }

  private func card(_ entries: [(term: String, meaning: String)]) -> Fragment {
    var writer = MarkupWriter(capacity: 2048)
    writer.raw(#"<div class="cards"><div class="card flow">"#)
    writer.fragment(DefinitionList(entries: entries).fragment)
    writer.raw("</div></div>")
    return writer.finish()
  }

  /// Id of a metric on the glossary page: `m-out-deflection_rate`.
  static func anchorID(_ id: MetricID) -> String { "m-" + id.rawValue.map { $0 == "." ? "-" : String($0) }.joined() }

  private func anchorID(_ id: MetricID) -> String { Self.anchorID(id) }
}
