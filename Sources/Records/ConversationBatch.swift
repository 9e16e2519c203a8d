/// Yes/no facts of one conversation.
public struct ConversationFlags: OptionSet, Sendable, Hashable {
  /// Bits.
  public let rawValue: UInt16
  /// From bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Escalated to a person.
  public static let handoff = ConversationFlags(rawValue: 1 << 0)
  /// Timeout or error of the assistant.
  public static let error = ConversationFlags(rawValue: 1 << 1)
  /// A win-back message was sent.
  public static let winbackSent = ConversationFlags(rawValue: 1 << 2)
  /// A message of the user came after the win-back (known only with messages).
  public static let winbackAnswered = ConversationFlags(rawValue: 1 << 3)
  /// The export holds this conversation's messages (present and, when `message_count` > 0, not empty).
  public static let hasMessages = ConversationFlags(rawValue: 1 << 4)
  /// At least one message of the user (known only with messages).
  public static let userSpoke = ConversationFlags(rawValue: 1 << 5)
  /// At least one knowledge citation (known only with messages).
  public static let cited = ConversationFlags(rawValue: 1 << 6)
  /// The last message is before the first, or in the future of the export.
  public static let impossibleTime = ConversationFlags(rawValue: 1 << 7)
  /// `has_handoff` was absent or null: the outcome is unknown, the row counts neither as handed off nor as deflected.
  public static let handoffUnknown = ConversationFlags(rawValue: 1 << 8)
  /// At least one goal of the conversation was reached (known only with `goalKnown`).
  public static let goalReached = ConversationFlags(rawValue: 1 << 9)
  /// The vendor says of this conversation whether a goal was reached.
  public static let goalKnown = ConversationFlags(rawValue: 1 << 10)
  /// Test traffic: made by the team, not by a customer.
  public static let test = ConversationFlags(rawValue: 1 << 11)
  /// The export says how many messages there were when the conversation was scored.
  public static let scoringKnown = ConversationFlags(rawValue: 1 << 12)
  /// It was scored before it ended: it has more messages than were scored.
  public static let scoredEarly = ConversationFlags(rawValue: 1 << 13)
}

/// A list of codes for every row: row `i` owns `values[offsets[i]..<offsets[i + 1]]`.
public struct CodeLists: Sendable {
  /// One more than rows; starts with 0.
  public var offsets: [Int32] = [0]
  /// Codes of a lexicon.
  public var values: [Int32] = []
  /// No rows.
  public init() {}
}

/// Who wrote a message.
public enum MessageRole: UInt8, Sendable, CaseIterable {
  case user = 0, assistant = 1, other = 2
}

/// Yes/no facts of one message.
public struct MessageMarks: OptionSet, Sendable, Hashable {
  /// Bits.
  public let rawValue: UInt8
  /// From bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Its metadata carries the hand-off.
  public static let handoff = MessageMarks(rawValue: 1 << 0)
  /// Its last sentence asks something; messages of assistants only.
  public static let question = MessageMarks(rawValue: 1 << 1)
}

/// Messages of the conversations of one batch, as columns. No text is kept.
public struct MessageColumns: Sendable {
  /// Conversation row `i` owns messages `offsets[i]..<offsets[i + 1]`; starts with 0.
  public var offsets: [Int32] = [0]
  /// `MessageRole.rawValue`.
  public var role: [UInt8] = []
  /// 1 for a win-back message, else 0.
  public var winback: [UInt8] = []
  /// Microseconds since the epoch, or `missingInstant`.
  public var at: [Int64] = []
  /// Response latency in milliseconds, or -1.
  public var latency: [Int32] = []
  /// Tokens, or -1.
  public var inputTokens: [Int32] = []
  /// Tokens, or -1.
  public var outputTokens: [Int32] = []
  /// US dollars, or NaN.
  public var cost: [Double] = []
  /// Characters (Unicode scalars) of the text, or -1.
  public var characters: [Int32] = []
  /// Yes/no facts.
  public var marks: [MessageMarks] = []
  /// No messages.
  public init() {}
}

/// Tool calls of the assistant in the conversations of one batch, as columns.
public struct ToolCallColumns: Sendable {
  /// Conversation row `i` owns calls `offsets[i]..<offsets[i + 1]`; starts with 0.
  public var offsets: [Int32] = [0]
  /// Code in `Lexicons.tool`.
  public var tool: [Int32] = []
  /// 1 success, 0 failure, 2 not stated.
  public var success: [UInt8] = []
  /// Milliseconds, or -1.
  public var duration: [Int32] = []
  /// Microseconds since the epoch (the call's own time, else its message's), or `missingInstant`.
  public var at: [Int64] = []
  /// No calls.
  public init() {}
}

