import Basics
import Statistics

/// Groups ranked by their mean score so that small groups do not win or lose by luck.
///
/// Each mean is drawn towards the mean of all by as much as its own noise is large beside the differences between groups:
/// m + τ² / (τ² + σ² / n) · (x̄ − m), with σ² pooled within groups and τ² by the method of moments (DerSimonian and Laird 1986, for
/// groups of equal spread), never below 0. With τ² = 0 the data show no difference at all and everybody ties.
public struct ScoreRanking: Sendable, Hashable {
  /// Scores of one group.
  public struct Group: Sendable, Hashable {
    /// Name.
    public var name: String
    /// One score for each run.
    public var scores: [Double]

    /// A group.
    public init(name: String, scores: [Double]) {
      self.name = name
      self.scores = scores
    }
  }

  /// One group in its place.
  public struct Place: Sendable, Hashable {
    /// Name.
    public var name: String
    /// Scored runs.
    public var count: Int
    /// Mean as it is.
    public var mean: Double
    /// Mean drawn towards the mean of all.
    public var shrunk: Double
    /// 95 % interval of the shrunk mean.
    public var interval: Interval
    /// True when the group cannot be told apart from the best one.
    public var tiesBest = false
    /// True when the group cannot be told apart from the worst one.
    public var tiesWorst = false
  }

  /// Best first; equal ones by name. Groups below the minimum are left out.
  public let places: [Place]
  /// Groups with fewer scores than the minimum, by name.
  public let tooFew: [String]
  /// Mean of all scores of the ranked groups.
  public let mean: Double
  /// Share of the spread of group means that is more than noise, 0…1.
  public let reliability: Double

  /// Ranks groups with at least `minimum` scores; nil when fewer than two remain or when nothing says how much scores vary.
  public init?(_ groups: [Group], minimum: Int = 10) {
    let kept = groups.filter { $0.scores.count >= max(2, minimum) && $0.scores.allSatisfy(\.isFinite) }
    guard kept.count >= 2 else { return nil }
    let total = kept.reduce(0) { $0 + $1.scores.count }
    func average(_ values: [Double]) -> Double { values.sorted().reduce(0, +) / Double(values.count) }
    let means = kept.map { average($0.scores) }
    let grand = zip(kept, means).reduce(0) { $0 + Double($1.0.scores.count) * $1.1 } / Double(total)
    let within = zip(kept, means).reduce(0) { sum, group in
      sum + group.0.scores.sorted().reduce(0) { $0 + ($1 - group.1) * ($1 - group.1) }
    }
    let variance = within / Double(total - kept.count)
    let weights = kept.map { Double($0.scores.count) }
    let between = zip(weights, means).reduce(0) { $0 + $1.0 * ($1.1 - grand) * ($1.1 - grand) }
    let scale = weights.reduce(0, +) - weights.reduce(0) { $0 + $1 * $1 } / weights.reduce(0, +)
    let tau = max(0, (between - Double(kept.count - 1) * variance) / scale)
    guard variance > 0 || tau > 0 else { return nil }
    var places = zip(kept, means).map { group, mean -> Place in
      let noise = variance / Double(group.scores.count)
      let trust = tau / (tau + noise)
      let half = normal975 * (trust * noise).squareRoot()
      let shrunk = grand + trust * (mean - grand)
      return Place(
        name: group.name, count: group.scores.count, mean: mean, shrunk: shrunk,
        interval: Interval(low: shrunk - half, high: shrunk + half))
    }
    places.sort { $0.shrunk != $1.shrunk ? $0.shrunk > $1.shrunk : utf8Precedes($0.name, $1.name) }
    if let best = places.first?.interval, let worst = places.last?.interval {
      for index in places.indices {
        places[index].tiesBest = places[index].interval.high >= best.low
        places[index].tiesWorst = places[index].interval.low <= worst.high
      }
    }
    self.places = places
    tooFew = groups.filter { $0.scores.count < max(2, minimum) }.map(\.name).sorted(by: utf8Precedes)
    mean = grand
    let noise = variance * Double(kept.count) / Double(total)
    reliability = tau + noise > 0 ? tau / (tau + noise) : 0
  }
}
