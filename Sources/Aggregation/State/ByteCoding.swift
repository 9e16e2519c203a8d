/// Why stored figures cannot be read. They are a cache: reading the export again always helps.
public enum DecodingProblem: Error, Sendable, Hashable {
  /// Not written by `encoded()`.
  case notAState
  /// Written by another version of the program.
  case otherVersion(Int)
  /// Written for other questions or settings.
  case otherPlan
  /// Ends too early, goes on too long, or holds impossible content at a byte position.
  case damaged(at: Int)
}

/// Writes whole numbers in 7-bit groups and texts with their length.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func number(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func number(_ value: Int) { number(UInt64(max(value, 0))) }

  /// Small magnitudes of either sign stay short.
  mutating func signed(_ value: Int64) { number(UInt64(bitPattern: (value << 1) ^ (value >> 63))) }

  mutating func text(_ value: String) {
    number(value.utf8.count)
    bytes.append(contentsOf: value.utf8)
  }
}

/// Reads what `ByteWriter` wrote; every answer is checked against what is left.
struct ByteReader {
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  var damage: DecodingProblem { .damaged(at: position) }

  mutating func number() throws(DecodingProblem) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if shift == 63 && byte > 1 { throw damage }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
      if shift > 63 { throw damage }
    }
    throw damage
  }

  mutating func signed() throws(DecodingProblem) -> Int64 {
    let value = try number()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// A count of things that take at least one byte each, so that a lie cannot ask for more memory than the file has bytes.
  mutating func count() throws(DecodingProblem) -> Int {
    let value = try number()
    guard value <= UInt64(bytes.count - position) else { throw damage }
    return Int(value)
  }

  mutating func limited(_ limit: Int) throws(DecodingProblem) -> Int {
    let value = try number()
    guard value <= UInt64(limit) else { throw damage }
    return Int(value)
  }

  mutating func text() throws(DecodingProblem) -> String {
    let length = try count()
    guard let text = String(validating: bytes[position..<position + length], as: UTF8.self) else { throw damage }
    position += length
    return text
  }
}
