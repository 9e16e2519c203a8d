/// All that was counted in one group: what is merged, stored and finally divided.
struct Cell: Sendable {
  var counts: [Int64]
  var sums: [Int64]
  var runs: [ValueRuns]
  var contacts: [DistinctSet]

  init(_ spec: TableSpec) {
    counts = [Int64](repeating: 0, count: spec.conditions.count)
    sums = [Int64](repeating: 0, count: spec.sums.count)
    runs = [ValueRuns](repeating: ValueRuns(), count: spec.distributions.count)
    contacts = [DistinctSet](repeating: DistinctSet(), count: spec.contacts.count)
  }

  mutating func merge(_ other: Cell) {
    for i in counts.indices { counts[i] &+= other.counts[i] }
    for i in sums.indices { sums[i] &+= other.sums[i] }
    for i in runs.indices { runs[i].merge(other.runs[i]) }
    for i in contacts.indices { contacts[i].merge(other.contacts[i]) }
  }
}

/// Which group: a day or the start of a period, and a name for each key column (nil: not stated).
struct GroupKey: Sendable, Hashable {
  var time: Int32
  var names: [String?]
}
