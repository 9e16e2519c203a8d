import Notation

/// How a vendor writes a quantity, and what it is in our unit; the only place where vendor scales are turned into units. Every scale has a
/// range outside which a value is impossible (`BodyProblem.Kind.impossibleValue`) and counted, never shown.
enum Scale: Sendable, Hashable {
  /// Whole things, 0 or more.
  case count
  /// Any finite number (changes, monetary values).
  case number
  /// 0…100 → share.
  case percent
  /// 0 or more per cent → share; vendors' rates whose numerator is no part of the denominator may pass 100.
  case openPercent
  /// −100 or more per cent → share: a change.
  case percentChange
  /// ≤ 1 → already a share, else per cent (noted as a guess).
  case shareOrPercent
  case milliseconds
  case seconds
  /// 0…100.
  case score100
  /// 0…10.
  case score10
  /// 1…5.
  case rating
  case tokens
  case characters
  case money(currency: String)

  /// Unit of the value.
  var unit: Unit {
    switch self {
    case .count: .count
    case .number: .rate
    case .percent, .openPercent, .percentChange, .shareOrPercent: .share
    case .milliseconds, .seconds: .duration
    case .score100: .score(of: 100)
    case .score10: .score(of: 10)
    case .rating: .score(of: 5)
    case .tokens: .tokens
    case .characters: .characters
    case .money(let currency): .money(currency: currency)
    }
  }

  /// The value in our unit; nil when it is impossible.
  func value(_ delivered: Double) -> Double? {
    guard delivered.isFinite else { return nil }
    switch self {
    case .count, .tokens, .characters: return delivered >= 0 && delivered <= 1e15 ? delivered : nil
    case .number, .money: return abs(delivered) <= 1e15 ? delivered : nil
    case .percent: return (0...100).contains(delivered) ? delivered / 100 : nil
    case .openPercent: return delivered >= 0 && delivered <= 1e6 ? delivered / 100 : nil
    case .percentChange: return delivered >= -100 && delivered <= 1e9 ? delivered / 100 : nil
    case .shareOrPercent: return delivered < 0 || delivered > 100 ? nil : delivered <= 1 ? delivered : delivered / 100
    case .milliseconds: return delivered >= 0 && delivered <= 1e13 ? delivered : nil
    case .seconds: return delivered >= 0 && delivered <= 1e10 ? delivered * 1000 : nil
    case .score100: return (0...100).contains(delivered) ? delivered : nil
    case .score10: return (0...10).contains(delivered) ? delivered : nil
    case .rating: return (1...5).contains(delivered) && delivered.rounded() == delivered ? delivered : nil
    }
  }
}
