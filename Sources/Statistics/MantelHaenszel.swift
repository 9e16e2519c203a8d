/// Association of an exposure with an outcome within strata (N. Mantel and W. Haenszel, JNCI 1959).
public enum MantelHaenszel {
  /// One stratum: exposed and unexposed, with and without the outcome.
  public struct Stratum: Sendable, Hashable {
    /// Exposed with and without the outcome.
    public var exposedWith, exposedWithout: Int
    /// Unexposed with and without the outcome.
    public var unexposedWith, unexposedWithout: Int

    /// The four cells, in the order a, b, c, d of textbooks.
    public init(_ a: Int, _ b: Int, _ c: Int, _ d: Int) {
      exposedWith = a
      exposedWithout = b
      unexposedWith = c
      unexposedWithout = d
    }

    fileprivate var isUsable: Bool {
      min(exposedWith, exposedWithout, unexposedWith, unexposedWithout) >= 0 && exposedWith + exposedWithout > 0
        && unexposedWith + unexposedWithout > 0
    }
  }

  /// The pooled odds ratio; nil when no stratum has both arms or the denominator is 0.
  public static func oddsRatio(_ strata: [Stratum]) -> Double? {
    var above = 0.0
    var below = 0.0
    for stratum in strata where stratum.isUsable {
      let (a, b, c, d) = cells(stratum)
      above += a * d / (a + b + c + d)
      below += b * c / (a + b + c + d)
    }
    return below > 0 ? above / below : nil
  }

  /// The pooled risk difference, in −1…1; nil when no stratum has both arms.
  public static func riskDifference(_ strata: [Stratum]) -> Double? {
    var above = 0.0
    var below = 0.0
    for stratum in strata where stratum.isUsable {
      let (a, b, c, d) = cells(stratum)
      let total = a + b + c + d
      above += (a * (c + d) - c * (a + b)) / total
      below += (a + b) * (c + d) / total
    }
    return below > 0 ? above / below : nil
  }

  /// The 95 % interval of the pooled risk difference, clipped to −1…1, with the variance that holds for few large and for many small strata
  /// (T. Sato, Biometrics 1989); nil when no stratum has both arms.
  public static func riskDifferenceInterval(_ strata: [Stratum]) -> Interval? {
    guard let difference = riskDifference(strata) else { return nil }
    var slope = 0.0
    var level = 0.0
    var weight = 0.0
    for stratum in strata where stratum.isUsable {
      let (a, b, c, d) = cells(stratum)
      let (exposed, unexposed) = (a + b, c + d)
      let total = exposed + unexposed
      slope += (exposed * exposed * c - unexposed * unexposed * a + exposed * unexposed * (unexposed - exposed) / 2) / (total * total)
      level += (a * d + c * b) / (2 * total)
      weight += exposed * unexposed / total
    }
    let error = max(0, difference * slope + level).squareRoot() / weight
    return Interval(low: max(-1, difference - normal975 * error), high: min(1, difference + normal975 * error))
  }

  /// The two-sided p value of no association in any stratum: the Cochran–Mantel–Haenszel test without continuity correction. 1 when no
  /// stratum has both arms and both outcomes.
  public static func p(_ strata: [Stratum]) -> Double {
    var excess = 0.0
    var variance = 0.0
    for stratum in strata where stratum.isUsable {
      let (a, b, c, d) = cells(stratum)
      let total = a + b + c + d
      guard total > 1 else { continue }
      excess += a - (a + b) * (a + c) / total
      variance += (a + b) * (c + d) * (a + c) * (b + d) / (total * total * (total - 1))
    }
    return variance > 0 ? Normal.twoSided(excess / variance.squareRoot()) : 1
  }

  /// Strata with both arms: those that the pooled figures rest on.
  public static func usable(_ strata: [Stratum]) -> [Stratum] { strata.filter(\.isUsable) }

  private static func cells(_ stratum: Stratum) -> (Double, Double, Double, Double) {
    (Double(stratum.exposedWith), Double(stratum.exposedWithout), Double(stratum.unexposedWith), Double(stratum.unexposedWithout))
  }
}
