import Aggregation
import Basics
import Markdown

/// One Markdown section of a page: built in, overridden or added by the project.
struct Section: Sendable {
  /// The page it stands on.
  var page: String
  /// File name without extension, `20-per-day`; sections stand in UTF-8 order of their names.
  var name: String
  /// The file, as shown in diagnostics.
  var file: String
  /// True for a file of the project.
  var isCustom: Bool
  /// The parsed text.
  var document: MarkdownDocument
  /// Its live values and blocks, checked.
  var blocks: SectionBlocks
  /// Heading of the section: front matter `title`.
  var title: String?

  /// The section stands once for every group of this (front matter `for-each`); nil = once.
  var forEach: DimensionID?

  /// Id of the section on its page: the name without its number.
  var id: String {
    let trimmed = name.drop { $0.isNumber || $0 == "-" }
    return trimmed.isEmpty ? "section-\(name)" : String(trimmed)
  }
}

/// Reads the sections of all pages: the built-in ones, then the project's; a project file with the name of a built-in one
/// replaces it, an empty file removes it, any other name adds a section.
struct SectionLibrary: Sendable {
  /// By page slug, in order.
  private(set) var sections: [String: [Section]] = [:]

  /// Reads everything; all problems of all files are thrown together.
  init(
    builtIn: [(path: String, text: String)], files: ProjectFiles, folder: String, pages: [String], catalogue: Catalogue = .builtIn
  ) throws(Diagnostics) {
    var problems = Diagnostics()
    var texts: [String: [String: (file: String, text: String, isCustom: Bool)]] = [:]
    for (path, text) in builtIn {
      let parts = path.split(separator: "/").map(String.init)
      guard parts.count == 2, parts[1].hasSuffix(".md") else { continue }
      texts[parts[0], default: [:]][String(parts[1].dropLast(3))] = ("templates/sections/\(path)", text, false)
    }
    for page in try files.names(in: folder) where files.isFolder("\(folder)/\(page)") {
      guard pages.contains(page) else {
        problems.report(
          Diagnostic(
            "unknown-page", area: .content, at: SourceLocation(file: "\(folder)/\(page)"), "no page is called \"\(page)\"",
            suggestions: nearestNames(to: page, in: pages), help: "pages: \(pages.joined(separator: ", "))"))
        continue
      }
      for name in try files.names(in: "\(folder)/\(page)") where name.hasSuffix(".md") {
        let file = "\(folder)/\(page)/\(name)"
        do {
          texts[page, default: [:]][String(name.dropLast(3))] = (file, try files.text(file), true)
        } catch { problems.report(contentsOf: error) }
      }
    }
    for (page, entries) in texts.sortedByKey() {
      for (name, entry) in entries.sortedByKey() {
        if entry.text.allSatisfy(\.isWhitespace) { continue }
        do {
          sections[page, default: []].append(try Self.section(page: page, name: name, entry: entry, catalogue))
        } catch { problems.report(contentsOf: error) }
      }
    }
    try problems.throwIfErrors()
  }

  private static func section(
    page: String, name: String, entry: (file: String, text: String, isCustom: Bool), _ catalogue: Catalogue
  ) throws(Diagnostics) -> Section {
    let document = try MarkdownDocument(parsing: entry.text, file: entry.file)
    let blocks = try SectionBlocks(parsing: document, catalogue)
    return Section(
      page: page, name: name, file: entry.file, isCustom: entry.isCustom, document: document, blocks: blocks,
      title: document.frontMatter["title"]?.text, forEach: blocks.forEach)
  }
}
