/// Difference of two independent proportions by Newcombe's hybrid score method (R. G. Newcombe, Statistics in Medicine 1998,
/// method 10).
public enum Newcombe {
  /// p1 − p2 with its 95 % interval, in −1…1; nil when a side is empty or its counts are impossible.
  public static func difference(
    _ successes1: Int, _ n1: Int, _ successes2: Int, _ n2: Int
  ) -> (difference: Double, interval: Interval)? {
    guard let first = Wilson.interval(successes: successes1, of: n1), let second = Wilson.interval(successes: successes2, of: n2)
    else { return nil }
    let p1 = Double(successes1) / Double(n1)
    let p2 = Double(successes2) / Double(n2)
    let difference = p1 - p2
    let down = squares(p1 - first.low, second.high - p2).squareRoot()
    let up = squares(first.high - p1, p2 - second.low).squareRoot()
    return (difference, Interval(low: max(-1, difference - down), high: min(1, difference + up)))
  }

  private static func squares(_ a: Double, _ b: Double) -> Double { a * a + b * b }
}
