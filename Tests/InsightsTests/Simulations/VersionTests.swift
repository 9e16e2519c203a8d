import Records
import Testing

@testable import Insights

@Suite("Versions and their tests")
struct VersionTests {
  private func activation(_ assistant: String, _ version: Double, _ day: String) -> Record {
    Record(
      .activations, body: 0, row: 1,
      ["assistant": .text(redacted(assistant)), "version": .number(version), "at": .time(moment(day))])
  }

  private func run(_ assistant: String, _ version: Double?, _ day: String) -> Record {
    Record(
      .evalRuns, body: 0, row: 1,
      [
        "assistant": .text(redacted(assistant)), "version": version.map { .number($0) } ?? .missing, "at": .time(moment(day)),
      ])
  }

  @Test("stays end with the next activation of the same assistant; a lower version is a roll-back")
  func timeline() {
    let timeline = VersionTimeline([
      activation("Desk", 2, "2026-03-05"), activation("Shop", 9, "2026-03-01"), activation("Desk", 1, "2026-02-01"),
      activation("Desk", 1, "2026-03-07"), activation("Desk", 1, "2026-03-09"), activation("Desk", 2, "2026-03-05"),
    ])
    #expect(timeline.stays.map { "\($0.assistant) \($0.version)" } == ["Desk 1", "Desk 2", "Desk 1", "Desk 1", "Shop 9"])
    #expect(timeline.stays.map(\.step) == [.first, .forward, .rollBack, .again, .first])
    #expect(timeline.stays[1].until == moment("2026-03-07"))
    #expect(timeline.live.map(\.version) == [1, 9])
  }

  @Test("days in a span: what began before it counts from its start, what is live counts to its end")
  func overlap() {
    let span = moment("2026-03-01")..<moment("2026-03-11")
    let day: Int64 = 86_400_000_000
    let timeline = VersionTimeline([
      activation("Desk", 1, "2026-01-01"), activation("Desk", 2, "2026-02-01"), activation("Desk", 3, "2026-03-04"),
      activation("Desk", 4, "2026-04-01"),
    ])
    let here = timeline.stays(in: span)
    #expect(here.map(\.version) == [2, 3])
    #expect(here.map { $0.overlap(span) } == [3 * day, 7 * day])
  }

  @Test("a live version is tested by a finished run of exactly its number, whenever that ran")
  func deployed() {
    let versions = DeployedVersions(
      finishedRuns: [
        run("Desk", 1, "2026-01-01"), run("Desk", 2, "2026-01-05"), run("Desk", 1, "2026-02-01"), run("Shop", 3, "2026-01-02"),
        run("Lab", nil, "2026-01-03"),
      ],
      activations: [activation("Desk", 2, "2026-01-10"), activation("Shop", 4, "2026-01-10")])
    #expect(versions.rows.map(\.assistant) == ["Desk", "Lab", "Shop"])
    #expect(versions.rows.map(\.isUntested) == [false, false, true])
    #expect(versions.rows[0].runs == 1)
    #expect(versions.rows[0].lastRun == moment("2026-01-05"))
    #expect(versions.rows[0].lastOfAny == moment("2026-02-01"))
    #expect(versions.rows[1].version == nil)
  }

  @Test("levels with few scores take no part in a gradient")
  func limited() {
    func simulation(_ difficulty: String, _ score: Double) -> Record {
      Record(.simulations, body: 0, row: 1, ["difficulty": .text(redacted(difficulty)), "score": .number(score)])
    }
    let tested = TestedCombinations(
      simulations: [
        simulation("easy", 90), simulation("easy", 80), simulation("medium", 99), simulation("hard", 70), simulation("hard", 60),
      ])
    #expect(tested.inversions.map(\.harder) == ["medium"])
    #expect(tested.limited(to: 2).inversions.isEmpty)
    #expect(tested.limited(to: 2).slope == 20)
  }
}
