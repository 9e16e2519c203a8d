import Basics
import Privacy
import Records

/// The conversations of a period that should be read first, and how many there are for each reason.
public struct ReviewQueue: Sendable, Equatable {
  /// One conversation to read.
  public struct Item: Sendable, Equatable {
    /// Fingerprint of (source, project, conversation id).
    public var identity: UInt64
    /// The id, or letters that stand for it; nil where the project lists no conversations.
    public var reference: RedactedText?
    /// Time of the last message, microseconds.
    public var lastAt: Int64
    /// Last active assistant.
    public var assistant: String?
    /// Intent in its normal form.
    public var intent: String?
    /// Heaviest first; at least one.
    public var reasons: [ReviewReason]
    /// Sum of their weights.
    public var score: Int { reasons.reduce(0) { $0 + $1.weight } }
  }

  /// In the order of choice.
  public var items: [Item]
  /// Conversations of the period with each reason, in the order of `ReviewReason`.
  public var byReason: [Int]
  /// Conversations with at least one.
  public var any: Int
  /// All conversations of the period.
  public var conversations: Int
  /// Different kinds (assistant, intent, reasons) that were chosen from.
  public var kinds: Int
  /// True when there are more kinds, all of a lower score.
  public var hasMoreKinds = false
  /// False when the data hold no ratings.
  public var knowsRatings: Bool

  /// Conversations of the period with a reason.
  public func count(_ reason: ReviewReason) -> Int { byReason.indices.contains(reason.rawValue) ? byReason[reason.rawValue] : 0 }

  /// At most this part of a full queue is led by one reason.
  public static func reasonQuota(_ limit: Int) -> Int { max(1, limit / 2) }
  /// At most this part of a full queue is of one stated intent.
  public static func intentQuota(_ limit: Int) -> Int { max(1, limit / 4) }
}

/// Chooses the conversations of a period: always the one with the largest gain. A reason gains half as much with each conversation of the
/// same assistant and intent that was already chosen for it, so that the queue covers the ways to fail and not one of them again and again.
/// Quotas hold back what one reason or one intent may take as long as others are left; that of the reasons gives way first. Equal ones: higher score, then later, then by id.
struct ReviewChoice {
  /// Conversations that are alike, latest first.
  struct Candidate {
    var assistant: String?
    var intent: String?
    var reasons: ReviewReasons
    var rows: [(rank: ReviewSink.Rows.Rank, row: ConversationIdentifier?)]
  }

  private let limit: Int
  private let candidates: [Candidate]
  private let lists: [[ReviewReason]]
  private let scores: [Int]
  /// A number for each pair of assistant and intent, and for each intent; -1 without an intent.
  private let pairs, intents: [Int]
  private var gains: [Int]
  private var taken: [Int]
  /// Earlier choices by pair and reason.
  private var used: [Int: Int] = [:]
  private var byIntent: [Int: Int] = [:]
  private var byLead: [ReviewReason: Int] = [:]

  init(_ candidates: [Candidate], limit: Int) {
    self.limit = limit
    self.candidates = candidates
    lists = candidates.map(\.reasons.list)
    scores = candidates.map(\.reasons.score)
    taken = [Int](repeating: 0, count: candidates.count)
    var pairNumbers: [[String?]: Int] = [:]
    var intentNumbers: [String: Int] = [:]
    var pairs: [Int] = []
    var intents: [Int] = []
    for candidate in candidates {
      let pair = [candidate.assistant, candidate.intent]
      pairs.append(pairNumbers[pair] ?? pairNumbers.count)
      pairNumbers[pair] = pairs[pairs.count - 1]
      intents.append(candidate.intent.map { intentNumbers[$0] ?? intentNumbers.count } ?? -1)
      if let intent = candidate.intent { intentNumbers[intent] = intents[intents.count - 1] }
    }
    (self.pairs, self.intents) = (pairs, intents)
    gains = scores.map { $0 << Self.fraction }
  }

