import Notation
import Records
import Statistics
import Testing

@testable import Aggregation

@Suite("Figures of records")
struct RecordTests {
  /// 40 ratings in March: 20 × 5, 8 × 4, 4 × 3, 2 × 2, 6 × 1; every fourth one with a comment; one in April, one without a value.
  static let ratings: Filing = {
    var filing = Filing()
    filing.body(kind: "csat", window: wholeMarch, total: 50)
    let values = [(5.0, 20), (4, 8), (3, 4), (2, 2), (1, 6)].flatMap { Array(repeating: $0.0, count: $0.1) }
    for (i, value) in values.enumerated() {
      filing.record(
        .ratings, 0,
        [
          "conversation": .text(redacted("c\(i)")), "rating": .number(value), "ratedAt": .at(3, 1 + i % 28), "hasRemark": .flag(i % 4 == 0),
          "tag": i % 2 == 0 ? .names("returns", "shoes") : .names(),
        ])
    }
    filing.record(.ratings, 0, ["conversation": "later", "rating": 1, "ratedAt": .at(4, 1)])
    filing.record(.ratings, 0, ["conversation": "empty", "ratedAt": .at(3, 5)])
    return filing
  }()

  @Test("a share of records has numerator, base and a Wilson interval; a record without the field is no part of the base")
  func share() throws {
    let estimate = figures(Self.ratings).estimate("csat.score", in: march)
    #expect(estimate.value == 0.7)
    #expect(estimate.numerator == 28 && estimate.denominator == 40 && estimate.base == 40)
    #expect(estimate.interval == Wilson.interval(successes: 28, of: 40))
    #expect(estimate.state == .smallSample)
    #expect(estimate.origin == .computed)
    #expect(figures(Self.ratings).estimate("csat.dsat", in: march).value == 0.2)
    #expect(figures(Self.ratings).estimate("csat.neutral", in: march).value == 0.1)
  }

  @Test(
    "vectors by hand",
    arguments: [
      // (100 + 32 + 12 + 4 + 6) / 40
      ("csat.rated", 40.0), ("csat.mean", 154.0 / 40), ("csat.net", 0.5), ("csat.remark_rate", 10.0 / 40),
      // 41 rows of March of 50 stated
      ("csat.rows_loaded", 41.0 / 50),
    ] as [(MetricID, Double)])
  func vectors(_ id: MetricID, _ value: Double) { #expect(figures(Self.ratings).estimate(id, in: march).value == value) }

  @Test("a mean has a t interval and a net score that of the multinomial shares")
  func intervals() {
    let mean = figures(Self.ratings).estimate("csat.mean", in: march)
    // Σ x² = 20·25 + 8·16 + 4·9 + 2·4 + 6
    #expect(mean.interval == MeanInterval.interval(count: 40, sum: 154, sumOfSquares: 678))
    #expect(mean.spread == .mean(count: 40, sum: 154, sumOfSquares: 678))
    let net = figures(Self.ratings).estimate("csat.net", in: march)
    #expect(net.spread == .mean(count: 40, sum: 20, sumOfSquares: 36))
  }

  @Test("the distribution behind a mean is that of its records")
  func histogram() {
    let bars = figures(Self.ratings).histogram("csat.mean", in: march)
    #expect(bars.map(\.value) == [1, 2, 3, 4, 5])
    #expect(bars.map(\.count) == [6, 2, 4, 8, 20])
  }

  @Test("groups: a record counts under each of its tags, one without a tag is not stated")
  func groups() {
    let rows = figures(Self.ratings).groups(["csat.rated", "csat.score"], by: "tag", in: march)
    #expect(rows.map(\.label) == ["returns", "shoes", "Not stated"])
    #expect(rows.map { $0.estimates[0].value } == [20, 20, 20])
    #expect(rows.map(\.isMissing) == [false, false, true])
    #expect(figures(Self.ratings).estimate("csat.rated", in: march, where: [Filter("tag", "shoes")]).value == 20)
    #expect(figures(Self.ratings).estimate("csat.rated", in: march, where: [Filter("tag", "hats")]).value == 0)
  }

  @Test("a dimension that records lack gives no groups; as a filter it says what is missing")
  func lacking() {
    let figures = figures(Self.ratings)
    #expect(figures.groups(["csat.score"], by: "emotion", in: march).isEmpty)
    #expect(figures.groups(["csat.score"], by: "outcome", in: march).isEmpty)
    #expect(
      figures.estimate("csat.score", in: march, where: [Filter("emotion", "angry")]).state
        == .unavailable(.notInExport("emotion of ratings")))
  }

