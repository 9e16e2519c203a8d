import Statistics
import Testing

@Suite struct LargestRemainderTests {
  @Test(
    "rounded parts add to the total",
    arguments: [
      ([1, 1, 1], 1000, [334, 333, 333]), ([0.125, 0.125, 0.25, 0.5], 100, [13, 12, 25, 50]), ([50, 50], 1000, [500, 500]),
      ([1, 0, 2], 10, [3, 0, 7]), ([0.1, 0.2, 0.7], 10, [1, 2, 7]), ([3], 1000, [1000]),
    ])
  func vectors(parts: [Double], total: Int, expected: [Int]) { #expect(LargestRemainder.round(parts, total: total) == expected) }

  @Test("the sum holds and no part is off by one or more", arguments: 1...40)
  func sum(seed: Int) {
    let parts = (0..<seed).map { Double(($0 * 7919 + seed * 104_729) % 997) }
    let rounded = LargestRemainder.round(parts, total: 1000)
    let sum = parts.reduce(0, +)
    guard sum > 0 else { return }
    #expect(rounded.reduce(0, +) == 1000)
    for (part, whole) in zip(parts, rounded) { #expect(abs(part / sum * 1000 - Double(whole)) < 1) }
  }

  @Test("nothing, broken and overflowing parts do not trap")
  func degenerate() {
    #expect(LargestRemainder.round([], total: 100) == [])
    #expect(LargestRemainder.round([0, 0], total: 100) == [0, 0])
    #expect(LargestRemainder.round([.nan, -1, .infinity, 2], total: 100) == [0, 0, 0, 100])
    #expect(LargestRemainder.round([1e308, 1e308], total: 100) == [50, 50])
    #expect(LargestRemainder.round([1], total: -5) == [0])
  }
}

@Suite struct XmRTests {
  static let points: [Double] = [10, 12, 11, 13, 10, 11, 12, 10, 13, 11, 12, 9]

  @Test("limits are mean ± 2.66 × mean moving range")
  func limits() throws {
    let chart = try #require(XmR(Self.points))
    // Sum 134, moving ranges 2 1 2 3 1 1 2 3 2 1 3 = 21 over 11.
    #expect(near(chart.centre, 134.0 / 12, 1e-12))
    #expect(near(chart.upper, 134.0 / 12 + 2.66 * 21 / 11, 1e-12))
    #expect(near(chart.lower, 134.0 / 12 - 2.66 * 21 / 11, 1e-12))
  }

  @Test("eleven points or a broken one give no limits")
  func tooFew() {
    #expect(XmR(Array(Self.points.dropLast())) == nil)
    #expect(XmR(Self.points.dropLast() + [.nan]) == nil)
  }

  @Test("a point outside and the seventh on one side are signals")
  func signals() throws {
    let chart = try #require(XmR(Self.points))
    #expect(chart.signals([11, 17, 5, 12, 12, 12, 12, 12, 12]) == [.none, .above, .below, .none, .none, .none, .none, .none, .none])
    #expect(chart.signals([12, 12, 12, 12, 12, 12, 12, 12]).suffix(3) == [.none, .runAbove, .runAbove])
    #expect(chart.signals([11, 10, 11, 10, 11, 10, 11]).last == .runBelow)
    #expect(chart.signals([12, 12, 12, 12, 12, 12, 11, 12]).allSatisfy { $0 == .none }, "a change of side ends the run")
  }
}
