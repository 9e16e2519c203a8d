import Notation

extension RecordSchema {
  static let sessions = RecordSchema(
    "Bot sessions", "bot session", "One conversation of a flow bot with what the flow counted.", anchor: "startedAt", key: ["id"],
    [
      .text("id", "Id"), .time("startedAt", "Started"), .text("channel", "Channel", cut: "channel"),
      .text("channelType", "Channel type", cut: "channel-type"), .text("language", "Language", cut: "language"),
      .number("interactions", "Interactions"), .number("steps", "Step executions"), .number("messages", "Messages"),
      .number("intents", "Intent events"), .flag("isCall", "Call"), .flag("isTest", "Test"),
      .time("firstMessageAt", "First message"),
    ])
  static let calls = RecordSchema(
    "Calls", "call", "One telephone call with the bot.", anchor: "startedAt", key: ["id"],
    [
      .text("id", "Id"), .text("conversation", "Conversation"), .time("startedAt", "Started"), .time("endedAt", "Ended"),
      .number("duration", "Duration", .duration), .number("userInputs", "User inputs"), .text("channel", "Channel", cut: "channel"),
      .text("endReason", "End reason", cut: "end-reason"), .text("exitStep", "Exit step", cut: "step"),
      .text("transferTarget", "Transfer target", cut: "transfer-target"), .flag("transferred", "Transferred"), .flag("isTest", "Test"),
    ])
  static let intents = RecordSchema(
    "Intent events", "intent event", "One intent that the bot recognised.", anchor: "at",
    key: ["conversation", "at", "intent"],
    [
      .text("conversation", "Conversation"), .text("intent", "Intent", cut: "intent"), .number("score", "Match score", .share),
      .text("channel", "Channel", cut: "channel"), .time("at", "At"), .flag("isTest", "Test"),
    ])
  static let steps = RecordSchema(
    "Step executions", "step execution", "One executed step of a flow.", anchor: "at", key: ["conversation", "at", "step"],
    [
      .text("conversation", "Conversation"), .text("step", "Step", cut: "step"), .text("channel", "Channel", cut: "channel"),
      .time("at", "At"), .flag("isTest", "Test"),
    ])
  static let channels = RecordSchema(
    "Channels", "channel", "A channel of the bot.", key: ["id"],
    [
      .text("id", "Id"), .text("channel", "Channel", cut: "channel"), .text("type", "Type", cut: "channel-type"),
      .text("status", "Status"), .time("createdAt", "Created"),
    ])
  static let inboxAgents = RecordSchema(
    "Agents of the inbox", "agent", "What one human agent did, as reported.", key: ["agent"],
    [
      .text("agent", "Agent", cut: "agent"), .number("conversations", "Conversations"), .number("messages", "Messages"),
      .number("firstResponse", "Median first response", .duration),
    ])
  static let days = RecordSchema(
    "Reported days", "reported day", "What a vendor reports for one day and channel or avatar.", anchor: "day",
    key: ["day", "channel", "assistant"],
    [
      .time("day", "Day"), .text("channel", "Channel", cut: "channel"), .text("assistant", "Assistant", cut: "assistant"),
      .number("conversations", "Conversations"), .number("messages", "Messages"), .number("interactions", "Interactions"),
      .number("intents", "Intent hits"), .number("completed", "Completed"), .number("duration", "Mean duration", .duration),
      .number("tokens", "Tokens", .tokens), .number("calls", "Calls"), .number("callDuration", "Call duration", .duration),
      .number("transferred", "Transferred calls"), .number("noTurnSessions", "Sessions without a turn"),
      .number("sessionsWithFourTurns", "Sessions with four turns"), .number("turns", "Turns"), .number("failures", "Backend failures"),
    ])
}
