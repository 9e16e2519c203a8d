import Notation

/// Parts of a whole in tenths of a per cent: they always add to 1000.
enum Shares {
  /// Rounded by largest remainder; nil when there is no whole. Amounts below zero or not finite count as zero.
  static func tenths(_ amounts: [Double]) -> [Int]? {
    let parts = LargestRemainder.round(amounts, total: 1000)
    return parts.allSatisfy { $0 == 0 } ? nil : parts
  }
}
