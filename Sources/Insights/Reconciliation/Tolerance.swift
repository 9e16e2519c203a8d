import Notation
import Records

/// How far two numbers may be apart without differing: what rounding of the delivered number can do.
struct Tolerance: Sendable, Hashable {
  /// Half a unit of the last digit that the vendor writes.
  let half: Double
  /// The unit, for numbers that are cut off instead of rounded.
  let step: Double

  /// No rounding at all.
  static let exact = Tolerance(half: 0, step: 0)

  init(half: Double, step: Double) {
    self.half = half
    self.step = step
  }

  /// Of a number among others that the same body writes in the same unit: the vendor writes all of them with as many digits as the
  /// longest has. Counts are exact; shares are at least as coarse as their last digit and never coarser than 0.05 points unless a body
  /// writes at least three of them as whole per cent.
  ///
  /// `inSeconds`: the vendor writes durations in seconds, so that a whole number of them says nothing about milliseconds.
  init(_ unit: Unit, siblings: [Double], inSeconds: Bool = false) {
    let values = siblings.filter { $0 != 0 && $0.isFinite }
    switch unit {
    case .count, .tokens, .characters: self = .exact
    case .share, .points:
      let digits = values.map { Self.digits($0 * 100) }.max() ?? 0
      let floor = values.count >= 3 && values.contains { abs($0) != 1 } ? 0 : 1
      self.init(digits: max(digits, floor), scale: 0.01)
    case .duration:
      // Written in seconds: as many decimals as the longest; else whole seconds where every duration is a multiple of 1,000 ms.
      if inSeconds, !values.isEmpty {
        self.init(digits: values.map { Self.digits($0 / 1000) }.max() ?? 0, scale: 1000)
      } else if values.count >= 2, values.allSatisfy({ $0.truncatingRemainder(dividingBy: 1000) == 0 }) {
        self.init(half: 500, step: 1000)
      } else {
        self.init(digits: values.map(Self.digits).max() ?? 0, scale: 1)
      }
    case .rate, .ratio, .score, .money: self.init(digits: max(values.map(Self.digits).max() ?? 1, 1), scale: 1)
    }
  }

  private init(digits: Int, scale: Double) {
    var step = scale
    for _ in 0..<digits { step /= 10 }
    self.init(half: step / 2, step: step)
  }

  /// Decimals with which a number is written, up to 6: more is no rounding.
  private static func digits(_ value: Double) -> Int {
    var scaled = value
    for digits in 0..<6 {
      if abs(scaled - scaled.rounded()) < 1e-7 * max(1, abs(scaled)) { return digits }
      scaled *= 10
    }
    return 6
  }

  /// Nothing but the last bits of a division.
  static func isSame(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(a), abs(b)) }

  /// True when rounding can account for the difference.
  func allows(_ reported: Double, _ computed: Double) -> Bool {
    Self.isSame(reported, computed) || abs(reported - computed) <= half * (1 + 1e-9) + 1e-12
  }

  /// True when the computed number with its further digits cut off is the reported one.
  func isCutOff(_ reported: Double, _ computed: Double) -> Bool {
    guard step > 0 else { return false }
    let cut = (computed / step + 1e-9).rounded(.towardZero) * step
    return abs(cut - reported) <= step * 1e-6 + 1e-12
  }
}
