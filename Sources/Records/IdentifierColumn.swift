import Privacy

/// Ids of the conversations of a batch, as delivered: only a redactor can show them.
public struct IdentifierColumn: Sendable {
  private var offsets: [Int32] = [0]
  private var bytes: [UInt8] = []
  private var seeds: [UInt64] = []

  /// No rows.
  public init() {}

  /// Rows; 0 where ids were not asked for.
  public var count: Int { seeds.count }

  /// Adds the id of the next row; the seed is that of its source (`identifierSeed`).
  public mutating func append(_ id: UnsafeBufferPointer<UInt8>, seed: UInt64) {
    bytes.append(contentsOf: id)
    offsets.append(Int32(truncatingIfNeeded: bytes.count))
    seeds.append(seed)
  }

  /// The id of a row; nil where none was kept.
  public func identifier(at row: Int) -> ConversationIdentifier? {
    guard row >= 0, row < seeds.count else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      let id = UnsafeBufferPointer(rebasing: bytes[Int(offsets[row])..<Int(offsets[row + 1])])
      return ConversationIdentifier(text: UntrustedText(id), fingerprint: fingerprint(id, seed: seeds[row]))
    }
  }

  /// No rows; memory is kept.
  public mutating func reset() {
    offsets.removeAll(keepingCapacity: true)
    offsets.append(0)
    bytes.removeAll(keepingCapacity: true)
    seeds.removeAll(keepingCapacity: true)
  }
}

/// An id that nobody has looked at yet.
public struct ConversationIdentifier: Sendable {
  private let text: UntrustedText
  private let fingerprint: UInt64

  init(text: UntrustedText, fingerprint: UInt64) {
    self.text = text
    self.fingerprint = fingerprint
  }

  /// The id where it may be shown, else 16 letters that stand for it: the same as in records of the same source.
  public func shown(_ redactor: Redactor, for profile: PublishProfile) -> RedactedText {
    redactor.identifier(text, for: profile) ?? redactor.redact(UntrustedText(identifierLetters(fingerprint)))
  }
}

/// The seed of the letters that stand for ids of one source.
public func identifierSeed(source id: String) -> UInt64 { Array(id.utf8).withUnsafeBufferPointer { fingerprint($0) } }

/// 16 letters from a to p made from a fingerprint. Letters only: no detector of numbers or tokens may take them for personal data when
/// they are redacted again.
public func identifierLetters(_ fingerprint: UInt64) -> String {
  let letters = (0..<16).map { Unicode.Scalar(UInt8(0x61 + (fingerprint >> UInt64(60 - 4 * $0)) & 15)) }
  return String(String.UnicodeScalarView(letters))
}
