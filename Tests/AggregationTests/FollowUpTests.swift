import Privacy
import Records
import Testing

@testable import Aggregation

private let contacts = AggregationSettings(zone: .utc, contactsConfigured: true)
private let asked: [MetricID] = [
  "out.recontact_observed_24h", "out.recontact_observed_72h", "out.recontact_observed_7d", "out.recontact_same_intent_7d",
  "out.durable_resolution_7d", "vol.returning_users", "hof.repeat_share", "vol.conversations",
]
private let dimensions: [DimensionID] = ["assistant", "intent", "version", "outcome", "risk", "weekday", "hour", "week", "day"]
private let hour: Int64 = 3_600_000_000

/// What one worker keeps of rows, in batches of some size; its codes are its own.
private func sink(_ rows: [Row], batchSize: Int = 100) throws -> FollowUpSink {
  var sink = try #require(FollowUpSink(settings: contacts))
  var builder = BatchBuilder()
  var from = 0
  while from < rows.count {
    sink.consume(builder.batch(Array(rows[from..<min(from + batchSize, rows.count)])))
    from += batchSize
  }
  sink.finish(builder.lexicons)
  return sink
}

private func figures(_ rows: [Row], _ sink: FollowUpSink) -> Figures {
  let plan = plan(asked, by: dimensions.map { [$0] }, contacts)
  return Figures(state(rows, plan), plan: plan).with(FollowUpBook(sink))
}

private func figures(_ rows: [Row]) throws -> Figures { figures(rows, try sink(rows)) }

/// A conversation of a contact at an hour of March 2026, half an hour long.
private func chat(_ contact: UInt64, _ at: Int, _ change: (inout Row) -> Void = { _ in }) -> Row {
  let start = utc(2026, 3, 1, 0) + Int64(at) * hour
  var row = Row(first: start, last: start + hour / 2, handoff: false, sentiment: "neutral", quality: "resolved")
  row.contact = contact
  change(&row)
  return row
}

/// Somebody without a known contact writes every day of March: until then the data are loaded.
private let backdrop = (0..<31).map { chat(0, $0 * 24 + 23) }

private func random(_ n: Int, seed: UInt64, contacts: UInt64) -> [Row] {
  var random = SeededRandom(state: seed)
  return (0..<n).map { _ in
    var row = chat(UInt64.random(in: 0...contacts, using: &random) &* 0x9E37_79B9_7F4A_7C15, Int.random(in: 0..<740, using: &random)) {
      $0.last = $0.first.map { $0 + Int64.random(in: 0...30, using: &random) * hour }
      $0.assistant = ["Ada", "Bo", nil][Int.random(in: 0..<3, using: &random)]
      $0.intent = ["refund status", "Status: refund", "delivery", nil][Int.random(in: 0..<4, using: &random)]
      $0.version = Int32.random(in: 1...2, using: &random)
      $0.handoff = Int.random(in: 0..<3, using: &random) == 0
      $0.risk = ["low", "medium", "high"][Int.random(in: 0..<3, using: &random)]
      $0.quality = $0.handoff == true ? nil : ["resolved", "actioned", "partial"][Int.random(in: 0..<3, using: &random)]
    }
    if Int.random(in: 0..<20, using: &random) == 0 { row.first = nil }
    return row
  }
}

@Suite("What follows a conversation")
struct FollowUpTests {
  @Test(
    "a re-contact begins after the last message and within the window",
    arguments: [
      // Hours between the end of the one and the begin of the other; within 24 h, 72 h, 7 d.
      (0.5, [true, true, true]), (24, [true, true, true]), (25, [false, true, true]), (72, [false, true, true]),
      (73, [false, false, true]), (168, [false, false, true]), (169, [false, false, false]), (0, [false, false, false]),
      (-0.25, [false, false, false]),
    ] as [(Double, [Bool])])
  func windows(gap: Double, expected: [Bool]) throws {
    let rows = (1...40).flatMap { contact -> [Row] in
      let first = chat(UInt64(contact), 2)
      var second = chat(UInt64(contact), 2)
      second.first = (first.last ?? 0) + Int64(gap * 3600) * 1_000_000
      second.last = (second.first ?? 0) + hour
      return [first, second]
    }
    let figures = try figures(rows + backdrop)
    for (id, isAgain) in zip(asked, expected) {
      let estimate = figures.estimate(id, in: march)
      #expect(estimate.denominator == 80 && estimate.numerator == (isAgain ? 40 : 0), "\(id)")
    }
  }

