import Records

/// Something that happened and may lie behind a change: from `events.json`, or from the data themselves (a version that went live).
public struct Event: Sendable, Hashable {
  /// What kind of thing.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case release, campaign, outage, holiday, change, activation
  }

  /// Its days; the last is the one before `upperBound`.
  public var days: Range<CalendarDay>
  /// What kind of thing.
  public var kind: Kind
  /// In the words of whoever wrote it, or "Booking bot, version 4".
  public var title: String
  /// The assistant it concerns; nil = all.
  public var assistant: String?

  /// An event.
  public init(days: Range<CalendarDay>, kind: Kind, title: String, assistant: String? = nil) {
    self.days = days
    self.kind = kind
    self.title = title
    self.assistant = assistant
  }
}
