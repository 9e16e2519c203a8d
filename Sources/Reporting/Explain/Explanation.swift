import Aggregation
import Basics
import Ingestion
import Notation
import Publishing
import Records

/// Everything behind one number of one period, as lines of text and for machines: value, numerator and denominator, interval, comparison, the
/// vendors' own figures, definition, population, the fields and metrics it is computed from, files that contributed.
public struct Explanation: Sendable {
  /// One line each.
  public let lines: [String]
  /// The same for machines, at full precision.
  public let result: JSONValue

  /// Explains a metric in a period (the latest one when none is given). Throws `unknown-metric` or `unknown-period` with the
  /// nearest valid names.
  public init(_ metricName: String, period periodName: String?, in evaluation: Evaluation) throws(Diagnostics) {
    let catalogue = evaluation.figures.catalogue
    guard let metric = catalogue.metric(MetricID(rawValue: metricName)) else {
      throw Diagnostics([Explanation.unknownMetric(metricName, catalogue)])
    }
    let period: Period
    if let periodName {
      guard let found = evaluation.periods.first(where: { $0.id == periodName }) else {
        let ids = evaluation.periods.map(\.id)
        throw Diagnostics([
          Diagnostic(
            "unknown-period", area: .usage, "there is no period \"\(periodName)\"", suggestions: nearestNames(to: periodName, in: ids),
            help: "periods: \(ids.joined(separator: ", "))")
        ])
      }
      period = found
    } else if let latest = evaluation.periods.last {
      period = latest
    } else {
      throw Diagnostics([Diagnostic("no-period", area: .data, "no conversation falls into a period to publish")])
    }
    let facts = ExplainedFigure(metric, period, evaluation)
    lines = facts.lines
    result = facts.json
  }

  /// Throws `unknown-metric` when a project has no metric of this name.
  public static func check(_ metricName: String, in project: Project) throws(Diagnostics) {
    let catalogue = project.configuration.catalogue
    guard catalogue.metric(MetricID(rawValue: metricName)) == nil else { return }
    throw Diagnostics([unknownMetric(metricName, catalogue)])
  }

  /// The problem of a metric name that does not exist.
  public static func unknownMetric(_ name: String, _ catalogue: Catalogue) -> Diagnostic {
    Diagnostic(
      "unknown-metric", area: .usage, "no metric is called \"\(name)\"",
      suggestions: nearestNames(to: name, in: catalogue.metrics.map(\.id.rawValue)), help: MetricHelp.list)
  }
}
