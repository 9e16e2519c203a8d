/// Until when the conversations of a source are loaded. Seven days in a row without any conversation of a source end a stretch: whether
/// somebody came back then cannot be known.
struct LoadedStretches: Sendable {
  private var ends: [(day: Int32, end: Int64)]

  /// Days without a conversation that end a stretch.
  static let silentDays: Int32 = 7

  /// `latest`: the latest message of each day with conversations.
  init(_ latest: [Int32: Int64]) {
    ends = []
    var previous: Int32?
    for (day, lastAt) in latest.sorted(by: { $0.key < $1.key }) {
      if let previous, day - previous <= Self.silentDays, let at = ends.indices.last {
        ends[at] = (day, max(ends[at].end, lastAt))
      } else {
        ends.append((day, lastAt))
      }
      previous = day
    }
  }

  /// The end of the stretch that holds a day: the latest message in it; nil for a day after the last.
  func end(_ day: Int32) -> Int64? { ends.first { day <= $0.day }?.end }
}

/// Finds out of the conversations of one contact which were followed by another. Two that overlap, or begin at the same moment, do not
/// follow each other.
struct FollowUpLinks {
  /// From this many conversations on, those of one intent are looked up instead of passed through.
  private static let manyConversations = 32

  /// Facts of each row; all are of one contact, by their first message. `intent`: a number for each intent, -1 for none. `loadedUntil`:
  /// end of the loaded data of a row's source; nil = not known.
  static func facts(
    _ rows: ArraySlice<FollowUpRow>, intent: (FollowUpRow) -> Int32, loadedUntil: (FollowUpRow) -> Int64?
  ) -> [FollowUpFacts] {
    if let only = rows.first, rows.count == 1 { return [assessed(only, loadedUntil(only))] }
    let starts = rows.map(\.firstAt)
    let intents = rows.map(intent)
    var byIntent: [Int32: [Int64]] = [:]
    if rows.count > manyConversations { for (start, intent) in zip(starts, intents) { byIntent[intent, default: []].append(start) } }
    return rows.enumerated().map { place, row in
      var facts = assessed(row, loadedUntil(row))
      if let earliest = starts.first, earliest < row.firstAt { facts.insert(.seenBefore) }
      mark(&facts, after: row.lastAt, first(in: starts, after: row.lastAt), FollowUpFacts.again)
      guard intents[place] >= 0 else { return facts }
      let same: Int64?
      if let list = byIntent[intents[place]] {
        same = first(in: list, after: row.lastAt)
      } else {
        same = starts.indices.first { starts[$0] > row.lastAt && intents[$0] == intents[place] }.map { starts[$0] }
      }
      mark(&facts, after: row.lastAt, same, FollowUpFacts.sameIntent)
      return facts
    }
  }

  private static func assessed(_ row: FollowUpRow, _ end: Int64?) -> FollowUpFacts {
    var facts: FollowUpFacts = []
    guard let end else { return facts }
    for window in FollowUpWindow.allCases where end &- row.lastAt >= window.microseconds { facts.insert(.assessed(window)) }
    return facts
  }

  private static func mark(
    _ facts: inout FollowUpFacts, after lastAt: Int64, _ next: Int64?, _ fact: (FollowUpWindow) -> FollowUpFacts
  ) {
    guard let next else { return }
    for window in FollowUpWindow.allCases where next &- lastAt <= window.microseconds { facts.insert(fact(window)) }
  }

  /// The first of ascending moments after another.
  private static func first(in moments: [Int64], after moment: Int64) -> Int64? {
    var low = 0
    var high = moments.count
    while low < high {
      let middle = (low + high) / 2
      if moments[middle] <= moment { low = middle + 1 } else { high = middle }
    }
    return low < moments.count ? moments[low] : nil
  }
}
