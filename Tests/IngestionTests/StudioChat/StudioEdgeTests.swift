import Notation
import Records
import Testing

@testable import Ingestion

@Suite("Bodies of Studio Chat at their edges") struct StudioEdgeTests {
  // MARK: missing is not zero

  @Test(
    "a source that is not configured gives no figure, only that it is not configured",
    arguments: ["csat-not-configured", "conversion-analytics-unknown-slug"])
  func notConfigured(_ name: String) throws {
    let read = try readFixture(name)
    #expect(read.figures.isEmpty)
    #expect(read.field(.serviceAnswers, 0, "state").text?.string == "not configured")
  }

  @Test("a rate over nothing has no value, though the vendor writes 0")
  func ratesOverNothing() throws {
    let hourly = try readFixture("analytics-hourly")
    #expect(hourly.value("winback_sent_count") == 0)
    #expect(hourly.figures.first { $0.quantity == "winback_conversion_rate" }.map { $0.value == nil } == true)
    let empty = try readBody(
      #"{"is_configured":true,"total_rated":0,"csat_score_pct":0,"dsat_score_pct":0,"eligible_deflected":4,"response_rate_pct":0,"rating_distribution":{},"ratings":[]}"#
    )
    #expect(empty.value("csat_score_pct") == nil)
    #expect(empty.value("total_rated") == 0)
    #expect(empty.value("response_rate_pct") == 0)
  }

  @Test("null in every place that may hold it gives figures without a value and no problem")
  func nulls() throws {
    let read = try readBody(
      #"{"total_conversations":null,"total_messages":null,"deflection_rate":null,"avg_response_latency_ms":null,"by_playbook":null,"by_tag":null,"time_series":[{"timestamp":"2026-04-01T00:00:00Z","total_conversations":1,"avg_response_latency_ms":null}],"time_granularity":null}"#
    )
    #expect(read.kind == "analytics")
    #expect(read.problems == [])
    #expect(read.figures.count == 6)
    #expect(read.figures.compactMap(\.value) == [1])
  }

