import Basics
import Foundation
import Testing

@testable import Reporting

@Suite("Definitions in a site")
struct DefinitionSiteTests {
  private static let configuration = """
    { "title": "Shop", "zone": "UTC", "sources": [{ "id": "chat", "paths": ["exports"] }],
      "populations": { "long": { "title": "Long conversations", "messages": { "min": 5 } }, "desk": { "assistant": "Desk" } },
      "metrics": {
        "my.long_handoffs": { "title": "Hand-offs of long conversations", "share": "handed-off", "of": "long", "direction": "lower" },
        "my.long_count": { "title": "Long conversations", "count": "long" },
        "my.long_part": { "title": "Long per conversation", "ratio": ["my.long_count", "vol.conversations"] }
      },
      "dimensions": {
        "length": { "title": "Length", "groups": [{ "title": "Long", "where": "long" }], "rest": "Short" },
        "team": { "title": "Team", "of": "assistant", "groups": [{ "title": "Support", "values": ["Desk"] }] }
      } }
    """

  /// 120 conversations of January: `message_count` is 2 + i mod 5, every fourth is handed off; i mod 5 ≥ 3 is long (48 of 120).
  private func project() throws -> FixtureProject {
    try FixtureProject([
      "parlance.json": Self.configuration, "exports/2026-01.json": FixtureProject.export(120),
      "exports/2025-12.json": FixtureProject.export(120, month: "2025-12"),
      "sections/overview/60-own.md": """
      ---
      title: Long conversations
      ---

      Long ones were handed off at {{ my.long_handoffs }}.

      ```kpis
      metric: my.long_handoffs, my.long_count, my.long_part
      ```

      ```table
      metric: my.long_handoffs, vol.conversations
      by: length
      ```
      """,
    ])
  }

  private let long = (0..<120).filter { $0 % 5 >= 3 }

  private func json(_ text: String?) throws -> [String: Any] {
    let data = Data(try #require(text).utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test("own metrics and dimensions are in the pages, the files and the glossary")
  func site() throws {
    let tree = try project().tree()
    let file = try json(tree["2026-01/data/metrics.json"])
    let metrics = try #require(file["metrics"] as? [String: [String: Any]])
    let share = try #require(metrics["my.long_handoffs"])
    #expect(share["numerator"] as? Int == long.count { $0 % 4 == 0 })
    #expect(share["denominator"] as? Int == long.count)
    #expect(metrics["my.long_count"]?["value"] as? Int == 48)
    #expect(metrics["my.long_part"]?["value"] as? Double == 0.4)
    let breakdowns = try json(tree["2026-01/data/breakdowns.json"])
    let groups = try #require(breakdowns["length"] as? [[String: Any]])
    #expect(groups.map { $0["label"] as? String } == ["Long", "Short"])
    let team = try #require(breakdowns["team"] as? [[String: Any]])
    #expect(team.map { $0["label"] as? String } == ["Support"])
    let page = try #require(tree["2026-01/index.html"])
    #expect(page.contains("Long ones were handed off at 25.0%"))
    #expect(page.contains("Hand-offs of long conversations"))
    let glossary = try #require(tree["2026-01/glossary.html"])
    #expect(glossary.contains("Metrics of this project"))
    #expect(glossary.contains("counts Long conversations"))
    #expect(glossary.contains("Not available here") && glossary.contains("Not configured: assumptions.roi.humanMinutesPerConversation"))
  }

  @Test("explain says value, parts, comparison, population, inputs and files, as text and for machines")
  func explain() throws {
    let project = try project()
    let evaluation = try evaluate(project.request()) { _ in }
    let own = try Explanation("my.long_handoffs", period: "2026-01", in: evaluation)
    let handed = long.count { $0 % 4 == 0 }
    let text = own.lines.joined(separator: "\n")
    for line in [
      "Hand-offs of long conversations (my.long_handoffs), January 2026", "  numerator    \(handed)", "  denominator  48",
      "  base         48 conversations", "  compared     25.0% in the same days of December 2025; too few",
      "  formula      |long ∧ handed off| / |long|", "  population   Long conversations: Conversations that meet: 5 to … messages.",
      "  inputs       has_handoff, names that the project asks for, last_message_at",
      "    exports/2026-01.json  120 of 120 rows used",
    ] { #expect(text.contains(line), "\(line)\n\(text)") }
    let part = try Explanation("my.long_part", period: "2026-01", in: evaluation)
    #expect(part.lines.contains("  made of      Long conversations (my.long_count): 48"))
    #expect(part.lines.contains("  made of      Conversations (vol.conversations): 120"))
    guard case .object(let members) = part.result, case .array(let parts)? = members["madeOf"] else {
      Issue.record("explain writes an object")
      return
    }
    #expect(parts.count == 2 && members["formula"] == .string("my.long_count / vol.conversations"))
  }

  @Test("a wrong metric or period is answered with the nearest one")
  func wrongNames() throws {
    let project = try project()
    func words(_ body: () throws -> Void) -> String {
      do {
        try body()
        return "fine"
      } catch { return "\(error)" }
    }
    let evaluation = try evaluate(project.request()) { _ in }
    #expect(
      words { _ = try Explanation("my.long_handofs", period: nil, in: evaluation) }.contains(
        #"error[unknown-metric]: no metric is called "my.long_handofs"; did you mean "my.long_handoffs""#))
    #expect(
      words { _ = try Explanation("my.long_handoffs", period: "2026-02", in: evaluation) }.contains(
        #"error[unknown-period]: there is no period "2026-02""#))
    let loaded = try Project(directory: project.path, name: "x")
    #expect(words { try Explanation.check("my.long_count", in: loaded) } == "fine")
    #expect(words { try Explanation.check("my.long_cont", in: loaded) }.contains(#"did you mean "my.long_count""#))
  }
}
