import Basics
import Records

/// One key of a sort order.
struct RecordOrder: Sendable, Hashable {
  /// By this field.
  var field: FieldID
  var isDescending: Bool

  /// Sorted by all keys; equal ones in the order in which they were read. Missing values stand last in both directions.
  static func sorted(_ records: [PeriodDocuments.Placed], _ kind: RecordKind, by orders: [RecordOrder]) -> [PeriodDocuments.Placed] {
    let places = orders.compactMap { order in kind.schema.place(of: order.field).map { ($0, order.isDescending) } }
    return records.enumerated().sorted { a, b in
      for (place, isDescending) in places {
        let left = a.element.record.values[place]
        let right = b.element.record.values[place]
        if left.isMissing != right.isMissing { return right.isMissing }
        if let before = left.precedes(right) { return before != isDescending }
      }
      return a.offset < b.offset
    }.map(\.element)
  }

  /// Texts as people list them: without regard to case, then by UTF-8; nil when equal.
  static func text(_ a: String, _ b: String) -> Bool? {
    let left = a.lowercased()
    let right = b.lowercased()
    if left != right { return utf8Precedes(left, right) }
    return a == b ? nil : utf8Precedes(a, b)
  }
}

/// A restriction of records: `hasRemark = true`, `simulations > 0`, `language != en`.
struct RecordCondition: Sendable, Hashable {
  enum Comparison: String, Sendable, CaseIterable {
    case notEqual = "!="
    case atLeast = ">="
    case atMost = "<="
    case equal = "="
    case above = ">"
    case below = "<"
  }
  var field: FieldID
  var comparison: Comparison
  /// As written.
  var value: String

  /// Whether a value meets it. A missing value meets nothing but `!=` and `= missing`.
  func holds(_ value: FieldValue) -> Bool {
    if self.value == "missing" { return value.isMissing == (comparison == .equal) }
    switch value {
    case .missing: return comparison == .notEqual
    case .number(let number): return Double(self.value).map { compare(number, $0) } ?? false
    case .flag(let flag): return (flag == (self.value == "true")) == (comparison != .notEqual)
    case .text(let text): return (text.string == self.value) == (comparison != .notEqual)
    case .list(let list): return list.contains { $0.string == self.value } == (comparison != .notEqual)
    case .time: return false
    }
  }

  private func compare(_ a: Double, _ b: Double) -> Bool {
    switch comparison {
    case .equal: a == b
    case .notEqual: a != b
    case .above: a > b
    case .below: a < b
    case .atLeast: a >= b
    case .atMost: a <= b
    }
  }
}
