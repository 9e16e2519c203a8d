import Basics
import Records
import Statistics

/// Conversations of some days, filtered and cut.
struct FollowUpQuestion {
  let book: FollowUpBook
  let dimensions: [Dimension]
  /// Rows of each cell, by the keys of its groups; the key of a label dimension is empty.
  private(set) var cells: [[String]: FollowUpRows] = [:]
  /// Conditions of label filters.
  private let restriction: Condition

  /// nil when a filter or a dimension is not kept for follow-ups: tags, skills, tools, participants, marks of a project.
  init?(
    _ book: FollowUpBook, _ days: Range<CalendarDay>, _ filters: [Filter], by dimensions: [Dimension] = [], _ catalogue: Catalogue
  ) {
    self.book = book
    self.dimensions = dimensions
    var restriction = Condition.everything
    var wanted: [(dimension: Dimension, value: String)] = []
    for filter in filters {
      guard let dimension = catalogue.dimension(filter.dimension) else { return nil }
      if case let .label(groups) = dimension.kind {
        guard let group = groups.first(where: { $0.key == filter.value }) else { return nil }
        restriction = restriction && group.condition
      } else {
        guard FollowUpKeys.isKept(dimension) else { return nil }
        let isIntent = dimension.column == .intent && !filter.value.isEmpty
        wanted.append((dimension, isIntent ? IntentForm.normal(filter.value) ?? filter.value : filter.value))
      }
    }
    guard dimensions.allSatisfy(FollowUpKeys.isKept), restriction.marks == 0 else { return nil }
    self.restriction = restriction
    let rows = book.rows(days)
    if wanted.isEmpty && dimensions.allSatisfy({ if case .label = $0.kind { true } else { false } }) {
      if !rows.isEmpty { cells[dimensions.map { _ in "" }] = .all(rows) }
      return
    }
    cells = FollowUpKeys(book, wanted.map(\.dimension) + dimensions).cells(rows, beginning: wanted.map(\.value))
  }

  /// Rows of all cells.
  var all: [FollowUpRows] { Array(cells.values) }

  /// For each signature of the book whether it meets a condition and the filters.
  func table(_ condition: Condition) -> [Bool] {
    let whole = condition && restriction
    return book.signatures.map(whole.holds)
  }
}

/// Places of conversations in the book.
enum FollowUpRows {
  case all(Range<Int>)
  case some([Int32])

  var count: Int {
    switch self {
    case .all(let range): range.count
    case .some(let places): places.count
    }
  }

  /// Goes over them.
  @inline(__always) func forEach(_ body: (Int) -> Void) {
    switch self {
    case .all(let range): for row in range { body(row) }
    case .some(let places): for row in places { body(Int(row)) }
    }
  }
}

/// Sorts rows into cells: names by combination, days as they follow each other, hours.
private struct FollowUpKeys {
  private let book: FollowUpBook
  private let dimensions: [Dimension]

  init(_ book: FollowUpBook, _ dimensions: [Dimension]) {
    self.book = book
    self.dimensions = dimensions
  }

  static func isKept(_ dimension: Dimension) -> Bool {
    switch dimension.kind {
    case .label(let groups): groups.allSatisfy { $0.condition.marks == 0 }
    case .hour, .weekday, .day, .week: true
    case let .code(column): FollowUpBook.columns.contains(column)
    case .recordField: false
    }
  }

