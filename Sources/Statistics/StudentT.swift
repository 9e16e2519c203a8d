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
    // From 1000 on the first term that the expansion leaves out is below 1e-14.
    if p == 0.975, v >= 1000 { return expansion975(v) }
    var t = p == 0.975 ? expansion975(v) : 2
    let logScale = logGamma((v + 1) / 2) - logGamma(v / 2) - 0.5 * naturalLogarithm(v * Double.pi)
    var low = 0.0
    var high = Double.infinity
    for _ in 0..<400 {
      let excess = 0.5 * incompleteBeta(v / (v + t * t), v / 2, 0.5) - tail
      if excess > 0 { low = t } else { high = t }
      let density = exponential(logScale - (v + 1) / 2 * naturalLogarithm(1 + t * t / v))
      let step = density > 0 ? excess / density : Double.infinity
      var next = t + step
      if !(next > low && next < high) { next = high.isFinite ? (low + high) / 2 : t * 2 }
      if abs(next - t) <= 4e-15 * t || next <= low || next >= high || !next.isFinite { return t }
      t = next
    }
    return t
  }
}

/// The 97.5 % point by its expansion in 1/v around the normal one (Abramowitz and Stegun 26.7.5).
private func expansion975(_ v: Double) -> Double {
  let z = normal975
  let z2 = z * z
  let g1 = (z2 + 1) * z / 4
  let g2 = ((5 * z2 + 16) * z2 + 3) * z / 96
  let g3 = (((3 * z2 + 19) * z2 + 17) * z2 - 15) * z / 384
  let g4 = ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) * z / 92_160
  return z + (g1 + (g2 + (g3 + g4 / v) / v) / v) / v
}

/// The standard normal distribution.
public enum Normal {
  /// P(|Z| >= |z|), the two-sided p value.
  public static func twoSided(_ z: Double) -> Double { complementaryError(abs(z) / 2.0.squareRoot()) }
}
