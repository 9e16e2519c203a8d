import Privacy

/// Short repeated texts (names, tags, intents) as dense codes 0, 1, 2 …, in order of first sight. Redaction runs once per
/// distinct text, when it is first seen. One lexicon belongs to one worker; codes of two workers differ.
public struct Lexicon: Sendable {
  /// The redacted text of each code. Two codes may share one text (when redaction made them equal).
  public private(set) var texts: [RedactedText] = []
  private var entries: [Entry] = []
  /// The texts as delivered, one behind the other.
  private var raw: [UInt8] = []
  private var slots = [Int32](repeating: -1, count: 64)

  private struct Entry {
    var hash: UInt64
    var start: Int
    var length: Int
  }

  /// A lexicon that starts with these texts at codes 0, 1, 2 ….
  public init(known: [StaticString] = []) {
    for literal in known {
      literal.withUTF8Buffer { _ = code(for: $0, redact: { _ in .own(literal) }) }
    }
  }

  /// Number of codes.
  public var count: Int { texts.count }

  /// The code of a text; `redact` is called once, for a text not seen before.
  @inline(__always)
  public mutating func code(for bytes: UnsafeBufferPointer<UInt8>, redact: (UntrustedText) -> RedactedText) -> Int32 {
    let hash = fingerprint(bytes)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let code = slots[slot]
      if code < 0 { return insert(bytes, hash, redact) }
      let entry = entries[Int(code)]
      if entry.hash == hash && equal(entry, bytes) { return code }
      slot = (slot + 1) & mask
    }
  }

  @inline(__always) private func equal(_ entry: Entry, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard entry.length == bytes.count else { return false }
    guard let other = bytes.baseAddress, entry.length > 0 else { return true }
    return raw.withUnsafeBytes { mine in
      let theirs = UnsafeRawPointer(other)
      var index = 0
      while index + 8 <= entry.length {
        let a = mine.loadUnaligned(fromByteOffset: entry.start + index, as: UInt64.self)
        if a != theirs.loadUnaligned(fromByteOffset: index, as: UInt64.self) { return false }
        index += 8
      }
      while index < entry.length {
        if mine[entry.start + index] != other[index] { return false }
        index += 1
      }
      return true
    }
  }

  @inline(never)
  private mutating func insert(_ bytes: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ redact: (UntrustedText) -> RedactedText) -> Int32 {
    if (texts.count + 1) * 2 > slots.count {
      slots = [Int32](repeating: -1, count: slots.count * 2)
      for (code, entry) in entries.enumerated() { place(Int32(code), entry.hash) }
    }
    texts.append(redact(UntrustedText(bytes)))
    entries.append(Entry(hash: hash, start: raw.count, length: bytes.count))
    raw.append(contentsOf: bytes)
    place(Int32(texts.count - 1), hash)
    return Int32(texts.count - 1)
  }

  private mutating func place(_ code: Int32, _ hash: UInt64) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 { slot = (slot + 1) & mask }
    slots[slot] = code
  }
}

/// A 64-bit hash of bytes, the same in every process (no random seed); for tables in memory, not for security.
@inline(__always) public func fingerprint(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64 = 0) -> UInt64 {
  var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: bytes.count) ^ seed
  guard let base = bytes.baseAddress else { return hash &* 0xC4CE_B9FE_1A85_EC53 }
  let start = UnsafeRawPointer(base)
  var index = 0
  while index + 8 <= bytes.count {
    hash = (hash ^ start.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
    hash ^= hash >> 32
    index += 8
  }
  var tail: UInt64 = 0
  var shift: UInt64 = 0
  while index < bytes.count {
    tail |= UInt64(base[index]) << shift
    shift += 8
    index += 1
  }
  hash = (hash ^ tail) &* 0xC4CE_B9FE_1A85_EC53
  return hash ^ (hash >> 29)
}
