/// An exact set of fingerprints: sorted numbers with a buffer that is merged when full.
struct DistinctSet: Sendable {
  /// Ascending, without repeats.
  private(set) var members: [UInt64] = []
  private var buffer: [UInt64] = []

  init() {}

  /// A settled set; nil unless ascending and without repeats.
  init?(members: [UInt64]) {
    for i in members.indices.dropFirst() where members[i - 1] >= members[i] { return nil }
    self.members = members
  }

  @inline(__always) mutating func insert(_ member: UInt64) {
    buffer.append(member)
    if buffer.count >= 256 && buffer.count >= members.count { settle() }
  }

  mutating func settle() {
    guard !buffer.isEmpty else { return }
    buffer.sort()
    members = DistinctSet.union(members, buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  mutating func finish() {
    settle()
    buffer = []
  }

  mutating func merge(_ other: DistinctSet) {
    settle()
    var other = other
    other.settle()
    if other.members.isEmpty { return }
    members = members.isEmpty ? other.members : DistinctSet.union(members, other.members)
  }

  /// Both inputs ascending; `b` may repeat.
  private static func union(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
    var result: [UInt64] = []
    result.reserveCapacity(a.count + b.count)
    var i = 0
    var j = 0
    while i < a.count || j < b.count {
      let takeA = j == b.count || (i < a.count && a[i] <= b[j])
      let next = takeA ? a[i] : b[j]
      if takeA { i += 1 } else { j += 1 }
      if result.last != next { result.append(next) }
    }
    return result
  }
}
