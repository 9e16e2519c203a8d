/// The pooled two-proportion z test. Parlance uses its p value only to rank and filter many comparisons at once
/// (`BenjaminiHochberg`); a single verdict comes from `Newcombe`.
public enum TwoProportion {
  /// z and the two-sided p value. Without any variation (both 0, both 1, or an empty side) z is nil and p is 1.
  public static func test(_ successes1: Int, _ n1: Int, _ successes2: Int, _ n2: Int) -> (z: Double?, p: Double) {
    guard n1 > 0, n2 > 0, (0...n1).contains(successes1), (0...n2).contains(successes2) else { return (nil, 1) }
    let pooled = (Double(successes1) + Double(successes2)) / (Double(n1) + Double(n2))
    let error = (pooled * (1 - pooled) * (1 / Double(n1) + 1 / Double(n2))).squareRoot()
    guard error > 0 else { return (nil, 1) }
    let z = (Double(successes1) / Double(n1) - Double(successes2) / Double(n2)) / error
    return (z, Normal.twoSided(z))
  }
}
