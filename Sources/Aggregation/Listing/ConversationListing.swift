import Privacy
import Records

/// The latest conversations of each period, for lists. Memory is bounded by the number of periods; the result does not depend on how rows
/// were spread over workers or in which order they came.
public struct ConversationListing: ConversationSink {
  /// What a period has.
  private struct Stretch<Row: Sendable>: Sendable {
    var latest: LatestRows<Row>
    var total = 0
  }

  private let settings: AggregationSettings
  private let limit: Int
  private let redactor: Redactor
  private let profile: PublishProfile
  private let starts: PeriodIndex
  private var clock: Clock
  /// By the first day of the period.
  private var coded: [Int32: Stretch<CodedConversation>] = [:]
  private var named: [Int32: Stretch<ListedConversation>] = [:]

  /// A list of at most `limit` conversations of each period; ids are shown as the profile allows.
  public init(settings: AggregationSettings, limit: Int, redactor: Redactor, profile: PublishProfile) {
    self.settings = settings
    self.limit = limit
    self.redactor = redactor
    self.profile = profile
    starts = PeriodIndex(settings.periodKind)
    clock = Clock(settings.zone, nil)
  }

  /// Takes one block; rows without a usable last message and test traffic are left out, as in the counts of conversations.
  public mutating func consume(_ batch: borrowing ConversationBatch) {
    for at in 0..<batch.count {
      if batch.flags[at].contains(.test) && !settings.includesTests { continue }
      let day = clock.read(batch.lastAt[at]).day
      if day < 0 { continue }
      let rank = LatestRows<CodedConversation>.Rank(lastAt: batch.lastAt[at], identity: batch.identity[at])
      add(batch, at, rank, to: &coded[starts.start[Int(day)], default: Stretch(latest: LatestRows(limit: limit))])
    }
  }

  private func add(
    _ batch: borrowing ConversationBatch, _ at: Int, _ rank: LatestRows<CodedConversation>.Rank,
    to stretch: inout Stretch<CodedConversation>
  ) {
    stretch.total += 1
    if stretch.latest.wants(rank) { stretch.latest.insert(CodedConversation(batch, at), rank) }
  }

  /// Turns the codes of this worker into names.
  public mutating func finish(_ lexicons: Lexicons) {
    for (start, stretch) in coded {
      var made = Stretch<ListedConversation>(latest: LatestRows(limit: limit), total: stretch.total)
      for row in stretch.latest.sorted {
        guard let row = row.named(lexicons, redactor, profile) else { continue }
        made.latest.insert(row, .init(lastAt: row.lastAt, identity: row.identity))
      }
      add(made, at: start)
    }
    coded = [:]
  }

  /// Adds what another finished worker saw.
  public mutating func merge(_ other: consuming ConversationListing) {
    for (start, stretch) in other.named { add(stretch, at: start) }
  }

  private mutating func add(_ stretch: Stretch<ListedConversation>, at start: Int32) {
    guard named[start] != nil else {
      named[start] = stretch
      return
    }
    named[start]?.total += stretch.total
    named[start]?.latest.merge(stretch.latest)
  }

  /// The latest conversations of a period, latest first, and how many the period has in all.
  public func conversations(in period: Period) -> (latest: [ListedConversation], total: Int) {
    guard let stretch = named[Int32(truncatingIfNeeded: period.start.ordinal)] else { return ([], 0) }
    return (stretch.latest.sorted, stretch.total)
  }
}
