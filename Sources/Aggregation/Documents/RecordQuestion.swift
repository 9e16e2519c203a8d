import Basics
import Records

/// How a dimension is read from records of a kind.
enum RecordReading: Sendable {
  case field(Int)
  /// What the body is about.
  case subject(String)
  case source
  case day, week, weekday, hour
}

/// The records that answer one question, ready to be grouped.
struct RecordQuestion {
  let metric: Metric
  let expression: RecordExpression
  let shelf: RecordShelf
  let period: Period
  /// Records of the period that meet the population and the filters.
  let rows: [PlacedRecord]
  /// All records of the kind in the period, whatever the filters.
  let all: ArraySlice<PlacedRecord>
  /// A dimension that these records do not have, named in a filter.
  let missingDimension: Dimension?
  let bodies: [DocumentBody]

  init(
    _ metric: Metric, _ expression: RecordExpression, _ book: RecordBook, _ p: Period, days: Range<CalendarDay>?, _ filters: [Filter],
    cut dimensions: [Dimension] = []
  ) {
    self.metric = metric
    self.expression = expression
    period = p
    bodies = book.bodies
    let shelf = book.shelves[expression.kind] ?? RecordShelf(expression.kind, [])
    self.shelf = shelf
    all = shelf.rows(in: p)
    var rows = all.filter { expression.filter.holds($0.values, shelf.schema) }
    if let days { rows = rows.filter { row in row.day.map { days.contains(CalendarDay(ordinal: $0)) } ?? true } }
    var missing: Dimension?
    for filter in filters {
      guard let dimension = book.catalogue.dimension(filter.dimension) else {
        rows = []
        continue
      }
      guard let reading = Self.reading(dimension, shelf, all, book.bodies) else {
        missing = dimension
        rows = []
        continue
      }
      let wanted = dimension.id == "intent" ? IntentForm.normal(filter.value) ?? filter.value : filter.value
      rows = rows.filter { row in
        Self.keys(reading, dimension, row, book.bodies).contains { ($0 ?? "") == wanted }
      }
    }
    missingDimension = missing
    if expression.kind == .days {
      let cuts = Set(filters.map(\.dimension) + dimensions.map(\.id))
      rows = ReportedDays(expression, shelf.schema, book.bodies).preferred(rows, cutBy: cuts)
    }
    self.rows = rows
  }

  /// nil when records of the kind do not have the dimension.
  func reading(_ dimension: Dimension) -> RecordReading? { Self.reading(dimension, shelf, all, bodies) }

  private static func reading(
    _ dimension: Dimension, _ shelf: RecordShelf, _ rows: ArraySlice<PlacedRecord>, _ bodies: [DocumentBody]
  ) -> RecordReading? {
    switch dimension.kind {
    case .day: return rows.contains { $0.day != nil } ? .day : nil
    case .week: return rows.contains { $0.day != nil } ? .week : nil
    case .weekday: return rows.contains { $0.day != nil } ? .weekday : nil
    case .hour: return rows.contains { $0.hour != nil } ? .hour : nil
    case .label, .code, .recordField: break
    }
    if dimension.id == "source" { return .source }
    if let place = shelf.schema.fields.firstIndex(where: { $0.dimension == dimension.id.rawValue }),
      rows.contains(where: { !$0.values[place].isMissing })
    {
      return .field(place)
    }
    let name = dimension.id.rawValue
    let isSubject = Set(rows.map(\.record.body)).contains { body in bodies[body].parts.contains { $0.dimension == name } }
    return isSubject ? .subject(name) : nil
  }

  /// Groups of a record; nil for "not stated".
  func keys(_ reading: RecordReading, _ dimension: Dimension, _ row: PlacedRecord) -> [String?] {
    Self.keys(reading, dimension, row, bodies)
  }

  private static func keys(
    _ reading: RecordReading, _ dimension: Dimension, _ row: PlacedRecord, _ bodies: [DocumentBody]
  ) -> [String?] {
    let day = row.day.map(CalendarDay.init(ordinal:))
    switch reading {
    case .source: return [bodies[row.record.body].source]
    case .day: return [day?.description]
    case .week: return [day.map { Period(.week, containing: $0).id }]
    case .weekday: return [day.map { String($0.weekday) }]
    case .hour: return [row.hour.map { String($0) }]
    case .subject(let name): return [bodies[row.record.body].parts.first { $0.dimension == name }?.member]
    case .field(let place):
      let isIntent = dimension.id == "intent"
      func key(_ text: String) -> String? { text.isEmpty ? nil : isIntent ? IntentForm.normal(text) ?? text : text }
      switch row.values[place] {
      case .text(let text): return [key(text.string)]
      case .list(let list):
        var seen: Set<String?> = []
        let keys = list.map { key($0.string) }.filter { seen.insert($0).inserted }
        return keys.isEmpty ? [nil] : keys
      default:
        let name = dimension.id.rawValue
        return [bodies[row.record.body].parts.first { $0.dimension == name }?.member]
      }
    }
  }
}
