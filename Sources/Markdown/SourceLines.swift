import Basics

/// The bytes of a document and where its lines start, to find the place of something the parser reports only roughly.
struct SourceLines {
  let file: String
  private(set) var bytes: [UInt8]
  /// Ranges of the lines without their line ends (LF, CR or CRLF), in order; never empty.
  let ranges: [Range<Int>]

  init(_ bytes: [UInt8], file: String) {
    self.file = file
    self.bytes = bytes
    var ranges: [Range<Int>] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      if bytes[index] == 10 || bytes[index] == 13 {
        ranges.append(start..<index)
        if bytes[index] == 13, index + 1 < bytes.count, bytes[index + 1] == 10 { index += 1 }
        start = index + 1
      }
      index += 1
    }
    if start < bytes.count || ranges.isEmpty { ranges.append(start..<bytes.count) }
    self.ranges = ranges
  }

  /// The same lines with other bytes of the same length from an offset on.
  func replacing(from offset: Int, with other: ArraySlice<UInt8>) -> SourceLines {
    var lines = self
    lines.bytes.replaceSubrange(offset..., with: other)
    return lines
  }

  /// The bytes of a 1-based line; empty when there is no such line.
  subscript(line: Int) -> ArraySlice<UInt8> {
    ranges.indices.contains(line - 1) ? bytes[ranges[line - 1]] : []
  }

  /// A place in this file.
  func location(line: Int, column: Int? = nil) -> SourceLocation {
    SourceLocation(file: file, line: line, column: column)
  }

  /// The first place of `word` from a place on, looking at no more than `limit` lines and 4096 bytes of each.
  func find(_ word: [UInt8], line first: Int, column: Int, limit: Int) -> (line: Int, column: Int)? {
    guard let lead = word.first, first >= 1 else { return nil }
    for line in first..<(first + limit) where ranges.indices.contains(line - 1) {
      let start = self[line].startIndex
      let content = self[line].dropFirst(line == first ? max(0, column - 1) : 0).prefix(4096)
      var from = content.startIndex
      while let hit = content[from...].firstIndex(of: lead) {
        if content[hit...].starts(with: word) { return (line, hit - start + 1) }
        from = hit + 1
      }
    }
    return nil
  }
}

/// Space or tab.
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

extension ArraySlice<UInt8> {
  /// Without spaces and tabs at both ends; keeps its indices.
  func trimmed() -> ArraySlice<UInt8> {
    var slice = self
    while let first = slice.first, isBlank(first) { slice = slice.dropFirst() }
    while let last = slice.last, isBlank(last) { slice = slice.dropLast() }
    return slice
  }

  /// As a string; bytes that are not UTF-8 become U+FFFD.
  var string: String { String(decoding: self, as: UTF8.self) }
}
