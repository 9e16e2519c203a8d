import Aggregation
import Basics
import Ingestion
import Notation
import Publishing
import Records

/// Everything behind one number of one period, as lines of text: definition, population with its count, numerator and
/// denominator, interval, files that contributed.
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
    lines = Explanation.lines(metric, period, evaluation)
    result = Explanation.result(metric, period, evaluation)
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

  private static func lines(_ metric: Metric, _ period: Period, _ evaluation: Evaluation) -> [String] {
    let notation = Notation(locale: NumberLocale(identifier: evaluation.project.configuration.locale) ?? .en)
    let estimate = evaluation.figures.estimate(metric.id, in: period)
    var made = ["\(metric.title) (\(metric.id)), \(PeriodWords.title(period, notation))", ""]
    made.append("  value        \(value(estimate, metric, notation))")
    if let numerator = estimate.numerator, let denominator = estimate.denominator {
      made.append("  numerator    \(exact(numerator, metric))")
      made.append("  denominator  \(exact(denominator, metric))")
    }
    made.append("  base         \(notation.text(Double(estimate.base), .count))")
    if let interval = estimate.interval {
      made.append("  interval     \(notation.text(interval.low, metric.unit)) to \(notation.text(interval.high, metric.unit)) (95%)")
    }
    made += [
      "", "  definition   \(metric.definition)", "  formula      \(metric.formula)",
      "  population   \(metric.population.title) (\(metric.population.rawValue)): \(metric.population.definition)",
      "  dated by     \(metric.anchor.words), in \(evaluation.facts.zone.identifier)",
    ]
    if !metric.synonyms.isEmpty { made.append("  elsewhere    \(metric.synonyms.joined(separator: ", "))") }
    made += ["", "  files"]
    for file in evaluation.facts.files(for: period) {
      made.append("    \(file.path)  \(file.accepted) of \(file.rowsRead) rows used  sha256 \((file.sha256 ?? "unknown").prefix(12))")
    }
    return made
  }

  private static func result(_ metric: Metric, _ period: Period, _ evaluation: Evaluation) -> JSONValue {
    let estimate = evaluation.figures.estimate(metric.id, in: period)
    let files = evaluation.facts.files(for: period).map { file -> JSONValue in
      .object([
        "path": .string(file.path), "sha256": .string(file.sha256), "rowsRead": .integer(file.rowsRead),
        "rowsUsed": .integer(file.accepted),
      ])
    }
    return .object([
      "metric": .string(metric.id.rawValue), "title": .string(metric.title), "period": .string(period.id),
      "unit": .string(metric.unit.name), "value": .number(estimate.value), "numerator": .number(estimate.numerator),
      "denominator": .number(estimate.denominator), "base": .integer(estimate.base),
      "interval": estimate.interval.map { .array([.number($0.low), .number($0.high)]) } ?? .null,
      "absence": .string(estimate.value == nil ? AbsenceWords.short(estimate.state) : nil), "definition": .string(metric.definition),
      "formula": .string(metric.formula), "population": .string(metric.population.rawValue), "datedBy": .string(metric.anchor.words),
      "zone": .string(evaluation.facts.zone.identifier), "files": .array(files),
    ])
  }

  private static func value(_ estimate: Estimate, _ metric: Metric, _ notation: Notation) -> String {
    guard let value = estimate.value else { return AbsenceWords.short(estimate.state) }
    let text = notation.text(value, metric.unit)
    return estimate.isShowable ? text : "\(text) (\(AbsenceWords.short(estimate.state)))"
  }

  private static func exact(_ value: Double, _ metric: Metric) -> String { CSVNumber.write(value) }
}
