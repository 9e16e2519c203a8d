/// The Wilson score interval of a proportion (E. B. Wilson, JASA 1927): keeps its 95 % for small samples and rates near 0 or
/// 1, where the textbook ("Wald") interval fails.
public enum Wilson {
  /// The 95 % interval of `successes` of `n`; nil when n is 0 or the counts are impossible. 0 of n starts at exactly 0, n of n
  /// ends at exactly 1.
  public static func interval(successes: Int, of n: Int) -> Interval? {
    guard successes >= 0, successes <= n else { return nil }
    return interval(weight: Double(successes), of: n)
  }

  /// The same for a sum of n values of 0…1, such as half for a partial failure: their variance is at most that of a proportion, so the
  /// interval is rather too wide than too narrow.
  public static func interval(weight: Double, of n: Int) -> Interval? {
    guard n > 0, weight >= 0, weight <= Double(n) else { return nil }
    let count = Double(n)
    let p = weight / count
    let z = normal975
    let shrink = 1 + z * z / count
    let centre = (p + z * z / (2 * count)) / shrink
    let half = z / shrink * (p * (1 - p) / count + z * z / (4 * count * count)).squareRoot()
    return Interval(
      low: weight == 0 ? 0 : max(0, centre - half),
      high: weight == count ? 1 : min(1, centre + half))
  }
}
