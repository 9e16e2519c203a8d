import Aggregation
import Basics
import Markdown
import Records

/// Words of people about one period: `notes/2026-03.md`, with `author` and `date` in the front matter.
struct Note: Sendable {
  var period: Period
  var file: String
  var author: String?
  var date: CalendarDay?
  var document: MarkdownDocument
  var blocks: SectionBlocks
}

/// All notes of a project, by period.
struct NoteLibrary: Sendable {
  private(set) var notes: [Period: [Note]] = [:]

  /// Reads `<folder>/<period id>.md` and `<folder>/<period id>-anything.md`; problems are thrown together.
  init(files: ProjectFiles, folder: String, catalogue: Catalogue = .builtIn) throws(Diagnostics) {
    var problems = Diagnostics()
    for name in try files.names(in: folder) where name.hasSuffix(".md") && name.lowercased() != "readme.md" {
      do {
        let note = try Self.read(name, files: files, folder: folder, catalogue)
        notes[note.period, default: []].append(note)
      } catch { problems.report(contentsOf: error) }
    }
    try problems.throwIfErrors()
  }

  private static func read(
    _ name: String, files: ProjectFiles, folder: String, _ catalogue: Catalogue
  ) throws(Diagnostics) -> Note {
    let file = "\(folder)/\(name)"
    let stem = String(name.dropLast(3))
    guard let period = longestPeriodPrefix(stem) else {
      throw Diagnostics([
        Diagnostic(
          "unknown-period", area: .content, at: SourceLocation(file: file), "the file name does not begin with a period",
          help: "for example notes/2026-03.md")
      ])
    }
    let document = try MarkdownDocument(parsing: try files.text(file), file: file)
    let blocks = try SectionBlocks(parsing: document, catalogue)
    var date: CalendarDay?
    if let text = document.frontMatter["date"]?.text {
      date = CalendarDay(text)
      if date == nil {
        throw Diagnostics([
          Diagnostic(
            "wrong-date", area: .content, at: SourceLocation(file: file), "\"date\" must be a date", help: "for example 2026-04-02")
        ])
      }
    }
    return Note(
      period: period, file: file, author: document.frontMatter["author"]?.text, date: date, document: document, blocks: blocks)
  }

  /// The period whose id is the whole stem or stands before a hyphen.
  private static func longestPeriodPrefix(_ stem: String) -> Period? {
    let parts = stem.split(separator: "-", omittingEmptySubsequences: false)
    for count in stride(from: min(3, parts.count), through: 1, by: -1) {
      if let period = Period(id: parts.prefix(count).joined(separator: "-")) { return period }
    }
    return nil
  }
}
