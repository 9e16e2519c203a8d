import Records
import Testing

@testable import Aggregation

@Suite("Laws of the state")
struct LawTests {
  static let rows = syntheticRows(600, seed: 11)
  static let everything = plan(
    MetricCatalogue.all.map(\.id),
    by: [["version"], ["intent"], ["tool"], ["weekday", "hour"], ["assistant", "outcome"], ["tag", "skill"]],
    where: [[Filter("inbox", "Web")]], AggregationSettings(zone: .utc, contactsConfigured: true))

  private func part(_ from: Int, _ to: Int, batchSize: Int = 1000) -> AggregateState {
    state(Array(Self.rows[from..<to]), Self.everything, batchSize: batchSize)
  }

  @Test("the result does not depend on how rows are spread over workers and batches", arguments: [1, 7, 300, 599])
  func split(_ at: Int) {
    var merged = part(0, at, batchSize: 13)
    merged.merge(part(at, 600, batchSize: 600))
    #expect(merged.encoded() == part(0, 600).encoded())
  }

  @Test("the result does not depend on the order of rows")
  func order() {
    #expect(state(Self.rows.reversed(), Self.everything).encoded() == part(0, 600).encoded())
  }

  @Test("merging is commutative and associative, and the empty state changes nothing")
  func monoid() {
    let (a, b, c) = (part(0, 100), part(100, 350), part(350, 600))
    func sum(_ x: AggregateState, _ y: AggregateState) -> AggregateState {
      var result = x
      result.merge(y)
      return result
    }
    #expect(sum(a, b).encoded() == sum(b, a).encoded())
    #expect(sum(sum(a, b), c).encoded() == sum(a, sum(b, c)).encoded())
    #expect(sum(a, part(0, 0)).encoded() == a.encoded())
    #expect(sum(part(0, 0), a).encoded() == a.encoded())
  }

  @Test("reading what was written gives the same state")
  func roundTrip() throws {
    let original = part(0, 600)
    let read = try AggregateState(decoding: original.encoded(), plan: Self.everything)
    #expect(read.encoded() == original.encoded())
    #expect(read.rows == 600)
    let figures = Figures(read, plan: Self.everything)
    let expected = Figures(original, plan: Self.everything)
    for metric in MetricCatalogue.all {
      #expect(figures.estimate(metric.id, in: march) == expected.estimate(metric.id, in: march))
    }
  }

  @Test("damaged bytes give an error and never a crash")
  func hostile() throws {
    let plan = plan(["vol.msgs_per_conv_median", "vol.users"], by: [["intent"]])
    let bytes = state(Array(Self.rows[0..<40]), plan).encoded()
    for end in bytes.indices {
      #expect(throws: DecodingProblem.self) { try AggregateState(decoding: Array(bytes[..<end]), plan: plan) }
    }
    #expect(throws: DecodingProblem.self) { try AggregateState(decoding: bytes + [0], plan: plan) }
    var random = SeededRandom(state: 1)
    var refused = 0
    for _ in 0..<1000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        damaged[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      // Some changes make another valid state; it must be usable.
      do {
        let state = try AggregateState(decoding: damaged, plan: plan)
        _ = Figures(state, plan: plan).estimate("vol.msgs_per_conv_median", in: march)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 0)
  }

  @Test("a state of another version or plan is refused by name")
  func foreign() {
    let plan = plan(["vol.conversations"])
    var bytes = state([], plan).encoded()
    #expect(throws: DecodingProblem.notAState) { try AggregateState(decoding: Array("PNG".utf8), plan: plan) }
    #expect(throws: DecodingProblem.otherPlan) { try AggregateState(decoding: bytes, plan: Self.everything) }
    bytes[4] = 9
    #expect(throws: DecodingProblem.otherVersion(9)) { try AggregateState(decoding: bytes, plan: plan) }
  }

  @Test("settings that change what is counted change the plan")
  func fingerprints() {
    let metrics: [MetricID] = ["vol.conversations"]
    let plans = [
      plan(metrics), plan(metrics, AggregationSettings(zone: .utc, periodKind: .week)),
      plan(metrics, AggregationSettings(zone: .utc, slowAnswerMilliseconds: 1)), plan(metrics, by: [["tag"]]), plan(["out.handoff_rate"]),
    ]
    #expect(Set(plans.map(\.fingerprint)).count == plans.count)
  }

  @Test("undated rows are counted, in no period")
  func undated() {
    let rows = [Row(first: utc(2026, 3, 1), last: nil), Row(first: nil, last: utc(2026, 3, 1)), Row(last: Int64.max), Row(last: -1)]
    let figures = figures(rows, plan(["dq.undated", "vol.conversations", "vol.conversations_started"]))
    #expect(figures.estimate("dq.undated", in: march).value == 3)
    #expect(figures.periods.map(\.id) == ["2026-03"])
    #expect(figures.estimate("vol.conversations", in: march).value == 1)
    #expect(figures.estimate("vol.conversations_started", in: march).value == 1)
  }
}
