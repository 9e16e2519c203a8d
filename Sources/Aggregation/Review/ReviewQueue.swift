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
  /// Different kinds (assistant, intent, reasons) among those with a reason.
  public var kinds: Int
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

  private struct Use: Hashable {
    var assistant: String?
    var intent: String?
    var reason: ReviewReason
  }

  private let limit: Int
  private var candidates: [Candidate]
  private let lists: [[ReviewReason]]
  private var taken: [Int]
  private var used: [Use: Int] = [:]
  private var byIntent: [String: Int] = [:]
  private var byLead: [ReviewReason: Int] = [:]

  init(_ candidates: [Candidate], limit: Int) {
    self.limit = limit
    self.candidates = candidates
    lists = candidates.map(\.reasons.list)
    taken = [Int](repeating: 0, count: candidates.count)
  }

  /// Places of the chosen: candidate, and row of the candidate.
  mutating func choose() -> [(candidate: Int, row: Int)] {
    var chosen: [(candidate: Int, row: Int)] = []
    while chosen.count < limit,
      let next = best(reasons: true, intents: true) ?? best(reasons: false, intents: true) ?? best(reasons: false, intents: false)
    {
      chosen.append((next, taken[next]))
      taken[next] += 1
      let candidate = candidates[next]
      for reason in lists[next] { used[Use(assistant: candidate.assistant, intent: candidate.intent, reason: reason), default: 0] += 1 }
      if let intent = candidate.intent { byIntent[intent, default: 0] += 1 }
      if let lead = lists[next].first { byLead[lead, default: 0] += 1 }
    }
    return chosen
  }

  /// The best candidate that keeps the quotas asked for.
  private func best(reasons: Bool, intents: Bool) -> Int? {
    var best: Int?
    for index in candidates.indices where taken[index] < candidates[index].rows.count {
      if intents, let intent = candidates[index].intent, byIntent[intent, default: 0] >= ReviewQueue.intentQuota(limit) { continue }
      if reasons, let lead = lists[index].first, byLead[lead, default: 0] >= ReviewQueue.reasonQuota(limit) { continue }
      if let current = best, !precedes(index, current) { continue }
      best = index
    }
    return best
  }

  /// In parts of a point: each earlier choice halves.
  private func gain(_ index: Int) -> Int {
    let candidate = candidates[index]
    return lists[index].reduce(0) { sum, reason in
      sum + (reason.weight << 20) >> used[Use(assistant: candidate.assistant, intent: candidate.intent, reason: reason), default: 0]
    }
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    let (x, y) = (gain(a), gain(b))
    if x != y { return x > y }
    let (s, t) = (candidates[a].reasons.score, candidates[b].reasons.score)
    if s != t { return s > t }
    return candidates[b].rows[taken[b]].rank < candidates[a].rows[taken[a]].rank
  }
}

/// The queues of all periods.
public struct ReviewBook: Sendable {
  private let queues: [Int: ReviewQueue]
  private let periodKind: PeriodKind

  /// Kinds of one period that are looked at, the heaviest: kinds of a lower score are left out once this many are heavier.
  static let kindLimit = 2048

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
      let candidates = Self.heaviest(byStart[start] ?? [])
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
        kinds: byStart[start]?.count ?? 0, knowsRatings: sink.knowsRatings)
    }
    queues = made
  }

  /// Whole classes of equal score, so that what is left does not depend on an order.
  private static func heaviest(_ candidates: [ReviewChoice.Candidate]) -> [ReviewChoice.Candidate] {
    let classes = Dictionary(grouping: candidates) { $0.reasons.score }
    var kept: [ReviewChoice.Candidate] = []
    for score in classes.keys.sorted(by: >) where kept.count < kindLimit { kept += classes[score] ?? [] }
    return kept
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
