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
    var ends: TextEnds
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
    let ends = TextEnds(bytes)
    let hash = ends.hash(bytes)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let code = slots[slot]
      if code < 0 { return insert(bytes, hash, redact) }
      let entry = entries[Int(code)]
      // Up to 16 bytes the ends are the whole text.
      if entry.ends == ends && entry.length == bytes.count && (bytes.count <= 16 || equal(entry, bytes)) { return code }
      slot = (slot + 1) & mask
    }
  }

  private func equal(_ entry: Entry, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    raw.withUnsafeBufferPointer { mine in
      guard let a = mine.baseAddress, let b = bytes.baseAddress else { return true }
      let left = UnsafeRawPointer(a) + entry.start
      let right = UnsafeRawPointer(b)
      var index = 8
      while index + 8 < entry.length {
        if left.loadUnaligned(fromByteOffset: index, as: UInt64.self) != right.loadUnaligned(fromByteOffset: index, as: UInt64.self) {
          return false
        }
        index += 8
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
    entries.append(Entry(ends: TextEnds(bytes), hash: hash, start: raw.count, length: bytes.count))
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

/// The first and the last eight bytes of a text, which overlap when it is short; the whole of a text of up to 16 bytes
/// together with its length.
struct TextEnds: Sendable, Equatable {
  var first: UInt64 = 0
  var last: UInt64 = 0

  @inline(__always) init(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    let start = UnsafeRawPointer(base)
    let count = bytes.count
    if count >= 8 {
      first = start.loadUnaligned(as: UInt64.self)
      last = start.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    } else if count >= 4 {
      first = UInt64(start.loadUnaligned(as: UInt32.self))
      last = UInt64(start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
    } else if count > 0 {
      first = UInt64(base[0]) | UInt64(base[count / 2]) << 8
      last = UInt64(base[count - 1])
    }
  }

  /// A hash of the whole text.
  @inline(__always) func hash(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64 = 0) -> UInt64 {
    // The length is spread over all bits: texts of one digit and of different lengths differ by little else.
    let length = UInt64(truncatingIfNeeded: bytes.count) &* 0x9E37_79B9_7F4A_7C15
    var hash = ((length ^ first) &+ seed) &* 0xFF51_AFD7_ED55_8CCD
    hash ^= hash >> 32
    if bytes.count > 16, let base = bytes.baseAddress {
      let start = UnsafeRawPointer(base)
      var index = 8
      while index + 8 < bytes.count {
        hash = (hash ^ start.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash >> 32
        index += 8
      }
    }
    hash = (hash ^ last) &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ (hash >> 29)
  }
}

/// A 64-bit hash of bytes, the same in every process (no random seed); for tables in memory, not for security.
@inline(__always) public func fingerprint(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64 = 0) -> UInt64 {
  TextEnds(bytes).hash(bytes, seed: seed)
}
