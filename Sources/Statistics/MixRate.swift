/// Why a pooled rate moved: the part that comes from the groups' weights (mix) and the part from their own rates. Symmetric
/// midpoint form (E. M. Kitagawa, JASA 1955); all parts add to the change exactly and no group order matters.
public struct MixRate: Sendable, Hashable {
  /// Successes and base of one group on both sides.
  public struct Group: Sendable, Hashable {
    /// Before and now.
    public var successes0, base0, successes1, base1: Int

    /// Counts of one group.
    public init(successes0: Int, base0: Int, successes1: Int, base1: Int) {
      self.successes0 = successes0
      self.base0 = base0
      self.successes1 = successes1
      self.base1 = base1
    }
  }

  /// What one group adds to the change, in shares (0.01 = one point).
  public struct Part: Sendable, Hashable {
    /// From its weight.
    public var mix: Double
    /// From its own rate.
    public var rate: Double
    /// Present on both sides, or only now, or only before.
    public var presence: Presence
  }

  /// On which sides a group has a base.
  public enum Presence: Sendable, Hashable { case both, entered, left, neither }

  /// The pooled rate before and now.
  public let before, now: Double
  /// In the order of the groups given.
  public let parts: [Part]
  /// Sum of the mix parts.
  public var mix: Double { parts.reduce(0) { $0 + $1.mix } }
  /// Sum of the rate parts.
  public var rate: Double { parts.reduce(0) { $0 + $1.rate } }

  /// The decomposition over groups that do not overlap; nil when a side has no base or counts are impossible. A rate that a
  /// group lacks on one side is the pooled rate of that side.
  public init?(_ groups: [Group]) {
    let possible = groups.allSatisfy { group in
      group.base0 >= 0 && group.base1 >= 0 && (0...group.base0).contains(group.successes0)
        && (0...group.base1).contains(group.successes1)
    }
    let total0 = groups.reduce(0) { $0 + Double($1.base0) }
    let total1 = groups.reduce(0) { $0 + Double($1.base1) }
    guard possible, total0 > 0, total1 > 0 else { return nil }
    let before = groups.reduce(0) { $0 + Double($1.successes0) } / total0
    let now = groups.reduce(0) { $0 + Double($1.successes1) } / total1
    self.before = before
    self.now = now
    parts = groups.map { group in
      let weight0 = Double(group.base0) / total0
      let weight1 = Double(group.base1) / total1
      let rate0 = group.base0 > 0 ? Double(group.successes0) / Double(group.base0) : before
      let rate1 = group.base1 > 0 ? Double(group.successes1) / Double(group.base1) : now
      let presence: Presence =
        switch (group.base0 > 0, group.base1 > 0) {
        case (true, true): .both
        case (false, true): .entered
        case (true, false): .left
        case (false, false): .neither
        }
      return Part(
        mix: (weight1 - weight0) * ((rate0 + rate1) / 2 - (before + now) / 2),
        rate: (rate1 - rate0) * (weight0 + weight1) / 2, presence: presence)
    }
  }
}