  @Test("20: conversations whose window is still open take no part, and nothing is counted as not having come back")
  func openWindows() throws {
    // 40 contacts on 1 March, 40 on 27 March of whom 10 came back a day later: their week is not over.
    let rows =
      (1...40).map { chat(UInt64($0), 0) } + (41...80).map { chat(UInt64($0), 26 * 24) } + (41...50).map { chat(UInt64($0), 27 * 24) }
    let figures = try figures(rows + backdrop)
    #expect(figures.estimate("out.recontact_observed_7d", in: march).denominator == 40)
    #expect(figures.estimate("out.recontact_observed_7d", in: march).numerator == 0)
    #expect(figures.estimate("out.recontact_observed_72h", in: march).denominator == 90)
    #expect(figures.estimate("out.recontact_observed_24h", in: march).numerator == 10)
  }

  @Test("seven days without any conversation of a source end what is known of it; other sources go on")
  func gaps() throws {
    var builder = BatchBuilder()
    let rows = (1...40).map { chat(UInt64($0), 0) } + (41...80).map { chat(UInt64($0), 0) } + backdrop
    var batch = builder.batch(rows)
    let codes = ["shop", "travel"].map { name in
      Array(name.utf8).withUnsafeBufferPointer { builder.lexicons.source.code(for: $0) { Redactor().redact($0) } }
    }
    // The second half and the backdrop are of another source: nothing of the first is loaded after 1 March.
    for at in rows.indices { batch.source[at] = codes[at < 40 ? 0 : 1] }
    var sink = try #require(FollowUpSink(settings: contacts))
    sink.consume(batch)
    sink.finish(builder.lexicons)
    #expect(figures(rows, sink).estimate("out.recontact_observed_7d", in: march).denominator == 40)
    #expect(LoadedStretches([1: 10, 8: 20, 16: 30]).end(1) == 20)
    #expect(LoadedStretches([1: 10, 8: 20, 16: 30]).end(16) == 30)
    #expect(LoadedStretches([1: 10]).end(2) == nil)
  }

  @Test("a month to date: the share of all conversations is too low, that of closed windows is right")
  func censoring() throws {
    // Analytics 4-11: of 20,000 contacts in 30 days 18.1 % come back, after 2 days on average and within 7.
    var random = SeededRandom(state: 411)
    var rows: [Row] = []
    let end = 30.0 * 24
    for contact in 1...20_000 {
      let at = Double.random(in: 0..<end, using: &random)
      rows.append(moment(UInt64(contact), at))
      guard Double.random(in: 0..<1, using: &random) < 0.181 else { continue }
      var delay = 200.0
      while delay > 167 { delay = -48 * logarithm(Double.random(in: 0.000_001..<1, using: &random)) }
      // The second conversation is of nobody's first: only first ones are asked about.
      if at + delay + 0.02 < end { rows.append(moment(UInt64(contact), at + delay + 0.02) { $0.assistant = "again" }) }
    }
    let figures = try figures(rows)
    let counts = try #require(figures.followUps(.week, of: [.everything], by: ["assistant"], in: march)?.first { $0.groups[0].isMissing })
    let closed = Double(counts.counts[0].again) / Double(counts.counts[0].assessed)
    #expect(abs(closed - 0.181) < 0.006)
    #expect(counts.counts[0].known == 20_000 && counts.counts[0].assessed < 16_000)
    let naive = Double(rows.count - 20_000) / 20_000
    #expect(abs(naive - 0.169) < 0.006)
    let interval = try #require(figures.estimate("out.recontact_observed_7d", in: march, where: [Filter("assistant", "")]).interval)
    #expect(interval.contains(0.181) && !interval.contains(naive))
  }

