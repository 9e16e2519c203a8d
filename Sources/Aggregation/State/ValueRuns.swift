/// A distribution of whole numbers ≥ 0 as its distinct values with their counts. It is exact up to `limit` distinct values. Beyond,
/// low bits are dropped from all values, one after the other, until they fit: memory has a bound whatever the number of rows. The
/// number of dropped bits is the smallest that fits the values seen, so the result does not depend on how they were spread over
/// workers and merged. New values wait in a buffer that is sorted and merged when full.
struct ValueRuns: Sendable, Hashable {
  /// Distinct values kept.
  static let limit = 16_384
  private static let bufferLimit = 4096

  /// Ascending, without repeats; a value stands for the numbers `value << shift ..< (value + 1) << shift`.
  private(set) var values: [Int32] = []
  /// How often each value occurs.
  private(set) var counts: [UInt32] = []
  /// Dropped low bits.
  private(set) var shift: Int32 = 0
  /// Largest number, exactly; -1 when there is none.
  private(set) var largest: Int32 = -1
  private var buffer: [Int32] = []

  init() {}

  /// Settled runs; nil unless they are what `settle` leaves.
  init?(values: [Int32], counts: [UInt32], shift: Int32, largest: Int32) {
    guard values.count == counts.count, values.count <= ValueRuns.limit, (0..<31).contains(shift), !counts.contains(0) else { return nil }
    guard values.last == (largest < 0 ? nil : largest >> shift), (values.first ?? 0) >= 0 else { return nil }
    for i in values.indices.dropFirst() where values[i - 1] >= values[i] { return nil }
    self.values = values
    self.counts = counts
    self.shift = shift
    self.largest = largest
  }

  @inline(__always) mutating func append(_ value: Int32) {
    buffer.append(value)
    if buffer.count >= ValueRuns.bufferLimit || (buffer.count >= 256 && buffer.count >= values.count) { settle() }
  }

  /// Moves the buffer into the runs.
  mutating func settle() {
    guard !buffer.isEmpty else { return }
    sortAscending(&buffer)
    largest = max(largest, buffer[buffer.count - 1])
    var newValues: [Int32] = []
    var newCounts: [UInt32] = []
    newValues.reserveCapacity(values.count + buffer.count)
    newCounts.reserveCapacity(values.count + buffer.count)
    var old = 0
    var next = 0
    while next < buffer.count {
      let value = buffer[next] >> shift
      while old < values.count && values[old] < value {
        newValues.append(values[old])
        newCounts.append(counts[old])
        old += 1
      }
      var count: UInt32 = 0
      while next < buffer.count && buffer[next] >> shift == value {
        count += 1
        next += 1
      }
      if old < values.count && values[old] == value {
        count = saturatingSum(count, counts[old])
        old += 1
      }
      newValues.append(value)
      newCounts.append(count)
    }
    newValues.append(contentsOf: values[old...])
    newCounts.append(contentsOf: counts[old...])
    values = newValues
    counts = newCounts
    buffer.removeAll(keepingCapacity: true)
    fit()
  }

  /// Gives back the memory of the buffer.
  mutating func finish() {
    settle()
    buffer = []
  }

  private mutating func fit() {
    while values.count > ValueRuns.limit { coarsen(to: shift + 1) }
  }

  private mutating func coarsen(to wanted: Int32) {
    guard wanted > shift else { return }
    let drop = wanted - shift
    shift = wanted
    var kept = 0
    for i in values.indices {
      let value = values[i] >> drop
      if kept > 0 && values[kept - 1] == value {
        counts[kept - 1] = saturatingSum(counts[kept - 1], counts[i])
      } else {
        values[kept] = value
        counts[kept] = counts[i]
        kept += 1
      }
    }
    values.removeLast(values.count - kept)
    counts.removeLast(counts.count - kept)
  }

  /// Adds another distribution.
  mutating func merge(_ other: ValueRuns) {
    settle()
    var other = other
    other.settle()
    if other.values.isEmpty { return }
    if values.isEmpty {
      self = other
      return
    }
    coarsen(to: other.shift)
    other.coarsen(to: shift)
    largest = max(largest, other.largest)
    var newValues: [Int32] = []
    var newCounts: [UInt32] = []
    newValues.reserveCapacity(values.count + other.values.count)
    newCounts.reserveCapacity(values.count + other.values.count)
    var a = 0
    var b = 0
    while a < values.count && b < other.values.count {
      let x = values[a]
      let y = other.values[b]
      newValues.append(min(x, y))
      newCounts.append(x == y ? saturatingSum(counts[a], other.counts[b]) : x < y ? counts[a] : other.counts[b])
      if x <= y { a += 1 }
      if y <= x { b += 1 }
    }
    newValues.append(contentsOf: values[a...])
    newCounts.append(contentsOf: counts[a...])
    newValues.append(contentsOf: other.values[b...])
    newCounts.append(contentsOf: other.counts[b...])
    values = newValues
    counts = newCounts
    fit()
  }

  /// Merges many in pairs, so that each value is copied about log2(n) times.
  static func merged(_ all: [ValueRuns]) -> ValueRuns {
    var level = all
    while level.count > 1 {
      var next: [ValueRuns] = []
      for i in stride(from: 0, to: level.count, by: 2) {
        var one = level[i]
        if i + 1 < level.count { one.merge(level[i + 1]) }
        next.append(one)
      }
      level = next
    }
    return level.first ?? ValueRuns()
  }

  /// The number that the value at a place stands for: itself, or the middle of its range.
  func number(at place: Int) -> Int32 {
    shift == 0 ? values[place] : values[place] << shift | 1 << (shift - 1)
  }
}

private func saturatingSum(_ a: UInt32, _ b: UInt32) -> UInt32 {
  let (sum, overflow) = a.addingReportingOverflow(b)
  return overflow ? UInt32.max : sum
}

/// Sorts numbers ≥ 0: by digits of 11 bits when there are many.
func sortAscending(_ values: inout [Int32]) {
  guard values.count >= 512 else {
    values.sort()
    return
  }
  let n = values.count
  var scratch = [Int32](repeating: 0, count: n)
  var largest: Int32 = 0
  for v in values { largest = max(largest, v) }
  var shift: Int32 = 0
  repeat {
    var starts = [Int](repeating: 0, count: 2049)
    values.withUnsafeBufferPointer { from in
      scratch.withUnsafeMutableBufferPointer { to in
        starts.withUnsafeMutableBufferPointer { starts in
          for i in 0..<n { starts[Int((from[i] >> shift) & 2047) + 1] += 1 }
          for digit in 0..<2048 { starts[digit + 1] += starts[digit] }
          for i in 0..<n {
            let digit = Int((from[i] >> shift) & 2047)
            to[starts[digit]] = from[i]
            starts[digit] += 1
          }
        }
      }
    }
    swap(&values, &scratch)
    shift += 11
  } while shift < 32 && largest >> shift > 0
}
