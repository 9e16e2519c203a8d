import Basics
import CSimdJSON
import Records

/// Fingerprints of all conversations seen, shared by the workers. Its size is fixed for up to a million and a half, so that memory
/// does not follow the input.
final class SeenIdentities: @unchecked Sendable {
  private let table: OpaquePointer?

  init() { table = csj_seen_create(1 << 21) }
  deinit { csj_seen_destroy(table) }

  /// Adds fingerprints; those that were known already, or nil when memory ends.
  func add(_ identities: [UInt64], into repeats: inout [UInt64]) -> Bool {
    guard let table, !identities.isEmpty else { return table != nil }
    let start = repeats.count
    repeats.append(contentsOf: repeatElement(0, count: identities.count))
    let found = repeats.withUnsafeMutableBufferPointer { room in
      csj_seen_add(table, identities, identities.count, room.baseAddress.map { $0 + start })
    }
    guard found != Int(bitPattern: UInt(bitPattern: -1)) else { return false }
    repeats.removeLast(identities.count - Int(found))
    return true
  }
}

/// One copy of a conversation that comes more than once.
struct Copy: Sendable {
  var identity: UInt64
  var lastAt: Int64
  var completeness: RowDecoder.Completeness
  var feed: Int
  var row: Int
}

/// Where the copy that counts stands.
struct RowPlace: Hashable, Sendable {
  var feed: Int
  var row: Int
}

/// The copy that counts for each identity: the latest `last_message_at`, then the one that says most (with messages, full row,
/// row of a CSV, summary), then the latest capture, then the first path, then the first row. `captures` and the order of paths go
/// by feed (feeds are in path order).
func chooseCopies(_ copies: [Copy], captures: [Int64]) -> [UInt64: RowPlace] {
  var best: [UInt64: Copy] = [:]
  best.reserveCapacity(copies.count / 2)
  for copy in copies {
    guard let other = best[copy.identity] else {
      best[copy.identity] = copy
      continue
    }
    if precedes(copy, other, captures) { best[copy.identity] = copy }
  }
  return best.mapValues { RowPlace(feed: $0.feed, row: $0.row) }
}

private func precedes(_ a: Copy, _ b: Copy, _ captures: [Int64]) -> Bool {
  if a.lastAt != b.lastAt { return a.lastAt > b.lastAt }
  if a.completeness != b.completeness { return a.completeness > b.completeness }
  if captures[a.feed] != captures[b.feed] { return captures[a.feed] > captures[b.feed] }
  return (a.feed, a.row) < (b.feed, b.row)
}
