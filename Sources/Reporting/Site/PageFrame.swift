import Aggregation
import Basics
import Markup
import Notation
import Records
import Templates

/// What all pages share: head, switcher, footer.
struct PageFrame {
  let evaluation: Evaluation
  let notation: Notation

  private var facts: BuildFacts { evaluation.facts }

  /// Sorts and filters tables on the pages that hold a whole one; every page does without it.
  static let tableScript = "tables.js"

  /// Values that every page has; `folder` is empty for the archive home.
  func common(folder: String) -> [String: TemplateValue] {
    [
      "language": "en", "version": .text(facts.toolVersion), "stylesheet": "assets/parlance.css",
      "home": .text(folder.isEmpty ? "index.html" : "../index.html"), "brand": .text(evaluation.project.configuration.title),
      "script": .none, "hasNavigation": false, "navigation": [], "hasSwitcher": false, "switcher": [],
    ]
  }

  /// Previous period, all periods, next period; a neighbour keeps the reader on the same page where it exists.
  func switcher(_ report: PeriodReport, page: String) -> [TemplateValue] {
    func entry(_ period: Period?, fallback: Period, rel: String, backward: Bool) -> TemplateValue {
      let shown = period ?? fallback
      let words = PeriodWords.short(shown, beside: report.period, notation)
      guard let period else {
        let missing = backward ? "\(PlainEnglish.sentence(words)): no report" : "\(PlainEnglish.sentence(words)): not yet"
        return ["link": .none, "label": .text(missing), "backward": false, "forward": false]
      }
      let target = evaluation.hasPage(page, in: period) ? page : "index.html"
      return [
        "link": ["href": .text("../\(period.id)/\(target)"), "rel": .text(rel)], "label": .text(PlainEnglish.sentence(words)),
        "backward": .flag(backward), "forward": .flag(!backward),
      ]
    }
    let all: TemplateValue = [
      "link": ["href": "../index.html", "rel": ""], "label": .text("All \(PeriodWords.noun(report.period.kind).plural)"), "backward": false,
      "forward": false,
    ]
    return [
      entry(report.previous, fallback: report.period.previous, rel: "prev", backward: true), all,
      entry(report.next, fallback: report.period.next, rel: "next", backward: false),
    ]
  }

  /// The facts of the footer; nil = the archive home.
  func facts(for period: Period?) -> [TemplateValue] {
    let count = (period.map { facts.files(for: $0) } ?? facts.files).count
    let hash = period.map { facts.inputHash(for: $0) } ?? facts.inputHash
    var made: [TemplateValue] = [fact("Generated", time(facts.now, zone: .utc, suffix: "UTC"))]
    if let latest = facts.latest(for: period) {
      let end = period.map { min(latest, Instant(microseconds: facts.zone.start(of: $0.end).microseconds - 1)) } ?? latest
      made.append(fact("Data until", time(end, zone: facts.zone, suffix: facts.zone.identifier)))
    }
    made.append(fact("Generator", .text("Parlance \(facts.toolVersion)")))
    made.append(fact("Input", inputs(count, hash)))
    if let organisation = evaluation.project.configuration.organisation { made.append(fact("Published by", .text(organisation))) }
    return made
  }

  /// Links of the footer.
  func links(_ links: [(href: String, label: String)]) -> [TemplateValue] {
    links.enumerated().map { index, link in
      ["href": .text(link.href), "label": .text(link.label), "last": .flag(index == links.count - 1)]
    }
  }

  private func fact(_ term: String, _ value: Fragment) -> TemplateValue { ["term": .text(term), "value": .markup(value)] }

  private func time(_ instant: Instant, zone: Zone, suffix: String) -> Fragment {
    let c = zone.day(of: instant).components
    var writer = MarkupWriter()
    writer.raw("<time")
    writer.attribute("datetime", Zone.utc.iso(instant))
    writer.raw(">")
    writer.text("\(notation.day(c.year, c.month, c.day, style: .long)), \(zone.clock(instant)) \(suffix)")
    writer.raw("</time>")
    return writer.finish()
  }

  private func inputs(_ count: Int, _ hash: String) -> Fragment {
    var writer = MarkupWriter()
    writer.text(count == 1 ? "1 file, " : "\(notation.text(Double(count), .count)) files, ")
    writer.raw("<code>")
    writer.text("sha256 \(hash.prefix(12))")
    writer.raw("</code>")
    return writer.finish()
  }
}
