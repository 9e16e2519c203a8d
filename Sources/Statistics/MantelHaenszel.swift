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

  private static func cells(_ stratum: Stratum) -> (Double, Double, Double, Double) {
    (Double(stratum.exposedWith), Double(stratum.exposedWithout), Double(stratum.unexposedWith), Double(stratum.unexposedWithout))
  }
}
