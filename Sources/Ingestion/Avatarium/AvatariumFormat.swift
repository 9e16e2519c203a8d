import Records

extension VendorFormat {
  /// Everything that Avatarium exports. Kinds that say what they are by name come before those known by their rows.
  static let avatarium = VendorFormat(
    .avatarium,
    bodies: [
      .avatariumOverview, .avatariumAvatarAnalytics, .avatariumSeries, .avatariumEvents, .avatariumConversation,
      .avatariumConversations, .avatariumTranscripts, .avatariumConversationTable,
    ],
    join: joinAvatarium)
}

/// Names of a field as the two generations of the interface and the tables write it.
enum AvatariumName {
  static let conversation = ["id", "conversationId", "conversation_id"]
  static let reference = ["conversationId", "conversation_id"]
  static let avatar = ["avatarId", "avatar_id"]
  static let avatarName = ["avatarName", "avatar_name"]
  static let start = ["createdAt", "startedAt", "created_at", "started_at"]
  static let end = ["endedAt", "ended_at"]
  static let update = ["updatedAt", "updated_at"]
  static let duration = ["duration", "durationSeconds", "duration_seconds"]
  static let messageCount = ["messageCount", "message_count"]
  static let tokens = ["tokenUsage", "token_usage", "aiTokens", "ai_tokens"]
  static let reason = ["escalationReason", "escalation_reason"]
  static let messageTime = ["createdAt", "created_at", "timestamp"]
}
