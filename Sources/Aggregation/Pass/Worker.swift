import Records

/// What one worker knows until it is finished; codes belong to its lexicons.
struct Worker: Sendable {
  let settings: AggregationSettings
  let specs: [TableSpec]
  private let periods: PeriodIndex
  private let wants: Wants
  private let anchor: ConversationWindows.Anchor
  private var clock: Clock
  private var rows: RowBlock
  private var conversations = EventBlock(.lastMessage)
  private var starts = EventTimes()
  private var messages = EventBlock(.message)
  private var calls = EventBlock(.toolCall)
  private var assignment = Assignment()
  private var marker: RowMarker
  /// Latest call of each tool in the present conversation, -1 between conversations.
  private var latestCalls: [Int32] = []
  private(set) var minutes = MinuteRecorder()
  private(set) var tables: [GroupTable]
  /// (assistant, version) to codes.
  private(set) var versions = KeyIndex()
  /// Conversations of each intent code.
  private(set) var intentCounts: [Int64] = []
  private(set) var rowCount = 0
  private(set) var undated = 0

  /// Rows worked on together: their answers and numbers stay in the cache of the core.
  private static let blockSize = 256
  /// A call so soon after a failure tries again: 60 seconds in microseconds.
  private static let retryWindow: Int64 = 60_000_000

  private struct Wants: Sendable {
    var messages = false
    var calls = false
    var tools = false
    var toolOutcomes = false
    var lengths = false
    var minutes = false
    var version = false
    var intent = false
  }

  init(_ plan: Plan) {
    settings = plan.settings
    specs = plan.tables
    let program = ConditionProgram(plan.tables)
    rows = RowBlock(program)
    marker = RowMarker(plan.catalogue.predicates, used: program.marks)
    anchor = plan.settings.windows?.anchor ?? .own
    periods = PeriodIndex(plan.settings.periodKind)
    clock = Clock(plan.settings.zone, plan.settings.windows)
    tables = zip(plan.tables, program.layouts).map { GroupTable($0, $1) }
    var wants = Wants()
    for spec in plan.tables {
      if spec.grouping.grain == .message { wants.messages = true }
      if spec.grouping.grain == .toolCall { wants.calls = true }
      if spec.grouping.keys.contains(.tool) { wants.tools = true }
      if spec.grouping.keys.contains(where: { $0 == .failedTool || $0 == .succeededTool }) { wants.toolOutcomes = true }
      if spec.distributions.contains(where: { $0.quantity == .userCharacters }) { wants.lengths = true }
      if spec.grouping.keys.contains(.version) { wants.version = true }
      if spec.grouping.keys.contains(.intent) { wants.intent = true }
    }
    wants.minutes = plan.wantsMinutes
    self.wants = wants
  }

  /// Takes all rows of a batch.
  mutating func consume(_ batch: borrowing ConversationBatch) {
    if !marker.isIdle, let lexicons = batch.lexicons { marker.learn(lexicons) }
    var first = 0
    while first < batch.count {
      let count = min(Worker.blockSize, batch.count - first)
      read(batch, first, count)
      tally(batch)
      first += count
    }
    rowCount += batch.count
  }

  private mutating func read(_ batch: borrowing ConversationBatch, _ first: Int, _ count: Int) {
    rows.begin(first: first, count: count)
    conversations.row.removeAll(keepingCapacity: true)
    conversations.times.removeAll()
    if conversations.columns.isEmpty {
      // Overwritten for each block.
      conversations.columns = [Int64](repeating: 0, count: Worker.blockSize * conversations.width)
      conversations.values = [Int32](repeating: -1, count: Worker.blockSize * EventBlock.codes)
    }
    starts.removeAll()
    messages.removeAll()
    calls.removeAll()
    for row in 0..<count { readRow(batch, first + row, row) }
    conversations.settle()
    messages.settle()
    calls.settle()
  }

