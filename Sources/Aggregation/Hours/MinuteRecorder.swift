import Records

/// What happened in one minute.
struct MinuteCounts: Sendable, Equatable {
  /// Conversations whose first message is in it.
  var started: Int64 = 0
  /// Hand-offs at a known moment in it.
  var handedOff: Int64 = 0
  /// Conversations that come under way in it, minus those that were last under way in the minute before.
  var change: Int64 = 0

  mutating func add(_ other: MinuteCounts) {
    started &+= other.started
    handedOff &+= other.handedOff
    change &+= other.change
  }
}

/// Starts, hand-offs and conversations under way by minute of universal time, of one worker: what can be held against opening hours that are
/// known only after the pass, in whatever zone they are. Memory follows the number of different minutes, which a month bounds.
struct MinuteRecorder: Sendable {
  private var index = KeyIndex()
  private var counts: [MinuteCounts] = []

  /// Adds a conversation. `handoffAt`: the time of the message that carries its hand-off, or `missingInstant`.
  mutating func add(_ batch: borrowing ConversationBatch, _ at: Int, handoffAt: Int64, idle: Int64) {
    let source = batch.source[at]
    if let minute = Self.minute(batch.firstAt[at]) { counts[place(source, minute)].started &+= 1 }
    if batch.flags[at].contains(.handoff), let minute = Self.minute(handoffAt) { counts[place(source, minute)].handedOff &+= 1 }
    addStretches(batch, at, source, idle)
  }

  /// A conversation is under way from its first to its last message; a silence longer than `idle` ends a stretch, the next message begins
  /// another. Without messages it is taken to go on for as long as its number of messages allows.
  private mutating func addStretches(_ batch: borrowing ConversationBatch, _ at: Int, _ source: Int32, _ idle: Int64) {
    var from = missingInstant
    var last = missingInstant
    for m in Int(batch.messages.offsets[at])..<Int(batch.messages.offsets[at + 1]) {
      let moment = batch.messages.at[m]
      guard Self.minute(moment) != nil else { continue }
      if last == missingInstant {
        from = moment
      } else if moment - last > idle {
        add(source, from, last)
        from = moment
      }
      last = max(last, moment)
    }
    if last != missingInstant {
      add(source, from, last)
      return
    }
    guard Self.minute(batch.firstAt[at]) != nil, Self.minute(batch.lastAt[at]) != nil else { return }
    let gaps = Int64(max(batch.messageCount[at] - 1, batch.messageCount[at] < 0 ? 1 : 0))
    let (longest, overflow) = gaps.multipliedReportingOverflow(by: idle)
    let length = batch.lastAt[at] - batch.firstAt[at]
    add(source, batch.firstAt[at], batch.firstAt[at] + max(0, overflow ? length : min(length, longest)))
  }

  private mutating func add(_ source: Int32, _ from: Int64, _ to: Int64) {
    guard let first = Self.minute(from), let last = Self.minute(to), first <= last else { return }
    counts[place(source, first)].change &+= 1
    counts[place(source, last + 1)].change &-= 1
  }

  @inline(__always) private mutating func place(_ source: Int32, _ minute: Int32) -> Int {
    let slot = Int(index.slot(PackedKey(a: UInt64(UInt32(bitPattern: source)) << 32 | UInt64(UInt32(bitPattern: minute)))))
    if slot == counts.count { counts.append(MinuteCounts()) }
    return slot
  }

  /// The minute of a moment from 1970 to 2099; nil for any other.
  @inline(__always) static func minute(_ microseconds: Int64) -> Int32? {
    guard microseconds >= 0, microseconds < 4_102_444_800_000_000 else { return nil }
    return Int32(truncatingIfNeeded: microseconds / 60_000_000)
  }

  /// Hands over every minute with the code of its source.
  func forEach(_ take: (_ source: Int32, _ minute: Int32, _ counts: MinuteCounts) -> Void) {
    for slot in counts.indices {
      let key = index.key(slot).a
      take(Int32(bitPattern: UInt32(truncatingIfNeeded: key >> 32)), Int32(bitPattern: UInt32(truncatingIfNeeded: key)), counts[slot])
    }
  }
}

/// Minutes by the name of a source; nil for conversations without one.
typealias MinuteTable = [String?: [Int32: MinuteCounts]]

extension MinuteTable {
  mutating func add(_ counts: MinuteCounts, _ source: String?, _ minute: Int32) {
    self[source, default: [:]][minute, default: MinuteCounts()].add(counts)
  }

  /// Source by source, each with its minutes in order; the one without a name first.
  var ordered: [(source: String?, minutes: [(minute: Int32, counts: MinuteCounts)])] {
    sorted { GroupKey(time: 0, names: [$0.key]) < GroupKey(time: 0, names: [$1.key]) }
      .map { ($0.key, $0.value.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }) }
  }

  func encode(to writer: inout ByteWriter) {
    writer.number(count)
    for (source, minutes) in ordered {
      writer.number(source == nil ? 0 : 1)
      if let source { writer.text(source) }
      writer.number(minutes.count)
      var last: Int32 = 0
      for (minute, counts) in minutes {
        writer.number(Int(minute - last))
        writer.signed(counts.started)
        writer.signed(counts.handedOff)
        writer.signed(counts.change)
        last = minute
      }
    }
  }

  init(decoding reader: inout ByteReader) throws(DecodingProblem) {
    self.init()
    for _ in 0..<(try reader.count()) {
      let source = try reader.limited(1) == 1 ? try reader.text() : nil
      var minutes: [Int32: MinuteCounts] = [:]
      var last = 0
      for _ in 0..<(try reader.count()) {
        last += try reader.limited(Int(Int32.max) - last)
        let counts = MinuteCounts(started: try reader.signed(), handedOff: try reader.signed(), change: try reader.signed())
        guard counts.started >= 0, counts.handedOff >= 0, minutes.updateValue(counts, forKey: Int32(last)) == nil else {
          throw reader.damage
        }
      }
      guard updateValue(minutes, forKey: source) == nil else { throw reader.damage }
    }
  }
}
