import Markup

/// The colours of series and parts, taken in order; the same thing has the same tone on every page.
public enum SeriesTone: Int, Sendable, Hashable, CaseIterable {
  /// `c1`…`c6` of the style sheet.
  case one = 1, two, three, four, five, six
  /// Grey, for "other" and the previous period.
  case rest = 0
  /// Hatched, for what is not known.
  case unknown = 7

  /// The class that fills an area; nil for hatching, which refers to a pattern of the figure.
  var fill: StaticString? {
    switch self {
    case .rest: "b0"
    case .one: "b1"
    case .two: "b2"
    case .three: "b3"
    case .four: "b4"
    case .five: "b5"
    case .six: "b6"
    case .unknown: nil
    }
  }

  /// The class of text on the filled area; nil where none is readable.
  var textOn: StaticString? {
    switch self {
    case .one: "on1"
    case .two: "on2"
    case .three: "on3"
    case .four: "on4"
    case .five: "on5"
    case .six: "on6"
    case .rest, .unknown: nil
    }
  }

  /// The class of a line; each differs in colour and dash.
  var stroke: StaticString {
    switch self {
    case .rest, .unknown: "s0"
    case .one: "s1"
    case .two: "s2"
    case .three: "s3"
    case .four: "s4"
    case .five: "s5"
    case .six: "s6"
    }
  }

  /// The class of a dot on the line.
  var dot: StaticString {
    switch self {
    case .rest, .unknown: "dot0"
    case .one: "dot1"
    case .two: "dot2"
    case .three: "dot3"
    case .four: "dot4"
    case .five: "dot5"
    case .six: "dot6"
    }
  }
}
