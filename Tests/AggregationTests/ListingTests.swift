import Privacy
import Records
import Testing

@testable import Aggregation

private let april = Period(.month, containing: CalendarDay(ordinal: 20_560))

/// A listing of rows as one worker sees them; ids are `id` and the place of the row in all rows.
private func listing(_ rows: [(place: Int, row: Row)], limit: Int, batchSize: Int = 7) -> ConversationListing {
  var made = ConversationListing(settings: utcMonths, limit: limit, redactor: Redactor(), profile: .publicReport)
  var builder = BatchBuilder()
  var from = 0
  while from < rows.count {
    let part = Array(rows[from..<min(from + batchSize, rows.count)])
    var batch = builder.batch(part.map(\.row))
    batch.identity = part.map { UInt64($0.place) &* 0x9E37_79B9_7F4A_7C15 }
    for (place, _) in part { Array("id-\(place)".utf8).withUnsafeBufferPointer { batch.identifiers.append($0, seed: 1) } }
    made.consume(batch)
    from += batchSize
  }
  made.finish(builder.lexicons)
  return made
}

/// 90 conversations over March and April; many share a moment.
private let rows: [(place: Int, row: Row)] = (0..<90).map { n in
  (
    n,
    Row(
      first: utc(2026, 3, 1), last: utc(2026, n % 3 == 0 ? 4 : 3, 2 + n % 5), count: Int32(n), assistant: "A\(n % 4)", tags: ["t\(n % 2)"])
  )
}

struct ListingTests {
  @Test("the latest few of each period are kept, latest first, and all are counted")
  func latest() {
    let made = listing(rows, limit: 10)
    let (kept, total) = made.conversations(in: march)
    #expect(total == 60 && kept.count == 10)
    let all = rows.filter { $0.place % 3 != 0 }
      .sorted {
        ($0.row.last ?? 0, UInt64($0.place) &* 0x9E37_79B9_7F4A_7C15) > ($1.row.last ?? 0, UInt64($1.place) &* 0x9E37_79B9_7F4A_7C15)
      }
    #expect(kept.map(\.reference.string) == all.prefix(10).map { "id-\($0.place)" })
    #expect(made.conversations(in: april).total == 30)
    #expect(made.conversations(in: march.previous).latest.isEmpty)
  }

  @Test("neither the order of rows nor the number of workers matters", arguments: [1, 3, 10, 60, 1000])
  func laws(limit: Int) {
    let whole = listing(rows, limit: limit)
    var shuffled = rows
    for place in shuffled.indices { shuffled.swapAt(place, (place * 37 + 11) % shuffled.count) }
    let reversed = listing(Array(rows.reversed()), limit: limit, batchSize: 1)
    for workers in 1...5 {
      var parts = (0..<workers).map { worker in listing(shuffled.filter { $0.place % workers == worker }, limit: limit) }
      var merged = parts.removeLast()
      while let part = parts.popLast() { merged.merge(part) }
      for period in [march, april] {
        #expect(merged.conversations(in: period).latest == whole.conversations(in: period).latest)
        #expect(merged.conversations(in: period).total == whole.conversations(in: period).total)
        #expect(reversed.conversations(in: period).latest == whole.conversations(in: period).latest)
      }
    }
  }

  @Test("no more rows are held than asked for", arguments: [0, 1, 5])
  func bound(limit: Int) {
    var heap = LatestRows<Int>(limit: limit)
    for n in 0..<1000 {
      heap.insert(n, .init(lastAt: Int64(n * 7919 % 1000), identity: UInt64(n)))
      #expect(heap.count <= limit)
    }
    #expect(heap.sorted.map { $0 * 7919 % 1000 } == Array((1000 - limit..<1000).reversed()))
  }

  @Test("test traffic and conversations without a usable last message are left out, as in the counts")
  func excluded() {
    let usual = Row(last: utc(2026, 3, 5), handoff: true)
    var builder = BatchBuilder()
    var batch = builder.batch([usual, Row(), usual])
    batch.flags[2].insert(.test)
    for n in 0..<3 { Array("\(n)".utf8).withUnsafeBufferPointer { batch.identifiers.append($0, seed: 1) } }
    var made = ConversationListing(settings: utcMonths, limit: 5, redactor: Redactor(), profile: .publicReport)
    made.consume(batch)
    made.finish(builder.lexicons)
    #expect(made.conversations(in: march).total == 1)
    #expect(made.conversations(in: march).latest.map(\.reference.string) == ["0"])
  }

  @Test("what is not stated stays open; costs are those of all messages")
  func values() throws {
    let priced = Row(
      last: utc(2026, 3, 5), count: 2, sentiment: "negative", risk: "low", version: 3,
      messages: [MessageRow(cost: 0.25), MessageRow(cost: 0.5)])
    let kept = listing([(0, priced), (1, Row(last: utc(2026, 3, 4)))], limit: 5).conversations(in: march).latest
    let (full, bare) = (try #require(kept.first), try #require(kept.last))
    #expect(full.cost == 0.75 && full.version == 3 && full.messageCount == 2)
    #expect(full.labels.mapValues(\.string) == [.sentiment: "negative", .risk: "low"])
    #expect(bare.cost == nil && bare.version == nil && bare.messageCount == nil && bare.labels.isEmpty && bare.assistant == nil)
    #expect(bare.firstAt == missingInstant)
  }
}
