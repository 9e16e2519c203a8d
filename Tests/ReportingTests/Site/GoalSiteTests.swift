import Foundation
import Testing

@testable import Reporting

@Suite("Goals and funnels of a site")
struct GoalSiteTests {
  private static let configuration = """
    { "title": "Shop", "zone": "UTC", "sources": [{ "id": "chat", "paths": ["exports"] }], "assumptions": {},
      "goals": [
        { "id": "promised", "title": "Refund promised", "pattern": { "in": "assistant", "match": "refund is on its way", "caseless": true } },
        { "id": "slow", "title": "Catastrophe", "pattern": { "in": "user", "match": "(a+)+$" } },
        { "id": "tagged", "title": "Tagged", "tag": "a" }
      ],
      "funnels": [{ "id": "refund", "title": "The way of a refund", "steps": ["engaged", "promised", "resolved"] }] }
    """

  /// `count` conversations of January; every third is promised a refund four minutes in.
  private func export(_ count: Int) -> String {
    let rows = (0..<count).map { index -> String in
      func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
      let day = "2026-01-\(two(1 + index % 28))"
      let user = index % 50 == 7 ? String(repeating: "a", count: 3000) + "!" : "zebra crossing \(index)"
      let answer = index % 3 == 0 ? "Your REFUND is on its way" : "quagga"
      let messages =
        #"[{"role":"user","content":"\#(user)","created_at":"\#(day)T10:00:00Z"},"#
        + #"{"role":"assistant","content":"\#(answer)","created_at":"\#(day)T10:04:00Z"}]"#
      return """
        {"conversation_id":"c\(index)","message_count":2,"first_message_at":"\(day)T10:00:00Z","last_message_at":"\(day)T10:05:00Z",\
        "has_handoff":\(index % 6 == 0),"tags":["\(index % 4 == 0 ? "a" : "b")"],"sentiment_label":"neutral",\
        "deflection_quality":\(index % 6 == 0 ? "null" : "\"resolved\""),"messages":\(messages)}
        """
    }
    return "{\"exported_at\":\"2026-01-31T23:00:00Z\",\"total_matched\":\(count),\"total_exported\":\(count),\"conversations\":["
      + rows.joined(separator: ",") + "]}"
  }

  @Test("rates, steps, times and files; a pattern that gives up is named once, and no text leaves")
  func site() throws {
    let project = try FixtureProject(["parlance.json": Self.configuration, "exports/2026-01.json": export(120)])
    let evaluation = try evaluate(project.request()) { _ in }
    let tree = try SiteBuilder(evaluation).tree { _, _ in }
    let files = Dictionary(uniqueKeysWithValues: tree.files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) })
    let html = try #require(files["2026-01/conversions.html"]).replacing("\u{A0}", with: " ")
    // 40 of 120 promised, 30 tagged; none matched the pattern that gives up.
    #expect(html.contains("“Refund promised” is reached most often, in 33.3%"))
    let goals = try #require(files["2026-01/data/conversions-goals-goals.csv"])
    #expect(goals.contains("Refund promised,promised,") && goals.contains(",40,120") && goals.contains(",30,120"))
    // Started 120, engaged 120, promised 40, of these not handed off 20.
    #expect(html.contains("The largest loss lies between engaged and refund promised"))
    let funnel = try #require(files["2026-01/data/conversions-funnels-funnels-refund.csv"])
    let rows = funnel.split(whereSeparator: \.isNewline).map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    #expect(rows.first == ["step", "conversations", "share_of_started", "lost_before_this_step", "median_time_since_step_before", "timed"])
    #expect(rows.dropFirst().map { $0[1] } == ["120", "120", "40", "20"])
    #expect(rows.dropFirst().map { $0[4] } == ["", "0", "240000", ""], "four minutes in milliseconds")
    #expect(html.contains("Left out: “rated”. No loaded file tells it."))
    let notes = evaluation.diagnostics.list.filter { $0.code == "pattern-limit" }.map(\.message)
    #expect(notes == ["the pattern of \"slow\" gave up on 3 texts, which count as not matched"])
    for (path, text) in files { #expect(!text.contains("zebra") && !text.contains("quagga"), "\(path)") }
    for diagnostic in evaluation.diagnostics.list { #expect(!diagnostic.description.contains("zebra")) }
  }

  @Test("without goals the page says how to add some, and still has the built-in funnel")
  func unconfigured() throws {
    let project = try FixtureProject(["exports/2026-01.json": export(60)])
    let html = try #require(try project.tree()["2026-01/conversions.html"])
    #expect(html.contains("Not configured. Name goals in parlance.json"))
    #expect(html.contains("From first message to result"))
  }
}
