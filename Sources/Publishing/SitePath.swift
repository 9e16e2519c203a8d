import Basics

/// What a file may be called inside a site: relative, `/` between parts, each part made of `A–Z a–z 0–9 . _ ~ -`, so that
/// the same name works on every disk and host and needs no escaping in a link.
public enum SitePath {
  /// Why this path cannot be published; nil when it can.
  public static func problem(with path: String) -> String? {
    if path.isEmpty { return "the path is empty" }
    if path.utf8.count > 1000 { return "the path is longer than 1000 bytes" }
    if path.hasPrefix("/") { return "the path begins with \"/\"" }
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      if let problem = problem(withPart: part) { return problem }
    }
    return nil
  }

  private static func problem(withPart part: Substring) -> String? {
    if part.isEmpty { return "the path has an empty part" }
    if part == "." || part == ".." { return "the path has the part \"\(part)\"" }
    if part.utf8.count > 200 { return "a part of the path is longer than 200 bytes" }
    guard part.utf8.allSatisfy(isAllowed) else {
      return "the path holds a character other than letters, digits, \".\", \"_\", \"~\" and \"-\""
    }
    if part.hasSuffix(".") { return "a part of the path ends with a full stop" }
    let stem = part.split(separator: ".", omittingEmptySubsequences: false).first.map { $0.lowercased() } ?? ""
    return reserved.contains(stem) ? "\"\(part)\" is a device name on Windows" : nil
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
    default: false
    }
  }

  private static let reserved: Set<String> = {
    var names: Set<String> = ["con", "prn", "aux", "nul"]
    for digit in 1...9 { names.formUnion(["com\(digit)", "lpt\(digit)"]) }
    return names
  }()

  /// The folders above a path, outermost first: `a/b/c.html` gives `a`, `a/b`.
  static func folders(above path: String) -> [String] {
    var result: [String] = []
    for index in path.indices where path[index] == "/" { result.append(String(path[..<index])) }
    return result
  }
}

/// The link from one page of a site to another file of it: from `2026-03/volume.html` to `index.html` is `../index.html`.
/// Both are paths from the root of the site. A target that ends with `/` is a folder and keeps its slash.
public func relativePath(from page: String, to target: String) -> String {
  let here = page.split(separator: "/", omittingEmptySubsequences: false).dropLast()
  let there = target.split(separator: "/", omittingEmptySubsequences: false)
  var shared = 0
  while shared < here.count, shared < there.count - 1, here[here.startIndex + shared] == there[shared] { shared += 1 }
  let up = [Substring](repeating: "..", count: here.count - shared)
  let link = (up + there[shared...]).joined(separator: "/")
  return link.isEmpty ? "./" : link
}
