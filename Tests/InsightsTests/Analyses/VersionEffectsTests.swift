import Aggregation
import Basics
import Notation
import Records
import Statistics
import Testing

@testable import Insights

private func day(_ ordinal: Int) -> CalendarDay { CalendarDay(ordinal: 20_000 + ordinal) }

/// Days of one assistant with one version: `cases` a day of one intent, of which `successes` succeed in the first share.
private func cells(_ days: Range<Int>, _ version: Int, _ successes: (Int) -> Int, _ cases: Int, intent: String = "refund") -> [VersionDays
  .Cell]
{
  days.map { .init(day: day($0), version: version, group: intent, counts: [cases, cases, successes($0), 0, 0, 0, 0]) }
}

private let deployment = Deployment(assistant: "a", version: 4, previous: 3, day: day(100), isStated: true)

private func effect(
  _ byIntent: [String: [VersionDays.Cell]], busy: Set<String> = ["a"], others: [CalendarDay] = [], first: Int = 0
) throws -> Result<VersionEffects.Effect, VersionDays.Obstacle> {
  let window = try #require(VersionWindow(around: day(100), days: day(first)..<day(129), others: others))
  return VersionDays(byIntent: byIntent).effect(
    try metric("out.deflection_rate"), 0, deployment, window, busy: busy, others: others, span: day(first)..<day(129),
    period: Period(.month, containing: day(110)))
}

/// Day to day noise that adds up to nothing over a week.
private func wobble(_ day: Int) -> Int { [0, 1, -1, 2, -2, 1, -1][day % 7] }

struct VersionWindowTests {
  @Test("windows are whole weeks of at most 28 days, without the day itself, the same weekdays on both sides")
  func windows() throws {
    let full = try #require(VersionWindow(around: day(100), days: day(0)..<day(400), others: []))
    #expect(full.before == day(72)..<day(100))
    #expect(full.after == day(101)..<day(129))
    let short = try #require(VersionWindow(around: day(100), days: day(0)..<day(117), others: []))
    #expect(short.length == 14)
    #expect(full.before.map(\.weekday).sorted() == full.after.map(\.weekday).sorted())
    #expect(VersionWindow(around: day(100), days: day(0)..<day(107), others: []) == nil)
  }

  @Test("no window reaches over another change of the same assistant")
  func neighbours() throws {
    #expect(VersionWindow(around: day(100), days: day(0)..<day(400), others: [day(90)])?.length == 7)
    #expect(VersionWindow(around: day(100), days: day(0)..<day(400), others: [day(108)])?.length == 7)
    #expect(VersionWindow(around: day(100), days: day(0)..<day(400), others: [day(104)]) == nil)
  }

  @Test("several activations of a day are one; one that is taken back the same day is none")
  func stated() {
    func stay(_ version: Int, _ hour: Int, _ previous: Int?) -> VersionTimeline.Stay {
      .init(
        assistant: "a", version: version, from: Instant(microseconds: Int64(hour) * 3_600_000_000), step: .forward, previous: previous)
    }
    let two = Deployment.stated(VersionTimeline(stays: [stay(1, 1, nil), stay(2, 30, 1), stay(3, 31, 2)]), zone: .utc)
    #expect(two.map { [$0.previous, $0.version] } == [[1, 3]])
    #expect(Deployment.stated(VersionTimeline(stays: [stay(1, 1, nil), stay(2, 30, 1), stay(1, 31, 2)]), zone: .utc).isEmpty)
  }

  @Test("without a list, a version goes live on the first day on which it has most conversations")
  func seen() {
    let made = Deployment.seen("a", [(day(1), [1: 40]), (day(2), [1: 30, 2: 10]), (day(3), [1: 10, 2: 30]), (day(4), [2: 40])])
    #expect(made == [Deployment(assistant: "a", version: 2, previous: 1, day: day(3), isStated: false)])
    #expect(Deployment.seen("a", [(day(1), [1: 40]), (day(2), [2: 20, 3: 20])]).isEmpty)
  }

