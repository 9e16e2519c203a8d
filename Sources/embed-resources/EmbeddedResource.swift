import Foundation

/// A file that becomes a literal.
struct EmbeddedResource {
  /// From the package's root, with `/`.
  var path: String
  var text: String
}

/// Why a file cannot become a literal.
struct EmbeddingProblem: Error, CustomStringConvertible {
  var description: String
}

/// Every file below `folder`, hidden ones left out, as `name/…`. A folder that is not there is empty; a file that is not UTF-8
/// is an error, as the generated literals hold text.
func embeddedResources(in folder: String, named name: String) throws -> [EmbeddedResource] {
  let manager = FileManager.default
  let folder = URL(filePath: folder).resolvingSymlinksInPath().path
  guard manager.fileExists(atPath: folder) else { return [] }
  return try manager.subpathsOfDirectory(atPath: folder).compactMap { relative in
    let parts = relative.split(separator: "/")
    var isFolder: ObjCBool = false
    let full = folder + "/" + relative
    guard !parts.contains(where: { $0.hasPrefix(".") }), manager.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue
    else { return nil }
    guard let text = String(validating: try Data(contentsOf: URL(filePath: full)), as: UTF8.self) else {
      throw EmbeddingProblem(description: "\(name)/\(relative) is not UTF-8 text")
    }
    return EmbeddedResource(path: "\(name)/\(relative)", text: text)
  }
}

/// The generated file: one `StaticString` per resource, sorted by the bytes of the paths. Literals in one array of a declared
/// type compile in time linear to their size.
func sourceText(_ resources: [EmbeddedResource]) -> String {
  var text = """
    // Generated from templates/ and assets/; do not edit.

    /// The files of `templates/` and `assets/`, sorted by path.
    enum EmbeddedResources {
      static let all: [(path: StaticString, text: StaticString)] = [

    """
  for resource in resources.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
    text += "    (\(literal(resource.path)), \(literal(resource.text))),\n"
  }
  return text + "  ]\n}\n"
}

/// A Swift string literal on one line that gives back exactly `text`.
func literal(_ text: String) -> String {
  var result = "\""
  result.reserveCapacity(text.utf8.count + text.utf8.count / 16)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": result += "\\\\"
    case "\"": result += "\\\""
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where scalar.value < 0x20 || (0x7F...0xA0).contains(scalar.value) || (0x2028...0x2029).contains(scalar.value):
      result += "\\u{\(String(scalar.value, radix: 16))}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