  /// Places of the chosen: candidate, and row of the candidate.
  mutating func choose() -> [(candidate: Int, row: Int)] {
    var chosen: [(candidate: Int, row: Int)] = []
    while chosen.count < limit,
      let next = best(reasons: true, intents: true) ?? best(reasons: false, intents: true) ?? best(reasons: false, intents: false)
    {
      chosen.append((next, taken[next]))
      taken[next] += 1
      for reason in lists[next] { used[use(next, reason), default: 0] += 1 }
      byIntent[intents[next], default: 0] += 1
      if let lead = lists[next].first { byLead[lead, default: 0] += 1 }
      for index in candidates.indices where pairs[index] == pairs[next] { gains[index] = gain(index) }
    }
    return chosen
  }

  /// The best candidate that keeps the quotas asked for.
  private func best(reasons: Bool, intents isSpread: Bool) -> Int? {
    let fullIntents = Set(byIntent.filter { $0.key >= 0 && $0.value >= ReviewQueue.intentQuota(limit) }.keys)
    let fullReasons = Set(byLead.filter { $0.value >= ReviewQueue.reasonQuota(limit) }.keys)
    var best: Int?
    for index in candidates.indices where taken[index] < candidates[index].rows.count {
      if isSpread, fullIntents.contains(intents[index]) { continue }
      if reasons, let lead = lists[index].first, fullReasons.contains(lead) { continue }
      if let current = best, !precedes(index, current) { continue }
      best = index
    }
    return best
  }

  private func use(_ index: Int, _ reason: ReviewReason) -> Int { pairs[index] << 4 | reason.rawValue }

  /// Bits of a gain behind the point: each earlier choice halves a weight.
  private static let fraction = 20

  private func gain(_ index: Int) -> Int {
    lists[index].reduce(0) { $0 + (($1.weight << Self.fraction) >> used[use(index, $1), default: 0]) }
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    if gains[a] != gains[b] { return gains[a] > gains[b] }
    if scores[a] != scores[b] { return scores[a] > scores[b] }
    return candidates[b].rows[taken[b]].rank < candidates[a].rows[taken[a]].rank
  }
}

/// The queues of all periods.
public struct ReviewBook: Sendable {
  private let queues: [Int: ReviewQueue]
  private let periodKind: PeriodKind

  /// Chooses from a finished sink. Ids are shown as the profile allows, and only when the sink was given them.
  public init(
    _ sink: ReviewSink, settings: AggregationSettings, redactor: Redactor, profile: PublishProfile, limit: Int = ReviewSink.limit
  ) {
    periodKind = settings.periodKind
    var byStart: [Int32: [ReviewChoice.Candidate]] = [:]
    for (kind, rows) in sink.kinds {
      byStart[kind.start, default: []].append(
        .init(assistant: kind.assistant, intent: kind.intent, reasons: kind.reasons, rows: rows.ranked))
    }
    var made: [Int: ReviewQueue] = [:]
    for (start, totals) in sink.totals {
      let candidates = byStart[start] ?? []
      var choice = ReviewChoice(candidates, limit: min(limit, ReviewSink.limit))
      let items = choice.choose().map { place -> ReviewQueue.Item in
        let candidate = candidates[place.candidate]
        let row = candidate.rows[place.row]
        return ReviewQueue.Item(
          identity: row.rank.identity, reference: row.row?.shown(redactor, for: profile), lastAt: row.rank.lastAt,
          assistant: candidate.assistant, intent: candidate.intent, reasons: candidate.reasons.list)
      }
      made[Int(start)] = ReviewQueue(
        items: items, byReason: totals.byReason, any: totals.any, conversations: totals.conversations,
        kinds: candidates.count, hasMoreKinds: sink.cut.contains(start), knowsRatings: sink.knowsRatings)
    }
    queues = made
  }

  /// The queue of a period; nil for a period without conversations or of another length than the project's.
  public func queue(in period: Period) -> ReviewQueue? { period.kind == periodKind ? queues[period.start.ordinal] : nil }
}

extension Figures {
  /// The same figures with the conversations to read.
  public func with(_ review: ReviewBook?) -> Figures {
    var result = self
    result.review = review
    return result
  }

  /// The conversations of a period to read first; nil when none was looked for.
  public func reviewQueue(in period: Period) -> ReviewQueue? { review?.queue(in: period) }

  /// The spelling to show for an intent in its normal form.
  public func intentText(_ form: String) -> String { spelling(form) }
}
