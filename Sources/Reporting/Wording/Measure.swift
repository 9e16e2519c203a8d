import Aggregation
import Notation
import Records

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

  /// A sum over everything, such as the whole cost: its parts add up although it is no count.
  var isSum = false
  /// A number of different things, or another figure whose parts do not add up although it is written as a count.
  var isDistinct = false

  init(title: String, unit: Unit, direction: Direction = .neutral, counted: Noun = .conversation) {
    self.title = title
    self.unit = unit
    self.direction = direction
    self.counted = counted
  }

  /// The words of a metric.
  init(_ metric: Metric) {
    self.init(
      title: Measure.title(metric), unit: metric.unit, direction: metric.direction, counted: Measure.counted(metric))
    switch metric.expression {
    case .sum: isSum = true
    case .followUp(.returningContacts): isDistinct = true
    case .records, .reported, .minutes:
      isSum = metric.expression.isAdditive
      isDistinct = !isSum
    default: break
    }
  }

  /// The name that reads well as the subject of a sentence, on cards and in column heads of its own.
  private static func title(_ metric: Metric) -> String {
    if let known = titles[metric.id] { return known }
    return metric.title.contains(",") || metric.title.contains(":") ? metric.uncutShortTitle : metric.uncutTitle
  }

  private static let titles: [MetricID: String] = [
    "vol.conversations_started": "Conversations started",
    "vol.messages": "Messages",
    "vol.msgs_per_conv_mean": "Mean messages per conversation",
    "vol.msgs_per_conv_median": "Median messages per conversation",
    "vol.duration_median": "Median duration",
    "vol.duration_p90": "Duration, 90% line",
    "vol.duration_active_median": "Median active duration",
    "vol.message_length_median": "Median length of user messages",
    "vol.per_day_adj": "Conversations per day, weekdays evened out",
    "hof.turn_median": "Median turn of the hand-off",
    "hof.time_to_handoff_median": "Median time to hand-off",
    "out.resolution_rate_scored": "Share resolved by the assistant",
    "out.resolution_low": "Share resolved, at least",
    "out.resolution_high": "Share resolved, at most",
    "lat.mean": "Mean response time",
    "lat.p50": "Median response time",
    "lat.p90": "90% line of the response time",
    "lat.p95": "95% line of the response time",
    "lat.p99": "99% line of the response time",
    "lat.first_response_p50": "Median time to the first answer",
    "lat.slo_share": "Share of slow answers",
    "tool.duration_p50": "Median duration of tool calls",
    "tool.duration_p95": "95% line of the duration of tool calls",
    "cost.p95_conversation": "95% line of the cost per conversation",
    "cost.waste_share": "Share of cost spent on failures",
    "mdl.share": "Share of conversations",
    "sen.positive": "Share of positive conversations",
    "sen.neutral": "Share of neutral conversations",
    "sen.negative": "Share of negative conversations",
    "out.silent_failure_rate": "Share of silent failures",
    "out.unknown_share": "Share of unknown outcomes",
    "out.dq_resolved": "Share resolved without hand-off",
    "dq.scored_coverage": "Share of scored conversations",
    "hof.avoidable_rate": "Share of avoidable hand-offs",
    "hof.negative_share": "Share of negative hand-offs",
  ]

  /// In the middle of a sentence: `hand-off rate`.
  var inside: String { PlainEnglish.inside(title) }

  /// True when values of parts add up to the whole (counts, tokens, money), so that shares of a total make sense.
  var isAdditive: Bool {
    switch unit {
    case .count, .tokens: !isDistinct
    default: isSum
    }
  }

  private static func counted(_ metric: Metric) -> Noun {
    if metric.id == "cost.per_resolved" { return Noun(singular: "resolved conversation", plural: "resolved conversations") }
    if case .records(let expression) = metric.expression, let base = base(expression) { return base }
    if let things = metric.things { return Noun(singular: things.singular, plural: things.plural) }
    return switch metric.expression {
    case .sum(let quantities, _) where quantities.allSatisfy({ $0 == .conversationCost }): .conversation
    case .quantile(let quantity, _, _), .mean(let quantity, _), .maximum(let quantity): noun(quantity) ?? noun(metric.population)
    case .itemShare(let quantity, _), .items(let quantity): noun(quantity) ?? noun(metric.population)
    case .followUp(.repeatingContacts): Noun(singular: "contact with a hand-off", plural: "contacts with a hand-off")
    case .followUp(.returningContacts): Noun(singular: "contact", plural: "contacts")
    case .followUp(.lasting): Noun(singular: "resolved conversation", plural: "resolved conversations")
    default: noun(metric.population)
    }
  }

  /// What the divisor of a ratio counts, when that is not the records themselves: of topics and cohorts the conversations under them.
  private static func base(_ expression: RecordExpression) -> Noun? {
    let field: FieldID?
    switch expression.measure {
    case .ratio(_, let over): field = over.first
    case .partOf(_, let whole, _): field = whole
    default: return nil
    }
    switch field {
    case "conversations", "analysed", "population": return .conversation
    case "foundScored", "positive": return noun(.scored)
    case "foundOutcomes": return Noun(singular: "conversation with a known outcome", plural: "conversations with a known outcome")
    case "deflected": return noun(.deflected)
    case "handedOff": return noun(.handedOff)
    case "steps": return Noun(singular: "step", plural: "steps")
    case "passed", "total": return Noun(singular: "case", plural: "cases")
    case "assertions", "assertionsPassed": return Noun(singular: "assertion", plural: "assertions")
    default: return nil
    }
  }

  private static func noun(_ quantity: Quantity) -> Noun? {
    switch quantity {
    case .response, .slowResponse, .answer, .pricedAnswer: Noun(singular: "answer", plural: "answers")
    case .toolCall, .toolSuccess, .toolFailure, .toolDuration: .toolCall
    case .toolTimedFailure, .toolRetry: Noun(singular: "failed call", plural: "failed calls")
    case .userCharacters: Noun(singular: "user message", plural: "user messages")
    case .handoffTurn, .handoffDelay: Noun(singular: "hand-off", plural: "hand-offs")
    case .message, .userMessage, .assistantMessage, .inputTokens, .outputTokens: .message
    case .messageCount, .duration, .activeDuration, .conversationLatency, .firstResponse, .conversationCost, .conversationTokens: nil
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
    case .records: Noun(singular: "record", plural: "records")
    }
  }
}

extension Metric {
  /// Its name before "by …": a title such as "Calls by end reason" says the cut already.
  var uncutTitle: String { Self.uncut(title) }
  /// The short name in the same way.
  var uncutShortTitle: String { Self.uncut(shortTitle) }

  /// `Spoiled by the assistant` is no cut: only names of dimensions are.
  private static func uncut(_ title: String) -> String {
    guard let by = title.firstRange(of: " by "), !title[..<by.lowerBound].hasSuffix(","), cuts.contains(String(title[by.upperBound...]))
    else { return title }
    return String(title[..<by.lowerBound])
  }

  private static let cuts = Set(
    DimensionCatalogue.all.flatMap { [PlainEnglish.inside($0.title), DimensionWords($0).singular] }
      + ["target", "exit step", "parameter", "action"])
}
