import Records

/// Count, sum and squares of some numbers; squares in two halves, so that their sums cannot overflow.
struct Moments {
  var count: Int64 = 0
  var sum: Int64 = 0
  var low: Int64 = 0
  var high: Int64 = 0

  /// Adds a number; `squared` is the number whose square is added (in a coarser unit where squares would be too large).
  @inline(__always) mutating func add(_ value: Int64, squared: Int64) {
    count &+= 1
    sum &+= value
    let bounded = min(squared, 3_000_000_000)
    let square = bounded &* bounded
    low &+= square & 0xFFFF_FFFF
    high &+= square >> 32
  }

  @inline(__always) func write(to columns: inout [Int64]) {
    columns.append(count)
    columns.append(sum)
    columns.append(low)
    columns.append(high)
  }

  @inline(__always) func store(_ target: UnsafeMutablePointer<Int64>) {
    target[0] = count
    target[1] = sum
    target[2] = low
    target[3] = high
  }
}

/// The nearest whole number of milliseconds, halves up; for a time span of at least 0.
@inline(__always) private func roundedMilliseconds(_ microseconds: Int64) -> Int64 {
  microseconds / 1000 + (microseconds % 1000 >= 500 ? 1 : 0)
}

/// What is read from one conversation before it is counted.
struct ConversationFacts {
  private var response = Moments()
  private var slow: Int64 = 0
  private var inputCount: Int64 = 0
  private var inputTokens: Int64 = 0
  private var outputCount: Int64 = 0
  private var outputTokens: Int64 = 0
  private var answers: Int64 = 0
  private var priced: Int64 = 0
  /// Billionths of a dollar; nil when no message states a cost.
  private var cost: Int64?
  private var firstResponse: Int64 = -1
  /// First to last message without idle times, milliseconds; -1 without two messages of known time.
  private var active: Int64 = -1
  /// Messages of the user up to the first message that carries a hand-off.
  private var handoffTurn: Int64 = 0
  /// Time of that message.
  private(set) var handoffAt = missingInstant
  private var isHandoffSeen = false
  private var userMessages: Int64 = 0
  private var userCharacters: Int64 = 0
  private var measuredUserMessages: Int64 = 0
  /// How the conversation ends: 0 unknown, 1 with somebody else, 2 with an answer, 3 with an answer that asks.
  private var ending: UInt64 = 0

  /// Goes over the messages once.
  mutating func readMessages(
    _ batch: borrowing ConversationBatch, _ at: Int, _ settings: AggregationSettings, _ responses: inout [Int32]
  ) {
    let from = Int(batch.messages.offsets[at])
    let to = Int(batch.messages.offsets[at + 1])
    var asked: Int64 = missingInstant
    var last: Int64 = missingInstant
    var activeTime: Int64 = 0
    let idle = Int64(settings.idleMilliseconds) &* 1000
    for m in from..<to {
      let at = batch.messages.at[m]
      if at != missingInstant {
        if last != missingInstant {
          let (gap, overflow) = at.subtractingReportingOverflow(last)
          if gap > 0 && !overflow { activeTime &+= min(gap, idle) }
          active = 0
        }
        last = at
      }
      note(batch, m)
      let role = batch.messages.role[m]
      let isAnswer = role == MessageRole.assistant.rawValue && batch.messages.winback[m] == 0
      if role == MessageRole.user.rawValue && asked == missingInstant { asked = batch.messages.at[m] }
      if isAnswer {
        answers += 1
        let latency = batch.messages.latency[m]
        if latency >= 0 {
          response.add(Int64(latency), squared: Int64(latency))
          responses.append(latency)
          if Int(latency) > settings.slowAnswerMilliseconds { slow += 1 }
        }
        if firstResponse < 0 && asked != missingInstant && batch.messages.at[m] != missingInstant {
          let (wait, overflow) = batch.messages.at[m].subtractingReportingOverflow(asked)
          if wait >= 0 && !overflow { firstResponse = roundedMilliseconds(wait) }
        }
      }
      if batch.messages.inputTokens[m] >= 0 {
        inputCount += 1
        inputTokens += Int64(batch.messages.inputTokens[m])
      }
      if batch.messages.outputTokens[m] >= 0 {
        outputCount += 1
        outputTokens += Int64(batch.messages.outputTokens[m])
      }
      let dollars = batch.messages.cost[m]
      // NaN fails both comparisons; a message for a million dollars is no message.
      if dollars >= 0 && dollars < 1e6 {
        cost = (cost ?? 0) &+ Int64(dollars * 1e9 + 0.5)
        if isAnswer { priced += 1 }
      }
    }
    if active == 0 { active = roundedMilliseconds(activeTime) }
  }

