import Records
import Testing

@testable import Ingestion

@Suite("ChatCaptain reports") struct CaptainReportTests {
  @Test("the table of components has the documented numbers")
  func table() {
    let overview = Component.all.filter { $0.report == .overview }
    let channel = Component.all.filter { $0.report == .channel }
    #expect(overview.map(\.id) == Array(0...16))
    #expect(channel.map(\.id) == Array(0...22))
    // From docs.chatcaptain.com: the same number means something else in the other report.
    #expect(Component.numbered(3, in: .overview)?.name == "CONVERSATION_LANGUAGES")
    #expect(Component.numbered(3, in: .channel)?.name == "CONVERSATION_COUNT_PERIODIC_TREND_FOR_CHANNEL_ID")
    #expect(Component.numbered(4, in: .overview)?.name == "CONVERSATION_BY_CHANNEL_TYPE")
    #expect(Component.numbered(4, in: .channel)?.name == "CONVERSATION_LANGUAGES_FOR_CHANNEL_ID")
    #expect(Component.numbered(13, in: .overview)?.name == "INTENT_COUNT")
    #expect(Component.numbered(16, in: .channel)?.name == "CALL_DURATION_TOTAL")
    #expect(Component.numbered(22, in: .channel)?.name == "CALL_TRANSFER_TARGET")
    #expect(Set(Component.all.map { $0.report.rawValue + $0.name }).count == 40)
  }

  @Test("a report is recognised by its names, by numbers above 16, and by nothing but the context otherwise")
  func recognition() throws {
    func kind(_ text: String, _ hint: String? = nil, channel: String? = nil) throws -> ReportKind? {
      let tree = try tree(text)
      var context = BodyContext()
      context.kindHint = hint
      if let channel { context.query["channelId"] = channel }
      return reportKind(tree.root, context)
    }
    #expect(try kind(#"{"CONVERSATION_COUNT": 1}"#) == .overview)
    #expect(try kind(#"{"CONVERSATION_COUNT_FOR_CHANNEL_ID": 1}"#) == .channel)
    #expect(try kind(#"{"CALL_DURATION_TOTAL": 1}"#) == .channel)
    #expect(try kind(#"{"conversationCount": 1, "messageCount": 3}"#) == .overview)
    #expect(try kind(#"{"callEndReason": {}}"#) == .channel)
    #expect(try kind(#"{"1": 1, "17": {}}"#) == .channel)
    #expect(try kind(#"{"1": 1, "16": {}}"#) == nil)
    #expect(try kind(#"{"1": 1, "16": {}}"#, "report-overview") == .overview)
    #expect(try kind(#"{"1": 1, "16": {}}"#, "report-channel") == .channel)
    #expect(try kind(#"{"1": 1}"#, channel: "ch") == .channel)
    #expect(try kind(#"[{"id": 1, "data": 3}]"#, "report-overview") == .overview)
    #expect(try kind(#"[{"id": 19, "value": {}}]"#) == .channel)
    #expect(try kind(#"{"components": [{"name": "INTENT_HITS", "data": []}]}"#) == .overview)
    #expect(try kind(#"{"23": 1}"#, "report-channel") == nil)
    #expect(try kind(#"{}"#, "report-overview") == .overview)
    #expect(try kind(#"{}"#) == nil)
    // One common word among others proves nothing.
    #expect(try kind(#"{"message_count": 4, "conversation_id": "a", "inbox_name": "b"}"#) == nil)
  }

