import Records
import Testing

@testable import Insights
@testable import Reporting

struct SimulationWordsTests {
  private func ranking(_ groups: [(String, [Double])], minimum: Int = 4) throws -> ScoreRanking {
    try #require(ScoreRanking(groups.map { ScoreRanking.Group(name: $0.0, scores: $0.1) }, minimum: minimum))
  }

  private func spread(_ mean: Double) -> [Double] { [mean - 1, mean + 1, mean - 1, mean + 1] }

  @Test("a single best and worst are named; ties are counted; nothing clear is said")
  func ranking() throws {
    let clear = try ranking([("Calm", spread(90)), ("Hurried", spread(75)), ("Furious", spread(60))])
    #expect(SimulationWords.ranking(clear) == "Calm scores best, Furious worst")
    #expect(clear.places.map { SimulationWords.place($0, in: clear) } == ["best", "between", "worst"])
    let tied = try ranking([("Calm", spread(90)), ("Cheerful", spread(90)), ("Furious", spread(60))])
    #expect(SimulationWords.ranking(tied) == "2 personas share the best score, Furious worst")
    #expect(tied.places.map { SimulationWords.place($0, in: tied) } == ["ties with the best", "ties with the best", "worst"])
    let chance = try ranking([("a", [40, 90, 50, 88]), ("b", [44, 95, 52, 83]), ("c", [39, 92, 61, 80])])
    #expect(SimulationWords.ranking(chance) == "No persona clearly scores better or worse than another")
    #expect(chance.places.allSatisfy { SimulationWords.place($0, in: chance) == "no clear difference" })
    #expect(
      SimulationWords.rankingReading(chance, mean: "67.8", notation: english)
        == "12\u{A0}scores of 3 personas, 67.8 on average. The personas differ by no more than chance, so all estimates are that average.")
  }

  @Test("names too long for a title fall back to the plain fact")
  func long() throws {
    let clear = try ranking([("A caller who is a b", spread(90)), ("c d e f g h i j", spread(75)), ("k l m n o p q r", spread(60))])
    #expect(SimulationWords.ranking(clear) == "Simulation score by persona")
  }

  private func tested(_ cells: [(String, String, Double)]) -> TestedCombinations {
    TestedCombinations(
      simulations: cells.map { emotion, difficulty, score in
        Record(
          .simulations, body: 0, row: 1,
          [
            "emotion": .text(SmallDocuments.text(emotion)), "difficulty": .text(SmallDocuments.text(difficulty)), "score": .number(score),
          ])
      })
  }

  private let points: (Double) -> String = { english.cell($0, .score(of: 100), places: 1) }

  @Test(
    "the gradient names both ends and its direction",
    arguments: [
      (80.0, 60.0, "The score falls by 20.0 points from easy to very hard"),
      (60.0, 80.0, "The score rises by 20.0 points from easy to very hard"),
      (70.0, 70.0, "The score is the same from easy to very hard"),
    ])
  func gradient(easy: Double, hard: Double, title: String) {
    #expect(SimulationWords.gradient(tested([("a", "easy", easy), ("a", "very_hard", hard)]), points: points) == title)
  }

  @Test("levels out of order are named; one level has no gradient")
  func inversions() {
    let mixed = tested([("a", "easy", 70), ("a", "medium", 80), ("a", "hard", 60)])
    #expect(SimulationWords.inversions(mixed)?.hasPrefix("Not in order: medium scores more than easy. ") == true)
    let one = tested([("a", "easy", 70)])
    #expect(SimulationWords.inversions(one) == nil)
    #expect(SimulationWords.gradient(one, points: points) == "Simulation score by difficulty")
  }

  @Test("gaps are counted of all combinations")
  func gaps() {
    #expect(
      SimulationWords.gaps(tested([("a", "easy", 70), ("b", "hard", 80)]))
        == "2 of 4 combinations of emotion and difficulty were not simulated")
    #expect(SimulationWords.gaps(tested([("a", "easy", 70)])) == "Every combination of emotion and difficulty was simulated")
  }

  @Test("the range of the matrix needs two different cells with enough scores")
  func matrix() {
    let cells = tested([("angry", "hard", 60), ("calm", "easy", 90), ("calm", "hard", 10)])
    #expect(SimulationWords.matrix(cells, least: 1, score: points) == "Scores range from 10.0 (calm, hard) to 90.0 (calm, easy)")
    #expect(SimulationWords.matrix(cells, least: 2, score: points) == "Simulation score by emotion and difficulty")
  }

  @Test(
    "a trend is said only outside the interval of the share that chance expects",
    arguments: [
      (0.15, 0.33, "Simulations per day: no clear change in the last 7 days"),
      (0.3, 0.5, "More simulations per day in the last 7 days than in the last 30"),
      (0.1, 0.2, "Fewer simulations per day in the last 7 days than in the last 30"),
    ])
  func trend(low: Double, high: Double, title: String) {
    #expect(SimulationWords.trend(17, days: 7, of: 74, in: 30, interval: (low, high)) == title)
    #expect(SimulationWords.trend(17, days: 30, of: 74, in: 30, interval: (low, high)) == "Simulations per day in the last days")
  }
}

