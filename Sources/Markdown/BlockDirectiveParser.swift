import Basics

/// Reads the lines of a fenced `chart`, `table` or `kpis` block.
struct BlockDirectiveParser {
  let lines: SourceLines
  var diagnostics = Diagnostics()

  /// `text` is the content of the fence that opens on `fenceLine`. A block with problems still gives what could be read.
  mutating func parse(kind: String, text: String, fenceLine: Int, fenceColumn: Int) -> BlockDirective {
    var entries: [BlockDirective.Entry] = []
    var seen: [String: SourceLocation] = [:]
    for (index, content) in contentLines(text).enumerated() {
      let content = content.trimmed()
      guard let first = content.first, first != UInt8(ascii: "#") else { continue }
      let line = fenceLine + 1 + index
      let start = column(of: content, line: line)
      guard let entry = entry(content, line: line, column: start) else { continue }
      if let earlier = seen[entry.key] {
        report("duplicate-key", at: entry.keyLocation, "\"\(entry.key)\" is given twice; the first is on line \(earlier.line ?? 0)")
        continue
      }
      seen[entry.key] = entry.keyLocation
      entries.append(entry)
    }
    return BlockDirective(kind: kind, entries: entries, location: lines.location(line: fenceLine, column: fenceColumn))
  }

  private mutating func entry(_ content: ArraySlice<UInt8>, line: Int, column: Int?) -> BlockDirective.Entry? {
    let keyLocation = lines.location(line: line, column: column)
    guard let colon = content.firstIndex(of: UInt8(ascii: ":")) else {
      report("missing-colon", at: keyLocation, "this line has no colon", help: "write key: value, or start a comment with #")
      return nil
    }
    let key = content[..<colon].trimmed()
    guard isKey(key) else {
      report("invalid-key", at: keyLocation, "a key is lower-case letters, digits, \"-\" and \"_\"")
      return nil
    }
    let value = content[(colon + 1)...].trimmed()
    guard !value.isEmpty else {
      let after = column.map { $0 + colon - content.startIndex + 1 }
      report("missing-value", at: lines.location(line: line, column: after), "\"\(key.string)\" has no value")
      return nil
    }
    let valueColumn = column.map { $0 + value.startIndex - content.startIndex }
    return BlockDirective.Entry(
      key: key.string, value: value.string, keyLocation: keyLocation,
      valueLocation: lines.location(line: line, column: valueColumn))
  }

  private mutating func report(_ code: String, at location: SourceLocation, _ message: String, help: String? = nil) {
    diagnostics.report(Diagnostic(code, area: .content, at: location, message, help: help))
  }

  /// The content of a line is the end of the source line (list indent and `>` come before it).
  private func column(of content: ArraySlice<UInt8>, line: Int) -> Int? {
    let source = lines[line].trimmed()
    guard source.count >= content.count, source.suffix(content.count) == content else { return nil }
    return source.endIndex - content.count - lines[line].startIndex + 1
  }

  private func contentLines(_ text: String) -> [ArraySlice<UInt8>] {
    let source = SourceLines(Array(text.utf8), file: lines.file)
    return source.ranges.map { source.bytes[$0] }
  }
}

/// Lower-case letters, digits, `-` and `_`, beginning with a letter.
func isKey(_ bytes: ArraySlice<UInt8>) -> Bool {
  guard let first = bytes.first, (0x61...0x7A).contains(first) else { return false }
  return bytes.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F }
}