  private mutating func readRow(_ batch: borrowing ConversationBatch, _ at: Int, _ row: Int) {
    let isExcluded = batch.flags[at].contains(.test) && !settings.includesTests
    clock.isOpen = !isExcluded
    let last = clock.read(anchor == .firstMessage ? batch.firstAt[at] : batch.lastAt[at])
    let start = clock.read(anchor == .lastMessage ? batch.lastAt[at] : batch.firstAt[at])
    if last.day == Clock.unknown && !isExcluded { undated += 1 }
    conversations.row.append(Int32(row))
    conversations.times.day.append(last.day)
    conversations.times.hour.append(last.hour)
    starts.day.append(start.day)
    starts.hour.append(start.hour)

    var facts = ConversationFacts()
    facts.readMessages(batch, at, settings, &rows.responses)
    rows.responseOffsets.append(Int32(rows.responses.count))
    if wants.lengths { readLengths(batch, at) }
    if wants.minutes && !isExcluded {
      minutes.add(batch, at, handoffAt: facts.handoffAt, idle: Int64(settings.idleMilliseconds) &* 1000)
    }
    if wants.messages { readMessageTimes(batch, at, row, last) }
    let tools = readCalls(batch, at, row, last)
    let signature = facts.signature(batch, at, tools, settings)
    rows.answerPlaces.append(rows.answers.place(of: signature, marker.isIdle ? 0 : marker.marks(batch, at)))
    conversations.columns.withUnsafeMutableBufferPointer { columns in
      conversations.values.withUnsafeMutableBufferPointer { values in
        guard let columns = columns.baseAddress, let values = values.baseAddress else { return }
        facts.store(
          batch, at, engaged: signature[.engaged] == 1, columns + row * Grain.lastMessage.width, values + row * EventBlock.codes)
      }
    }
    if wants.version { rows.version.append(versionCode(batch.assistant[at], batch.version[at])) }
    if wants.intent, batch.intent[at] >= 0, last.day >= 0 {
      let code = Int(batch.intent[at])
      if code >= intentCounts.count { intentCounts.append(contentsOf: repeatElement(0, count: code + 1 - intentCounts.count)) }
      intentCounts[code] += 1
    }
  }

  private mutating func readLengths(_ batch: borrowing ConversationBatch, _ at: Int) {
    for m in Int(batch.messages.offsets[at])..<Int(batch.messages.offsets[at + 1])
    where batch.messages.role[m] == MessageRole.user.rawValue && batch.messages.characters[m] >= 0 {
      rows.lengths.append(batch.messages.characters[m])
    }
    rows.lengthOffsets.append(Int32(rows.lengths.count))
  }

  private mutating func versionCode(_ assistant: Int32, _ version: Int32) -> Int32 {
    if assistant < 0 && version < 0 { return -1 }
    let a = UInt64(UInt32(bitPattern: assistant))
    let b = UInt64(UInt32(bitPattern: version))
    return versions.slot(PackedKey(a: a << 32 | b))
  }

  /// One event for each run of messages of a conversation in the same hour.
  private mutating func readMessageTimes(_ batch: borrowing ConversationBatch, _ at: Int, _ row: Int, _ fallback: (day: Int32, hour: UInt8))
  {
    var current: (day: Int32, hour: UInt8) = (-2, 0)
    var all: Int64 = 0
    var users: Int64 = 0
    var assistants: Int64 = 0
    func flush(_ block: inout EventBlock) {
      guard all > 0 else { return }
      block.row.append(Int32(row))
      block.times.day.append(current.day)
      block.times.hour.append(current.hour)
      block.columns.append(all)
      block.columns.append(users)
      block.columns.append(assistants)
      block.columns.append(0)
    }
    for m in Int(batch.messages.offsets[at])..<Int(batch.messages.offsets[at + 1]) {
      var time = clock.read(batch.messages.at[m])
      if time.day == Clock.unknown { time = fallback }
      if time != current {
        flush(&messages)
        current = time
        all = 0
        users = 0
        assistants = 0
      }
      all += 1
      let role = batch.messages.role[m]
      if role == MessageRole.user.rawValue { users += 1 }
      if role == MessageRole.assistant.rawValue && batch.messages.winback[m] == 0 { assistants += 1 }
    }
    flush(&messages)
  }