struct EvalWordsTests {
  @Test(
    "changes are counted in words",
    arguments: [
      (1, 0, 0, "1 regression between consecutive runs"), (2, 1, 0, "2 regressions and 1 fix between consecutive runs"),
      (1, 2, 1, "1 regression, 2 fixes and 1 flaky case between consecutive runs"),
      (0, 0, 2, "2 flaky cases between consecutive runs"), (0, 0, 0, "No case changed its result between runs"),
    ])
  func changes(regressions: Int, fixes: Int, flaky: Int, title: String) {
    #expect(EvalWords.changes(regressions: regressions, fixes: fixes, flaky: flaky) == title)
  }

  private func activation(_ assistant: String, _ version: Double) -> Record {
    Record(
      .activations, body: 0, row: 1,
      ["assistant": .text(SmallDocuments.text(assistant)), "version": .number(version), "at": .time(SmallDocuments.moment(9, 1))])
  }

  private func run(_ assistant: String, _ version: Double) -> Record {
    Record(
      .evalRuns, body: 0, row: 1,
      ["assistant": .text(SmallDocuments.text(assistant)), "version": .number(version), "at": .time(SmallDocuments.moment(9, 2))])
  }

  @Test("the untested live version is named when it is the only one")
  func coverage() {
    let live = [activation("Desk", 2), activation("Shop", 4)]
    func words(_ runs: [Record], _ live: [Record]) -> String { EvalWords.coverage(DeployedVersions(finishedRuns: runs, activations: live)) }
    #expect(words([run("Desk", 2), run("Shop", 3)], live) == "Shop v4 is live and was never tested")
    #expect(words([run("Desk", 2), run("Shop", 4)], live) == "All 2 live versions are tested")
    #expect(words([], live) == "2 of 2 live versions were never tested")
    #expect(words([run("Desk", 2)], []) == "Which versions are live is not known")
  }

  @Test(
    "activations and roll-backs in words",
    arguments: [
      ([], "No version went live"), ([("Desk", 2, false)], "Desk v2 went live"),
      ([("Desk", 1, true)], "Desk v1 came back: a roll-back"),
      ([("Desk", 2, false), ("Desk", 3, false)], "Versions went live 2 times"),
      ([("Desk", 2, false), ("Desk", 3, false), ("Desk", 2, true)], "Versions went live 3 times, 1 of them a roll-back"),
      ([("Desk", 1, true), ("Shop", 3, true)], "Versions went live 2 times in 2 assistants, 2 of them roll-backs"),
    ] as [([(String, Int, Bool)], String)])
  func timeline(stays: [(String, Int, Bool)], title: String) {
    let began = stays.map { name, version, isRollBack in
      VersionTimeline.Stay(
        assistant: name, version: version, from: SmallDocuments.moment(9, 1), step: isRollBack ? .rollBack : .forward, previous: 9)
    }
    #expect(EvalWords.timeline(began) == title)
  }

  @Test("cases that passed, of those that passed or failed")
  func runs() {
    #expect(EvalWords.runs([(7, 10), (8, 9)], notation: english) == "15 of 19 cases passed in 2 runs")
    #expect(EvalWords.runs([(0, 0)], notation: english) == "No finished run has a case that passed or failed")
  }
}
