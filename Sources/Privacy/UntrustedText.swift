/// Text as a vendor delivered it. Only this module can read it; everybody else passes it to a `Redactor`.
public struct UntrustedText: Sendable {
  let bytes: [UInt8]

  /// Wraps bytes straight from a decoder (any bytes; invalid UTF-8 is repaired when it is redacted).
  public init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = Array(bytes) }

  /// Wraps a string, for tests and small readers.
  public init(_ string: String) { self.bytes = Array(string.utf8) }
}

/// Text that passed redaction: safe to publish, still to be escaped for the place it lands in.
public struct RedactedText: Hashable, Sendable {
  /// The text.
  public let string: String

  /// Only redaction makes one.
  init(redacted string: String) { self.string = string }

  /// Names that Parlance itself gives ("All other"), never vendor text.
  public static func own(_ literal: StaticString) -> RedactedText { RedactedText(redacted: "\(literal)") }
}
