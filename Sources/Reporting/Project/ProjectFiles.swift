import Basics
import Foundation

/// Reads the small authored files of a project (configuration, sections, notes, templates). Symbolic links are followed,
/// hidden files are skipped, names are sorted by UTF-8 bytes.
struct ProjectFiles: Sendable {
  /// The project's folder.
  let root: String
  /// Authored files larger than this are refused.
  static let limit = 4 << 20

  /// `relative` below the project, or unchanged when it is absolute.
  func path(_ relative: String) -> String {
    if relative.hasPrefix("/") { return relative }
    if relative.isEmpty || relative == "." { return root }
    return root.hasSuffix("/") ? root + relative : root + "/" + relative
  }

  /// True when there is a folder at this path.
  func isFolder(_ relative: String) -> Bool {
    var isDirectory = ObjCBool(false)
    return FileManager.default.fileExists(atPath: path(relative), isDirectory: &isDirectory) && isDirectory.boolValue
  }

  /// True when there is a file at this path.
  func isFile(_ relative: String) -> Bool {
    var isDirectory = ObjCBool(false)
    return FileManager.default.fileExists(atPath: path(relative), isDirectory: &isDirectory) && !isDirectory.boolValue
  }

  /// Names in a folder; empty when there is none.
  func names(in relative: String) throws(Diagnostics) -> [String] {
    guard isFolder(relative) else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path(relative)).filter { !$0.hasPrefix(".") }.sortedByUTF8()
    } catch {
      throw Diagnostics([Diagnostic("unreadable-file", area: .content, at: SourceLocation(file: relative), "the folder cannot be read")])
    }
  }

  /// The text of a file (UTF-8, a byte order mark is dropped).
  func text(_ relative: String) throws(Diagnostics) -> String {
    let location = SourceLocation(file: relative)
    guard let data = FileManager.default.contents(atPath: path(relative)) else {
      throw Diagnostics([Diagnostic("unreadable-file", area: .content, at: location, "the file cannot be read")])
    }
    guard data.count <= Self.limit else {
      throw Diagnostics([
        Diagnostic("file-too-large", area: .content, at: location, "the file is larger than \(Self.limit >> 20) MB")
      ])
    }
    var bytes = Array(data)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let good = validPrefix(bytes)
      throw Diagnostics([
        Diagnostic(
          "invalid-utf8", area: .content, at: .at(utf8Offset: good, in: String(decoding: bytes[..<good], as: UTF8.self), file: relative),
          "the file is not valid UTF-8", help: "save it as UTF-8")
      ])
    }
    return text
  }

  /// Length of the longest valid UTF-8 prefix.
  private func validPrefix(_ bytes: [UInt8]) -> Int {
    var low = 0
    var high = bytes.count
    while low < high {
      let middle = (low + high + 1) / 2
      // A cut inside a character makes the prefix invalid too, so step back over continuation bytes first.
      var cut = middle
      while cut > low, cut < bytes.count, bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
      if cut <= low { break }
      if String(validating: bytes[..<cut], as: UTF8.self) != nil { low = cut } else { high = cut - 1 }
    }
    return low
  }
}
