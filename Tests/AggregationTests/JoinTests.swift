import Foundation
import Records
import Testing

@testable import Aggregation

@Suite("Records joined with conversations")
struct JoinTests {
  /// A conversation of the shop with an id of its own.
  private struct Talk {
    var id: UInt64
    var first: Int64
    var last: Int64?
    var handoff: Bool?
    var sentiment: String?
    var quality: String?
    var isTest = false
    var source = "Shop"
  }

  private func batch(_ talks: [Talk], _ builder: inout BatchBuilder) -> ConversationBatch {
    var batch = builder.batch(
      talks.map { talk in
        Row(first: talk.first, last: talk.last ?? talk.first, handoff: talk.handoff, sentiment: talk.sentiment, quality: talk.quality)
      })
    batch.vendor = .studiochat
    for (index, talk) in talks.enumerated() {
      batch.identity[index] = talk.id
      if talk.isTest { batch.flags[index].insert(.test) }
      batch.source[index] = Array(talk.source.utf8).withUnsafeBufferPointer { bytes in
        builder.lexicons.source.code(for: bytes) { _ in redacted(talk.source) }
      }
    }
    return batch
  }

  private func sink(_ parts: [[Talk]], _ filing: Filing) throws -> JoinSink {
    let plan = try #require(JoinPlan(filing.documents, sourceNames: ["shop": redacted("Shop")], settings: utcMonths))
    var merged = JoinSink(plan)
    merged.finish(BatchBuilder().lexicons)
    for part in parts {
      var sink = JoinSink(plan)
      var builder = BatchBuilder()
      sink.consume(batch(part, &builder))
      sink.finish(builder.lexicons)
      merged.merge(sink)
    }
    return merged
  }

  private func joined(_ talks: [Talk], _ filing: Filing) throws -> Figures {
    let documents = try sink([talks], filing).joined(filing.documents)
    let plan = plan(["vol.conversations"])
    let rows = talks.map { Row(first: $0.first, last: $0.last ?? $0.first, handoff: $0.handoff) }
    return Figures(state(rows, plan), plan: plan, documents: filing.documents).with(documents)
  }

  private func at(_ month: Int, _ day: Int, _ hour: Int = 12) -> Int64 { utc(2026, month, day, hour) }

  // MARK: ratings

  /// 40 deflected and 35 handed-off conversations of March; `rated` of them with a rating.
  private func rated(_ ids: [UInt64], total: Int? = nil, window: ReportWindow = wholeMarch) -> Filing {
    var filing = Filing()
    filing.body(kind: "csat-analytics", window: window, total: total ?? ids.count)
    filing.documents.bodies[0].rows = ids.count
    for id in ids {
      filing.record(.ratings, 0, ["conversation": .text(redacted("c\(id)")), "rating": 4, "ratedAt": .at(3, 20)], of: [id])
    }
    return filing
  }

  private var talks: [Talk] {
    (1...75).map { Talk(id: $0, first: at(3, 2 + Int($0) % 20), handoff: $0 > 40) } + [Talk(id: 76, first: at(3, 5), handoff: nil)]
  }

  @Test("a response rate is of deflected conversations, and ratings of hand-offs have their own")
  func responseRate() throws {
    let figures = try joined(talks, rated([1, 2, 3, 4, 41, 76]))
    let deflected = figures.estimate("csat.response_rate", in: march)
    #expect(deflected.numerator == 4 && deflected.denominator == 40 && deflected.value == 0.1)
    // Wilson, 4 of 40 at 95 %: 0.0396 to 0.2305.
    #expect(abs((deflected.interval?.low ?? 0) - 0.0396) < 0.0001)
    #expect(abs((deflected.interval?.high ?? 0) - 0.2305) < 0.0001)
    let handedOff = figures.estimate("csat.response_rate_handoff", in: march)
    #expect(handedOff.numerator == 1 && handedOff.denominator == 35)
    #expect(figures.estimate("csat.rated", in: march).value == 6)
  }

  @Test("a conversation rated twice counts once")
  func repeated() throws {
    let figures = try joined(talks, rated([1, 1, 1, 2]))
    #expect(figures.estimate("csat.response_rate", in: march).numerator == 2)
  }

  @Test("a rating of an unknown conversation is a rating, in no response rate, and said")
  func unknown() throws {
    let figures = try joined(talks, rated([1, 900, 901]))
    #expect(figures.estimate("csat.unknown", in: march).value == 2)
    #expect(figures.estimate("csat.response_rate", in: march).numerator == 1)
    #expect(figures.estimate("csat.rated", in: march).value == 3)
    #expect(try joined(talks, rated([1])).estimate("csat.unknown", in: march).value == 0)
  }

