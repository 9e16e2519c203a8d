import CSimdJSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Walks the top level of a JSON body, without building values and without recursion: enough to see what a body is
/// and to pick up the few scalars of an envelope. Reads only the piece it is given; a value that runs past it is "unfinished".
struct BodyScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var index: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int = 0) {
    self.bytes = bytes
    self.index = index
  }

  /// The byte at the present place, or nil at the end.
  var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func skipSpace() {
    while let b = byte, b == 0x20 || b == 0x0A || b == 0x0D || b == 0x09 { index += 1 }
  }

  /// Steps over a string; its content between the quotes, escapes as written. nil when it does not end here.
  mutating func string() -> Range<Int>? {
    guard byte == 0x22 else { return nil }
    let start = index + 1
    let end = csj_skip_string(bytes.baseAddress, bytes.count, index)
    index = end < 0 ? bytes.count : end
    return end < 0 ? nil : start..<end - 1
  }

  /// Steps over any value; false when it does not end here.
  mutating func skipValue() -> Bool {
    let end = csj_skip_value(bytes.baseAddress, bytes.count, index)
    index = end < 0 ? bytes.count : end
    return end >= 0
  }

  /// The next key of the object that is open here, standing at its value afterwards; nil at the object's end (`isClosed`), at the
  /// end of the piece, or at something that is no key.
  mutating func key(isClosed: inout Bool) -> BodyKey? {
    skipSpace()
    if byte == 0x2C {
      index += 1
      skipSpace()
    }
    if byte == 0x7D {
      isClosed = true
      index += 1
      return nil
    }
    guard let range = string() else { return nil }
    skipSpace()
    guard byte == 0x3A else { return nil }
    index += 1
    skipSpace()
    return BodyKey(UnsafeBufferPointer(rebasing: bytes[range.lowerBound..<min(range.upperBound, range.lowerBound + 256)]))
  }

  /// A whole number at the present place; nil for anything else. Does not move.
  func integer() -> Int? {
    var at = index
    var value = 0
    while at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39, at - index < 18 {
      value = value * 10 + Int(bytes[at] - 0x30)
      at += 1
    }
    return at > index ? value : nil
  }

  /// The text at the present place, escapes as written; nil for anything else. Does not move.
  func text() -> String? {
    var copy = self
    guard let range = copy.string(), range.count <= 256 else { return nil }
    return String(decoding: bytes[range], as: UTF8.self)
  }
}

/// A key as it stands in a body, escapes as written; valid as long as the body's bytes are. It becomes a `String` only to be shown:
/// most keys are only compared, for every file of a folder.
struct BodyKey {
  private let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  @inline(__always) static func == (key: BodyKey, name: StaticString) -> Bool {
    guard key.bytes.count == name.utf8CodeUnitCount else { return false }
    guard let start = key.bytes.baseAddress else { return true }
    return memcmp(start, name.utf8Start, name.utf8CodeUnitCount) == 0
  }

  /// For `switch`.
  @inline(__always) static func ~= (name: StaticString, key: BodyKey) -> Bool { key == name }
}

extension [BodyKey] {
  func contains(_ name: StaticString) -> Bool { contains { $0 == name } }
  var texts: [String] { map(\.text) }
}

/// What the scalars of an envelope say about its rows.
struct EnvelopeFacts: Equatable {
  var exportedAt: TimeStamp?
  var matched: Int?
  var exported: Int?
  var total: Int?
  var hasPaging = false

  /// Takes a scalar into account.
  mutating func note(_ key: BodyKey, _ scanner: BodyScanner) {
    switch key {
    case "exported_at": exportedAt = scanner.text().flatMap { parseTimeStamp($0) }
    case "total_matched": matched = scanner.integer()
    case "total_exported": exported = scanner.integer()
    case "total":
      total = scanner.integer()
      hasPaging = true
    case "limit", "offset": hasPaging = true
    default: break
    }
  }
}

/// What stands behind the last record: more scalars, then the end of the envelope.
func scanTail(_ tail: [UInt8], _ facts: inout EnvelopeFacts, isArray: Bool) -> Bool {
  tail.withUnsafeBufferPointer { bytes in
    var scanner = BodyScanner(bytes)
    scanner.skipSpace()
    if isArray { return scanner.byte == nil }
    var isClosed = false
    while let key = scanner.key(isClosed: &isClosed) {
      facts.note(key, scanner)
      guard scanner.skipValue() else { return false }
    }
    guard isClosed else { return false }
    // A wrapper around the envelope closes too.
    scanner.skipSpace()
    while scanner.byte == 0x7D {
      scanner.index += 1
      scanner.skipSpace()
    }
    return scanner.byte == nil
  }
}
