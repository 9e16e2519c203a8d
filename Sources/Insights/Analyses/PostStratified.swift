import Statistics

/// A share of a sample weighted to the make-up of all cases: each kind of case counts as often as it occurs (D. Holt and T. M. F. Smith,
/// JRSS A 1979). It corrects for who answers only as far as the kinds tell them apart.
public struct PostStratified: Sendable, Hashable {
  /// Cases of one kind: all of them, those in the sample, and the successes among these.
  public struct Stratum: Sendable, Hashable {
    /// See above.
    public var all, sampled, successes: Int

    /// Counts.
    public init(all: Int, sampled: Int, successes: Int) {
      self.all = all
      self.sampled = sampled
      self.successes = successes
    }
  }

  /// The weighted share, 0…1.
  public var share: Double
  /// 95 % interval of it.
  public var interval: Interval
  /// Kinds that have a weight of their own; the small ones count as one.
  public var strata: Int

  /// Cases of the sample that a kind needs to stand alone.
  public static let leastOfStratum = 10

  /// From the cells; kinds with fewer than 10 sampled cases are taken together, with the next smallest until they have 10. nil without
  /// a sampled case, or when everything is one kind.
  public init?(_ cells: [Stratum]) {
    let strata = Self.pooled(cells)
    let all = strata.reduce(0) { $0 + $1.all }
    guard strata.count > 1, all > 0, strata.allSatisfy({ $0.sampled > 0 }) else { return nil }
    var share = 0.0
    var variance = 0.0
    for stratum in strata {
      let weight = Double(stratum.all) / Double(all)
      let n = Double(stratum.sampled)
      share += weight * Double(stratum.successes) / n
      // A share of 0 or 1 of ten cases is not known without error: its spread is taken with one more of each kind.
      let smooth = (Double(stratum.successes) + 1) / (n + 2)
      variance += weight * weight * smooth * (1 - smooth) / n
    }
    let half = 1.959963984540054 * variance.squareRoot()
    self.share = share
    interval = Interval(low: max(0, share - half), high: min(1, share + half))
    self.strata = strata.count
  }

  private static func pooled(_ cells: [Stratum]) -> [Stratum] {
    let order = cells.filter { $0.all > 0 }.enumerated().sorted {
      $0.element.sampled != $1.element.sampled ? $0.element.sampled < $1.element.sampled : $0.offset < $1.offset
    }.map(\.element)
    var pool = Stratum(all: 0, sampled: 0, successes: 0)
    var alone: [Stratum] = []
    for cell in order {
      if cell.sampled < leastOfStratum || (pool.all > 0 && pool.sampled < leastOfStratum) {
        pool.all += cell.all
        pool.sampled += cell.sampled
        pool.successes += cell.successes
      } else {
        alone.append(cell)
      }
    }
    return pool.all > 0 ? [pool] + alone : alone
  }
}
