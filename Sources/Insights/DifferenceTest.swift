import Aggregation
import Statistics

/// The sums of a metric on each compared day of both periods.
public struct DayClusters: Sendable, Hashable {
  /// Now and before, strata are weekdays.
  public var current, previous: [ClusteredRatio.Cluster]

  /// Days of both periods.
  public init(current: [ClusteredRatio.Cluster], previous: [ClusteredRatio.Cluster]) {
    self.current = current
    self.previous = previous
  }
}

/// The test that fits what stands behind two estimates.
struct DifferenceTest {
  enum Kind { case sampled, counted, none }

  var kind = Kind.none
  var interval: Interval?
  var p: Double?
  /// Difference over the standard deviation of one case, both sides pooled.
  var effect: Double?

  init(_ current: Estimate, _ previous: Estimate) {
    switch (current.spread, previous.spread) {
    case (.count, .count): kind = .counted
    case let (.proportion(successes1, n1), .proportion(successes2, n2)): proportions(successes1, n1, successes2, n2)
    case let (.mean(n1, sum1, squares1), .mean(n2, sum2, squares2)): means((n1, sum1, squares1), (n2, sum2, squares2))
    case let (.quantile(n1, interval1), .quantile(n2, interval2)):
      kind = .sampled
      if let interval1, let interval2, let now = current.value, let before = previous.value {
        quantiles(now - before, (n1, interval1), (n2, interval2))
      }
    default: break
    }
  }

  /// Takes the clusters of days into account: a test that ignores them is replaced when theirs is wider, and a ratio without a
  /// test of its own gets theirs.
  mutating func widen(_ clusters: DayClusters) {
    guard let result = ClusteredRatio.difference(clusters.current, clusters.previous) else { return }
    switch kind {
    case .counted: return
    case .none:
      kind = .sampled
      interval = result.interval
      p = result.p
    case .sampled:
      guard let plain = interval, result.interval.width > plain.width else { return }
      interval = result.interval
      p = max(p ?? 0, result.p)
    }
  }

  private mutating func proportions(_ successes1: Int, _ n1: Int, _ successes2: Int, _ n2: Int) {
    kind = .sampled
    guard let result = Newcombe.difference(successes1, n1, successes2, n2) else { return }
    interval = result.interval
    p = TwoProportion.test(successes1, n1, successes2, n2).p
    let pooled = (Double(successes1) + Double(successes2)) / (Double(n1) + Double(n2))
    effect = standardised(result.difference, by: (pooled * (1 - pooled)).squareRoot())
  }

  private mutating func means(_ a: (count: Int, sum: Double, squares: Double), _ b: (count: Int, sum: Double, squares: Double)) {
    kind = .sampled
    guard
      let result = MeanDifference.welch(
        count1: a.count, sum1: a.sum, sumOfSquares1: a.squares, count2: b.count, sum2: b.sum, sumOfSquares2: b.squares)
    else { return }
    interval = result.interval
    p = result.p
    func deviations(_ s: (count: Int, sum: Double, squares: Double)) -> Double { max(0, s.squares - s.sum * s.sum / Double(s.count)) }
    let variance = (deviations(a) + deviations(b)) / Double(a.count + b.count - 2)
    effect = standardised(result.difference, by: variance.squareRoot())
  }

  /// Clear only if the two intervals do not overlap: stricter than 95 % (about 99 % for equal widths), never too lenient. The
  /// p value reads the widths as those of a normal distribution and serves ranking alone.
  private mutating func quantiles(_ delta: Double, _ a: (count: Int, interval: Interval), _ b: (count: Int, interval: Interval)) {
    interval = Interval(low: a.interval.low - b.interval.high, high: a.interval.high - b.interval.low)
    let error1 = a.interval.width / (2 * normal975)
    let error2 = b.interval.width / (2 * normal975)
    let error = (error1 * error1 + error2 * error2).squareRoot()
    p = error > 0 ? Normal.twoSided(delta / error) : (delta == 0 ? 1 : 0)
    effect = standardised(delta, by: error * (Double(a.count + b.count) / 4).squareRoot())
  }

  private func standardised(_ difference: Double, by deviation: Double) -> Double {
    if difference == 0 { return 0 }
    return deviation > 0 ? difference / deviation : (difference > 0 ? Double.greatestFiniteMagnitude : -Double.greatestFiniteMagnitude)
  }
}
