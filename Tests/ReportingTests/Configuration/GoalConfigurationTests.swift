import Aggregation
import Basics
import Privacy
import Testing

@testable import Reporting

private func read(_ members: String) throws -> Configuration.Goals {
  try ConfigurationReader.read("{ \(members) }", file: "parlance.json", defaultTitle: "folder").goals
}

private func problems(_ members: String) -> [String] {
  do {
    _ = try read(members)
    return []
  } catch { return (error as? Diagnostics)?.list.map(\.description) ?? ["\(error)"] }
}

@Suite("Goals and funnels in parlance.json")
struct GoalConfigurationTests {
  @Test("every kind of goal is read")
  func kinds() throws {
    let goals = try read(
      """
      "goals": [
        { "id": "p", "title": "Promised", "pattern": { "in": "assistant", "match": "sent \\\\d+", "caseless": true } },
        { "id": "t", "tag": "booked" }, { "id": "l", "tool": "find" }, { "id": "o", "outcome": "resolved" },
        { "id": "e", "event": "order" }, { "id": "g", "goal": "Lead captured" }, { "id": "n", "population": "negative" },
        { "id": "f", "pattern": { "in": "first", "match": "^hi" } }, { "id": "u", "tag": "vip" },
      ]
      """)
    #expect(goals.goals.map(\.id) == ["p", "t", "l", "o", "e", "g", "n", "f", "u"])
    #expect(goals.goals.map(\.title).prefix(2) == ["Promised", "t"])
    #expect(
      goals.goals.map(\.fact) == [
        .pattern(0), .condition(.mark(0), known: .everything), .tool("find"),
        .condition(.resolved, known: .handedOff || .qualityStated), .converted(slug: "order"), .vendorGoal("Lead captured"),
        .condition(.scored && .negative, known: .everything), .pattern(1), .condition(.mark(1), known: .everything),
      ])
    #expect(goals.patterns.entries.map(\.name) == ["p", "f"] && goals.patterns.entries.map(\.side) == [.assistant, .first])
    #expect(goals.predicates == [.any(.tag, ["booked"]), .any(.tag, ["vip"])])
    #expect(goals.condition(of: "p") == .mark(32) && goals.condition(of: "u") == .mark(1) && goals.condition(of: "e") == nil)
  }

  @Test("a funnel begins with the start, written or not; its steps are steps and goals")
  func funnels() throws {
    let goals = try read(
      """
      "goals": [{ "id": "t", "title": "Booked", "tag": "booked" }],
      "funnels": [
        { "id": "a", "steps": ["engaged", "t"], "within": "24h" },
        { "id": "b", "title": "Other", "steps": ["started", "rated"], "ordered": false, "within": "30m" },
      ]
      """)
    #expect(goals.funnels.map(\.title) == ["a", "Other"])
    #expect(goals.funnels.map { $0.steps.map(\.title) } == [["Started", "Engaged", "Booked"], ["Started", "Rated"]])
    #expect(goals.funnels.map(\.within) == [86_400_000_000, 1_800_000_000])
    #expect(goals.funnels.map(\.isOrdered) == [true, false])
  }

  @Test(
    "what is wrong is said with its place",
    arguments: [
      (
        #""goals": [{ "id": "x", "pattern": { "in": "user", "match": "a(b" } }]"#,
        "parlance.json:1:62: error[wrong-pattern]: the pattern of \"x\" cannot be read: missing closing parenthesis, at byte 3 of 3 "
          + "(patterns are written as in Perl; in JSON a backslash is written twice)"
      ),
      (
        #""goals": [{ "id": "x", "pattern": { "in": "bot", "match": "a" } }]"#,
        "parlance.json:1:45: error[unknown-value]: \"goals[0].pattern.in\" cannot be \"bot\" (valid: user, assistant, first)"
      ),
      (
        #""goals": [{ "id": "x", "tag": "a", "tool": "b" }]"#,
        "parlance.json:1:13: error[goal-kind]: the goal \"x\" says \"tag\" and \"tool\"; it needs exactly one of pattern, tag, tool, outcome, "
          + "event, goal, population (see docs/goals.md)"
      ),
      (
        #""goals": [{ "id": "x" }]"#,
        "parlance.json:1:13: error[goal-kind]: the goal \"x\" says nothing to look for; it needs exactly one of pattern, tag, tool, outcome, "
          + "event, goal, population (see docs/goals.md)"
      ),
      (
        #""goals": [{ "id": "x", "outcome": "resolvd" }]"#,
        "parlance.json:1:37: error[unknown-value]: \"goals[0].outcome\" cannot be \"resolvd\"; did you mean \"resolved\"? "
          + "(valid: resolved, actioned, partial, no_response, handed_off)"
      ),
      (
        #""goals": [{ "id": "Big One", "tag": "a" }]"#,
        "parlance.json:1:21: error[wrong-name]: \"goals[0].id\" must be at most 40 small letters, digits and hyphens"
      ),
      (
        #""goals": [{ "id": "rated", "tag": "a" }]"#,
        "parlance.json:1:21: error[duplicate-name]: \"rated\" is the name of another goal, funnel or step"
      ),
      (
        #""goals": [{ "id": "a", "tag": "a" }, { "id": "b", "title": "a", "tag": "b" }]"#,
        "parlance.json:1:62: error[duplicate-name]: two entries are called \"a\""
      ),
      (
        #""goals": [{ "id": "paid", "tag": "a" }], "funnels": [{ "id": "f", "steps": ["engagd"] }]"#,
        "parlance.json:1:79: error[unknown-step]: no step or goal is called \"engagd\"; did you mean \"engaged\"? "
          + "(valid: started, engaged, answered, resolved, rated, converted, paid)"
      ),
      (
        #""funnels": [{ "id": "f", "steps": ["rated"], "within": "soon" }]"#,
        "parlance.json:1:58: error[wrong-duration]: \"soon\" is not a duration (for example 30m, 24h or 7d)"
      ),
      (
        #""funnels": [{ "id": "f", "steps": [] }]"#,
        "parlance.json:1:37: error[out-of-range]: the funnel \"f\" must have 1 to 5 steps after \"started\""
      ),
      (
        #""goals": [{ "id": "a", "taag": "a" }]"#,
        "parlance.json:1:26: error[unknown-key]: no key is called \"taag\" in \"goals[0]\"; did you mean \"tag\"? "
          + "(valid: id, title, pattern, tag, tool, outcome, event, goal, population)"
      ),
    ])
  func wrong(_ members: String, _ message: String) { #expect(problems(members).contains(message)) }

  @Test("at most 32 goals")
  func limits() {
    let goals = (0..<33).map { #"{ "id": "g\#($0)", "tag": "t" }"# }.joined(separator: ", ")
    #expect(problems("\"goals\": [\(goals)]") == ["parlance.json:1:12: error[out-of-range]: \"goals\" has 33 entries, at most 32"])
  }
}
