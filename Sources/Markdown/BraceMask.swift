/// Keeps `\{` apart from `{` through libcmark, which joins text and forgets what was escaped: each `\{` becomes a control
/// character of two bytes (so columns stay) that the text does not contain, and is turned back afterwards.
struct BraceMask {
  /// What libcmark is given.
  let bytes: ArraySlice<UInt8>
  private let mark: Character?

  init(_ source: ArraySlice<UInt8>) {
    let escapes = Self.escapes(source)
    guard !escapes.isEmpty, let second = Self.unusedControl(source) else {
      bytes = source
      mark = nil
      return
    }
    var masked = source
    for index in escapes {
      masked[index] = 0xC2
      masked[index + 1] = second
    }
    bytes = masked
    mark = Character(Unicode.Scalar(second))
  }

  /// Running text: the brace alone.
  func text(_ string: String) -> String { replaced(string, by: "{") }

  /// Code and raw HTML: as written.
  func literal(_ string: String) -> String { replaced(string, by: "\\{") }

  private func replaced(_ string: String, by text: String) -> String {
    guard let scalar = mark?.unicodeScalars.first, string.unicodeScalars.contains(scalar) else { return string }
    var result = String.UnicodeScalarView()
    for one in string.unicodeScalars {
      if one == scalar { result.append(contentsOf: text.unicodeScalars) } else { result.append(one) }
    }
    return String(result)
  }

  /// Where a backslash that is not itself escaped stands before a brace.
  private static func escapes(_ source: ArraySlice<UInt8>) -> [Int] {
    var found: [Int] = []
    var index = source.startIndex
    while index + 1 < source.endIndex {
      guard source[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      if source[index + 1] == UInt8(ascii: "{") { found.append(index) }
      index += source[index + 1] == UInt8(ascii: "{") || source[index + 1] == UInt8(ascii: "\\") ? 2 : 1
    }
    return found
  }

  /// The second byte of a C1 control (U+0080…U+009F without U+0085, a line end to some) that does not occur.
  private static func unusedControl(_ source: ArraySlice<UInt8>) -> UInt8? {
    var used: Set<UInt8> = [0x85]
    for (first, second) in zip(source, source.dropFirst()) where first == 0xC2 { used.insert(second) }
    return (0x80...0x9F).first { !used.contains($0) }
  }
}
