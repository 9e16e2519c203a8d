import Basics
import Foundation
import Markdown
import Records

/// The images that sections and notes show. They lie in the project's folder `images` and are written `![words](images/plan.png)`
/// wherever the Markdown file lies; every period whose pages may show one has its own copy, so its folder can be moved alone.
struct ImageLibrary: Sendable {
  /// Where they lie, in the project and in the folder of a period.
  static let folder = "images"
  /// Largest file: a page with its images is meant to be sent around.
  static let limit = 2 << 20
  /// What browsers show and what cannot run anything.
  static let types = ["avif", "gif", "jpeg", "jpg", "png", "webp"]

  /// Path in the project → content; only images that are used.
  let files: [String: [UInt8]]
  private let ofSections: Set<String>
  private let ofNotes: [Period: Set<String>]

  /// Reads every image that is used; problems of all of them are thrown together.
  init(files project: ProjectFiles, sections: SectionLibrary, notes: NoteLibrary) throws(Diagnostics) {
    var problems = Diagnostics()
    var read: [String: [UInt8]] = [:]
    func images(of document: MarkdownDocument) throws(Diagnostics) -> Set<String> {
      var found: Set<String> = []
      for link in document.links where link.isImage {
        do {
          let path = try Self.path(link, project)
          if read[path] == nil { read[path] = try Self.content(of: path, link, project) }
          found.insert(path)
        } catch { problems.report(error) }
      }
      return found
    }
    var inSections: Set<String> = []
    for (_, list) in sections.sections.sortedByKey() { for section in list { inSections.formUnion(try images(of: section.document)) } }
    var inNotes: [Period: Set<String>] = [:]
    for (period, list) in notes.notes.sorted(by: { $0.key < $1.key }) {
      for note in list { inNotes[period, default: []].formUnion(try images(of: note.document)) }
    }
    try problems.throwIfErrors()
    files = read
    ofSections = inSections
    ofNotes = inNotes
  }

  /// Images of a period's folder, by path.
  func images(for period: Period) -> [(path: String, bytes: [UInt8])] {
    let used = ofSections.union(ofNotes[period] ?? [])
    return files.sortedByKey().filter { used.contains($0.key) }.map { ($0.key, $0.value) }
  }

  /// The path in the project: `images/`, one name, a known type.
  private static func path(_ link: DocumentLink, _ project: ProjectFiles) throws(Diagnostic) -> String {
    let parts = link.url.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, parts[0] == folder, let name = parts[1].removingPercentEncoding, !name.isEmpty, !name.hasPrefix("."),
      !name.contains("/"), name == parts[1]
    else {
      throw Diagnostic(
        "image-path", area: .content, at: link.location, "an image is written as \(folder)/NAME.png, with a plain name",
        help: "put the file into the project's folder \(folder)")
    }
    let type = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard types.contains(type) else {
      throw Diagnostic(
        "image-type", area: .content, at: link.location, "an image of this type is not published",
        help: "types: \(types.joined(separator: ", "))")
    }
    return link.url
  }

  private static func content(of path: String, _ link: DocumentLink, _ project: ProjectFiles) throws(Diagnostic) -> [UInt8] {
    guard project.isFile(path), let data = FileManager.default.contents(atPath: project.path(path)) else {
      let names: [String]
      do { names = try project.names(in: folder).map { "\(folder)/\($0)" } } catch { names = [] }
      throw Diagnostic(
        "missing-image", area: .content, at: link.location, "there is no image \"\(path)\" in the project",
        suggestions: nearestNames(to: path, in: names))
    }
    guard data.count <= limit else {
      throw Diagnostic("file-too-large", area: .content, at: link.location, "the image is larger than \(limit >> 20) MB")
    }
    return Array(data)
  }
}
