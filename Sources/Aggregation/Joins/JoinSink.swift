import Privacy
import Records

/// What is kept of one conversation that a record names.
struct JoinedConversation: Sendable, Equatable {
  var firstAt: Int64
  var lastAt: Int64
  /// nil: not known.
  var handedOff: Bool?
  /// Codes of the documented labels, -1 without one, others as they are: only known codes mean the same in every worker.
  var sentiment: Int32
  var quality: Int32
  var isTest: Bool
  /// Its small facts, as the pass packs them.
  var signature = Signature()
  /// Codes of this worker, and their names after `finish`.
  var assistant: Int32 = -1
  var source: Int32 = -1
  var assistantName: RedactedText?
  var sourceName: RedactedText?

  var isScored: Bool { sentiment >= 0 }
  var isNegative: Bool { sentiment == 0 }
  var isResolved: Bool { handedOff == false && quality == 0 }
}

/// One pass that finds the conversations that records name, and counts those they could have named. Memory follows the number of records
/// and of days, not of conversations.
public struct JoinSink: ConversationSink {
  /// Conversations of a cohort on one day.
  struct Size: Sendable, Equatable {
    var all = 0
    var deflected = 0
    var handedOff = 0
  }
  /// Place of the cohort, and day.
  struct Cell: Hashable, Sendable {
    let cohort: Int
    let day: Int
  }
  private struct Counter: Hashable {
    let cohort: Int
    let source: Int32
    let day: Int32
  }

  let plan: JoinPlan
  private(set) var found: [UInt64: JoinedConversation] = [:]
  /// What is known after `finish`.
  private(set) var sizes: [Cell: Size] = [:]
  private var counters: [Counter: Size] = [:]
  private var clock: Clock

  /// An empty sink.
  public init(_ plan: JoinPlan) {
    self.plan = plan
    clock = Clock(plan.settings.zone, nil)
  }

  /// Takes one block.
  public mutating func consume(_ batch: borrowing ConversationBatch) {
    let cohorts = plan.cohorts.indices.filter { batch.vendor == nil || plan.cohorts[$0].vendor == batch.vendor }
    for row in 0..<batch.count {
      let isTest = batch.flags[row].contains(.test) && !plan.settings.includesTests
      if plan.wanted.contains(batch.identity[row]) { keep(batch, row, isTest: isTest) }
      if !isTest && !cohorts.isEmpty { count(batch, row, cohorts) }
    }
  }

  private mutating func keep(_ batch: borrowing ConversationBatch, _ row: Int, isTest: Bool) {
    let flags = batch.flags[row]
    found[batch.identity[row]] = JoinedConversation(
      firstAt: batch.firstAt[row], lastAt: batch.lastAt[row],
      handedOff: flags.contains(.handoffUnknown) ? nil : flags.contains(.handoff), sentiment: batch.sentiment[row],
      quality: batch.quality[row], isTest: isTest,
      signature: ConversationFacts().signature(batch, row, (used: false, failed: false), plan.settings), assistant: batch.assistant[row],
      source: batch.source[row])
  }

  private mutating func count(_ batch: borrowing ConversationBatch, _ row: Int, _ cohorts: [Int]) {
    for cohort in cohorts {
      let moment = plan.cohorts[cohort].countsByFirst ? batch.firstAt[row] : batch.lastAt[row]
      guard moment != missingInstant, plan.cohorts[cohort].spans.contains(moment) else { continue }
      let day = clock.read(moment).day
      guard day >= 0 else { continue }
      let key = Counter(cohort: cohort, source: batch.source[row], day: day)
      let flags = batch.flags[row]
      counters[key, default: Size()].all += 1
      if !flags.contains(.handoffUnknown) {
        if flags.contains(.handoff) { counters[key]?.handedOff += 1 } else { counters[key]?.deflected += 1 }
      }
    }
  }

  /// Turns the codes of sources into names: only conversations of a cohort's own source count.
  public mutating func finish(_ lexicons: Lexicons) {
    func name(_ lexicon: Lexicon, _ code: Int32) -> RedactedText? {
      code >= 0 && Int(code) < lexicon.texts.count ? lexicon.texts[Int(code)] : nil
    }
    for (id, conversation) in found {
      found[id]?.assistantName = name(lexicons.assistant, conversation.assistant)
      found[id]?.sourceName = name(lexicons.source, conversation.source)
    }
    for (key, size) in counters {
      guard key.source >= 0, Int(key.source) < lexicons.source.texts.count,
        lexicons.source.texts[Int(key.source)].string == plan.cohorts[key.cohort].sourceName
      else { continue }
      sizes[Cell(cohort: key.cohort, day: Int(key.day)), default: Size()].add(size)
    }
    counters = [:]
  }

  /// Adds what another finished worker saw.
  public mutating func merge(_ other: consuming JoinSink) {
    found.merge(other.found) { mine, _ in mine }
    for (cell, size) in other.sizes { sizes[cell, default: Size()].add(size) }
  }

  /// Day of a moment as cohorts count it; nil for a moment that no conversation can have.
  func day(_ moment: Int64) -> Int? {
    var clock = Clock(plan.settings.zone, nil)
    let day = clock.read(moment).day
    return day < 0 ? nil : Int(day)
  }
}

extension JoinSink.Size {
  fileprivate mutating func add(_ other: Self) {
    all += other.all
    deflected += other.deflected
    handedOff += other.handedOff
  }
}
