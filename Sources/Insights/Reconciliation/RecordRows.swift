import Aggregation
import Basics
import Records
import Synchronization

/// Answers from records: ratings, conversions, simulations, calls. They are few, so every window is simply counted again.
struct RecordRows: Sendable {
  private let documents: Documents
  private let settings: AggregationSettings
  private let plan: Plan
  private let empty: AggregateState
  /// Records by whose they are, in their order; each stands under its source and under nil.
  private let groups: [Group: [Record]]
  /// The bodies as if all they say were about the first day of the calendar.
  private let ofOneDay: [DocumentBody]
  private let memory = Memory()

  private struct Group: Hashable {
    let kind: RecordKind
    let vendor: Vendor
    let source: String?
  }

  /// Another time of a record that a vendor could place it by.
  static let otherAnchors: [RecordKind: FieldID] = [
    .ratings: "firstMessageAt", .simulations: "endedAt", .calls: "endedAt", .evalRuns: "completedAt",
  ]

  init(_ documents: Documents, _ settings: AggregationSettings) {
    self.documents = documents
    var days = AggregationSettings(zone: .utc, periodKind: .day)
    days.includesTests = true
    self.settings = days
    plan = Plan([], settings: days)
    empty = AggregationPass(plan: plan).state
    ofOneDay = documents.bodies.map { body in
      var body = body
      body.window = .interval(Instant(seconds: 0)..<Instant(seconds: 86_400))
      body.zone = nil
      return body
    }
    var groups: [Group: [Record]] = [:]
    for (kind, records) in documents.records {
      for record in records where documents.bodies.indices.contains(record.body) {
        let body = documents.bodies[record.body]
        groups[Group(kind: kind, vendor: body.vendor, source: body.source), default: []].append(record)
        groups[Group(kind: kind, vendor: body.vendor, source: nil), default: []].append(record)
      }
    }
    self.groups = groups
  }

  /// Records of a kind that come from the vendor and source of a body; of all its sources without one.
  private func own(_ kind: RecordKind, _ vendor: Vendor, _ source: String?) -> [Record] {
    groups[Group(kind: kind, vendor: vendor, source: source)] ?? []
  }

  /// True when there are records of a kind beside a body.
  func has(_ kind: RecordKind, _ body: DocumentBody) -> Bool { !own(kind, body.vendor, body.source).isEmpty }

  /// The figure of a question: the records of its window as if all of them had happened on one day.
  func estimate(_ ask: Ask) -> Estimate? {
    guard let kind = ask.records?.kind else { return nil }
    let rating = ask.filters.first { $0.dimension == "rating" }.flatMap { Double($0.value) }
    let slice = Slice(
      kind: kind, vendor: ask.vendor, source: ask.source, window: ask.window, isOtherAnchor: ask.anchor == .firstMessage,
      includesTests: ask.includesTests, rating: rating)
    let day = Period(.day, containing: CalendarDay(ordinal: 0))
    return figures(slice).computed(ask.metric, in: day, where: ask.filters.filter { $0.dimension != "rating" })
  }

  /// The records that a question is about, whatever it asks of them.
  private struct Slice: Hashable {
    let kind: RecordKind
    let vendor: Vendor
    let source: String?
    let window: Range<Instant>
    let isOtherAnchor: Bool
    let includesTests: Bool
    let rating: Double?
  }

  /// Figures by slice: a report asks many things of one.
  private final class Memory: Sendable {
    let figures = Mutex<[Slice: Figures]>([:])
  }

  private func figures(_ slice: Slice) -> Figures {
    if let known = memory.figures.withLock({ $0[slice] }) { return known }
    let made = Figures(empty, plan: plan, documents: documents(slice))
    memory.figures.withLock { $0[slice] = made }
    return made
  }

