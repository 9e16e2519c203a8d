/// A condition on the facts of one conversation.
public indirect enum Condition: Sendable, Hashable {
  /// Always true.
  case everything
  /// The value of a field is one of a set (bit `v` of the set stands for value `v`).
  case field(Signature.Field, in: UInt16)
  /// A mark of the project is set: 0 to 63, see `Marks`.
  case mark(Int)
  /// Both.
  case both(Condition, Condition)
  /// At least one.
  case either(Condition, Condition)
  /// Not.
  case not(Condition)

  /// Whether a conversation with this signature and no marks meets it.
  public func holds(_ s: Signature) -> Bool { holds(s, marks: 0) }

  /// Whether a conversation with this signature and these marks meets it.
  public func holds(_ s: Signature, marks: UInt64) -> Bool {
    switch self {
    case .everything: true
    case let .field(field, set): (set >> UInt16(truncatingIfNeeded: s[field])) & 1 == 1
    case let .mark(number): (marks >> UInt64(truncatingIfNeeded: number)) & 1 == 1
    case let .both(a, b): a.holds(s, marks: marks) && b.holds(s, marks: marks)
    case let .either(a, b): a.holds(s, marks: marks) || b.holds(s, marks: marks)
    case let .not(a): !a.holds(s, marks: marks)
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

  /// The marks it asks for, as bits.
  var marks: UInt64 {
    switch self {
    case .everything, .field: 0
    case let .mark(number): 1 << UInt64(truncatingIfNeeded: number)
    case let .both(a, b), let .either(a, b): a.marks | b.marks
    case let .not(a): a.marks
    }
  }

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
  /// H: handed to a person.
  public static let handedOff = value(.handoff, 1)
  /// D: known not to have been handed to a person.
  public static let deflected = value(.handoff, 0)
  /// Known whether it was handed off.
  public static let handoffKnown = value(.handoff, 0, 1)
  /// E: the user spoke.
  public static let engaged = value(.engaged, 1)
  /// Known whether the user spoke.
  public static let engagementKnown = value(.engaged, 0, 1)
  /// S: carries a sentiment label.
  public static let scored = anyLabel(.sentiment)
  /// T: scored, with a judgement of the resources used.
  public static let resourcesJudged = scored && anyLabel(.resources)
  /// Deflected with a quality label.
  public static let qualityStated = deflected && anyLabel(.quality)
  /// Handed off with a reason.
  public static let reasonStated = handedOff && anyLabel(.reason)
  /// Its messages are in the export.
  public static let hasMessages = value(.messages, 1)
  /// The assistant failed or ran out of time.
  public static let hasError = value(.error, 1)
  /// Its contact is known.
  public static let hasContact = value(.contact, 1)
  /// At least one message states a cost.
  public static let hasCost = value(.cost, 1)
  /// Known whether it reached a goal.
  public static let goalKnown = value(.goal, 1, 2)
  /// Reached at least one goal.
  public static let goalReached = value(.goal, 2)
  /// Called a tool.
  public static let usedTools = value(.tools, 1, 2)
  /// At least one call of a tool failed.
  public static let failedTool = value(.tools, 2)
  /// Known whether it called tools.
  public static let toolsKnown = value(.tools, 0, 1, 2)
  /// Ended negative.
  public static let negative = label(.sentiment, 0)
  /// Ended neutral.
  public static let neutral = label(.sentiment, 1)
  /// Ended positive.
  public static let positive = label(.sentiment, 2)
  /// Sentiment improved.
  public static let improved = label(.shift, 0)
  /// Sentiment got worse.
  public static let degraded = label(.shift, 2)
  /// Scored, with a label of how the sentiment changed.
  public static let shiftStated = scored && anyLabel(.shift)
  /// Scored, with a shift label, and bad at some point: improved, or ended negative without getting worse.
  public static let wasBad = shiftStated && (improved || (negative && !degraded))
  /// Judged likely to come back.
  public static let highRisk = label(.risk, 2)
  /// Deflected and resolved.
  public static let resolved = deflected && label(.quality, 0)
  /// Deflected, partly resolved.
  public static let partlyResolved = deflected && label(.quality, 1)
  /// Deflected with an action taken.
  public static let actioned = deflected && label(.quality, 2)
  /// Deflected without a response.
  public static let noResponse = deflected && label(.quality, 3)
  /// Neither handed off nor with a known quality: with the outcomes above it shares out all conversations.
  public static let outcomeUnknown = !handedOff && !(deflected && label(.quality, 0, 1, 2, 3))
  /// The resources used did not fit the question.
  public static let irrelevantResources = resourcesJudged && label(.resources, 0)
  /// The resources used fitted the question in part.
  public static let partlyRelevantResources = resourcesJudged && label(.resources, 1)
  /// The resources used fitted the question.
  public static let relevantResources = resourcesJudged && label(.resources, 2)
  /// Judged unlikely to come back.
  public static let lowRisk = label(.risk, 0)
  /// Judged to come back perhaps.
  public static let mediumRisk = label(.risk, 1)
  /// Handed off because a rule demands a person.
  public static let handedOffByPolicy = handedOff && label(.reason, 0)
  /// Handed off because the user asked for a person.
  public static let handedOffOnRequest = handedOff && label(.reason, 1)
  /// Handed off in frustration.
  public static let handedOffInFrustration = handedOff && label(.reason, 2)
  /// Handed off at a limit of the assistant.
  public static let handedOffAtLimit = handedOff && label(.reason, 3)
  /// An answer cited a source.
  public static let cited = value(.cited, 1)
  /// Very long, by the project's limit.
  public static let isLong = value(.length, 3)
  /// Very short, by the project's limit.
  public static let isShort = value(.length, 1)
  /// Looks handled and was not.
  public static let silentFailure = deflected && (label(.quality, 1, 3) || negative || highRisk)
}
