import Records

/// All conversations with a known contact, with what followed each: about 15 bytes a conversation, by the local day of the last message.
/// It does not depend on the order in which conversations were read.
public struct FollowUpBook: Sendable {
  /// Which names a combination holds, in this order.
  static let columns: [KeyColumn] = [.assistant, .version, .inbox, .model, .intent, .source, .language]

  /// Local days with conversations, ascending, and where the rows of each begin; one more start than days.
  private(set) var days: [Int32] = []
  private(set) var starts: [Int] = [0]
  /// Local hour of the last message.
  private(set) var hour: [UInt8] = []
  /// A number for each contact.
  private(set) var contact: [UInt32] = []
  private(set) var facts: [FollowUpFacts] = []
  /// Place in `combinations`.
  private(set) var combination: [Int32] = []
  /// Place in `signatures`.
  private(set) var signature: [Int32] = []
  /// Names by `columns`, each combination once.
  private(set) var combinations: [[String?]] = []
  private(set) var signatures: [Signature] = []
  /// Contacts of all the data.
  private(set) var contacts = 0

  /// Conversations with a known contact.
  public var count: Int { contact.count }

  /// No conversations.
  init() {}

  /// Finds out what followed each conversation of a finished sink.
  public init(_ sink: consuming FollowUpSink) {
    var clock = Clock(sink.settings.zone, nil)
    let names = Self.unique(sink.combinations)
    combinations = names.list
    let intents = Self.unique(combinations.map { [$0[4]] })
    let noIntent = intents.list.firstIndex(of: [nil])
    let stretches = sink.latest.mapValues { LoadedStretches($0) }
    let loaded = combinations.map { stretches[$0[5]] }
    var day: [Int32] = []
    var codes: [UInt64: Int32] = [:]
    for bag in 0..<FollowUpSink.bagCount {
      let rows = sink.take(bag)
      var from = 0
      while from < rows.count {
        var to = from + 1
        while to < rows.count && rows[to].contact == rows[from].contact { to += 1 }
        let facts = FollowUpLinks.facts(
          rows[from..<to],
          intent: { row in
            let intent = intents.place[Int(names.place[Int(row.combination)])]
            return Int(intent) == noIntent ? -1 : intent
          },
          loadedUntil: { loaded[Int(names.place[Int($0.combination)])]?.end(clock.read($0.lastAt).day) })
        for (row, fact) in zip(rows[from..<to], facts) {
          let time = clock.read(row.lastAt)
          day.append(time.day)
          hour.append(time.hour)
          contact.append(UInt32(truncatingIfNeeded: contacts))
          self.facts.append(fact)
          combination.append(names.place[Int(row.combination)])
          let code = codes[row.signature] ?? Int32(truncatingIfNeeded: signatures.count)
          if code == signatures.count {
            codes[row.signature] = code
            signatures.append(Signature(bits: row.signature))
          }
          signature.append(code)
        }
        contacts += 1
        from = to
      }
    }
    sort(day)
  }

  /// Each list once, and the place of every one of the given.
  private static func unique(_ all: [[String?]]) -> (list: [[String?]], place: [Int32]) {
    var places: [[String?]: Int32] = [:]
    var list: [[String?]] = []
    let place = all.map { names -> Int32 in
      if let known = places[names] { return known }
      let made = Int32(truncatingIfNeeded: list.count)
      places[names] = made
      list.append(names)
      return made
    }
    return (list, place)
  }

  /// Puts all columns in the order of days.
  private mutating func sort(_ day: [Int32]) {
    var counts: [Int32: Int] = [:]
    for d in day { counts[d, default: 0] += 1 }
    days = counts.keys.sorted()
    var next: [Int32: Int] = [:]
    for d in days {
      next[d] = starts[starts.count - 1]
      starts.append(starts[starts.count - 1] + (counts[d] ?? 0))
    }
    var target = [Int32](repeating: 0, count: day.count)
    for (row, d) in day.enumerated() {
      let place = next[d] ?? 0
      target[row] = Int32(truncatingIfNeeded: place)
      next[d] = place + 1
    }
    Self.permute(&hour, target, 0)
    Self.permute(&contact, target, 0)
    Self.permute(&facts, target, [])
    Self.permute(&combination, target, 0)
    Self.permute(&signature, target, 0)
  }

  private static func permute<Value>(_ values: inout [Value], _ target: [Int32], _ filler: Value) {
    var moved = [Value](repeating: filler, count: values.count)
    for (row, value) in values.enumerated() { moved[Int(target[row])] = value }
    values = moved
  }

  /// Rows of some days.
  func rows(_ range: Range<CalendarDay>) -> Range<Int> {
    let low = place(Int32(truncatingIfNeeded: range.lowerBound.ordinal))
    return starts[low]..<starts[max(low, place(Int32(truncatingIfNeeded: range.upperBound.ordinal)))]
  }

  /// The first place of `days` at or after a day.
  private func place(_ day: Int32) -> Int {
    var low = 0
    var high = days.count
    while low < high {
      let middle = (low + high) / 2
      if days[middle] < day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The rows of each day, of some that follow each other.
  func forEachDay(_ rows: Range<Int>, _ body: (Int, Range<Int>) -> Void) {
    for (place, day) in days.enumerated() {
      let own = (starts[place]..<starts[place + 1]).clamped(to: rows)
      if !own.isEmpty { body(Int(day), own) }
    }
  }
}
