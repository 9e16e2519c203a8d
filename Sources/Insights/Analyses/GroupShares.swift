import Basics
import Statistics

/// A share in one group beside the same share in all other groups together.
public struct GroupShare: Sendable, Hashable {
  /// The group; nil for the small ones pooled.
  public var name: String?
  /// Cases with the property, of all cases of the group.
  public var count, of: Int
  /// The same of all other groups.
  public var restCount, restOf: Int
  /// 95 % interval of the share; nil without cases.
  public var interval: Interval?
  /// True when it differs from the rest beyond chance, corrected for all groups looked at.
  public var isDistinct: Bool

  /// count / of, 0…1; 0 without cases.
  public var share: Double { of > 0 ? Double(count) / Double(of) : 0 }
  /// The share of the rest; 0 without cases.
  public var restShare: Double { restOf > 0 ? Double(restCount) / Double(restOf) : 0 }
  /// Cases beyond those that the share of the rest would give; negative when fewer.
  public var excess: Double { Double(count) - Double(of) * restShare }
}

/// Every group against the rest. Groups below `shown` cases are pooled and come last without a test; at least `tested` cases on both
/// sides for a verdict, which needs a Newcombe interval without 0 and Benjamini–Hochberg (q = 0.10) over the tested groups. Largest
/// excess first, equal ones by name. Cases without a group (`name` nil) belong to the rest and to the pool.
public func groupShares(
  _ groups: [(name: String?, count: Int, of: Int)], shown: Int = 30, tested: Int = 50
) -> [GroupShare] {
  let total = groups.reduce((count: 0, of: 0)) { ($0.count + $1.count, $0.of + $1.of) }
  func made(_ name: String?, _ count: Int, _ of: Int) -> GroupShare {
    GroupShare(
      name: name, count: count, of: of, restCount: total.count - count, restOf: total.of - of,
      interval: Wilson.interval(successes: count, of: of), isDistinct: false)
  }
  var large = groups.filter { $0.name != nil && $0.of >= shown }.map { made($0.name, $0.count, $0.of) }
  let candidates = large.indices.filter { large[$0].of >= tested && large[$0].restOf >= tested }
  let p = candidates.map { TwoProportion.test(large[$0].count, large[$0].of, large[$0].restCount, large[$0].restOf).p }
  for (index, isDiscovery) in zip(candidates, BenjaminiHochberg.rejected(p)) where isDiscovery {
    let group = large[index]
    let interval = Newcombe.difference(group.count, group.of, group.restCount, group.restOf)?.interval
    large[index].isDistinct = interval.map { !$0.contains(0) } ?? false
  }
  large.sort { a, b in a.excess != b.excess ? a.excess > b.excess : utf8Precedes(a.name ?? "", b.name ?? "") }
  let small = groups.filter { $0.name == nil || $0.of < shown }
  let pool = small.reduce((count: 0, of: 0)) { ($0.count + $1.count, $0.of + $1.of) }
  return pool.of > 0 ? large + [made(nil, pool.count, pool.of)] : large
}
