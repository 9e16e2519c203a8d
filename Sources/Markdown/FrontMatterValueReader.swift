/// Reads one value of the front matter: text, number, flag, quoted text or a list of them.
struct FrontMatterValueReader {
  var rest: ArraySlice<UInt8>
  /// Set when `value()` gives nil.
  var problem = ""
  var problemIndex = 0

  mutating func value() -> FrontMatterValue? {
    guard let first = rest.first else { return fail("a value is missing") }
    guard first == UInt8(ascii: "[") else {
      guard let item = item(inList: false) else { return nil }
      return rest.isEmpty ? item : fail("nothing may follow the closing quote")
    }
    rest = rest.dropFirst().trimmed()
    var items: [FrontMatterValue] = []
    if rest.first == UInt8(ascii: "]") { return endOfList(items) }
    while true {
      guard let item = item(inList: true) else { return nil }
      items.append(item)
      switch rest.first {
      case UInt8(ascii: ","): rest = rest.dropFirst().trimmed()
      case UInt8(ascii: "]"): return endOfList(items)
      default: return fail("the list is not closed with ]")
      }
    }
  }

  private mutating func endOfList(_ items: [FrontMatterValue]) -> FrontMatterValue? {
    rest = rest.dropFirst().trimmed()
    return rest.isEmpty ? .list(items) : fail("nothing may follow the closing ]")
  }

  private mutating func item(inList: Bool) -> FrontMatterValue? {
    guard let first = rest.first else { return fail("the list is not closed with ]") }
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") { return quoted(first) }
    if inList, first == UInt8(ascii: "[") { return fail("a list holds no other list") }
    let end = inList ? rest.firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "]") } ?? rest.endIndex : rest.endIndex
    let word = rest[..<end].trimmed()
    guard !word.isEmpty else { return fail("a value is missing") }
    rest = rest[end...]
    return plain(word)
  }

  private func plain(_ word: ArraySlice<UInt8>) -> FrontMatterValue {
    let text = word.string
    if text == "true" { return .flag(true) }
    if text == "false" { return .flag(false) }
    if isDecimal(word), let number = Double(text) { return .number(number) }
    return .text(text)
  }

  private mutating func quoted(_ quote: UInt8) -> FrontMatterValue? {
    let start = rest.startIndex + 1
    var text: [UInt8] = []
    var index = start
    while index < rest.endIndex {
      let byte = rest[index]
      if byte == quote {
        rest = rest[(index + 1)...].trimmed()
        return .text(String(decoding: text, as: UTF8.self))
      }
      let isEscape = byte == UInt8(ascii: "\\") && index + 1 < rest.endIndex
      if isEscape, rest[index + 1] == quote || rest[index + 1] == UInt8(ascii: "\\") { index += 1 }
      text.append(rest[index])
      index += 1
    }
    return fail("the quote is not closed")
  }

  private mutating func fail(_ message: String) -> FrontMatterValue? {
    problem = message
    problemIndex = rest.startIndex
    return nil
  }
}

/// Optional minus, digits, optional point and digits; no leading zero before another digit (`007` is text).
private func isDecimal(_ word: ArraySlice<UInt8>) -> Bool {
  let digits = word.first == UInt8(ascii: "-") ? word.dropFirst() : word
  let parts = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
  guard let whole = parts.first, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return false }
  return parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) } }
}
