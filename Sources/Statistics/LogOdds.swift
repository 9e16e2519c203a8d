/// How much more a word or group belongs to one corpus than to another: weighted log-odds with an informative Dirichlet prior
/// (B. L. Monroe, M. P. Colaresi, K. M. Quinn, "Fightin' Words", Political Analysis 2008).
public enum LogOdds {
  /// The difference of log-odds and its z score, for a term seen `count1` of `total1` and `count2` of `total2` times, with a
  /// prior of the pooled frequency and weight `priorMass`; nil when the term is unseen, a side is empty or it is everything.
  public static func difference(
    count1: Int, total1: Int, count2: Int, total2: Int, priorMass: Double
  ) -> (logOdds: Double, z: Double)? {
    guard total1 > 0, total2 > 0, (0...total1).contains(count1), (0...total2).contains(count2), priorMass > 0, priorMass.isFinite,
      count1 > 0 || count2 > 0
    else { return nil }
    let prior = priorMass * (Double(count1) + Double(count2)) / (Double(total1) + Double(total2))
    let seen1 = Double(count1) + prior
    let seen2 = Double(count2) + prior
    let rest1 = Double(total1) + priorMass - seen1
    let rest2 = Double(total2) + priorMass - seen2
    guard rest1 > 0, rest2 > 0 else { return nil }
    let difference = naturalLogarithm(seen1 / rest1) - naturalLogarithm(seen2 / rest2)
    return (difference, difference / (1 / seen1 + 1 / seen2).squareRoot())
  }
}
