import Records

/// Which event of a block goes to which group of a table. A conversation with three tags goes to three groups.
struct Assignment: Sendable {
  private(set) var event: [Int32] = []
  private(set) var slot: [Int32] = []
  private var keys: [PackedKey] = []
  private var event2: [Int32] = []
  private var keys2: [PackedKey] = []

  private(set) var count = 0

  @inline(__always)
  func withUnsafePointers(_ body: (UnsafeBufferPointer<Int32>, UnsafeBufferPointer<Int32>, Int) -> Void) {
    slot.withUnsafeBufferPointer { slots in
      event.withUnsafeBufferPointer { events in body(slots, events, count) }
    }
  }

  /// Finds the group of each event of the block.
  mutating func assign(
    _ events: EventBlock, to table: inout GroupTable, _ rows: RowBlock, _ batch: borrowing ConversationBatch,
    _ periods: borrowing PeriodIndex
  ) {
    begin(events, daily: table.spec.grouping.daily, periods)
    for (place, column) in table.spec.grouping.keys.enumerated() { addKey(place, column, events, rows, batch) }
    count = keys.count
    if slot.count < count { slot.append(contentsOf: repeatElement(0, count: count - slot.count)) }
    slot.withUnsafeMutableBufferPointer { slot in
      keys.withUnsafeBufferPointer { keys in
        for i in keys.indices { slot[i] = table.index.slot(keys[i]) }
      }
    }
  }

  /// The events that have a time, with their days or periods.
  private mutating func begin(_ events: EventBlock, daily: Bool, _ periods: borrowing PeriodIndex) {
    event.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    event.reserveCapacity(events.count)
    keys.reserveCapacity(events.count)
    // Neighbours mostly share their day.
    var last: Int32 = -1
    var key = PackedKey()
    for i in 0..<events.count {
      let day = events.times.day[i]
      if day < 0 { continue }
      if day != last {
        last = day
        key.a = TimeCode.code(daily ? day : periods.start[Int(day)])
      }
      event.append(Int32(i))
      keys.append(key)
    }
  }

  private mutating func addKey(
    _ place: Int, _ column: KeyColumn, _ events: EventBlock, _ rows: RowBlock, _ batch: borrowing ConversationBatch
  ) {
    switch column {
    case .hour: for i in keys.indices { put(place, Int32(events.times.hour[Int(event[i])]), at: i) }
    case .weekday:
      // 1970-01-01 was a Thursday; 0 is Monday.
      for i in keys.indices { put(place, (events.times.day[Int(event[i])] + 3) % 7, at: i) }
    case .assistant: put(place, batch.assistant, rows.first, events)
    case .inbox: put(place, batch.inbox, rows.first, events)
    case .source: put(place, batch.source, rows.first, events)
    case .language: put(place, batch.language, rows.first, events)
    case .model: put(place, batch.model, rows.first, events)
    case .intent: put(place, batch.intent, rows.first, events)
    case .version: put(place, rows.version, 0, events)
    case .tag: spread(place, batch.tags.offsets, batch.tags.values, rows.first, events)
    case .skill: spread(place, batch.skills.offsets, batch.skills.values, rows.first, events)
    case .participant: spread(place, batch.participants.offsets, batch.participants.values, rows.first, events)
    case .citedItem: spread(place, batch.citedItems.offsets, batch.citedItems.values, rows.first, events)
    case .failedTool: spread(place, rows.toolOutcomes.failedOffsets, rows.toolOutcomes.failed, 0, events)
    case .succeededTool: spread(place, rows.toolOutcomes.succeededOffsets, rows.toolOutcomes.succeeded, 0, events)
    case .tool:
      if events.tool.isEmpty {
        spread(place, rows.toolOffsets, rows.tools, 0, events)
      } else {
        for i in keys.indices { put(place, events.tool[Int(event[i])], at: i) }
      }
    }
  }

