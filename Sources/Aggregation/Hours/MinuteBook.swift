import Records

/// Minutes of all conversations in order, to be added up over stretches of time.
struct MinuteBook: Sendable {
  /// Conversations of one source.
  struct Source: Sendable {
    let name: String?
    let minutes: [Int32]
    let counts: [MinuteCounts]
  }

  let sources: [Source]
  /// Minutes in which the number of conversations under way changes, and that number from there on.
  private let changes: [Int32]
  private let levels: [Int64]

  init(_ table: MinuteTable) {
    sources = table.ordered.map { Source(name: $0.source, minutes: $0.minutes.map(\.minute), counts: $0.minutes.map(\.counts)) }
    var total: [Int32: Int64] = [:]
    for source in sources {
      for (minute, counts) in zip(source.minutes, source.counts) where counts.change != 0 { total[minute, default: 0] &+= counts.change }
    }
    changes = total.keys.sorted()
    var level: Int64 = 0
    levels = changes.map { minute in
      level &+= total[minute] ?? 0
      return level
    }
  }

  var isEmpty: Bool { sources.isEmpty }
  /// True when a hand-off at a known moment is among the data.
  var knowsHandoffs: Bool { sources.contains { $0.counts.contains { $0.handedOff > 0 } } }

  /// The largest number of conversations under way in a minute of a range; nil when none is.
  func peak(_ range: Range<Int32>) -> Int? {
    let from = Self.place(of: range.lowerBound, in: changes)
    let to = Self.place(of: range.upperBound, in: changes)
    // What began before goes on, unless the first minute changes it.
    var most = from > 0 && (from == changes.count || changes[from] > range.lowerBound) ? levels[from - 1] : 0
    for at in from..<max(from, to) { most = max(most, levels[at]) }
    return most > 0 ? Int(most) : nil
  }

  /// The first place with at least this minute.
  static func place(of minute: Int32, in minutes: [Int32]) -> Int {
    var low = 0
    var high = minutes.count
    while low < high {
      let middle = (low + high) / 2
      if minutes[middle] < minute { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension MinuteBook.Source {
  /// Sums over a range of minutes: all, and those in which a schedule is closed.
  func shares(_ range: Range<Int32>, _ hours: OpeningHours, _ quantity: KeyPath<MinuteCounts, Int64>) -> (closed: Int, all: Int) {
    var result = (closed: 0, all: 0)
    var clock = Zone.Cursor(hours.zone)
    for at in MinuteBook.place(of: range.lowerBound, in: minutes)..<MinuteBook.place(of: range.upperBound, in: minutes) {
      let number = Int(counts[at][keyPath: quantity])
      if number == 0 { continue }
      result.all += number
      if !hours.isOpen(minute: minutes[at], &clock) { result.closed += number }
    }
    return result
  }
}
