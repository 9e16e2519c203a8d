import Privacy
import Records

/// One conversation from everything that was said about it; nil for an empty list. A field is that of the highest rank that states it, among
/// equals that of the latest word, then of the later place; the start is the earliest, the end the latest.
func fold(_ drafts: [ConversationDraft]) -> ConversationDraft? {
  let order = drafts.sorted { a, b in
    if a.rank != b.rank { return a.rank > b.rank }
    if a.updatedAt != b.updatedAt { return a.updatedAt > b.updatedAt }
    return a.place > b.place
  }
  // Events alone make a conversation only where one of them says when it started.
  guard drafts.contains(where: { !$0.isPartial || $0.startedAt != missingInstant }), var result = order.first else { return nil }
  for other in order.dropFirst() {
    result.startedAt = earliest(result.startedAt, other.startedAt)
    result.endedAt = max(result.endedAt, other.endedAt)
    result.updatedAt = max(result.updatedAt, other.updatedAt)
    result.wasHandedOff = result.wasHandedOff ?? other.wasHandedOff
    result.hadError = result.hadError ?? other.hadError
    result.reachedGoal = result.reachedGoal ?? other.reachedGoal
    result.isTest = result.isTest || other.isTest
    if result.messageCount < 0 { result.messageCount = other.messageCount }
    if result.duration < 0 { result.duration = other.duration }
    if result.tokens < 0 { result.tokens = other.tokens }
    result.assistant = result.assistant ?? other.assistant
    result.assistantId = result.assistantId ?? other.assistantId
    result.channelId = result.channelId ?? other.channelId
    result.channel = result.channel ?? other.channel
    result.language = result.language ?? other.language
    result.sentiment = result.sentiment ?? other.sentiment
    result.handoffReason = result.handoffReason ?? other.handoffReason
    result.intent = result.intent ?? other.intent
    for tag in other.tags where !result.tags.contains(tag) { result.tags.append(tag) }
    result.hasMessages = result.hasMessages || other.hasMessages
  }
  result.messages = messages(of: order)
  return result
}

private func earliest(_ a: Int64, _ b: Int64) -> Int64 {
  a == missingInstant ? b : b == missingInstant ? a : min(a, b)
}

/// Messages of all drafts in the order of time, each once: by id, and without one by role, time and length. What one place leaves open about a
/// message, another may state.
private func messages(of drafts: [ConversationDraft]) -> [ConversationDraft.Message] {
  struct Likeness: Hashable {
    var role: MessageRole
    var at: Int64
    var characters: Int32
  }
  var kept: [ConversationDraft.Message] = []
  var byID: [UInt64: Int] = [:]
  var byLikeness: [Likeness: Int] = [:]
  for draft in drafts {
    // Two equal messages of one place are two messages.
    var own: Set<Int> = []
    for message in draft.messages {
      let likeness = Likeness(role: message.role, at: message.at, characters: message.characters)
      let known = message.id != 0 ? byID[message.id] : byLikeness[likeness].flatMap { own.contains($0) ? nil : $0 }
      if let known {
        kept[known].complete(with: message)
        own.insert(known)
        continue
      }
      own.insert(kept.count)
      if message.id != 0 { byID[message.id] = kept.count } else { byLikeness[likeness] = kept.count }
      kept.append(message)
    }
  }
  return kept.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
}

extension ConversationDraft.Message {
  fileprivate mutating func complete(with other: Self) {
    if role == .other { role = other.role }
    if at == missingInstant { at = other.at }
    if latency < 0 { latency = other.latency }
    if inputTokens < 0 { inputTokens = other.inputTokens }
    if outputTokens < 0 { outputTokens = other.outputTokens }
    if characters < 0 { characters = other.characters }
    marks.formUnion(other.marks)
    matches |= other.matches
  }
}

/// Folded drafts as rows of a batch.
struct DraftWriter {
  private(set) var batch = ConversationBatch()
  private(set) var lexicons = Lexicons()
  private let redactor: Redactor
  private let keepsIdentifiers: Bool
  private let patterns: PatternSet

  init(_ redactor: Redactor, keepsIdentifiers: Bool = false, patterns: PatternSet = .none) {
    self.patterns = patterns
    self.redactor = redactor
    self.keepsIdentifiers = keepsIdentifiers
  }

  /// Rows that follow are of this vendor: all rows of a batch are of one.
  mutating func begin(_ vendor: Vendor, _ sink: inout some ConversationSink) {
    if batch.vendor != vendor { hand(to: &sink) }
    batch.vendor = vendor
  }

  /// Gives the rows so far to a sink.
  mutating func hand(to sink: inout some ConversationSink) {
    batch.lexicons = lexicons
    if batch.count > 0 { sink.consume(batch) }
    batch.reset()
  }

