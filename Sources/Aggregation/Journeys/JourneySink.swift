import Records

/// Counts how far conversations come: which goals they reach, and which steps of funnels in which order. Memory follows the number of days
/// and of different ways, not of conversations. Test traffic and conversations without a time of the first message take no part.
public struct JourneySink: ConversationSink {
  /// What is counted: the steps whose answer is known and those reached of a funnel, or a goal reached or not, on one day.
  struct Cell: Hashable, Sendable {
    enum Subject: UInt8, Sendable { case funnel = 0, goal = 1, time = 2 }
    var subject: Subject
    /// Place of the funnel or goal in the plan.
    var index: Int
    /// First day of the conversation; of a time the first day of its period.
    var day: Int
    /// Bits of steps whose answer is known; of a time these, shifted by 8, and the place of its step.
    var known: Int
    /// Bits of steps reached; 1 for a goal reached; of a time its `JourneyTime` code.
    var reached: Int
  }

  /// What is asked; with records also the goals that vendors know by name.
  public let plan: JourneyPlan
  let records: JourneyRecords
  /// Known after `finish`.
  private(set) var counts: [Cell: Int] = [:]

  private let usesConditions: Bool
  private let usesOptions: Bool
  private let starts: PeriodIndex
  /// Facts of the steps of each funnel, and of the goals.
  private let steps: [[JourneyProgram.Fact]]
  private let goals: [JourneyProgram.Fact]
  private var sources: JourneySources
  private var clock: Clock
  private var marker: RowMarker
  private var index = KeyIndex()
  private var tally: [Int] = []
  /// Times of the steps of one row, until all its answers are known.
  private var pending: [(step: Int, code: Int)] = []
  private var responses: [Int32] = []
  private var toolCodes: [[Int32]]
  private var toolsSeen = 0
  /// Options of each code of a source.
  private var optionsOfSource: [[Int]] = []

  /// An empty sink; what only records say is not known.
  public init(_ plan: JourneyPlan) { self.init(plan, JourneyRecords()) }

  /// An empty sink for a plan with what records say.
  public init(_ plan: JourneyPlan, _ documents: Documents, _ join: JoinPlan?) {
    let records = JourneyRecords(documents, join?.cohorts ?? [])
    self.init(plan.adding(records), records)
  }

  init(_ plan: JourneyPlan, _ records: JourneyRecords) {
    self.plan = plan
    self.records = records
    clock = Clock(plan.settings.zone, nil)
    starts = PeriodIndex(plan.settings.periodKind)
    marker = RowMarker(plan.predicates, used: plan.marks)
    usesConditions = plan.facts.contains { if case .condition = $0 { true } else { false } }
    usesOptions = !records.options.isEmpty
    var program = JourneyProgram()
    steps = plan.funnels.map { $0.steps.map { program.compile($0.fact) } }
    goals = plan.goals.map { program.compile($0.fact) }
    toolCodes = program.tools.map { _ in [] }
    sources = JourneySources(program: program, records: records, tools: toolCodes)
  }

  /// Takes one block.
  public mutating func consume(_ batch: borrowing ConversationBatch) {
    if let lexicons = batch.lexicons { learn(lexicons) }
    for at in 0..<batch.count {
      if batch.flags[at].contains(.test) && !plan.settings.includesTests { continue }
      let day = clock.read(batch.firstAt[at]).day
      if day >= 0 { count(batch, at, day) }
    }
  }

  private mutating func learn(_ lexicons: borrowing Lexicons) {
    if !marker.isIdle { marker.learn(lexicons) }
    if !toolCodes.isEmpty, toolsSeen < lexicons.tool.count {
      for code in toolsSeen..<lexicons.tool.count {
        if let place = sources.program.tools.firstIndex(of: lexicons.tool.texts[code].string) { toolCodes[place].append(Int32(code)) }
      }
      toolsSeen = lexicons.tool.count
      sources = JourneySources(program: sources.program, records: records, tools: toolCodes)
    }
    guard usesOptions, optionsOfSource.count < lexicons.source.count else { return }
    for code in optionsOfSource.count..<lexicons.source.count {
      let name = lexicons.source.texts[code].string
      optionsOfSource.append(records.options.indices.filter { records.options[$0].source == name })
    }
  }