  private func documents(_ slice: Slice) -> Documents {
    let kind = slice.kind
    var subset = Documents()
    subset.bodies = ofOneDay
    let schema = kind.schema
    let anchor = schema.anchor.flatMap { schema.place(of: $0) }
    let field = slice.isOtherAnchor ? Self.otherAnchors[kind].flatMap { schema.place(of: $0) } : anchor
    let test = schema.place(of: "isTest")
    subset.records[kind] = own(kind, slice.vendor, slice.source).enumerated().compactMap { place, record in
      if let rating = slice.rating, record.value("rating", kind).number != rating { return nil }
      var record = record
      if let field {
        guard let time = record.values[field].time, slice.window.contains(time) else { return nil }
      }
      // One moment each: a time may tell two records apart.
      if let anchor { record.values[anchor] = .time(Instant(microseconds: Int64(place))) }
      // Test traffic is left out by its mark.
      if let test, slice.includesTests { record.values[test] = .missing }
      return record
    }
    return subset
  }

  // MARK: how much of a list is there

  /// One list, over all its pages: what it is about, how long it says it is, what was read of it.
  private struct List: Hashable {
    let kind: String
    let window: ReportWindow
    let subject: [String: String]
  }

  /// Stated total and different records of every list of a kind. Lists without a stated total are left out.
  private func lists(_ kind: RecordKind, _ vendor: Vendor, _ source: String) -> [(total: Int, read: Int, bodies: [DocumentBody])] {
    var totals: [List: Int] = [:]
    var keys: [List: Set<[FieldValue]>] = [:]
    var bodies: [List: Set<Int>] = [:]
    let schema = kind.schema
    for record in own(kind, vendor, source) {
      let body = documents.bodies[record.body]
      guard let total = body.statedTotal else { continue }
      let list = List(kind: body.kind, window: body.window, subject: body.subject.mapValues(\.string))
      totals[list] = max(totals[list] ?? 0, total)
      let key =
        schema.key.isEmpty ? [.number(Double(record.body)), .number(Double(record.row))] : schema.key.map { record.value($0, kind) }
      keys[list, default: []].insert(key)
      bodies[list, default: []].insert(record.body)
    }
    return totals.map { list, total in
      (total, keys[list]?.count ?? 0, (bodies[list] ?? []).sorted().map { documents.bodies[$0] })
    }
  }

  /// Records that lists of this kind beside a body say they have and that were not read. Lists of other windows are left out.
  func missing(_ kind: RecordKind, _ body: DocumentBody) -> Int {
    lists(kind, body.vendor, body.source).reduce(0) { sum, list in
      let isOther = list.bodies.allSatisfy { other in
        guard let a = other.window.interval, let b = body.window.interval else { return false }
        return !a.overlaps(b)
      }
      return isOther ? sum : sum + max(0, list.total - list.read)
    }
  }

  /// True when every list of a kind states the same total and exactly that many records are there: then they are all there are.
  func isComplete(_ kind: RecordKind, _ body: DocumentBody) -> Bool {
    let lists = lists(kind, body.vendor, body.source)
    guard let first = lists.first else { return false }
    let listed = own(kind, body.vendor, body.source).filter { documents.bodies[$0.body].statedTotal != nil }
    let distinct = Set(listed.map { record in kind.schema.key.map { record.value($0, kind) } }).count
    return lists.allSatisfy { $0.total == first.total && $0.read == $0.total } && distinct == first.total
  }

  /// True when the records reach over a whole range: one list is complete, a list was asked for a window that holds it, or there are
  /// records before and after it.
  func covers(_ range: Range<Instant>, _ kind: RecordKind, _ body: DocumentBody) -> Bool {
    if lists(kind, body.vendor, body.source).contains(where: { $0.total == $0.read }) { return true }
    let records = own(kind, body.vendor, body.source)
    let windows = Set(records.map(\.body)).compactMap { documents.bodies[$0].window.interval }
    if windows.contains(where: { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }) { return true }
    guard let anchor = kind.schema.anchor else { return false }
    let times = records.compactMap { $0.value(anchor, kind).time }
    guard let first = times.min(), let last = times.max() else { return false }
    return first < range.lowerBound && last >= range.upperBound
  }
}