  /// Who speaks, how long, and whether the message carries the hand-off. A win-back is no part of how a conversation ends.
  @inline(__always) private mutating func note(_ batch: borrowing ConversationBatch, _ m: Int) {
    let marks = batch.messages.marks[m]
    if batch.messages.role[m] == MessageRole.user.rawValue {
      userMessages += 1
      let characters = batch.messages.characters[m]
      if characters >= 0 {
        measuredUserMessages += 1
        userCharacters += Int64(characters)
      }
    }
    if batch.messages.winback[m] == 0 {
      ending = batch.messages.role[m] != MessageRole.assistant.rawValue ? 1 : marks.contains(.question) ? 3 : 2
    }
    if marks.contains(.handoff) && !isHandoffSeen {
      isHandoffSeen = true
      handoffTurn = userMessages
      handoffAt = batch.messages.at[m]
    }
  }

  /// Packs the facts of the conversation.
  func signature(
    _ batch: borrowing ConversationBatch, _ at: Int, _ tools: (used: Bool, failed: Bool), _ settings: AggregationSettings
  ) -> Signature {
    let flags = batch.flags[at]
    var s = Signature()
    s.set(.handoff, flags.contains(.handoffUnknown) ? 2 : flags.contains(.handoff) ? 1 : 0)
    let count = Int(batch.messageCount[at])
    if flags.contains(.hasMessages) {
      s.set(.engaged, flags.contains(.userSpoke) ? 1 : 0)
      s.set(.messages, 1)
    } else {
      s.set(.engaged, count < 0 ? 2 : count >= 2 ? 1 : 0)
    }
    s.set(.sentiment, label(batch.sentiment[at], 3))
    s.set(.resources, label(batch.resources[at], 3))
    s.set(.shift, label(batch.shift[at], 3))
    s.set(.quality, label(batch.quality[at], 4))
    s.set(.reason, label(batch.handoffReason[at], 4))
    s.set(.risk, label(batch.risk[at], 3))
    s.set(.length, count < 0 ? 0 : count <= settings.shortConversation ? 1 : count >= settings.longConversation ? 3 : 2)
    s.set(.tools, tools.failed ? 2 : tools.used ? 1 : flags.contains(.hasMessages) ? 0 : 3)
    if flags.contains(.winbackSent) {
      s.set(.winback, flags.contains(.winbackAnswered) ? 2 : flags.contains(.hasMessages) ? 1 : 3)
    }
    s.set(.error, flags.contains(.error) ? 1 : 0)
    s.set(.cited, flags.contains(.cited) ? 1 : 0)
    s.set(.impossible, flags.contains(.impossibleTime) ? 1 : 0)
    s.set(.severalAssistants, batch.participants.offsets[at + 1] - batch.participants.offsets[at] > 1 ? 1 : 0)
    s.set(.contact, batch.contact[at] != 0 ? 1 : 0)
    s.set(.cost, cost != nil ? 1 : 0)
    s.set(.ending, flags.contains(.hasMessages) ? ending : 0)
    s.set(.scoring, flags.contains(.scoringKnown) ? flags.contains(.scoredEarly) ? 2 : 1 : 0)
    s.set(.goal, flags.contains(.goalKnown) ? flags.contains(.goalReached) ? 2 : 1 : 0)
    return s
  }

