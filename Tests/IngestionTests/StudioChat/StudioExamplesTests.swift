import Notation
import Records
import Testing

@testable import Ingestion

/// One documented example and what it must give.
struct Expected: Sendable, CustomTestStringConvertible {
  var file: String
  var kind: String
  var figures = 0
  var records: [RecordKind: Int] = [:]
  /// Quantity, member, value in our unit.
  var values: [(String, String?, Double)] = []
  var testDescription: String { file }
}

@Suite("Examples of Studio Chat") struct StudioExamplesTests {
  // Counts: totals + parts × numbers per part + buckets × numbers per bucket, counted in the files.
  static let all = [
    Expected(
      file: "analytics", kind: "analytics", figures: 10 + 3 * 5 + 5 + 7 * 5 + 30 * 6,
      values: [
        ("total_conversations", nil, 32), ("deflection_rate", nil, 0.75), ("avg_response_latency_ms", nil, 2794),
        ("winback_conversion_rate", nil, 0.5), ("deflection_rate", "Ticket Helper v8", 0.9167), ("total_messages", "Ticket Helper v7", 44),
        ("deflection_rate", "compensation", 0.6667),
      ]),
    Expected(
      file: "analytics-hourly", kind: "analytics", figures: 10 + 24 * 6, values: [("deflection_rate", nil, 0.3333)]),
    Expected(
      file: "account-analytics", kind: "account-analytics", figures: 7 + 2 * 5 + 30 * 2,
      values: [("total_ai_messages", nil, 62), ("deflection_rate", "Ticket Helper", 0.84)]),
    Expected(
      file: "metrics-aggregate", kind: "metrics-aggregate", figures: 3 + 20 * 2,
      values: [
        ("coverage_percentage", nil, 0.9062), ("sentiment_distribution", "negative", 5), ("recontact_risk_distribution", "high", 4),
        ("handoff_reason_distribution", "frustration", 2),
      ]),
    Expected(
      file: "csat-analytics", kind: "csat-analytics", figures: 8 + 5 + 30 * 7, records: [.ratings: 10],
      values: [
        ("csat_score_pct", nil, 0.6667), ("dsat_score_pct", nil, 0.25), ("total_rated", nil, 12), ("response_rate_pct", nil, 0.5),
        ("rating_distribution", "5", 5),
      ]),
    Expected(file: "csat-analytics-page2", kind: "csat-analytics", figures: 223, records: [.ratings: 2]),
    Expected(file: "csat-analytics-max-rating-2", kind: "csat-analytics", figures: 223, records: [.ratings: 3]),
    Expected(file: "csat-not-configured", kind: "csat-analytics", records: [.serviceAnswers: 1]),
    Expected(
      file: "conversion-analytics", kind: "conversion-analytics", figures: 7 + 30 * 3, records: [.conversions: 6, .conversionMetrics: 1],
      values: [
        ("total_value", "flex-upgrade-sale", 361.9), ("conversion_rate_pct", "flex-upgrade-sale", 0.2083),
        ("avg_value", "flex-upgrade-sale", 60.32),
      ]),
    Expected(file: "conversion-analytics-unknown-slug", kind: "conversion-analytics", records: [.serviceAnswers: 1]),
    Expected(file: "conversion-metric", kind: "conversion-metric", records: [.conversionMetrics: 1]),
    Expected(file: "conversion-metrics", kind: "conversion-metrics", records: [.conversionMetrics: 2]),
    Expected(
      file: "analytics-api-tools", kind: "analytics-api-tools", figures: 5 + 30 * 3, records: [.toolRuns: 16],
      values: [
        ("total_calls", nil, 16), ("failed_calls", nil, 2), ("avg_duration_ms", nil, 1595.38),
        ("successful_calls / total_calls", nil, 0.875),
      ]),
    Expected(
      file: "analytics-api-tool-single", kind: "analytics-api-tools", figures: 5 + 30 * 3, records: [.toolRuns: 5],
      values: [("total_calls", "lookup_booking", 13), ("avg_duration_ms", "lookup_booking", 1861.85)]),
    Expected(
      file: "analytics-toolkits", kind: "analytics-toolkits", figures: 4 + 2 * 2 + 30 * 2, records: [.toolRuns: 7],
      values: [("total_calls", nil, 7), ("success_count", "SLACK_SEND_MESSAGE", 4)]),
    Expected(
      file: "analytics-toolkit-by-param", kind: "analytics-toolkits", figures: 4 + 2 + 2 + 30 * 2, records: [.toolRuns: 2],
      values: [("count", "67", 1), ("count", "68", 1)]),
    Expected(
      file: "analytics-skills", kind: "analytics-skills", figures: 3 + 30 * 2, records: [.toolRuns: 17], values: [("failed_calls", nil, 1)]),
    Expected(
      file: "analytics-kbs", kind: "analytics-kbs", figures: 1 + 3 + 30,
      values: [("total_citations", nil, 34), ("count", "intercom", 17), ("count", "faq", 11)]),
    Expected(
      file: "analytics-kb-items", kind: "analytics-kb-items", figures: 1 + 2, records: [.knowledgeItems: 2],
      values: [("total_items_cited", nil, 2), ("count", "hc-102", 10)]),
    Expected(
      file: "sparklines-api-tools", kind: "sparklines-api-tools", figures: 2 * 15,
      values: [("total", "04200efa-1fbf-5dfc-8836-43be38a87318", 3)]),
    Expected(
      file: "sparklines-toolkits", kind: "sparklines-toolkits", figures: 2 * 15, values: [("total", "SLACK", 2)]),
    Expected(file: "sparklines-skills", kind: "sparklines-skills", figures: 3 * 15, values: [("total", "refund-process", 3)]),
    Expected(
      file: "sparklines-kbs", kind: "sparklines-kbs", figures: 3 * 15, values: [("total", "52eced49-aef9-51bc-855d-b037ac242125", 7)]),
    Expected(file: "conversation-metrics", kind: "conversation-metrics", records: [.scores: 1]),
    Expected(file: "conversation-metrics-unscored", kind: "conversation-metrics", records: [.scores: 1]),
    Expected(file: "conversation-messages", kind: "conversation-messages"),
    Expected(
      file: "trending-topics-analysis", kind: "trending-topics-analysis", figures: 2 + 5 * 4, records: [.topics: 5],
      values: [
        ("conversations_analyzed", nil, 29), ("percentage", "Delay compensation", 0.2069), ("handoff_rate", "Unused ticket refunds", 0.5),
      ]),
    Expected(file: "trending-topics-status", kind: "trending-topics-status", figures: 22, records: [.topics: 5]),
    Expected(file: "trending-topics-status-none", kind: "trending-topics-status", records: [.serviceAnswers: 1]),
    Expected(file: "trending-topics-job", kind: "trending-topics-job", records: [.serviceAnswers: 1]),
    Expected(file: "playbooks", kind: "playbooks", records: [.assistants: 2]),
    Expected(file: "playbook-active-history", kind: "playbook-active-history", records: [.activations: 2]),
    Expected(file: "knowledgebases", kind: "knowledgebases", records: [.knowledgeBases: 3, .knowledgeItems: 5]),
    Expected(file: "kb-item", kind: "kb-item", records: [.knowledgeItems: 1]),
    Expected(file: "projects", kind: "projects", records: [.projects: 1]),
    Expected(file: "schedule", kind: "schedule", records: [.openingHours: 8]),
    Expected(file: "eval-cases", kind: "eval-cases", records: [.evalCases: 6]),
    Expected(file: "eval-runs", kind: "eval-runs", records: [.evalRuns: 2]),
    Expected(file: "eval-run", kind: "eval-run", records: [.evalRuns: 1]),
    Expected(file: "eval-run-results", kind: "eval-run-results", records: [.evalResults: 6]),
    Expected(file: "reports", kind: "reports"),
    Expected(file: "report-runs", kind: "report-runs", records: [.reportRuns: 1]),
    Expected(file: "report-artifact", kind: "report-artifact"),
    Expected(file: "error-400", kind: "failure", records: [.serviceAnswers: 1]),
    Expected(file: "error-404", kind: "failure", records: [.serviceAnswers: 1]),
  ]

