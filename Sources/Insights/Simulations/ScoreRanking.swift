import Basics
import Statistics

/// Groups ranked by their mean score, drawn towards the mean of all (`NormalShrinkage`) so that small groups do not win or lose by luck.
/// Where the data show no difference at all everybody ties.
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
    guard let shrinkage = NormalShrinkage(kept.map(\.scores)) else { return nil }
    var places = zip(kept, shrinkage.groups).map { group, made in
      Place(name: group.name, count: made.count, mean: made.mean, shrunk: made.shrunk, interval: made.interval)
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
    mean = shrinkage.mean
    reliability = shrinkage.reliability
  }
}
