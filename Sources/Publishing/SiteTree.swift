import Basics

/// One finished file of a site.
public struct SiteFile: Sendable, Hashable {
  /// From the root of the site, `/` between parts.
  public let path: String
  /// What is written, byte for byte.
  public let bytes: [UInt8]

  /// A file; whether the path is safe is checked when it is added to a tree.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// A whole site as finished values: it can be built, compared and checked without a disk.
public struct SiteTree: Sendable, Equatable {
  private var contents: [String: [UInt8]] = [:]
  /// Lower-case path → path as added, for files and for the folders above them.
  private var foldedFiles: [String: String] = [:]
  private var foldedFolders: [String: String] = [:]
  /// The root's manifest was added, and not just a file of its name.
  var holdsManifest = false

  /// An empty site.
  public init() {}

  /// Adds a file. Throws `site-path` for an unsafe path, for a path that is taken, and for one that differs from another
  /// only by case or is both a file and a folder (such a site cannot be unpacked everywhere).
  public mutating func add(_ path: String, _ bytes: [UInt8]) throws(Diagnostic) {
    if let problem = SitePath.problem(with: path) { throw refusal(path, problem) }
    let folded = path.lowercased()
    if let other = foldedFiles[folded] {
      throw refusal(path, other == path ? "it is written twice" : "it differs from \"\(other)\" only by case")
    }
    if foldedFolders[folded] != nil { throw refusal(path, "it is a folder as well as a file") }
    let folders = SitePath.folders(above: path)
    for folder in folders {
      let foldedFolder = folder.lowercased()
      if foldedFiles[foldedFolder] != nil { throw refusal(path, "\"\(folder)\" is a folder as well as a file") }
      if let other = foldedFolders[foldedFolder], other != folder {
        throw refusal(path, "the folder \"\(folder)\" differs from \"\(other)\" only by case")
      }
    }
    for folder in folders { foldedFolders[folder.lowercased()] = folder }
    foldedFiles[folded] = path
    contents[path] = bytes
  }

  /// Adds text as UTF-8.
  public mutating func add(_ path: String, text: String) throws(Diagnostic) { try add(path, Array(text.utf8)) }

  /// Adds every file of another tree below a folder (`""` for the root).
  public mutating func add(_ other: SiteTree, under folder: String = "") throws(Diagnostic) {
    for file in other.files { try add(folder.isEmpty ? file.path : "\(folder)/\(file.path)", file.bytes) }
    if folder.isEmpty && other.holdsManifest { holdsManifest = true }
  }

  /// All files, by the UTF-8 order of their paths.
  public var files: [SiteFile] { contents.sortedByKey().map { SiteFile(path: $0.key, bytes: $0.value) } }

  /// All paths in UTF-8 order.
  public var paths: [String] { contents.keys.sortedByUTF8() }

  /// The bytes of one file; nil when there is none.
  public subscript(path: String) -> [UInt8]? { contents[path] }

  /// Number of files.
  public var count: Int { contents.count }

  /// True without any file.
  public var isEmpty: Bool { contents.isEmpty }

  /// Bytes of all files.
  public var byteCount: Int { contents.values.reduce(0) { $0 + $1.count } }

  /// True when the path is a folder that holds a file.
  public func hasFolder(_ path: String) -> Bool { foldedFolders[path.lowercased()] == path }

  private func refusal(_ path: String, _ problem: String) -> Diagnostic {
    Diagnostic("site-path", area: .content, "the site cannot hold \"\(path)\": \(problem)")
  }
}
