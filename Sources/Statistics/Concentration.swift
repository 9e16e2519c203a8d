/// How unevenly a quantity is spread over things (C. Gini, 1912).
public enum Concentration {
  /// The Gini coefficient of amounts of at least 0: 0 when all are equal, (n − 1) / n when one has everything. Nil without a positive
  /// amount or with an impossible one.
  public static func gini(_ amounts: [Double]) -> Double? {
    guard amounts.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return nil }
    let ascending = amounts.sorted()
    let total = ascending.reduce(0, +)
    guard total > 0, total.isFinite else { return nil }
    let n = Double(ascending.count)
    let ranked = ascending.enumerated().reduce(0.0) { $0 + Double($1.offset + 1) * $1.element }
    return max(0, 2 * ranked / (n * total) - (n + 1) / n)
  }

  /// What the `count` largest amounts are of all, 0…1; nil without a positive amount or with an impossible one.
  public static func topShare(_ amounts: [Double], count: Int) -> Double? {
    guard amounts.allSatisfy({ $0 >= 0 && $0.isFinite }), count >= 0 else { return nil }
    let total = amounts.reduce(0, +)
    guard total > 0, total.isFinite else { return nil }
    return amounts.sorted(by: >).prefix(count).reduce(0, +) / total
  }

  /// The fewest amounts that together reach a share of a whole, and the share that they have; nil when all of them do not reach it, or
  /// with an impossible amount.
  public static func fewest(_ amounts: [Double], reaching share: Double, of whole: Double) -> (count: Int, share: Double)? {
    guard whole > 0, whole.isFinite, amounts.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return nil }
    var sum = 0.0
    for (place, amount) in amounts.sorted(by: >).enumerated() {
      sum += amount
      if sum >= share * whole { return (place + 1, sum / whole) }
    }
    return nil
  }
}