  @Test("are recognised and give their figures and records", arguments: all)
  func example(_ expected: Expected) throws {
    let read = try readFixture(expected.file)
    #expect(read.kind == expected.kind)
    #expect(read.figures.count == expected.figures)
    #expect(read.recordCounts == expected.records)
    #expect(read.problems == [])
    #expect(read.rejected == 0)
    for (quantity, member, value) in expected.values {
      let found = read.value(quantity, member)
      #expect(found.map { abs($0 - value) < 1e-9 } == true, "\(quantity) \(member ?? "") = \(found ?? .nan)")
    }
  }

  @Test("are all listed above, except conversations")
  func isComplete() {
    let listed = Set(Self.all.map { $0.file + ".json" })
    let others = FormatFixtures.names("studiochat").filter { $0.hasSuffix(".json") && !listed.contains($0) }
    #expect(
      others == [
        "conversation-batch.json", "conversation-detail.json", "conversation-summaries.json", "conversations-page1.json",
        "conversations-page2.json", "export-conversations-with-messages.json", "export-conversations.json",
      ])
  }

  @Test("state every figure's place among the fields of the kind", arguments: all)
  func places(_ expected: Expected) throws {
    let read = try readFixture(expected.file)
    let places = Set(read.use.compactMap { use in if case .figure = use.use { use.path } else { nil } })
    #expect(Set(read.figures.map(\.path)).subtracting(places).sorted() == [])
  }

  @Test("are recognised without the vendor being stated, too", arguments: all)
  func recognition(_ expected: Expected) throws {
    let bytes = try FormatFixtures.bytes("studiochat/\(expected.file).json")
    #expect(try readBody(bytes, stem: expected.file) { $0.vendor = nil }.kind == expected.kind)
  }
}

