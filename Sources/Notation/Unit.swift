/// What a number measures. One definition serves cards, axes, tables, sentences, CSV headers and JSON.
public enum Unit: Hashable, Sendable {
  /// Whole things: conversations, messages, hand-offs.
  case count
  /// A count per hour, day or other base, not whole.
  case rate
  /// 0…1, written as per cent.
  case share
  /// A difference of shares (0.032 is written "3.2 points").
  case points
  /// Milliseconds, written in the two largest units.
  case duration
  /// Amount in a currency (ISO 4217).
  case money(currency: String)
  /// Model tokens.
  case tokens
  /// A score with its maximum ("4.2 of 5").
  case score(of: Double)
  /// A plain factor ("1.8 times").
  case ratio
  /// Characters of text.
  case characters
}

extension Unit {
  /// The unit's one name in data files and references: `share` (0 to 1), `milliseconds`, `USD`.
  public var name: String {
    switch self {
    case .count: "count"
    case .rate: "rate"
    case .share: "share"
    case .points: "points"
    case .duration: "milliseconds"
    case .money(let currency): currency
    case .tokens: "tokens"
    case .score(let maximum): "score of \(Int(maximum))"
    case .ratio: "ratio"
    case .characters: "characters"
    }
  }
}

/// Which way is better.
public enum Direction: String, Sendable, Codable, CaseIterable {
  case higherIsBetter, lowerIsBetter, neutral
}
