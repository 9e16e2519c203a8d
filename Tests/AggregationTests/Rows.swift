import Privacy
import Records

/// One message written out by hand.
struct MessageRow {
  var role: MessageRole = .assistant
  var winback = false
  var at: Int64?
  var latency: Int32?
  var input: Int32?
  var output: Int32?
  var cost: Double?
  var characters: Int32?
  var marks: MessageMarks = []
}

/// One tool call written out by hand.
struct CallRow {
  var tool = "search"
  var success: Bool?
  var duration: Int32?
  var at: Int64?
}

/// One conversation written out by hand: the readable form of a row of a batch.
struct Row {
  var first: Int64?
  var last: Int64?
  var handoff: Bool?
  var error = false
  var count: Int32?
  var meanLatency: Int32?
  var sentiment: String?
  var resources: String?
  var shift: String?
  var quality: String?
  var reason: String?
  var risk: String?
  var assistant: String?
  var version: Int32?
  var inbox: String?
  var model: String?
  var intent: String?
  var contact: UInt64 = 0
  var source: String?
  /// Messages when it was scored.
  var scoredCount: Int32?
  var tags: [String] = []
  var skills: [String] = []
  var participants: [String] = []
  var winback = false
  var winbackAnswered = false
  var cited = false
  var items: [String] = []
  var impossible = false
  /// nil: the export has no messages of this conversation.
  var messages: [MessageRow]?
  var calls: [CallRow] = []

  var userSpoke: Bool { messages?.contains { $0.role == .user } ?? false }
}

/// Microseconds of a UTC time.
func utc(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 12, _ minute: Int = 0, _ second: Int = 0) -> Int64 {
  let date = CalendarDay(year: year, month: month, day: day)?.ordinal ?? 0
  return (Int64(date) * 86_400 + Int64(hour * 3600 + minute * 60 + second)) * 1_000_000
}

/// Rows as a batch of one worker's codes.
struct BatchBuilder {
  var lexicons = Lexicons()

  mutating func batch(_ rows: [Row]) -> ConversationBatch {
    var b = ConversationBatch()
    b.count = rows.count
    for row in rows {
      b.identity.append(UInt64(b.identity.count))
      b.firstAt.append(row.first ?? missingInstant)
      b.lastAt.append(row.last ?? missingInstant)
      b.flags.append(flags(row))
      b.messageCount.append(row.count ?? -1)
      b.meanLatency.append(row.meanLatency ?? -1)
      b.sentiment.append(code(&lexicons.sentiment, row.sentiment))
      b.resources.append(code(&lexicons.resources, row.resources))
      b.shift.append(code(&lexicons.shift, row.shift))
      b.quality.append(code(&lexicons.quality, row.quality))
      b.handoffReason.append(code(&lexicons.handoffReason, row.reason))
      b.risk.append(code(&lexicons.risk, row.risk))
      b.assistant.append(code(&lexicons.assistant, row.assistant))
      b.version.append(row.version ?? -1)
      b.inbox.append(code(&lexicons.inbox, row.inbox))
      b.model.append(code(&lexicons.model, row.model))
      b.intent.append(code(&lexicons.intent, row.intent))
      b.contact.append(row.contact)
      b.source.append(code(&lexicons.source, row.source))
      b.language.append(-1)
      b.tokens.append(-1)
      for tag in row.tags { b.tags.values.append(code(&lexicons.tag, tag)) }
      b.tags.offsets.append(Int32(b.tags.values.count))
      for skill in row.skills { b.skills.values.append(code(&lexicons.skill, skill)) }
      b.skills.offsets.append(Int32(b.skills.values.count))
      for name in row.participants { b.participants.values.append(code(&lexicons.assistant, name)) }
      b.participants.offsets.append(Int32(b.participants.values.count))
      for item in row.items { b.citedItems.values.append(code(&lexicons.item, item)) }
      b.citedItems.offsets.append(Int32(b.citedItems.values.count))
      append(row.messages ?? [], to: &b.messages)
      append(row.calls, to: &b.toolCalls)
    }
    b.lexicons = lexicons
    return b
  }

  private func flags(_ row: Row) -> ConversationFlags {
    var flags: ConversationFlags = []
    switch row.handoff {
    case true?: flags.insert(.handoff)
    case nil: flags.insert(.handoffUnknown)
    case false?: break
    }
    if row.error { flags.insert(.error) }
    if row.winback { flags.insert(.winbackSent) }
    if row.winbackAnswered { flags.insert(.winbackAnswered) }
    if row.messages != nil { flags.insert(.hasMessages) }
    if row.userSpoke { flags.insert(.userSpoke) }
    if row.cited { flags.insert(.cited) }
    if let scored = row.scoredCount, let count = row.count {
      flags.insert(.scoringKnown)
      if scored < count { flags.insert(.scoredEarly) }
    }
    if row.impossible { flags.insert(.impossibleTime) }
    return flags
  }

  private mutating func append(_ messages: [MessageRow], to columns: inout MessageColumns) {
    for m in messages {
      columns.role.append(m.role.rawValue)
      columns.winback.append(m.winback ? 1 : 0)
      columns.at.append(m.at ?? missingInstant)
      columns.latency.append(m.latency ?? -1)
      columns.inputTokens.append(m.input ?? -1)
      columns.outputTokens.append(m.output ?? -1)
      columns.cost.append(m.cost ?? .nan)
      columns.characters.append(m.characters ?? -1)
      columns.marks.append(m.marks)
    }
    columns.offsets.append(Int32(columns.role.count))
  }

  private mutating func append(_ calls: [CallRow], to columns: inout ToolCallColumns) {
    for c in calls {
      columns.tool.append(code(&lexicons.tool, c.tool))
      columns.success.append(c.success.map { $0 ? 1 : 0 } ?? 2)
      columns.duration.append(c.duration ?? -1)
      columns.at.append(c.at ?? missingInstant)
    }
    columns.offsets.append(Int32(columns.tool.count))
  }

  private func code(_ lexicon: inout Lexicon, _ text: String?) -> Int32 {
    guard let text else { return -1 }
    return Array(text.utf8).withUnsafeBufferPointer { lexicon.code(for: $0) { Redactor().redact($0) } }
  }
}