  /// One event for each tool call; says whether there were any and whether one failed.
  private mutating func readCalls(
    _ batch: borrowing ConversationBatch, _ at: Int, _ row: Int, _ fallback: (day: Int32, hour: UInt8)
  ) -> (used: Bool, failed: Bool) {
    let from = Int(batch.toolCalls.offsets[at])
    let to = Int(batch.toolCalls.offsets[at + 1])
    var failed = false
    let first = calls.count
    for c in from..<to {
      let success = batch.toolCalls.success[c]
      if success == 0 { failed = true }
      if wants.tools { rows.tools.append(batch.toolCalls.tool[c]) }
      guard wants.calls else { continue }
      var time = clock.read(batch.toolCalls.at[c])
      if time.day == Clock.unknown { time = fallback }
      calls.row.append(Int32(row))
      calls.times.day.append(time.day)
      calls.times.hour.append(time.hour)
      calls.tool.append(batch.toolCalls.tool[c])
      calls.columns.append(1)
      calls.columns.append(success == 1 ? 1 : 0)
      calls.columns.append(success == 0 ? 1 : 0)
      calls.columns.append(0)
      noteRetry(batch, c, from, first)
      let duration = batch.toolCalls.duration[c]
      var moments = Moments()
      if duration >= 0 { moments.add(Int64(duration), squared: Int64(duration)) }
      moments.write(to: &calls.columns)
      calls.columns.append(success == 0 && batch.toolCalls.at[c] != missingInstant ? 1 : 0)
      calls.values.append(duration)
      for _ in 1..<EventBlock.codes { calls.values.append(-1) }
    }
    if wants.calls { for c in from..<to where batch.toolCalls.tool[c] >= 0 { latestCalls[Int(batch.toolCalls.tool[c])] = -1 } }
    if wants.toolOutcomes { rows.toolOutcomes.add(batch.toolCalls, from..<to) }
    if wants.tools { rows.toolOffsets.append(Int32(rows.tools.count)) }
    return (to > from, failed)
  }

  /// Marks the call of the same tool before this one when it failed and this one followed within a minute. `first`: the event of call `from`.
  private mutating func noteRetry(_ batch: borrowing ConversationBatch, _ c: Int, _ from: Int, _ first: Int) {
    guard batch.toolCalls.tool[c] >= 0 else { return }
    let tool = Int(batch.toolCalls.tool[c])
    if tool >= latestCalls.count { latestCalls.append(contentsOf: repeatElement(-1, count: tool + 1 - latestCalls.count)) }
    let before = Int(latestCalls[tool])
    latestCalls[tool] = Int32(truncatingIfNeeded: c)
    guard before >= 0, batch.toolCalls.success[before] == 0, batch.toolCalls.at[before] != missingInstant,
      batch.toolCalls.at[c] != missingInstant
    else { return }
    let (wait, overflow) = batch.toolCalls.at[c].subtractingReportingOverflow(batch.toolCalls.at[before])
    guard wait >= 0, wait <= Worker.retryWindow, !overflow else { return }
    calls.columns[(first + before - from) * calls.width + Quantity.toolRetry.column] = 1
  }

  private mutating func tally(_ batch: borrowing ConversationBatch) {
    for t in tables.indices {
      switch specs[t].grouping.grain {
      case .lastMessage: add(conversations, t, batch)
      case .firstMessage:
        swap(&conversations.times, &starts)
        add(conversations, t, batch)
        swap(&conversations.times, &starts)
      case .message: add(messages, t, batch)
      case .toolCall: add(calls, t, batch)
      }
    }
  }

  private mutating func add(_ events: EventBlock, _ t: Int, _ batch: borrowing ConversationBatch) {
    if events.count == 0 { return }
    assignment.assign(events, to: &tables[t], rows, batch, periods)
    tables[t].add(events, rows, assignment, contact: batch.contact)
  }

  /// Takes the groups of one table out.
  mutating func takeCells(_ t: Int, _ take: (PackedKey, Cell) -> Void) {
    for slot in 0..<tables[t].index.count {
      let key = tables[t].index.key(slot)
      take(key, tables[t].cell(slot))
    }
  }
}
