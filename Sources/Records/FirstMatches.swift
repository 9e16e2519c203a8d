/// When the texts of conversations first matched a pattern, as columns: conversation row `i` owns entries `offsets[i]..<offsets[i + 1]`.
/// Empty, without even offsets, where a project has no patterns.
public struct FirstMatches: Sendable, Equatable {
  /// One more than rows; empty before the first row.
  public var offsets: [Int32] = []
  /// Number of the pattern, ascending within a row.
  public var pattern: [UInt8] = []
  /// Time of the first message that matched it, microseconds since the epoch; a match in a message without a time has no entry.
  public var at: [Int64] = []

  /// No rows.
  public init() {}

  /// Adds a row: the earliest time of each pattern among some matches (bits of patterns, and when).
  public mutating func append(_ found: some Sequence<(bits: UInt64, at: Int64)>) {
    if offsets.isEmpty { offsets.append(0) }
    let start = pattern.count
    for (bits, moment) in found where moment != missingInstant {
      var rest = bits
      while rest != 0 {
        let number = UInt8(truncatingIfNeeded: rest.trailingZeroBitCount)
        rest &= rest - 1
        var place = start
        while place < pattern.count, pattern[place] < number { place += 1 }
        if place < pattern.count, pattern[place] == number {
          at[place] = min(at[place], moment)
        } else {
          pattern.insert(number, at: place)
          at.insert(moment, at: place)
        }
      }
    }
    offsets.append(Int32(truncatingIfNeeded: pattern.count))
  }

  /// Time of the first match of a pattern in a row; `missingInstant` when it has none, or none with a time.
  public func time(of number: Int, row: Int) -> Int64 {
    guard row + 1 < offsets.count else { return missingInstant }
    for place in Int(offsets[row])..<Int(offsets[row + 1]) where Int(pattern[place]) == number { return at[place] }
    return missingInstant
  }

  /// No rows; memory is kept.
  public mutating func reset() {
    offsets.removeAll(keepingCapacity: true)
    pattern.removeAll(keepingCapacity: true)
    at.removeAll(keepingCapacity: true)
  }
}
