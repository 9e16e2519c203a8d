import Records
import Statistics
import Testing

@testable import Aggregation

@Suite("Simulations, personas, evals")
struct SimulationTests {
  /// 12 simulations: 8 angry (4 easy, 4 hard), 4 calm; scores 50…94, one of them failed without a score.
  static let twelve: Filing = {
    var filing = Filing()
    filing.body(.chanl)
    for i in 0..<12 {
      filing.record(
        .simulations, 0,
        [
          "id": .text(redacted("s\(i)")), "startedAt": .at(3, 1 + i), "status": i == 11 ? "failed" : "completed",
          "score": i == 11 ? .missing : .number(50 + Double(i) * 4), "passed": i == 11 ? .missing : .flag(i >= 5),
          "emotion": i < 8 ? "angry" : "calm", "difficulty": i < 4 ? "hard" : "easy", "tag": .names("vip"), "steps": 4,
          "stepsCompleted": .number(i == 11 ? 1 : 4),
        ])
    }
    return filing
  }()

  @Test("simulations are no conversations, and a failed one has no score")
  func separate() {
    let figures = figures(Self.twelve)
    #expect(figures.estimate("vol.conversations", in: march).state == .unavailable(.noData))
    #expect(figures.estimate("sim.count", in: march).value == 12)
    #expect(figures.estimate("sim.failed", in: march).value == 1)
    #expect(figures.estimate("sim.timeout", in: march).value == 0)
    // 50, 54 … 90
    #expect(figures.estimate("sim.score", in: march).value == 70)
    #expect(figures.estimate("sim.score", in: march).base == 11)
    #expect(figures.estimate("sim.score", in: march).state == .smallSample)
    #expect(figures.estimate("sim.success_rate", in: march).interval == Wilson.interval(successes: 6, of: 11))
    #expect(figures.estimate("sim.steps_completed", in: march).value == 45.0 / 48)
    #expect(figures.coveredDays(march) == CalendarDay(ordinal: march.start.ordinal)..<CalendarDay(ordinal: march.start.ordinal + 12))
  }

  /// The vendor's own documented groups by emotion: personas, simulations, mean score.
  static func personas(_ groups: [(Int, Double, Double)]) -> Filing {
    var filing = Filing()
    filing.body(.chanl, captured: utc(2026, 3, 31))
    var id = 0
    for (count, simulations, score) in groups {
      for _ in 0..<count {
        id += 1
        filing.record(
          .personas, 0,
          ["id": .text(redacted("p\(id)")), "simulations": .number(simulations / Double(count)), "score": .number(score), "emotion": "x"])
      }
    }
    return filing
  }

  @Test("11: the score by simulations and the score by personas are two numbers with two names")
  func weights() {
    // 1 persona with 90 simulations at 60, 3 with 30 each at 80.
    let figures = figures(Self.personas([(1, 90, 60), (3, 90, 80)]))
    #expect(figures.estimate("sim.score_weighted", in: march).value == 70)
    #expect(figures.estimate("sim.score_personas", in: march).value == 75)
    #expect(figures.estimate("sim.score_weighted", in: march).denominator == 180)
    #expect(figures.estimate("per.simulations", in: march).value == 180)
  }

  @Test("personas: in use, never used, and those of the catalogue apart; the newest list of a period counts")
  func lists() {
    var filing = Filing()
    let early = filing.body(.chanl, file: "a.json", captured: utc(2026, 3, 2))
    let late = filing.body(.chanl, file: "b.json", captured: utc(2026, 3, 30))
    let next = filing.body(.chanl, file: "c.json", captured: utc(2026, 4, 20))
    filing.record(.personas, early, ["id": "1", "simulations": 0])
    filing.record(.personas, late, ["id": "1", "simulations": 9, "score": 80])
    filing.record(.personas, late, ["id": "2", "simulations": 0])
    filing.record(.personas, late, ["id": "3", "simulations": 0, "isDefault": true])
    filing.record(.personas, next, ["id": "1", "simulations": 20])
    let figures = figures(filing)
    #expect(figures.periods == [march, march.next])
    #expect(figures.estimate("per.total", in: march).value == 2)
    #expect(figures.estimate("per.active", in: march).value == 1)
    #expect(figures.estimate("per.unused", in: march).value == 1)
    #expect(figures.estimate("per.simulations", in: march).value == 9)
    #expect(figures.estimate("per.simulations", in: march.next).value == 20)
    #expect(figures.daily("per.total", in: march).allSatisfy { $0.estimate.value == nil })
  }

  @Test("a list that was taken just after the end of the data belongs to their last period")
  func takenLater() {
    var filing = Self.twelve
    let list = filing.body(.chanl, file: "b.json", captured: utc(2026, 4, 1, 9))
    filing.record(.personas, list, ["id": "1", "simulations": 3])
    #expect(figures(filing).periods == [march])
    #expect(figures(filing).estimate("per.total", in: march).value == 1)
  }

  @Test("a list that nothing dates belongs to the last period; the time stamp of a file makes none")
  func undated() {
    var filing = Self.twelve
    let list = filing.body(.chanl, file: "b.json", captured: utc(2026, 11, 24), isGuessed: true)
    filing.record(.scenarios, list, ["id": "1", "simulations": 0])
    #expect(figures(filing).periods == [march])
    #expect(figures(filing).estimate("scn.unused", in: march).value == 1)
  }

  static let evals: Filing = {
    var filing = Filing()
    filing.body()
    filing.record(
      .evalRuns, 0,
      [
        "id": "r1", "status": "completed", "passed": 60, "failed": 20, "errors": 20, "total": 100, "at": .at(3, 5),
        "completedAt": .at(3, 5, 13),
      ])
    filing.record(.evalRuns, 0, ["id": "r2", "status": "running", "passed": 1, "failed": 0, "errors": 0, "total": 100, "at": .at(3, 30)])
    for i in 0..<20 {
      filing.record(
        .evalResults, 0,
        [
          "id": .text(redacted("\(i)")), "caseId": .text(redacted("c\(i % 10)")), "status": i < 12 ? "passed" : i < 16 ? "failed" : "error",
          "assertions": 4, "assertionsPassed": 2, "assertionsFailed": 1, "ambiguous": 1, "at": .at(3, 5), "tag": .names("returns"),
        ])
    }
    return filing
  }()

  @Test("6: a case that broke down neither passed nor failed, and a run under way counts for nothing")
  func passRate() {
    let figures = figures(Self.evals)
    #expect(figures.estimate("eval.pass_rate", in: march).value == 0.75)
    #expect(figures.estimate("eval.pass_rate", in: march).interval == Wilson.interval(successes: 60, of: 80))
    #expect(figures.estimate("eval.error_rate", in: march).value == 0.2)
    #expect(figures.estimate("eval.case_pass_rate", in: march).value == 12.0 / 16)
    #expect(figures.estimate("eval.age", in: march).value == Double(26 * 24 + 11) * 3_600_000)
  }

  @Test("6: an ambiguous assertion is neither passed nor failed")
  func ambiguous() {
    let figures = figures(Self.evals)
    #expect(figures.estimate("eval.ambiguous_rate", in: march).value == 0.25)
    #expect(figures.estimate("eval.assertion_pass_rate", in: march).value == 40.0 / 60)
    #expect(figures.estimate("eval.cases_run", in: march).value == 10)
    #expect(figures.groups(["eval.case_pass_rate"], by: "eval-tag", in: march).map(\.label) == ["returns"])
  }
}
