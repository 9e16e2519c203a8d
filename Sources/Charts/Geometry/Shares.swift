/// Parts of a whole in tenths of a per cent, rounded by largest remainder: they always add to 1000.
enum Shares {
  /// nil when there is no whole. Amounts below zero or not finite count as zero. Equal remainders go to the earlier part.
  static func tenths(_ amounts: [Double]) -> [Int]? {
    let amounts = amounts.map { $0.isFinite ? max(0, $0) : 0 }
    let total = amounts.reduce(0, +)
    guard total > 0, total.isFinite else { return nil }
    let exact = amounts.map { $0 / total * 1000 }
    var result = exact.map { Int($0.rounded(.down)) }
    let order = exact.indices.sorted { a, b in
      let (x, y) = (exact[a] - exact[a].rounded(.down), exact[b] - exact[b].rounded(.down))
      return x != y ? x > y : a < b
    }
    // Noise of the division cannot leave more than a handful of units, but the loop must end for any input.
    var left = 1000 - result.reduce(0, +)
    var position = 0
    while left > 0, !order.isEmpty {
      result[order[position % order.count]] += 1
      left -= 1
      position += 1
    }
    return result
  }
}
