/// A distribution of whole numbers ≥ 0 as its distinct values with their counts. It is exact up to `limit` distinct values. Beyond,
/// low bits are dropped from all values, one after the other, until they fit: memory has a bound whatever the number of rows. The
/// number of dropped bits is the smallest that fits the values seen, so the result does not depend on how they were spread over
/// workers and merged. New values wait in a buffer that is sorted and merged when full.
struct ValueRuns: Sendable, Hashable {
  /// Distinct values kept.
  static let limit = 8192
  /// Numbers below it may be counted by number.
  private static let denseLimit: Int32 = 16_384
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
  /// Counts by number, for numbers that repeat much; grows with the largest number below `denseLimit`.
  private var dense: [UInt32] = []

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

  /// Adds a number. `repeats`: small numbers are expected to come again and again.
  @inline(__always) mutating func append(_ value: Int32, repeats: Bool) {
    if Int(value) < dense.count {
      dense[Int(value)] &+= 1
      return
    }
    buffer.append(value)
    if buffer.count >= ValueRuns.bufferLimit || (buffer.count >= 256 && buffer.count >= values.count) { drain(repeats) }
  }

  @inline(never) private mutating func drain(_ repeats: Bool) {
    if repeats {
      var largest = 0
      for value in buffer where value < ValueRuns.denseLimit { largest = max(largest, Int(value)) }
      while largest >= dense.count { dense.append(contentsOf: repeatElement(0, count: max(64, dense.count))) }
      var kept = 0
      for value in buffer {
        if Int(value) < dense.count {
          dense[Int(value)] &+= 1
        } else {
          buffer[kept] = value
          kept += 1
        }
      }
      buffer.removeLast(buffer.count - kept)
      if kept < 128 { return }
    }
    settle()
  }

  /// Moves the buffer into the runs.
  mutating func settle() {
    guard !buffer.isEmpty else { return }
    sortAscending(&buffer)
    largest = max(largest, buffer[buffer.count - 1])
    let shift = shift
    var newCounts: [UInt32] = []
    let newValues = [Int32](unsafeUninitializedCapacity: values.count + buffer.count) { newValues, size in
      newCounts = [UInt32](unsafeUninitializedCapacity: values.count + buffer.count) { newCounts, countSize in
        values.withUnsafeBufferPointer { values in
          counts.withUnsafeBufferPointer { counts in
            buffer.withUnsafeBufferPointer { buffer in
              size = mergeSorted(buffer, shift, into: (newValues, newCounts), values, counts)
            }
          }
        }
        countSize = size
      }
    }
    // Most numbers met a known value: keep no room for those that did not come.
    let isRoomy = newValues.count * 5 < (values.count + buffer.count) * 4
    values = isRoomy ? Array(newValues[...]) : newValues
    counts = isRoomy ? Array(newCounts[...]) : newCounts
    buffer.removeAll(keepingCapacity: true)
    fit()
  }

  /// Gives back the memory of the buffer.
  mutating func finish() {
    settle()
    buffer = []
    guard !dense.isEmpty else { return }
    var low = ValueRuns()
    for (value, count) in dense.enumerated() where count > 0 {
      low.values.append(Int32(value))
      low.counts.append(count)
    }
    low.largest = low.values.last ?? -1
    dense = []
    merge(low)
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

/// Merges sorted numbers into runs; says how many runs there are.
private func mergeSorted(
  _ buffer: UnsafeBufferPointer<Int32>, _ shift: Int32,
  into target: (UnsafeMutableBufferPointer<Int32>, UnsafeMutableBufferPointer<UInt32>),
  _ values: UnsafeBufferPointer<Int32>, _ counts: UnsafeBufferPointer<UInt32>
) -> Int {
  var size = 0
  var old = 0
  var next = 0
  while next < buffer.count {
    let value = buffer[next] >> shift
    while old < values.count && values[old] < value {
      target.0[size] = values[old]
      target.1[size] = counts[old]
      size += 1
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
    target.0[size] = value
    target.1[size] = count
    size += 1
  }
  while old < values.count {
    target.0[size] = values[old]
    target.1[size] = counts[old]
    size += 1
    old += 1
  }
  return size
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
