import CSodium

/// The secret behind pseudonyms: the same contact gives the same number under one key and an unrelated one under another.
public struct PseudonymKey: Sendable {
  private let bytes: [UInt8]

  /// Length in bytes a key must have at least and may have at most (BLAKE2b keys).
  public static let lengths = 16...64

  /// A key of 16 to 64 bytes; nil for other lengths.
  public init?(_ bytes: [UInt8]) {
    guard Self.lengths.contains(bytes.count) else { return nil }
    self.bytes = bytes
  }

  /// A pseudonym of 64 bits: keyed BLAKE2b (RFC 7693) of the text, its first 8 bytes of 32 in little-endian order, never 0.
  public func pseudonym(of contact: UntrustedText) -> UInt64 {
    contact.bytes.withUnsafeBufferPointer { pseudonym(ofBytes: $0) }
  }

  /// The same straight from a decoder's bytes.
  public func pseudonym(ofBytes contact: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var digest = [UInt8](repeating: 0, count: 32)
    crypto_generichash(&digest, digest.count, contact.baseAddress, UInt64(contact.count), bytes, bytes.count)
    var value: UInt64 = 0
    for index in (0..<8).reversed() { value = value << 8 | UInt64(digest[index]) }
    return value == 0 ? 1 : value
  }
}
