import Aggregation
import Statistics
import Testing

@testable import Insights

/// Cells of one tool from strata a, b, c, d for the outcome handed off; the other outcomes have no base.
private func harm(_ tools: [(String, [(Int, Int, Int, Int)])]) -> ToolHarm {
  var failed: [ToolHarm.Cell] = []
  var worked: [ToolHarm.Cell] = []
  for (tool, strata) in tools {
    for (index, s) in strata.enumerated() {
      failed.append(.init(tool: tool, intent: "i\(index)", counts: [(s.0, s.0 + s.1), (0, 0), (0, 0)]))
      worked.append(.init(tool: tool, intent: "i\(index)", counts: [(s.2, s.2 + s.3), (0, 0), (0, 0)]))
    }
  }
  return ToolHarm(failed: failed, worked: worked, conversations: 2000, known: 1500, called: 900)
}

private let golden = [(12, 28, 20, 140), (6, 34, 15, 245), (9, 11, 30, 90)]

@Test("three intents pool to the Mantel–Haenszel difference, with the crude one beside it")
func harmGolden() throws {
  let effect = try #require(harm([("track", golden)]).effects.first)
  #expect(effect.tool == "track" && effect.outcome == .handedOff && effect.strata == 3)
  #expect(abs((effect.difference ?? 0) - 0.1459) < 5e-5)
  #expect(abs((effect.oddsRatio ?? 0) - 2.7833) < 5e-5)
  #expect(abs(effect.crude - 0.1496) < 5e-5)
  #expect(effect.failed == 100 && effect.worked == 540 && effect.exposed == 100)
  #expect(abs(effect.attributable - 14.590909) < 1e-6)
  #expect(effect.isClear)
}

@Test("hard intents that fail and end badly anyway are no harm of the tool")
func harmConfounded() throws {
  // Within each intent the tool makes no difference; the crude comparison of 85 % against 18 % would blame it.
  let effect = try #require(harm([("track", [(180, 20, 18, 2), (2, 18, 20, 180)])]).effects.first)
  #expect(abs(effect.difference ?? 1) < 1e-12)
  #expect(effect.crude > 0.6)
  #expect(!effect.isClear && abs(effect.attributable) < 1e-9)
}

@Test("30 conversations of each kind in intents that have both; others are listed last and not tested")
func harmGuards() throws {
  let result = harm([
    ("few", [(20, 9, 10, 90)]), ("never worked", [(40, 40, 0, 0)]), ("enough", [(20, 10, 10, 90)]),
    ("apart", [(30, 10, 0, 0), (0, 0, 10, 90)]),
  ])
  #expect(result.effects.filter(\.isLarge).map(\.tool) == ["enough"])
  #expect(result.effects.filter(\.isClear).map(\.tool) == ["enough"])
  #expect(result.effects.first { $0.tool == "apart" }?.difference == nil)
  #expect(result.statements().map(\.kind) == ["handed-off-more"])
}

@Test("a tool whose failures stand beside better endings is no alarm")
func harmBetter() throws {
  let statement = try #require(harm([("track", [(5, 95, 150, 150)])]).statements().first)
  #expect(statement.kind == "handed-off-less" && statement.tone == .neutral)
  #expect(statement.impact > 0)
}

@Test("the interval of the difference holds in 93 to 97 of 100 simulated months, and a tool without effect is rarely blamed")
func harmCoverage() throws {
  var generator = SeededGenerator(seed: 5)
  func draw(_ n: Int, _ p: Double) -> Int { (0..<n).reduce(0) { sum, _ in sum + (generator.uniform() < p ? 1 : 0) } }
  let intents = [(30, 120, 0.15), (12, 200, 0.08), (25, 60, 0.35), (8, 40, 0.25)]
  for effect in [0.0, 0.12] {
    var held = 0
    var blamed = 0
    for _ in 0..<1500 {
      let strata = intents.map { exposed, unexposed, base -> (Int, Int, Int, Int) in
        let a = draw(exposed, base + effect)
        let c = draw(unexposed, base)
        return (a, exposed - a, c, unexposed - c)
      }
      let made = try #require(harm([("t", strata)]).effects.first)
      if made.interval?.contains(effect) == true { held += 1 }
      if made.isClear { blamed += 1 }
    }
    #expect((1395...1455).contains(held), "\(held) of 1500 intervals hold the true difference \(effect)")
    if effect == 0 { #expect(blamed <= 120, "\(blamed) of 1500") } else { #expect(blamed >= 700, "\(blamed) of 1500") }
  }
}
