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
  /// Reports of the shorter periods within this one; nil for a period of the project's own length.
  var members: PeriodsTable?
  private let documents: PeriodDocuments
  private let analyses: PeriodAnalyses
  private let events: [Event]
  private let alerts: [AlertReplay]
  private let assistantLinks: [String: String]
  private let evidence: [AnalysisID: PhrasedFinding.Evidence]

  init(_ evaluation: Evaluation, _ report: PeriodReport, _ notation: Notation) {
    self.evaluation = evaluation
    self.report = report
    self.notation = notation
    documents = evaluation.documents(of: report.period)
    events = evaluation.events(through: report.period)
    alerts = evaluation.alerts(of: report.period, report.comparison)
    analyses = PeriodAnalyses(
      AnalysisInput(
        figures: evaluation.figures, comparison: report.comparison, history: evaluation.periods.filter { $0 <= report.period },
        documents: evaluation.documents, zone: evaluation.facts.zone, events: events,
        assumptions: evaluation.project.configuration.stated))
    evidence = Self.evidence(evaluation, report.period)
    assistantLinks = Dictionary(
      evaluation.assistantPages(in: report.period).map { ($0.name, $0.fileName) }, uniquingKeysWith: { first, _ in first })
  }

  /// Everything that pages hand over besides their markup.
  struct Yield {
    var tables: [PublishedTable] = []
    var pages: [(parent: PageDefinition, page: SortedPage)] = []
    var shownRecords: Set<RecordKind> = []
  }

  private var project: Project { evaluation.project }
  private var facts: BuildFacts { evaluation.facts }

  /// Pages whose sources are present, and their tables.
  func compose() -> ComposedPeriod {
    let written = PageCatalogue.all.filter { evaluation.isWritten($0, in: report.period) }
    var yield = Yield()
    var pages: [ComposedPeriod.Page] = []
    let message = KeyMessage(context(idPrefix: "overview"), pages: written.map(\.slug))
    for page in written {
      let sections = sections(of: page, message: message, yield: &yield)
      pages.append(.init(fileName: page.fileName, html: html(page, sections, navigation: written, message: message)))
    }
    pages += assistantPages(navigation: written, message: message, yield: &yield)
    for (parent, page) in yield.pages {
      let body = section(PageSection(id: "all", heading: page.heading, body: cards(page.body)))
      pages.append(.init(fileName: page.fileName, html: html(parent, [body], navigation: written, message: message, sorted: page)))
    }
    return ComposedPeriod(
      period: report.period, isComplete: report.comparison.isComplete, pages: pages,
      tables: yield.tables + WatchFiles(context: context(idPrefix: "watch")).tables,
      hasTables: !yield.pages.isEmpty || written.contains { $0.slug == PageDefinition.conversations.slug },
      shownRecords: yield.shownRecords.sorted(),
      findings: FindingsFile(
        findings: PhrasedFinding.all(context(idPrefix: "findings")),
        message: [(message.plainText, message.leadFacts)] + message.points.map { ("\($0.tag.word): \($0.sentence)", $0.facts) },
        period: report.period.id),
      lead: message.plainText, coverage: report.coverage)
  }

  private func sections(of page: PageDefinition, message: KeyMessage, yield: inout Yield) -> [Fragment] {
    var made: [Fragment] = []
    for part in page.parts {
      switch part {
      case .keyMessage: made.append(message.fragment(project.templates))
      case .members:
        guard let members, let kind = members.periods.first?.period.kind else { continue }
        let noun = PlainEnglish.sentence(PeriodWords.noun(kind).singular)
        made.append(
          section(PageSection(id: "members", heading: "\(noun) by \(noun.lowercased())", body: members.fragment(id: "members-table"))))
      case .sections:
        for section in project.sections.sections[page.folder] ?? [] {
          made += render(section, on: page, yield: &yield)
        }
      case .notes: made += notes(yield: &yield)
      case .conversations:
        guard let list = conversationList else { continue }
        made.append(section(PageSection(id: "conversations-list", heading: list.heading, body: cards(list.body))))
        yield.tables.append(list.published)
        yield.pages += list.pages.map { (page, $0) }
      case .method: made.append(section(MethodBody(evaluation, report, notation).section(of: page.slug)))
      case .inventory:
        let inventory = InventoryTable(
          all: facts.files, zone: facts.zone, notation: notation, documents: documents, records: yield.shownRecords.sorted(),
          hasReported: !ReportedFile(documents: documents).isEmpty)
        made.append(section(PageSection(id: "inventory", heading: "What was read", body: inventory.body(id: "inventory-table"))))
        yield.tables.append(inventory.published())
      case .reconciliation:
        let table = ReconciliationTable(report: evaluation.reconciliation, documents: documents, notation: notation)
        if let body = table.body() {
          made.append(section(PageSection(id: "reconciliation", heading: "What vendors report, and what their rows give", body: body)))
          yield.tables.append(table.published())
        }
      case .glossary: made += GlossaryBody(figures: evaluation.figures, period: report).sections().map(section)
      }
    }
    return made
  }

  /// The latest conversations of the period; nil when the project lists none.
  private var conversationList: ConversationList? {
    guard let (latest, total) = evaluation.conversations?.conversations(in: report.period), !latest.isEmpty else { return nil }
    return ConversationList(latest, total: total, zone: facts.zone, period: report.period, notation: notation)
  }

  /// A section, once or for each group it names; nothing when it has nothing to say in this period.
  private func render(_ section: Section, on page: PageDefinition, yield: inout Yield) -> [Fragment] {
    guard let dimension = section.forEach else {
      return render(section, on: page, Place(id: section.id, title: section.title ?? page.label, pinned: []), yield: &yield)
    }
    let groups = documents.members(of: dimension)
    var made: [Fragment] = []
    for (index, group) in groups.enumerated() {
      let place = Place(
        id: "\(section.id)-\(index + 1)", title: "\(section.title.map { "\($0): " } ?? "")\(group.title)",
        pinned: [Filter(dimension, group.name)])
      made += render(section, on: page, place, yield: &yield)
    }
    return made
  }

  /// Where a section stands: its id, its heading, and the group it speaks about.
  struct Place {
    var id: String
    var title: String
    var pinned: [Filter]
  }

  /// `prefix`: before the ids of its figures and files; nil = page and place.
  func render(
    _ section: Section, on page: PageDefinition, _ place: Place, prefix: String? = nil, yield: inout Yield
  ) -> [Fragment] {
    var context = context(idPrefix: prefix ?? "\(page.folder)-\(place.id)")
    context.pinned = place.pinned
    guard section.blocks.isAvailable(in: context) else {
      guard let reason = section.blocks.absence(in: context), section.title != nil else { return [] }
      return [bare(place.id, place.title, reason)]
    }
    let rendered = section.blocks.render(section.document, in: context)
    // What a project did not ask for is no section at all.
    if rendered.isWithoutData, !section.isCustom, rendered.absence == nil, rendered.tables.isEmpty { return [] }
    // A built-in section without any data says so in one line instead of a row of empty cards.
    if rendered.isWithoutData, !section.isCustom, let reason = rendered.absence, section.title != nil {
      return [bare(place.id, place.title, reason)]
    }
    yield.tables += rendered.tables
    yield.pages += rendered.pages.map { (page, $0) }
    yield.shownRecords.formUnion(rendered.shownRecords)
    return [self.section(PageSection(id: place.id, heading: place.title, body: cards(rendered.fragment)))]
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
  private func notes(yield: inout Yield) -> [Fragment] {
    let notes = project.notes.notes[report.period] ?? []
    if notes.isEmpty { return [] }
    var values: [TemplateValue] = []
    for (index, note) in notes.enumerated() {
      let rendered = note.blocks.render(note.document, in: context(idPrefix: "note-\(index + 1)"))
      yield.tables += rendered.tables
      yield.pages += rendered.pages.map { (.overview, $0) }
      yield.shownRecords.formUnion(rendered.shownRecords)
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
    var made = BlockContext(
      figures: evaluation.figures, documents: documents, comparison: report.comparison, compares: report.compares,
      history: report.history, notation: notation, zone: facts.zone.identifier, idPrefix: idPrefix, dataLink: { "data/\($0).csv" },
      definitionLink: { hasGlossary ? "glossary.html#\(GlossaryBody.anchorID($0))" : nil })
    made.differences = differences
    made.analyses = analyses
    made.targets = project.configuration.targets
    made.assistantPages = assistantLinks
    made.yearComparison = evaluation.yearComparison(of: report.period)
    made.events = events
    made.alerts = alerts
    made.evidence = { [evidence] in evidence[$0] }
    return made
  }

  /// Where the evidence of each analysis stands: only on pages that are written, and at sections that the project has and that have data.
  private static func evidence(_ evaluation: Evaluation, _ period: Period) -> [AnalysisID: PhrasedFinding.Evidence] {
    var made: [AnalysisID: PhrasedFinding.Evidence] = [:]
    for (id, place) in StatementWords.evidence {
      guard let page = PageCatalogue.all.first(where: { $0.slug == place.page }), evaluation.isWritten(page, in: period) else { continue }
      let sections = evaluation.project.sections.sections[page.folder] ?? []
      let isThere = sections.contains { section in
        let requires = section.blocks.requires
        let hasData = requires.isEmpty || requires.contains { evaluation.figures.estimate($0, in: period).value != nil }
        return section.id == place.section && section.forEach == nil && hasData
      }
      made[id] = .init(text: page.label, address: isThere ? "\(page.fileName)#\(place.section)" : page.fileName)
    }
    return made
  }

  /// Whole figures of exactly this period that differ from ours.
  private var differences: [MetricID: (vendor: Vendor, value: Double)] {
    var made: [MetricID: (vendor: Vendor, value: Double)] = [:]
    for row in evaluation.reconciliation.rows where row.dimension == nil && row.buckets == nil && row.window == documents.span {
      guard let metric = row.metric, let value = row.reported else { continue }
      switch row.verdict {
      case .explained, .unexplained: if made[MetricID(rawValue: metric)] == nil { made[MetricID(rawValue: metric)] = (row.vendor, value) }
      default: break
      }
    }
    return made
  }

  func section(_ made: PageSection) -> Fragment {
    project.templates.render("section", ["id": .text(made.id), "heading": .text(made.heading), "body": .markup(made.body)])
  }

  /// The overview is that of a month, a quarter, a week.
  private func question(_ page: PageDefinition) -> String {
    page.slug == PageDefinition.overview.slug ? PeriodWords.overview(report.period.kind) : page.question
  }

  /// A page of the catalogue, or a whole table on a page of its own that belongs to it.
  func html(
    _ page: PageDefinition, _ sections: [Fragment], navigation: [PageDefinition], message: KeyMessage, sorted: SortedPage? = nil,
    subject: AssistantPage? = nil
  ) -> Fragment {
    let frame = PageFrame(evaluation: evaluation, notation: notation)
    var value = frame.common(folder: report.period.id)
    value["eyebrow"] = .text(subject.map { "Assistant: \($0.name)" } ?? question(page))
    value["heading"] = .text(report.title)
    value["title"] = .text(
      page.slug == "index"
        ? "\(report.title): \(message.headline) | \(project.configuration.title)"
        : "\(subject?.name ?? sorted?.heading ?? page.label), \(report.title) | \(project.configuration.title)")
    if sorted != nil || page.parts.contains(.conversations) { value["script"] = .text("assets/\(PageFrame.tableScript)") }
    value["description"] = .text(
      page.slug == "index" ? message.plainText : "\(question(page)) \(report.title), \(project.configuration.title).")
    value["hasNavigation"] = true
    value["navigation"] = .list(
      navigation.map {
        ["href": .text($0.fileName), "label": .text($0.label), "current": .flag($0.slug == page.slug && sorted == nil && subject == nil)]
      })
    value["statusTag"] = .markup(StatusLine.tag(report).fragment)
    value["status"] = .text(StatusLine.words(report))
    value["hasSwitcher"] = true
    value["switcher"] = .list(frame.switcher(report, page: subject?.fileName ?? page.fileName))
    value["body"] = .markup(.joined(sections, separator: "\n"))
    value["facts"] = .list(frame.facts(for: report.period))
    value["links"] = .list(
      frame.links(
        [
          ("data/metrics.json", "All numbers (JSON)"), ("glossary.html", "Definitions"), ("data-quality.html", "Data quality"),
          ("manifest.json", "Provenance"),
        ].filter { !$0.0.hasSuffix(".html") || evaluation.hasPage($0.0, in: report.period) }))
    return project.templates.render("page", .object(value))
  }
}
