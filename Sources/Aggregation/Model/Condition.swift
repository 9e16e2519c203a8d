/// A condition on the facts of one conversation.
public indirect enum Condition: Sendable, Hashable {
  /// Always true.
  case everything
  /// The value of a field is one of a set (bit `v` of the set stands for value `v`).
  case field(Signature.Field, in: UInt16)
  /// Both.
  case both(Condition, Condition)
  /// At least one.
  case either(Condition, Condition)
  /// Not.
  case not(Condition)

  /// Whether a signature meets it.
  public func holds(_ s: Signature) -> Bool {
    switch self {
    case .everything: true
    case let .field(field, set): (set >> UInt16(truncatingIfNeeded: s[field])) & 1 == 1
    case let .both(a, b): a.holds(s) && b.holds(s)
    case let .either(a, b): a.holds(s) || b.holds(s)
    case let .not(a): !a.holds(s)
    }
  }

  /// Both.
  public static func && (a: Condition, b: Condition) -> Condition {
    if a == .everything { return b }
    if b == .everything || a == b { return a }
    return .both(a, b)
  }
  /// At least one.
  public static func || (a: Condition, b: Condition) -> Condition { .either(a, b) }
  /// Not.
  public static prefix func ! (a: Condition) -> Condition { .not(a) }

  static func value(_ field: Signature.Field, _ values: Int...) -> Condition {
    .field(field, in: values.reduce(0) { $0 | (1 << UInt16($1)) })
  }
  static func label(_ field: Signature.Field, _ codes: Int32...) -> Condition {
    .field(field, in: codes.reduce(0) { $0 | (1 << UInt16($1 + 1)) })
  }
  /// Any label at all.
  static func anyLabel(_ field: Signature.Field) -> Condition { .field(field, in: 0xFFFE) }
}

/// The words metrics are made of.
extension Condition {
  /// H
  static let handedOff = value(.handoff, 1)
  /// D
  static let deflected = value(.handoff, 0)
  static let handoffKnown = value(.handoff, 0, 1)
  /// E
  static let engaged = value(.engaged, 1)
  static let engagementKnown = value(.engaged, 0, 1)
  /// S
  static let scored = anyLabel(.sentiment)
  /// T
  static let resourcesJudged = scored && anyLabel(.resources)
  static let qualityStated = deflected && anyLabel(.quality)
  static let reasonStated = handedOff && anyLabel(.reason)
  static let hasMessages = value(.messages, 1)
  static let hasError = value(.error, 1)
  static let hasContact = value(.contact, 1)
  static let hasCost = value(.cost, 1)
  static let goalKnown = value(.goal, 1, 2)
  static let goalReached = value(.goal, 2)
  static let usedTools = value(.tools, 1, 2)
  static let failedTool = value(.tools, 2)
  static let toolsKnown = value(.tools, 0, 1, 2)
  static let negative = label(.sentiment, 0)
  static let neutral = label(.sentiment, 1)
  static let positive = label(.sentiment, 2)
  static let improved = label(.shift, 0)
  static let degraded = label(.shift, 2)
  static let highRisk = label(.risk, 2)
  /// Outcomes: with `outcomeUnknown` they share out all conversations.
  static let resolved = deflected && label(.quality, 0)
  static let partlyResolved = deflected && label(.quality, 1)
  static let actioned = deflected && label(.quality, 2)
  static let noResponse = deflected && label(.quality, 3)
  static let outcomeUnknown = !handedOff && !(deflected && label(.quality, 0, 1, 2, 3))
  static let silentFailure = deflected && (label(.quality, 1, 3) || negative || highRisk)
}
