import Basics

/// A value of the front matter.
public enum FrontMatterValue: Sendable, Hashable {
  /// Anything that is nothing else, and everything in quotes. A date such as `2026-03-31` is text.
  case text(String)
  /// A decimal number: `-12.5`.
  case number(Double)
  /// `true` or `false`.
  case flag(Bool)
  /// `[a, b]`; no list within a list.
  case list([FrontMatterValue])

  /// The text, or nil for another kind.
  public var text: String? {
    if case .text(let text) = self { text } else { nil }
  }
}

/// The `key: value` lines between two `---` lines at the start of a document.
struct FrontMatter {
  var values: [String: FrontMatterValue] = [:]
  var locations: [String: SourceLocation] = [:]
  /// Lines used, with both `---`; 0 when there is no front matter.
  var lineCount = 0
  var diagnostics = Diagnostics()

  init(_ lines: SourceLines) {
    guard isFence(lines[1]) else { return }
    for line in 2..<max(2, lines.ranges.count + 1) {
      if isFence(lines[line]) {
        lineCount = line
        return
      }
      read(line, of: lines)
    }
    diagnostics = Diagnostics([
      Diagnostic(
        "unclosed-front-matter", area: .content, at: lines.location(line: 1, column: 1), "the front matter is not closed",
        help: "end it with a line ---; for a rule at the start of a page write ***")
    ])
    lineCount = lines.ranges.count
  }

  private func isFence(_ line: ArraySlice<UInt8>) -> Bool {
    var line = line
    while let last = line.last, isBlank(last) { line = line.dropLast() }
    return line.elementsEqual("---".utf8)
  }

  private mutating func read(_ line: Int, of lines: SourceLines) {
    let content = lines[line]
    let trimmed = content.trimmed()
    guard let first = trimmed.first, first != UInt8(ascii: "#") else { return }
    let column = trimmed.startIndex - content.startIndex + 1
    let place = lines.location(line: line, column: column)
    guard column == 1 else {
      return report("nested-front-matter", place, "front matter has no nested lines", help: "write a list as [a, b]")
    }
    guard let colon = trimmed.firstIndex(of: UInt8(ascii: ":")) else {
      return report("missing-colon", place, "this line has no colon", help: "write key: value")
    }
    let key = trimmed[..<colon].trimmed()
    guard isKey(key) else {
      return report("invalid-key", place, "a key is lower-case letters, digits, \"-\" and \"_\"")
    }
    if let earlier = locations[key.string] {
      return report("duplicate-key", place, "\"\(key.string)\" is given twice; the first is on line \(earlier.line ?? 0)")
    }
    locations[key.string] = place
    var reader = FrontMatterValueReader(rest: trimmed[(colon + 1)...].trimmed())
    if let value = reader.value() {
      values[key.string] = value
    } else {
      let at = reader.problemIndex - content.startIndex + 1
      report("invalid-value", lines.location(line: line, column: at), reader.problem)
    }
  }

  private mutating func report(_ code: String, _ location: SourceLocation, _ message: String, help: String? = nil) {
    diagnostics.report(Diagnostic(code, area: .content, at: location, message, help: help))
  }
}
