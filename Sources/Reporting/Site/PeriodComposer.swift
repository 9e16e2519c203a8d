import Aggregation
import Basics
import Insights
import Markup
import Notation
import Publishing
import Records
import Templates

/// Composes all pages of one period.
struct PeriodComposer {
  let evaluation: Evaluation
  let report: PeriodReport
  let notation: Notation

  init(_ evaluation: Evaluation, _ report: PeriodReport, _ notation: Notation) {
    self.evaluation = evaluation
    self.report = report
    self.notation = notation
  }

  private var project: Project { evaluation.project }
  private var facts: BuildFacts { evaluation.facts }

  /// Pages whose sources are present, and their tables.
  func compose() -> ComposedPeriod {
    let written = PageCatalogue.all.filter { evaluation.isWritten($0, in: report.period) }
    var tables: [PublishedTable] = []
    var pages: [ComposedPeriod.Page] = []
    let message = KeyMessage(context(idPrefix: "overview"), pages: written.map(\.slug))
    for page in written {
      let sections = sections(of: page, message: message, tables: &tables)
      pages.append(.init(fileName: page.fileName, html: html(page, sections, navigation: written, message: message)))
    }
    return ComposedPeriod(
      period: report.period, isComplete: report.comparison.isComplete, pages: pages, tables: tables, lead: message.plainText,
      coverage: report.coverage)
  }

  private func sections(of page: PageDefinition, message: KeyMessage, tables: inout [PublishedTable]) -> [Fragment] {
    var made: [Fragment] = []
    for part in page.parts {
      switch part {
      case .keyMessage: made.append(message.fragment(project.templates))
      case .sections:
        for section in project.sections.sections[page.folder] ?? [] {
          if let fragment = render(section, on: page, tables: &tables) { made.append(fragment) }
        }
      case .notes: made += notes(tables: &tables)
      case .method: made.append(section(MethodBody(evaluation, report, notation).section(of: page.slug)))
      case .inventory:
        let body = InventoryTable(files: facts.files, zone: facts.zone, notation: notation).body(id: "inventory-table")
        made.append(section(PageSection(id: "inventory", heading: "What was read", body: body)))
      case .glossary: made += GlossaryBody(figures: evaluation.figures, period: report).sections().map(section)
      }
    }
    return made
  }

  /// A section, or nil when it has nothing to say in this period.
  private func render(_ section: Section, on page: PageDefinition, tables: inout [PublishedTable]) -> Fragment? {
    let context = context(idPrefix: "\(page.folder)-\(section.id)")
    guard section.blocks.isAvailable(in: context) else {
      guard let reason = section.blocks.absence(in: context), let title = section.title else { return nil }
      return bare(section.id, title, reason)
    }
    let rendered = section.blocks.render(section.document, in: context)
    // A built-in section without any data says so in one line instead of a row of empty cards.
    if rendered.isWithoutData, !section.isCustom, let reason = rendered.absence, let title = section.title {
      return bare(section.id, title, reason)
    }
    tables += rendered.tables
    let heading = section.title ?? page.label
    return self.section(PageSection(id: section.id, heading: heading, body: cards(rendered.fragment)))
  }

  private func bare(_ id: String, _ title: String, _ reason: String) -> Fragment {
    var writer = MarkupWriter()
    writer.raw(#"<p class="intro">"#)
    writer.text(reason)
    writer.raw("</p>")
    return section(PageSection(id: id, heading: title, body: writer.finish()))
  }

  private func cards(_ fragment: Fragment) -> Fragment {
    var writer = MarkupWriter(capacity: fragment.bytes.count + 64)
    writer.raw("<div class=\"cards two\">\n")
    writer.fragment(fragment)
    writer.raw("</div>")
    return writer.finish()
  }

  /// The people's words about the period.
  private func notes(tables: inout [PublishedTable]) -> [Fragment] {
    let notes = project.notes.notes[report.period] ?? []
    if notes.isEmpty { return [] }
    var values: [TemplateValue] = []
    for (index, note) in notes.enumerated() {
      let rendered = note.blocks.render(note.document, in: context(idPrefix: "note-\(index + 1)"))
      tables += rendered.tables
      values.append(["byline": .text(byline(note)), "body": .markup(rendered.fragment)])
    }
    return [project.templates.render("notes", ["heading": "Notes by people", "notes": .list(values)])]
  }

  private func byline(_ note: Note) -> String {
    var text = "Written"
    if let author = note.author { text += " by \(author)" }
    if let date = note.date?.components { text += " on \(notation.day(date.year, date.month, date.day, style: .long))" }
    return text + ". Everything else on this page is computed from the exports."
  }

  private func context(idPrefix: String) -> BlockContext {
    let hasGlossary = PageCatalogue.all.contains { $0.slug == "glossary" }
    return BlockContext(
      figures: evaluation.figures, comparison: report.comparison, compares: report.compares, history: report.history, notation: notation,
      zone: facts.zone.identifier,
      idPrefix: idPrefix, dataLink: { "data/\($0).csv" },
      definitionLink: { hasGlossary ? "glossary.html#\(GlossaryBody.anchorID($0))" : nil })
  }

  private func section(_ made: PageSection) -> Fragment {
    project.templates.render("section", ["id": .text(made.id), "heading": .text(made.heading), "body": .markup(made.body)])
  }

  private func html(_ page: PageDefinition, _ sections: [Fragment], navigation: [PageDefinition], message: KeyMessage) -> Fragment {
    let frame = PageFrame(evaluation: evaluation, notation: notation)
    var value = frame.common(folder: report.period.id)
    value["eyebrow"] = .text(page.question)
    value["heading"] = .text(report.title)
    value["title"] = .text(
      page.slug == "index"
        ? "\(report.title): \(message.headline) | \(project.configuration.title)"
        : "\(page.label), \(report.title) | \(project.configuration.title)")
    value["description"] = .text(
      page.slug == "index" ? message.plainText : "\(page.question) \(report.title), \(project.configuration.title).")
    value["hasNavigation"] = true
    value["navigation"] = .list(
      navigation.map { ["href": .text($0.fileName), "label": .text($0.label), "current": .flag($0.slug == page.slug)] })
    value["statusTag"] = .markup(StatusLine.tag(report).fragment)
    value["status"] = .text(StatusLine.words(report))
    value["hasSwitcher"] = true
    value["switcher"] = .list(frame.switcher(report, page: page.fileName))
    value["body"] = .markup(.joined(sections, separator: "\n"))
    value["facts"] = .list(frame.facts(for: report.period))
    value["links"] = .list(
      frame.links([
        ("data/metrics.json", "All numbers (JSON)"), ("glossary.html", "Definitions"), ("data-quality.html", "Data quality"),
        ("manifest.json", "Provenance"),
      ]))
    return project.templates.render("page", .object(value))
  }
}
