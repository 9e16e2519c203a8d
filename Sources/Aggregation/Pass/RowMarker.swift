import Records

/// Sets the marks of the rows of one worker. What a name means for the predicates is looked up once for each code of a lexicon; a row
/// then costs one load for each of its names.
struct RowMarker: Sendable {
  /// Where the codes of a table stand in a batch.
  private enum Place: Sendable, Hashable {
    case list(RowPredicate.List)
    case name(RowPredicate.Name)
  }

  /// For each code of a lexicon the predicates that its text meets, as bits.
  private struct Table: Sendable {
    let place: Place
    var wanted: [(bit: UInt64, texts: Set<String>)] = []
    /// Predicates that any entry meets.
    var some: UInt64 = 0
    var bits: [UInt64] = []
  }

  private var tables: [Table] = []
  private var lengths: [(bit: UInt64, range: ClosedRange<Int32>)] = []
  private let patterns: UInt64
  /// True when no condition asks for a mark.
  let isIdle: Bool

  /// The predicates by number; only those in `used` are looked at.
  init(_ predicates: [RowPredicate], used: UInt64) {
    isIdle = used == 0
    patterns = used & ~((1 << UInt64(Marks.patterns.lowerBound)) - 1)
    for (number, predicate) in predicates.prefix(Marks.predicates.count).enumerated() where used >> UInt64(number) & 1 == 1 {
      let bit: UInt64 = 1 << UInt64(number)
      switch predicate {
      case let .any(list, texts): add(.list(list)) { $0.wanted.append((bit, Set(texts))) }
      case let .some(list): add(.list(list)) { $0.some |= bit }
      case let .name(name, texts):
        let texts = name == .intent ? texts.map { IntentForm.normal($0) ?? $0 } : texts
        add(.name(name)) { $0.wanted.append((bit, Set(texts))) }
      case let .messages(least, most):
        let low = Int32(clamping: max(least, 0))
        lengths.append((bit, low...max(low, Int32(clamping: most))))
      }
    }
  }

  private mutating func add(_ place: Place, _ change: (inout Table) -> Void) {
    if let known = tables.firstIndex(where: { $0.place == place }) {
      change(&tables[known])
    } else {
      var table = Table(place: place)
      change(&table)
      tables.append(table)
    }
  }

  /// Looks at the names that came since the last call.
  mutating func learn(_ lexicons: borrowing Lexicons) {
    for index in tables.indices {
      let isIntent = tables[index].place == .name(.intent)
      let known = tables[index].bits.count
      let new = Self.texts(tables[index].place, lexicons, from: known)
      for text in new {
        let text = isIntent ? IntentForm.normal(text) ?? text : text
        tables[index].bits.append(
          tables[index].wanted.reduce(tables[index].some) { $1.texts.contains(text) ? $0 | $1.bit : $0 })
      }
    }
  }

  private static func texts(_ place: Place, _ lexicons: borrowing Lexicons, from start: Int) -> [String] {
    func new(_ lexicon: Lexicon) -> [String] { start < lexicon.count ? lexicon.texts[start...].map(\.string) : [] }
    return switch place {
    case .list(.tag): new(lexicons.tag)
    case .list(.skill): new(lexicons.skill)
    case .list(.tool): new(lexicons.tool)
    case .list(.participant), .name(.assistant): new(lexicons.assistant)
    case .name(.inbox): new(lexicons.inbox)
    case .name(.model): new(lexicons.model)
    case .name(.intent): new(lexicons.intent)
    case .name(.language): new(lexicons.language)
    case .name(.source): new(lexicons.source)
    }
  }

  /// The marks of a row.
  func marks(_ batch: borrowing ConversationBatch, _ at: Int) -> UInt64 {
    var marks: UInt64 = 0
    for table in tables {
      switch table.place {
      case .list(.tag): marks |= Self.any(table.bits, batch.tags.values, batch.tags.offsets, at)
      case .list(.skill): marks |= Self.any(table.bits, batch.skills.values, batch.skills.offsets, at)
      case .list(.participant): marks |= Self.any(table.bits, batch.participants.values, batch.participants.offsets, at)
      case .list(.tool): marks |= Self.any(table.bits, batch.toolCalls.tool, batch.toolCalls.offsets, at)
      case .name(.assistant): marks |= Self.one(table.bits, batch.assistant[at])
      case .name(.inbox): marks |= Self.one(table.bits, batch.inbox[at])
      case .name(.model): marks |= Self.one(table.bits, batch.model[at])
      case .name(.intent): marks |= Self.one(table.bits, batch.intent[at])
      case .name(.language): marks |= Self.one(table.bits, batch.language[at])
      case .name(.source): marks |= Self.one(table.bits, batch.source[at])
      }
    }
    let length = batch.messageCount[at]
    for (bit, range) in lengths where range.contains(length) { marks |= bit }
    if patterns != 0, at < batch.matches.count { marks |= (batch.matches[at] << UInt64(Marks.patterns.lowerBound)) & patterns }
    return marks
  }

  private static func any(_ bits: [UInt64], _ values: [Int32], _ offsets: [Int32], _ at: Int) -> UInt64 {
    var marks: UInt64 = 0
    for place in Int(offsets[at])..<Int(offsets[at + 1]) { marks |= one(bits, values[place]) }
    return marks
  }

  @inline(__always) private static func one(_ bits: [UInt64], _ code: Int32) -> UInt64 {
    code >= 0 && Int(code) < bits.count ? bits[Int(code)] : 0
  }
}
