import Records

/// All records by kind, in their places in time.
struct RecordBook: Sendable {
  let bodies: [DocumentBody]
  let catalogue: Catalogue
  private(set) var shelves: [RecordKind: RecordShelf] = [:]
  /// Days with records of what happened to customers or in simulations, by period: they make a period.
  private(set) var days: [Int: ClosedRange<Int>] = [:]
  private let place: Placement
  /// Periods that conversations and figures cover already, by the ordinal of their first day.
  let known: Set<Int>
  /// Kinds with a list for exactly a period, by its first day, of which rows are missing.
  private var incomplete: [RecordKind: Set<Int>] = [:]

  init(_ documents: Documents, _ settings: AggregationSettings, _ catalogue: Catalogue, known: Set<Int>) {
    bodies = documents.bodies
    self.catalogue = catalogue
    place = Placement(settings)
    self.known = known
    var known = known
    let kinds = documents.records.filter { !$0.value.isEmpty }.keys.sorted()
    for kind in kinds where kind.schema.anchor != nil { addDated(kind, documents) }
    known.formUnion(days.keys)
    if known.isEmpty {
      for kind in kinds where kind.schema.anchor != nil { cover(shelves[kind]?.rows ?? []) }
      known.formUnion(days.keys)
    }
    placeListed(documents, kinds, known)
    for (kind, shelf) in shelves { incomplete[kind] = periodsWithMissingRows(shelf) }
  }

  /// True when the vendor states more rows for a list of exactly this period than were loaded: the first page is not the whole.
  func isIncomplete(_ kind: RecordKind, in p: Period) -> Bool { incomplete[kind]?.contains(p.start.ordinal) ?? false }

  private func periodsWithMissingRows(_ shelf: RecordShelf) -> Set<Int> {
    struct List: Hashable {
      let source: String
      let kind: String
      let period: Int
      let parts: [FigurePart]
    }
    var lists: [Int: List] = [:]
    var totals: [List: Int] = [:]
    var rows: [List: Int] = [:]
    for row in shelf.rows {
      let index = row.record.body
      if lists[index] == nil, let total = bodies[index].statedTotal, let period = place.exact(bodies[index].window) {
        let list = List(source: bodies[index].source, kind: bodies[index].kind, period: period.start.ordinal, parts: bodies[index].parts)
        lists[index] = list
        totals[list] = max(totals[list] ?? 0, total)
      }
      if let list = lists[index] { rows[list, default: 0] += 1 }
    }
    return Set(totals.filter { $0.value > rows[$0.key] ?? 0 }.keys.map(\.period))
  }

  private var undatedByKind: [RecordKind: [Record]] = [:]

  /// Test traffic never takes part.
  private static func withoutTests(_ kind: RecordKind, _ records: [Record]) -> [Record] {
    guard let test = kind.schema.place(of: "isTest") else { return records }
    return records.filter { $0.values[test] != .flag(true) }
  }

  private mutating func addDated(_ kind: RecordKind, _ documents: Documents) {
    let schema = kind.schema
    guard let anchor = schema.anchor.flatMap(schema.place) else { return }
    let all = Deduplication(schema: schema, bodies: bodies).unique(Self.withoutTests(kind, documents[kind])) { _ in 0 }
    var zones: [String: Zone] = [:]
    var placed: [PlacedRecord] = []
    var undated: [Record] = []
    for record in all {
      guard let time = record.values[anchor].time else {
        undated.append(record)
        continue
      }
      // A reported day is a date in the vendor's zone; a moment is one in ours.
      let zone = kind == .days ? dayZone(record, &zones) : place.zone
      let day = zone.day(of: time)
      placed.append(
        PlacedRecord(
          record: record, period: place.period(of: day).start.ordinal, day: day.ordinal,
          hour: kind == .days ? nil : zone.hour(of: time), moment: time.microseconds))
    }
    shelves[kind] = RecordShelf(kind, placed)
    undatedByKind[kind] = undated
    if kind.coversPeriods { cover(placed) }
  }