  private func moment(_ contact: UInt64, _ hours: Double, _ change: (inout Row) -> Void = { _ in }) -> Row {
    chat(contact, 0) {
      $0.first = utc(2026, 3, 1, 0) + Int64(hours * 3600) * 1_000_000
      $0.last = $0.first.map { $0 + 60_000_000 }
      change(&$0)
    }
  }

  @Test("who wrote before is a returning user, in the period or before it")
  func returning() throws {
    let early = chat(1, 0) { row in
      row.first = utc(2026, 2, 3)
      row.last = utc(2026, 2, 3, 13)
    }
    let rows = [early, chat(1, 5), chat(2, 5), chat(2, 30), chat(3, 5), chat(4, 7), chat(4, 7)]
    let figures = try figures(rows)
    #expect(figures.estimate("vol.returning_users", in: march).value == 2)
    #expect(figures.estimate("vol.returning_users", in: march.previous).value == 0)
  }

  @Test("contacts with two hand-offs among those with one")
  func repeatedHandoffs() throws {
    let rows = (1...40).flatMap { contact in
      (0..<(contact <= 10 ? 2 : 1)).map { n in chat(UInt64(contact), n * 30) { $0.handoff = true } } + [chat(UInt64(contact), 300)]
    }
    let estimate = try figures(rows).estimate("hof.repeat_share", in: march)
    #expect(estimate.numerator == 10 && estimate.denominator == 40)
  }

  @Test("a resolution lasts when nobody comes back; unscored and handed off conversations take no part")
  func durable() throws {
    let rows =
      (1...50).flatMap { contact in
        [chat(UInt64(contact), 0) { if contact > 40 { $0.quality = "actioned" } }]
          + (contact <= 5 ? [chat(UInt64(contact), 50) { $0.quality = "partial" }] : [])
      } + [chat(60, 0) { $0.sentiment = nil }, chat(61, 0) { $0.handoff = true }]
    let estimate = try figures(rows + backdrop).estimate("out.durable_resolution_7d", in: march)
    #expect(estimate.numerator == 45 && estimate.denominator == 50)
  }

  @Test("how rows are spread over workers and in which order they come changes nothing", arguments: [1, 2, 3, 7])
  func laws(workers: Int) throws {
    let rows = random(900, seed: 3, contacts: 60) + backdrop
    var shuffled = rows
    var random = SeededRandom(state: UInt64(workers))
    shuffled.shuffle(using: &random)
    var parts = try (0..<workers).map { worker in
      try sink(shuffled.enumerated().filter { $0.offset % workers == worker }.map(\.element), batchSize: 13)
    }
    var merged = parts.removeFirst()
    for part in parts { merged.merge(part) }
    let (whole, spread) = (try figures(rows), figures(rows, merged))
    for id in asked {
      #expect(whole.estimate(id, in: march) == spread.estimate(id, in: march), "\(id)")
      #expect(whole.daily(id, in: march).map(\.estimate) == spread.daily(id, in: march).map(\.estimate))
      for dimension in dimensions {
        #expect(whole.groups([id], by: dimension, in: march) == spread.groups([id], by: dimension, in: march), "\(id) by \(dimension)")
      }
    }
  }

  @Test("linking agrees with comparing every pair, for few and for many conversations of a contact", arguments: [2, 12, 400])
  func oracle(contacts: UInt64) throws {
    let rows = random(1200, seed: contacts, contacts: contacts) + backdrop
    let end = rows.compactMap(\.last).max() ?? 0
    var expected = [0, 0, 0]
    for row in rows where row.contact != 0 {
      guard let last = row.last, end - last >= 168 * hour else { continue }
      let later = rows.filter { other in
        let start = other.first ?? other.last ?? 0
        return other.contact == row.contact && start > last && start - last <= 168 * hour
      }
      expected[0] += 1
      if !later.isEmpty { expected[1] += 1 }
      let form = row.intent.flatMap(IntentForm.normal)
      if form != nil, later.contains(where: { $0.intent.flatMap(IntentForm.normal) == form }) { expected[2] += 1 }
    }
    let counts = try #require(try figures(rows).followUps(.week, of: [.everything], in: march)?.first?.counts.first)
    #expect([counts.assessed, counts.again, counts.sameIntent] == expected)
  }

