import Aggregation
import Basics
import Statistics

/// The change of one share, taken apart along one dimension: for each group what its weight (mix) and its own rate added.
public struct DriverCut: Sendable, Hashable {
  /// One group of the dimension.
  public struct Group: Sendable, Hashable {
    /// Its name, as shown.
    public var label: String
    /// Cases without a value of the dimension.
    public var isMissing = false
    /// Groups too small to stand alone, taken together.
    public var isRest = false
    /// Successes and base on both sides.
    public var counts: MixRate.Group
    /// What its weight added to the change, in shares.
    public var mix = 0.0
    /// What its own rate added.
    public var rate = 0.0
    /// Its own rate differs between the sides by more than chance, corrected for all groups of the cut (q = 0.10).
    public var isClear = false
    /// 95 % interval of the difference of its rates; nil without a base on a side.
    public var interval: Interval?

    /// A group before it is taken apart.
    public init(_ label: String, isMissing: Bool = false, isRest: Bool = false, counts: MixRate.Group) {
      self.label = label
      self.isMissing = isMissing
      self.isRest = isRest
      self.counts = counts
    }

    /// Mix and rate together.
    public var contribution: Double { mix + rate }
    /// On which sides it is there.
    public var presence: MixRate.Presence {
      switch (counts.base0 > 0, counts.base1 > 0) {
      case (true, true): .both
      case (false, true): .entered
      case (true, false): .left
      case (false, false): .neither
      }
    }
    /// Share of successes before; nil without a base.
    public var before: Double? { counts.base0 > 0 ? Double(counts.successes0) / Double(counts.base0) : nil }
    /// Share of successes now; nil without a base.
    public var now: Double? { counts.base1 > 0 ? Double(counts.successes1) / Double(counts.base1) : nil }
  }

  /// The dimension.
  public let dimension: DimensionID
  /// Largest first by the sizes of both parts; then cases without a value, then what was pooled.
  public let groups: [Group]
  /// The pooled rate before and now.
  public let before, now: Double
  /// How unevenly the groups share the change, in shares, less what labels without any meaning give on average.
  public let excess: Double
  /// Share of meaningless labellings that share it as unevenly.
  public let p: Double

  /// Sums over the groups; together they are `now − before`.
  public var mix: Double { groups.reduce(0) { $0 + $1.mix } }
  /// See `mix`.
  public var rate: Double { groups.reduce(0) { $0 + $1.rate } }
  /// Cases on each side.
  public var bases: (before: Int, now: Int) {
    (groups.reduce(0) { $0 + $1.counts.base0 }, groups.reduce(0) { $0 + $1.counts.base1 })
  }

  /// Fewest cases, on the larger side, of a group that stands alone.
  public static let leastCases = 30
  static let permutations = 200

  /// Takes a change apart. Groups with fewer than 30 cases on both sides are pooled; nil with fewer than two groups after that, or when a
  /// side has no cases. `seed` fixes the labellings that are drawn.
  public init?(_ dimension: DimensionID, _ groups: [Group], seed: UInt64) {
    var pooled = groups.filter { max($0.counts.base0, $0.counts.base1) >= Self.leastCases }
    let small = groups.filter { max($0.counts.base0, $0.counts.base1) < Self.leastCases && $0.counts.base0 + $0.counts.base1 > 0 }
    if !small.isEmpty {
      let sum = { (part: (MixRate.Group) -> Int) in small.reduce(0) { $0 + part($1.counts) } }
      pooled.append(
        Group(
          "Other", isRest: true,
          counts: .init(
            successes0: sum(\.successes0), base0: sum(\.base0), successes1: sum(\.successes1), base1: sum(\.base1))))
    }
    guard pooled.count >= 2, let split = MixRate(pooled.map(\.counts)) else { return nil }
    for (index, part) in split.parts.enumerated() {
      pooled[index].mix = part.mix
      pooled[index].rate = part.rate
    }
    Self.judge(&pooled)
    let weights = Self.weights(pooled.map(\.counts))
    let size = Self.unevenness(split, weights)
    var generator = SeededGenerator(seed: seed)
    var sum = 0.0
    var atLeast = 0
    for _ in 0..<Self.permutations {
      let drawn = MixRate(Self.relabelled(pooled.map(\.counts), &generator)).map { Self.unevenness($0, weights) } ?? 0
      sum += drawn
      if drawn >= size { atLeast += 1 }
    }
    self.dimension = dimension
    before = split.before
    now = split.now
    excess = size - sum / Double(Self.permutations)
    p = Double(atLeast + 1) / Double(Self.permutations + 1)
    self.groups = pooled.sorted { a, b in
      let (x, y) = (a.isRest ? 2 : a.isMissing ? 1 : 0, b.isRest ? 2 : b.isMissing ? 1 : 0)
      if x != y { return x < y }
      let (s, t) = (abs(a.mix) + abs(a.rate), abs(b.mix) + abs(b.rate))
      return s != t ? s > t : utf8Precedes(a.label, b.label)
    }
  }

  /// How far the parts are from a change that all groups share alike, in which mix adds nothing and each rate its weight of the whole.
  private static func unevenness(_ split: MixRate, _ weights: [Double]) -> Double {
    let change = split.now - split.before
    return zip(split.parts, weights).reduce(0) { $0 + abs($1.0.mix) + abs($1.0.rate - $1.1 * change) }
  }

  /// Mean weight of each group over both sides.
  private static func weights(_ groups: [MixRate.Group]) -> [Double] {
    let total0 = Double(groups.reduce(0) { $0 + $1.base0 })
    let total1 = Double(groups.reduce(0) { $0 + $1.base1 })
    return groups.map { (Double($0.base0) / total0 + Double($0.base1) / total1) / 2 }
  }

  /// The same groups with the successes of each side dealt out anew: sizes stay, names mean nothing.
  private static func relabelled(_ groups: [MixRate.Group], _ generator: inout SeededGenerator) -> [MixRate.Group] {
    func dealt(_ bases: [Int], _ successes: Int) -> [Int] {
      var total = bases.reduce(0, +)
      var left = successes
      return bases.map { base in
        let drawn = generator.hypergeometric(successes: left, of: total, draws: base)
        total -= base
        left -= drawn
        return drawn
      }
    }
    let before = dealt(groups.map(\.base0), groups.reduce(0) { $0 + $1.successes0 })
    let now = dealt(groups.map(\.base1), groups.reduce(0) { $0 + $1.successes1 })
    return groups.indices.map {
      MixRate.Group(successes0: before[$0], base0: groups[$0].base0, successes1: now[$0], base1: groups[$0].base1)
    }
  }

  private static func judge(_ groups: inout [Group]) {
    var tested: [(place: Int, p: Double)] = []
    for (place, group) in groups.enumerated() {
      let c = group.counts
      groups[place].interval = Newcombe.difference(c.successes1, c.base1, c.successes0, c.base0)?.interval
      guard min(c.base0, c.base1) >= verdictBase else { continue }
      tested.append((place, TwoProportion.test(c.successes1, c.base1, c.successes0, c.base0).p))
    }
    for (one, rejected) in zip(tested, BenjaminiHochberg.rejected(tested.map(\.p))) { groups[one.place].isClear = rejected }
  }
}
