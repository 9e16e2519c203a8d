/// Shrinkage of a small group's rate towards a common rate.
public enum EmpiricalBayes {
  /// (successes + strength × mean) / (n + strength): the mean of a beta posterior whose prior weighs as `strength`
  /// observations. With n = 0 it is the common rate; nil when the input is impossible or nothing has weight.
  public static func shrink(successes: Int, of n: Int, towards mean: Double, strength: Double) -> Double? {
    guard n >= 0, (0...n).contains(successes), mean >= 0, mean <= 1, strength >= 0, strength.isFinite, Double(n) + strength > 0
    else { return nil }
    return (Double(successes) + strength * mean) / (Double(n) + strength)
  }
}