  @Test("ratings say what their conversation was; those of tests and unknown ones say nothing")
  func described() throws {
    var talks = talks
    talks[0].sentiment = "negative"
    talks[1].quality = "resolved"
    talks.append(Talk(id: 80, first: at(3, 4), handoff: false, isTest: true))
    let documents = try sink([talks], rated([1, 2, 41, 76, 80, 900])).joined(rated([1, 2, 41, 76, 80, 900]).documents)
    func texts(_ field: FieldID) -> [String] { documents[.ratings].map { $0.value(field, .ratings).text?.string ?? "" } }
    #expect(texts("outcome") == ["unknown", "resolved", "handed_off", "unknown", "", ""])
    #expect(texts("sentiment") == ["negative", "", "", "", "", ""])
    #expect(texts("deployment") == ["Shop", "Shop", "Shop", "Shop", "", ""])
    #expect(documents[.ratings].map { $0.value("lastMessageAt", .ratings).isMissing } == [false, false, false, false, true, true])
    #expect(Set(documents[.ratingCohorts].compactMap { $0.value("deployment", .ratingCohorts).text?.string }) == ["Shop"])
  }

  @Test("a page of the ratings gives no response rate")
  func page() throws {
    #expect(try joined(talks, rated([1, 2], total: 30)).estimate("csat.response_rate", in: march).value == nil)
  }

  @Test("only conversations within the dates of the ratings take part")
  func dates() throws {
    let figures = try joined(talks + [Talk(id: 90, first: at(3, 28), handoff: false)], rated([1, 90], window: window((3, 1), (3, 27))))
    let rate = figures.estimate("csat.response_rate", in: march)
    #expect(rate.numerator == 1 && rate.denominator == 40)
  }

  @Test("tests and conversations of other sources are no base")
  func others() throws {
    var more = talks
    more.append(Talk(id: 80, first: at(3, 4), handoff: false, isTest: true))
    more.append(Talk(id: 81, first: at(3, 4), handoff: false, source: "Kiosk"))
    let rate = try joined(more, rated([1, 80])).estimate("csat.response_rate", in: march)
    #expect(rate.numerator == 1 && rate.denominator == 40)
  }

  @Test("few conversations are too few")
  func few() throws {
    let rate = try joined(Array(talks.prefix(20)), rated([1])).estimate("csat.response_rate", in: march)
    #expect(rate.state == .tooFew)
  }

  // MARK: conversions

  private func sold(_ events: [(id: String, conversation: UInt64, at: Int64, value: Double?)], window: ReportWindow = wholeMarch) -> Filing
  {
    var filing = Filing()
    filing.body(kind: "conversion-analytics", window: window, subject: ["slug": "order"], total: events.count)
    filing.documents.bodies[0].rows = events.count
    for event in events {
      filing.record(
        .conversions, 0,
        [
          "id": .text(redacted(event.id)), "slug": "order", "conversation": .text(redacted("c\(event.conversation)")),
          "occurredAt": .time(Instant(microseconds: event.at)), "value": event.value.map { .number($0) } ?? .missing,
        ], of: [event.conversation])
    }
    return filing
  }

  /// 50 conversations at noon of 2 to 21 March, and 10 on the 28th, too late to be followed for a week.
  private var visitors: [Talk] {
    (1...50).map { Talk(id: $0, first: at(3, 2 + Int($0) % 20), handoff: $0 % 5 == 0) }
      + (51...60).map { Talk(id: $0, first: at(3, 28), handoff: false) }
  }
  private let order = [Filter("conversion", "order")]

  @Test("a cohort converts within seven days after its first message, and only what can be followed is in it")
  func cohort() throws {
    let week: Int64 = 7 * 86_400_000_000
    let figures = try joined(
      visitors,
      sold([
        ("a", 1, at(3, 3) + 1, 10), ("b", 2, at(3, 4) + week - 1, 20),  // just within
        ("c", 3, at(3, 5) + week, 40),  // just behind
        ("d", 4, at(3, 6) - 1, 80),  // before the conversation
        ("e", 1, at(3, 4), 5),  // converts again
        ("f", 51, at(3, 29), 7), ("g", 999, at(3, 9), 9),  // open window; unknown conversation
      ]))
    let rate = figures.estimate("cnv.rate_cohort", in: march, where: order)
    #expect(rate.numerator == 2 && rate.denominator == 50)
    #expect(figures.estimate("cnv.rate_cohort_any", in: march).numerator == 2)
    #expect(figures.estimate("cnv.value_per_conversation", in: march, where: order).value == 35.0 / 50)
    #expect(figures.estimate("cnv.early", in: march).value == 1)
    #expect(figures.estimate("cnv.unknown", in: march).value == 1)
    #expect(figures.estimate("cnv.converting", in: march).value == 6)
  }

