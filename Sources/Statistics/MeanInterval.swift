/// The interval of a mean by Student's t.
public enum MeanInterval {
  /// The 95 % interval from count, sum and sum of squares; nil below 2 values or when a sum is not finite.
  public static func interval(count: Int, sum: Double, sumOfSquares: Double) -> Interval? {
    guard let spread = Spread(count: count, sum: sum, sumOfSquares: sumOfSquares),
      let t = StudentT.quantile(0.975, degreesOfFreedom: Double(count - 1))
    else { return nil }
    let half = t * spread.squaredError.squareRoot()
    return Interval(low: spread.mean - half, high: spread.mean + half)
  }
}

/// Difference of two means with unequal variances (B. L. Welch, Biometrika 1947).
public enum MeanDifference {
  /// mean1 − mean2 with its 95 % interval and the two-sided p value; nil when a side has fewer than 2 values. Without any
  /// spread on both sides the interval is the difference itself and p is 0 or 1.
  public static func welch(
    count1: Int, sum1: Double, sumOfSquares1: Double, count2: Int, sum2: Double, sumOfSquares2: Double
  ) -> (difference: Double, interval: Interval, p: Double)? {
    guard let first = Spread(count: count1, sum: sum1, sumOfSquares: sumOfSquares1),
      let second = Spread(count: count2, sum: sum2, sumOfSquares: sumOfSquares2)
    else { return nil }
    let difference = first.mean - second.mean
    let squared = first.squaredError + second.squaredError
    guard squared > 0 else { return (difference, Interval(low: difference, high: difference), difference == 0 ? 1 : 0) }
    // Welch–Satterthwaite, written with shares of the total so that tiny variances do not underflow.
    let share1 = first.squaredError / squared
    let share2 = second.squaredError / squared
    let freedom = 1 / (share1 * share1 / Double(count1 - 1) + share2 * share2 / Double(count2 - 1))
    let error = squared.squareRoot()
    guard let t = StudentT.quantile(0.975, degreesOfFreedom: freedom),
      let upper = StudentT.cumulative(abs(difference) / error, degreesOfFreedom: freedom)
    else { return nil }
    let interval = Interval(low: difference - t * error, high: difference + t * error)
    return (difference, interval, min(1, 2 * (1 - upper)))
  }
}

/// Mean and squared standard error of one sample.
struct Spread {
  let mean: Double
  let squaredError: Double

  init?(count: Int, sum: Double, sumOfSquares: Double) {
    guard count >= 2, sum.isFinite, sumOfSquares.isFinite else { return nil }
    let n = Double(count)
    mean = sum / n
    // Rounding can leave a tiny negative number when all values are equal.
    let deviations = max(0, sumOfSquares - sum * mean)
    let noise = 8 * Double.ulpOfOne * sumOfSquares
    squaredError = deviations <= noise ? 0 : deviations / (n - 1) / n
  }
}
