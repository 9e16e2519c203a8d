import Statistics
import Testing

@Suite struct QuantileTests {
  @Test(
    "type 7 interpolates between order statistics (numpy.percentile, default)",
    arguments: [
      ([1, 2, 3, 4], 0.5, 2.5), ([1, 2, 3, 4], 0.95, 3.85), ([1, 2, 3, 4], 0.0, 1), ([1, 2, 3, 4], 1.0, 4), ([7], 0.9, 7),
      ([1, 2, 100], 0.5, 2), ([10, 20, 30, 40, 50], 0.9, 46), ([-3, -1], 0.25, -2.5),
    ])
  func type7(values: [Double], p: Double, expected: Double) {
    #expect(near(Quantile.type7(sorted: values, p), expected, 1e-12))
    #expect(near(Quantile.type7(valuesAndCounts: values.map { ($0, 1) }, p), expected, 1e-12))
  }

  @Test("runs of equal values equal the written-out list", arguments: [0.0, 0.1, 0.5, 0.77, 0.9, 0.95, 1.0])
  func runs(p: Double) {
    let runs: [(value: Double, count: Int)] = [(1, 3), (2, 0), (4, 1), (9, 7), (10, -2), (12, 2)]
    let written: [Double] = [1, 1, 1, 4, 9, 9, 9, 9, 9, 9, 9, 12, 12]
    #expect(Quantile.type7(valuesAndCounts: runs, p) == Quantile.type7(sorted: written, p))
    #expect(
      QuantileInterval.interval(valuesAndCounts: runs, 0.5) == QuantileInterval.interval(sorted: written, 0.5))
  }

  @Test("a median of medians is not the median")
  func medianOfMedians() {
    let days: [[Double]] = [[1, 1, 1, 1, 9], [8, 9, 10]]
    let medians = days.compactMap { Quantile.type7(sorted: $0, 0.5) }
    #expect(Quantile.type7(sorted: medians, 0.5) == 5)
    #expect(Quantile.type7(sorted: days.flatMap { $0 }.sorted(), 0.5) == 4.5)
  }

  @Test("an empty list and a share outside 0…1 have no quantile")
  func none() {
    #expect(Quantile.type7(sorted: [], 0.5) == nil)
    #expect(Quantile.type7(valuesAndCounts: [(3, 0)], 0.5) == nil)
    #expect(Quantile.type7(sorted: [1, 2], 1.01) == nil)
    #expect(Quantile.type7(sorted: [1, 2], -0.01) == nil)
    #expect(Quantile.type7(sorted: [1, 2], .nan) == nil)
  }

  // Ranks from the exact binomial distribution (scipy.stats.binom 1.17), counted from 0.
  @Test(
    "the order-statistic interval uses the exact binomial ranks",
    arguments: [
      (6, 0.5, 0, 5), (7, 0.5, 0, 6), (10, 0.5, 1, 8), (20, 0.5, 5, 14), (35, 0.5, 11, 23), (100, 0.5, 39, 60), (100, 0.9, 83, 95),
      (1000, 0.5, 468, 531), (1000, 0.9, 880, 918), (100_001, 0.5, 49_690, 50_310), (100_001, 0.9, 89_814, 90_186),
    ])
  func ranks(n: Int, p: Double, low: Int, high: Int) throws {
    let ranks = try #require(QuantileInterval.ranks(count: n, p))
    #expect(ranks.low == low)
    #expect(ranks.high == high)
  }

  @Test("too few values have no interval", arguments: [(0, 0.5), (1, 0.5), (5, 0.5), (10, 0.9), (20, 0.9), (35, 0.9)])
  func noRanks(n: Int, p: Double) { #expect(QuantileInterval.ranks(count: n, p) == nil) }

  @Test("the median lies in its interval", arguments: [6, 9, 50, 333, 5000])
  func holds(n: Int) throws {
    let values = (0..<n).map { Double($0 * $0) }
    let interval = try #require(MedianInterval.interval(sorted: values))
    let median = try #require(Quantile.type7(sorted: values, 0.5))
    #expect(interval.contains(median))
    #expect(interval == MedianInterval.interval(valuesAndCounts: values.map { ($0, 1) }))
  }
}
