import Basics
import Statistics

/// How one trait is spread over a sample and over all others: of those who rated, and of those who did not.
public struct ProfileRow: Sendable, Hashable {
  /// What kind of trait it is.
  public enum Aspect: String, Sendable, Hashable, CaseIterable {
    case sentiment, outcome, length, assistant
  }

  /// Kind and key of the trait: `sentiment`, `negative`; for an assistant its name.
  public var aspect: Aspect
  /// See above.
  public var key: String
  /// Cases of the sample with the trait, and all cases of the sample for which it is known.
  public var count, of: Int
  /// The same of those outside the sample.
  public var otherCount, otherOf: Int
  /// True when the shares differ beyond chance, corrected for all traits looked at, by at least `least` standard deviations.
  public var isDistinct = false

  /// Counts on both sides.
  public init(_ aspect: Aspect, _ key: String, _ count: Int, of: Int, others otherCount: Int, of otherOf: Int) {
    self.aspect = aspect
    self.key = key
    self.count = count
    self.of = of
    self.otherCount = otherCount
    self.otherOf = otherOf
  }

  /// Standardised difference that counts as one worth a word (P. C. Austin, Statistics in Medicine 2009: 0.1).
  public static let least = 0.1
  /// Cases that both sides need for a verdict.
  public static let leastStated = 50

  /// Share in the sample, 0…1; nil without cases.
  public var share: Double? { of > 0 ? Double(count) / Double(of) : nil }
  /// Share outside of it.
  public var otherShare: Double? { otherOf > 0 ? Double(otherCount) / Double(otherOf) : nil }
  /// Difference of the shares in units of their pooled standard deviation: (p1 − p2) / √((p1(1−p1) + p2(1−p2)) / 2). nil when a side is
  /// empty; 0 when both shares are the same 0 or 1; nil when one is 0 and the other 1, where there is no spread to measure with.
  public var standardised: Double? {
    guard let a = share, let b = otherShare else { return nil }
    if a == b { return 0 }
    let spread = ((a * (1 - a) + b * (1 - b)) / 2).squareRoot()
    return spread > 0 ? (a - b) / spread : nil
  }
}

/// Traits judged together: Newcombe interval without 0, Benjamini–Hochberg (q = 0.10) over those with 50 cases on both sides, and a
/// standardised difference of at least 0.1. By aspect, then in the order given.
public func profile(_ rows: [ProfileRow]) -> [ProfileRow] {
  var made = rows
  let tested = made.indices.filter { min(made[$0].of, made[$0].otherOf) >= ProfileRow.leastStated }
  let p = tested.map { TwoProportion.test(made[$0].count, made[$0].of, made[$0].otherCount, made[$0].otherOf).p }
  for (index, isDiscovery) in zip(tested, BenjaminiHochberg.rejected(p)) where isDiscovery {
    let row = made[index]
    let interval = Newcombe.difference(row.count, row.of, row.otherCount, row.otherOf)?.interval
    let isLarge = row.standardised.map { abs($0) >= ProfileRow.least } ?? true
    made[index].isDistinct = isLarge && (interval.map { !$0.contains(0) } ?? false)
  }
  return made
}

/// The row that differs most, of those that differ clearly; equal ones in the order of the list.
public func mostDistinct(_ rows: [ProfileRow]) -> ProfileRow? {
  func size(_ row: ProfileRow) -> Double { row.standardised.map(abs) ?? .infinity }
  var best: ProfileRow?
  for row in rows where row.isDistinct && size(row) > (best.map(size) ?? 0) { best = row }
  return best
}