  private func dayZone(_ record: Record, _ zones: inout [String: Zone]) -> Zone {
    guard let name = bodies[record.body].zone else { return place.zone }
    if let known = zones[name] { return known }
    let zone = Zone(identifier: name) ?? place.zone
    zones[name] = zone
    return zone
  }

  private mutating func cover(_ rows: [PlacedRecord]) {
    for row in rows {
      guard let day = row.day else { continue }
      let known = days[row.period] ?? day...day
      days[row.period] = min(known.lowerBound, day)...max(known.upperBound, day)
    }
  }

  /// Periods of lists: they are periods of the report only when nothing else is.
  var listedPeriods: Set<Int> { Set(shelves.values.flatMap { $0.rows.map(\.period) }) }

  /// Spellings of each intent, with the number of records.
  func intentSpellings() -> [String: [String: Int64]] {
    guard let shelf = shelves[.intents], let place = shelf.schema.place(of: "intent") else { return [:] }
    var counts: [String: [String: Int64]] = [:]
    for row in shelf.rows {
      guard let text = row.values[place].text?.string, let form = IntentForm.normal(text) else { continue }
      counts[form, default: [:]][text, default: 0] += 1
    }
    return counts
  }

  /// Lists without time, and records whose time is missing: by the window or the capture of their body. A list taken just after the end
  /// of the data still belongs to their last period.
  private mutating func placeListed(_ documents: Documents, _ kinds: [RecordKind], _ known: Set<Int>) {
    var known = known
    let listed = bodies.map { body -> Period? in
      guard let period = place.listed(body) else { return nil }
      if known.contains(period.start.ordinal) || !known.contains(period.previous.start.ordinal) { return period }
      return period.previous
    }
    let used = kinds.filter { $0.schema.anchor == nil }.flatMap { documents[$0] }.compactMap { listed[$0.body] }
    if known.isEmpty { known.formUnion(used.map(\.start.ordinal)) }
    let fallback = known.max()
    for kind in kinds {
      let isList = kind.schema.anchor == nil
      let candidates = isList ? Self.withoutTests(kind, documents[kind]) : undatedByKind[kind] ?? []
      let dated = candidates.filter { listed[$0.body] != nil || fallback != nil }
      func period(_ record: Record) -> Int { listed[record.body]?.start.ordinal ?? fallback ?? 0 }
      var unique = isList ? Deduplication(schema: kind.schema, bodies: bodies).unique(dated, period: period) : dated
      if kind == .topics { unique = latestAnalyses(unique, period: period) }
      let rows = unique.map { record in
        PlacedRecord(
          record: record, period: period(record), day: nil, hour: nil, moment: bodies[record.body].capturedAt?.microseconds ?? Int64.min)
      }
      if !rows.isEmpty { shelves[kind] = RecordShelf(kind, (shelves[kind]?.rows ?? []) + rows) }
    }
    undatedByKind = [:]
  }

  /// Analyses of topics overlap: of each source and subject only the latest of a period counts.
  private func latestAnalyses(_ records: [Record], period: (Record) -> Int) -> [Record] {
    struct Key: Hashable {
      let source: String
      let parts: [FigurePart]
      let period: Int
    }
    func key(_ r: Record) -> Key { Key(source: bodies[r.body].source, parts: bodies[r.body].parts, period: period(r)) }
    func rank(_ r: Record) -> (Int64, String) {
      let created = r.value("createdAt", .topics).time?.microseconds ?? bodies[r.body].captureRank
      return (created, r.value("analysis", .topics).text?.string ?? "")
    }
    var latest: [Key: (Int64, String)] = [:]
    for record in records {
      let mine = rank(record)
      if latest[key(record)].map({ $0 < mine }) ?? true { latest[key(record)] = mine }
    }
    return records.filter { record in latest[key(record)].map { $0 == rank(record) } ?? false }
  }
}

extension RecordKind {
  /// True for what happened to customers or in simulations: its days make a period. A history that reaches years back does not.
  var coversPeriods: Bool {
    switch self {
    case .ratings, .conversions, .goals, .escalations, .safetyEvents, .sessions, .calls, .intents, .steps, .days, .simulations: true
    default: false
    }
  }
}
