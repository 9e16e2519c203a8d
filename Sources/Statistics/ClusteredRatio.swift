/// The difference of two ratios of sums whose cases come in clusters: conversations of one day share what happened that day, so
/// treating them as independent calls far too many changes real. Linearised ("delta method") ratio estimator with day clusters,
/// stratified by weekday where every weekday occurs twice (W. G. Cochran, Sampling Techniques, §6.3 and §11.18).
public enum ClusteredRatio {
  /// One cluster: a day.
  public struct Cluster: Sendable, Hashable {
    /// What is alike between clusters for a known reason: the weekday.
    public var stratum: Int
    /// Sum of the numerator.
    public var numerator: Double
    /// Sum of the denominator.
    public var denominator: Double

    /// Sums of one cluster.
    public init(stratum: Int, numerator: Double, denominator: Double) {
      self.stratum = stratum
      self.numerator = numerator
      self.denominator = denominator
    }
  }

  /// ratio1 − ratio2 with its 95 % interval (Student's t) and the two-sided p value; nil when a side has fewer than 5 clusters
  /// with a denominator. Without any spread between clusters the interval is the difference itself and p is 0 or 1.
  /// `keepsEmpty`: a cluster with a numerator and no denominator counts too (a day that cost something and resolved nothing).
  public static func difference(
    _ first: [Cluster], _ second: [Cluster], keepsEmpty: Bool = false
  ) -> (difference: Double, interval: Interval, p: Double)? {
    guard let a = variance(first, keepsEmpty), let b = variance(second, keepsEmpty) else { return nil }
    let difference = a.ratio - b.ratio
    let error = (a.squaredError + b.squaredError).squareRoot()
    guard error > 0 else { return (difference, Interval(low: difference, high: difference), difference == 0 ? 1 : 0) }
    let freedom = a.freedom + b.freedom
    guard let t = StudentT.quantile(0.975, degreesOfFreedom: freedom),
      let below = StudentT.cumulative(abs(difference) / error, degreesOfFreedom: freedom)
    else { return nil }
    return (difference, Interval(low: difference - t * error, high: difference + t * error), min(1, 2 * (1 - below)))
  }

  /// The ratio of sums with its 95 % interval (Student's t, never below 0); nil with fewer than 5 clusters. A cluster with a numerator
  /// and no denominator counts: a day that cost something and resolved nothing.
  public static func interval(_ clusters: [Cluster]) -> (ratio: Double, interval: Interval)? {
    guard let side = variance(clusters, true), let t = StudentT.quantile(0.975, degreesOfFreedom: side.freedom) else { return nil }
    let half = t * side.squaredError.squareRoot()
    return (side.ratio, Interval(low: max(0, side.ratio - half), high: side.ratio + half))
  }

  /// Ratio, squared standard error and degrees of freedom of one side.
  private static func variance(
    _ clusters: [Cluster], _ keepsEmpty: Bool
  ) -> (ratio: Double, squaredError: Double, freedom: Double)? {
    let used = clusters.filter {
      ($0.denominator > 0 || (keepsEmpty && $0.denominator == 0 && $0.numerator > 0)) && $0.numerator.isFinite && $0.denominator.isFinite
    }
    let total = used.reduce(0) { $0 + $1.denominator }
    guard used.count >= 5, total > 0 else { return nil }
    let ratio = used.reduce(0) { $0 + $1.numerator } / total
    let residuals = used.map { (stratum: $0.stratum, value: $0.numerator - ratio * $0.denominator) }
    var strata = Dictionary(grouping: residuals, by: \.stratum).sorted { $0.key < $1.key }.map { $0.value.map(\.value) }
    // A stratum of one cluster says nothing about spread: then all clusters are one stratum.
    if strata.contains(where: { $0.count < 2 }) { strata = [residuals.map(\.value)] }
    var sum = 0.0
    var freedom = 0.0
    for values in strata {
      let n = Double(values.count)
      let mean = values.reduce(0, +) / n
      sum += values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } * n / (n - 1)
      freedom += n - 1
    }
    return (ratio, sum / (total * total), freedom)
  }
}
