import Basics
import Privacy
import Records

/// Finds the conversations that should be read first. Of conversations that are alike (same period, assistant, intent and reasons) only
/// the latest few can ever be chosen, so no more are kept: memory follows the number of different kinds, not of conversations. The result
/// does not depend on how rows were spread over workers or in which order they came.
public struct ReviewSink: ConversationSink {
  /// What conversations that are alike share, in codes of one worker.
  private struct CodedKind: Hashable {
    var start: Int32
    var assistant: Int32
    var intent: Int32
    var reasons: ReviewReasons
  }

  /// The same in names; intents in their normal form.
  struct Kind: Hashable, Sendable {
    var start: Int32
    var assistant: String?
    var intent: String?
    var reasons: ReviewReasons
  }

  /// Conversations of a period.
  struct Totals: Sendable, Equatable {
    var conversations = 0
    /// With at least one reason.
    var any = 0
    /// By reason, in the order of `ReviewReason`.
    var byReason = [Int](repeating: 0, count: ReviewReason.allCases.count)

    mutating func add(_ reasons: ReviewReasons) {
      conversations += 1
      if reasons.isEmpty { return }
      any += 1
      for place in byReason.indices where reasons.rawValue >> UInt16(place) & 1 == 1 { byReason[place] += 1 }
    }

    mutating func add(_ other: Totals) {
      conversations += other.conversations
      any += other.any
      for place in byReason.indices { byReason[place] += other.byReason[place] }
    }
  }

  typealias Rows = LatestRows<ConversationIdentifier?>

  /// Conversations that a period's queue holds at most.
  public static let limit = 20

  private let settings: AggregationSettings
  private let ratings: [UInt64: UInt8]
  private let starts: PeriodIndex
  private var clock: Clock
  private var coded: [CodedKind: Rows] = [:]
  private(set) var totals: [Int32: Totals] = [:]
  /// Known after `finish`.
  private(set) var kinds: [Kind: Rows] = [:]
  /// True when ratings were looked at.
  let knowsRatings: Bool

  /// An empty sink. `ratings`: 1 to 5 by the identity of the rated conversation; nil when the data hold none.
  public init(settings: AggregationSettings, ratings: [UInt64: UInt8]? = nil) {
    self.settings = settings
    self.ratings = ratings ?? [:]
    knowsRatings = ratings != nil
    starts = PeriodIndex(settings.periodKind)
    clock = Clock(settings.zone, nil)
  }

  /// Takes one block; test traffic and rows without a usable last message are left out, as in the counts of conversations.
  public mutating func consume(_ batch: borrowing ConversationBatch) {
    for at in 0..<batch.count {
      if batch.flags[at].contains(.test) && !settings.includesTests { continue }
      let day = clock.read(batch.lastAt[at]).day
      if day < 0 { continue }
      let reasons = ReviewReasons(
        batch, at, rating: ratings.isEmpty ? 0 : ratings[batch.identity[at]] ?? 0, longConversation: settings.longConversation)
      let start = starts.start[Int(day)]
      totals[start, default: Totals()].add(reasons)
      if reasons.isEmpty { continue }
      let kind = CodedKind(start: start, assistant: batch.assistant[at], intent: batch.intent[at], reasons: reasons)
      let rank = Rows.Rank(lastAt: batch.lastAt[at], identity: batch.identity[at])
      keep(rank, batch, at, &coded[kind, default: Rows(limit: Self.limit)])
    }
  }

  private func keep(_ rank: Rows.Rank, _ batch: borrowing ConversationBatch, _ at: Int, _ rows: inout Rows) {
    if rows.wants(rank) { rows.insert(batch.identifiers.identifier(at: at), rank) }
  }

  /// Turns the codes of this worker into names.
  public mutating func finish(_ lexicons: Lexicons) {
    let forms = lexicons.intent.texts.map { IntentForm.normal($0.string) }
    for (kind, rows) in coded {
      let assistant = Int(kind.assistant)
      let intent = Int(kind.intent)
      let named = Kind(
        start: kind.start,
        assistant: lexicons.assistant.texts.indices.contains(assistant) ? lexicons.assistant.texts[assistant].string : nil,
        intent: forms.indices.contains(intent) ? forms[intent] : nil, reasons: kind.reasons)
      kinds[named, default: Rows(limit: Self.limit)].merge(rows)
    }
    coded = [:]
  }

  /// Adds what another finished worker saw.
  public mutating func merge(_ other: consuming ReviewSink) {
    for (kind, rows) in other.kinds { kinds[kind, default: Rows(limit: Self.limit)].merge(rows) }
    for (start, more) in other.totals { totals[start, default: Totals()].add(more) }
  }
}