  @Test("groups and filters ask about the same conversations, and groups add up")
  func cuts() throws {
    let rows = random(2000, seed: 9, contacts: 300) + backdrop
    let figures = try figures(rows)
    let whole = figures.estimate("out.recontact_observed_7d", in: march)
    for dimension in dimensions {
      let groups = figures.groups(["out.recontact_observed_7d"], by: dimension, in: march)
      #expect(groups.compactMap(\.estimates[0].denominator).reduce(0, +) == whole.denominator, "\(dimension)")
      #expect(groups.compactMap(\.estimates[0].numerator).reduce(0, +) == whole.numerator)
      guard ["assistant", "intent", "outcome", "risk"].contains(dimension.rawValue) else { continue }
      for row in groups {
        #expect(
          figures.estimate("out.recontact_observed_7d", in: march, where: [Filter(dimension, row.group.key)]) == row.estimates[0],
          "\(dimension) \(row.group.key)")
      }
    }
    #expect(
      figures.cross("out.recontact_observed_7d", by: "assistant", "risk", in: march).compactMap(\.estimate.denominator).reduce(0, +)
        == whole.denominator)
  }

  @Test("without the contact it says what is missing; a cut that is not kept is not asked for")
  func absence() throws {
    let metric: MetricID = "out.recontact_observed_7d"
    #expect(estimate(metric, [chat(1, 0)]) == .unavailable(.notConfigured("the contact of a conversation")))
    #expect(FollowUpSink(settings: utcMonths) == nil)
    let anonymous = try figures(backdrop)
    #expect(anonymous.estimate(metric, in: march) == .unavailable(.notInExport("the contact of a conversation")))
    #expect(anonymous.followUps(.week, of: [.everything], in: march) == [])
    #expect(!anonymous.knowsContacts)
    let known = try figures([chat(1, 700)] + backdrop)
    #expect(known.estimate(metric, in: march) == .unavailable(.noData))
    #expect(known.estimate(metric, in: march, where: [Filter("tag", "vip")]) == .unavailable(.notRequested))
    #expect(known.followUps(.week, of: [.everything], by: ["tag"], in: march) == nil)
  }

  @Test("test traffic and conversations without a usable last message take no part")
  func excluded() throws {
    var builder = BatchBuilder()
    var batch = builder.batch([chat(1, 0), chat(1, 5), chat(2, 0) { $0.last = nil }] + backdrop)
    batch.flags[1].insert(.test)
    var sink = try #require(FollowUpSink(settings: contacts))
    sink.consume(batch)
    sink.finish(builder.lexicons)
    let book = FollowUpBook(sink)
    #expect(book.count == 1 && book.contacts == 1)
  }

  @Test("a kept conversation takes 40 bytes while reading and less than 20 after")
  func size() {
    #expect(MemoryLayout<FollowUpRow>.stride == 40)
    let after =
      MemoryLayout<UInt8>.stride + MemoryLayout<UInt32>.stride + MemoryLayout<FollowUpFacts>.stride + 2 * MemoryLayout<Int32>.stride
    #expect(after < 20)
  }
}

/// ln x by its series, so that no platform's library decides the numbers of a simulation.
private func logarithm(_ x: Double) -> Double {
  var (m, k) = (x, 0.0)
  while m < 0.75 {
    m *= 2
    k -= 1
  }
  while m > 1.5 {
    m /= 2
    k += 1
  }
  let t = (m - 1) / (m + 1)
  var (sum, power) = (0.0, t)
  for n in stride(from: 1.0, to: 40, by: 2) {
    sum += power / n
    power *= t * t
  }
  return 2 * sum + k * 0.693147180559945309
}
