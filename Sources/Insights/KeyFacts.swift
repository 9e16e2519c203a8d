import Aggregation
import Records

/// A value beyond all of a run of earlier periods.
public struct Record: Sendable, Hashable {
  /// Which end.
  public enum Side: Sendable, Hashable { case highest, lowest }
  /// Which end.
  public var side: Side
  /// Number of earlier periods that it beats, at least 12.
  public var periods: Int

  /// The claim "highest in n periods": true only if the value lies strictly beyond each of at least 12 earlier ones; the run
  /// counts back from the latest until the first that was not beaten. nil otherwise.
  public static func of(_ value: Double, history: [Double]) -> Record? {
    func run(_ isBeaten: (Double) -> Bool) -> Int { history.reversed().prefix { isBeaten($0) }.count }
    let above = run { value > $0 }
    if above >= 12 { return Record(side: .highest, periods: above) }
    let below = run { value < $0 }
    return below >= 12 ? Record(side: .lowest, periods: below) : nil
  }
}

/// The numbers of the key message; Reporting makes the sentence.
public struct KeyFacts: Sendable, Hashable {
  /// One number of the message.
  public struct Fact: Sendable, Hashable {
    /// Which.
    public var metric: Metric
    /// Its change.
    public var comparison: Comparison
    /// A record over at least 12 earlier periods.
    public var record: Record?
  }

  /// How many conversations.
  public var volume: Fact
  /// Did the assistant do its job: resolution where most conversations are scored, else deflection; nil when neither has a value.
  public var outcome: Fact?
  /// The clear change for the worse with the largest effect, unless it is the outcome itself.
  public var concern: Finding?
}

/// Smallest share of scored conversations at which resolution stands for the whole period.
private let scoredEnough = 0.5

extension PeriodComparison {
  /// Picks the two or three numbers of the key message. `findings` are those of the page (`whatChanged`).
  public func keyFacts(figures: Figures, findings: [Finding]) -> KeyFacts? {
    guard let volume = fact("vol.conversations", figures) else { return nil }
    let scored = figures.estimate("dq.scored_coverage", in: period).value ?? 0
    let preferred: [MetricID] =
      scored >= scoredEnough
      ? ["out.resolution_rate_scored", "out.deflection_rate"] : ["out.deflection_rate", "out.resolution_rate_scored"]
    let outcome = preferred.lazy.compactMap { fact($0, figures) }.first { $0.comparison.current.isShowable }
    let concern = findings.first { $0.status == .needsAttention && $0.metric.id != outcome?.metric.id }
    return KeyFacts(volume: volume, outcome: outcome, concern: concern)
  }

  private func fact(_ id: MetricID, _ figures: Figures) -> KeyFacts.Fact? {
    guard let metric = MetricCatalogue.metric(id) else { return nil }
    let comparison = comparison(of: metric, figures: figures)
    let record = isComplete ? comparison.current.value.flatMap { Record.of($0, history: history(of: metric, figures: figures)) } : nil
    return KeyFacts.Fact(metric: metric, comparison: comparison, record: record)
  }
}