  @Test("a conversation begun exactly a week before the end of the events is in the cohort, a moment later it is not")
  func edge() throws {
    let edge = Talk(id: 70, first: utc(2026, 3, 25, 0), handoff: false)
    let late = Talk(id: 71, first: utc(2026, 3, 25, 0) + 1, handoff: false)
    let events = sold([("a", 1, at(3, 4), nil)])
    #expect(try joined(visitors + [edge], events).estimate("cnv.rate_cohort", in: march, where: order).denominator == 51)
    #expect(try joined(visitors + [late], events).estimate("cnv.rate_cohort", in: march, where: order).denominator == 50)
    #expect(try joined(visitors, events).estimate("cnv.value_per_conversation", in: march, where: order).value == nil)
  }

  @Test("events of two months that touch are one stretch")
  func touching() throws {
    var filing = sold([("a", 51, at(4, 2), nil)])
    filing.body(kind: "conversion-analytics", window: window((4, 1), (4, 30)), subject: ["slug": "order"], total: 0)
    let rate = try joined(visitors, filing).estimate("cnv.rate_cohort", in: march, where: order)
    #expect(rate.numerator == 1 && rate.denominator == 60)
  }

  @Test("the median time to convert takes the first event of each conversation")
  func delay() throws {
    let events = (1...40).map {
      (id: "e\($0)", conversation: $0 as UInt64, at: at(3, 2 + Int($0) % 20) + 3_600_000_000, value: nil as Double?)
    }
    let later = (1...40).map {
      (id: "f\($0)", conversation: $0 as UInt64, at: at(3, 2 + Int($0) % 20) + 7_200_000_000, value: nil as Double?)
    }
    let figure = try joined(visitors, sold(events + later)).estimate("cnv.time_to_convert_median", in: march)
    #expect(figure.value == 3_600_000 && figure.base == 40)
  }

  // MARK: topics

  @Test("what is computed by topic is of the conversations found, and a conversation under two topics is covered once")
  func topics() throws {
    var talks = (1...40).map {
      Talk(
        id: $0, first: at(3, 10), handoff: $0 > 30, sentiment: $0 % 4 == 0 ? "negative" : "positive", quality: $0 <= 15 ? "resolved" : nil)
    }
    talks.append(Talk(id: 41, first: at(3, 10)))
    var filing = Filing()
    filing.body(kind: "trending-topics", window: wholeMarch)
    for (name, ids) in [("Delivery", Array(1...20) + [900]), ("Returns", Array(11...35))] as [(String, [UInt64])] {
      filing.record(.topics, 0, ["analysis": "a1", "topic": .text(redacted(name)), "conversations": 25], of: ids)
    }
    let figures = try joined(talks, filing)
    func of(_ metric: MetricID, _ topic: String) -> Estimate { figures.estimate(metric, in: march, where: [Filter("topic", topic)]) }
    #expect(of("top.joined", "Delivery").value == 20)
    #expect(of("top.handoff_rate_computed", "Delivery").value == 0)
    #expect(of("top.handoff_rate_computed", "Returns").numerator == 5 && of("top.handoff_rate_computed", "Returns").denominator == 25)
    #expect(of("top.negative_share_computed", "Delivery").value == 0.25)
    #expect(of("top.resolved_share", "Returns").numerator == 5)
    let coverage = figures.estimate("top.coverage", in: march)
    #expect(coverage.numerator == 35 && coverage.denominator == 41)
  }

  // MARK: laws

  @Test("neither the order of rows nor their workers change what is joined")
  func anyOrder() throws {
    var filing = rated([1, 2, 3, 41])
    let body = filing.body(kind: "conversion-analytics", file: "b.json", window: wholeMarch, subject: ["slug": "order"], total: 1)
    filing.documents.bodies[body].rows = 1
    filing.record(.conversions, body, ["id": "a", "slug": "order", "occurredAt": .at(3, 9), "value": 2], of: [7])
    let once = try sink([talks], filing).joined(filing.documents)
    let parts = [Array(talks.suffix(30).reversed()), Array(talks.prefix(46).reversed())]
    let again = try sink(parts, filing).joined(filing.documents)
    #expect(once.records == again.records)
    #expect(once[.ratingCohorts].count == 20 && once[.conversionCohorts].count > 0)
  }

  @Test("without records that name conversations there is nothing to read")
  func nothing() {
    var filing = Filing()
    filing.body()
    filing.record(.ratings, 0, ["rating": 4, "ratedAt": .at(3, 9)])
    #expect(JoinPlan(filing.documents, sourceNames: [:], settings: utcMonths) == nil)
  }

  @Test("stretches join where they touch and shrink from their ends")
  func spans() {
    #expect(Spans([5..<9, 0..<5, 20..<21, 30..<30]).ranges == [0..<9, 20..<21])
    // The last moment that leaves five behind it takes part.
    #expect(Spans([0..<9, 20..<21]).shortened(by: 5).ranges == [0..<5])
    #expect(Spans([0..<9, 20..<30]).intersection(Spans([5..<25])).ranges == [5..<9, 20..<25])
  }
}