  /// Adds a row; gives its last moment.
  mutating func append(_ draft: ConversationDraft, identity: UInt64, source: SnapshotSource) -> Int64 {
    let times = draft.messages.map(\.at).filter { $0 != missingInstant }
    let first = earliest(draft.startedAt, times.min() ?? missingInstant)
    var last = max(draft.endedAt, times.max() ?? missingInstant)
    if last == missingInstant, first != missingInstant, draft.duration >= 0, draft.duration < 1 << 40 {
      last = first + draft.duration * 1000
    }
    if last == missingInstant { last = max(first, draft.updatedAt) }
    batch.identity.append(identity)
    batch.firstAt.append(first)
    batch.lastAt.append(last)
    batch.flags.append(flags(draft, first, last))
    batch.messageCount.append(draft.messageCount < 0 && draft.hasMessages ? Int32(clamping: draft.messages.count) : draft.messageCount)
    batch.meanLatency.append(meanLatency(draft))
    appendTexts(draft, source.name)
    batch.version.append(-1)
    batch.tokens.append(unsplitTokens(draft))
    batch.contact.append(0)
    appendMessages(draft)
    if !patterns.isEmpty { appendMatches(of: draft, patterns, to: &batch) }
    if keepsIdentifiers {
      Array(draft.id.utf8).withUnsafeBufferPointer { batch.identifiers.append($0, seed: identifierSeed(source: source.id)) }
    }
    batch.count += 1
    return last
  }

  private func flags(_ draft: ConversationDraft, _ first: Int64, _ last: Int64) -> ConversationFlags {
    var flags: ConversationFlags = []
    switch draft.wasHandedOff {
    case true?: flags.insert(.handoff)
    case nil: flags.insert(.handoffUnknown)
    case false?: break
    }
    if draft.hadError == true { flags.insert(.error) }
    if let reached = draft.reachedGoal {
      flags.insert(.goalKnown)
      if reached { flags.insert(.goalReached) }
    }
    if draft.isTest { flags.insert(.test) }
    if draft.hasMessages { flags.insert(.hasMessages) }
    if draft.messages.contains(where: { $0.role == .user }) { flags.insert(.userSpoke) }
    if first != missingInstant, last != missingInstant, last < first { flags.insert(.impossibleTime) }
    return flags
  }

  /// Tokens that the messages do not carry themselves, so that nothing is counted twice; -1 when there are none or nothing states them.
  private func unsplitTokens(_ draft: ConversationDraft) -> Int32 {
    guard draft.tokens >= 0 else { return -1 }
    let counts = draft.messages.flatMap { [$0.inputTokens, $0.outputTokens] }.filter { $0 >= 0 }
    let rest = draft.tokens - counts.reduce(0) { $0 + Int64($1) }
    return counts.isEmpty ? Int32(clamping: rest) : rest > 0 ? Int32(clamping: rest) : -1
  }

  /// Mean of the answers' latencies, half up; -1 when none is known.
  private func meanLatency(_ draft: ConversationDraft) -> Int32 {
    let known = draft.messages.filter { $0.latency >= 0 && $0.role == .assistant }.map { Int64($0.latency) }
    guard !known.isEmpty else { return -1 }
    return Int32(clamping: (2 * known.reduce(0, +) + Int64(known.count)) / (2 * Int64(known.count)))
  }

  private mutating func appendTexts(_ draft: ConversationDraft, _ source: String) {
    let redacted = redactor.redact(UntrustedText(source))
    batch.inbox.append(code(draft.channel, &lexicons.inbox))
    let assistant = code(draft.assistant, &lexicons.assistant)
    batch.assistant.append(assistant)
    batch.sentiment.append(code(draft.sentiment, &lexicons.sentiment))
    batch.resources.append(-1)
    batch.shift.append(-1)
    batch.quality.append(-1)
    batch.handoffReason.append(code(draft.handoffReason, &lexicons.handoffReason))
    batch.risk.append(-1)
    batch.intent.append(code(draft.intent, &lexicons.intent))
    batch.model.append(-1)
    batch.source.append(code(redacted, &lexicons.source))
    batch.language.append(code(draft.language, &lexicons.language))
    for tag in draft.tags { batch.tags.values.append(code(tag, &lexicons.tag)) }
    batch.tags.offsets.append(Int32(truncatingIfNeeded: batch.tags.values.count))
    batch.skills.offsets.append(Int32(truncatingIfNeeded: batch.skills.values.count))
    if assistant >= 0 { batch.participants.values.append(assistant) }
    batch.participants.offsets.append(Int32(truncatingIfNeeded: batch.participants.values.count))
  }

  private mutating func appendMessages(_ draft: ConversationDraft) {
    for message in draft.messages {
      batch.messages.role.append(message.role.rawValue)
      batch.messages.winback.append(0)
      batch.messages.at.append(message.at)
      batch.messages.latency.append(message.latency)
      batch.messages.inputTokens.append(message.inputTokens)
      batch.messages.outputTokens.append(message.outputTokens)
      batch.messages.cost.append(.nan)
      batch.messages.characters.append(message.characters)
      batch.messages.marks.append(message.marks)
    }
    batch.citedItems.offsets.append(0)
    batch.messages.offsets.append(Int32(truncatingIfNeeded: batch.messages.role.count))
    batch.toolCalls.offsets.append(Int32(truncatingIfNeeded: batch.toolCalls.tool.count))
  }
}

/// The code of a text that passed redaction before; -1 without one.
private func code(_ text: RedactedText?, _ lexicon: inout Lexicon) -> Int32 {
  guard let text else { return -1 }
  return Array(text.string.utf8).withUnsafeBufferPointer { lexicon.code(for: $0) { _ in text } }
}
