import Foundation
import Testing

@testable import Reporting

/// Files of the repository, read and (when `PARLANCE_RECORD` is set) written by tests.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized

  static func text(_ path: String) throws -> String { try String(contentsOf: root.appending(path: path), encoding: .utf8) }

  static var isRecording: Bool { ProcessInfo.processInfo.environment["PARLANCE_RECORD"] != nil }

  /// True when the file holds exactly this text; a recording run writes it and is never a success.
  static func matches(_ path: String, _ text: String) throws -> Bool {
    if isRecording {
      try Data(text.utf8).write(to: root.appending(path: path))
      return false
    }
    return try self.text(path) == text
  }
}

struct DocumentationTests {
  @Test("docs/templates.md is written from the contracts")
  func templates() throws { #expect(try Repository.matches("docs/templates.md", PageTemplates.documentation)) }

  @Test("docs/authoring.md names every kind with its keys, every field, order and page")
  func authoring() throws {
    let text = try Repository.text("docs/authoring.md")
    let common: Set<String> = ["metric", "where", "title", "note"]
    func documented(_ block: String) -> Set<String>? {
      let row = text.split(separator: "\n").first { $0.hasPrefix("| \(block) |") }
      return row?.split(separator: "|").last.map { cell in
        Set(cell.matches(of: /`([a-z]+)`/).map { String($0.1) }).subtracting(["day", "week"])
      }
    }
    for kind in ChartKind.allCases {
      #expect(documented("`chart`, `kind: \(kind.rawValue)`") == Set(kind.keys).subtracting(common), "\(kind)")
    }
    #expect(documented("`kpis`") == Set(BlockReader.keys(of: .kpis)).subtracting(common))
    #expect(documented("`table`") == Set(BlockReader.keys(of: .table)).subtracting(common))
    let documents: Set<String> = ["title", "note", "limit", "width"]
    #expect(documented("`records`") == Set(RecordsQuery.keys).subtracting(documents))
    #expect(documented("`reported`") == Set(ReportedQuery.keys).subtracting(documents))
    #expect(documented("`quotes`") == Set(QuotesQuery.keys).subtracting(documents))
    let insights = text.matches(of: /\| `kind: ([a-z-]+)` \|/).map { String($0.1) }
    #expect(insights == InsightQuery.Kind.allCases.map(\.rawValue))
    for key in InsightQuery.keys { #expect(text.contains("`\(key)`"), "\(key)") }
    for field in InlineField.allCases { #expect(text.contains("`\(field.rawValue)`"), "\(field)") }
    for (word, _) in GroupOrder.words { #expect(text.contains("`\(word)`"), "\(word)") }
    for page in PageCatalogue.all where page.parts.contains(.sections) { #expect(text.contains("`\(page.folder)`"), "\(page.folder)") }
  }

  @Test("the binary carries every file of templates/ and assets/, byte for byte")
  func embedded() throws {
    for folder in ["templates", "assets"] {
      let base = Repository.root.appending(path: folder)
      let found = FileManager.default.enumerator(at: base, includingPropertiesForKeys: [.isRegularFileKey])?.allObjects as? [URL] ?? []
      for url in found where try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
        let path = folder + url.standardized.path(percentEncoded: false).dropFirst(base.standardized.path(percentEncoded: false).count)
        if url.lastPathComponent.hasPrefix(".") { continue }
        let carried = EmbeddedResources.all.first { "\($0.path)" == path }
        #expect(carried.map { "\($0.text)" } == (try String(contentsOf: url, encoding: .utf8)), "\(path)")
      }
    }
  }

  @Test("every built-in section belongs to a page and has a title")
  func sections() throws {
    let library = try SectionLibrary(
      builtIn: EmbeddedTexts.sections, files: ProjectFiles(root: NSTemporaryDirectory()), folder: "no-such-folder",
      pages: PageCatalogue.withSections.map(\.folder))
    for (page, sections) in library.sections {
      #expect(PageCatalogue.withSections.contains { $0.folder == page })
      for section in sections { #expect(section.title != nil, "\(section.file)") }
    }
    for page in PageCatalogue.all where page.slug != "glossary" { #expect(library.sections[page.folder]?.isEmpty == false, "\(page.slug)") }
  }
}