  static let byName = #"""
    {"CONVERSATION_COUNT": 3,
     "CONVERSATION_COUNT_INTERVAL": [{"timestamp": "2026-03-31T22:00:00.000Z", "count": 2}, {"timestamp": "2026-04-01T22:00:00Z", "count": 1}],
     "CONVERSATION_LANGUAGES": {"DE": 2, "EN": 1}, "CONVERSATION_COUNT_PERIODIC_TREND": {"current": 3, "previous": 0, "change": null},
     "INTENT_HITS": [{"id": "a", "name": "Öffnungszeiten", "count": 5}], "INTENT_SCORE_MEDIAN": 0.77, "MESSAGE_LENGTH_MEDIAN": null}
    """#

  @Test(
    "every container gives the same figures",
    arguments: [
      #"""
      {"1": 3, "2": [{"date": "2026-04-01", "value": 2}, {"date": "02.04.2026", "value": 1}], "3": [{"language": "DE", "count": 2},
       {"language": "EN", "count": 1}], "5": {"now": 3, "before": 0, "changePercent": null}, "11": {"Öffnungszeiten": 5}, "12": "0.77", "10": null}
      """#,
      #"""
      {"components": [{"id": 1, "data": {"count": 3}}, {"id": 2, "data": {"1774994400000": 2, "1775080800": 1}}, {"id": 3, "data":
       {"DE": {"count": 2}, "EN": {"count": 1}}}, {"id": 5, "data": {"value": 3, "previousValue": 0, "delta": null}},
       {"id": 11, "data": [{"intent": "Öffnungszeiten", "hits": 5}]}, {"id": 12, "data": {"median": 0.77}}, {"id": 10, "data": null}]}
      """#,
      #"""
      [{"id": 99, "name": "CONVERSATION_COUNT", "value": "3"}, {"name": "conversationCountInterval", "result": [[1774994400, 2], [1775080800, 1]]},
       {"name": "conversation_languages", "value": {"DE": "2", "EN": 1}}, {"name": "ConversationCountPeriodicTrend", "data": {"current": 3,
       "previous": 0, "trend": null}}, {"key": "INTENT_HITS", "data": [{"label": "Öffnungszeiten", "value": 5}]},
       {"id": "12", "data": 0.77}, {"id": 10, "data": {"median": null}}]
      """#,
      #"""
      {"request": {"path": "/v1/chatbots/b/statistics/reports/overview", "query": {"interval": 86400}}, "response": {"report": {"1": {"total": 3},
       "2": {"data": [2, 1]}, "3": {"DE": 2, "EN": 1}, "5": {"current": 3, "previous": 0, "change": null}, "11": {"Öffnungszeiten": 5}, "12": 0.77,
       "10": null}}}
      """#,
    ])
  func containers(_ text: String) throws {
    let expected = try report(Self.byName)
    let found = try report(text) { $0.kindHint = "report-overview" }
    #expect(found.kinds == ["report-overview"])
    #expect(found.lines == expected.lines)
    #expect(expected.lines.count == 11)
    #expect(found.documents.bodies[0].window == expected.documents.bodies[0].window)
  }

  @Test(
    "a change is read in every spelling",
    arguments: [
      ("12.5", "0.125"), (#""+12.5%""#, "0.125"), (#""-12,5 %""#, "-0.125"), (#""−100%""#, "-1"), ("null", "null"),
      (#"{"change": 33.33}"#, "0.3333"),
      (#"{"delta": "+0%"}"#, "0"),
    ])
  func changes(_ text: String, _ value: String) throws {
    let reading = try report(#"{"MESSAGE_COUNT_PERIODIC_TREND": \#(text)}"#)
    #expect(reading.lines == ["MESSAGE_COUNT_PERIODIC_TREND.change = \(value) - MESSAGE_COUNT_PERIODIC_TREND.change"])
    #expect(reading.problems == [])
  }

  @Test(
    "a hostile value is counted, never shown",
    arguments: [
      (#"{"CONVERSATION_COUNT": -1}"#, "impossible-value CONVERSATION_COUNT 1"),
      (#"{"CONVERSATION_COUNT": "many"}"#, "wrong-value-type CONVERSATION_COUNT 1"),
      (#"{"CONVERSATION_COUNT": [1]}"#, "wrong-value-type CONVERSATION_COUNT 1"),
      (#"{"CONVERSATION_COUNT": true}"#, "wrong-value-type CONVERSATION_COUNT 1"),
      (#"{"CONVERSATION_COUNT": {"a": 1}}"#, "wrong-value-type CONVERSATION_COUNT 1"),
      (#"{"INTENT_SCORE_MEDIAN": 101}"#, "impossible-value INTENT_SCORE_MEDIAN 1"),
      (#"{"CONVERSATION_MESSAGE_COUNT_MEDIAN": -2}"#, "impossible-value CONVERSATION_MESSAGE_COUNT_MEDIAN 1"),
      (#"{"MESSAGE_COUNT_PERIODIC_TREND": -101}"#, "impossible-value MESSAGE_COUNT_PERIODIC_TREND.change 1"),
      (#"{"MESSAGE_COUNT_PERIODIC_TREND": {"up": 1}}"#, "wrong-value-type MESSAGE_COUNT_PERIODIC_TREND 1"),
      (#"{"CONVERSATION_LANGUAGES": {"DE": "x"}}"#, "wrong-value-type CONVERSATION_LANGUAGES.* 1"),
      (#"{"CONVERSATION_LANGUAGES": 4}"#, "wrong-value-type CONVERSATION_LANGUAGES 1"),
      (#"{"CONVERSATION_COUNT_INTERVAL": 4}"#, "wrong-value-type CONVERSATION_COUNT_INTERVAL 1"),
      (#"{"CONVERSATION_COUNT_INTERVAL": [{"timestamp": "soon", "count": 1}]}"#, "unreadable-time-value CONVERSATION_COUNT_INTERVAL.* 1"),
      (#"{"CONVERSATION_COUNT_INTERVAL": {"secret name": 1}}"#, "unreadable-time-value CONVERSATION_COUNT_INTERVAL.* 1"),
      (#"{"CONVERSATION_COUNT_INTERVAL": [{"count": 1}]}"#, "unreadable-time-value CONVERSATION_COUNT_INTERVAL.* 1"),
    ])
  func hostile(_ text: String, _ problem: String) throws {
    let reading = try report(text)
    #expect(reading.kinds == ["report-overview"])
    #expect(reading.problems.contains(problem))
    #expect(reading.documents.figures.allSatisfy { $0.value == nil })
  }

  @Test("unknown components are counted and stop nothing")
  func unknown() throws {
    let reading = try report(#"{"CONVERSATION_COUNT": 3, "MESSAGE_COUNT": 9, "MOON_PHASE": [1]}"#)
    #expect(reading.documents.figures.count == 2)
    #expect(reading.documents.bodies[0].subject["not shown"]?.string == "1")
    #expect(reading.problems == [])
  }

  @Test("steps may come as parts of their sum")
  func steps() throws {
    #expect(
      try report(#"{"STEP_EXEC_COUNT": {"Menü": 3, "Ende": 4}}"#).lines == [
        "STEP_EXEC_COUNT = 7 vol.step_exec STEP_EXEC_COUNT", "STEP_EXEC_COUNT[step=Ende] = 4 vol.step_exec STEP_EXEC_COUNT.*",
        "STEP_EXEC_COUNT[step=Menü] = 3 vol.step_exec STEP_EXEC_COUNT.*",
      ])
  }

  @Test("INTENT_COUNT counts events unless it equals the number of intents and not their sum")
  func intentCount() throws {
    let events = try report(#"{"INTENT_COUNT": 7, "INTENT_HITS": {"a": 3, "b": 4}}"#)
    #expect(events.lines.contains("INTENT_COUNT = 7 int.hits INTENT_COUNT"))
    let distinct = try report(#"{"INTENT_COUNT": 2, "INTENT_HITS": {"a": 3, "b": 4}}"#)
    #expect(distinct.lines.contains("INTENT_COUNT = 2 int.distinct INTENT_COUNT"))
    #expect(distinct.problems == ["guessed-scale INTENT_COUNT 1"])
  }

  @Test("durations are seconds until the median passes ten hours")
  func durations() throws {
    let seconds = try report(
      #"{"CALL_DURATION_TOTAL": 696, "CALL_DURATION_MEDIAN": 36000, "CALL_DURATION_PERIODIC_TREND": {"previous": 5}}"#)
    #expect(seconds.documents.figures.map(\.value) == [696_000, 36_000_000, 5000])
    #expect(seconds.problems == [])
    let milliseconds = try report(
      #"{"CALL_DURATION_TOTAL": 696000, "CALL_DURATION_MEDIAN": 57500, "CALL_DURATION_PERIODIC_TREND": {"previous": 5}}"#)
    #expect(milliseconds.documents.figures.map(\.value) == [696_000, 57_500, 5])
    #expect(milliseconds.problems == ["guessed-scale CALL_DURATION_MEDIAN 1", "guessed-scale CALL_DURATION_TOTAL 1"])
  }

  @Test("telephone numbers that look alike after redaction are one part")
  func targets() throws {
    let reading = try report(#"{"CALL_TRANSFER_TARGET": {"+4922100010": 2, "+49 30 123456": 3, "Zentrale": 1}}"#) {
      $0.query["channelId"] = "ch_tel"
    }
    #expect(
      reading.lines == [
        "CALL_TRANSFER_TARGET[transfer-target=Zentrale] = 1 call.transfer_target CALL_TRANSFER_TARGET.*",
        "CALL_TRANSFER_TARGET[transfer-target=[phone]] = 5 call.transfer_target CALL_TRANSFER_TARGET.*",
      ])
    #expect(reading.documents.bodies[0].subject["channel"]?.string == "ch_tel")
  }

  @Test("a channel report of an unknown channel never stands for the whole")
  func unknownChannel() throws {
    #expect(try report(#"{"CALL_DURATION_TOTAL": 1}"#).documents.bodies[0].subject["channel"]?.string == "Unknown channel")
  }
}

@Suite("Days of ChatCaptain reports") struct CaptainDayTests {
  private func buckets(_ text: String, _ edit: (inout BodyContext) -> Void = { _ in }) throws -> [String] {
    let reading = try report(#"{"MESSAGE_COUNT_INTERVAL": \#(text)}"#, edit)
    return reading.documents.figures.map { "\($0.bucket?.seconds ?? -1) \($0.bucketSeconds) \($0.value ?? -1)" }
  }

  @Test("buckets of 86,400 s that drift over a change of clocks begin at local midnight all the same")
  func drift() throws {
    // Clocks change on 29 March 2026 in Berlin: 28 March 23:00Z is the first midnight before, 29 March 23:00Z is 01:00 on the 30th.
    let found = try buckets("[1, 2, 3]") { $0.window = window(from: "2026-03-27T23:00:00Z", to: "2026-03-30T22:00:00Z") }
    let zone = try #require(Zone(identifier: "Europe/Berlin"))
    let days = ["2026-03-28", "2026-03-29", "2026-03-30"].compactMap { CalendarDay($0) }.map { zone.start(of: $0).seconds }
    #expect(found == ["\(days[0]) 86400 1.0", "\(days[1]) 86400 2.0", "\(days[2]) 86400 3.0"])
  }

  @Test("hours stay hours, whatever the interval says")
  func hours() throws {
    #expect(
      try buckets(#"[{"time": "2026-04-13T22:00:00Z", "y": 1}, {"time": "2026-04-13T23:00:00Z", "y": 0}]"#) == [
        "1776117600 3600 1.0", "1776121200 3600 0.0",
      ])
  }

  @Test("days that are not there stay missing, a null is no zero")
  func missing() throws {
    #expect(
      try buckets(#"[{"date": "2026-04-01", "count": 1}, {"date": "2026-04-04", "count": null}]"#) == [
        "1774994400 86400 1.0", "1775253600 86400 -1.0",
      ])
  }

  @Test(
    "without a stated zone the midnights of the window tell it",
    arguments: [
      ("2026-03-31T22:00:00.000Z", "2026-04-30T21:59:59.999Z", "Europe/Berlin"),
      ("2025-01-04T23:00:00.000Z", "2025-02-01T22:59:59.999Z", "Europe/Berlin"),
      ("2026-02-28T23:00:00.000Z", "2026-03-31T21:59:59.999Z", "Europe/Berlin"),
      ("2008-03-01T05:00:00.000Z", "2008-04-01T03:59:59.999Z", "America/New_York"),
      ("2026-04-01T00:00:00.000Z", "2026-04-30T23:59:59.999Z", "UTC"), ("2026-04-01T11:11:00.000Z", "2026-04-30T23:59:59.999Z", "UTC"),
    ])
  func inferred(_ from: String, _ to: String, _ zone: String) throws {
    let reading = try report(#"{"CONVERSATION_COUNT": 1}"#) {
      $0.zone = nil
      $0.window = window(from: from, to: to)
    }
    #expect(reading.documents.bodies[0].zone == zone)
    #expect(reading.documents.bodies[0].window.interval?.upperBound.microseconds.isMultiple(of: 60_000_000) == true)
  }

  @Test("the included end is moved to the moment behind it")
  func end() throws {
    let body = try report(#"{"CONVERSATION_COUNT": 1}"#).documents.bodies[0]
    #expect(body.window == window(from: "2026-03-31T22:00:00Z", to: "2026-04-30T22:00:00Z").map { .interval($0) })
    #expect(body.anchor == .firstMessage)
  }

  @Test("a report of hours speaks of its day, whatever month its folder names")
  func hoursOfADay() throws {
    let body = try report(
      #"{"CONVERSATION_COUNT": 2, "CONVERSATION_COUNT_INTERVAL": {"2026-04-13T22:00:00Z": 0, "2026-04-13T23:00:00Z": 2, "2026-04-14T21:00:00Z": 0}}"#
    ).documents.bodies[0]
    #expect(body.window == window(from: "2026-04-13T22:00:00Z", to: "2026-04-14T22:00:00Z").map { .interval($0) })
  }

  @Test("without a stated window a series that adds up to the whole proves it, another one does not")
  func provenWindow() throws {
    func found(_ count: Int) throws -> ReportWindow {
      try report(
        #"{"CONVERSATION_COUNT": \#(count), "CONVERSATION_COUNT_INTERVAL": {"2026-03-31T22:00:00Z": 1, "2026-04-01T22:00:00Z": 2}}"#
      ) { $0.window = nil }.documents.bodies[0].window
    }
    #expect(try found(3) == window(from: "2026-03-31T22:00:00Z", to: "2026-04-02T22:00:00Z").map { .interval($0) })
    #expect(try found(4) == .unknown)
  }
}
