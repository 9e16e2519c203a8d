import CSimdJSON
import Privacy
import Records

/// Rows of Studio Chat exports into the columns of a batch. One belongs to one worker.
struct RowDecoder: ~Copyable {
  /// What a row of one file is measured against.
  struct FileFrame {
    /// Seed of identities: source and project.
    var identitySeed: UInt64
    /// A time stamp later than this, in microseconds, is impossible.
    var latestPossible: Int64
    /// Columns of a CSV export; nil for rows that are JSON.
    var table: CSVTable?
  }

  /// A row that cannot be used.
  struct Rejection {
    var reason: RejectionReason
    var field: String?
  }

  /// How much a row says, least first.
  enum Completeness: Int, Comparable, Sendable {
    case summary, tableRow, row, messages
    static func < (a: Completeness, b: Completeness) -> Bool { a.rawValue < b.rawValue }
  }

  var batch = ConversationBatch()
  var lexicons = Lexicons()
  private(set) var record = csj_record()
  private let decoder: OpaquePointer?
  private let cells: OpaquePointer?
  private let redactor: Redactor
  private let pseudonymKey: PseudonymKey?
  private let keepsIdentifiers: Bool
  private var patterns: RowPatterns?
  /// Seed of the letters that may stand for an id: the source.
  private var referenceSeed: UInt64 = 0
  /// Code of the source whose rows are read.
  private var source: Int32 = -1
  // Of the row that was decoded last.
  private(set) var identity: UInt64 = 0
  private(set) var firstAt = missingInstant
  private(set) var lastAt = missingInstant
  private var winbackAt = missingInstant
  private var isZoneMissing = false
  private var isTableRow = false
  private var messageTimes: [Int64] = []
  private var callTimes: [Int64] = []
  private var items = CitedItems()

  /// 1990-01-01: before it no such conversation exists.
  private static let earliestPossible: Int64 = 631_152_000_000_000

  /// nil when memory ends.
  init?(
    redactor: Redactor, pseudonymKey: PseudonymKey?, contactKeyPath: [String]?, keepsIdentifiers: Bool = false, patterns: PatternSet = .none
  ) {
    self.patterns = PatternMatcher(patterns).map { RowPatterns($0) }
    self.redactor = redactor
    self.pseudonymKey = pseudonymKey
    self.keepsIdentifiers = keepsIdentifiers
    let path = pseudonymKey == nil ? [] : contactKeyPath ?? []
    decoder = withCStrings(path) { csj_decoder_create($0, path.count) }
    cells = csj_row_decoder_create()
    if decoder == nil || cells == nil { return nil }
  }

  deinit {
    csj_decoder_destroy(decoder)
    csj_row_decoder_destroy(cells)
  }

  /// Texts on which each pattern gave up; empty without patterns.
  var exhausted: [Int] { patterns?.matcher.exhausted ?? [] }

  /// Rows that follow belong to the source with this display name and id.
  mutating func begin(source name: String, id: String) {
    referenceSeed = identifierSeed(source: id)
    items.begin(source: id)
    let redactor = redactor
    batch.vendor = .studiochat
    source = Array(name.utf8).withUnsafeBufferPointer { lexicons.source.code(for: $0) { redactor.redact($0) } }
  }

  /// Reads one row without adding it to the batch; nil when it can be used.
  @inline(__always)
  mutating func decode(_ start: UnsafePointer<UInt8>, _ count: Int, _ frame: FileFrame) -> Rejection? {
    let failure = fields(start, count, frame)
    if failure.status != CSJ_OK { return Rejection(reason: rejectionReason(failure.status), field: fieldName(failure.field)) }
    let id = view(record.texts.0)
    guard id.count > 0 else { return Rejection(reason: .noID, field: "conversation_id") }
    identity = fingerprint(id, seed: frame.identitySeed)
    isZoneMissing = false
    guard let first = time(record.texts.3) else { return Rejection(reason: .unreadableTime, field: "first_message_at") }
    guard let last = time(record.texts.4) else { return Rejection(reason: .unreadableTime, field: "last_message_at") }
    guard let winback = time(record.texts.13) else { return Rejection(reason: .unreadableTime, field: "winback_sent_at") }
    firstAt = first
    lastAt = last
    winbackAt = winback
    return record.message_entries == 0 ? nil : decodeMessageTimes()
  }

  /// How much the row says, for the choice between copies of equally late date.
  var completeness: Completeness {
    if record.message_entries > 0 { return .messages }
    if isTableRow { return .tableRow }
    return record.texts.1.bytes == nil && record.texts.3.bytes == nil ? .summary : .row
  }

  @inline(__always)
  private mutating func fields(_ start: UnsafePointer<UInt8>, _ count: Int, _ frame: FileFrame) -> csj_failure {
    isTableRow = frame.table != nil
    return isTableRow ? tableFields(start, count, frame) : csj_decode(decoder, start, count, &record)
  }

