import Basics

/// Finds the places of keys and values in JSON5 text, since Foundation's decoder does not tell them. It only follows
/// strings, comments and brackets of text that Foundation has already accepted.
struct KeyLocator {
  /// Offsets of the key and the value by path: `sources[0].paths`.
  private(set) var keys: [String: Int] = [:]
  private(set) var values: [String: Int] = [:]
  /// Where the first thing stands that JSON5 does not allow there; only asked when Foundation refused the text.
  private(set) var firstUnexpected: Int?
  private let text: [UInt8]
  private let source: String
  private let file: String
  private var at = 0

  init(_ source: String, file: String) {
    self.source = source
    self.file = file
    self.text = Array(source.utf8)
    value(path: "", depth: 0)
    skipSpace()
    if at < text.count { unexpected() }
  }

  private mutating func unexpected() {
    if firstUnexpected == nil { firstUnexpected = min(at, text.count) }
  }

  /// The place of the first thing that does not belong, else the file.
  var locationOfUnexpected: SourceLocation { place(firstUnexpected) }

  /// The place of a key, else of its value, else of the file.
  func location(ofKey path: String) -> SourceLocation { place(keys[path] ?? values[path]) }

  /// The place of a value, else of the file.
  func location(ofValue path: String) -> SourceLocation { place(values[path]) }

  private func place(_ offset: Int?) -> SourceLocation {
    guard let offset else { return SourceLocation(file: file) }
    return .at(utf8Offset: offset, in: source, file: file)
  }

  private mutating func value(path: String, depth: Int) {
    skipSpace()
    guard at < text.count, depth < 512 else {
      unexpected()
      return
    }
    values[path] = at
    switch text[at] {
    case UInt8(ascii: "{"): object(path: path, depth: depth)
    case UInt8(ascii: "["): array(path: path, depth: depth)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = quoted()
    default: if bare().isEmpty { unexpected() }
    }
  }

  private mutating func object(path: String, depth: Int) {
    at += 1
    while true {
      skipSpace()
      guard at < text.count else {
        unexpected()
        return
      }
      if text[at] == UInt8(ascii: "}") {
        at += 1
        return
      }
      let start = at
      let isQuoted = text[at] == UInt8(ascii: "\"") || text[at] == UInt8(ascii: "'")
      let name = isQuoted ? quoted() : bare()
      let member = path.isEmpty ? name : "\(path).\(name)"
      keys[member] = start
      skipSpace()
      if at < text.count, text[at] == UInt8(ascii: ":") { at += 1 } else { unexpected() }
      value(path: member, depth: depth + 1)
      separator(closing: UInt8(ascii: "}"))
      if at == start { return }
    }
  }

  private mutating func array(path: String, depth: Int) {
    at += 1
    var index = 0
    while true {
      skipSpace()
      guard at < text.count else {
        unexpected()
        return
      }
      if text[at] == UInt8(ascii: "]") {
        at += 1
        return
      }
      let start = at
      value(path: "\(path)[\(index)]", depth: depth + 1)
      index += 1
      separator(closing: UInt8(ascii: "]"))
      if at == start { return }
    }
  }

  private mutating func separator(closing: UInt8) {
    skipSpace()
    if at < text.count, text[at] == UInt8(ascii: ",") {
      at += 1
    } else if at >= text.count || text[at] != closing {
      unexpected()
    }
  }

  private mutating func quoted() -> String {
    let quote = text[at]
    at += 1
    let start = at
    while at < text.count, text[at] != quote {
      if text[at] == UInt8(ascii: "\\") { at += 1 }
      at += 1
    }
    let end = min(at, text.count)
    at = min(at + 1, text.count)
    return String(decoding: text[start..<end], as: UTF8.self)
  }

  private mutating func bare() -> String {
    let start = at
    while at < text.count, !" \t\r\n,:{}[]/\"'".utf8.contains(text[at]) { at += 1 }
    return String(decoding: text[start..<at], as: UTF8.self)
  }

  private mutating func skipSpace() {
    while at < text.count {
      let byte = text[at]
      let next = at + 1 < text.count ? text[at + 1] : 0
      if byte == UInt8(ascii: "/"), next == UInt8(ascii: "/") {
        while at < text.count, text[at] != 10 { at += 1 }
      } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
        at += 2
        while at + 1 < text.count, !(text[at] == UInt8(ascii: "*") && text[at + 1] == UInt8(ascii: "/")) { at += 1 }
        at = min(at + 2, text.count)
      } else if byte <= 0x20 || byte == 0xEF || byte == 0xBB || byte == 0xBF {
        at += 1
      } else {
        return
      }
    }
  }
}
