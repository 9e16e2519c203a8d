import Privacy
import Records
import Testing

@testable import Aggregation

private typealias Numbered = (place: Int, row: Row)

private func identity(_ place: Int) -> UInt64 { UInt64(place) &* 0x9E37_79B9_7F4A_7C15 }

/// What one worker finds in rows; ids are `id` and the place of the row in all rows.
private func sink(_ rows: [Numbered], ratings: [Int: UInt8]? = nil, named: Bool = true, batchSize: Int = 50) -> ReviewSink {
  let byIdentity = ratings.map { Dictionary($0.map { (identity($0.key), $0.value) }, uniquingKeysWith: { first, _ in first }) }
  var made = ReviewSink(settings: utcMonths, ratings: byIdentity)
  var builder = BatchBuilder()
  var from = 0
  while from < rows.count {
    let part = Array(rows[from..<min(from + batchSize, rows.count)])
    var batch = builder.batch(part.map(\.row))
    batch.identity = part.map { identity($0.place) }
    if named { for (place, _) in part { Array("id-\(place)".utf8).withUnsafeBufferPointer { batch.identifiers.append($0, seed: 1) } } }
    made.consume(batch)
    from += batchSize
  }
  made.finish(builder.lexicons)
  return made
}

private func made(_ sink: ReviewSink, profile: PublishProfile = .publicReport, limit: Int = 20) -> ReviewQueue? {
  ReviewBook(sink, settings: utcMonths, redactor: Redactor(), profile: profile, limit: limit).queue(in: march)
}

private func made(_ rows: [Row], ratings: [Int: UInt8]? = nil, limit: Int = 20) -> ReviewQueue? {
  made(sink(rows.enumerated().map { ($0.offset, $0.element) }, ratings: ratings), limit: limit)
}

private func row(_ day: Int = 5, _ change: (inout Row) -> Void = { _ in }) -> Row {
  var row = Row(last: utc(2026, 3, day), handoff: false, sentiment: "neutral", assistant: "Ada", intent: "refund")
  change(&row)
  return row
}

private func random(_ n: Int, seed: UInt64) -> [Numbered] {
  var random = SeededRandom(state: seed)
  func pick<Value>(_ values: [Value]) -> Value { values[Int.random(in: 0..<values.count, using: &random)] }
  return (0..<n).map { place in
    (
      place,
      Row(
        last: utc(2026, 3, pick(Array(1...28)), pick([8, 9])), handoff: pick([true, false, false]), count: pick([2, 9, 30]),
        sentiment: pick(["negative", "neutral", "positive", nil]), resources: pick(["irrelevant", "relevant", nil]),
        shift: pick(["degraded", "stable"]), quality: pick(["resolved", "no_response", nil]), reason: pick(["frustration", "policy"]),
        risk: pick(["low", "medium", "high"]), assistant: pick(["Ada", "Bo", nil]),
        intent: pick(["refund status", "Status: refund", "delivery", "login", nil]), calls: pick([[], [CallRow(success: false)]]))
    )
  }
}