  @inline(never)
  private mutating func tableFields(_ start: UnsafePointer<UInt8>, _ count: Int, _ frame: FileFrame) -> csj_failure {
    guard let table = frame.table else { return csj_failure(status: CSJ_NOT_JSON, field: CSJ_OTHER) }
    let columns = UInt32(truncatingIfNeeded: table.columns.count)
    return csj_decode_row(cells, start, count, table.separator, table.columns, columns, &record)
  }

  @inline(never) private mutating func decodeMessageTimes() -> Rejection? {
    messageTimes.removeAll(keepingCapacity: true)
    callTimes.removeAll(keepingCapacity: true)
    for index in 0..<Int(record.message_entries) {
      guard let at = time(record.messages[index].at) else { return Rejection(reason: .unreadableTime, field: "messages.created_at") }
      messageTimes.append(at)
    }
    for index in 0..<Int(record.call_count) {
      let call = record.calls[index]
      guard let at = time(call.at) else { return Rejection(reason: .unreadableTime, field: "messages.tool_calls.created_at") }
      callTimes.append(at == missingInstant ? messageTimes[Int(call.message)] : at)
    }
    return nil
  }

  /// Adds the decoded row to the batch and to the tally.
  @inline(__always)
  mutating func append(_ frame: FileFrame, _ tally: inout Tally) {
    var flags: ConversationFlags = []
    if record.handoff == 1 { flags.insert(.handoff) }
    if record.handoff == 2 { flags.insert(.handoffUnknown) }
    if record.error == 1 { flags.insert(.error) }
    if winbackAt != missingInstant || record.winback == 1 { flags.insert(.winbackSent) }
    if record.scored_count >= 0 && record.message_count >= 0 {
      flags.insert(.scoringKnown)
      if record.scored_count < record.message_count { flags.insert(.scoredEarly) }
    }
    noteTimes(frame, &flags, &tally)
    appendMessages(&flags, &tally)
    patterns?.append(record, messageTimes, to: &batch)
    batch.flags.append(flags)
    batch.identity.append(identity)
    batch.firstAt.append(firstAt)
    batch.lastAt.append(lastAt)
    batch.messageCount.append(record.message_count)
    batch.meanLatency.append(record.latency)
    batch.version.append(record.version)
    appendTexts(&tally)
    appendLists()
    batch.source.append(source)
    batch.language.append(-1)
    batch.tokens.append(-1)
    batch.contact.append(contact())
    if keepsIdentifiers { batch.identifiers.append(view(record.texts.0), seed: referenceSeed) }
    batch.count += 1
    tally.accepted += 1
  }

  @inline(__always)
  private mutating func noteTimes(_ frame: FileFrame, _ flags: inout ConversationFlags, _ tally: inout Tally) {
    if isZoneMissing { tally.note(.timeWithoutZone) }
    if lastAt == missingInstant {
      tally.note(.undated)
    } else {
      tally.earliest = min(tally.earliest, lastAt)
      tally.latest = max(tally.latest, lastAt)
    }
    let isReversed = firstAt != missingInstant && lastAt != missingInstant && lastAt < firstAt
    if isReversed || isImpossible(firstAt, frame) || isImpossible(lastAt, frame) {
      flags.insert(.impossibleTime)
      tally.note(.impossibleTime)
    }
  }

  @inline(__always) private func isImpossible(_ at: Int64, _ frame: FileFrame) -> Bool {
    at != missingInstant && (at > frame.latestPossible || at < Self.earliestPossible)
  }

  @inline(__always)
  private mutating func appendTexts(_ tally: inout Tally) {
    let redactor = redactor
    batch.inbox.append(code(record.texts.1, &lexicons.inbox, redactor))
    batch.assistant.append(code(record.texts.2, &lexicons.assistant, redactor))
    batch.sentiment.append(code(record.texts.5, &lexicons.sentiment, redactor))
    batch.resources.append(code(record.texts.6, &lexicons.resources, redactor))
    batch.shift.append(code(record.texts.7, &lexicons.shift, redactor))
    batch.quality.append(quality(record.texts.8, &tally))
    batch.handoffReason.append(code(record.texts.9, &lexicons.handoffReason, redactor))
    batch.risk.append(code(record.texts.10, &lexicons.risk, redactor))
    batch.intent.append(code(record.texts.11, &lexicons.intent, redactor))
    batch.model.append(code(record.texts.12, &lexicons.model, redactor))
  }

  /// The label that was called `gave_up` until 2026-04-10.
  @inline(__always)
  private mutating func quality(_ text: csj_text, _ tally: inout Tally) -> Int32 {
    if text.count == 7, text.bytes[0] == 0x67, view(text).elementsEqual("gave_up".utf8) {
      tally.note(.gaveUpRenamed)
      return QualityLabel.actioned
    }
    return code(text, &lexicons.quality, redactor)
  }