  /// Cells of the rows whose first keys are those given, by the keys of the other dimensions.
  func cells(_ rows: Range<Int>, beginning wanted: [String]) -> [[String]: FollowUpRows] {
    var names: [[String]: Int32] = [:]
    let nameOf = book.combinations.map { combination -> Int32 in
      let key = dimensions.map { dimension -> String in
        guard case let .code(column) = dimension.kind, let at = FollowUpBook.columns.firstIndex(of: column) else { return "" }
        return combination[at] ?? ""
      }
      if let known = names[key] { return known }
      let made = Int32(truncatingIfNeeded: names.count)
      names[key] = made
      return made
    }
    let usesHour = dimensions.contains { $0.kind == .hour }
    let usesDay = dimensions.contains { [.day, .week, .weekday].contains($0.kind) }
    var places: [Int: Int] = [:]
    var found: [(name: Int32, day: Int, hour: UInt8, rows: [Int32])] = []
    book.forEachDay(rows) { day, rows in
      for row in rows {
        let name = nameOf[Int(book.combination[row])]
        let hour = usesHour ? book.hour[row] : 0
        let code = (Int(name) << 22 | (usesDay ? day : 0)) << 5 | Int(hour)
        let place = places[code] ?? found.count
        if place == found.count {
          places[code] = place
          found.append((name, usesDay ? day : 0, hour, []))
        }
        found[place].rows.append(Int32(truncatingIfNeeded: row))
      }
    }
    var keyOf = [[String]](repeating: [], count: names.count)
    for (key, place) in names { keyOf[Int(place)] = key }
    var cells: [[String]: [Int32]] = [:]
    for cell in found {
      let key = zip(dimensions, keyOf[Int(cell.name)]).map { Self.key($0, name: $1, day: CalendarDay(ordinal: cell.day), hour: cell.hour) }
      guard Array(key.prefix(wanted.count)) == wanted else { continue }
      cells[Array(key.dropFirst(wanted.count)), default: []] += cell.rows
    }
    return cells.mapValues { .some($0) }
  }

  private static func key(_ dimension: Dimension, name: String, day: CalendarDay, hour: UInt8) -> String {
    switch dimension.kind {
    case .label, .recordField: ""
    case .day: day.description
    case .week: Period(.week, containing: day).id
    case .weekday: String(day.weekday)
    case .hour: String(hour)
    case .code: name
    }
  }
}

/// Turns rows into an estimate.
struct FollowUpEvaluation {
  let metric: Metric
  let measure: FollowUpMeasure
  let question: FollowUpQuestion
  /// Why there is none without a base.
  let reason: Unavailability

  /// The estimate of some rows of the question that meet further conditions.
  func estimate(_ rows: [FollowUpRows], where labels: Condition = .everything) -> Estimate {
    switch measure {
    case let .recontact(window, sameIntent, condition):
      let again = sameIntent ? FollowUpFacts.sameIntent(window) : .again(window)
      let counts = tally(rows, condition && labels, window, again)
      return share(counts.again, counts.assessed)
    case let .lasting(window, condition):
      let counts = tally(rows, condition && labels, window, .again(window))
      return share(counts.assessed - counts.again, counts.assessed)
    case .returningContacts: return returning(rows, labels)
    case let .repeatingContacts(condition):
      var times: [UInt32: Int] = [:]
      let book = question.book
      let holds = question.table(condition && labels)
      for part in rows { part.forEach { row in if holds[Int(book.signature[row])] { times[book.contact[row], default: 0] += 1 } } }
      return share(times.values.reduce(0) { $0 + ($1 >= 2 ? 1 : 0) }, times.count)
    }
  }

  private func returning(_ rows: [FollowUpRows], _ labels: Condition) -> Estimate {
    let book = question.book
    let holds = question.table(labels)
    var seen: Set<UInt32> = []
    var isAny = false
    for part in rows {
      part.forEach { row in
        guard holds[Int(book.signature[row])] else { return }
        isAny = true
        if book.facts[row].contains(.seenBefore) { seen.insert(book.contact[row]) }
      }
    }
    guard isAny || reason == .noData else { return .unavailable(reason) }
    return Estimate(
      value: Double(seen.count), numerator: Double(seen.count), base: seen.count, state: .available, spread: .count(seen.count))
  }

  private func tally(
    _ rows: [FollowUpRows], _ condition: Condition, _ window: FollowUpWindow, _ again: FollowUpFacts
  ) -> (assessed: Int, again: Int) {
    let holds = question.table(condition)
    let book = question.book
    var counts = (assessed: 0, again: 0)
    for part in rows {
      part.forEach { row in
        guard holds[Int(book.signature[row])], book.facts[row].contains(.assessed(window)) else { return }
        counts.assessed += 1
        if book.facts[row].contains(again) { counts.again += 1 }
      }
    }
    return counts
  }

  private func share(_ part: Int, _ base: Int) -> Estimate {
    if base == 0 { return .unavailable(reason) }
    let state: EstimateState = base < metric.minimumSample ? .tooFew : metric.minimumSample > 1 && base < 100 ? .smallSample : .available
    return Estimate(
      value: Double(part) / Double(base), numerator: Double(part), denominator: Double(base),
      interval: Wilson.interval(successes: part, of: base), base: base, state: state, spread: .proportion(successes: part, of: base))
  }
}
