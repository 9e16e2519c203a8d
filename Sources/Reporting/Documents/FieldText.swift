import Notation
import Records

/// How the values of one column of records are written: on the page, in files, and as what a table is sorted by.
struct FieldText: Sendable {
  let field: RecordSchema.Field
  private let notation: Notation
  private let zone: Zone
  private let year: Int
  private let showsClock: Bool
  private let column: ColumnNotation?
  /// Stars and amounts that are all whole are written without decimals.
  private let isWhole: Bool

  init(_ field: RecordSchema.Field, anchor: FieldID?, values: [FieldValue], zone: Zone, period: Period, notation: Notation) {
    self.field = field
    self.notation = notation
    self.zone = zone
    year = period.start.components.year
    showsClock = field.id == anchor
    if case .number(let unit) = field.type, unit != .ratio {
      column = notation.column(values.map(\.number), unit)
      isWhole = Self.hasDecimals(unit) && values.allSatisfy { $0.number.map { $0.rounded() == $0 } ?? true }
    } else {
      column = nil
      isWhole = false
    }
  }

  private static func hasDecimals(_ unit: Unit) -> Bool {
    switch unit {
    case .score, .rate: true
    default: false
    }
  }

  /// The column's unit, when it holds numbers.
  var unit: Unit? { if case .number(let unit) = field.type { unit } else { nil } }

  /// Head of the column with its unit.
  var title: String { column?.unitLabel.map { "\(field.title), \($0)" } ?? field.title }

  /// As readers see it; nil when nothing was delivered.
  func text(_ value: FieldValue) -> String? {
    switch value {
    case .missing: nil
    case .number(let number): write(number)
    case .text(let text): text.string.isEmpty ? nil : LabelWords.plain(text.string, of: field.dimension)
    case .time(let instant): day(instant)
    case .flag(let flag): flag ? "yes" : "no"
    case .list(let list): list.isEmpty ? nil : list.map(\.string).joined(separator: ", ")
    }
  }

  private func write(_ number: Double) -> String {
    guard let column else { return CSVNumber.write(number) }
    return isWhole ? notation.cell(number, unit ?? .count, places: 0) : column.cell(number)
  }

  private func day(_ instant: Instant) -> String {
    let c = zone.day(of: instant).components
    let text = notation.day(c.year, c.month, c.day, style: .short)
    let dated = c.year == year ? text : "\(text) \(c.year)"
    return showsClock ? "\(dated), \(zone.clock(instant))" : dated
  }

  /// What a script sorts and filters by; nil where the text is enough.
  func key(_ value: FieldValue) -> String? {
    switch value {
    case .number(let number): CSVNumber.write(number)
    case .time(let instant): zone.iso(instant)
    case .list(let list): list.map(\.string).joined(separator: "\n")
    case .missing: ""
    case .text, .flag: nil
    }
  }

  /// For files: times as ISO 8601, flags as true and false, lists with semicolons.
  func published(_ value: FieldValue) -> PublishedTable.Cell {
    switch value {
    case .missing: PublishedTable.Cell("")
    case .number(let number): PublishedTable.Cell(text(value) ?? "", number)
    case .text(let text): PublishedTable.Cell(text.string)
    case .time(let instant): PublishedTable.Cell(zone.iso(instant))
    case .flag(let flag): PublishedTable.Cell(flag ? "true" : "false")
    case .list(let list): PublishedTable.Cell(list.map(\.string).joined(separator: "; "))
    }
  }
}

extension FieldValue {
  /// Ascending order: numbers, times and flags by value, texts by UTF-8; nil for missing ones, which stand last in any order.
  func precedes(_ other: FieldValue) -> Bool? {
    switch (self, other) {
    case let (.number(a), .number(b)): a == b ? nil : a < b
    case let (.time(a), .time(b)): a == b ? nil : a < b
    case let (.flag(a), .flag(b)): a == b ? nil : !a
    case let (.text(a), .text(b)): RecordOrder.text(a.string, b.string)
    case let (.list(a), .list(b)): RecordOrder.text(a.map(\.string).joined(separator: ", "), b.map(\.string).joined(separator: ", "))
    default: nil
    }
  }
}