  @inline(__always)
  private mutating func appendLists() {
    let redactor = redactor
    for index in 0..<Int(record.tag_count) { add(record.tags[index], &batch.tags.values, &lexicons.tag, batch.tags.offsets.last, redactor) }
    batch.tags.offsets.append(Int32(truncatingIfNeeded: batch.tags.values.count))
    for index in 0..<Int(record.skill_count) {
      add(record.skills[index], &batch.skills.values, &lexicons.skill, batch.skills.offsets.last, redactor)
    }
    batch.skills.offsets.append(Int32(truncatingIfNeeded: batch.skills.values.count))
    for index in 0..<Int(record.participant_count) {
      add(record.participants[index], &batch.participants.values, &lexicons.assistant, batch.participants.offsets.last, redactor)
    }
    batch.participants.offsets.append(Int32(truncatingIfNeeded: batch.participants.values.count))
  }

  private func contact() -> UInt64 {
    guard let pseudonymKey, record.contact.count > 0 else { return 0 }
    return pseudonymKey.pseudonym(ofBytes: view(record.contact))
  }

  /// Microseconds, `missingInstant` when the text is absent, nil when it is no time stamp.
  @inline(__always) private mutating func time(_ text: csj_text) -> Int64? {
    guard text.bytes != nil else { return missingInstant }
    guard let stamp = parseTimeStamp(view(text)) else { return nil }
    if !stamp.hasZone { isZoneMissing = true }
    return stamp.microseconds
  }

  // MARK: messages

  @inline(__always)
  private mutating func appendMessages(_ flags: inout ConversationFlags, _ tally: inout Tally) {
    if record.has_messages == 1 {
      if record.message_entries == 0, record.message_count > 0 {
        tally.note(.messagesNotFetched)
      } else {
        flags.insert(.hasMessages)
        tally.withMessages += 1
        if record.citation_count > 0 { flags.insert(.cited) }
        for index in 0..<Int(record.cited_count) {
          items.add(view(record.cited[index]), &batch.citedItems, &lexicons.item, redactor)
        }
        appendMessageColumns(&flags)
      }
    }
    batch.citedItems.offsets.append(Int32(truncatingIfNeeded: batch.citedItems.values.count))
    batch.messages.offsets.append(Int32(truncatingIfNeeded: batch.messages.role.count))
    batch.toolCalls.offsets.append(Int32(truncatingIfNeeded: batch.toolCalls.tool.count))
  }

  @inline(never) private mutating func appendMessageColumns(_ flags: inout ConversationFlags) {
    let redactor = redactor
    var winbackSeen = false
    for index in 0..<Int(record.message_entries) {
      let message = record.messages[index]
      let at = messageTimes[index]
      if message.role == MessageRole.user.rawValue {
        flags.insert(.userSpoke)
        if winbackSeen || (winbackAt != missingInstant && at > winbackAt) { flags.insert(.winbackAnswered) }
      }
      if message.winback == 1 {
        winbackSeen = true
        flags.insert(.winbackSent)
      }
      batch.messages.role.append(message.role)
      batch.messages.winback.append(message.winback)
      batch.messages.at.append(at)
      batch.messages.latency.append(message.latency)
      batch.messages.inputTokens.append(message.input_tokens)
      batch.messages.outputTokens.append(message.output_tokens)
      batch.messages.cost.append(message.cost)
      batch.messages.characters.append(message.characters)
      batch.messages.marks.append(MessageMarks(rawValue: message.handoff | message.question << 1))
    }
    for index in 0..<Int(record.call_count) {
      let call = record.calls[index]
      batch.toolCalls.tool.append(code(call.name, &lexicons.tool, redactor))
      batch.toolCalls.success.append(call.success)
      batch.toolCalls.duration.append(call.duration)
      batch.toolCalls.at.append(callTimes[index])
    }
  }
}

@inline(__always) private func view(_ text: csj_text) -> UnsafeBufferPointer<UInt8> {
  UnsafeBufferPointer(start: text.bytes, count: text.count)
}

/// The code of a text, -1 when it is absent.
@inline(__always) private func code(_ text: csj_text, _ lexicon: inout Lexicon, _ redactor: Redactor) -> Int32 {
  text.bytes == nil ? -1 : lexicon.code(for: view(text)) { redactor.redact($0) }
}

/// Adds a code to the list of the present row, once.
@inline(__always) private func add(
  _ text: csj_text, _ values: inout [Int32], _ lexicon: inout Lexicon, _ start: Int32?, _ redactor: Redactor
) {
  let code = lexicon.code(for: view(text)) { redactor.redact($0) }
  var index = Int(start ?? 0)
  while index < values.count {
    if values[index] == code { return }
    index += 1
  }
  values.append(code)
}

/// C strings for the duration of a call.
private func withCStrings<R>(_ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> R) -> R {
  let joined = strings.map { Array($0.utf8CString) }
  func go(_ index: Int, _ pointers: [UnsafePointer<CChar>?]) -> R {
    if index == joined.count { return pointers.withUnsafeBufferPointer { body($0.baseAddress) } }
    return joined[index].withUnsafeBufferPointer { go(index + 1, pointers + [$0.baseAddress]) }
  }
  return go(0, [])
}
