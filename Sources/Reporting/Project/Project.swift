import Aggregation
import Basics
import Insights
import Publishing
import Records
import Templates

/// Everything authored: configuration, sections, notes, templates; loaded and checked before any snapshot is read.
public struct Project: Sendable {
  /// Its folder.
  public let directory: String
  /// Its settings.
  public let configuration: Configuration
  /// The text of `parlance.json`; empty when the folder has none.
  let configurationText: String
  let sections: SectionLibrary
  let notes: NoteLibrary
  let templates: TemplateSet
  let images: ImageLibrary
  /// What happened in the world, from `events.json`, by first day.
  let events: [Event]
  private let authoredHash: String

  /// Loads and checks a project; all problems are thrown together. A folder without `parlance.json` is a project with
  /// default settings whose snapshots are the folder itself.
  public init(directory: String, name: String) throws(Diagnostics) {
    let files = ProjectFiles(root: directory)
    guard files.isFolder(".") else {
      throw Diagnostics([
        Diagnostic(
          "no-such-folder", area: .usage, at: SourceLocation(file: name), "there is no such folder", help: "parlance init makes a project")
      ])
    }
    self.directory = directory
    var problems = Diagnostics()
    func collect<T>(_ body: () throws(Diagnostics) -> T) -> T? {
      do { return try body() } catch {
        problems.report(contentsOf: error)
        return nil
      }
    }
    var text = ""
    var configuration = Configuration(title: name)
    configuration.sources = [.init(id: "exports", name: name, vendor: nil, project: nil, paths: ["."])]
    if files.isFile("parlance.json") {
      text = try files.text("parlance.json")
      if let read = collect({ () throws(Diagnostics) in try ConfigurationReader.read(text, file: "parlance.json", defaultTitle: name) }) {
        configuration = read
      }
    }
    configurationText = text
    self.configuration = configuration
    var events: [Event] = []
    if files.isFile(EventReader.file) {
      let text = try files.text(EventReader.file)
      events = collect { () throws(Diagnostics) in try EventReader.read(text, file: EventReader.file) } ?? []
    }
    self.events = events
    let sections = collect { () throws(Diagnostics) in
      try SectionLibrary(
        builtIn: EmbeddedTexts.sections, files: files, folder: configuration.sections, pages: PageCatalogue.withSections.map(\.folder),
        catalogue: configuration.catalogue)
    }
    let notes = collect { () throws(Diagnostics) in
      try NoteLibrary(files: files, folder: configuration.notes, catalogue: configuration.catalogue)
    }
    let templates = collect { () throws(Diagnostics) in try PageTemplates.load(files: files, folder: configuration.templates) }
    guard let sections, let notes, let templates, !problems.hasErrors else { throw problems.sorted() }
    self.sections = sections
    self.notes = notes
    self.templates = templates
    images = try ImageLibrary(files: files, sections: sections, notes: notes)
    authoredHash = try Self.hash(files, configuration, text, images)
  }

  private static func hash(
    _ files: ProjectFiles, _ configuration: Configuration, _ text: String, _ images: ImageLibrary
  ) throws(Diagnostics) -> String {
    var bytes = Array("parlance.json\n\(text)\n".utf8)
    func add(_ file: String) throws(Diagnostics) { bytes += Array("\(file)\n\(try files.text(file))\n".utf8) }
    if files.isFile(EventReader.file) { try add(EventReader.file) }
    for page in try files.names(in: configuration.sections) where files.isFolder("\(configuration.sections)/\(page)") {
      for name in try files.names(in: "\(configuration.sections)/\(page)") where name.hasSuffix(".md") {
        try add("\(configuration.sections)/\(page)/\(name)")
      }
    }
    for folder in [configuration.notes, configuration.templates] {
      for name in try files.names(in: folder) where files.isFile("\(folder)/\(name)") { try add("\(folder)/\(name)") }
    }
    for (path, content) in images.files.sortedByKey() { bytes += Array("\(path)\n\(sha256(content))\n".utf8) }
    return sha256(bytes)
  }

  /// Warnings about authored texts: raw HTML that is shown as text, links that are refused.
  var warnings: Diagnostics {
    var made = Diagnostics()
    for (_, sections) in sections.sections.sortedByKey() { for section in sections { made.report(contentsOf: section.document.warnings) } }
    for (_, notes) in notes.notes.sorted(by: { $0.key < $1.key }) { for note in notes { made.report(contentsOf: note.document.warnings) } }
    return made
  }

  /// SHA-256 over everything authored: the configuration and every section, note, template and image with its file name.
  var hash: String { authoredHash }

  /// The questions of all pages and notes, and those of the data files.
  var queries: [Query] {
    var made = DataFiles.queries(configuration.catalogue) + PageCatalogue.queries + AnalysisCatalogue.queries
    made += configuration.alerts.flatMap(\.queries)
    for page in PageCatalogue.withSections { for section in sections.sections[page.folder] ?? [] { made += section.blocks.queries } }
    for (_, notes) in notes.notes.sorted(by: { $0.key < $1.key }) { for note in notes { made += note.blocks.queries } }
    return made
  }
}