  @Test("a version is the end of its name")
  func names() {
    #expect(VersionName.parts("Returns desk v3") == ("Returns desk", 3))
    #expect(VersionName.parts("Version vNext") == ("Version vNext", nil))
  }
}

struct VersionEffectsTests {
  @Test("a real difference beside quiet earlier days and quiet others is clear and certain")
  func real() throws {
    let own = cells(0..<100, 3, { 12 + wobble($0) }, 20) + cells(101..<129, 4, { 16 + wobble($0) }, 20)
    let quiet = cells(0..<129, 1, { 10 + wobble($0) }, 20)
    let made = try effect(["a": own, "b": quiet]).get()
    #expect(abs(made.adjusted.difference - 0.2) < 1e-9)
    #expect(made.placebos.count == 2)
    #expect(made.control != nil)
    let effects = VersionEffects([made])
    #expect(effects.effects[0].isCertain)
    let statement = try #require(effects.statements(in: Period(.month, containing: day(90))).first)
    #expect(statement.kind == "changed")
    #expect(statement.tone == .better)
    #expect(statement.number("others") == 0)
  }

  @Test("what other assistants show too is no change of the version")
  func control() throws {
    let own = cells(0..<100, 3, { 12 + wobble($0) }, 20) + cells(101..<129, 4, { 16 + wobble($0) }, 20)
    let moved = cells(0..<100, 1, { 8 + wobble($0) }, 20) + cells(100..<129, 1, { 12 + wobble($0) }, 20)
    let made = VersionEffects([try effect(["a": own, "b": moved]).get()])
    #expect(!made.effects[0].isClear)
    #expect(made.statements(in: Period(.month, containing: day(90))).map(\.kind) == ["no-clear-change"])
    // An assistant with a change of its own in these days is no control.
    #expect(try effect(["a": own, "b": moved], busy: ["a", "b"]).get().control == nil)
  }

  @Test("what earlier days show too is no change of the version")
  func placebo() throws {
    // It rises by 0.2 every 29 days, with or without a deployment.
    let own = cells(0..<100, 3, { 4 + ($0 + 16) / 29 * 3 + wobble($0) }, 20) + cells(101..<129, 4, { 16 + wobble($0) }, 20)
    let made = VersionEffects([try effect(["a": own]).get()]).effects[0]
    #expect(made.isUsual)
    #expect(!made.isClear)
  }

  @Test("without any other question a clear difference is likely, not certain")
  func alone() throws {
    let own = cells(70..<100, 3, { 12 + wobble($0) }, 20) + cells(101..<129, 4, { 16 + wobble($0) }, 20)
    let made = VersionEffects([try effect(["a": own], first: 70).get()]).effects[0]
    #expect(made.placebos.isEmpty)
    #expect(made.isClear && !made.isCertain)
  }

  @Test("conversations of other versions are left out and counted; too many of them and nothing is said")
  func sideBySide() throws {
    let own = cells(0..<100, 3, { 12 + wobble($0) }, 20) + cells(101..<129, 4, { 12 + wobble($0) }, 20)
    let few = own + cells(101..<129, 3, { _ in 0 }, 2)
    #expect(try effect(["a": few]).get().excluded == 56)
    #expect(try effect(["a": few]).get().adjusted.difference == 0)
    let many = own + cells(101..<129, 3, { _ in 0 }, 20)
    #expect(throws: VersionDays.Obstacle.self) { try effect(["a": many]).get() }
  }

  @Test("49 conversations on a side are too few, and other intents on both sides no comparison")
  func obstacles() throws {
    let own = cells(72..<100, 3, { _ in 1 }, 2)
    let few = own + cells(101..<108, 4, { _ in 3 }, 7)
    guard case .failure(let obstacle) = try effect(["a": few]) else {
      Issue.record("49 are too few")
      return
    }
    #expect(obstacle.reason == .tooFew(49))
    let other = own + cells(101..<129, 4, { _ in 1 }, 2, intent: "other")
    guard case .failure(let why) = try effect(["a": other]) else {
      Issue.record("nothing in common")
      return
    }
    #expect(why.reason == .otherIntents)
  }
}
