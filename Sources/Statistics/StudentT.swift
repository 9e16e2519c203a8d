/// Student's t distribution; degrees of freedom may be fractional (Welch).
public enum StudentT {
  /// P(T <= t); nil unless `degreesOfFreedom` > 0 and both are finite.
  public static func cumulative(_ t: Double, degreesOfFreedom v: Double) -> Double? {
    guard v > 0, v.isFinite, t.isFinite else { return nil }
    let tail = 0.5 * incompleteBeta(v / (v + t * t), v / 2, 0.5)
    return t >= 0 ? 1 - tail : tail
  }

  /// The t with P(T <= t) = p, to about 14 digits; nil unless 0 < p < 1 and v > 0.
  public static func quantile(_ p: Double, degreesOfFreedom v: Double) -> Double? {
    guard p > 0, p < 1, v > 0, v.isFinite else { return nil }
    if p == 0.5 { return 0 }
    if p < 0.5 { return quantile(1 - p, degreesOfFreedom: v).map { -$0 } }
    // The upper tail keeps the digits that 1 − P would lose. Newton's steps inside a shrinking bracket.
    let tail = 1 - p
    let logScale = logGamma((v + 1) / 2) - logGamma(v / 2) - 0.5 * naturalLogarithm(v * Double.pi)
    var low = 0.0
    var high = Double.infinity
    var t = 2.0
    for _ in 0..<400 {
      let excess = 0.5 * incompleteBeta(v / (v + t * t), v / 2, 0.5) - tail
      if excess > 0 { low = t } else { high = t }
      let density = exponential(logScale - (v + 1) / 2 * naturalLogarithm(1 + t * t / v))
      let step = density > 0 ? excess / density : Double.infinity
      var next = t + step
      if !(next > low && next < high) { next = high.isFinite ? (low + high) / 2 : t * 2 }
      if abs(next - t) <= 1e-15 * t || next <= low || next >= high || !next.isFinite { return t }
      t = next
    }
    return t
  }
}

/// The standard normal distribution.
public enum Normal {
  /// P(|Z| >= |z|), the two-sided p value.
  public static func twoSided(_ z: Double) -> Double { complementaryError(abs(z) / 2.0.squareRoot()) }
}
