import Statistics

/// The groups that a figure is made of, added up as far as it is asked. nil answers mean that the plan did not ask.
struct View {
  let spec: TableSpec
  let restriction: Condition
  let cells: [Cell]

  func count(_ condition: Condition) -> Int? {
    guard let at = spec.conditionIndex[condition && restriction] else { return nil }
    return Int(cells.reduce(0) { $0 &+ $1.counts[at] })
  }

  func sum(_ quantity: Quantity, _ component: Component, _ condition: Condition = .everything) -> Int64? {
    let key = TableSpec.Sum(quantity: quantity, component: component, condition: condition && restriction)
    guard let at = spec.sumIndex[key] else { return nil }
    return cells.reduce(0) { $0 &+ $1.sums[at] }
  }

  func runs(_ quantity: Quantity, _ condition: Condition) -> ValueRuns? {
    guard let at = spec.distributionIndex[.init(quantity: quantity, condition: condition && restriction)] else { return nil }
    return ValueRuns.merged(cells.map { $0.runs[at] })
  }

  func contacts() -> Int? {
    guard let at = spec.contacts.firstIndex(of: restriction) else { return nil }
    var all = DistinctSet()
    for cell in cells { all.merge(cell.contacts[at]) }
    return all.members.count
  }
}

/// Ranks of a distribution, for quantiles.
struct RankedRuns {
  private let runs: ValueRuns
  private let ends: [Int]
  private let quantity: Quantity

  init(_ runs: ValueRuns, _ quantity: Quantity) {
    self.runs = runs
    self.quantity = quantity
    var total = 0
    ends = runs.counts.map { count in
      total += Int(count)
      return total
    }
  }

  var count: Int { ends.last ?? 0 }

  var largest: Double? { runs.largest < 0 ? nil : quantity.value(of: runs.largest) }

  /// The value at a rank, 0 the smallest.
  func value(_ rank: Int) -> Double {
    var low = 0
    var high = ends.count
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] <= rank { low = middle + 1 } else { high = middle }
    }
    return low < runs.values.count ? quantity.value(of: runs.number(at: low)) : 0
  }
}
