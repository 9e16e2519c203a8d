import Records
import Testing

@testable import Ingestion

@Suite("Analytics of Avatarium") struct AvatariumAnalyticsTests {
  @Test("the overview says the same bare and in its envelope", arguments: ["analytics-overview.json", "analytics-overview-enveloped.json"])
  func overview(_ file: String) throws {
    var reading = VendorReading(.avatarium)
    try reading.readExample(file) { $0.query["period"] = "30d" }
    #expect(reading.kinds == ["overview"])
    #expect(reading.problems.isEmpty)
    #expect(reading.figure("conversations") == 24)
    #expect(reading.figure("messages") == 120)
    #expect(reading.figure("tokenUsage") == 5353)
    #expect(reading.figure("avgDuration") == 276_000, "seconds become milliseconds")
    #expect(reading.figure("topAvatars.conversations", "Mira (support)") == 12)
    #expect(reading.figure("topAvatars.conversations", "Otto (sales)") == 8, "the list does not add up, and nothing is added to it")
    #expect(reading.bodies.map(\.window) == [.trailing(days: 30)])
    #expect(
      reading.figures.map(\.metric) == [
        "vol.conversations_started", "vol.messages_sent", "vol.duration_mean", "cost.tokens_total", "vol.conversations_started",
        "vol.conversations_started",
      ])
  }

  @Test("a trailing window is none of the folder's month")
  func trailing() throws {
    let month = Instant(seconds: 1_775_001_600)..<Instant(seconds: 1_777_593_600)
    var reading = VendorReading(.avatarium)
    try reading.readExample("analytics-overview.json") {
      $0.window = month
      $0.query["period"] = "30d"
    }
    try reading.readExample("analytics-overview.json") { $0.window = month }
    try reading.readExample("analytics-overview.json")
    #expect(reading.bodies.map(\.window) == [.trailing(days: 30), .trailing(days: nil), .trailing(days: nil)])
  }

  @Test("figures of one avatar are cut by it and carry its name where another file tells it")
  func avatar() throws {
    var reading = VendorReading(.avatarium)
    try reading.readExample("avatar-analytics.json")
    #expect(reading.kinds == ["avatar-analytics"])
    #expect(reading.bodies.first?.window == .trailing(days: 7))
    #expect(reading.figure("completionRate", "avt_mira") == 0.5)
    #expect(reading.figure("avgDuration", "avt_mira") == 116_000)
    #expect(reading.figure("sentiment.neutral", "avt_mira") == 2)
    #expect(reading.figure("escalations", "avt_mira") == 0)
    try reading.readExample("analytics-overview.json")
    let documents = reading.documents
    let members = Set(documents.figures.compactMap { $0.member?.string })
    #expect(members == ["Mira (support)", "Otto (sales)"])
    #expect(documents.bodies[0].subject["avatar"]?.string == "Mira (support)")
  }

  @Test(
    "a completion rate of at most 1 is a share, and said to be a guess",
    arguments: [
      ("0.5", 0.5, true), ("1", 1, true), ("50", 0.5, false), ("\"62.5\"", 0.625, false), ("0", 0, false), ("100", 1, false),
      ("101", nil, false), ("-1", nil, false), ("null", nil, false),
    ] as [(String, Double?, Bool)])
  func completion(_ written: String, _ value: Double?, _ isGuess: Bool) throws {
    var reading = VendorReading(.avatarium)
    try reading.read(#"{"avatarId":"v","conversations":2,"avgDuration":null,"completionRate":\#(written)}"#)
    #expect(reading.figure("completionRate", "v") == value)
    #expect(reading.problems.contains("guessed-scale completionRate 1") == isGuess)
  }

  @Test("the avatar may be named by the request only")
  func requested() throws {
    var reading = VendorReading(.avatarium)
    try reading.read(#"{"conversations":2,"messages":8,"avgDuration":1,"tokenUsage":3}"#) { $0.ids["avatarId"] = "avt_x" }
    #expect(reading.kinds == ["avatar-analytics"])
    #expect(reading.figure("conversations", "avt_x") == 2)
  }

  @Test("days add up to the overview, become records and state the days they cover")
  func days() throws {
    var reading = VendorReading(.avatarium)
    try reading.readExample("analytics-conversations-by-day.json") { $0.query["period"] = "30d" }
    #expect(reading.kinds == ["conversations-by-day"])
    #expect(reading.problems.isEmpty)
    let rows = reading.records(.days)
    #expect(rows.count == 30)
    func sum(_ field: FieldID) -> Double { rows.compactMap { $0.value(field, .days).number }.reduce(0, +) }
    #expect(sum("conversations") == 24)
    #expect(sum("messages") == 120)
    #expect(sum("tokens") == 5353)
    #expect(sum("completed") == 11)
    let empty = rows.filter { $0.value("conversations", .days).number == 0 }
    #expect(empty.count == 6, "the mean of nothing is no zero")
    #expect(empty.allSatisfy { $0.value("duration", .days).isMissing }, "the mean of nothing is no zero")
    #expect(
      reading.bodies.first?.window == .interval(Instant(seconds: 1_775_001_600)..<Instant(seconds: 1_777_593_600)),
      "April 2026 in UTC, although the request was for 30 days")
    let figures = reading.figures.filter { $0.metric == "vol.conversations_started" }
    #expect(figures.count == 30)
    #expect(figures.allSatisfy { $0.bucketSeconds == 86_400 && $0.bucket != nil })
  }

  @Test("days are those of the zone that the context states")
  func zone() throws {
    var reading = VendorReading(.avatarium)
    try reading.read(#"{"groupBy":"day","data":[{"date":"2006-06-08","conversations":37,"avgTurns":14.62,"backendFailures":null}]}"#) {
      $0.zone = "America/New_York"
    }
    #expect(reading.figures.first?.bucket?.seconds == 1_149_739_200)
    let day = try #require(reading.records(.days).first)
    #expect(day.value("turns", .days).number == 541)
    #expect(day.value("failures", .days).isMissing)
  }

  @Test(
    "buckets are accepted under every name and in every container",
    arguments: [
      (#"[{"day":"2026-04-01","count":3}]"#, 86_400), (#"{"series":[{"timestamp":"2026-04-01T00:00:00Z","total":3}]}"#, 86_400),
      (#"{"groupBy":"week","buckets":[{"week":"2026-W14","value":3}]}"#, 604_800),
      (#"{"groupBy":"month","items":[{"month":"2026-04","conversations":3}]}"#, 30 * 86_400),
      (#"{"groupBy":"week","data":[{"period":"2026-03-30","conversations":"3"},{"period":"2026-04-06","conversations":3}]}"#, 604_800),
      (#"{"data":[{"key":1775001600,"conversations":3}],"meta":{"requestId":"r"}}"#, 86_400),
      (#"[{"month":"2026-02","conversations":3}]"#, 28 * 86_400),
    ])
  func shapes(_ json: String, _ seconds: Int) throws {
    var reading = VendorReading(.avatarium)
    try reading.read(json.replacing("\"3\"", with: "3"))
    #expect(reading.kinds == ["conversations-by-day"])
    #expect(reading.figures.first { $0.quantity == "conversations" }?.value == 3)
    #expect(reading.figures.first?.bucketSeconds == seconds)
    #expect(reading.records(.days).isEmpty == (seconds != 86_400), "weeks and months are no days")
  }

  @Test("rows without a readable day are counted, nulls are no zeros")
  func hostile() throws {
    var reading = VendorReading(.avatarium)
    try reading.read(
      #"""
      {"groupBy":"day","data":[{"date":"2026-04-01","conversations":null,"messages":"7","avgDuration":null,"tokenUsage":-1,"completed":[]},
       {"date":"someday","conversations":1},{"date":null},7,{"date":"2026-04-31","conversations":1}]}
      """#)
    #expect(reading.records(.days).count == 1)
    let day = try #require(reading.records(.days).first)
    #expect(day.value("conversations", .days).isMissing)
    #expect(day.value("messages", .days).number == 7)
    #expect(
      reading.problems == [
        "impossible-value data.*.tokenUsage 1", "unreadable-time-value data.*.date 3", "wrong-value-type data.* 1",
        "wrong-value-type data.*.completed 1",
      ])
  }

  @Test("an error that was saved as an export is no data")
  func failure() throws {
    var reading = VendorReading(.avatarium)
    try reading.readExample("error.json")
    #expect(reading.kinds == ["failure"])
    #expect(reading.figures.isEmpty)
    #expect(reading.records(.serviceAnswers).first?.value("code", .serviceAnswers).text?.string == "BAD_REQUEST")
  }
}
