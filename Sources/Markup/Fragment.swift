/// Finished, trusted HTML or SVG bytes. Outside this module a fragment can only come from a `MarkupWriter`, which escapes;
/// the two modules that parse authored text (Markdown, Templates) may vouch for their output through `init(vouched:)`.
public struct Fragment: Hashable, Sendable {
  /// UTF-8.
  public let bytes: [UInt8]

  /// Nothing.
  public static let empty = Fragment(vouched: [])

  /// For Markdown and Templates alone (checked by `make walls`).
  package init(vouched bytes: [UInt8]) { self.bytes = bytes }

  /// True when there is nothing to write.
  public var isEmpty: Bool { bytes.isEmpty }

  /// The same bytes as a string, for tests and files.
  public var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Escaped text.
  public static func text(_ string: String) -> Fragment {
    var writer = MarkupWriter()
    writer.text(string)
    return writer.finish()
  }

  /// Fragments in a row.
  public static func joined(_ parts: [Fragment], separator: StaticString = "") -> Fragment {
    var writer = MarkupWriter()
    for (index, part) in parts.enumerated() {
      if index > 0 { writer.raw(separator) }
      writer.fragment(part)
    }
    return writer.finish()
  }
}
