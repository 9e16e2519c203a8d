import Aggregation
import Records
import Statistics

extension PeriodComparison {
  /// Largest difference of scored coverage, in shares, at which signals of scored conversations are still compared.
  static let coverageTolerance = 0.20

  /// Whether a metric may be compared; `scored` are the shares of scored conversations of both sides, where known.
  public func comparability(of metric: Metric, scored: (now: Double?, before: Double?)) -> Comparability {
    guard let previousCoverage, let previousDays else { return .firstReport }
    if covered.isEmpty { return .notComparable(.noFullDay) }
    if isSum(metric), case let .partial(days, of) = previousCoverage, days < previousDays.count {
      return .notComparable(.earlierPeriodPartial(covered: days, of: of))
    }
    if speaksAboutScored(metric), let now = scored.now, let before = scored.before, abs(now - before) > Self.coverageTolerance {
      return .notComparable(.scoredCoverage(now: now, before: before))
    }
    return .comparable
  }

  /// One metric of this period against the earlier one, on comparable days.
  ///
  /// The compared current estimate covers full days only; `figures.estimate(_:in:)` of an unfinished period may hold part of
  /// one day more. Earlier periods give XmR limits only when this period is complete.
  public func comparison(of metric: Metric, figures: Figures, where filters: [Filter] = []) -> Comparison {
    let current = figures.estimate(metric.id, in: period, days: currentDays, where: filters)
    guard let previous else { return compare(metric, current: current, previous: nil, comparability: .firstReport) }
    let isWhole = basis == .whole
    let before = figures.estimate(metric.id, in: previous, days: isWhole ? nil : previousDays, where: filters)
    let scored =
      speaksAboutScored(metric)
      ? (
        figures.estimate("dq.scored_coverage", in: period, days: currentDays, where: filters).value,
        figures.estimate("dq.scored_coverage", in: previous, days: isWhole ? nil : previousDays, where: filters).value
      ) : (nil, nil)
    var comparability = comparability(of: metric, scored: scored)
    if metric.isMadeOfPrices, comparability == .comparable,
      let now = figures.priceCoverage(in: period, days: currentDays, where: filters),
      let then = figures.priceCoverage(in: previous, days: isWhole ? nil : previousDays, where: filters), !now.isTelling || !then.isTelling
    {
      let isThin = now.isThin || then.isThin
      comparability = .notComparable(isThin ? .pricedAnswers(now: now.share, before: then.share) : .pricesAllZero)
    }
    let history = isWhole ? history(of: metric, figures: figures, where: filters) : []
    let plain = compare(metric, current: current, previous: before, comparability: comparability, history: history, days: dayCounts)
    // The spread between days can only take a clear change back, so it is looked at only then; or where there is no other test.
    guard plain.delta != nil, plain.isClear || plain.strength == .untested, plain.strength != .counted,
      let clusters = dayClusters(metric, figures, filters, current, before)
    else { return plain }
    return compare(
      metric, current: current, previous: before, comparability: comparability, history: history, days: dayCounts, clusters: clusters)
  }

  /// Daily sums of both compared stretches; nil unless they add up to the two values (quantiles and distinct counts do not).
  private func dayClusters(
    _ metric: Metric, _ figures: Figures, _ filters: [Filter], _ current: Estimate, _ earlier: Estimate
  ) -> DayClusters? {
    guard current.denominator != nil, earlier.denominator != nil, let previous, let previousDays else { return nil }
    func clusters(_ period: Period, _ days: Range<CalendarDay>, _ whole: Estimate) -> [ClusteredRatio.Cluster]? {
      let made = figures.daily(metric.id, in: period, where: filters).compactMap { item -> ClusteredRatio.Cluster? in
        guard days.contains(item.day), let part = item.estimate.numerator, let base = item.estimate.denominator else { return nil }
        return ClusteredRatio.Cluster(stratum: item.day.weekday, numerator: part, denominator: base)
      }
      let sum = made.reduce(0) { $0 + $1.denominator }
      guard sum > 0, let value = whole.value else { return nil }
      let pooled = made.reduce(0) { $0 + $1.numerator } / sum
      return abs(pooled - value) <= 1e-9 * max(1, abs(value)) ? made : nil
    }
    guard let now = clusters(period, currentDays ?? period.start..<period.end, current),
      let before = clusters(previous, previousDays, earlier)
    else { return nil }
    return DayClusters(current: now, previous: before)
  }

  /// The metric's values in the unbroken run of periods right before this one, oldest first. The first period of all is left out
  /// when the data begin after its first date. With `isShowable` the run also ends at a value that may not be shown.
  public func history(of metric: Metric, figures: Figures, where filters: [Filter] = [], isShowable: Bool = false) -> [Double] {
    var values: [Double] = []
    var earlier = period.previous
    let first = figures.periods.first
    while let covered = figures.coveredDays(earlier) {
      if earlier == first, covered.lowerBound > earlier.start, isSum(metric) { break }
      let estimate = figures.estimate(metric.id, in: earlier, where: filters)
      guard let value = estimate.value, estimate.isShowable || !isShowable else { break }
      values.append(value)
      earlier = earlier.previous
    }
    return values.reversed()
  }
}

/// True for signals that exist only for scored conversations.
func speaksAboutScored(_ metric: Metric) -> Bool {
  switch metric.population {
  case .scored, .scoredDeflected, .scoredHandedOff, .toolsJudged: true
  default: false
  }
}
