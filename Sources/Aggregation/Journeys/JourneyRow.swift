import Records

/// Whether a fact holds for one conversation, whether that is known, and when it came to be.
struct JourneyAnswer: Sendable, Equatable {
  var isKnown = false
  var holds = false
  /// Microseconds, or `missingInstant`.
  var at = missingInstant

  static let unknown = JourneyAnswer()
  static func known(_ holds: Bool, at: Int64 = missingInstant) -> Self { JourneyAnswer(isKnown: true, holds: holds, at: at) }
}

/// One conversation as goals and funnels look at it.
struct JourneyRow {
  let flags: ConversationFlags
  let firstAt: Int64
  /// Packed facts and marks; read only where a condition asks for them.
  var signature = Signature()
  var marks: UInt64 = 0
  /// The source whose records say something about it; nil when nobody knows of ratings and conversions.
  var option: JourneyRecords.Option?

  init(_ batch: borrowing ConversationBatch, _ at: Int) {
    flags = batch.flags[at]
    firstAt = batch.firstAt[at]
  }

  /// The first time of a fact, or the first at or after `floor` where several are known.
  func answer(
    _ fact: JourneyFact, _ batch: borrowing ConversationBatch, _ at: Int, _ records: JourneyRecords, tools: [Int32], floor: Int64
  ) -> JourneyAnswer {
    switch fact {
    case .started: return .known(firstAt != missingInstant, at: firstAt)
    case .engaged: return engaged(batch, at)
    case .answered: return answered(batch, at, floor)
    case .resolved:
      let isHandedOff = flags.contains(.handoff)
      let quality = batch.quality[at]
      guard isHandedOff || quality >= 0 && !flags.contains(.handoffUnknown) else { return .unknown }
      return .known(!isHandedOff && quality == QualityLabel.resolved)
    case let .condition(condition, known):
      guard known.holds(signature, marks: marks) else { return .unknown }
      return .known(condition.holds(signature, marks: marks))
    case .pattern(let index):
      guard flags.contains(.hasMessages), at < batch.matches.count else { return .unknown }
      return .known((batch.matches[at] >> UInt64(index)) & 1 == 1, at: batch.firstMatches.time(of: index, row: at))
    case .tool: return called(batch, at, tools, floor)
    case .rated:
      guard let option, option.ratings.contains(batch.lastAt[at]) else { return .unknown }
      let rating = records.ratings[batch.identity[at]]
      return .known(rating != nil, at: rating ?? missingInstant)
    case .converted(let slug): return converted(slug, batch.identity[at], records, floor)
    case .vendorGoal(let name):
      guard flags.contains(.goalKnown), !records.goalNames.isEmpty else { return .unknown }
      return .known(records.goals[batch.identity[at]]?.contains(name) ?? false)
    }
  }

  private func engaged(_ batch: borrowing ConversationBatch, _ at: Int) -> JourneyAnswer {
    guard flags.contains(.hasMessages) else {
      let count = batch.messageCount[at]
      return count < 0 ? .unknown : .known(count >= 2)
    }
    guard flags.contains(.userSpoke) else { return .known(false) }
    for message in Int(batch.messages.offsets[at])..<Int(batch.messages.offsets[at + 1])
    where batch.messages.role[message] == MessageRole.user.rawValue {
      return .known(true, at: batch.messages.at[message])
    }
    return .known(true)
  }

  private func answered(_ batch: borrowing ConversationBatch, _ at: Int, _ floor: Int64) -> JourneyAnswer {
    guard flags.contains(.hasMessages) else { return .unknown }
    let calls = Int(batch.toolCalls.offsets[at])..<Int(batch.toolCalls.offsets[at + 1])
    guard flags.contains(.cited) || !calls.isEmpty else { return .known(false) }
    let time = first(calls.map { batch.toolCalls.at[$0] }, floor)
    // When an answer cited its source nobody says.
    return .known(true, at: flags.contains(.cited) && time < floor ? missingInstant : time)
  }

  private func called(_ batch: borrowing ConversationBatch, _ at: Int, _ tools: [Int32], _ floor: Int64) -> JourneyAnswer {
    guard flags.contains(.hasMessages) else { return .unknown }
    let calls = (Int(batch.toolCalls.offsets[at])..<Int(batch.toolCalls.offsets[at + 1])).filter {
      batch.toolCalls.success[$0] != 0 && tools.contains(batch.toolCalls.tool[$0])
    }
    return .known(!calls.isEmpty, at: first(calls.map { batch.toolCalls.at[$0] }, floor))
  }

  private func converted(_ slug: String?, _ identity: UInt64, _ records: JourneyRecords, _ floor: Int64) -> JourneyAnswer {
    guard let option, let spans = option.conversions[slug], spans.contains(firstAt) else { return .unknown }
    let times = (records.conversions[identity] ?? []).filter { event in
      guard slug == nil || event.slug == slug else { return false }
      let (delay, overflow) = event.at.subtractingReportingOverflow(firstAt)
      return !overflow && (0..<JoinPlan.conversionWindow).contains(delay)
    }.map(\.at)
    return .known(!times.isEmpty, at: first(times, floor))
  }

  /// The first time at or after a floor, else the first time; `missingInstant` without any.
  private func first(_ times: some Sequence<Int64>, _ floor: Int64) -> Int64 {
    var earliest = missingInstant
    var after = missingInstant
    for time in times where time != missingInstant {
      if earliest == missingInstant || time < earliest { earliest = time }
      if time >= floor, after == missingInstant || time < after { after = time }
    }
    return after != missingInstant ? after : earliest
  }
}
