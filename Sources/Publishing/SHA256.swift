import Basics
import CSodium

/// SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits.
public func sha256(_ bytes: [UInt8]) -> String {
  var digest = [UInt8](repeating: 0, count: 32)
  crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
  return hexadecimal(digest)
}

/// SHA-256 of a file, read in blocks of 1 MiB, and its length in bytes. Throws `unreadable-file`.
public func sha256(file path: String) throws(Diagnostic) -> (hash: String, bytes: Int) {
  var state = crypto_hash_sha256_state()
  crypto_hash_sha256_init(&state)
  do {
    let length = try forEachBlock(of: path, size: 1 << 20) { block in
      crypto_hash_sha256_update(&state, block.baseAddress, UInt64(block.count))
    }
    var digest = [UInt8](repeating: 0, count: 32)
    crypto_hash_sha256_final(&state, &digest)
    return (hexadecimal(digest), length)
  } catch {
    throw error.diagnostic(code: "unreadable-file", area: .data, "cannot read \"\(path)\"")
  }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  text.reserveCapacity(bytes.count * 2)
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
