/// A share that only scored conversations can show, with what it could be over all of them: at least, if no unscored conversation has
/// the property; at most, if all have it (C. F. Manski, American Economic Review 1990).
public struct ScoredShare: Sendable, Hashable {
  /// Scored conversations with the property, scored conversations, and all conversations.
  public var count, scored, conversations: Int

  /// Counts; more scored conversations than conversations count as all of them.
  public init(count: Int, scored: Int, conversations: Int) {
    self.count = max(0, count)
    self.scored = max(self.count, scored)
    self.conversations = max(self.scored, conversations)
  }

  /// Of the scored ones, 0…1; nil without one.
  public var share: Double? { scored > 0 ? Double(count) / Double(scored) : nil }
  /// Of all, if no unscored one has the property; nil without a conversation.
  public var low: Double? { conversations > 0 ? Double(count) / Double(conversations) : nil }
  /// Of all, if every unscored one has it.
  public var high: Double? { conversations > 0 ? Double(count + unscored) / Double(conversations) : nil }
  /// Conversations without a score.
  public var unscored: Int { conversations - scored }
  /// Scored of all, 0…1; nil without a conversation.
  public var coverage: Double? { conversations > 0 ? Double(scored) / Double(conversations) : nil }
}
