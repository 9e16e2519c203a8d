import Basics
import Privacy
import Records

/// Finds the conversations that should be read first. Of conversations that are alike (same period, assistant, intent and reasons) only
/// the latest few can ever be chosen, so no more are kept, and of kinds only the heaviest: memory follows neither the number of conversations
/// nor that of kinds. The result does not depend on how rows were spread over workers or in which order they came (a worker with more than
/// `codedLimit` kinds of one period tells spellings of an intent apart, and may let go of lighter kinds sooner than names would ask).
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
  /// Kinds of a period that are looked at: those of a lower score are left out once this many are heavier.
  static let kindLimit = 2048
  /// The same while kinds are codes of one worker, among which spellings of one intent are several.
  private static let codedLimit = 16 * kindLimit

  private let settings: AggregationSettings
  private let ratings: [UInt64: UInt8]
  private let starts: PeriodIndex
  private var clock: Clock
  private var coded: [CodedKind: Rows] = [:]
  /// From how many coded kinds on the lighter ones are looked for.
  private var nextCut = 2 * codedLimit
  private(set) var totals: [Int32: Totals] = [:]
  /// Known after `finish`.
  private(set) var kinds: [Kind: Rows] = [:]
  /// First days of the periods of which kinds were left out.
  private(set) var cut: Set<Int32> = []
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
      if coded.count > nextCut {
        Self.keepHeaviest(&coded, Self.codedLimit, \.start, \.reasons, &cut)
        nextCut = max(2 * Self.codedLimit, 2 * coded.count)
      }
    }
  }

  /// Leaves out whole classes of equal score, so that what is left does not depend on an order: a class goes once `limit` kinds of the
  /// period are heavier. Who has seen fewer kinds has left out no class that all together would keep.
  private static func keepHeaviest<Key: Hashable>(
    _ kinds: inout [Key: Rows], _ limit: Int, _ start: KeyPath<Key, Int32>, _ reasons: KeyPath<Key, ReviewReasons>, _ cut: inout Set<Int32>
  ) {
    var sizes: [Int32: [Int: Int]] = [:]
    for key in kinds.keys { sizes[key[keyPath: start], default: [:]][key[keyPath: reasons].score, default: 0] += 1 }
    var least: [Int32: Int] = [:]
    for (period, classes) in sizes {
      var heavier = 0
      for score in classes.keys.sorted(by: >) where heavier < limit {
        least[period] = score
        heavier += classes[score] ?? 0
      }
      if heavier < classes.values.reduce(0, +) { cut.insert(period) }
    }
    if cut.isEmpty { return }
    kinds = kinds.filter { $0.key[keyPath: reasons].score >= least[$0.key[keyPath: start]] ?? 0 }
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
    Self.keepHeaviest(&kinds, Self.kindLimit, \.start, \.reasons, &cut)
  }

  /// Adds what another finished worker saw.
  public mutating func merge(_ other: consuming ReviewSink) {
    for (kind, rows) in other.kinds { kinds[kind, default: Rows(limit: Self.limit)].merge(rows) }
    cut.formUnion(other.cut)
    Self.keepHeaviest(&kinds, Self.kindLimit, \.start, \.reasons, &cut)
    for (start, more) in other.totals { totals[start, default: Totals()].add(more) }
  }
}
