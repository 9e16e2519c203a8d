import Aggregation
import Basics
import Markdown

/// What a live value shows of its metric.
enum InlineField: String, Sendable, CaseIterable {
  /// The figure of the period.
  case value
  /// The figure of the period before.
  case previous
  /// The signed change.
  case delta
  /// The upper part of a rate.
  case numerator
  /// The lower part of a rate.
  case denominator
  /// The 95 % interval.
  case interval
  /// The judgement, in words.
  case verdict
  /// How many conversations, messages or calls stand behind the figure.
  case base
}

/// A live value in running text, checked: `{{ out.deflection_rate.previous }}`.
struct InlineValue: Sendable {
  /// The metric.
  var metric: Metric
  /// The field; `.value` when none was written.
  var field: InlineField

  /// Reads a path; throws `unknown-metric` or `unknown-field` at the directive.
  init(reading directive: InlineDirective, _ catalogue: Catalogue = .builtIn) throws(Diagnostic) {
    let parts = directive.path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if let metric = catalogue.metric(MetricID(rawValue: directive.path)) {
      self.metric = metric
      self.field = .value
      return
    }
    let name = parts.dropLast().joined(separator: ".")
    guard parts.count > 2, let metric = catalogue.metric(MetricID(rawValue: name)) else {
      throw Self.unknown(directive, parts, catalogue)
    }
    guard let last = parts.last, let field = InlineField(rawValue: last) else {
      throw Diagnostic(
        "unknown-field", area: .content, at: directive.location, "a live value has no field \"\(parts.last ?? "")\"",
        suggestions: nearestNames(to: parts.last ?? "", in: InlineField.allCases.map(\.rawValue)),
        help: "fields: \(InlineField.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    self.metric = metric
    self.field = field
  }

  private static func unknown(_ directive: InlineDirective, _ parts: [String], _ catalogue: Catalogue) -> Diagnostic {
    let hasField = parts.count > 2 && InlineField(rawValue: parts.last ?? "") != nil
    let name = hasField ? parts.dropLast().joined(separator: ".") : directive.path
    return Diagnostic(
      "unknown-metric", area: .content, at: directive.location, "no metric is called \"\(name)\"",
      suggestions: nearestNames(to: name, in: catalogue.metrics.map(\.id.rawValue)), help: MetricHelp.list)
  }
}

/// Where all metrics are listed.
enum MetricHelp {
  static let list = "every metric is on the glossary page and in docs/metrics.md"
}
