import Basics

/// A fenced block of one of `kinds`: what to put at this place, as `key: value` lines. The values are
/// words of the author; Reporting checks them.
public struct BlockDirective: Sendable, Hashable {
  /// One `key: value` line.
  public struct Entry: Sendable, Hashable {
    /// Lower-case letters, digits, `-` and `_`.
    public var key: String
    /// The rest of the line without blanks at both ends; never empty.
    public var value: String
    /// Where the key stands.
    public var keyLocation: SourceLocation
    /// Where the value stands.
    public var valueLocation: SourceLocation

    /// All parts of a line.
    public init(key: String, value: String, keyLocation: SourceLocation, valueLocation: SourceLocation) {
      self.key = key
      self.value = value
      self.keyLocation = keyLocation
      self.valueLocation = valueLocation
    }
  }

  /// One of `kinds`.
  public var kind: String
  /// In the order written; a key occurs once.
  public var entries: [Entry]
  /// Where the fence stands.
  public var location: SourceLocation

  /// The kinds there are, sorted.
  public static let kinds = ["chart", "insight", "kpis", "quotes", "records", "reported", "table"]

  /// All parts of a block.
  public init(kind: String, entries: [Entry], location: SourceLocation) {
    self.kind = kind
    self.entries = entries
    self.location = location
  }

  /// The entry of a key; nil when it was not written.
  public subscript(key: String) -> Entry? { entries.first { $0.key == key } }
}

/// A live value in running text: `{{ out.deflection_rate.previous }}`.
public struct InlineDirective: Sendable, Hashable {
  /// What stands between the braces without blanks: words of letters, digits, `_` and `-`, joined by dots.
  public var path: String
  /// Where the first brace stands.
  public var location: SourceLocation

  /// All parts of a live value.
  public init(path: String, location: SourceLocation) {
    self.path = path
    self.location = location
  }
}

/// A link or image that was kept, so that its target can be checked.
public struct DocumentLink: Sendable, Hashable {
  /// The target as written, after CommonMark's unescaping.
  public var url: String
  /// True for `![…](…)`.
  public var isImage: Bool
  /// The line where it stands.
  public var location: SourceLocation
}