  @Test("days, weekdays and hours are those of the zone of the report")
  func days() throws {
    var filing = Filing()
    filing.body()
    // 23:30 UTC on 31 March is the first of April in Berlin.
    filing.record(.calls, 0, ["id": "a", "startedAt": .at(3, 31, 23), "duration": 60_000])
    let berlin = try #require(Zone(identifier: "Europe/Berlin"))
    let plan = plan(["vol.conversations"], AggregationSettings(zone: berlin))
    let figures = Figures(state([], plan), plan: plan, documents: filing.documents)
    let april = march.next
    #expect(figures.periods == [april])
    #expect(figures.estimate("call.count", in: april).value == 1)
    #expect(figures.groups(["call.count"], by: "hour", in: april).map { $0.estimates[0].value }[1] == 1)
    #expect(figures.daily("call.count", in: april).map(\.estimate.value).prefix(2) == [1, nil])
  }

  @Test("missing is not zero: an absent kind, an absent field and an empty period each have their reason")
  func absence() {
    var filing = Filing()
    filing.body()
    filing.record(.calls, 0, ["id": "a", "startedAt": .at(3, 3)])
    let figures = figures(filing)
    #expect(figures.estimate("csat.score", in: march).state == .unavailable(.notInExport("ratings")))
    #expect(figures.estimate("call.duration_total", in: march).state == .unavailable(.notInExport("duration of calls")))
    #expect(figures.estimate("call.count", in: march.next).state == .unavailable(.noData))
    #expect(figures.estimate("call.transferred", in: march).state == .unavailable(.notInExport("transferred of calls")))
    #expect(figures.estimate("call.count", in: march).value == 1)
  }

  @Test("quantiles are type 7 and need their minimum")
  func quantiles() {
    var filing = Filing()
    filing.body()
    for (i, minutes) in [1.0, 2, 3, 4].enumerated() {
      filing.record(.calls, 0, ["id": .text(redacted("\(i)")), "startedAt": .at(3, 3), "duration": .number(minutes * 60_000)])
    }
    let figures = figures(filing)
    // analytics §6: [1, 2, 3, 4] has the median 2.5
    #expect(figures.estimate("call.duration_median", in: march).value == 150_000)
    #expect(figures.estimate("call.duration_p95", in: march).state == .tooFew)
    #expect(figures.estimate("call.duration_p95", in: march).value == nil)
    #expect(figures.estimate("call.duration_total", in: march).value == 600_000)
  }

  @Test("values of different units are never added")
  func units() {
    var filing = Filing()
    filing.body()
    filing.record(.conversions, 0, ["id": "1", "slug": "sale", "value": 10, "label": "EUR", "occurredAt": .at(3, 3)])
    filing.record(.conversions, 0, ["id": "2", "slug": "sale", "value": 32, "label": "EUR", "occurredAt": .at(3, 4)])
    filing.record(.conversions, 0, ["id": "3", "slug": "lead", "value": 1, "label": "leads", "occurredAt": .at(3, 4)])
    let figures = figures(filing)
    #expect(figures.estimate("cnv.value", in: march).state == .unavailable(.notInExport("single unit of value")))
    let rows = figures.groups(["cnv.events", "cnv.value"], by: "conversion", in: march)
    #expect(rows.map(\.label) == ["sale", "lead"])
    #expect(rows.map { $0.estimates[1].value } == [42, 1])
  }

  @Test("the age of a feed ends with the period; an event behind the end is no age")
  func age() {
    var filing = Filing()
    filing.body(captured: utc(2026, 4, 1, 0))
    filing.record(.conversionMetrics, 0, ["slug": "sale", "enabled": true, "lastEventAt": .at(3, 30, 0)])
    filing.record(.conversionMetrics, 0, ["slug": "lead", "enabled": true, "lastEventAt": .at(4, 2, 0)])
    filing.record(.conversionMetrics, 0, ["slug": "old", "enabled": false, "lastEventAt": .at(3, 31, 0)])
    let figures = figures(filing)
    // Captured in the first instant of April: the list speaks about March.
    #expect(figures.periods == [march])
    #expect(figures.estimate("cnv.metrics", in: march).value == 2)
    let rows = figures.groups(["cnv.heartbeat_age"], by: "conversion", in: march)
    #expect(rows.map(\.label) == ["lead", "sale"])
    #expect(rows.map { $0.estimates[0].value } == [0, 2 * 86_400_000])
  }

