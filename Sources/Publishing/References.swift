/// One address in a page or a style sheet.
struct Reference: Hashable {
  /// As written, entities resolved.
  var target: String
  /// The browser fetches it to show the page (an image, a style sheet), other than a link to follow.
  var isLoaded: Bool
}

/// Attributes of start tags that hold an address, in order. Reads our own well-formed output: comments and the text of
/// `script` and `style` are passed over, attribute values are quoted.
func references(_ bytes: [UInt8]) -> [Reference] {
  var found: [Reference] = []
  forEachTag(bytes) { tag, attributes in
    for (name, value) in attributes {
      switch name {
      case "href", "xlink:href": found.append(Reference(target: value, isLoaded: !["a", "area"].contains(tag) && !isOnlyNamed(attributes)))
      case "src", "poster": found.append(Reference(target: value, isLoaded: true))
      case "data" where tag == "object": found.append(Reference(target: value, isLoaded: true))
      case "srcset":
        for candidate in value.split(separator: ",") {
          if let address = candidate.split(separator: " ").first { found.append(Reference(target: String(address), isLoaded: true)) }
        }
      default: break
      }
    }
  }
  return found
}

/// `<link rel="canonical">` and the like name an address without fetching it.
private func isOnlyNamed(_ attributes: [(name: String, value: String)]) -> Bool {
  attributes.contains { $0.name == "rel" && ["canonical", "license", "author", "alternate"].contains($0.value) }
}

/// Every `id` of a page.
func identifiers(_ bytes: [UInt8]) -> Set<String> {
  var found: Set<String> = []
  forEachTag(bytes) { _, attributes in
    for (name, value) in attributes where name == "id" { found.insert(value) }
  }
  return found
}

/// Addresses in `url(…)`.
func styleReferences(_ bytes: [UInt8]) -> [Reference] {
  var found: [Reference] = []
  var rest = bytes[...]
  let opening = Array("url(".utf8)
  while let start = rest.firstRange(of: opening) {
    rest = rest[start.upperBound...]
    guard let end = rest.firstIndex(of: 0x29) else { break }
    let address = rest[..<end].filter { $0 != 0x22 && $0 != 0x27 && $0 != 0x20 }
    found.append(Reference(target: String(decoding: address, as: UTF8.self), isLoaded: true))
    rest = rest[end...]
  }
  return found
}

private func forEachTag(_ bytes: [UInt8], _ body: (_ tag: String, _ attributes: [(name: String, value: String)]) -> Void) {
  var scanner = TagScanner(bytes: bytes)
  while let (tag, attributes) = scanner.next() { body(tag, attributes) }
}

/// Goes from start tag to start tag.
private struct TagScanner {
  let bytes: [UInt8]
  var index = 0

  mutating func next() -> (String, [(name: String, value: String)])? {
    while let open = find(0x3C, from: index) {
      index = open + 1
      if starts(with: "!--") {
        skip(past: "-->")
        continue
      }
      guard let first = peek, isLetter(first) else { continue }
      let tag = word()
      var attributes: [(name: String, value: String)] = []
      while let byte = peek, byte != 0x3E {
        if isNamePart(byte) {
          let name = word()
          attributes.append((name, value()))
        } else {
          index += 1
        }
      }
      if tag == "script" || tag == "style" { skip(past: "</\(tag)") }
      return (tag, attributes)
    }
    return nil
  }

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func find(_ byte: UInt8, from start: Int) -> Int? { bytes[min(start, bytes.count)...].firstIndex(of: byte) }

  private func starts(with text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

  private mutating func skip(past text: String) {
    index = bytes[index...].firstRange(of: Array(text.utf8))?.upperBound ?? bytes.count
  }

  private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }

  private func isNamePart(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x3A || byte == 0x5F
  }

  private mutating func word() -> String {
    let start = index
    while let byte = peek, isNamePart(byte) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self).lowercased()
  }

  /// The value after a name: quoted, bare or none.
  private mutating func value() -> String {
    guard peek == 0x3D else { return "" }
    index += 1
    let start: Int
    let end: Int
    if let quote = peek, quote == 0x22 || quote == 0x27 {
      start = index + 1
      end = find(quote, from: start) ?? bytes.count
      index = min(end + 1, bytes.count)
    } else {
      start = index
      while let byte = peek, byte != 0x20, byte != 0x3E, byte != 0x0A { index += 1 }
      end = index
    }
    return unescaped(String(decoding: bytes[start..<end], as: UTF8.self))
  }

  private func unescaped(_ text: String) -> String {
    guard text.utf8.contains(0x26) else { return text }
    var result = ""
    var rest = text[...]
    while let mark = rest.firstIndex(of: "&") {
      result += rest[..<mark]
      rest = rest[mark...]
      let entities = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'")]
      if let (entity, character) = entities.first(where: { rest.hasPrefix($0.0) }) {
        result += character
        rest = rest.dropFirst(entity.count)
      } else {
        result += "&"
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }
}

extension ArraySlice<UInt8> {
  /// Where the bytes first occur.
  func firstRange(of needle: [UInt8]) -> Range<Int>? {
    guard let first = needle.first, needle.count <= count else { return nil }
    var start = startIndex
    while let candidate = self[start...].firstIndex(of: first), candidate + needle.count <= endIndex {
      if self[candidate..<(candidate + needle.count)].elementsEqual(needle) { return candidate..<(candidate + needle.count) }
      start = candidate + 1
    }
    return nil
  }
}
