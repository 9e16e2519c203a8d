/// Means of groups drawn towards the mean of all, each by as much as its own noise is large beside the differences between groups:
/// m + τ² / (τ² + σ² / n) · (x̄ − m), with σ² pooled within groups and τ² by the method of moments (DerSimonian and Laird 1986, for
/// groups of equal spread), never below 0. With τ² = 0 the data show no difference between groups at all.
public struct NormalShrinkage: Sendable, Hashable {
  /// One group.
  public struct Group: Sendable, Hashable {
    /// Values.
    public var count: Int
    /// Mean as it is.
    public var mean: Double
    /// Mean drawn towards the mean of all.
    public var shrunk: Double
    /// 95 % interval of the shrunk mean.
    public var interval: Interval
  }

  /// In the order given.
  public let groups: [Group]
  /// Mean of all values.
  public let mean: Double
  /// Share of the spread of group means that is more than noise, 0…1.
  public let reliability: Double

  /// nil for fewer than two groups, an empty group, fewer values than one more than groups, or values that do not vary.
  public init?(_ values: [[Double]]) {
    let counts = values.map { Double($0.count) }
    let total = counts.reduce(0, +)
    guard values.count >= 2, values.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isFinite) }), total > Double(values.count) else {
      return nil
    }
    // Sorted first: the sum must not depend on the order of values.
    let sorted = values.map { $0.sorted() }
    let means = sorted.map { $0.reduce(0, +) / Double($0.count) }
    let grand = zip(counts, means).reduce(0) { $0 + $1.0 * $1.1 } / total
    let within = zip(sorted, means).reduce(0) { sum, group in sum + group.0.reduce(0) { $0 + ($1 - group.1) * ($1 - group.1) } }
    let variance = within / (total - Double(values.count))
    let between = zip(counts, means).reduce(0) { $0 + $1.0 * ($1.1 - grand) * ($1.1 - grand) }
    let scale = total - counts.reduce(0) { $0 + $1 * $1 } / total
    let tau = max(0, (between - Double(values.count - 1) * variance) / scale)
    guard variance > 0 || tau > 0 else { return nil }
    groups = zip(sorted, means).map { group, mean in
      let noise = variance / Double(group.count)
      let trust = tau / (tau + noise)
      let half = normal975 * (trust * noise).squareRoot()
      let shrunk = grand + trust * (mean - grand)
      return Group(count: group.count, mean: mean, shrunk: shrunk, interval: Interval(low: shrunk - half, high: shrunk + half))
    }
    mean = grand
    let noise = variance * Double(values.count) / total
    reliability = tau + noise > 0 ? tau / (tau + noise) : 0
  }
}
