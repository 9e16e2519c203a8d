/// The difference of a share between two stretches of days for the same mix of cases: directly standardised to the pooled weights of
/// strata, with the spread between days as its error. A change of what comes in and a bad day both look like an effect otherwise
/// (K. J. Rothman, Modern Epidemiology, ch. 3; influence values of a ratio estimator summed by cluster, W. G. Cochran §6.3).
public struct StandardisedDifference: Sendable, Hashable {
  /// Cases of one stratum on one day.
  public struct Row: Sendable, Hashable {
    /// Which day.
    public var day: Int
    /// What is held alike: an intent.
    public var stratum: String
    /// Successes among the cases.
    public var successes, cases: Int

    /// Counts of one day and stratum.
    public init(day: Int, stratum: String, successes: Int, cases: Int) {
      self.day = day
      self.stratum = stratum
      self.successes = successes
      self.cases = cases
    }
  }

  /// Standardised shares before and after.
  public let before, after: Double
  /// Standard error of the difference, and its degrees of freedom: days − 2.
  public let error, freedom: Double
  /// All cases of each side, and the share of them in strata that both sides have.
  public let casesBefore, casesAfter: Int
  /// See above.
  public let covered: Double

  /// after − before.
  public var difference: Double { after - before }
  /// 95 % interval of the difference (Student's t).
  public var interval: Interval { Self.interval(difference, error, freedom) }
  /// Two-sided p value.
  public var p: Double { Self.p(difference, error, freedom) }

  /// Fewest cases on each side of a stratum of its own; smaller ones are one stratum together.
  public static let leastCases = 10
  /// From this many cases on one side a stratum that is small on the other belongs to no stratum: it speaks about one side only.
  public static let aloneCases = 30
  /// Fewest days with cases on each side.
  public static let leastDays = 5

  /// The difference; nil with too few days or without a stratum on both sides.
  public init?(before: [Row], after: [Row]) {
    let first = Self.sums(before)
    let second = Self.sums(after)
    /// Small strata are one, named as no stratum is; a large one that the other side hardly has is left out.
    func folded(_ rows: [Row]) -> [Row] {
      rows.compactMap { row in
        guard row.cases > 0 else { return nil }
        let sizes = [first[row.stratum]?.cases ?? 0, second[row.stratum]?.cases ?? 0].sorted()
        if sizes[0] >= Self.leastCases { return row }
        guard sizes[1] < Self.aloneCases else { return nil }
        return Row(day: row.day, stratum: "\u{0}", successes: row.successes, cases: row.cases)
      }
    }
    let (a, b) = (folded(before), folded(after))
    let (sumsA, sumsB) = (Self.sums(a), Self.sums(b))
    let shared = sumsA.keys.filter { sumsB[$0] != nil }.sorted()
    casesBefore = first.values.reduce(0) { $0 + $1.cases }
    casesAfter = second.values.reduce(0) { $0 + $1.cases }
    let total = shared.reduce(0.0) { $0 + Double((sumsA[$1]?.cases ?? 0) + (sumsB[$1]?.cases ?? 0)) }
    guard total > 0 else { return nil }
    let weights = Dictionary(
      shared.map { ($0, Double((sumsA[$0]?.cases ?? 0) + (sumsB[$0]?.cases ?? 0)) / total) }, uniquingKeysWith: { x, _ in x })
    guard let x = Self.side(a, sumsA, weights), let y = Self.side(b, sumsB, weights) else { return nil }
    self.before = x.rate
    self.after = y.rate
    error = (x.squaredError + y.squaredError).squareRoot()
    freedom = x.freedom + y.freedom
    covered = total / Double(casesBefore + casesAfter)
  }

  /// A difference less that of a control: the errors add, the freedom is the smaller one.
  public func less(_ control: StandardisedDifference) -> (difference: Double, interval: Interval, p: Double) {
    let value = difference - control.difference
    let error = (self.error * self.error + control.error * control.error).squareRoot()
    let freedom = min(self.freedom, control.freedom)
    return (value, Self.interval(value, error, freedom), Self.p(value, error, freedom))
  }

  private static func sums(_ rows: [Row]) -> [String: (successes: Int, cases: Int)] {
    var made: [String: (successes: Int, cases: Int)] = [:]
    for row in rows where row.cases > 0 {
      let known = made[row.stratum] ?? (0, 0)
      made[row.stratum] = (known.successes + row.successes, known.cases + row.cases)
    }
    return made
  }

  private static func side(
    _ rows: [Row], _ sums: [String: (successes: Int, cases: Int)], _ weights: [String: Double]
  ) -> (rate: Double, squaredError: Double, freedom: Double)? {
    var rate = 0.0
    for (stratum, weight) in weights.sorted(by: { $0.key < $1.key }) {
      guard let sum = sums[stratum] else { return nil }
      rate += weight * Double(sum.successes) / Double(sum.cases)
    }
    var influence: [Int: Double] = [:]
    for row in rows {
      guard let weight = weights[row.stratum], let sum = sums[row.stratum] else { continue }
      let own = Double(sum.successes) / Double(sum.cases)
      influence[row.day, default: 0] += weight / Double(sum.cases) * (Double(row.successes) - own * Double(row.cases))
    }
    let days = Double(influence.count)
    guard influence.count >= leastDays else { return nil }
    let squares = influence.sorted { $0.key < $1.key }.reduce(0.0) { $0 + $1.value * $1.value }
    return (rate, squares * days / (days - 1), days - 1)
  }

  private static func interval(_ value: Double, _ error: Double, _ freedom: Double) -> Interval {
    let t = error > 0 ? StudentT.quantile(0.975, degreesOfFreedom: freedom) ?? 0 : 0
    return Interval(low: value - t * error, high: value + t * error)
  }

  private static func p(_ value: Double, _ error: Double, _ freedom: Double) -> Double {
    guard error > 0 else { return value == 0 ? 1 : 0 }
    let below = StudentT.cumulative(abs(value) / error, degreesOfFreedom: freedom) ?? 0.5
    return min(1, 2 * (1 - below))
  }
}
