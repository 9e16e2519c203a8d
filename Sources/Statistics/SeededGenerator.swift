/// A stream of numbers that is the same in every run: SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, OOPSLA 2014). Permutations and
/// bootstraps take theirs from here, so that the same data always give the same report.
public struct SeededGenerator: Sendable, RandomNumberGenerator {
  private var state: UInt64

  /// A stream; equal seeds give equal streams.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform in [0, 1).
  public mutating func uniform() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// Standard normal (polar method of G. Marsaglia).
  public mutating func normal() -> Double {
    while true {
      let a = 2 * uniform() - 1
      let b = 2 * uniform() - 1
      let s = a * a + b * b
      if s > 0, s < 1 { return a * (-2 * naturalLogarithm(s) / s).squareRoot() }
    }
  }

  /// How many of `draws` cases out of `total`, of which `successes` are successes, are successes: hypergeometric. Drawn one by one; by
  /// the normal distribution of the same mean and variance where that is close. 0 for impossible numbers.
  public mutating func hypergeometric(successes: Int, of total: Int, draws: Int) -> Int {
    guard total > 0, (0...total).contains(successes), (0...total).contains(draws), successes > 0, draws > 0 else { return 0 }
    let low = max(0, draws + successes - total)
    let high = min(draws, successes)
    if low == high { return low }
    let share = Double(successes) / Double(total)
    let mean = Double(draws) * share
    let variance = mean * (1 - share) * Double(total - draws) / Double(max(1, total - 1))
    let (steps, marked) = draws <= successes ? (draws, successes) : (successes, draws)
    if variance > 25 || steps > 2000 {
      return min(high, max(low, Int((mean + normal() * variance.squareRoot()).rounded())))
    }
    var found = 0
    for step in 0..<steps where uniform() * Double(total - step) < Double(marked - found) { found += 1 }
    return found
  }
}
