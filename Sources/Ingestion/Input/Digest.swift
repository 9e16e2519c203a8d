import CCrypto

/// SHA-256 (FIPS 180-4) of bytes that arrive piece by piece, by the platform's crypto library, which uses the processor's own
/// instructions where it has them.
struct Digest: ~Copyable {
  private let context: OpaquePointer?
  private var isSound: Bool

  init() {
    context = EVP_MD_CTX_new()
    isSound = context != nil && EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
  }

  deinit { EVP_MD_CTX_free(context) }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard isSound, bytes.count > 0 else { return }
    isSound = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1
  }

  /// Lower-case hexadecimal; nil when the library failed. Ends the digest.
  mutating func finish() -> String? {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { bytes in
      var length: UInt32 = 0
      guard isSound, EVP_DigestFinal_ex(context, bytes.baseAddress, &length) == 1, length == 32 else { return nil }
      isSound = false
      return String(unsafeUninitializedCapacity: 64) { room in
        for index in 0..<32 {
          room[2 * index] = hexadecimal(bytes[index] >> 4)
          room[2 * index + 1] = hexadecimal(bytes[index] & 15)
        }
        return 64
      }
    }
  }

  /// Begins anew. Without an algorithm named the library keeps the one it has, which is far quicker than looking it up.
  mutating func restart() { isSound = context != nil && EVP_DigestInit_ex(context, nil, nil) == 1 }
}

private func hexadecimal(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x57 + digit }