  @Test("the median of one agent is shown, medians of several are not combined")
  func only() {
    var filing = Filing()
    filing.body(window: wholeMarch)
    filing.record(.inboxAgents, 0, ["agent": "Ada", "firstResponse": 60_000, "conversations": 10])
    filing.record(.inboxAgents, 0, ["agent": "Bo", "firstResponse": 90_000, "conversations": 5])
    let figures = figures(filing)
    #expect(figures.estimate("inbox.first_response", in: march).state == .unavailable(.noData))
    #expect(figures.estimate("inbox.conversations", in: march).value == 15)
    let rows = figures.groups(["inbox.first_response"], by: "agent", in: march)
    #expect(rows.map(\.label) == ["Ada", "Bo"])
    #expect(rows.map { $0.estimates[0].value } == [60_000, 90_000])
  }

  @Test("topics: the latest analysis counts, a conversation under two topics once")
  func topics() {
    var filing = Filing()
    filing.body(window: wholeMarch)
    for (analysis, day) in [("old", 10), ("new", 20)] {
      for (topic, ids, n) in [("Returns", ["a", "b"], 2.0), ("Sizes", ["b", "c", "d"], 3)] {
        filing.record(
          .topics, 0,
          [
            "analysis": .text(redacted(analysis)), "topic": .text(redacted(topic)), "conversations": .number(n), "analysed": 20,
            "conversation": .list(ids.map(redacted)), "createdAt": .at(3, day), "handoffs": 1,
          ])
      }
    }
    let figures = figures(filing)
    #expect(figures.estimate("top.topics", in: march).value == 2)
    #expect(figures.estimate("top.conversations", in: march).value == 4)
    let rows = figures.groups(["top.count", "top.share"], by: "topic", in: march)
    #expect(rows.map(\.label) == ["Sizes", "Returns"])
    #expect(rows.map { $0.estimates[1].value } == [0.15, 0.1])
    #expect(figures.estimate("top.share", in: march).value == 0.25)
    #expect(rows[0].estimates[1].interval == Wilson.interval(successes: 3, of: 20))
  }

