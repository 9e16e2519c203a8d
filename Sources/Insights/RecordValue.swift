import Aggregation

/// A value beyond all of a run of earlier periods.
public struct RecordValue: Sendable, Hashable {
  /// Which end.
  public enum Side: Sendable, Hashable { case highest, lowest }
  /// Which end.
  public var side: Side
  /// Number of earlier periods that it beats, at least 12.
  public var periods: Int

  /// The claim "highest in n periods": true only if the value lies strictly beyond each of at least 12 earlier ones; the run
  /// counts back from the latest until the first that was not beaten. nil otherwise.
  public static func of(_ value: Double, history: [Double]) -> RecordValue? {
    func run(_ isBeaten: (Double) -> Bool) -> Int { history.reversed().prefix { isBeaten($0) }.count }
    let above = run { value > $0 }
    if above >= 12 { return RecordValue(side: .highest, periods: above) }
    let below = run { value < $0 }
    return below >= 12 ? RecordValue(side: .lowest, periods: below) : nil
  }
}

extension PeriodComparison {
  /// The record that a metric sets in this period over the unbroken run of earlier ones; nil in an unfinished period, where the
  /// value or one of the last twelve before it cannot be shown, or when there is none.
  public func record(of metric: Metric, figures: Figures) -> RecordValue? {
    let now = figures.estimate(metric.id, in: period)
    guard isComplete, now.isShowable, let value = now.value else { return nil }
    return RecordValue.of(value, history: history(of: metric, figures: figures, isShowable: true))
  }

  /// The one metric that says whether the assistants did their job: resolution where most conversations are scored, else
  /// deflection; nil when neither can be shown. 0 % and 100 % usually mean that the field is not used, so they lead no report.
  public func leadingOutcome(_ figures: Figures) -> Metric? {
    let scored = figures.estimate("dq.scored_coverage", in: period).value ?? 0
    let ids: [MetricID] = scored >= scoredEnough ? ["out.resolution_rate_scored", "out.deflection_rate"] : ["out.deflection_rate"]
    return ids.lazy.compactMap(MetricCatalogue.metric).first { self.says($0.id, figures) }
  }

  /// True for a share that can be shown and is neither nothing nor everything.
  public func says(_ id: MetricID, _ figures: Figures) -> Bool {
    let estimate = figures.estimate(id, in: period)
    guard estimate.isShowable, let value = estimate.value else { return false }
    return value > 0 && value < 1
  }
}

/// Smallest share of scored conversations at which resolution stands for the whole period.
private let scoredEnough = 0.5
