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
