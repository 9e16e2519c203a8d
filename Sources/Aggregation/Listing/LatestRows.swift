/// The latest few of many rows: a heap of bounded size whose root is the earliest row kept (Williams 1964). What it holds does not depend
/// on the order in which rows come.
struct LatestRows<Row: Sendable>: Sendable {
  /// What rows are ranked by; no two rows share one.
  struct Rank: Sendable, Comparable {
    var lastAt: Int64
    var identity: UInt64
    static func < (a: Self, b: Self) -> Bool { (a.lastAt, a.identity) < (b.lastAt, b.identity) }
  }

  private let limit: Int
  private var heap: [(rank: Rank, row: Row)] = []

  init(limit: Int) { self.limit = max(0, limit) }

  var count: Int { heap.count }

  /// False when a row of this rank is earlier than all that are kept.
  func wants(_ rank: Rank) -> Bool {
    guard heap.count >= limit else { return true }
    return heap.first.map { $0.rank < rank } ?? false
  }

  /// Keeps a row, in place of the earliest one when there is no room.
  mutating func insert(_ row: Row, _ rank: Rank) {
    guard wants(rank) else { return }
    if heap.count < limit {
      heap.append((rank, row))
      rise(from: heap.count - 1)
    } else {
      heap[0] = (rank, row)
      sink()
    }
  }

  private mutating func rise(from place: Int) {
    var place = place
    while place > 0 {
      let parent = (place - 1) / 2
      guard heap[place].rank < heap[parent].rank else { return }
      heap.swapAt(place, parent)
      place = parent
    }
  }

  private mutating func sink() {
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count && heap[child].rank < heap[least].rank { least = child }
      guard least != place else { return }
      heap.swapAt(place, least)
      place = least
    }
  }

  /// All rows, latest first.
  var sorted: [Row] { heap.sorted { $1.rank < $0.rank }.map(\.row) }

  /// The same with their ranks.
  var ranked: [(rank: Rank, row: Row)] { heap.sorted { $1.rank < $0.rank }.map { ($0.rank, $0.row) } }

  /// Adds the rows of another.
  mutating func merge(_ other: Self) { for entry in other.heap { insert(entry.row, entry.rank) } }
}
