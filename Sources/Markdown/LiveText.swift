import Basics

/// Text of neighbouring text nodes with the place of each, in which live values are looked for. Escaped braces are masked
/// (`BraceMask`) and therefore stay text.
struct LiveText {
  enum Part: Equatable {
    case text(String)
    case live(InlineDirective)
  }

  private var bytes: [UInt8] = []
  private var pieces: [(start: Int, line: Int, column: Int)] = []
  /// Where the block around the text starts.
  private var block = (line: 1, column: 1)
  /// The place found last; live values are found in the order of the source.
  private var last = (line: 1, column: 0)

  var isEmpty: Bool { pieces.isEmpty }

  /// Adds the text of the next node.
  mutating func append(_ text: String, line: Int, column: Int, block: (line: Int, column: Int)) {
    self.block = block
    pieces.append((bytes.count, line, column))
    bytes.append(contentsOf: text.utf8)
  }

  /// Takes all text out, cut at live values.
  mutating func take(_ lines: SourceLines, _ mask: BraceMask, _ diagnostics: inout Diagnostics) -> [Part] {
    defer {
      bytes = []
      pieces = []
    }
    let bytes = bytes
    guard bytes.contains(UInt8(ascii: "{")) else { return bytes.isEmpty ? [] : [.text(mask.text(bytes[...].string))] }
    func isPair(_ index: Int, _ brace: UInt8) -> Bool {
      index + 1 < bytes.count && bytes[index] == brace && bytes[index + 1] == brace
    }
    var parts: [Part] = []
    var written = 0
    var index = 0
    var piece = 0
    while index < bytes.count {
      guard isPair(index, UInt8(ascii: "{")) else {
        index += 1
        continue
      }
      while piece + 1 < pieces.count, pieces[piece + 1].start <= index { piece += 1 }
      var end = index + 2
      while end < bytes.count, !isPair(end, UInt8(ascii: "}")), !isPair(end, UInt8(ascii: "{")) { end += 1 }
      guard isPair(end, UInt8(ascii: "}")) else {
        let place = location(of: Array(bytes[index..<min(end, index + 3)]), piece: piece, lines)
        diagnostics.report(
          Diagnostic(
            "unclosed-live-value", area: .content, at: place, "{{ is not closed with }} in the same run of text",
            help: "write {{ metric.field }}, or \\{{ for the braces themselves"))
        index = end
        continue
      }
      let token = Array(bytes[index..<(end + 2)])
      let place = location(of: token, piece: piece, lines)
      let path = bytes[(index + 2)..<end].trimmed()
      if isPath(path) {
        if written < index { parts.append(.text(mask.text(bytes[written..<index].string))) }
        parts.append(.live(InlineDirective(path: path.string, location: place)))
        written = end + 2
      } else {
        diagnostics.report(
          Diagnostic(
            "invalid-live-value", area: .content, at: place, "a live value is words of letters, digits, \"_\" and \"-\" joined by dots",
            help: "write {{ metric.field }}, or \\{{ for the braces themselves"))
      }
      index = end + 2
    }
    if written < bytes.count { parts.append(.text(mask.text(bytes[written...].string))) }
    return parts
  }

  /// libcmark knows where a text starts, but not where a character in it stood before unescaping. It counts the columns of
  /// a paragraph's later lines from behind their indent and `>`, and its lines from before a link definition was taken out.
  /// So the braces are looked for from the start of the text on.
  private mutating func location(of token: [UInt8], piece: Int, _ lines: SourceLines) -> SourceLocation {
    var (line, column) = (pieces[piece].line, pieces[piece].column)
    if line > block.line {
      column += lines[line].prefix { isBlank($0) || $0 == UInt8(ascii: ">") }.count - (block.column - 1)
    }
    if (line, column) <= last { (line, column) = (last.line, last.column + 1) }
    guard let found = lines.find(token, line: line, column: column, limit: 50) else { return lines.location(line: pieces[piece].line) }
    last = found
    return lines.location(line: found.line, column: found.column)
  }
}

/// Words of letters, digits, `_` and `-`, joined by single dots.
private func isPath(_ bytes: ArraySlice<UInt8>) -> Bool {
  bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { word in
    !word.isEmpty
      && word.allSatisfy {
        (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F || $0 == 0x2D
      }
  }
}
