extension ConversationBatch {
  /// Empties all columns and keeps their memory, so that one batch serves block after block.
  public mutating func reset() {
    count = 0
    identity.removeAll(keepingCapacity: true)
    firstAt.removeAll(keepingCapacity: true)
    lastAt.removeAll(keepingCapacity: true)
    flags.removeAll(keepingCapacity: true)
    messageCount.removeAll(keepingCapacity: true)
    meanLatency.removeAll(keepingCapacity: true)
    sentiment.removeAll(keepingCapacity: true)
    resources.removeAll(keepingCapacity: true)
    shift.removeAll(keepingCapacity: true)
    quality.removeAll(keepingCapacity: true)
    handoffReason.removeAll(keepingCapacity: true)
    risk.removeAll(keepingCapacity: true)
    assistant.removeAll(keepingCapacity: true)
    version.removeAll(keepingCapacity: true)
    inbox.removeAll(keepingCapacity: true)
    model.removeAll(keepingCapacity: true)
    intent.removeAll(keepingCapacity: true)
    source.removeAll(keepingCapacity: true)
    language.removeAll(keepingCapacity: true)
    tokens.removeAll(keepingCapacity: true)
    contact.removeAll(keepingCapacity: true)
    tags.reset()
    skills.reset()
    participants.reset()
    citedItems.reset()
    messages.reset()
    toolCalls.reset()
    matches.removeAll(keepingCapacity: true)
    // Lexicons that are held twice would be copied with the next name.
    lexicons = nil
    firstMatches.reset()
    identifiers.reset()
  }
}

extension CodeLists {
  /// No rows; memory is kept.
  public mutating func reset() {
    offsets.removeAll(keepingCapacity: true)
    offsets.append(0)
    values.removeAll(keepingCapacity: true)
  }
}

extension MessageColumns {
  /// No rows; memory is kept.
  public mutating func reset() {
    offsets.removeAll(keepingCapacity: true)
    offsets.append(0)
    role.removeAll(keepingCapacity: true)
    winback.removeAll(keepingCapacity: true)
    at.removeAll(keepingCapacity: true)
    latency.removeAll(keepingCapacity: true)
    inputTokens.removeAll(keepingCapacity: true)
    outputTokens.removeAll(keepingCapacity: true)
    cost.removeAll(keepingCapacity: true)
    characters.removeAll(keepingCapacity: true)
    marks.removeAll(keepingCapacity: true)
  }
}

extension ToolCallColumns {
  /// No rows; memory is kept.
  public mutating func reset() {
    offsets.removeAll(keepingCapacity: true)
    offsets.append(0)
    tool.removeAll(keepingCapacity: true)
    success.removeAll(keepingCapacity: true)
    duration.removeAll(keepingCapacity: true)
    at.removeAll(keepingCapacity: true)
  }
}
