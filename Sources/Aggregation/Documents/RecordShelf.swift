import Basics
import Records

/// One record in its place in time.
struct PlacedRecord: Sendable {
  let record: Record
  /// Ordinal of the first day of its period.
  let period: Int
  /// Ordinal of its local day; nil for records that only a list dates.
  let day: Int?
  /// Local hour 0…23; nil for days and lists.
  let hour: Int?
  /// Its time, else when its list was taken: microseconds.
  let moment: Int64

  var values: [FieldValue] { record.values }
}

/// All records of one kind: each once, by period and time.
struct RecordShelf: Sendable {
  let kind: RecordKind
  let schema: RecordSchema
  let rows: [PlacedRecord]

  init(_ kind: RecordKind, _ rows: [PlacedRecord]) {
    self.kind = kind
    schema = kind.schema
    self.rows = rows.sorted { a, b in
      if a.period != b.period { return a.period < b.period }
      if a.moment != b.moment { return a.moment < b.moment }
      return (a.record.body, a.record.row) < (b.record.body, b.record.row)
    }
  }

  /// Records of a period, in order of time.
  func rows(in p: Period) -> ArraySlice<PlacedRecord> {
    let low = firstPlace { $0 >= p.start.ordinal }
    let high = firstPlace { $0 > p.start.ordinal }
    return rows[low..<high]
  }

  private func firstPlace(where isBehind: (Int) -> Bool) -> Int {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if isBehind(rows[middle].period) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Of records with equal keys within a source the latest captured counts; what a body of another kind says of the same thing fills what
/// that one leaves out (a list of items and the list of their citations).
struct Deduplication {
  private struct Key: Hashable {
    let source: String
    let vendor: Vendor
    let period: Int
    let parts: [String]
  }

  let schema: RecordSchema
  let bodies: [DocumentBody]

  /// `periods`: for lists without time, the period of each record, because every period keeps its own list.
  func unique(_ records: [Record], period: (Record) -> Int) -> [Record] {
    guard !schema.key.isEmpty else { return records }
    var groups: [Key: [Record]] = [:]
    var free: [Record] = []
    for record in records {
      guard let key = key(record, period(record)) else {
        free.append(record)
        continue
      }
      groups[key, default: []].append(record)
    }
    return free + groups.values.map(merged)
  }

  private func key(_ record: Record, _ period: Int) -> Key? {
    let places = schema.key.compactMap(schema.place)
    if places.allSatisfy({ record.values[$0].isMissing }) { return nil }
    let body = bodies[record.body]
    let parts = places.map { place in
      let value = record.values[place]
      if value.isMissing, let dimension = schema.fields[place].dimension {
        return body.parts.first { $0.dimension == dimension }?.member ?? ""
      }
      return Self.text(value)
    }
    return Key(source: body.source, vendor: body.vendor, period: period, parts: parts)
  }

  private static func text(_ value: FieldValue) -> String {
    switch value {
    case .missing: ""
    case .number(let number): "\(number)"
    case .text(let text): text.string
    case .time(let instant): "\(instant.microseconds)"
    case .flag(let flag): flag ? "yes" : "no"
    case .list(let list): list.map(\.string).joined(separator: "\u{1F}")
    }
  }

  private func merged(_ records: [Record]) -> Record {
    let order = records.sorted { isNewer($0, $1) }
    guard var newest = order.first else { return Record(body: 0, row: 0) }
    for older in order.dropFirst() where bodies[older.body].kind != bodies[newest.body].kind {
      for place in newest.values.indices where newest.values[place].isMissing { newest.values[place] = older.values[place] }
      if newest.conversations.isEmpty { newest.conversations = older.conversations }
    }
    return newest
  }

  private func isNewer(_ a: Record, _ b: Record) -> Bool {
    let x = bodies[a.body].captureRank
    let y = bodies[b.body].captureRank
    if x != y { return x > y }
    return (a.body, a.row) > (b.body, b.row)
  }
}

extension Record {
  fileprivate init(body: Int, row: Int) { self.init(.quotes, body: body, row: row, [:]) }
}

extension DocumentBody {
  /// Newest last: a stated capture, then a guessed one, then none.
  var captureRank: Int64 {
    guard let capturedAt else { return Int64.min }
    return isCaptureGuessed ? Int64.min / 2 + capturedAt.microseconds / 4 : capturedAt.microseconds
  }
}