  @Test("items that were never cited are those with no citation; without a list of citations nothing is known")
  func deadItems() {
    var filing = Filing()
    let library = filing.body(kind: "kb-content", file: "kb.json", window: wholeMarch)
    let cited = filing.body(kind: "kb-items", file: "items.json", window: wholeMarch)
    for id in ["1", "2", "3"] {
      filing.record(.knowledgeItems, library, ["knowledgeBaseId": "k", "item": .text(redacted(id)), "title": .text(redacted("T\(id)"))])
    }
    #expect(
      figures(filing).estimate("kb.dead_items", in: march).state == .unavailable(.notInExport("citations of knowledge items")))
    filing.record(.knowledgeItems, cited, ["knowledgeBaseId": "k", "item": "2", "citations": 7])
    filing.record(.knowledgeItems, cited, ["knowledgeBaseId": "k", "item": "3", "citations": 0])
    let figures = figures(filing)
    #expect(figures.estimate("kb.items", in: march).value == 3)
    #expect(figures.estimate("kb.dead_items", in: march).value == 1)
    #expect(figures.estimate("kb.item_coverage", in: march).value == 0.5)
    #expect(figures.groups(["kb.item_citations"], by: "item", in: march).first?.label == "T2")
  }

  @Test("conversations and records stand in one table, joined by name")
  func mixed() {
    var filing = Filing()
    filing.body()
    filing.record(.activations, 0, ["base": "x", "assistant": "Ada", "version": 2, "at": .at(3, 9)])
    filing.record(.activations, 0, ["base": "y", "assistant": "Cleo", "version": 1, "at": .at(3, 9)])
    let rows = (0..<3).map { i in Row(first: utc(2026, 3, 2), last: utc(2026, 3, 2), count: 2, assistant: i == 0 ? "Bo" : "Ada") }
    let figures = figures(filing, rows: rows, by: [["assistant"]])
    let table = figures.groups(["vol.conversations", "ver.deployments"], by: "assistant", in: march)
    #expect(table.map(\.label) == ["Ada", "Bo", "Cleo"])
    #expect(table.map { $0.estimates[0].value } == [2, 1, 0])
    #expect(table.map { $0.estimates[1].value } == [1, 0, 1])
  }

  @Test("a list for a month of another zone belongs to our month")
  func otherZone() throws {
    var filing = Filing()
    filing.body(window: wholeMarch)
    filing.record(.channels, 0, ["id": "1", "channel": "web"])
    for name in ["Europe/Berlin", "America/New_York", "UTC"] {
      let zone = try #require(Zone(identifier: name))
      let plan = plan(["vol.conversations"], AggregationSettings(zone: zone))
      let figures = Figures(state([], plan), plan: plan, documents: filing.documents)
      #expect(figures.estimate("flow.channels", in: march).value == 1, "\(name)")
    }
  }

  @Test("tests take no part")
  func testTraffic() {
    var filing = Filing()
    filing.body()
    filing.record(.calls, 0, ["id": "1", "startedAt": .at(3, 1), "isTest": true])
    filing.record(.calls, 0, ["id": "2", "startedAt": .at(3, 1), "isTest": false])
    #expect(figures(filing).estimate("call.count", in: march).value == 1)
  }

  @Test("of copies the newest captured counts, whatever the order; vendors and sources stay apart")
  func copies() {
    var filing = Filing()
    filing.body(file: "new.json", captured: utc(2026, 4, 2))
    filing.body(file: "old.json", captured: utc(2026, 3, 20))
    filing.body(file: "stamp.json", captured: utc(2026, 11, 24), isGuessed: true)
    filing.body(file: "other.json", captured: utc(2026, 4, 2), source: "hotel")
    for (body, rating) in [(0, 5.0), (1, 1), (2, 2), (3, 3)] {
      filing.record(.ratings, body, ["conversation": "c", "rating": .number(rating), "ratedAt": .at(3, 4)])
    }
    let figures = figures(filing)
    #expect(figures.estimate("csat.rated", in: march).value == 2)
    #expect(figures.groups(["csat.mean"], by: "source", in: march).map(\.label) == ["hotel", "shop"])
    #expect(figures.groups(["csat.mean"], by: "source", in: march).map { $0.estimates[0].value } == [3, 5])
  }

  @Test("two dimensions at once")
  func cross() {
    let figures = figures(SimulationTests.twelve)
    let cells = figures.cross("sim.count", by: "emotion", "difficulty", in: march)
    #expect(cells.map { "\($0.first.text)/\($0.second.text)" } == ["angry/easy", "angry/hard", "calm/easy", "calm/hard"])
    #expect(cells.map(\.estimate.value) == [4, 4, 4, 0])
  }

  @Test("the order of records does not matter", arguments: [1, 7, 19])
  func order(_ seed: UInt64) {
    var random = SeededRandom(state: seed)
    var filing = Self.ratings
    for i in 0..<60 {
      filing.record(
        .calls, 0,
        [
          "id": .text(redacted("c\(i % 50)")), "startedAt": .at(3, 1 + i % 20), "duration": .number(Double(i) * 0.1),
          "channel": i % 3 == 0 ? "tel" : "web",
        ])
    }
    var shuffled = filing
    for kind in filing.documents.records.keys {
      var records = filing.documents[kind]
      for i in records.indices.reversed() where i > 0 { records.swapAt(i, Int(random.next() % UInt64(i + 1))) }
      shuffled.documents.records[kind] = records
    }
    let (a, b) = (figures(filing), figures(shuffled))
    for metric in MetricCatalogue.all where [.ratings, .calls].contains(metric.recordKind) {
      #expect(a.estimate(metric.id, in: march) == b.estimate(metric.id, in: march), "\(metric.id)")
    }
    #expect(a.groups(["call.duration_mean"], by: "channel", in: march) == b.groups(["call.duration_mean"], by: "channel", in: march))
  }
}
