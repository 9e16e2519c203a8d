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
    return compare(
      metric, current: current, previous: before, comparability: comparability(of: metric, scored: scored),
      history: isWhole ? history(of: metric, figures: figures, where: filters) : [], days: dayCounts)
  }

  /// The metric's values in the unbroken run of periods right before this one, oldest first. The first period of all is left out
  /// when the data begin after its first date.
  public func history(of metric: Metric, figures: Figures, where filters: [Filter] = []) -> [Double] {
    var values: [Double] = []
    var earlier = period.previous
    let first = figures.periods.first
    while let covered = figures.coveredDays(earlier) {
      if earlier == first, covered.lowerBound > earlier.start, isSum(metric) { break }
      guard let value = figures.estimate(metric.id, in: earlier, where: filters).value else { break }
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
