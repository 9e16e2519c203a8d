import Aggregation
import Basics
import Insights

extension ConfigurationReader {
  /// `targets`: what metrics should be, by id: `"80%"`, or `{ "atMost": "3 s" }` where the metric itself does not say which side is better.
  mutating func targets(_ value: ConfigurationValue?, _ catalogue: Catalogue) -> [Target] {
    guard let value else { return [] }
    guard case .object(let members) = value else {
      report("wrong-type", "targets", "\"targets\" must be an object, not \(value.kindWords)", help: Self.targetExample)
      return []
    }
    return members.sortedByKey().compactMap { name, value in
      let path = "targets.\(name)"
      guard let metric = catalogue.metric(MetricID(rawValue: name)) else {
        problems.report(
          Diagnostic(
            "unknown-metric", area: .content, at: locator.location(ofKey: path), "no metric is called \"\(name)\"",
            suggestions: nearestNames(to: name, in: catalogue.metrics.map(\.id.rawValue)), help: "docs/metrics.md lists all metrics"))
        return nil
      }
      return target(metric, value, path)
    }
  }

  private static let targetExample = #""targets": { "out.deflection_rate": "80%", "lat.p50": { "atMost": "3 s" } }"#

  private mutating func target(_ metric: Metric, _ value: ConfigurationValue, _ path: String) -> Target? {
    if case .object = value {
      guard let members = object(value, path: path, allowed: Target.Side.allCases.map(\.rawValue)) else { return nil }
      let sides = Target.Side.allCases.filter { members[$0.rawValue] != nil }
      guard let side = sides.first, sides.count == 1 else {
        report("missing-key", path, "a target needs either \"atLeast\" or \"atMost\"", help: Self.targetExample)
        return nil
      }
      return target(metric, side, members[side.rawValue], "\(path).\(side.rawValue)")
    }
    switch metric.direction {
    case .higherIsBetter: return target(metric, .atLeast, value, path)
    case .lowerIsBetter: return target(metric, .atMost, value, path)
    case .neutral:
      report(
        "missing-key", path, "\(metric.id) is neither better high nor low, so its target needs \"atLeast\" or \"atMost\"",
        help: Self.targetExample)
      return nil
    }
  }

  private mutating func target(_ metric: Metric, _ side: Target.Side, _ value: ConfigurationValue?, _ path: String) -> Target? {
    guard case .value(let wanted)? = limit(value, path, metric.unit, isReference: false) else { return nil }
    guard wanted > 0 || side == .atMost else {
      report("out-of-range", path, "at least nothing is no target")
      return nil
    }
    return Target(metric.id, side, wanted)
  }
}
