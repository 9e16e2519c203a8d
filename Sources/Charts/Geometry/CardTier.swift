/// The three card widths a chart is laid out for. Which labels show is decided by container queries in the style sheet:
/// no class always, `n1` only in narrow cards, `w2` from 27 rem, `w3` from 40 rem.
public enum CardTier: Int, CaseIterable, Sendable, Comparable {
  case narrow, medium, wide

  /// The smallest content width of a card in this tier, in pixels.
  public var width: Double {
    switch self {
    case .narrow: 254
    case .medium: 432
    case .wide: 640
    }
  }

  /// The class of a label that shows from this tier on; nil for always.
  var showsFrom: StaticString? {
    switch self {
    case .narrow: nil
    case .medium: "w2"
    case .wide: "w3"
    }
  }

  /// By width.
  public static func < (a: CardTier, b: CardTier) -> Bool { a.rawValue < b.rawValue }

  /// The lowest tier whose plot (card minus `margins`) gives `share` (0…1) of its width at least `pixels`.
  static func lowest(giving pixels: Double, from share: Double, margins: Double) -> CardTier? {
    allCases.first { ($0.width - margins) * share >= pixels }
  }
}
