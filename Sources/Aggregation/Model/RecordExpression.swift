import Records

/// What is computed from the records of a kind that meet the filter of the expression.
public enum RecordMeasure: Sendable, Hashable {
  /// A statistic over the sums of the days that have records.
  public enum OfDays: Sendable, Hashable {
    case mean, median, least, most
  }
  /// Number of records.
  case count
  /// Records over the total that the vendor states for their list.
  case loaded
  /// The number of the one record that has it; none where several have.
  case only(FieldID)
  /// Different values of a field; each entry of a list counts.
  case distinct(FieldID)
  /// Records that also meet a condition, over all.
  case share(RecordFilter)
  /// (plus − minus) over all.
  case net(plus: RecordFilter, minus: RecordFilter)
  /// Sum of a field; records without it add nothing, and without any there is no sum.
  case sum(FieldID)
  /// Mean of a field over the records that have it.
  case mean(FieldID)
  /// Quantile of a field by linear interpolation (type 7).
  case quantile(FieldID, Double)
  case maximum(FieldID)
  case minimum(FieldID)
  /// Sum of some fields over the sum of others.
  case ratio([FieldID], over: [FieldID])
  /// Sum of a field over the sum of another that all records of one list repeat (the conversations an analysis looked at): it counts once
  /// for each list.
  case partOf(FieldID, of: FieldID, each: FieldID)
  /// Sum of a field over the number of records that meet a condition.
  case perRecord(FieldID, RecordFilter)
  /// Sum of field × weight over the sum of the weights, over records that have both.
  case weightedMean(FieldID, by: FieldID)
  /// The number in the latest record that has it.
  case latest(FieldID)
  /// Milliseconds from the latest moment in a field to the end of the period; 0 when it lies behind the end.
  case age(FieldID)
  /// Number of local days with a record.
  case days
  /// A statistic over the days: of the sum of a field on each day.
  case perDay(FieldID, OfDays)
}

/// A figure over records: a kind, which of its records, and what of them.
public struct RecordExpression: Sendable, Hashable {
  /// Kind of records.
  public let kind: RecordKind
  /// The population: only these records take part.
  public let filter: RecordFilter
  /// What is computed.
  public let measure: RecordMeasure
  /// A text that all records taking part must share, because amounts of different units are never added.
  public let unit: FieldID?

  /// An expression.
  public init(_ kind: RecordKind, where filter: RecordFilter = .everything, _ measure: RecordMeasure, sharing unit: FieldID? = nil) {
    self.kind = kind
    self.filter = filter
    self.measure = measure
    self.unit = unit
  }
}

extension RecordMeasure {
  /// Fields without which there cannot be a value.
  var required: [FieldID] {
    switch self {
    case let .share(filter): filter.required
    case let .net(plus, minus): plus.required + minus.required
    default: fields
    }
  }
}
