import Aggregation
import Basics
import Statistics

/// One group of a dimension in two periods.
public struct GroupComparison: Sendable, Hashable {
  /// Which group.
  public var group: GroupLabel
  /// Its change. A group that is missing on a side has no value there.
  public var comparison: Comparison
}

/// Compares every group of the current rows with the same group (by key) of the earlier rows, for the metric at `index` of both;
/// groups that only the earlier rows have come last, by UTF-8. A long list produces clear changes by chance, so
/// Benjamini–Hochberg (q = 0.10) over the list takes those back.
public func compareGroups(
  _ metric: Metric, at index: Int = 0, current: [GroupRow], previous: [GroupRow], comparability: Comparability = .comparable
) -> [GroupComparison] {
  let none = Estimate.unavailable(.noData)
  func estimate(_ row: GroupRow?) -> Estimate { row.flatMap { $0.estimates.indices.contains(index) ? $0.estimates[index] : nil } ?? none }
  func name(_ row: GroupRow) -> GroupName { GroupName(row.group) }
  let earlier = Dictionary(previous.map { (name($0), $0) }, uniquingKeysWith: { first, _ in first })
  let present = Set(current.map(name))
  let gone = previous.filter { !present.contains(name($0)) }.sorted { utf8Precedes($0.group.key, $1.group.key) }
  var result = current.map { row in
    let comparison = compare(
      metric, current: estimate(row), previous: estimate(earlier[name(row)]), comparability: comparability)
    return GroupComparison(group: row.group, comparison: comparison)
  }
  result += gone.map { row in
    GroupComparison(
      group: row.group, comparison: compare(metric, current: none, previous: estimate(row), comparability: comparability))
  }
  for (index, comparison) in correctedForMultiplicity(result.map(\.comparison)).enumerated() { result[index].comparison = comparison }
  return result
}

/// Identity of a group across periods: "not stated" is apart from a group whose key is empty.
struct GroupName: Hashable {
  let key: String
  let isMissing: Bool

  init(_ label: GroupLabel) {
    key = label.key
    isMissing = label.isMissing
  }
}

/// A group whose share of the whole moved by more than chance.
public struct GroupShift: Sendable, Hashable {
  /// Which.
  public var group: GroupLabel
  /// Counts.
  public var current, previous: Int
  /// Shares of the whole, 0…1.
  public var currentShare, previousShare: Double
  /// Two-sided p value of the pooled test.
  public var p: Double
  /// currentShare − previousShare.
  public var shift: Double { currentShare - previousShare }
}

/// Groups whose share of the whole rose or fell, the largest rise first and the largest fall last. Only stated groups with at
/// least 30 cases on one side, and only what Benjamini–Hochberg (q = 0.10) over all of them keeps. Shares do not depend on the
/// lengths of the periods. `wholes` are all cases of both periods.
public func groupShifts(
  current: [GroupRow], previous: [GroupRow], at index: Int = 0, wholes: (current: Int, previous: Int)
) -> [GroupShift] {
  func count(_ row: GroupRow?) -> Int {
    row.flatMap { $0.estimates.indices.contains(index) ? $0.estimates[index].value : nil }.map { Int($0) } ?? 0
  }
  let earlier = Dictionary(previous.map { (GroupName($0.group), $0) }, uniquingKeysWith: { first, _ in first })
  let present = Set(current.map { GroupName($0.group) })
  let pairs =
    current.map { ($0.group, count($0), count(earlier[GroupName($0.group)])) }
    + previous.filter { !present.contains(GroupName($0.group)) }.map { ($0.group, 0, count($0)) }
  guard wholes.current > 0, wholes.previous > 0 else { return [] }
  let candidates = pairs.filter { !$0.0.isMissing && max($0.1, $0.2) >= 30 }.map { group, now, before in
    GroupShift(
      group: group, current: now, previous: before, currentShare: Double(now) / Double(wholes.current),
      previousShare: Double(before) / Double(wholes.previous),
      p: TwoProportion.test(now, wholes.current, before, wholes.previous).p)
  }
  let kept = zip(candidates, BenjaminiHochberg.rejected(candidates.map(\.p))).filter { $0.1 }.map { $0.0 }
  return kept.sorted { $0.shift != $1.shift ? $0.shift > $1.shift : utf8Precedes($0.group.key, $1.group.key) }
}

/// The group whose share rose most; nil when none rose by more than chance.
public func biggestRiser(_ shifts: [GroupShift]) -> GroupShift? { shifts.first.flatMap { $0.shift > 0 ? $0 : nil } }

/// The group whose share fell most; nil when none fell by more than chance.
public func biggestFaller(_ shifts: [GroupShift]) -> GroupShift? { shifts.last.flatMap { $0.shift < 0 ? $0 : nil } }
