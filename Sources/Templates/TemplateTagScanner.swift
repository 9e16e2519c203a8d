/// A tag as found in the text.
struct TemplateTag {
  enum Kind {
    case variable, unescaped, section, inverted, close, partial, comment, delimiters

    /// Tags that write nothing of their own vanish with their line.
    var canStandAlone: Bool { self != .variable && self != .unescaped }
  }

  var kind: Kind
  /// Without blanks at both ends.
  var content: String
  /// Bytes with the delimiters.
  var range: Range<Int>
}

/// What is wrong with a tag.
struct TemplateTagProblem: Error {
  var code: String
  var offset: Int
  var message: String
  var help: String?
  /// True when nothing after it can be read.
  var isFinal = false
}

/// Finds tags and keeps track of the delimiters.
struct TemplateTagScanner {
  private let bytes: [UInt8]
  private var opening = Array("{{".utf8)
  private var closing = Array("}}".utf8)
  /// Where the next search starts.
  private(set) var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next tag or problem; nil at the end of the text.
  mutating func next() -> Result<TemplateTag, TemplateTagProblem>? {
    guard let start = find(opening, from: position) else { return nil }
    var body = start + opening.count
    let mark = body < bytes.count ? bytes[body] : 0
    let kind = Self.kinds[mark]
    var end = closing
    switch mark {
    case UInt8(ascii: "{"): end = [UInt8(ascii: "}")] + closing
    case UInt8(ascii: "="): end = [UInt8(ascii: "=")] + closing
    default: break
    }
    if kind != nil { body += 1 }
    guard let close = find(end, from: body) else {
      position = bytes.count
      let written = String(decoding: end, as: UTF8.self)
      return .failure(
        TemplateTagProblem(code: "unclosed-tag", offset: start, message: "this tag is not closed with \(written)", isFinal: true))
    }
    position = close + end.count
    let content = trimmed(body..<close)
    let tag = TemplateTag(
      kind: kind ?? .variable, content: String(decoding: bytes[content], as: UTF8.self), range: start..<position)
    if tag.kind == .delimiters { return setDelimiters(tag) }
    if tag.content.isEmpty, tag.kind != .comment {
      return .failure(TemplateTagProblem(code: "empty-tag", offset: start, message: "this tag has no name"))
    }
    return .success(tag)
  }

  private static let kinds: [UInt8: TemplateTag.Kind] = [
    UInt8(ascii: "{"): .unescaped, UInt8(ascii: "&"): .unescaped, UInt8(ascii: "#"): .section, UInt8(ascii: "^"): .inverted,
    UInt8(ascii: "/"): .close, UInt8(ascii: ">"): .partial, UInt8(ascii: "!"): .comment, UInt8(ascii: "="): .delimiters,
  ]

  private mutating func setDelimiters(_ tag: TemplateTag) -> Result<TemplateTag, TemplateTagProblem> {
    let parts = tag.content.utf8.split(whereSeparator: { $0 <= 0x20 }).map(Array.init)
    guard parts.count == 2, !parts.contains(where: { $0.contains(UInt8(ascii: "=")) }) else {
      return .failure(
        TemplateTagProblem(
          code: "invalid-delimiters", offset: tag.range.lowerBound, message: "delimiters are two words without \"=\"",
          help: "write {{=<% %>=}}"))
    }
    opening = parts[0]
    closing = parts[1]
    return .success(tag)
  }

  private func find(_ word: [UInt8], from start: Int) -> Int? {
    guard let lead = word.first else { return nil }
    var index = start
    while index + word.count <= bytes.count {
      if bytes[index] == lead, bytes[index..<(index + word.count)].elementsEqual(word) { return index }
      index += 1
    }
    return nil
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }
}
