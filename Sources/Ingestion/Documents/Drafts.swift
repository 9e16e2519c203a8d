import Basics
import Privacy
import Records

/// One conversation of a vendor without ready-made rows, put together from lists, details, CSV lines and events. -1, NaN and
/// `missingInstant` mean "not delivered".
struct ConversationDraft: Sendable {
  /// One message; no text.
  struct Message: Sendable, Hashable {
    var id: UInt64 = 0
    var role = MessageRole.other
    var at = missingInstant
    var latency: Int32 = -1
    var inputTokens: Int32 = -1
    var outputTokens: Int32 = -1
    var characters: Int32 = -1
    var marks: MessageMarks = []
    /// Bits of the patterns that its text matches.
    var matches: UInt64 = 0
  }
  /// Where a draft was read, for an order that does not depend on threads.
  struct Place: Sendable, Hashable, Comparable {
    var file = 0
    /// Block of the file.
    var part = 0
    var index = 0
    static func < (a: Self, b: Self) -> Bool { (a.file, a.part, a.index) < (b.file, b.part, b.index) }
  }
  /// As delivered; part of the identity together with the source.
  var id: String
  /// Set when it is added.
  var place = Place()
  /// Which reader wrote it; a draft of a ready-made list outranks one put together from events.
  var rank = 0
  /// True when this place alone makes no conversation: an event, unless it or another place says when the conversation started.
  var isPartial = false
  var startedAt = missingInstant
  var endedAt = missingInstant
  /// Last time anything is said of it.
  var updatedAt = missingInstant
  /// True, false, or nil when not stated.
  var wasHandedOff: Bool?
  var hadError: Bool?
  /// At least one goal was reached; nil when goals are not stated.
  var reachedGoal: Bool?
  var isTest = false
  var messageCount: Int32 = -1
  /// Stated duration in milliseconds.
  var duration: Int64 = -1
  var tokens: Int64 = -1
  /// Name of the assistant, where this place states one.
  var assistant: RedactedText?
  /// Id of the assistant; the name that any place gives it (`Drafts.assistants`) is shown, else the id itself.
  var assistantId: String?
  var channel: RedactedText?
  /// Id of the channel; the name that any list of channels gives it (`Drafts.channelName`) is shown, else `channel`, else the id itself.
  var channelId: String?
  var language: RedactedText?
  var sentiment: RedactedText?
  var handoffReason: RedactedText?
  var intent: RedactedText?
  var tags: [RedactedText] = []
  /// True when the messages are known (even if there are none).
  var hasMessages = false
  var messages: [Message] = []

  init(id: String) { self.id = id }
}

/// Drafts by source and id; joining does not depend on the order in which they come.
struct Drafts: Sendable {
  struct Key: Hashable, Sendable {
    var vendor: Vendor
    var source: String
    var id: String
  }
  private(set) var byKey: [Key: [ConversationDraft]] = [:]
  /// Names of assistants by their ids.
  private(set) var assistants: [Key: RedactedText] = [:]
  /// Names of channels by their ids, with the capture that says so.
  private var channels: [Key: ChannelName] = [:]

  /// Where the next draft stands.
  var place = ConversationDraft.Place()

  /// Adds what one place says about a conversation.
  mutating func add(_ draft: ConversationDraft, vendor: Vendor, source: String) {
    var draft = draft
    draft.place = place
    place.index += 1
    byKey[Key(vendor: vendor, source: source, id: draft.id), default: []].append(draft)
  }
  /// Learns the name of an assistant; of several the first in byte order stays, whoever came first.
  mutating func name(assistant id: String, _ name: RedactedText, vendor: Vendor, source: String) {
    assistants.merge([Key(vendor: vendor, source: source, id: id): name], uniquingKeysWith: Self.firstInOrder)
  }
  /// Learns the name of a channel; the latest capture counts, of several the first in byte order, whoever came first.
  mutating func name(channel id: String, _ name: RedactedText, capturedAt: Instant?, vendor: Vendor, source: String) {
    let entry = ChannelName(name: name, capturedAt: capturedAt?.microseconds ?? missingInstant)
    channels.merge([Key(vendor: vendor, source: source, id: id): entry], uniquingKeysWith: ChannelName.latest)
  }
  /// The name of a channel; nil when no list has it.
  func channelName(_ id: String, vendor: Vendor, source: String) -> RedactedText? {
    channels[Key(vendor: vendor, source: source, id: id)]?.name
  }
  /// Adds everything another worker gathered.
  mutating func merge(_ other: Drafts) {
    byKey.merge(other.byKey) { $0 + $1 }
    assistants.merge(other.assistants, uniquingKeysWith: Self.firstInOrder)
    channels.merge(other.channels, uniquingKeysWith: ChannelName.latest)
  }

  private static func firstInOrder(_ a: RedactedText, _ b: RedactedText) -> RedactedText {
    utf8Precedes(b.string, a.string) ? b : a
  }
}

/// What one list calls a channel.
private struct ChannelName: Sendable {
  var name: RedactedText
  var capturedAt: Int64

  static func latest(_ a: Self, _ b: Self) -> Self {
    if a.capturedAt != b.capturedAt { return a.capturedAt > b.capturedAt ? a : b }
    return utf8Precedes(b.name.string, a.name.string) ? b : a
  }
}
