import Records

/// A condition on the fields of one record. A missing value meets no comparison; `not` of it is met.
public indirect enum RecordFilter: Sendable, Hashable {
  /// How a number is compared.
  public enum Comparison: Sendable, Hashable {
    case less, atMost, equal, atLeast, more
  }
  /// Always true.
  case everything
  /// A text is one of these, whatever the case of its letters.
  case text(FieldID, [String])
  /// A yes or no.
  case flag(FieldID, Bool)
  /// A number in the unit of its field.
  case number(FieldID, Comparison, Double)
  /// Anything was delivered.
  case present(FieldID)
  /// All hold.
  case all([RecordFilter])
  /// At least one holds.
  case any([RecordFilter])
  /// Does not hold.
  case not(RecordFilter)

  /// Both.
  public static func && (a: RecordFilter, b: RecordFilter) -> RecordFilter {
    if a == .everything { return b }
    return b == .everything || a == b ? a : .all([a, b])
  }
}

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

/// The shape of a figure: how it behaves when periods are added or compared. Consumers that treat all counts alike ask this instead of
/// the expression.
public enum FigureNature: Sendable, Hashable {
  /// A number of things; days and groups add up.
  case count
  /// A number of different things: days and groups do not add up.
  case distinct
  /// A sum; days and groups add up.
  case sum
  /// 0…1 of a base.
  case share
  /// A difference of shares.
  case net
  case mean
  case quantile
  /// Something over something else.
  case ratio
  /// Largest, smallest, latest, or an age.
  case extreme
}

extension Expression {
  /// The shape of the figure.
  public var nature: FigureNature {
    switch self {
    case .count, .items, .undated: .count
    case .contacts: .distinct
    case .sum: .sum
    case .share, .shareOfTotal, .itemShare, .sumShare: .share
    case .net, .scaled: .net
    case .mean: .mean
    case .quantile: .quantile
    case .maximum: .extreme
    case .perDay, .perHour, .ratio, .perContact: .ratio
    case .records(let expression): expression.measure.nature
    case .reported(let nature): nature
    }
  }

  /// True when a period is the sum of its days.
  public var isAdditive: Bool { nature == .count || nature == .sum }
}

extension RecordMeasure {
  var nature: FigureNature {
    switch self {
    case .count: .count
    case .distinct, .days: .distinct
    case .share, .loaded: .share
    case .net: .net
    case .sum: .sum
    case .mean, .weightedMean: .mean
    case .quantile: .quantile
    case .maximum, .minimum, .latest, .age, .only: .extreme
    case .ratio, .perRecord, .partOf: .ratio
    case .perDay(_, .mean): .mean
    case .perDay(_, .median): .quantile
    case .perDay: .extreme
    }
  }

  /// Fields it reads.
  var fields: [FieldID] {
    switch self {
    case .count, .days, .loaded: []
    case let .distinct(f), let .sum(f), let .mean(f), let .quantile(f, _), let .maximum(f), let .minimum(f), let .latest(f), let .age(f),
      let .perDay(f, _), let .perRecord(f, _), let .only(f):
      [f]
    case let .ratio(a, b): a + b
    case let .weightedMean(f, w): [f, w]
    case let .partOf(f, of, _): [f, of]
    case let .share(filter): filter.fields
    case let .net(plus, minus): plus.fields + minus.fields
    }
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

extension RecordFilter {
  /// Fields it compares.
  var fields: [FieldID] {
    switch self {
    case .everything: []
    case let .text(f, _), let .flag(f, _), let .number(f, _, _), let .present(f): [f]
    case let .all(parts), let .any(parts): parts.flatMap(\.fields)
    case let .not(part): part.fields
    }
  }

  /// Fields without which no record can meet it.
  var required: [FieldID] {
    switch self {
    case .everything, .any, .not: []
    case let .text(f, _), let .flag(f, _), let .number(f, _, _), let .present(f): [f]
    case let .all(parts): parts.flatMap(\.required)
    }
  }

  /// Whether a record meets it.
  func holds(_ values: [FieldValue], _ schema: RecordSchema) -> Bool {
    func value(_ field: FieldID) -> FieldValue { schema.place(of: field).map { values[$0] } ?? .missing }
    switch self {
    case .everything: return true
    case let .text(f, wanted):
      guard let text = value(f).text?.string.lowercased() else { return false }
      return wanted.contains(text)
    case let .flag(f, wanted): return value(f).flag == wanted
    case let .number(f, comparison, bound):
      guard let number = value(f).number else { return false }
      switch comparison {
      case .less: return number < bound
      case .atMost: return number <= bound
      case .equal: return number == bound
      case .atLeast: return number >= bound
      case .more: return number > bound
      }
    case let .present(f):
      let value = value(f)
      return !value.isMissing && value != .list([])
    case let .all(parts): return parts.allSatisfy { $0.holds(values, schema) }
    case let .any(parts): return parts.contains { $0.holds(values, schema) }
    case let .not(part): return !part.holds(values, schema)
    }
  }
}
