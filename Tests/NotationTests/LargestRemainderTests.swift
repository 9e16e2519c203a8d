import Notation
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