  /// Absent 0, documented labels their code + 1, others 15.
  @inline(__always) private func label(_ code: Int32, _ known: Int32) -> UInt64 {
    code < 0 ? 0 : code < known ? UInt64(code + 1) : 15
  }

  /// Writes the numbers of `Quantity.column` and `Quantity.valuePlace`: 43 and `EventBlock.codes` of them.
  func store(
    _ batch: borrowing ConversationBatch, _ at: Int, engaged: Bool, _ columns: UnsafeMutablePointer<Int64>,
    _ values: UnsafeMutablePointer<Int32>
  ) {
    let count = batch.messageCount[at]
    one(Int64(count), columns + Quantity.messageCount.column)
    var duration: Int64 = -1
    if engaged && batch.firstAt[at] != missingInstant && batch.lastAt[at] != missingInstant {
      let (length, overflow) = batch.lastAt[at].subtractingReportingOverflow(batch.firstAt[at])
      if length >= 0 && !overflow { duration = roundedMilliseconds(length) }
    }
    one(duration, columns + Quantity.duration.column)
    let latency = batch.meanLatency[at]
    one(Int64(latency), columns + Quantity.conversationLatency.column)
    response.store(columns + Quantity.response.column)
    one(firstResponse, columns + Quantity.firstResponse.column)
    var costs = Moments()
    if let cost { costs.add(cost, squared: (cost + 500) / 1000) }
    costs.store(columns + Quantity.conversationCost.column)
    columns[Quantity.slowResponse.column] = slow
    columns[Quantity.inputTokens.column] = inputCount
    columns[Quantity.inputTokens.column + 1] = inputTokens
    columns[Quantity.outputTokens.column] = outputCount
    columns[Quantity.outputTokens.column + 1] = outputTokens
    columns[Quantity.answer.column] = answers
    columns[Quantity.pricedAnswer.column] = priced
    let tokens = batch.tokens[at]
    columns[Quantity.conversationTokens.column] = tokens < 0 ? 0 : 1
    columns[Quantity.conversationTokens.column + 1] = tokens < 0 ? 0 : Int64(tokens)

    one(engaged ? active : -1, columns + Quantity.activeDuration.column)
    // A mark beside a conversation that was not handed off says nothing about a hand-off.
    let isHandedOff = isHandoffSeen && batch.flags[at].contains(.handoff)
    var delay: Int64 = -1
    if isHandedOff && handoffAt != missingInstant && batch.firstAt[at] != missingInstant {
      let (length, overflow) = handoffAt.subtractingReportingOverflow(batch.firstAt[at])
      if length >= 0 && !overflow { delay = roundedMilliseconds(length) }
    }
    columns[Quantity.handoffTurn.column] = isHandedOff ? 1 : 0
    columns[Quantity.handoffTurn.column + 1] = isHandedOff ? handoffTurn : 0
    columns[Quantity.handoffDelay.column] = delay < 0 ? 0 : 1
    columns[Quantity.handoffDelay.column + 1] = max(delay, 0)
    columns[Quantity.userCharacters.column] = measuredUserMessages
    columns[Quantity.userCharacters.column + 1] = userCharacters

    values[0] = count
    values[1] = duration < 0 ? -1 : DurationCode.code(milliseconds: duration)
    values[2] = latency
    values[3] = firstResponse < 0 ? -1 : Int32(truncatingIfNeeded: min(firstResponse, Int64(Int32.max)))
    values[5] = engaged && active >= 0 ? DurationCode.code(milliseconds: active) : -1
    values[6] = isHandedOff ? Int32(truncatingIfNeeded: handoffTurn) : -1
    values[7] = delay < 0 ? -1 : DurationCode.code(milliseconds: delay)
    values[4] = cost.map { Int32(truncatingIfNeeded: min(($0 + 500) / 1000, Int64(Int32.max))) } ?? -1
  }

  @inline(__always) private func one(_ value: Int64, _ target: UnsafeMutablePointer<Int64>) {
    var moments = Moments()
    if value >= 0 { moments.add(value, squared: value) }
    moments.store(target)
  }
}