@Suite("The examples of Studio Chat add up") struct StudioArithmeticTests {
  private func sum(_ read: ReadBody, _ quantity: String, dimension: String? = nil) -> Double {
    read.figures.filter { $0.quantity == quantity && $0.dimension == dimension && ($0.bucket != nil) == (dimension == nil) }
      .compactMap(\.value).reduce(0, +)
  }

  @Test("days of a series sum to the total")
  func series() throws {
    let analytics = try readFixture("analytics")
    #expect(sum(analytics, "total_conversations") == 32)
    #expect(sum(analytics, "conversations_with_handoff") == 8)
    let csat = try readFixture("csat-analytics")
    #expect(sum(csat, "total") == 12)
    #expect(sum(csat, "positive") == 8)
    #expect(sum(csat, "eligible") == 24)
    #expect(sum(csat, "rating_distribution", dimension: "rating") == 12)
  }

  @Test("a distribution sums to the conversations that have the signal")
  func distributions() throws {
    let read = try readFixture("metrics-aggregate")
    #expect(sum(read, "sentiment_distribution", dimension: "sentiment") == 29)
    #expect(sum(read, "sentiment_shift_distribution", dimension: "shift") == 29)
    #expect(sum(read, "recontact_risk_distribution", dimension: "risk") == 29)
    // Conditional signals: deflected ones and handed-off ones are the scored ones.
    #expect(
      sum(read, "deflection_quality_distribution", dimension: "quality") + sum(read, "handoff_reason_distribution", dimension: "reason")
        == 29)
  }

  @Test("shares are over the sum of their own distribution")
  func shares() throws {
    let read = try readFixture("metrics-aggregate")
    let shares = Dictionary(
      uniqueKeysWithValues: read.figures.compactMap { figure in
        figure.quantity.hasSuffix(" / sum") ? (figure.metric ?? "", figure.value ?? .nan) : nil
      })
    #expect(shares.count == 20)
    #expect(shares["out.dq_resolved"] == 14.0 / 22)
    #expect(shares["hof.reason_policy"] == 1.0 / 7)
    #expect(shares["kb.relevant"] == 17.0 / 24)
    #expect(shares["sen.positive"] == 10.0 / 29)
    #expect(shares["out.recontact_risk_med"] == 6.0 / 29)
  }

  @Test("pages of ratings together hold what the distribution counts")
  func ratings() throws {
    let pages = try [readFixture("csat-analytics"), readFixture("csat-analytics-page2")]
    let rows = pages.flatMap { $0.records(.ratings) }
    #expect(rows.count == 12)
    #expect(Set(rows.compactMap { $0.value("conversation", .ratings).text }).count == 12)
    for stars in 1...5 {
      let counted = rows.filter { $0.value("rating", .ratings).number == Double(stars) }.count
      #expect(pages[0].value("rating_distribution", "\(stars)") == Double(counted))
    }
    #expect(pages[0].body?.statedTotal == 12)
    #expect(try readFixture("csat-analytics-max-rating-2").body?.statedTotal == nil)
  }

  @Test("events of a conversion sum to its value")
  func conversions() throws {
    let read = try readFixture("conversion-analytics")
    let values = read.records(.conversions).compactMap { $0.value("value", .conversions).number }
    #expect(abs(values.reduce(0, +) - 361.9) < 1e-9)
    #expect(Set(read.records(.conversions).compactMap { $0.value("conversation", .conversions).text }).count == 5)
    #expect(read.figures.first { $0.quantity == "total_value" }?.unit == .money(currency: "EUR"))
    #expect(read.figures.first { $0.quantity == "total_events" }?.unit == .count)
  }

  @Test("recent calls are the totals where all of them are listed")
  func runs() throws {
    let read = try readFixture("analytics-api-tools")
    let runs = read.records(.toolRuns)
    #expect(runs.filter { $0.value("succeeded", .toolRuns).flag == true }.count == 14)
    let durations = runs.compactMap { $0.value("duration", .toolRuns).number }
    #expect(abs(durations.reduce(0, +) / Double(durations.count) - 1595.38) < 0.0051)
  }
}
