/// Rounding that keeps the sum (Hamilton's method).
public enum LargestRemainder {
  /// Whole numbers in proportion to `parts` that add to `total`: every quota is rounded down, what is left goes to the largest
  /// remainders, the earlier part first on a tie. Negative and non-finite parts count as 0; all zeros give zeros.
  public static func round(_ parts: [Double], total: Int) -> [Int] {
    let clean = parts.map { $0.isFinite && $0 > 0 ? $0 : 0 }
    let largest = clean.max() ?? 0
    guard total > 0, total < 1 << 52, largest > 0 else { return parts.map { _ in 0 } }
    // Scaled by the largest part so that the sum cannot overflow.
    let sum = clean.reduce(0) { $0 + $1 / largest }
    let quotas = clean.map { $0 / largest / sum * Double(total) }
    // A quota a rounding error below a whole number is that number.
    var whole = quotas.map { quota in
      let nearest = quota.rounded()
      return Int(abs(quota - nearest) < 1e-9 * max(1, nearest) ? nearest : quota.rounded(.down))
    }
    let left = total - whole.reduce(0, +)
    guard left > 0 else { return whole }
    let order = quotas.indices.sorted { a, b in
      let x = quotas[a] - Double(whole[a])
      let y = quotas[b] - Double(whole[b])
      return abs(x - y) > 1e-9 ? x > y : a < b
    }
    for index in order.prefix(left) { whole[index] += 1 }
    return whole
  }
}
