import Basics
import Templates

/// The templates of the site and what each may use; docs/templates.md is written from these contracts (tested).
enum PageTemplates {
  /// Loads the built-in templates, each replaced by the project's file of the same name if there is one.
  static func load(files: ProjectFiles, folder: String) throws(Diagnostics) -> TemplateSet {
    var sources: [String: TemplateSource] = [:]
    for (path, text) in EmbeddedTexts.templates where path.hasSuffix(suffix) {
      sources[String(path.dropLast(suffix.count))] = TemplateSource(file: "templates/\(path)", text: text)
    }
    var problems = Diagnostics()
    for name in try files.names(in: folder) where name.hasSuffix(suffix) {
      let stem = String(name.dropLast(suffix.count))
      let file = "\(folder)/\(name)"
      guard sources[stem] != nil else {
        problems.report(
          Diagnostic(
            "unknown-template", area: .content, at: SourceLocation(file: file), "no template is called \"\(stem)\"",
            suggestions: nearestNames(to: stem, in: sources.keys), help: "templates: \(sources.keys.sortedByUTF8().joined(separator: ", "))"
          ))
        continue
      }
      sources[stem] = TemplateSource(file: file, text: try files.text(file))
    }
    var made: TemplateSet?
    do {
      made = try TemplateSet(
        sources: sources, contracts: Dictionary(contracts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }))
    } catch { problems.report(contentsOf: error) }
    guard let made, !problems.hasErrors else { throw problems.sorted() }
    return made
  }

  private static let suffix = ".mustache"

  /// Every template that is rendered on its own.
  static let contracts: [TemplateContract] = [page, section, message, notes]

  /// docs/templates.md.
  static var documentation: String {
    let head = """
      # Templates

      The site's HTML comes from Mustache templates. A project replaces any one of them by a file of the same name in its `templates`
      folder: `templates/footer.mustache`. Names are checked when a build begins: an undeclared name is an error with its place and the
      nearest declared one. Text is written `{{name}}` and escaped, markup `{{{name}}}`. This page is written from the contracts in the
      source (`make record`).

      Partials that the templates below include: `top` (brand and navigation), `head` (heading,
      status, period switcher), `footer`.


      """
    return head + contracts.map { $0.documentation() }.joined(separator: "\n")
  }

  private static let page = TemplateContract(
    name: "page", documentation: "A whole page.",
    fields: [
      .init("language", .text, "BCP 47 tag of the page's language"),
      .init("version", .text, "version of Parlance"),
      .init("title", .text, "content of the title element"),
      .init("description", .text, "one sentence for search results and previews"),
      .init("stylesheet", .text, "relative link to the style sheet"),
      .init("script", .optional(.text), "relative link to a script that the page can do without; missing on most pages"),
      .init("home", .text, "relative link to the archive home"),
      .init("brand", .text, "title of the report"),
      .init("hasNavigation", .flag, "true on the pages of a period"),
      .init(
        "navigation",
        .list([
          .init("href", .text, "relative link"), .init("label", .text, "word of the page"),
          .init("current", .flag, "true for the page itself"),
        ]), "pages of the period"),
      .init("eyebrow", .text, "question or kind of the page"),
      .init("heading", .text, "the period, or the name of the archive"),
      .init("statusTag", .markup, "complete or partial, as a tag"),
      .init("status", .text, "covered days and comparison in words"),
      .init("hasSwitcher", .flag, "true on the pages of a period"),
      .init(
        "switcher",
        .list([
          .init(
            "link",
            .optional(.object([.init("href", .text, "relative link"), .init("rel", .text, "prev, next or empty")])),
            "missing when there is no such period"
          ),
          .init("label", .text, "name of the period"), .init("backward", .flag, "arrow to the left"),
          .init("forward", .flag, "arrow to the right"),
        ]), "previous period, all periods, next period"),
      .init("body", .markup, "everything between head and footer"),
      .init(
        "facts", .list([.init("term", .text, "what"), .init("value", .markup, "the fact")]), "how and from what the page was made"),
      .init(
        "links",
        .list([.init("href", .text, "relative link"), .init("label", .text, "words"), .init("last", .flag, "true for the last")]),
        "links of the footer"),
    ])

  private static let section = TemplateContract(
    name: "section", documentation: "A section of a page.",
    fields: [
      .init("id", .text, "id of the section"), .init("heading", .text, "topic or question"),
      .init("body", .markup, "figures, tables and text"),
    ])

  private static let message = TemplateContract(
    name: "message", documentation: "The key message and what changed.",
    fields: [
      .init("lead", .markup, "one sentence"), .init("hasPoints", .flag, "true when something changed"),
      .init("points", .list([.init("tag", .markup, "status word"), .init("text", .markup, "sentence and link")]), "at most three"),
    ])

  private static let notes = TemplateContract(
    name: "notes", documentation: "Words of people about the period.",
    fields: [
      .init("heading", .text, "heading of the section"),
      .init(
        "notes", .list([.init("byline", .text, "who wrote it and when"), .init("body", .markup, "the note")]), "in the order of their files"
      ),
    ])
}
