import Aggregation
import Basics
import Notation
import Records
import Statistics

/// Why the headline shares moved: each taken apart by assistant, channel, intent, language, model and time of day.
public struct Drivers: Sendable, Hashable {
  /// One share in two periods.
  public struct Change: Sendable, Hashable {
    /// The share.
    public var metric: Metric
    /// Its comparison: value, verdict, or why there is none.
    public var comparison: Comparison
    /// At most two dimensions that explain more than labels without meaning would, the best first.
    public var cuts: [DriverCut]

    /// now − before, in shares; 0 without a cut.
    public var delta: Double { cuts.first.map { $0.now - $0.before } ?? 0 }
  }

  /// In the order of `metrics`, those that can be compared.
  public let changes: [Change]

  /// The shares that are taken apart.
  public static let metrics: [MetricID] = ["out.deflection_rate", "out.resolution_rate_scored", "sen.negative", "out.dq_resolved"]
  /// The dimensions along which that is done: those in which a conversation has one group, so that the parts add up.
  public static let dimensions: [DimensionID] = ["assistant", "inbox", "intent", "language", "model", "hour"]
  /// Largest share of meaningless labellings that may explain as much as a dimension that is shown.
  static let level = 0.05
  static let mostCuts = 2
  /// Parts below this say nothing to anyone: half a point, or a fifth of the change.
  static let leastPart = 0.005

  /// Base and successes of every share, by a dimension and day.
  static func query(_ dimension: DimensionID) -> CountQuery {
    CountQuery(pairs.flatMap { [$0.of, $0.part] }, by: [dimension], daily: true)
  }

  /// Condition of the base and of the successes of each share; a metric that is no share takes no part.
  private static var pairs: [(metric: Metric, of: Condition, part: Condition)] {
    metrics.compactMap(MetricCatalogue.metric).compactMap { metric in
      if case let .share(part, of) = metric.expression { (metric, of, part && of) } else { nil }
    }
  }

  /// From the figures of both periods, over the days that are compared.
  init(_ input: AnalysisInput) {
    let comparison = input.comparison
    guard let earlier = comparison.previousDays, comparison.previous != nil else {
      changes = []
      return
    }
    let days = comparison.currentDays ?? comparison.period.start..<comparison.period.end
    let compared = Self.pairs.map { ($0.metric, comparison.comparison(of: $0.metric, figures: input.figures)) }
    var groups: [[DriverCut.Group]] = []
    for dimension in Self.dimensions where compared.contains(where: { Self.isComparable($0.1) }) {
      let query = Self.query(dimension)
      let before = input.figures.counts(query, days: earlier)
      let now = input.figures.counts(query, days: days)
      for place in compared.indices { groups.append(Self.groups(before, now, place * 2, isHour: dimension == "hour")) }
    }
    guard !groups.isEmpty else {
      changes = []
      return
    }
    changes = compared.enumerated().compactMap { place, item in
      let (metric, comparison) = item
      guard Self.isComparable(comparison) else { return nil }
      let cuts = Self.dimensions.enumerated().compactMap { index, dimension -> DriverCut? in
        let own = groups[index * compared.count + place]
        guard Self.isStated(own) else { return nil }
        return DriverCut(dimension, own, seed: UInt64(index * 16 + place + 1))
      }
      return Change(metric: metric, comparison: comparison, cuts: Self.best(cuts))
    }
  }

  /// Changes as worked out.
  init(_ changes: [Change]) { self.changes = changes }

  static func best(_ cuts: [DriverCut]) -> [DriverCut] {
    let telling = cuts.filter { $0.p <= level && $0.excess > 0 }
    let sorted = telling.sorted { $0.excess != $1.excess ? $0.excess > $1.excess : $0.dimension < $1.dimension }
    return Array(sorted.prefix(mostCuts))
  }

  private static func isComparable(_ comparison: Comparison) -> Bool {
    comparison.delta != nil && !comparison.current.isReported && comparison.previous?.isReported == false
      && min(comparison.current.base, comparison.previous?.base ?? 0) >= verdictBase
  }

  /// True when a dimension is stated for about as many cases on both sides, and for most of them: else its groups speak about the export.
  private static func isStated(_ groups: [DriverCut.Group]) -> Bool {
    func missing(_ base: (MixRate.Group) -> Int) -> Double {
      let total = groups.reduce(0) { $0 + base($1.counts) }
      let without = groups.filter(\.isMissing).reduce(0) { $0 + base($1.counts) }
      return total > 0 ? Double(without) / Double(total) : 1
    }
    let (before, now) = (missing(\.base0), missing(\.base1))
    return max(before, now) <= 0.5 && abs(before - now) <= PeriodComparison.coverageTolerance
  }

  private static func groups(_ before: [CountRow], _ now: [CountRow], _ place: Int, isHour: Bool) -> [DriverCut.Group] {
    var made: [String: DriverCut.Group] = [:]
    func add(_ rows: [CountRow], _ base: WritableKeyPath<MixRate.Group, Int>, _ successes: WritableKeyPath<MixRate.Group, Int>) {
      for row in rows {
        guard let group = row.groups.first, row.counts[place] > 0 else { continue }
        let label = isHour && !group.isMissing ? band(group.key) : group.text
        let key = isHour && !group.isMissing ? label : group.key
        let empty = MixRate.Group(successes0: 0, base0: 0, successes1: 0, base1: 0)
        var one = made[key] ?? DriverCut.Group(label, isMissing: group.isMissing, counts: empty)
        one.counts[keyPath: base] += row.counts[place]
        one.counts[keyPath: successes] += row.counts[place + 1]
        made[key] = one
      }
    }
    add(before, \.base0, \.successes0)
    add(now, \.base1, \.successes1)
    return made.sorted { utf8Precedes($0.key, $1.key) }.map(\.value)
  }

  /// `06:00 to 12:00`: hours in four bands.
  private static func band(_ hour: String) -> String {
    let start = (Int(hour) ?? 0) / 6 * 6
    func text(_ hour: Int) -> String { (hour < 10 ? "0" : "") + "\(hour):00" }
    return "\(text(start)) to \(text(start + 6))"
  }
}
