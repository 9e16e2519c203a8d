import Notation

/// The step sizes an axis may use, by what it measures.
enum TickSteps {
  /// 1, 2 or 5 times a power of ten, ascending from `10^from`.
  static func decimal(from: Int, through: Int) -> [Double] {
    (from...through).flatMap { exponent in [1, 2, 5].map { $0 * power(exponent) } }
  }

  /// Milliseconds: tenths of seconds and below by 1, 2, 5; then 1, 2, 5, 10, 15, 30 seconds and minutes; then hours, then days.
  static let durations: [Double] = {
    let units: [Double] = [1, 2, 5, 10, 15, 30]
    let belowSecond = decimal(from: -3, through: 2)
    let seconds = units.map { $0 * 1_000 }
    let minutes = units.map { $0 * 60_000 }
    let hours = [1.0, 2, 3, 6, 12].map { $0 * 3_600_000 }
    let days = decimal(from: 0, through: 6).map { $0 * 86_400_000 }
    return belowSecond + seconds + minutes + hours + days
  }()

  /// Whole per cent (1, 2, 5, 10, 20, 25, 50), and tenths or hundredths of it for very small shares.
  static let shares: [Double] =
    [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25, 50].map { $0 / 100 }

  private static let whole = decimal(from: 0, through: 15)
  private static let fractional = decimal(from: -9, through: 15)

  /// All steps for a unit, ascending.
  static func steps(for unit: Unit) -> [Double] {
    switch unit {
    case .count, .tokens, .characters: whole
    case .share: shares
    case .points: shares + decimal(from: 0, through: 3)
    case .duration: durations
    case .rate, .money, .score, .ratio: fractional
    }
  }

  /// 10 to a whole power, exact for negative powers as far as a Double can be.
  static func power(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<abs(exponent) { result *= 10 }
    return exponent < 0 ? 1 / result : result
  }
}
