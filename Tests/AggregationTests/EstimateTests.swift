import Records
import Testing

@testable import Aggregation

@Suite("Estimates")
struct EstimateTests {
  private func rows(_ n: Int, _ change: (Int, inout Row) -> Void = { _, _ in }) -> [Row] {
    (0..<n).map { i in
      var row = Row(first: utc(2026, 3, 10, 9), last: utc(2026, 3, 10, 10), handoff: false, count: Int32(i % 9), sentiment: "neutral")
      change(i, &row)
      return row
    }
  }

  @Test(
    "a share below 30 is too few, below 100 a small sample",
    arguments: [(29, EstimateState.tooFew), (30, .smallSample), (99, .smallSample), (100, .available)])
  func smallSamples(_ n: Int, _ state: EstimateState) {
    #expect(estimate("sen.neutral", rows(n)).state == state)
    #expect(estimate("sen.neutral", rows(n)).value == 1)
    #expect(estimate("vol.conversations", rows(n)).state == .available)
  }

  @Test(
    "a 95% line needs 20 values, a 99% line 100",
    arguments: [("vol.msgs_per_conv_p95", 19, false), ("vol.msgs_per_conv_p95", 20, true), ("lat.p99", 99, false), ("lat.p99", 100, true)])
  func tails(_ metric: MetricID, _ n: Int, _ hasValue: Bool) {
    let estimate = estimate(metric, rows(n) { $1.messages = [MessageRow(latency: Int32($0))] })
    #expect((estimate.value != nil) == hasValue)
    if !hasValue { #expect(estimate.state == .tooFew) }
    #expect(estimate.base == n)
  }

  @Test("a quantile is type 7: of 1, 2, 3, 4 the median is 2.5")
  func type7() {
    #expect(estimate("vol.msgs_per_conv_median", rows(4) { $1.count = Int32($0 + 1) }).value == 2.5)
  }

  @Test("a share has the Wilson interval", arguments: [(81, 263, 0.255289, 0.366210), (15, 148, 0.062386, 0.160487), (0, 10, 0, 0.277533)])
  func wilson(_ part: Int, _ n: Int, _ low: Double, _ high: Double) throws {
    let interval = try #require(estimate("out.handoff_rate", rows(n) { $1.handoff = $0 < part }).interval)
    #expect(abs(interval.low - low) < 1e-6)
    #expect(abs(interval.high - high) < 1e-6)
  }

  @Test("net sentiment has the interval of multinomial shares")
  func net() throws {
    let result = estimate("sen.net", rows(200) { $1.sentiment = $0 < 80 ? "positive" : $0 < 120 ? "negative" : "neutral" })
    #expect(result.value == 0.2)
    // variance (0.4 + 0.2 − 0.04) / 200, half width 1.959964 × √0.0028
    let interval = try #require(result.interval)
    #expect(abs(interval.high - interval.low - 2 * 1.959963984540054 * 0.0028.squareRoot()) < 1e-12)
  }

  @Test("points of deflection lost: reason share times hand-off rate, and the reasons together are the hand-off rate")
  func contribution() {
    let all = rows(200) { i, row in
      row.handoff = i < 60
      if i < 40 { row.reason = i < 10 ? "policy" : i < 25 ? "frustration" : "bot_limitation" }
    }
    #expect(estimate("hof.contribution_policy", all).value == 0.25 * 0.3)
    let parts: [MetricID] = [
      "hof.contribution_policy", "hof.contribution_user_request", "hof.contribution_frustration", "hof.contribution_bot_limitation",
    ]
    let sum = parts.compactMap { estimate($0, all).value }.reduce(0, +)
    #expect(abs(sum - 0.3) < 1e-12)
  }

  @Test("cost per resolved conversation counts all cost")
  func costPerResolved() {
    let all = rows(40) { i, row in
      row.messages = [MessageRow(cost: 0.03)]
      if i < 10 { row.quality = "resolved" } else { row.handoff = i < 20 }
    }
    #expect(abs((estimate("cost.per_resolved", all).value ?? 0) - 0.12) < 1e-12)
    #expect(estimate("cost.per_resolved", all).state == .tooFew)
    #expect(abs((estimate("cost.waste_share", all).value ?? 0) - 0.25) < 1e-12)
  }

  @Test("a day without conversations inside the data is zero, outside it has no data")
  func gaps() {
    let all = [Row(last: utc(2026, 3, 5)), Row(last: utc(2026, 3, 7))]
    let figures = figures(all, plan(["vol.conversations"]))
    let daily = figures.daily("vol.conversations", in: march)
    #expect(daily.count == 31)
    #expect(daily[3].estimate == .unavailable(.noData))
    #expect(daily[4...6].map(\.estimate.value) == [1, 0, 1])
    #expect(daily[7].estimate == .unavailable(.noData))
    #expect(figures.coveredDays(march)?.count == 3)
  }

  @Test("some days of a period are those days, clipped to the period")
  func days() throws {
    let all = (1...20).map { Row(last: utc(2026, 3, $0)) }
    let figures = figures(all, plan(["vol.conversations", "vol.per_day"]))
    let first = try #require(CalendarDay(year: 2026, month: 3, day: 1))
    #expect(figures.estimate("vol.conversations", in: march, days: first..<first.advanced(by: 12)).value == 12)
    #expect(figures.estimate("vol.conversations", in: march, days: first.advanced(by: -20)..<first.advanced(by: 3)).value == 3)
    #expect(figures.estimate("vol.per_day", in: march, days: first..<first.advanced(by: 40)).value == 1)
    #expect(figures.estimate("vol.conversations", in: march.previous).state == .unavailable(.noData))
  }

  @Test("a share of the total keeps its base in every group")
  func shareOfTotal() {
    let all = rows(200) { $1.model = $0 < 50 ? "m1" : $0 < 150 ? "m2" : nil }
    let figures = figures(all, plan(["mdl.share"], by: [["model"]]))
    let groups = figures.groups(["mdl.share"], by: "model", in: march)
    #expect(groups.map(\.label) == ["m2", "m1", "Not stated"])
    #expect(groups.map { $0.estimates[0].value } == [0.5, 0.25, 0.25])
    #expect(groups.map(\.isMissing) == [false, false, true])
  }

  @Test("a histogram gives every value with its count")
  func histogram() {
    let figures = figures(rows(18), plan(["vol.msgs_per_conv_median"]))
    #expect(figures.histogram("vol.msgs_per_conv_median", in: march).map(\.value) == Array(0...8))
    #expect(figures.histogram("vol.msgs_per_conv_median", in: march).map(\.count) == Array(repeating: 2, count: 9))
  }

  @Test("engaged means a user message; without messages two messages will do")
  func engaged() {
    let all = [
      Row(first: utc(2026, 3, 1), last: utc(2026, 3, 1), count: 1), Row(first: utc(2026, 3, 1), last: utc(2026, 3, 1), count: 2),
      Row(first: utc(2026, 3, 1), last: utc(2026, 3, 1), count: nil),
      Row(first: utc(2026, 3, 1), last: utc(2026, 3, 1), count: 5, messages: [MessageRow(role: .assistant)]),
      Row(first: utc(2026, 3, 1), last: utc(2026, 3, 1), count: 1, messages: [MessageRow(role: .user)]),
    ]
    #expect(estimate("vol.engaged", all).value == 2)
    #expect(estimate("vol.engaged_rate", all).base == 4)
  }

  @Test("a tool is touched by a conversation once, however often it is called")
  func tools() {
    let all = rows(50) { i, row in
      row.messages = []
      if i < 20 { row.calls = [CallRow(tool: "a", success: true), CallRow(tool: "a", success: i > 4), CallRow(tool: "b")] }
    }
    let figures = figures(all, plan(["tool.conversations", "tool.calls", "tool.success_rate", "tool.exposed_share"], by: [["tool"]]))
    #expect(figures.estimate("tool.conversations", in: march).value == 20)
    #expect(figures.estimate("tool.calls", in: march).value == 60)
    let groups = figures.groups(["tool.calls", "tool.conversations", "tool.success_rate", "tool.exposed_share"], by: "tool", in: march)
    #expect(groups.map(\.label) == ["a", "b", "Not stated"])
    #expect(groups[0].estimates.map(\.value) == [40, 20, 0.875, 0.4])
    #expect(groups[1].estimates[0].value == 20)
    #expect(groups[1].estimates[2] == .unavailable(.noData))
  }
}
