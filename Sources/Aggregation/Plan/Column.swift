/// What kind of event a grouping counts, and which time puts it into a day.
enum Grain: UInt8, Sendable, Hashable, CaseIterable {
  case lastMessage, firstMessage, message, toolCall

  init(_ anchor: Anchor) {
    switch anchor {
    case .lastMessage, .record, .capture, .vendor: self = .lastMessage
    case .firstMessage: self = .firstMessage
    case .message: self = .message
    case .toolCall: self = .toolCall
    }
  }

  /// Numbers an event of this grain carries.
  var width: Int {
    switch self {
    case .lastMessage, .firstMessage: 43
    case .message: 4
    case .toolCall: 9
    }
  }
}

/// What of a quantity is added up. Squares are added as low and high halves of 32 bits, so that their sum cannot overflow.
enum Component: UInt8, Sendable, Hashable {
  case count, sum, squareLow, squareHigh
}

extension Quantity {
  /// Position of the quantity among the numbers of its event; the components follow each other.
  var column: Int {
    switch self {
    case .messageCount: 0
    case .duration: 4
    case .conversationLatency: 8
    case .response: 12
    case .firstResponse: 16
    case .conversationCost: 20
    case .slowResponse: 24
    case .inputTokens: 25
    case .outputTokens: 27
    case .answer: 29
    case .pricedAnswer: 30
    case .conversationTokens: 31
    case .message, .toolCall: 0
    case .userMessage, .toolSuccess: 1
    case .assistantMessage, .toolFailure: 2
    case .toolRetry: 3
    case .toolDuration: 4
    case .toolTimedFailure: 8
    case .activeDuration: 33
    case .handoffTurn: 37
    case .handoffDelay: 39
    case .userCharacters: 41
    }
  }

  /// Grain where presence in the data is looked up.
  var homeGrain: Grain {
    switch self {
    case .message, .userMessage, .assistantMessage: .message
    case .toolCall, .toolSuccess, .toolFailure, .toolDuration, .toolTimedFailure, .toolRetry: .toolCall
    default: .lastMessage
    }
  }

  /// The unit of a metric from the whole numbers inside.
  func inUnit(sum: Double) -> Double { self == .conversationCost ? sum / 1e9 : sum }

  /// Squares are of milliseconds, messages, or millionths of a dollar.
  func inUnit(sumOfSquares: Double) -> Double { self == .conversationCost ? sumOfSquares / 1e12 : sumOfSquares }

  /// The value that a stored number stands for: milliseconds, messages, dollars.
  func value(of code: Int32) -> Double {
    switch self {
    case .conversationCost: Double(code) / 1e6
    case .duration, .activeDuration, .handoffDelay: Double(DurationCode.milliseconds(code))
    default: Double(code)
    }
  }
}

/// Durations as 32-bit numbers in order: exact to the millisecond below eleven days, to the nearest second above.
enum DurationCode {
  static let limit: Int64 = 1_000_000_000

  @inline(__always) static func code(milliseconds: Int64) -> Int32 {
    if milliseconds < limit { return Int32(truncatingIfNeeded: milliseconds) }
    return Int32(truncatingIfNeeded: min(limit + (milliseconds - limit + 500) / 1000, Int64(Int32.max)))
  }

  static func milliseconds(_ code: Int32) -> Int64 {
    let code = Int64(code)
    return code < limit ? code : limit + (code - limit) * 1000
  }
}
