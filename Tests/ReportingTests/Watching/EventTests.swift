import Basics
import Charts
import Insights
import Notation
import Records
import Testing

@testable import Reporting

private func problems(_ text: String) -> [String] {
  do {
    _ = try EventReader.read(text, file: "events.json")
    return []
  } catch { return error.list.map(\.description) }
}

private func event(_ from: String, _ to: String? = nil, _ kind: Event.Kind = .release, _ title: String = "X", assistant: String? = nil)
  throws
  -> Event
{
  let first = try #require(CalendarDay(from))
  let last = try #require(CalendarDay(to ?? from))
  return Event(days: first..<last.advanced(by: 1), kind: kind, title: title, assistant: assistant)
}

@Suite("Events")
struct EventTests {
  @Test("days and stretches are read, by first day; comments are allowed")
  func read() throws {
    let read = try EventReader.read(
      """
      [ // the spring
        { "from": "2026-03-10", "to": "2026-03-12", "kind": "campaign", "title": "Spring sale" },
        { "date": "2026-03-02", "kind": "release", "title": "New greeting", "assistant": "Desk" },
      ]
      """, file: "events.json")
    #expect(
      read == [
        try event("2026-03-02", nil, .release, "New greeting", assistant: "Desk"),
        try event("2026-03-10", "2026-03-12", .campaign, "Spring sale"),
      ])
  }

  @Test(
    "every problem has its place and the nearest word",
    arguments: [
      (#"[{ "date": "2026-03-02", "kind": "relase", "title": "x" }]"#, "events.json:1:34: error[unknown-value]"),
      (#"[{ "date": "2026-02-30", "kind": "release", "title": "x" }]"#, "events.json:1:12: error[wrong-date]"),
      (#"[{ "from": "2026-03-02", "kind": "release", "title": "x" }]"#, "an event with \"from\" needs \"to\""),
      (#"[{ "from": "2026-03-02", "to": "2026-03-01", "kind": "release", "title": "x" }]"#, "\"to\" lies before \"from\""),
      (#"[{ "date": "2026-03-02", "to": "2026-03-03", "kind": "release", "title": "x" }]"#, "\"to\" does not go with \"date\""),
      (#"[{ "date": "2026-03-02", "kind": "release", "titel": "x" }]"#, "no key is called \"titel\""),
      (#"[{ "date": "2026-03-02", "kind": "activation", "title": "x" }]"#, "cannot be \"activation\""),
      (#"{ "date": "2026-03-02" }"#, "events.json must be a list of events, not an object"),
      (#"[{ "date": "#, "error[events-syntax]"),
    ])
  func problem(text: String, expected: String) {
    let found = problems(text)
    #expect(found.contains { $0.contains(expected) }, "\(found)")
  }

  @Test("a chart marks events in its range at their first day and names them; none outside, none of other assistants")
  func marks() throws {
    let start = try #require(CalendarDay("2026-03-01"))
    let places = (0..<31).map { start.advanced(by: $0)..<start.advanced(by: $0 + 1) }
    let events = [
      try event("2026-02-20", "2026-03-02", .campaign, "Sale"), try event("2026-02-27", nil, .outage, "Too early"),
      try event("2026-03-09", nil, .activation, "Desk v4 went live", assistant: "Desk"),
      try event("2026-03-12", nil, .release, "Greeting", assistant: "Other"), try event("2026-04-01", nil, .release, "Too late"),
    ]
    let notation = Notation(locale: .en)
    let all = EventMarks(events, on: places, assistant: nil, notation)
    // What people wrote stands first: a chart draws two.
    #expect(all.annotations.map(\.index) == [0, 11, 8])
    #expect(all.annotations.map(\.text) == ["Campaign: Sale", "Release: Greeting", "Desk v4 went live"])
    #expect(all.annotations.allSatisfy { $0.kind == .place })
    #expect(
      all.note?.replacing("\u{A0}", with: " ")
        == "Events: 20 Feb to 2 Mar, campaign: Sale; 9 Mar, Desk v4 went live; 12 Mar, release: Greeting.")
    let desk = EventMarks(events, on: places, assistant: "Desk", notation)
    #expect(desk.annotations.map(\.text) == ["Campaign: Sale", "Desk v4 went live"])
    #expect(EventMarks([events[1]], on: places, assistant: nil, notation).note == nil)
  }

  @Test("days are written short, over the end of a month and of a year")
  func days() throws {
    let notation = Notation(locale: .en)
    func written(_ from: String, _ to: String) throws -> String {
      EventWords.days(try event(from, to).days, notation, beside: 2026).replacing("\u{A0}", with: " ")
    }
    #expect(try written("2026-03-09", "2026-03-09") == "9 Mar")
    #expect(try written("2026-03-09", "2026-03-12") == "9 to 12 Mar")
    #expect(try written("2026-03-30", "2026-04-02") == "30 Mar to 2 Apr")
    #expect(try written("2025-12-30", "2026-01-02") == "30 December 2025 to 2 Jan")
  }

  @Test("marks, notes, the list and the fingerprint of a site follow events.json")
  func site() throws {
    let configuration = #"{ "title": "Shop", "zone": "UTC", "sources": [{ "id": "chat", "paths": ["exports"] }] }"#
    let export = FixtureProject.export(300)
    let plain = try FixtureProject(["parlance.json": configuration, "exports/2026-01.json": export])
    let told = try FixtureProject([
      "parlance.json": configuration, "exports/2026-01.json": export,
      "events.json":
        #"[{ "date": "2026-01-07", "kind": "release", "title": "New <greeting>" }, { "date": "2027-01-01", "kind": "outage", "title": "Later" }]"#,
    ])
    #expect(try Project(directory: plain.path, name: "x").hash != Project(directory: told.path, name: "x").hash)
    let tree = try told.tree()
    let volume = try #require(tree["2026-01/volume.html"]).replacing("\u{A0}", with: " ")
    #expect(volume.contains("Events: 7 Jan, release: New &lt;greeting&gt;."))
    #expect(volume.contains("Release: New &lt;greeting&gt;</text>"))
    #expect(!volume.contains("Later"))
    let alerts = try #require(tree["2026-01/alerts.html"])
    #expect(alerts.contains("New &lt;greeting&gt;"))
    #expect(!(try plain.tree()["2026-01/volume.html"] ?? "").contains("Events:"))
  }
}
