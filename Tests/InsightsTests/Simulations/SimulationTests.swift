import Records
import Testing

@testable import Insights

@Suite("Simulations and evals")
struct SimulationTests {
  @Test("a mean is drawn to the mean of all by its noise: worked by hand")
  func shrinkage() throws {
    // Four groups of 4: means 70, 80, 60, 70; deviations ±6 in each, so σ² = 4·4·36 / 12 = 48 and σ²/n = 12.
    // Between: 4·(100 + 100) = 800; τ² = (800 − 3·48) / (16 − 4) = 54.6667; trust = 54.6667 / 66.6667 = 0.82.
    let groups = [("a", 70.0), ("b", 80), ("c", 60), ("d", 70)].map { name, mean in
      ScoreRanking.Group(name: name, scores: [mean - 6, mean + 6, mean - 6, mean + 6])
    }
    let ranking = try #require(ScoreRanking(groups, minimum: 4))
    #expect(ranking.places.map(\.name) == ["b", "a", "d", "c"])
    let best = try #require(ranking.places.first)
    #expect(abs(best.shrunk - 78.2) < 1e-9)
    #expect(abs(best.interval.high - best.shrunk - 1.959963984540054 * (0.82 * 12).squareRoot()) < 1e-9)
    #expect(abs(ranking.reliability - 0.82) < 1e-9)
    #expect(ranking.places.map(\.tiesBest) == [true, true, true, false])
  }

  @Test("groups that differ by chance alone all tie, however far their means are apart")
  func noise() throws {
    let scores: [[Double]] = [[40, 90, 50, 88], [44, 95, 52, 83], [39, 92, 61, 80]]
    let groups = scores.enumerated().map { ScoreRanking.Group(name: "p\($0.offset)", scores: $0.element) }
    let ranking = try #require(ScoreRanking(groups, minimum: 4))
    #expect(ranking.reliability == 0)
    #expect(ranking.places.allSatisfy { $0.tiesBest && $0.tiesWorst && $0.shrunk == ranking.mean })
    #expect(ScoreRanking(groups, minimum: 5) == nil)
    let few = groups + [ScoreRanking.Group(name: "new", scores: [100])]
    #expect(try #require(ScoreRanking(few, minimum: 4)).tooFew == ["new"])
  }

  private func simulation(_ emotion: String?, _ difficulty: String?, _ score: Double?) -> Record {
    Record(
      .simulations, body: 0, row: 1,
      [
        "emotion": emotion.map { .text(redacted($0)) } ?? .missing, "difficulty": difficulty.map { .text(redacted($0)) } ?? .missing,
        "score": score.map { .number($0) } ?? .missing,
      ])
  }

  @Test("cells, gaps, slope and levels the wrong way round")
  func combinations() {
    let persona = Record(.personas, body: 0, row: 1, ["emotion": .text(redacted("happy")), "difficulty": .text(redacted("medium"))])
    let tested = TestedCombinations(
      simulations: [
        simulation("angry", "hard", 60), simulation("angry", "hard", nil), simulation("angry", "easy", 80),
        simulation("happy", "very_hard", 65), simulation(nil, nil, 50),
      ], personas: [persona])
    #expect(tested.emotions == ["angry", "happy"])
    #expect(tested.difficulties == ["easy", "medium", "hard", "very_hard"])
    #expect(tested.cells.map(\.simulations) == [1, 2, 1, 1])
    #expect(tested.cells[1].score == 60)
    #expect(
      tested.gaps.map { "\($0.emotion)/\($0.difficulty)" } == [
        "angry/medium", "angry/very_hard", "happy/easy", "happy/medium", "happy/hard",
      ])
    #expect(tested.slope == 15)
    #expect(tested.inversions.map(\.harder) == ["very_hard"])
  }

  private func run(_ id: String, _ version: Double, _ day: String, assistant: String = "Desk") -> Record {
    Record(
      .evalRuns, body: 0, row: 1,
      ["id": .text(redacted(id)), "assistant": .text(redacted(assistant)), "version": .number(version), "at": .time(moment(day))])
  }

  private func result(_ run: String, _ name: String, _ status: String) -> Record {
    Record(
      .evalResults, body: 0, row: 1,
      ["run": .text(redacted(run)), "caseId": .text(redacted(name)), "case": .text(redacted(name)), "status": .text(redacted(status))])
  }

  @Test("regressions, fixes, flaky cases; a case that broke down is neither")
  func changes() {
    let changes = EvalChanges(
      runs: [run("r2", 2, "2026-03-02"), run("r1", 1, "2026-03-01"), run("r3", 2, "2026-03-03")],
      results: [
        result("r1", "refund", "passed"), result("r2", "refund", "failed"), result("r3", "refund", "passed"),
        result("r1", "cancel", "passed"), result("r2", "cancel", "error"), result("r3", "cancel", "failed"),
        result("r1", "login", "failed"), result("r2", "login", "passed"), result("r3", "login", "passed"),
      ])
    #expect(changes.regressions.map(\.name) == ["refund"])
    #expect(changes.regressions.first?.from == 1)
    #expect(changes.regressions.first?.to == 2)
    #expect(changes.fixes.map(\.name) == ["login", "refund"])
    #expect(changes.flaky.map(\.name) == ["refund"])
    #expect(changes.flaky.first?.version == 2)
  }

  @Test("a live version without a run; the latest activation counts")
  func untested() {
    func activation(_ assistant: String, _ version: Double, _ day: String) -> Record {
      Record(
        .activations, body: 0, row: 1,
        ["assistant": .text(redacted(assistant)), "version": .number(version), "at": .time(moment(day))])
    }
    let changes = EvalChanges(
      runs: [run("r1", 1, "2026-03-01"), run("r2", 4, "2026-03-01", assistant: "Shop")], results: [],
      activations: [
        activation("Desk", 1, "2026-02-01"), activation("Desk", 2, "2026-03-01"), activation("Shop", 4, "2026-03-01"),
      ])
    #expect(changes.untested.map(\.assistant) == ["Desk"])
    #expect(changes.untested.first?.version == 2)
  }
}
