import Aggregation
import Notation

/// A metric as sentences speak of it.
struct Measure: Sendable, Hashable {
  /// `Hand-off rate`.
  var title: String
  /// How its values are written.
  var unit: Unit
  /// Which way is better.
  var direction: Direction
  /// What its base counts: conversations, messages, tool calls.
  var counted: Noun

  init(title: String, unit: Unit, direction: Direction = .neutral, counted: Noun = .conversation) {
    self.title = title
    self.unit = unit
    self.direction = direction
    self.counted = counted
  }

  /// The words of a metric.
  init(_ metric: Metric) {
    self.init(
      title: metric.shortTitle, unit: metric.unit, direction: metric.direction, counted: Measure.counted(metric))
  }

  /// In the middle of a sentence: `hand-off rate`.
  var inside: String { PlainEnglish.inside(title) }

  /// True when values of parts add up to the whole (counts, tokens, money), so that shares of a total make sense.
  var isAdditive: Bool {
    switch unit {
    case .count, .tokens: true
    default: false
    }
  }

  private static func counted(_ metric: Metric) -> Noun {
    switch metric.expression {
    case .quantile(let quantity, _, _), .mean(let quantity, _), .maximum(let quantity): noun(quantity) ?? noun(metric.population)
    case .itemShare(let quantity, _), .items(let quantity): noun(quantity) ?? noun(metric.population)
    default: noun(metric.population)
    }
  }

  private static func noun(_ quantity: Quantity) -> Noun? {
    switch quantity {
    case .response, .slowResponse, .answer, .pricedAnswer: Noun(singular: "answer", plural: "answers")
    case .toolCall, .toolSuccess, .toolFailure, .toolDuration: .toolCall
    case .message, .userMessage, .assistantMessage, .inputTokens, .outputTokens: .message
    case .messageCount, .duration, .conversationLatency, .firstResponse, .conversationCost: nil
    }
  }

  private static func noun(_ population: Population) -> Noun {
    switch population {
    case .all: .conversation
    case .engaged: Noun(singular: "engaged conversation", plural: "engaged conversations")
    case .handedOff: Noun(singular: "hand-off", plural: "hand-offs")
    case .deflected: Noun(singular: "conversation without hand-off", plural: "conversations without hand-off")
    case .scored: Noun(singular: "scored conversation", plural: "scored conversations")
    case .scoredDeflected: Noun(singular: "scored conversation without hand-off", plural: "scored conversations without hand-off")
    case .scoredHandedOff: Noun(singular: "scored hand-off", plural: "scored hand-offs")
    case .toolsJudged: Noun(singular: "judged conversation", plural: "judged conversations")
    case .messages: .message
    case .assistantMessages: Noun(singular: "answer", plural: "answers")
    case .userMessages: Noun(singular: "message of people", plural: "messages of people")
    case .toolCalls: .toolCall
    }
  }
}
