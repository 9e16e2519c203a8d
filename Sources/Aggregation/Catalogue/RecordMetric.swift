import Notation
import Records

extension Metric {
  /// A metric of records: its anchor is the time of the kind, or the capture where the kind has none.
  static func of(
    _ kind: RecordKind, _ id: MetricID, _ family: MetricFamily, _ title: String, short: String? = nil, _ definition: String,
    formula: String, _ unit: Unit = .count, _ direction: Direction = .neutral, where filter: RecordFilter = .everything,
    measure: RecordMeasure, sharing: FieldID? = nil, synonyms: [String] = [], minimum: Int? = nil
  ) -> Metric {
    Metric(
      id, family, title, short: short, definition, formula: formula, unit, direction, .records,
      by: kind.schema.anchor == nil ? .capture : .record, .records(RecordExpression(kind, where: filter, measure, sharing: sharing)),
      synonyms: synonyms, minimum: minimum)
  }

  /// A metric that only vendors know.
  static func reported(
    _ id: MetricID, _ family: MetricFamily, _ title: String, short: String? = nil, _ definition: String, formula: String, _ unit: Unit,
    _ direction: Direction = .neutral, nature: FigureNature, synonyms: [String] = []
  ) -> Metric {
    Metric(
      id, family, title, short: short, definition, formula: formula, unit, direction, .records, by: .vendor, .reported(nature),
      synonyms: synonyms)
  }
}
