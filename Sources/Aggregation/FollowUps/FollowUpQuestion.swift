import Basics
import Records
import Statistics

/// Conversations of some days, filtered and cut.
struct FollowUpQuestion {
  let book: FollowUpBook
  let dimensions: [Dimension]
  /// Rows of each cell, by the keys of its groups; the key of a label dimension is empty.
  private(set) var cells: [[String]: [Int]] = [:]
  /// Conditions of label filters.
  private let restriction: Condition

  /// nil when a filter or a dimension is not kept for follow-ups: tags, skills, tools, participants.
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
    // Marks of a project are not kept either.
    guard dimensions.allSatisfy(FollowUpKeys.isKept), restriction.marks == 0 else { return nil }
    self.restriction = restriction
    var keys = FollowUpKeys(book, dimensions)
    var filtering = FollowUpKeys(book, wanted.map(\.dimension))
    let values = wanted.map(\.value)
    for row in book.rows(days) where values.isEmpty || filtering.key(row) == values { cells[keys.key(row), default: []].append(row) }
  }

  /// Every row, of all cells.
  var all: [Int] { cells.values.flatMap { $0 } }

  /// For each signature of the book whether it meets a condition and the filters.
  func table(_ condition: Condition) -> [Bool] {
    let whole = condition && restriction
    return book.signatures.map(whole.holds)
  }
}

/// Keys of the groups that a row belongs to; neighbours mostly share theirs.
private struct FollowUpKeys {
  private let book: FollowUpBook
  private let dimensions: [Dimension]
  private var known: [Place: [String]] = [:]

  private struct Place: Hashable {
    var combination: Int32
    var day: Int
    var hour: UInt8
  }

  init(_ book: FollowUpBook, _ dimensions: [Dimension]) {
    self.book = book
    self.dimensions = dimensions
    usesDay = dimensions.contains { [.day, .week, .weekday].contains($0.kind) }
    usesHour = dimensions.contains { $0.kind == .hour }
    usesNames = dimensions.contains { if case .code = $0.kind { true } else { false } }
  }

  private let usesDay: Bool
  private let usesHour: Bool
  private let usesNames: Bool

  static func isKept(_ dimension: Dimension) -> Bool {
    switch dimension.kind {
    case .label(let groups): groups.allSatisfy { $0.condition.marks == 0 }
    case .hour, .weekday, .day, .week: true
    case let .code(column): FollowUpBook.columns.contains(column)
    case .recordField: false
    }
  }

  mutating func key(_ row: Int) -> [String] {
    let place = Place(
      combination: usesNames ? book.combination[row] : 0, day: usesDay ? book.day(row).ordinal : 0, hour: usesHour ? book.hour[row] : 0)
    if let key = known[place] { return key }
    let day = CalendarDay(ordinal: place.day)
    let key = dimensions.map { dimension -> String in
      switch dimension.kind {
      case .label, .recordField: return ""
      case .day: return day.description
      case .week: return Period(.week, containing: day).id
      case .weekday: return String(day.weekday)
      case .hour: return String(place.hour)
      case let .code(column):
        guard let at = FollowUpBook.columns.firstIndex(of: column) else { return "" }
        return book.combinations[Int(place.combination)][at] ?? ""
      }
    }
    known[place] = key
    return key
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
  func estimate(_ rows: [Int], where labels: Condition = .everything) -> Estimate {
    let book = question.book
    switch measure {
    case let .recontact(window, sameIntent, condition):
      let again = sameIntent ? FollowUpFacts.sameIntent(window) : .again(window)
      let counts = tally(rows, condition && labels, window, again)
      return share(counts.again, counts.assessed)
    case let .lasting(window, condition):
      let counts = tally(rows, condition && labels, window, .again(window))
      return share(counts.assessed - counts.again, counts.assessed)
    case .returningContacts:
      let holds = question.table(labels)
      var seen: Set<UInt32> = []
      var isAny = false
      for row in rows where holds[Int(book.signature[row])] {
        isAny = true
        if book.facts[row].contains(.seenBefore) { seen.insert(book.contact[row]) }
      }
      guard isAny || reason == .noData else { return .unavailable(reason) }
      return Estimate(
        value: Double(seen.count), numerator: Double(seen.count), base: seen.count, state: .available, spread: .count(seen.count))
    case let .repeatingContacts(condition):
      let holds = question.table(condition && labels)
      var times: [UInt32: Int] = [:]
      for row in rows where holds[Int(book.signature[row])] { times[book.contact[row], default: 0] += 1 }
      return share(times.values.reduce(0) { $0 + ($1 >= 2 ? 1 : 0) }, times.count)
    }
  }

  private func tally(_ rows: [Int], _ condition: Condition, _ window: FollowUpWindow, _ again: FollowUpFacts) -> (assessed: Int, again: Int)
  {
    let holds = question.table(condition)
    let book = question.book
    var counts = (assessed: 0, again: 0)
    for row in rows where holds[Int(book.signature[row])] && book.facts[row].contains(.assessed(window)) {
      counts.assessed += 1
      if book.facts[row].contains(again) { counts.again += 1 }
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
