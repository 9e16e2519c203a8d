/// An exact distribution of whole numbers ≥ 0: every distinct value with its count, so memory follows the distinct values and
/// not the rows. New values wait in a buffer that is sorted and merged when it is as long as what is stored.
struct ValueRuns: Sendable {
  /// Ascending, without repeats.
  private(set) var values: [Int32] = []
  /// How often each value occurs.
  private(set) var counts: [UInt32] = []
  private var buffer: [Int32] = []

  init() {}

  /// Settled runs; nil unless ascending, ≥ 0 and without zero counts.
  init?(values: [Int32], counts: [UInt32]) {
    guard values.count == counts.count, (values.first ?? 0) >= 0, !counts.contains(0) else { return nil }
    for i in values.indices.dropFirst() where values[i - 1] >= values[i] { return nil }
    self.values = values
    self.counts = counts
  }

  @inline(__always) mutating func append(_ value: Int32) {
    buffer.append(value)
    if buffer.count >= 256 && buffer.count >= values.count { settle() }
  }

  /// Moves the buffer into the runs.
  mutating func settle() {
    guard !buffer.isEmpty else { return }
    sortAscending(&buffer)
    var newValues: [Int32] = []
    var newCounts: [UInt32] = []
    newValues.reserveCapacity(values.count + buffer.count / 4)
    newCounts.reserveCapacity(values.count + buffer.count / 4)
    var old = 0
    var next = 0
    while next < buffer.count {
      let value = buffer[next]
      while old < values.count && values[old] < value {
        newValues.append(values[old])
        newCounts.append(counts[old])
        old += 1
      }
      var count: UInt32 = 0
      while next < buffer.count && buffer[next] == value {
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
  }

  /// Gives back the memory of the buffer.
  mutating func finish() {
    settle()
    buffer = []
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

  /// Number of values.
  var total: Int { counts.reduce(buffer.count) { $0 + Int($1) } }
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