  private mutating func put(_ place: Int, _ codes: [Int32], _ first: Int, _ events: EventBlock) {
    keys.withUnsafeMutableBufferPointer { keys in
      event.withUnsafeBufferPointer { event in
        events.row.withUnsafeBufferPointer { row in
          codes.withUnsafeBufferPointer { codes in
            for i in keys.indices { keys[i].put(place, codes[first + Int(row[Int(event[i])])]) }
          }
        }
      }
    }
  }

  /// Code -1 (missing) is stored as 0.
  @inline(__always) private mutating func put(_ place: Int, _ code: Int32, at i: Int) { keys[i].put(place, code) }

  /// One assignment for each value of the list of its row; one without value for an empty list.
  private mutating func spread(_ place: Int, _ offsets: [Int32], _ values: [Int32], _ first: Int, _ events: EventBlock) {
    event2.removeAll(keepingCapacity: true)
    keys2.removeAll(keepingCapacity: true)
    event2.reserveCapacity(event.count * 2)
    keys2.reserveCapacity(event.count * 2)
    offsets.withUnsafeBufferPointer { offsets in
      values.withUnsafeBufferPointer { values in
        for i in 0..<keys.count {
          let row = first + Int(events.row[Int(event[i])])
          let from = Int(offsets[row])
          let to = Int(offsets[row + 1])
          if to - from <= 1 {
            // -1 of an empty list adds nothing to the key.
            append(place, from == to ? -1 : values[from], i)
          } else if to - from > 32 {
            for value in Set(values[from..<to]).sorted() { append(place, value, i) }
          } else {
            for at in from..<to where !values[from..<at].contains(values[at]) { append(place, values[at], i) }
          }
        }
      }
    }
    swap(&event, &event2)
    swap(&keys, &keys2)
  }

  @inline(__always) private mutating func append(_ place: Int, _ code: Int32, _ i: Int) {
    var key = keys[i]
    key.put(place, code)
    event2.append(event[i])
    keys2.append(key)
  }
}

extension PackedKey {
  /// Writes a code into place 0…5; -1 (missing) is 0.
  @inline(__always) mutating func put(_ place: Int, _ code: Int32) {
    let value = UInt64(UInt32(bitPattern: code &+ 1))
    switch place {
    case 0: a |= min(value, 0xFF_FFFF) << 16
    case 1: a |= min(value, 0xFF_FFFF) << 40
    case 2: b |= value
    case 3: b |= value << 32
    case 4: c |= value
    default: c |= value << 32
    }
  }

  /// The code in a place, -1 when missing.
  func code(_ place: Int) -> Int32 {
    let value: UInt64 =
      switch place {
      case 0: (a >> 16) & 0xFF_FFFF
      case 1: a >> 40
      case 2: b & 0xFFFF_FFFF
      case 3: b >> 32
      case 4: c & 0xFFFF_FFFF
      default: c >> 32
      }
    return Int32(bitPattern: UInt32(truncatingIfNeeded: value)) &- 1
  }

  /// Days since 1970-01-01 of the day or of the start of the period.
  var time: Int32 { Int32(a & 0xFFFF) - TimeCode.shift }
}

/// Dates in 16 bits.
enum TimeCode {
  /// The year that holds 1970-01-01 begins there; its week begins three days before.
  static let shift: Int32 = 16
  /// 2100-01-01: later moments are no times of a conversation.
  static let end: Int32 = 47_482

  @inline(__always) static func code(_ day: Int32) -> UInt64 { UInt64(UInt32(bitPattern: day + shift)) & 0xFFFF }
}

/// First day of the period of each day.
struct PeriodIndex: Sendable {
  private(set) var start: [Int32]

  init(_ kind: PeriodKind) {
    if kind == .day {
      start = Array(0..<TimeCode.end)
      return
    }
    start = []
    start.reserveCapacity(Int(TimeCode.end))
    var day: Int32 = 0
    while day < TimeCode.end {
      let period = Period(kind, containing: CalendarDay(ordinal: Int(day)))
      let until = min(Int32(period.end.ordinal), TimeCode.end)
      start.append(contentsOf: repeatElement(Int32(period.start.ordinal), count: Int(until - day)))
      day = until
    }
  }
}
