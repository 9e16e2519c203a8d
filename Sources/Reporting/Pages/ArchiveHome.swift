import Aggregation
import Basics
import Insights
import Markup
import Notation
import Records
import Templates

/// The page at the root: the latest period first, then all periods, newest first.
struct ArchiveHome {
  let evaluation: Evaluation
  let periods: [ComposedPeriod]
  /// Quarters and years.
  let longer: [ComposedPeriod]
  let notation: Notation

  init(_ evaluation: Evaluation, _ periods: [ComposedPeriod], _ longer: [ComposedPeriod], _ notation: Notation) {
    self.evaluation = evaluation
    self.periods = periods
    self.longer = longer
    self.notation = notation
  }

  private var configuration: Configuration { evaluation.project.configuration }

  /// The whole page.
  func html() -> Fragment {
    let frame = PageFrame(evaluation: evaluation, notation: notation)
    var value = frame.common(folder: "")
    let count = "\(notation.text(Double(periods.count), .count)) \(periods.count == 1 ? noun.singular : noun.plural)"
    value["eyebrow"] = "Report archive"
    value["heading"] = .text(configuration.title)
    value["title"] = .text("\(configuration.title): all reports")
    value["description"] = .text(
      "\(count) of reports, the latest is \(periods.last.map { PeriodWords.title($0.period, notation) } ?? "none").")
    value["statusTag"] = .markup(Tag(word: count, tone: .plain, glyph: nil).fragment)
    value["status"] = .text("Days and hours in \(evaluation.facts.zone.identifier)")
    value["body"] = .markup(body())
    value["facts"] = .list(frame.facts(for: nil))
    value["links"] = .list(frame.links([("periods.json", "Periods (JSON)"), ("manifest.json", "Provenance")]))
    return evaluation.project.templates.render("page", .object(value))
  }

  private var noun: Noun { PeriodWords.noun(configuration.period) }

  private func body() -> Fragment {
    var parts: [Fragment] = []
    if let latest = periods.last {
      parts.append(section("latest", "Latest report", card(latest)))
    }
    let trends = ArchiveTrends(figures: evaluation.figures, reports: periods, notation: notation)
    if let body = trends.fragment { parts.append(section("trends", "How it went, \(noun.singular) by \(noun.singular)", body)) }
    parts.append(
      section(
        "all", "All \(noun.plural)",
        PeriodsTable(figures: evaluation.figures, periods: periods, folder: "", notation: notation).fragment(id: "periods")))
    for rolled in evaluation.rollUps {
      guard let kind = rolled.periods.first?.kind else { continue }
      let plural = PeriodWords.noun(kind).plural
      let table = PeriodsTable(
        figures: rolled.figures, periods: longer.filter { $0.period.kind == kind }, folder: "", notation: notation)
      parts.append(section(plural, PlainEnglish.sentence(plural), table.fragment(id: "periods-\(plural)")))
    }
    return .joined(parts, separator: "\n")
  }

  private func section(_ id: String, _ heading: String, _ body: Fragment) -> Fragment {
    evaluation.project.templates.render("section", ["id": .text(id), "heading": .text(heading), "body": .markup(body)])
  }

  private func card(_ latest: ComposedPeriod) -> Fragment {
    var writer = MarkupWriter(capacity: 1024)
    writer.raw(#"<div class="cards"><div class="card"><h3><a"#)
    writer.attribute("href", "\(latest.period.id)/index.html")
    writer.raw(">")
    writer.text(PeriodWords.title(latest.period, notation))
    writer.raw(#"</a></h3><p class="lead mt">"#)
    writer.text(latest.lead)
    writer.raw("</p></div></div>")
    return writer.finish()
  }
}
