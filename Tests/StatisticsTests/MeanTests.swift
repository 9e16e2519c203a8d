import Statistics
import Testing

@Suite struct MeanTests {
  // scipy.stats.t.ppf(0.975, df), also any printed t table.
  @Test(
    "Student's t quantile equals the table",
    arguments: [
      (1.0, 12.706204736174694), (2, 4.302652729749462), (3, 3.1824463052837078), (4.5, 2.6589123472044034), (5, 2.5705818356363146),
      (10, 2.228138851986274), (30, 2.0422724563012378), (100, 1.9839715185235518), (999, 1.9623414611334487), (1000, 1.9623390808264078),
      (1e6, 1.959966356814107),
    ])
  func quantile(df: Double, t: Double) {
    #expect(near(StudentT.quantile(0.975, degreesOfFreedom: df), t, 1e-9))
    #expect(near(StudentT.quantile(0.025, degreesOfFreedom: df), -t, 1e-9))
  }

  @Test("the distribution function is the inverse of the quantile", arguments: [0.6, 0.9, 0.975, 0.995, 0.9999], [1.0, 2.5, 7, 60])
  func inverse(p: Double, df: Double) throws {
    let t = try #require(StudentT.quantile(p, degreesOfFreedom: df))
    #expect(near(StudentT.cumulative(t, degreesOfFreedom: df), p, 1e-12))
  }

  @Test("the distribution function equals scipy.stats.t.cdf")
  func cumulative() {
    #expect(near(StudentT.cumulative(-1.5, degreesOfFreedom: 4.5), 0.10010954282807676, 1e-12))
    #expect(near(StudentT.cumulative(2, degreesOfFreedom: 3), 0.9303370157205785, 1e-12))
    #expect(StudentT.cumulative(0, degreesOfFreedom: 9) == 0.5)
  }

  @Test("impossible arguments have no value", arguments: [(0.0, 3.0), (1, 3), (0.5, 0), (0.9, -1), (.nan, 3), (0.9, .infinity)])
  func none(p: Double, df: Double) { #expect(StudentT.quantile(p, degreesOfFreedom: df) == nil) }

  static let a = [12.1, 14.3, 11.8, 13.5, 15.2, 12.9]
  static let b = [10.2, 11.1, 9.8, 10.9, 12.3, 11.5, 10.0, 9.9]
  static func sums(_ values: [Double]) -> (Int, Double, Double) {
    (values.count, values.reduce(0, +), values.reduce(0) { $0 + $1 * $1 })
  }

  @Test("the mean interval equals scipy.stats.t.interval")
  func interval() throws {
    let (n, sum, squares) = Self.sums(Self.a)
    let interval = try #require(MeanInterval.interval(count: n, sum: sum, sumOfSquares: squares))
    #expect(near(interval.low, 11.931703330456946, 1e-9))
    #expect(near(interval.high, 14.668296669543059, 1e-9))
  }

  @Test("Welch's difference equals scipy.stats.ttest_ind(equal_var=False)")
  func welch() throws {
    let (n1, sum1, squares1) = Self.sums(Self.a)
    let (n2, sum2, squares2) = Self.sums(Self.b)
    let result = try #require(
      MeanDifference.welch(
        count1: n1, sum1: sum1, sumOfSquares1: squares1, count2: n2, sum2: sum2, sumOfSquares2: squares2))
    #expect(near(result.difference, 2.5875, 1e-9))
    #expect(near(result.interval.low, 1.1718370424122029, 1e-9))
    #expect(near(result.interval.high, 4.003162957587802, 1e-9))
    #expect(near(result.p, 0.002765420250122845, 1e-9))
  }

  @Test("one value has no interval and equal values have one of no width")
  func degenerate() {
    #expect(MeanInterval.interval(count: 0, sum: 0, sumOfSquares: 0) == nil)
    #expect(MeanInterval.interval(count: 1, sum: 5, sumOfSquares: 25) == nil)
    #expect(MeanInterval.interval(count: 3, sum: 0.3, sumOfSquares: 0.1 * 0.1 * 3) == Interval(low: 0.3 / 3, high: 0.3 / 3))
    #expect(MeanInterval.interval(count: 3, sum: .infinity, sumOfSquares: 1) == nil)
    let none = MeanDifference.welch(count1: 1, sum1: 1, sumOfSquares1: 1, count2: 5, sum2: 5, sumOfSquares2: 6)
    #expect(none == nil)
    let flat = MeanDifference.welch(count1: 4, sum1: 8, sumOfSquares1: 16, count2: 2, sum2: 2, sumOfSquares2: 2)
    #expect(flat?.difference == 1 && flat?.interval == Interval(low: 1, high: 1) && flat?.p == 0)
  }
}