  @Test(
    "missing maps and lists are no error",
    arguments: [
      (#"{"sentiment_distribution":{}}"#, "metrics-aggregate"),
      (#"{"sentiment_distribution":null,"total_conversations":3}"#, "metrics-aggregate"),
      (#"{"total_calls":0,"time_series":[],"recent":null}"#, "analytics-skills"),
      (#"{"total_calls":0,"by_action":[]}"#, "analytics-toolkits"),
      (#"{"total_citations":0}"#, "analytics-kbs"),
      (#"{"topics":null,"analysis_date":"2026-04-30"}"#, "trending-topics-analysis"),
      (#"{"weekly_schedule":null}"#, "schedule"),
      (#"{"items":[],"total_items_cited":0}"#, "analytics-kb-items"),
      (#"{"is_configured":true,"conversion_rate_pct":0}"#, "conversion-analytics"),
      (#"[{"id":"r","case_id":"c","assertion_results":null}]"#, "eval-run-results"),
      (#"[{"id":"k","kb_type":"TEXT"}]"#, "knowledgebases"),
    ])
  func missingMaps(_ json: String, _ kind: String) throws {
    let read = try readBody(json)
    #expect(read.kind == kind)
    #expect(read.problems == [])
  }

  @Test("a distribution with a count that is none gives no shares")
  func damagedDistribution() throws {
    let read = try readBody(#"{"sentiment_distribution":{"negative":5,"neutral":"many","positive":10}}"#)
    #expect(read.figures.count == 2)
    #expect(read.problems == ["wrong-value-type sentiment_distribution.* 1"])
  }

  // MARK: spellings

  @Test("numbers written as texts are numbers")
  func numbersAsTexts() throws {
    let read = try readBody(#"{"total_conversations":"32","deflection_rate":"75.0","total_messages":"1e2"}"#)
    #expect(read.value("total_conversations") == 32)
    #expect(read.value("deflection_rate") == 0.75)
    #expect(read.value("total_messages") == 100)
  }

  @Test("impossible values are counted and not shown")
  func impossible() throws {
    let read = try readBody(
      #"{"is_configured":true,"csat_score_pct":166,"total_rated":-1,"response_rate_pct":140,"rating_distribution":{},"ratings":[{"conversation_id":"a","rating":7},{"conversation_id":"b","rating":0}]}"#
    )
    #expect(
      read.problems == ["impossible-value csat_score_pct 1", "impossible-value ratings.*.rating 2", "impossible-value total_rated 1"])
    // Ratings come on another day than the conversations: more than all is possible.
    #expect(read.value("response_rate_pct") == 1.4)
    #expect(read.field(.ratings, 0, "rating").isMissing)
  }

  @Test("unknown labels are kept, the renamed one is mapped")
  func labels() throws {
    let read = try readBody(#"{"sentiment_distribution":{"ecstatic":2},"deflection_quality_distribution":{"gave_up":3,"resolved":1}}"#)
    #expect(read.value("sentiment_distribution", "ecstatic") == 2)
    #expect(read.value("deflection_quality_distribution", "actioned") == 3)
    #expect(read.figures.first { $0.metric == "out.dq_actioned" }?.value == 0.75)
  }

  @Test("keys and names that are an attack stay text, short and cleaned")
  func hostileKeys() throws {
    let long = String(repeating: "x", count: 5000)
    let read = try readBody(
      #"{"__proto__":{"total":1,"series":[]},"<script>alert(1)</script>":{"total":2,"series":[]},"\#(long)":{"total":3,"series":[]},"mail@example.org":{"total":4,"series":[]},"":{"total":5,"series":[]}}"#,
      stem: "sparklines-skills")
    #expect(read.kind == "sparklines-skills")
    #expect(read.figures.map(\.value) == [1, 2, 3, 4])
    #expect(read.figures.allSatisfy { ($0.member?.string.unicodeScalars.count ?? 0) <= 160 })
    #expect(read.figures.allSatisfy { !($0.member?.string.contains("@example") ?? false) })
    #expect(Set(read.figures.map(\.path)) == ["*.total"])
  }

  // MARK: windows and anchors

  @Test("analytics speak about last messages, resources and ratings about events")
  func anchors() throws {
    #expect(try readFixture("analytics").body?.anchor == .lastMessage)
    #expect(try readFixture("metrics-aggregate").body?.anchor == .lastMessage)
    #expect(try readFixture("analytics-api-tools").body?.anchor == .event)
    #expect(try readFixture("csat-analytics").body?.anchor == .event)
    #expect(try readFixture("conversion-analytics").body?.anchor == .event)
  }

  private let april = Instant(seconds: 1_775_001_600)..<Instant(seconds: 1_777_593_600)

  @Test("ratings without dates are the last 7 days, unless their series says otherwise")
  func trailing() throws {
    let short =
      #"{"is_configured":true,"csat_score_pct":50,"total_rated":2,"rating_distribution":{},"time_series":[{"date":"2026-04-01","total":2}]}"#
    #expect(try readBody(short).body?.window == .trailing(days: 7))
    #expect(try readBody(short) { $0.query["days"] = "30" }.body?.window == .trailing(days: 30))
    #expect(try readFixture("csat-analytics").body?.window == .unknown)
    #expect(try readFixture("csat-analytics") { $0.window = april }.body?.window == .interval(april))
  }

  @Test("sparklines trail, whatever month their folder names")
  func sparklines() throws {
    #expect(try readFixture("sparklines-kbs") { $0.window = april }.body?.window == .trailing(days: 14))
    #expect(try readFixture("sparklines-kbs") { $0.query["days"] = "31" }.body?.window == .trailing(days: 31))
  }

  @Test(
    "a series answers whether the last day belongs to the window",
    arguments: [
      ("2026-04-30", false), ("2026-05-01", false), ("2026-05-02", true),
    ])
  func openEnd(_ end: String, _ isOpen: Bool) throws {
    let read = try readFixture("analytics-api-tools") {
      $0.query = ["start_date": "2026-04-01", "end_date": end]
      $0.isEndOpen = true
    }
    let behind = end == "2026-05-02" ? Instant(seconds: 1_777_680_000) : april.upperBound
    #expect(read.body?.window == .interval(april.lowerBound..<behind))
    #expect(read.body?.isEndOpen == isOpen)
  }

  @Test("a series shows when a body is about less than the month of its folder")
  func narrowed() throws {
    let day = Instant(seconds: 1_775_952_000)..<Instant(seconds: 1_776_038_400)
    #expect(try readFixture("analytics-hourly") { $0.window = april }.body?.window == .interval(day))
    #expect(try readFixture("analytics") { $0.window = april }.body?.window == .interval(april))
    let asked = try readFixture("analytics-hourly") {
      $0.window = april
      $0.query = ["start_date": "2026-04-01T00:00:00Z", "end_date": "2026-05-01T00:00:00Z"]
    }
    #expect(asked.body?.window == .interval(april))
    let week = (20...27).map { #"{"date":"2026-04-\#($0)","total":\#($0 == 22 ? 0 : 1),"eligible":0}"# }.joined(separator: ",")
    let rated = #"{"is_configured":true,"csat_score_pct":50,"total_rated":7,"rating_distribution":{},"time_series":[\#(week)]}"#
    #expect(try readBody(rated) { $0.window = april }.body?.window == .trailing(days: 7))
    // Without an empty bucket nothing shows that the other days were not merely quiet.
    let quiet =
      #"{"total_conversations":2,"deflection_rate":0,"time_series":[{"timestamp":"2026-04-20T00:00:00Z","total_conversations":2}],"time_granularity":"day"}"#
    #expect(try readBody(quiet) { $0.window = april }.body?.window == .interval(april))
  }

  @Test("hours are hours, days are days, also without being told")
  func buckets() throws {
    #expect(Set(try readFixture("analytics-hourly").figures.filter { $0.bucket != nil }.map(\.bucketSeconds)) == [3600])
    #expect(Set(try readFixture("analytics").figures.filter { $0.bucket != nil }.map(\.bucketSeconds)) == [86_400])
    let untold = try readBody(
      #"{"total_conversations":1,"deflection_rate":0,"time_series":[{"timestamp":"2026-04-12T00:00:00Z","total_conversations":1},{"timestamp":"2026-04-12T01:00:00Z","total_conversations":0}]}"#
    )
    #expect(untold.figures.last?.bucketSeconds == 3600)
  }

  @Test("a bucket with a date that cannot be read is left out and counted")
  func damagedBucket() throws {
    let read = try readBody(#"{"total_calls":1,"time_series":[{"date":"soon","count":1},{"count":2},{"date":"2026-04-31","count":3}]}"#)
    #expect(read.figures.count == 1)
    #expect(read.problems == ["unreadable-time-value time_series.*.date 3"])
  }

  @Test("filters of the request make the body one of a part")
  func filters() throws {
    let read = try readFixture("analytics") { $0.query = ["tags": "vip", "playbook_base_ids": "abc", "start_date": "2026-04-01"] }
    #expect(read.body?.subject.mapValues(\.string) == ["tag": "vip", "assistant": "abc"])
    #expect(try readFixture("analytics").body?.subject == [:])
  }

  // MARK: what must never be kept

  @Test("comments are kept only on request, that there is one always")
  func remarks() throws {
    let closed = try readFixture("csat-analytics-max-rating-2").records(.ratings)
    #expect(closed.map { $0.value("hasRemark", .ratings).flag } == [false, true, true])
    #expect(closed.allSatisfy { $0.value("remark", .ratings).isMissing })
    let open = try readFixture("csat-analytics-max-rating-2", keepsRemarks: true).records(.ratings)
    #expect(open.contains { $0.value("remark", .ratings).text?.string.hasPrefix("Wrong platform!") == true })
  }

  @Test("parameters, results, messages, addresses and people appear nowhere")
  func nothingPrivate() throws {
    let words = [
      "TR-88031", "C0TRAINS", "hand-off 2153", "ops@example.net", "booking.example.net", "/ingest/", "sale-705", "Key figures first",
      "Scenario text", "judge note", "Hello! How can I help", "(instructions omitted)", "#cx", "channel archived", "Do I get money back",
      "Which railcards", "blue backpack",
    ]
    // The description shows what is kept, or this test could not fail.
    #expect("\(try readFixture("analytics").harvest.sheaves)".contains("compensation"))
    for name in FormatFixtures.names("studiochat") where name.hasSuffix(".json") {
      let text = "\(try readFixture(String(name.dropLast(5)), keepsRemarks: true).harvest.sheaves)"
      for word in words { #expect(!text.contains(word), "\(name) keeps \(word)") }
    }
  }

  @Test(
    "errors count by family",
    arguments: [
      ("channel_not_found", "channel_not_found"),
      ("Timeout after 10000 ms", "Timeout after # ms"),
      ("Booking \"TR-88031\" of 'Jane Doe' not found", "Booking \"…\" of '…' not found"),
      ("GET https://api.example.net/v1/x?id=3 failed: 502", "GET [link] failed: #"),
      ("can't reach host-7", "can't reach host-#"),
      ("no item 9f1c2d34-aaaa-4bbb-8ccc-0123456789ab", "no item [id]"),
      ("  first line\nsecond: Jane", "first line"),
      ("mail to jane@example.org bounced", "mail to [email] bounced"),
    ])
  func families(_ message: String, _ family: String) { #expect(errorFamily(message) == family) }

  @Test("an empty error is none", arguments: ["", "  \n "])
  func noFamily(_ message: String) { #expect(errorFamily(message) == nil) }

  @Test("ids that look like numbers stay apart, and do not appear")
  func references() throws {
    let harvest = try readFixture("csat-analytics").harvest
    let first = harvest.reference("21530000213")
    #expect(first.string.count == 16)
    #expect(first == harvest.reference("21530000213"))
    #expect(first != harvest.reference("21530000206"))
    #expect(harvest.reference("52eced49-aef9-51bc-855d-b037ac242125").string == "52eced49-aef9-51bc-855d-b037ac242125")
    #expect(harvest.reference(first.string) == first)
  }
}

/// Every scalar of every example replaced by something else: nothing may crash, and what is read keeps its range.
@Suite("Damaged bodies of Studio Chat") struct StudioDamageTests {
  static let files = StudioExamplesTests.all.map(\.file)
  static let damages = [
    "null", "0", "-1", "1e308", "-1e308", "1e-320", "\"\"", "\"x\"", "\"12\"", "\"NaN\"", "\"2026-04-31\"", "[]", "{}", "[[null]]",
    "{\"a\":{\"b\":[1]}}", "true", "\"\\u0000\\ud83d\\ude00<b>|`\"",
  ]

  @Test("give no value outside its range", arguments: files)
  func scalars(_ file: String) throws {
    let bytes = try FormatFixtures.bytes("studiochat/\(file).json")
    for damage in Self.damages {
      for isStrings in [false, true] {
        let read = try readBody(replaced(bytes, by: damage, isStrings: isStrings), stem: file, keepsRemarks: true)
        for figure in read.figures {
          guard let value = figure.value else { continue }
          #expect(value.isFinite)
          if figure.unit == .share || figure.unit == .count || figure.unit == .duration { #expect(value >= 0, "\(figure.path)") }
        }
        for (_, record) in read.harvest.sheaves.flatMap(\.records) {
          for value in record.values { if let number = value.number { #expect(number.isFinite) } }
        }
        _ = joined([read])
      }
    }
  }

  /// The text with each number, or each string that is no key, replaced.
  private func replaced(_ bytes: [UInt8], by damage: String, isStrings: Bool) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x22 {
        var end = index + 1
        while end < bytes.count, bytes[end] != 0x22 { end += bytes[end] == 0x5C ? 2 : 1 }
        var next = end + 1
        while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
        let isKey = next < bytes.count && bytes[next] == 0x3A
        result += isKey || !isStrings ? Array(bytes[index...min(end, bytes.count - 1)]) : Array(damage.utf8)
        index = end + 1
      } else if !isStrings, byte == 0x2D || (byte >= 0x30 && byte <= 0x39) {
        while index < bytes.count, "+-.eE0123456789".utf8.contains(bytes[index]) { index += 1 }
        result += Array(damage.utf8)
      } else {
        result.append(byte)
        index += 1
      }
    }
    return result
  }
}
