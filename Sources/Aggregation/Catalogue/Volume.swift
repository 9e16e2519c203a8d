import Notation

extension MetricCatalogue {
  /// How much happened.
  static let volume: [Metric] = [
    Metric(
      "vol.conversations", .volume, "Conversations", "All conversations whose last message is in the period, each counted once.",
      formula: "|C|", .count, .neutral, .all, .count(.everything),
      synonyms: ["conversations_count", "Total sessions", "Sessions", "Episodes"]),
    Metric(
      "vol.conversations_started", .volume, "Conversations started", short: "Started",
      "All conversations whose first message is in the period: the measure of demand.", formula: "|C| by first message", .count, .neutral,
      .all, by: .firstMessage, .count(.everything), synonyms: ["New conversations"]),
    Metric(
      "vol.engaged", .volume, "Engaged conversations", short: "Engaged",
      "Conversations in which the user wrote at least one message. Where the export has no messages: conversations of two or more messages.",
      formula: "|E|", .count, .neutral, .engaged, by: .firstMessage, .count(.engaged), needs: .engagement, synonyms: ["Engaged sessions"]),
    Metric(
      "vol.engaged_rate", .volume, "Engaged rate",
      "Share of conversations in which the user wrote at least one message; conversations for which this is unknown are left out.",
      formula: "|E| / |C with known engagement|", .share, .higherIsBetter, .all, by: .firstMessage, .share(.engaged, of: .engagementKnown),
      needs: .engagement, synonyms: ["Engaged session rate"]),
    Metric(
      "vol.messages", .volume, "Messages in conversations", short: "Messages",
      "Messages of the conversations of the period, by the export's message count; a conversation brings all its messages, also older ones.",
      formula: "Σ message_count over C", .count, .neutral, .all, .sum([.messageCount], where: .everything), needs: .messageCount,
      synonyms: ["total_messages"]),
    Metric(
      "vol.messages_sent", .volume, "Messages sent", "Messages of both sides written in the period, by the time of the message.",
      formula: "|M|", .count, .neutral, .messages, by: .message, .items(.message), needs: .messages,
      synonyms: ["Incoming and outgoing messages"]),
    Metric(
      "vol.messages_user", .volume, "User messages", "Messages of users written in the period.", formula: "|Mu|", .count, .neutral,
      .userMessages, by: .message, .items(.userMessage), needs: .messages, synonyms: ["Incoming messages"]),
    Metric(
      "vol.messages_assistant", .volume, "Assistant messages",
      "Messages of assistants written in the period; win-back messages are left out.", formula: "|Ma|", .count, .neutral,
      .assistantMessages, by: .message, .items(.assistantMessage), needs: .messages, synonyms: ["Outgoing messages", "total_ai_messages"]),
    Metric(
      "vol.msgs_per_conv_mean", .volume, "Messages per conversation, mean", short: "Mean messages",
      "Mean number of messages of a conversation, both sides together.", formula: "Σ message_count / |C with a message count|", .rate,
      .neutral, .all, .mean(.messageCount, where: .everything), needs: .messageCount,
      synonyms: ["Conversation depth", "average_turn_count"]),
    Metric(
      "vol.msgs_per_conv_median", .volume, "Messages per conversation, median", short: "Median messages",
      "Half of the conversations have at most this many messages.", formula: "p50 of message_count over C", .rate, .neutral, .all,
      .quantile(.messageCount, 0.5, where: .everything), needs: .messageCount),
    Metric(
      "vol.msgs_per_conv_p95", .volume, "Messages per conversation, 95% line", short: "Messages, 95% line",
      "95 of 100 conversations have at most this many messages.", formula: "p95 of message_count over C", .rate, .neutral, .all,
      .quantile(.messageCount, 0.95, where: .everything), needs: .messageCount),
    Metric(
      "vol.short_share", .volume, "Very short conversations", "Share of conversations with very few messages (3 or fewer unless set).",
      formula: "|message_count ≤ 3| / |C with a message count|", .share, .lowerIsBetter, .all,
      .share(.value(.length, 1), of: .value(.length, 1, 2, 3)), needs: .messageCount),
    Metric(
      "vol.long_share", .volume, "Very long conversations", "Share of conversations with very many messages (20 or more unless set).",
      formula: "|message_count ≥ 20| / |C with a message count|", .share, .lowerIsBetter, .all,
      .share(.value(.length, 3), of: .value(.length, 1, 2, 3)), needs: .messageCount),
    Metric(
      "vol.users", .volume, "Users", "Different contacts with a conversation in the period; a contact counts once, on however many days.",
      formula: "distinct contacts over C", .count, .neutral, .all, .contacts, needs: .contact, synonyms: ["unique_users", "Actual users"]),
    Metric(
      "vol.conv_per_user", .volume, "Conversations per user", "Conversations with a known contact, per contact.",
      formula: "|C with a contact| / distinct contacts", .rate, .neutral, .all, .perContact, needs: .contact),
    Metric(
      "vol.hourly_starts", .volume, "Conversations started per hour", short: "Starts per hour",
      "Mean number of conversations started in an hour on the clock. An hour that the clock skips or repeats counts as often as it occurs.",
      formula: "|C by first message| / number of such hours in the covered days", .rate, .neutral, .all, by: .firstMessage,
      .perHour(.everything), synonyms: ["Peak hours", "Conversation traffic"]),
    Metric(
      "vol.per_day", .volume, "Conversations per day", short: "Per day",
      "Mean number of conversations per day, from the first to the last day with data.", formula: "|C| / covered days", .rate, .neutral,
      .all, .perDay(.everything)),
  ]
}

extension Requirement {
  static let engagement = field("message_count", .conversation(.engagementKnown))
}
