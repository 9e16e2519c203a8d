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
  }
  /// As delivered; part of the identity together with the source.
  var id: String
  /// Which reader wrote it; a draft of a ready-made list outranks one put together from events.
  var rank = 0
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

  /// Adds what one place says about a conversation.
  mutating func add(_ draft: ConversationDraft, vendor: Vendor, source: String) {
    byKey[Key(vendor: vendor, source: source, id: draft.id), default: []].append(draft)
  }
  /// Learns the name of an assistant; of several the first in byte order stays, whoever came first.
  mutating func name(assistant id: String, _ name: RedactedText, vendor: Vendor, source: String) {
    assistants.merge([Key(vendor: vendor, source: source, id: id): name], uniquingKeysWith: Self.firstInOrder)
  }
  /// Adds everything another worker gathered.
  mutating func merge(_ other: Drafts) {
    byKey.merge(other.byKey) { $0 + $1 }
    assistants.merge(other.assistants, uniquingKeysWith: Self.firstInOrder)
  }

  private static func firstInOrder(_ a: RedactedText, _ b: RedactedText) -> RedactedText {
    utf8Precedes(b.string, a.string) ? b : a
  }
}