/// A block of conversations as columns: what ingestion hands to aggregation. All columns have `count` entries; -1 and
/// `missingInstant` mean "not in the export", never zero.
public struct ConversationBatch: Sendable {
  /// Rows.
  public var count = 0
  /// Whose conversations these are; all rows of a batch are of one vendor. nil in batches made by hand.
  public var vendor: Vendor?
  /// Fingerprint of (source, project, conversation id).
  public var identity: [UInt64] = []
  /// First and last message, microseconds since the epoch, or `missingInstant`.
  public var firstAt: [Int64] = []
  /// See `firstAt`.
  public var lastAt: [Int64] = []
  /// Yes/no facts.
  public var flags: [ConversationFlags] = []
  /// All messages of both sides, or -1.
  public var messageCount: [Int32] = []
  /// The vendor's mean response latency of the conversation in milliseconds, or -1.
  public var meanLatency: [Int32] = []
  /// Codes in `Lexicons.sentiment` and so on, or -1 when the label is absent.
  public var sentiment: [Int32] = []
  /// See `sentiment`.
  public var resources: [Int32] = []
  /// See `sentiment`.
  public var shift: [Int32] = []
  /// See `sentiment`.
  public var quality: [Int32] = []
  /// See `sentiment`.
  public var handoffReason: [Int32] = []
  /// See `sentiment`.
  public var risk: [Int32] = []
  /// Last active assistant, code or -1.
  public var assistant: [Int32] = []
  /// Its version, or -1.
  public var version: [Int32] = []
  /// Inbox (channel), code or -1.
  public var inbox: [Int32] = []
  /// Model, code or -1.
  public var model: [Int32] = []
  /// User intent, code or -1.
  public var intent: [Int32] = []
  /// Display name of the source, code in `Lexicons.source`, or -1.
  public var source: [Int32] = []
  /// Language as delivered (`de`, `en`), code in `Lexicons.language`, or -1.
  public var language: [Int32] = []
  /// Tokens of the whole conversation where the vendor does not split them by message and direction, or -1.
  public var tokens: [Int32] = []
  /// Pseudonym of the contact, 0 when unknown or not configured.
  public var contact: [UInt64] = []
  /// Tags.
  public var tags = CodeLists()
  /// Skills loaded.
  public var skills = CodeLists()
  /// Assistants that took part (codes of `Lexicons.assistant`, without repeats).
  public var participants = CodeLists()
  /// Items of knowledge that the answers cite, without repeats (codes of `Lexicons.item`); empty lists where the export has no messages.
  public var citedItems = CodeLists()
  /// Messages, empty lists where the export has none.
  public var messages = MessageColumns()
  /// Tool calls, empty lists where the export has none.
  public var toolCalls = ToolCallColumns()

  /// Which patterns of the project the texts of each conversation match, a bit each; empty where the project has no patterns.
  public var matches: [UInt64] = []
  /// When they first matched; no lists where the project has no patterns.
  public var firstMatches = FirstMatches()

  /// The names behind the codes, while a batch is handed over, for sinks that look at names row by row; nil in batches made by hand.
  public var lexicons: Lexicons?

  /// Ids as delivered; empty unless ingestion was asked to keep them.
  public var identifiers = IdentifierColumn()

  /// No rows.
  public init() {}
}

/// The lexicons behind the codes of the batches of one worker.
public struct Lexicons: Sendable {
  /// Assistant names.
  public var assistant = Lexicon()
  /// Inbox names.
  public var inbox = Lexicon()
  /// Model names.
  public var model = Lexicon()
  /// User intents as written.
  public var intent = Lexicon()
  /// Tags.
  public var tag = Lexicon()
  /// Skills.
  public var skill = Lexicon()
  /// Tool names.
  public var tool = Lexicon()
  /// Items of knowledge, by the vendor's id.
  public var item = Lexicon()
  /// Display names of sources.
  public var source = Lexicon()
  /// Languages.
  public var language = Lexicon()
  /// Labels start with the documented values at fixed codes (`SentimentLabel` …); labels of the future follow.
  public var sentiment = Lexicon(known: ["negative", "neutral", "positive"])
  /// Resource quality.
  public var resources = Lexicon(known: ["irrelevant", "partial", "relevant"])
  /// Sentiment shift.
  public var shift = Lexicon(known: ["improved", "stable", "degraded"])
  /// Deflection quality.
  public var quality = Lexicon(known: ["resolved", "partial", "actioned", "no_response"])
  /// Hand-off reason.
  public var handoffReason = Lexicon(known: ["policy", "user_request", "frustration", "bot_limitation"])
  /// Re-contact risk.
  public var risk = Lexicon(known: ["low", "medium", "high"])

  /// Empty but for the documented labels.
  public init() {}
}

/// Fixed codes of `Lexicons.sentiment`.
public enum SentimentLabel { public static let negative: Int32 = 0, neutral: Int32 = 1, positive: Int32 = 2 }
/// Fixed codes of `Lexicons.resources`.
public enum ResourcesLabel { public static let irrelevant: Int32 = 0, partial: Int32 = 1, relevant: Int32 = 2 }
/// Fixed codes of `Lexicons.shift`.
public enum ShiftLabel { public static let improved: Int32 = 0, stable: Int32 = 1, degraded: Int32 = 2 }
/// Fixed codes of `Lexicons.quality`.
public enum QualityLabel { public static let resolved: Int32 = 0, partial: Int32 = 1, actioned: Int32 = 2, noResponse: Int32 = 3 }
/// Fixed codes of `Lexicons.handoffReason`.
public enum HandoffReasonLabel {
  public static let policy: Int32 = 0, userRequest: Int32 = 1, frustration: Int32 = 2, botLimitation: Int32 = 3
}
/// Fixed codes of `Lexicons.risk`.
public enum RiskLabel { public static let low: Int32 = 0, medium: Int32 = 1, high: Int32 = 2 }