  private mutating func count(_ batch: borrowing ConversationBatch, _ at: Int, _ day: Int32) {
    var row = JourneyRow(batch, at)
    if usesOptions, batch.source[at] >= 0, Int(batch.source[at]) < optionsOfSource.count {
      for option in optionsOfSource[Int(batch.source[at])] where batch.vendor == nil || records.options[option].vendor == batch.vendor {
        row.option = option
      }
    }
    if usesConditions {
      row.signature = signature(batch, at)
      if !marker.isIdle { row.marks = marker.marks(batch, at) }
    }
    for place in steps.indices { follow(place, row, batch, at, day) }
    if goals.isEmpty { return }
    // The population of a goal is who wrote something.
    let engaged = JourneyProgram.Fact(kind: .engaged, index: 0)
    guard row.answer(engaged, batch, at, sources, floor: Int64.min).holds else { return }
    for place in goals.indices {
      let answer = row.answer(goals[place], batch, at, sources, floor: Int64.min)
      if answer.isKnown { add(.goal, place, day, known: 1, reached: answer.holds ? 1 : 0) }
    }
  }

  private mutating func follow(_ place: Int, _ row: JourneyRow, _ batch: borrowing ConversationBatch, _ at: Int, _ day: Int32) {
    let isOrdered = plan.funnels[place].isOrdered
    let within = plan.funnels[place].within ?? Int64.max
    var known = 0
    var reached = 0
    var last = missingInstant
    pending.removeAll(keepingCapacity: true)
    for step in steps[place].indices {
      let answer = row.answer(steps[place][step], batch, at, sources, floor: isOrdered ? last : Int64.min)
      guard answer.isKnown else { continue }
      let before = known
      known |= 1 << step
      guard answer.holds else { continue }
      let isTimed = answer.at != missingInstant
      if isTimed, isOrdered && answer.at < last || answer.at.subtractingReportingOverflow(row.firstAt).partialValue > within { continue }
      reached |= 1 << step
      guard isTimed else { continue }
      // Only of who passed all steps before.
      if last != missingInstant, reached & before == before { note(step, answer.at.subtractingReportingOverflow(last)) }
      last = max(last, answer.at)
    }
    add(.funnel, place, day, known: known, reached: reached)
    for (step, code) in pending { add(.time, place, starts.start[Int(day)], known: known << 8 | step, reached: code) }
  }

  private mutating func note(_ step: Int, _ length: (partialValue: Int64, overflow: Bool)) {
    guard !length.overflow, length.partialValue >= 0 else { return }
    pending.append((step, JourneyTime.code(seconds: length.partialValue / 1_000_000)))
  }

  private mutating func add(_ subject: Cell.Subject, _ place: Int, _ day: Int32, known: Int, reached: Int) {
    let key = PackedKey(
      a: UInt64(UInt32(bitPattern: day)) << 32 | UInt64(subject.rawValue) << 24 | UInt64(place & 0xFFFF),
      b: UInt64(known) << 32 | UInt64(reached))
    let slot = Int(index.slot(key))
    if slot == tally.count { tally.append(1) } else { tally[slot] += 1 }
  }

  private mutating func signature(_ batch: borrowing ConversationBatch, _ at: Int) -> Signature {
    var facts = ConversationFacts()
    responses.removeAll(keepingCapacity: true)
    facts.readMessages(batch, at, plan.settings, &responses)
    let calls = Int(batch.toolCalls.offsets[at])..<Int(batch.toolCalls.offsets[at + 1])
    let failed = calls.contains { batch.toolCalls.success[$0] == 0 }
    return facts.signature(batch, at, (used: !calls.isEmpty, failed: failed), plan.settings)
  }

  /// Nothing here is a code.
  public mutating func finish(_ lexicons: Lexicons) {
    for slot in 0..<index.count {
      let key = index.key(slot)
      guard let subject = Cell.Subject(rawValue: UInt8((key.a >> 24) & 0xFF)) else { continue }
      let cell = Cell(
        subject: subject, index: Int(key.a & 0xFFFF), day: Int(key.a >> 32), known: Int(key.b >> 32), reached: Int(key.b & 0xFFFF_FFFF))
      counts[cell, default: 0] += tally[slot]
    }
    index = KeyIndex()
    tally = []
  }

  /// Adds what another finished worker saw.
  public mutating func merge(_ other: consuming JourneySink) { counts.merge(other.counts, uniquingKeysWith: +) }
}

/// Times between steps: whole seconds below ten minutes, above in steps of at most 1.6 % of themselves.
enum JourneyTime {
  private static let exact: Int64 = 600

  /// A code that grows with the time.
  static func code(seconds: Int64) -> Int {
    if seconds < exact { return Int(max(0, seconds)) }
    let bounded = min(seconds, 1 << 40)
    let shift = max(0, 64 - bounded.leadingZeroBitCount - 7)
    return shift << 8 | Int(bounded >> Int64(shift))
  }

  /// The middle of the times of a code, in seconds.
  static func seconds(_ code: Int) -> Double {
    if code < Int(exact) { return Double(code) }
    let shift = code >> 8
    let low = Int64(code & 0xFF) << Int64(shift)
    return Double(low) + Double((Int64(1) << Int64(shift)) - 1) / 2
  }
}
