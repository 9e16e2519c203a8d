/// Which conversations (or messages, or calls) a metric speaks about.
public enum Population: String, Sendable, CaseIterable, Hashable {
  /// All conversations.
  case all = "C"
  /// Engaged conversations.
  case engaged = "E"
  /// Handed off.
  case handedOff = "H"
  /// Not handed off.
  case deflected = "D"
  /// Scored.
  case scored = "S"
  /// Scored and not handed off.
  case scoredDeflected = "SD"
  /// Scored and handed off.
  case scoredHandedOff = "SH"
  /// Scored, with a judgement of the resources used.
  case toolsJudged = "T"
  /// Messages.
  case messages = "M"
  /// Messages of the assistant.
  case assistantMessages = "Ma"
  /// Messages of the user.
  case userMessages = "Mu"
  /// Tool calls.
  case toolCalls = "Tc"
  /// Records of the kind that the metric names: ratings, simulations, calls.
  case records = "R"

  /// A short name for headings.
  public var title: String {
    switch self {
    case .all: "All conversations"
    case .engaged: "Engaged conversations"
    case .handedOff: "Hand-offs"
    case .deflected: "Deflected conversations"
    case .scored: "Scored conversations"
    case .scoredDeflected: "Scored deflected conversations"
    case .scoredHandedOff: "Scored hand-offs"
    case .toolsJudged: "Conversations with judged resources"
    case .messages: "Messages"
    case .assistantMessages: "Assistant messages"
    case .userMessages: "User messages"
    case .toolCalls: "Tool calls"
    case .records: "Records"
    }
  }

  /// One plain sentence.
  public var definition: String {
    switch self {
    case .all: "Every conversation of the period, counted once."
    case .engaged:
      "Conversations with at least one message of the user. Where the export has no messages, conversations of two or more messages."
    case .handedOff: "Conversations that were handed to a person."
    case .deflected: "Conversations known not to have been handed to a person."
    case .scored: "Conversations that carry a sentiment label."
    case .scoredDeflected: "Scored conversations that were not handed to a person."
    case .scoredHandedOff: "Scored conversations that were handed to a person."
    case .toolsJudged: "Scored conversations in which resources were used and judged."
    case .messages: "Every message of both sides."
    case .assistantMessages: "Messages of the assistant, without win-back messages."
    case .userMessages: "Messages of the user."
    case .toolCalls: "Every call of a tool by an assistant."
    case .records: "What a vendor lists beside conversations, each once: ratings, conversion events, calls, simulations, results of evals."
    }
  }
}

/// Which of its times puts a record into a period.
public enum Anchor: String, Sendable, CaseIterable, Hashable {
  /// Time of the last message of the conversation.
  case lastMessage = "L"
  /// Time of the first message of the conversation.
  case firstMessage = "F"
  /// Time of the tool call; the conversation's last message where a call has no time.
  case toolCall = "K"
  /// Time of the message; the conversation's last message where a message has no time.
  case message = "M"
  /// Time of the record: rated at, occurred at, started at.
  case record = "O"
  /// When the list was taken from the vendor.
  case capture = "A"
  /// The vendor's own window.
  case vendor = "V"

  /// The letter used in tables.
  public var letter: String { rawValue }

  /// In words, to follow "counted by".
  public var words: String {
    switch self {
    case .lastMessage: "time of the last message"
    case .firstMessage: "time of the first message"
    case .toolCall: "time of the tool call"
    case .message: "time of the message"
    case .record: "time of the record itself"
    case .capture: "day on which the list was taken from the vendor"
    case .vendor: "window that the vendor states"
    }
  }
}
