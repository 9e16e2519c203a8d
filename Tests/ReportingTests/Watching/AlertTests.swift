import Aggregation
import Basics
import Foundation
import Insights
import Notation
import Publishing
import Records
import Testing

@testable import Reporting

private func rules(_ text: String) throws -> [AlertRule] {
  try ConfigurationReader.read(#"{ "alerts": [\#(text)] }"#, file: "parlance.json", defaultTitle: "x").alerts
}

private func problems(_ text: String) -> [String] {
  do {
    _ = try ConfigurationReader.read(#"{ "alerts": [\#(text)] }"#, file: "parlance.json", defaultTitle: "x")
    return []
  } catch { return error.list.map(\.description) }
}

/// Every second hour of 25 January days one conversation, every fourth of them handed off.
private func project(_ alerts: String) throws -> FixtureProject {
  try FixtureProject([
    "parlance.json": #"{ "title": "Shop", "zone": "UTC", "sources": [{ "id": "chat", "paths": ["exports"] }], "alerts": [\#(alerts)] }"#,
    "exports/2026-01.json": FixtureProject.export(300),
  ])
}

private func gates(_ alerts: String, period: String? = "2026-01") throws -> GateReport {
  let made = try project(alerts)
  return try withExtendedLifetime(made) { try checkGates(made.request(), period: period).report }
}

@Suite("Rules of a project")
struct AlertTests {
  @Test("values are read with their units, and have defaults")
  func read() throws {
    let read = try rules(
      """
      { "id": "few", "metric": "vol.conversations", "below": 50 },
      { "id": "share", "metric": "out.handoff_rate", "above": "10%", "level": "error", "minimum": 50, "days": 3 },
      { "id": "slow", "metric": "lat.p95", "above": "5 s", "each": "period", "where": { "assistant": "Desk" } },
      { "id": "drop", "metric": "vol.conversations", "below": "30%", "against": "median", "by": "assistant" },
      { "id": "points", "metric": "out.handoff_rate", "above": "5 points", "against": "previous", "level": "off" }
      """)
    #expect(read.map(\.limit) == [.value(50), .value(0.1), .value(5000), .relative(0.3), .absolute(0.05)])
    #expect(read.map(\.level) == [.warn, .error, .warn, .warn, .off])
    #expect(read.map(\.each) == [.day, .day, .period, .day, .day])
    #expect(read.map(\.reference) == [.value, .value, .value, .median, .previous])
    #expect(read[1].minimum == 50 && read[1].days == 3 && read[0].minimum == 0)
    #expect(read[2].filters == [Filter("assistant", "Desk")] && read[3].by == "assistant")
  }

  @Test(
    "every problem has its place and the nearest word",
    arguments: [
      (#"{ "id": "a", "metric": "out.handof_rate", "above": 0.1 }"#, "parlance.json:1:37: error[unknown-metric]"),
      (#"{ "id": "a", "metric": "out.handoff_rate", "above": 10 }"#, "a share lies between 0 and 1"),
      (#"{ "id": "a", "metric": "lat.p95", "above": 5 }"#, "a duration needs a unit"),
      (#"{ "id": "a", "metric": "vol.conversations", "above": "5 s" }"#, "\"s\" is no unit of this metric"),
      (#"{ "id": "a", "metric": "vol.conversations", "above": "many" }"#, "is not a number with a unit"),
      (#"{ "id": "a", "metric": "vol.conversations" }"#, "either \"below\" or \"above\""),
      (#"{ "id": "a", "metric": "vol.conversations", "below": 1, "above": 2 }"#, "either \"below\" or \"above\""),
      (#"{ "id": "a", "metric": "out.handoff_rate", "above": 0.1, "against": "previous" }"#, "needs a unit"),
      (#"{ "id": "a", "metric": "vol.conversations", "below": "-5%", "against": "previous" }"#, "without a sign"),
      (
        #"{ "id": "a", "metric": "vol.conversations", "below": 1, "where": { "asistant": "x" } }"#,
        "no dimension of conversations is called"
      ),
      (#"{ "id": "a", "metric": "vol.conversations", "below": 1, "where": { "sentiment": "negativ" } }"#, "cannot be \"negativ\""),
      (#"{ "id": "a b", "metric": "vol.conversations", "below": 1 }"#, "error[wrong-id]"),
      (#"{ "metric": "vol.conversations", "below": 1 }"#, "a rule needs \"id\""),
      (#"{ "id": "a", "metric": "vol.conversations", "below": 1, "levl": "warn" }"#, "no key is called \"levl\""),
      (#"{ "id": "a", "metric": "vol.conversations", "below": 1, "each": "period", "days": 2 }"#, "\"days\" does not go with"),
      (
        #"{ "id": "a", "metric": "vol.conversations", "below": 1 }, { "id": "a", "metric": "vol.conversations", "below": 2 }"#,
        "two rules are called \"a\""
      ),
    ])
  func problem(text: String, expected: String) {
    let found = problems(text)
    #expect(found.contains { $0.contains(expected) }, "\(found)")
  }

  @Test(
    "a gate fails for a rule of level error that fires, and for nothing else",
    arguments: [
      // Twelve conversations a day on 25 days, none on the five after them.
      (#"{ "id": "a", "metric": "vol.conversations", "above": 12, "level": "error" }"#, "ok", 0),
      (#"{ "id": "a", "metric": "vol.conversations", "above": 11, "level": "error" }"#, "fired", 1),
      (#"{ "id": "a", "metric": "vol.conversations", "above": 11, "level": "error", "days": 26 }"#, "ok", 0),
      (#"{ "id": "a", "metric": "vol.conversations", "above": 11 }"#, "fired", 0),
      (#"{ "id": "a", "metric": "vol.conversations", "above": 11, "level": "off" }"#, "off", 0),
      (#"{ "id": "a", "metric": "out.handoff_rate", "above": "10%", "level": "error" }"#, "too few", 0),
      (#"{ "id": "a", "metric": "out.handoff_rate", "above": "10%", "level": "error", "minimum": 5 }"#, "fired", 1),
      (#"{ "id": "a", "metric": "out.handoff_rate", "above": "25%", "level": "error", "each": "period" }"#, "ok", 0),
      (#"{ "id": "a", "metric": "out.handoff_rate", "above": "24.9%", "level": "error", "each": "period" }"#, "fired", 1),
      (#"{ "id": "a", "metric": "csat.score", "below": "50%", "level": "error" }"#, "no data", 0),
      (
        #"{ "id": "a", "metric": "vol.conversations", "below": "10%", "against": "previous", "each": "period", "level": "error" }"#,
        "no data", 0
      ),
      (#"{ "id": "a", "metric": "vol.conversations", "below": 1000, "by": "assistant", "each": "period", "level": "error" }"#, "fired", 1),
      (#"{ "id": "a", "metric": "vol.conversations", "below": 1000, "where": { "assistant": "Nobody" }, "level": "error" }"#, "fired", 1),
    ])
  func matrix(text: String, state: String, errors: Int) throws {
    let report = try gates(text)
    #expect(report.lines.count == 1)
    #expect(report.lines.first?.hasPrefix(state) == true, "\(report.lines)")
    #expect(report.diagnostics.count { $0.severity == .error && $0.area == .gate } == errors)
    #expect(report.diagnostics.filter { $0.severity == .error }.allSatisfy { $0.code == "gate-failed" })
  }

  @Test("all rules are listed with what was seen and the limit; JUnit is well formed and counts the same")
  func report() throws {
    let report = try gates(
      """
      { "id": "many", "title": "Too <many> & more", "metric": "vol.conversations", "above": 11, "level": "error" },
      { "id": "fine", "metric": "vol.conversations", "above": 500 },
      { "id": "warned", "metric": "vol.conversations", "above": 11 },
      { "id": "few", "metric": "out.handoff_rate", "above": "10%" },
      { "id": "off", "metric": "vol.conversations", "above": 1, "level": "off" }
      """)
    #expect(report.lines.count == 5)
    #expect(report.lines[0].replacing("\u{A0}", with: " ") == "fired    many  Too <many> & more: 12 on Thu 1 Jan, limit 11; 25 of 30 days")
    #expect(
      report.lines[1].replacing("\u{A0}", with: " ").contains("Conversations above 500 on a day: 12 on Thu 1 Jan, limit 500; 0 of 30 days"))
    #expect(report.diagnostics.map(\.code) == ["gate-failed", "gate-warning"])
    let parsed = try XMLDocumentCounts(report.junit)
    #expect(parsed.elements["testcase"] == 5 && parsed.elements["failure"] == 1 && parsed.elements["skipped"] == 2)
    #expect(report.junit.contains(#"tests="5" failures="1" errors="0" skipped="2""#))
    #expect(report.junit.contains("Too &lt;many&gt; &amp; more"))
    guard case .object(let result) = report.result else {
      Issue.record("no object")
      return
    }
    #expect(result["passed"] == .bool(false))
  }

  @Test("a period that is not there is named with the nearest; without rules there is a warning")
  func periods() throws {
    #expect(throws: Diagnostics.self) { try gates(#"{ "id": "a", "metric": "vol.conversations", "above": 1 }"#, period: "2026-02") }
    let none = try gates("")
    #expect(none.lines.isEmpty && none.diagnostics.map(\.code) == ["no-rules"])
  }

  @Test("the page lists every rule, and the files hold the same")
  func page() throws {
    let tree = try project(
      """
      { "id": "many", "metric": "vol.conversations", "above": 11, "level": "error" },
      { "id": "fine", "metric": "vol.conversations", "above": 500 }
      """
    ).tree()
    let html = try #require(tree["2026-01/alerts.html"]).replacing("\u{A0}", with: " ")
    #expect(html.contains("1 of 2 rules fired"))
    #expect(html.contains("Conversations above 500 on a day"))
    #expect(html.contains("25 of 30"))
    let csv = try #require(tree["2026-01/data/alerts.csv"])
    #expect(
      csv.contains("many,,Conversations above 11 on a day,vol.conversations,error,fired,12,11,2026-01-01,25,30,2026-01-01,2026-01-25,0"))
    #expect(csv.contains("fine,,Conversations above 500 on a day,vol.conversations,warn,ok,12,500,2026-01-01,0,30,,,0"))
  }
}

/// Elements of an XML text, which must be well formed.
private final class XMLDocumentCounts {
  var elements: [String: Int] = [:]

  init(_ text: String) throws {
    var open: [String] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "<") {
      let end = try #require(rest[start...].firstIndex(of: ">"))
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("?") { continue }
      if tag.hasPrefix("/") {
        #expect(open.popLast() == String(tag.dropFirst()))
        continue
      }
      let name = String(tag.prefix { $0 != " " && $0 != "/" })
      elements[name, default: 0] += 1
      #expect(tag.count { $0 == "\"" } % 2 == 0)
      if !tag.hasSuffix("/") { open.append(name) }
    }
    #expect(open.isEmpty)
  }
}
