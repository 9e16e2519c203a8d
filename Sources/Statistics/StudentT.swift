/// Student's t distribution; degrees of freedom may be fractional (Welch).
public enum StudentT {
  /// P(T <= t); nil unless `degreesOfFreedom` > 0 and both are finite.
  public static func cumulative(_ t: Double, degreesOfFreedom v: Double) -> Double? {
    guard v > 0, v.isFinite, t.isFinite else { return nil }
    let tail = 0.5 * incompleteBeta(v / (v + t * t), v / 2, 0.5)
    return t >= 0 ? 1 - tail : tail
  }

  /// The t with P(T <= t) = p: bisection on the distribution function to the last bits. nil unless 0 < p < 1 and v > 0.
  public static func quantile(_ p: Double, degreesOfFreedom v: Double) -> Double? {
    guard p > 0, p < 1, v > 0, v.isFinite else { return nil }
    if p == 0.5 { return 0 }
    if p < 0.5 { return quantile(1 - p, degreesOfFreedom: v).map { -$0 } }
    // The upper tail avoids the loss of digits of 1 − P.
    let tail = 1 - p
    func upper(_ t: Double) -> Double { 0.5 * incompleteBeta(v / (v + t * t), v / 2, 0.5) }
    var low = 0.0
    var high = 2.0
    while upper(high) > tail, high < 1e150 {
      low = high
      high *= 2
    }
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { break }
      if upper(middle) > tail { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}

/// The standard normal distribution.
public enum Normal {
  /// P(|Z| >= |z|), the two-sided p value.
  public static func twoSided(_ z: Double) -> Double { complementaryError(abs(z) / 2.0.squareRoot()) }
}
