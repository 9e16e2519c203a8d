import Aggregation
import Basics
import Notation
import Records
import Statistics

/// How outcomes differ before and after a version went live, for the same intents, against assistants that did not change and against
/// earlier days on which nothing happened.
public struct VersionEffects: Sendable, Hashable {
  /// One share around one deployment.
  public struct Effect: Sendable, Hashable {
    /// What went live.
    public var deployment: Deployment
    /// The days compared.
    public var window: VersionWindow
    /// The share.
    public var metric: Metric
    /// The difference as it is, and for the same intents.
    public var raw, adjusted: StandardisedDifference
    /// The difference for the same channels; nil without channels.
    public var byInbox: StandardisedDifference?
    /// What the other assistants did in the same days; nil when none was there all the time without a change.
    public var control: StandardisedDifference?
    /// The same question at earlier days without a deployment, the nearest first; none where the data do not reach back.
    public var placebos: [StandardisedDifference]
    /// Conversations of the assistant in the window with another version than the two.
    public var excluded: Int
    /// Conversations after the deployment that belong to the period.
    public var conversations: Int
    /// Passes Benjamini–Hochberg (q = 0.10) over all that was looked at.
    public var isDiscovery = false

    /// The adjusted difference less that of the other assistants; nil without them.
    public var lessControl: (difference: Double, interval: Interval, p: Double)? { control.map(adjusted.less) }

    /// True when an earlier day without a deployment gives a clear difference too, in the same direction.
    public var isUsual: Bool {
      placebos.contains { !$0.interval.contains(0) && ($0.difference > 0) == (adjusted.difference > 0) }
    }

    /// More than chance by every question asked: adjusted, by channel, against the others, and not seen where nothing happened.
    public var isClear: Bool {
      guard isDiscovery, !adjusted.interval.contains(0), !isUsual else { return false }
      let intervals = [byInbox?.interval, lessControl?.interval].compactMap { $0 }
      return intervals.allSatisfy { !$0.contains(0) && ($0.low > 0) == (adjusted.difference > 0) }
    }

    /// Clear, and beyond the practical margin with and without the others; at least one of the questions could be asked beside the first.
    public var isCertain: Bool {
      guard isClear, control != nil || !placebos.isEmpty else { return false }
      let margin = metric.practicalMargin
      return [adjusted.interval, lessControl?.interval].compactMap { $0 }.allSatisfy { $0.low > margin || $0.high < -margin }
    }
  }

  /// A deployment that is not judged.
  public struct Skipped: Sendable, Hashable {
    /// What went live.
    public var deployment: Deployment
    /// Why nothing is said.
    public var reason: Reason

    /// Why nothing is said.
    public enum Reason: Sendable, Hashable {
      /// Not one whole week without another change on each side, yet.
      case tooFewDays
      /// Fewer than 50 conversations on a side: the smaller number.
      case tooFew(Int)
      /// Fewer than 80 % of conversations lie in intents that both sides have.
      case otherIntents
      /// More than a fifth of the conversations in the window had another version: both ran side by side.
      case sideBySide
    }
  }

  /// By day, assistant and metric.
  public let effects: [Effect]
  /// Deployments of which nothing is said.
  public let skipped: [Skipped]

  /// The shares that are compared.
  public static let metrics: [MetricID] = ["out.deflection_rate", "out.resolution_rate_scored", "sen.negative"]
  /// Least share of cases in strata that both sides have.
  static let leastCovered = 0.8
  /// Largest share of conversations in the window with another version than the two.
  static let mostExcluded = 0.2

  static func query(by dimension: DimensionID) -> CountQuery {
    let conditions = metrics.compactMap(MetricCatalogue.metric).flatMap { metric -> [Condition] in
      if case let .share(part, of) = metric.expression { [of, part && of] } else { [] }
    }
    return CountQuery([.everything] + conditions, by: ["version", dimension], daily: true)
  }

  /// Effects as worked out; Benjamini–Hochberg is applied here.
  init(_ effects: [Effect], skipped: [Skipped] = []) {
    var judged = effects
    for (index, isDiscovery) in BenjaminiHochberg.rejected(effects.map(\.adjusted.p)).enumerated() {
      judged[index].isDiscovery = isDiscovery
    }
    self.effects = judged
    self.skipped = skipped
  }

  /// From the figures, activations and days of an input.
  init(_ input: AnalysisInput) {
    let data = VersionDays(input)
    let until = input.comparison.covered.upperBound
    let known = input.figures.periods.first.flatMap { input.figures.coveredDays($0)?.lowerBound } ?? until
    let span = min(known, until)..<until
    let deployments = data.deployments(input)
    let start = input.period.start.advanced(by: -VersionWindow.most - 1)
    var effects: [Effect] = []
    var skipped: [Skipped] = []
    for deployment in deployments where deployment.day >= start && deployment.day < until {
      let others = deployments.filter { $0.assistant == deployment.assistant && $0.day != deployment.day }.map(\.day)
      guard let window = VersionWindow(around: deployment.day, days: span, others: others) else {
        // What is too near to its end is judged in the next period.
        if input.period.start <= deployment.day { skipped.append(.init(deployment: deployment, reason: .tooFewDays)) }
        continue
      }
      guard window.after.upperBound > input.period.start else { continue }
      let busy = Set(deployments.filter { window.before.lowerBound <= $0.day && $0.day < window.after.upperBound }.map(\.assistant))
      var reason: Skipped.Reason?
      for (place, metric) in Self.metrics.compactMap(MetricCatalogue.metric).enumerated() {
        switch data.effect(metric, place, deployment, window, busy: busy, others: others, span: span, period: input.period) {
        case .success(let effect): effects.append(effect)
        case .failure(let why): if place == 0 { reason = why.reason }
        }
      }
      if let reason, !effects.contains(where: { $0.deployment == deployment }) {
        skipped.append(.init(deployment: deployment, reason: reason))
      }
    }
    self.init(effects, skipped: skipped)
  }
}
