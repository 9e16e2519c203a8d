/// Which texts of a conversation a pattern is matched against.
public enum PatternSide: String, Sendable, Hashable, CaseIterable {
  /// Every message of the user.
  case user
  /// Every message of the assistant, win-back messages aside.
  case assistant
  /// The first message of the user alone.
  case first
}

/// The patterns of a project, in the order of their bits.
public struct PatternSet: Sendable {
  /// One pattern, and where it looks.
  public struct Entry: Sendable {
    /// What the project calls it, for messages.
    public let name: String
    /// Which texts it looks at.
    public let side: PatternSide
    /// The pattern.
    public let pattern: TextPattern

    /// An entry.
    public init(name: String, side: PatternSide, pattern: TextPattern) {
      self.name = name
      self.side = side
      self.pattern = pattern
    }
  }

  /// Patterns a project may have: the bits of one column that conditions can ask for.
  public static let most = 32
  /// No patterns.
  public static let none = PatternSet([])

  /// In the order of their bits.
  public let entries: [Entry]
  /// Bits of the patterns of each side.
  let user, assistant, first: UInt64

  /// The first 32 of some patterns.
  public init(_ entries: [Entry]) {
    self.entries = Array(entries.prefix(Self.most))
    func bits(_ side: PatternSide, _ entries: [Entry]) -> UInt64 {
      entries.enumerated().reduce(0) { $1.element.side == side ? $0 | 1 << UInt64($1.offset) : $0 }
    }
    user = bits(.user, self.entries)
    assistant = bits(.assistant, self.entries)
    first = bits(.first, self.entries)
  }

  /// Bits of the patterns that look at the first message of the user alone: what they say of another message does not count.
  public var firstBits: UInt64 { first }

  /// True without any.
  public var isEmpty: Bool { entries.isEmpty }
}
