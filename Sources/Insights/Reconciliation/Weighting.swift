import Basics
import Privacy
import Records

/// Ways to make a total mean from the means of its parts, and whether one of them is what a vendor reports as the total.
public enum Weighting {
  /// One part: its mean, and what it can be weighted by.
  public struct Part: Sendable, Hashable {
    /// Mean of the part.
    public var mean: Double
    /// Weights by name (`simulations`, `personas`); a weight that a part lacks rules the weighting out.
    public var weights: [String: Double]

    /// A part.
    public init(mean: Double, weights: [String: Double]) {
      self.mean = mean
      self.weights = weights
    }
  }

  /// One way to average one breakdown.
  public struct Candidate: Sendable, Hashable {
    /// Breakdown: `language`.
    public var breakdown: String
    /// Weight: `personas`, or `unweighted`.
    public var weight: String
    /// What comes out.
    public var value: Double
    /// `language/personas`.
    public var name: String { "\(breakdown)/\(weight)" }
  }

  /// The name of giving every part the same weight.
  public static let unweighted = "unweighted"

  /// Every candidate, nearest to `reported` first; equally near ones by name. Σ w·mean / Σ w over the parts with a mean.
  public static func candidates(_ breakdowns: [String: [Part]], reported: Double) -> [Candidate] {
    var result: [Candidate] = []
    for (breakdown, parts) in breakdowns.sorted(by: { utf8Precedes($0.key, $1.key) }) where !parts.isEmpty {
      let even = parts.reduce(0) { $0 + $1.mean } / Double(parts.count)
      result.append(Candidate(breakdown: breakdown, weight: unweighted, value: even))
      for weight in Set(parts.flatMap(\.weights.keys)).sorted(by: utf8Precedes) {
        let weights = parts.compactMap { $0.weights[weight] }
        let sum = weights.reduce(0, +)
        guard weights.count == parts.count, sum > 0 else { continue }
        let value = zip(parts, weights).reduce(0) { $0 + $1.0.mean * $1.1 } / sum
        result.append(Candidate(breakdown: breakdown, weight: weight, value: value))
      }
    }
    return result.sorted { a, b in
      let left = abs(a.value - reported)
      let right = abs(b.value - reported)
      return left != right ? left < right : utf8Precedes(a.name, b.name)
    }
  }

  /// How far rounding of the means of the parts can move the total: half of their last digit, whatever the weights.
  static func slack(_ means: [Double]) -> Double { Tolerance(.score(of: 100), siblings: means).half }
}
