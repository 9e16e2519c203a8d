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

/// The facts of a plan for the pass over the rows: plain numbers, so that a row costs no copy of a name or condition.
struct JourneyProgram: Sendable {
  enum Kind: UInt8, Sendable {
    case started, engaged, answered, resolved, condition, pattern, tool, rated, converted, vendorGoal
  }
  /// A fact; `index` is the place of its condition, name or pattern.
  struct Fact: Sendable {
    let kind: Kind
    let index: Int32
  }

  private(set) var conditions: [(condition: Condition, known: Condition)] = []
  /// Slugs of conversions; nil for any.
  private(set) var slugs: [String?] = []
  private(set) var tools: [String] = []
  private(set) var vendorGoals: [String] = []

  /// The number of a fact.
  mutating func compile(_ fact: JourneyFact) -> Fact {
    func place<T>(_ list: inout [T], _ value: T, _ isSame: (T) -> Bool) -> Int32 {
      if let known = list.firstIndex(where: isSame) { return Int32(known) }
      list.append(value)
      return Int32(list.count - 1)
    }
    switch fact {
    case .started: return Fact(kind: .started, index: 0)
    case .engaged: return Fact(kind: .engaged, index: 0)
    case .answered: return Fact(kind: .answered, index: 0)
    case .resolved: return Fact(kind: .resolved, index: 0)
    case .rated: return Fact(kind: .rated, index: 0)
    case .pattern(let number): return Fact(kind: .pattern, index: Int32(number))
    case let .condition(condition, known):
      return Fact(kind: .condition, index: place(&conditions, (condition, known)) { $0 == (condition, known) })
    case .tool(let name): return Fact(kind: .tool, index: place(&tools, name) { $0 == name })
    case .converted(let slug): return Fact(kind: .converted, index: place(&slugs, slug) { $0 == slug })
    case .vendorGoal(let name): return Fact(kind: .vendorGoal, index: place(&vendorGoals, name) { $0 == name })
    }
  }
}

/// What the facts of a row are read from, beside the row.
struct JourneySources {
  let program: JourneyProgram
  let records: JourneyRecords
  /// Codes of each tool of the program.
  let tools: [[Int32]]
}

/// One conversation as goals and funnels look at it.
struct JourneyRow {
  let flags: ConversationFlags
  let firstAt: Int64
  /// Packed facts and marks; read only where a condition asks for them.
  var signature = Signature()
  var marks: UInt64 = 0
  /// Place of the source whose records say something about it; -1 when nobody knows of ratings and conversions.
  var option = -1

  @inline(__always) init(_ batch: borrowing ConversationBatch, _ at: Int) {
    flags = batch.flags[at]
    firstAt = batch.firstAt[at]
  }

  /// The first time of a fact, or the first at or after `floor` where several are known.
  @inline(__always)
  func answer(
    _ fact: JourneyProgram.Fact, _ batch: borrowing ConversationBatch, _ at: Int, _ sources: borrowing JourneySources, floor: Int64
  ) -> JourneyAnswer {
    switch fact.kind {
    case .started: .known(firstAt != missingInstant, at: firstAt)
    case .engaged: engaged(batch, at)
    case .answered: answered(batch, at, floor)
    case .resolved: resolved(batch, at)
    case .rated where option < 0, .converted where option < 0: .unknown
    default: rest(fact, batch, at, sources, floor)
    }
  }

  @inline(__always) private func resolved(_ batch: borrowing ConversationBatch, _ at: Int) -> JourneyAnswer {
    let isHandedOff = flags.contains(.handoff)
    let quality = batch.quality[at]
    guard isHandedOff || quality >= 0 && !flags.contains(.handoffUnknown) else { return .unknown }
    return .known(!isHandedOff && quality == QualityLabel.resolved)
  }

  @inline(never)
  private func rest(
    _ fact: JourneyProgram.Fact, _ batch: borrowing ConversationBatch, _ at: Int, _ sources: borrowing JourneySources, _ floor: Int64
  ) -> JourneyAnswer {
    let index = Int(fact.index)
    switch fact.kind {
    case .condition:
      let (condition, known) = sources.program.conditions[index]
      guard known.holds(signature, marks: marks) else { return .unknown }
      return .known(condition.holds(signature, marks: marks))
    case .pattern:
      guard flags.contains(.hasMessages), at < batch.matches.count else { return .unknown }
      let isFound = (batch.matches[at] >> UInt64(index)) & 1 == 1
      return .known(isFound, at: isFound ? batch.firstMatches.time(of: index, row: at) : missingInstant)
    case .tool: return called(batch, at, sources.tools[index], floor)
    case .rated:
      guard sources.records.options[option].ratings.contains(batch.lastAt[at]) else { return .unknown }
      let rating = sources.records.ratings[batch.identity[at]]
      return .known(rating != nil, at: rating ?? missingInstant)
    case .converted: return converted(sources.program.slugs[index], batch.identity[at], sources.records, floor)
    case .vendorGoal:
      guard flags.contains(.goalKnown), !sources.records.goalNames.isEmpty else { return .unknown }
      return .known(sources.records.goals[batch.identity[at]]?.contains(sources.program.vendorGoals[index]) ?? false)
    case .started, .engaged, .answered, .resolved: return .unknown
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
    if calls.isEmpty { return .known(true) }
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
    guard let spans = records.options[option].conversions[slug], spans.contains(firstAt) else { return .unknown }
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