@Suite("What to read first")
struct ReviewTests {
  @Test(
    "each reason has its condition, and a score is the sum of its weights",
    arguments: [
      (row { $0.risk = "high" }, nil, ["high_risk"], 4), (row { ($0.risk, $0.handoff) = ("high", true) }, nil, [], 0),
      (row { ($0.risk, $0.handoff) = ("high", nil) }, nil, [], 0), (row { $0.quality = "no_response" }, nil, ["no_response"], 4),
      (row { ($0.sentiment, $0.shift) = ("negative", "degraded") }, nil, ["spoiled"], 3),
      (row { ($0.sentiment, $0.shift) = ("neutral", "degraded") }, nil, [], 0),
      (row { ($0.handoff, $0.reason) = (true, "frustration") }, nil, ["frustration"], 3), (row { $0.reason = "frustration" }, nil, [], 0),
      (row { $0.resources = "irrelevant" }, nil, ["irrelevant_resources"], 2),
      (row { ($0.resources, $0.sentiment) = ("irrelevant", nil) }, nil, [], 0),
      (row { $0.calls = [CallRow(success: true), CallRow(success: false), CallRow(success: false)] }, nil, ["tool_failure"], 2),
      (row { $0.calls = [CallRow(success: nil)] }, nil, [], 0), (row { ($0.sentiment, $0.count) = (nil, 20) }, nil, ["long_unscored"], 1),
      (row { ($0.sentiment, $0.count) = (nil, 19) }, nil, [], 0), (row(), 2, ["low_rating"], 5), (row(), 3, [], 0),
      (row { $0.sentiment = "negative" }, 4, ["contradiction"], 2),
      (row { $0.sentiment = "positive" }, 1, ["low_rating", "contradiction"], 7), (row { $0.sentiment = "positive" }, 5, [], 0),
      (
        row { ($0.risk, $0.sentiment, $0.shift, $0.quality) = ("high", "negative", "degraded", "no_response") }, 1,
        ["low_rating", "high_risk", "no_response", "spoiled"], 16
      ),
    ] as [(Row, UInt8?, [String], Int)])
  func reasons(_ row: Row, rating: UInt8?, expected: [String], score: Int) throws {
    let queue = try #require(made([row], ratings: rating.map { [0: $0] }))
    #expect(queue.items.first?.reasons.map(\.key) ?? [] == expected)
    #expect(queue.items.first?.score ?? 0 == score)
    #expect(queue.any == (expected.isEmpty ? 0 : 1) && queue.conversations == 1)
    for reason in ReviewReason.allCases { #expect(queue.count(reason) == (expected.contains(reason.key) ? 1 : 0)) }
  }

  @Test("the queue covers the ways to fail: a second one alike counts half")
  func diversity() throws {
    // 30 alike at 4 points, one of another intent at 3, one of another assistant at 2.
    let rows =
      (0..<30).map { _ in row { $0.risk = "high" } } + [
        row { ($0.handoff, $0.reason, $0.intent) = (true, "frustration", "login") },
        row { ($0.calls, $0.assistant) = ([CallRow(success: false)], "Bo") },
      ]
    let queue = try #require(made(rows))
    // 4, then 3 before half of 4; 2 and the half of 4 are equal: the higher score comes first.
    #expect(queue.items.prefix(4).map(\.score) == [4, 3, 4, 2])
    #expect(queue.items.count == 20 && queue.any == 32 && queue.kinds == 3)
  }

  @Test("one intent takes at most a quarter and one reason leads at most half, as long as others are left")
  func quotas() throws {
    let rows =
      (0..<200).map { n in row(1 + n % 28) { ($0.risk, $0.sentiment, $0.shift, $0.assistant) = ("high", "negative", "degraded", "A\(n)") } }
      + (0..<40).map { n in row { ($0.calls, $0.intent, $0.assistant) = ([CallRow(success: false)], "login \(n)", "B") } }
    let full = try #require(made(rows))
    #expect(full.items.count { $0.intent == "refund" } == 5)
    #expect(full.items.count { $0.reasons.first == .toolFailure } == 15)
    // Tool failures lead 10; then the quota of the reason gives way first, as other intents are left.
    #expect(full.items.prefix(15).count { $0.reasons.first == .toolFailure } == 10)
    let alone = try #require(made(Array(rows.prefix(200))))
    #expect(alone.items.count == 20 && alone.items.allSatisfy { $0.intent == "refund" })
  }

  @Test("of equal ones the latest comes first, then the higher fingerprint")
  func ties() throws {
    let days = [3, 9, 9, 1, 28]
    let queue = try #require(made(days.map { day in row(day) { $0.risk = "high" } }))
    let expected = days.enumerated().sorted {
      ($0.element, identity($0.offset)) > ($1.element, identity($1.offset))
    }.map { "id-\($0.offset)" }
    #expect(queue.items.compactMap(\.reference?.string) == expected)
  }

  @Test("how rows are spread over workers and in which order they come changes nothing", arguments: [1, 2, 5])
  func laws(workers: Int) throws {
    let rows = random(3000, seed: 8)
    let ratings = Dictionary(
      (0..<300).map { ($0 * 9, UInt8($0 % 5 + 1)) }, uniquingKeysWith: { first, _ in first })
    var shuffled = rows
    var generator = SeededRandom(state: UInt64(workers))
    shuffled.shuffle(using: &generator)
    var parts = (0..<workers).map { worker in
      sink(shuffled.enumerated().filter { $0.offset % workers == worker }.map(\.element), ratings: ratings, batchSize: 17)
    }
    var merged = parts.removeFirst()
    for part in parts { merged.merge(part) }
    let whole = try #require(made(sink(rows, ratings: ratings)))
    #expect(made(merged) == whole)
    #expect(whole.items.count == 20 && Set(whole.items.map(\.identity)).count == 20)
    #expect(whole.items.map(\.score).max() == whole.items.first?.score)
  }

  @Test("keeping the latest of each kind is enough: choosing from all rows gives the same")
  func bounded() throws {
    let rows = random(4000, seed: 21)
    var kinds: [String: ReviewChoice.Candidate] = [:]
    var builder = BatchBuilder()
    for (place, row) in rows {
      let batch = builder.batch([row])
      let reasons = ReviewReasons(batch, 0, rating: 0, longConversation: 20)
      if reasons.isEmpty { continue }
      let intent = row.intent.flatMap(IntentForm.normal)
      let key = "\(row.assistant ?? "-") \(intent ?? "-") \(reasons.rawValue)"
      kinds[key, default: .init(assistant: row.assistant, intent: intent, reasons: reasons, rows: [])].rows.append(
        (.init(lastAt: row.last ?? 0, identity: identity(place)), nil))
    }
    let candidates = kinds.values.map { candidate -> ReviewChoice.Candidate in
      var sorted = candidate
      sorted.rows.sort { $1.rank < $0.rank }
      return sorted
    }
    var choice = ReviewChoice(candidates, limit: 20)
    let expected = choice.choose().map { candidates[$0.candidate].rows[$0.row].rank.identity }
    let found = sink(rows)
    #expect(made(found)?.items.map(\.identity) == expected)
    for rows in found.kinds.values { #expect(rows.count <= ReviewSink.limit) }
    #expect(found.kinds.values.contains { $0.count == ReviewSink.limit })
  }

  @Test("lighter kinds are let go once enough are heavier, however rows are spread", arguments: [1, 3])
  func heaviest(workers: Int) throws {
    let rows = (0..<2300).map { n -> Numbered in
      (
        n,
        row {
          if n < 2100 { $0.risk = "high" } else { $0.calls = [CallRow(success: false)] }
          $0.assistant = "A\(n)"
        }
      )
    }
    var parts = (0..<workers).map { worker in sink(rows.filter { $0.place % workers == worker }) }
    var merged = parts.removeFirst()
    for part in parts { merged.merge(part) }
    #expect(merged.kinds.count == 2100 && merged.cut.count == 1)
    let queue = try #require(made(merged))
    #expect(queue.items.allSatisfy { $0.score == 4 } && queue.hasMoreKinds && queue.kinds == 2100)
    #expect(queue.count(.toolFailure) == 200 && queue.any == 2300)
    #expect(made(sink(Array(rows.prefix(2000))))?.hasMoreKinds == false)
  }

  @Test("without ids none is shown; with them only as the profile allows")
  func privacy() throws {
    let rows: [Numbered] = [(0, row { $0.risk = "high" })]
    let bare = try #require(made(sink(rows, named: false)))
    #expect(bare.items.map(\.reference) == [nil])
    var builder = BatchBuilder()
    var batch = builder.batch(rows.map(\.row))
    Array("anna@example.org".utf8).withUnsafeBufferPointer { batch.identifiers.append($0, seed: 1) }
    var found = ReviewSink(settings: utcMonths)
    found.consume(batch)
    found.finish(builder.lexicons)
    let shown = made(found, profile: .publicReport)?.items.first?.reference?.string
    #expect(shown?.contains("anna") == false && shown?.count == 16)
    #expect(made(found, profile: .internalReport)?.items.first?.reference?.string == "anna@example.org")
  }

  @Test("a period without reasons has an empty queue; other lengths and periods have none")
  func empty() throws {
    let book = ReviewBook(sink([(0, row())]), settings: utcMonths, redactor: Redactor(), profile: .publicReport)
    #expect(book.queue(in: march)?.items == [])
    #expect(book.queue(in: march)?.conversations == 1)
    #expect(book.queue(in: march.previous) == nil)
    #expect(book.queue(in: Period(.year, containing: march.start)) == nil)
  }

  @Test("test traffic and conversations without a usable last message are left out")
  func excluded() throws {
    var builder = BatchBuilder()
    var batch = builder.batch([row { $0.risk = "high" }, row { $0.risk = "high" }, row { ($0.risk, $0.last) = ("high", nil) }])
    batch.flags[1].insert(.test)
    var found = ReviewSink(settings: utcMonths)
    found.consume(batch)
    found.finish(builder.lexicons)
    #expect(made(found)?.any == 1)
  }
}
