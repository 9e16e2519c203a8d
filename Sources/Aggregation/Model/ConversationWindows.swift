import Records

/// Stretches of time that stand in for periods: what a vendor's figure speaks about need be no month of ours.
///
/// With windows, settings have no calendar: conversations of window `i` are the figures of `Period.window(i)`, everything else is in
/// no period. Figures that count days or hours have no meaning there.
public struct ConversationWindows: Sendable, Hashable {
  /// Which time puts a conversation into a window. Messages and tool calls always count by their own.
  public enum Anchor: String, Sendable, Hashable, CaseIterable {
    /// The time that each metric names: its own anchor.
    case own
    /// The last message, for every metric of conversations.
    case lastMessage
    /// The first message, for every metric of conversations.
    case firstMessage
  }

  /// Half-open and disjoint, in order.
  public let ranges: [Range<Instant>]
  /// Which time counts.
  public let anchor: Anchor
  /// Only conversations of this vendor; nil for all.
  public let vendor: Vendor?

  /// Windows in order of their starts; nil when two of them overlap, when there are none, or more than 40,000.
  public init?(_ ranges: [Range<Instant>], anchor: Anchor = .own, vendor: Vendor? = nil) {
    let sorted = ranges.sorted { $0.lowerBound < $1.lowerBound }
    let isDisjoint = zip(sorted, sorted.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound }
    guard isDisjoint, (1...40_000).contains(sorted.count) else { return nil }
    self.ranges = sorted
    self.anchor = anchor
    self.vendor = vendor
  }
}

extension Period {
  /// The period under which figures of settings with windows keep window `index`.
  public static func window(_ index: Int) -> Period { Period(.day, containing: CalendarDay(ordinal: index)) }
}
