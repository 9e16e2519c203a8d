/// How long after a conversation a further one of the same contact counts as a re-contact.
public enum FollowUpWindow: Int, Sendable, Hashable, CaseIterable {
  case day, threeDays, week

  /// Its length in hours: 24, 72, 168.
  public var hours: Int {
    switch self {
    case .day: 24
    case .threeDays: 72
    case .week: 168
    }
  }

  /// Its length in microseconds, as moments are counted.
  var microseconds: Int64 { Int64(hours) * 3_600_000_000 }
}

/// What is asked about the conversations of a contact, one after the other.
public enum FollowUpMeasure: Sendable, Hashable {
  /// Share of the conversations of a condition that a further conversation of the same contact followed within the window; of those with
  /// a known contact whose window is closed inside the loaded data. `sameIntent`: only further conversations of the same intent count.
  case recontact(FollowUpWindow, sameIntent: Bool, of: Condition)
  /// The same conversations without such a one.
  case lasting(FollowUpWindow, of: Condition)
  /// Different contacts with a conversation that was not their first in the loaded data.
  case returningContacts
  /// Contacts with two or more conversations of a condition among those with at least one.
  case repeatingContacts(Condition)

  /// Base below which a value is "too few".
  var minimumSample: Int { self == .returningContacts ? 1 : 30 }
}

/// What is known of one conversation and those after it, packed.
struct FollowUpFacts: OptionSet, Sendable, Hashable {
  let rawValue: UInt16

  /// The same contact wrote earlier: at least one of its conversations began before.
  static let seenBefore = FollowUpFacts(rawValue: 1 << 9)

  /// The window is closed inside the loaded data.
  static func assessed(_ window: FollowUpWindow) -> FollowUpFacts { FollowUpFacts(rawValue: 1 << UInt16(window.rawValue)) }
  /// A further conversation began within the window.
  static func again(_ window: FollowUpWindow) -> FollowUpFacts { FollowUpFacts(rawValue: 8 << UInt16(window.rawValue)) }
  /// One of the same intent did.
  static func sameIntent(_ window: FollowUpWindow) -> FollowUpFacts { FollowUpFacts(rawValue: 64 << UInt16(window.rawValue)) }
}
