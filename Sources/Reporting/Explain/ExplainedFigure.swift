import Aggregation
import Insights
import Notation
import Publishing
import Records

/// One figure of one period with all that stands behind it.
struct ExplainedFigure {
  private let metric: Metric
  private let period: Period
  private let evaluation: Evaluation
  private let notation: Notation
  private let estimate: Estimate
  private let comparison: PeriodComparison
  private let compared: Comparison
  /// What vendors state for exactly this period, as a whole.
  private let reported: [ReportedValue]

  init(_ metric: Metric, _ period: Period, _ evaluation: Evaluation) {
    self.metric = metric
    self.period = period
    self.evaluation = evaluation
    notation = Notation(locale: NumberLocale(identifier: evaluation.project.configuration.locale) ?? .en)
    estimate = evaluation.figures.estimate(metric.id, in: period)
    comparison = evaluation.comparison(of: period)
    compared =
      evaluation.project.configuration.comparison == .none
      ? compare(metric, current: estimate, previous: nil, comparability: .firstReport)
      : comparison.comparison(of: metric, figures: evaluation.figures, where: [])
    reported = evaluation.figures.reported(metric: metric.id, in: period).filter { $0.parts.isEmpty && $0.value != nil }
  }

  // MARK: lines

  var lines: [String] {
    var made = ["\(metric.title) (\(metric.id)), \(PeriodWords.title(period, notation))", ""]
    made += figure
    made += ["", line("definition", metric.definition), line("formula", metric.formula)]
    made.append(line("population", "\(metric.populationTitle): \(metric.populationDefinition)"))
    made.append(line("dated by", "\(metric.anchor.words), in \(evaluation.facts.zone.identifier)"))
    if !metric.inputs.isEmpty { made.append(line("inputs", metric.inputs.joined(separator: ", "))) }
    for part in metric.parts {
      guard let own = evaluation.figures.catalogue.metric(part) else { continue }
      made.append(line("made of", "\(own.title) (\(part)): \(value(evaluation.figures.estimate(part, in: period), own))"))
    }
    if !metric.synonyms.isEmpty { made.append(line("elsewhere", metric.synonyms.joined(separator: ", "))) }
    made += ["", "  files"]
    for file in evaluation.facts.files(for: period) {
      made.append("    \(file.path)  \(file.accepted) of \(file.rowsRead) rows used  sha256 \((file.sha256 ?? "unknown").prefix(12))")
    }
    // A terminal breaks no lines between a number and its word, and a search in its output finds plain spaces.
    return made.map { line in String(line.map { $0 == "\u{A0}" || $0 == "\u{202F}" ? " " : $0 }) }
  }

  private var figure: [String] {
    var made = [line("value", value(estimate, metric))]
    if case .reported(let origin) = estimate.origin { made.append(line("origin", "\(origin.vendor.name) states it in \(origin.file)")) }
    if let numerator = estimate.numerator, let denominator = estimate.denominator {
      made.append(line("numerator", CSVNumber.write(numerator)))
      made.append(line("denominator", CSVNumber.write(denominator)))
    }
    made.append(line("base", base))
    if let interval = estimate.interval {
      made.append(
        line("interval", "\(notation.text(interval.low, metric.unit)) to \(notation.text(interval.high, metric.unit)) (95%)"))
    }
    made.append(line("compared", comparisonWords))
    for other in reported {
      guard let value = other.value else { continue }
      made.append(line("reported", "\(notation.text(value, metric.unit)) by \(other.origin.vendor.name), in \(other.origin.file)"))
    }
    return made
  }

  private func line(_ name: String, _ text: String) -> String {
    "  \(name)\(String(repeating: " ", count: max(1, 13 - name.count)))\(text)"
  }

  /// `1,204 conversations`.
  private var base: String {
    PlainEnglish.counted(Double(estimate.base), notation.text(Double(estimate.base), .count), Measure(metric).counted)
  }

  private var judged: Judged { Judged(compared, metric, notation: notation).guarded(metric, compared) }

  private var comparisonWords: String {
    guard let previous = comparison.previous, let before = compared.previous else { return judged.text }
    let name = PeriodWords.title(previous, notation)
    return "\(value(before, metric)) in \(comparison.isComplete ? name : "the same days of \(name)"); \(judged.text)"
  }

  private func value(_ estimate: Estimate, _ metric: Metric) -> String {
    guard let value = estimate.value else { return AbsenceWords.short(estimate.state) }
    let text = notation.text(value, metric.unit)
    return estimate.isShowable ? text : "\(text) (\(AbsenceWords.short(estimate.state)))"
  }

  // MARK: for machines

  var json: JSONValue {
    let files = evaluation.facts.files(for: period).map { file -> JSONValue in
      .object([
        "path": .string(file.path), "sha256": .string(file.sha256), "rowsRead": .integer(file.rowsRead),
        "rowsUsed": .integer(file.accepted),
      ])
    }
    let stated = reported.map { other -> JSONValue in
      .object([
        "vendor": .string(other.origin.vendor.rawValue), "file": .string(other.origin.file), "value": .number(other.value),
      ])
    }
    let parts = metric.parts.map { part -> JSONValue in
      .object([
        "metric": .string(part.rawValue), "value": .number(evaluation.figures.estimate(part, in: period).value),
      ])
    }
    return .object([
      "metric": .string(metric.id.rawValue), "title": .string(metric.title), "period": .string(period.id),
      "unit": .string(metric.unit.name), "value": .number(estimate.value), "numerator": .number(estimate.numerator),
      "denominator": .number(estimate.denominator), "base": .integer(estimate.base),
      "interval": estimate.interval.map { .array([.number($0.low), .number($0.high)]) } ?? .null,
      "absence": .string(estimate.value == nil ? AbsenceWords.short(estimate.state) : nil), "definition": .string(metric.definition),
      "formula": .string(metric.formula), "population": .string(metric.namedPopulation?.title ?? metric.population.rawValue),
      "datedBy": .string(metric.anchor.words), "inputs": .array(metric.inputs.map { .string($0) }), "madeOf": .array(parts),
      "comparison": previous, "reported": .array(stated), "zone": .string(evaluation.facts.zone.identifier), "files": .array(files),
    ])
  }

  private var previous: JSONValue {
    guard let period = comparison.previous, let before = compared.previous else { return .null }
    return .object([
      "period": .string(period.id), "sameDays": .bool(!comparison.isComplete), "value": .number(before.value),
      "change": .number(compared.delta), "verdict": .string(judged.text),
    ])
  }
}
