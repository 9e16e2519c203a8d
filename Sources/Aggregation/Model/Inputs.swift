import Records

extension Metric {
  /// Fields of the exports that it is computed from, as vendors name them, each once: what to look at when a figure surprises.
  public var inputs: [String] {
    var names: [String] = []
    func add(_ more: [String]) { for name in more where !names.contains(name) { names.append(name) } }
    switch expression {
    case .records(let expression):
      add(
        expression.measure.fields + expression.filter.fields + [expression.unit].compactMap { $0 }
      )
    case .reported, .derived: break
    default:
      let needs = Needs(expression)
      for condition in needs.conditions { add(condition.inputs) }
      for sum in needs.sums { add(sum.quantity.inputs + sum.condition.inputs) }
      for distribution in needs.distributions { add(distribution.quantity.inputs + distribution.condition.inputs) }
      if needs.contacts { add(["contact"]) }
    }
    if isOfConversations { add([anchor == .firstMessage ? "first_message_at" : "last_message_at"]) }
    if case .followUp = expression { add(["contact", "first_message_at", "last_message_at"]) }
    return names
  }

  /// Metrics that it is computed from; empty for one that is computed from data.
  public var parts: [MetricID] { if case .derived(let formula, _) = expression { formula.metrics } else { [] } }
}

extension Condition {
  /// Fields that it looks at.
  var inputs: [String] {
    switch self {
    case .everything: []
    case let .field(field, _): field.inputs
    case let .mark(number): [Marks.patterns.contains(number) ? "texts of messages" : "names that the project asks for"]
    case let .both(a, b), let .either(a, b): a.inputs + b.inputs
    case let .not(a): a.inputs
    }
  }
}

extension Signature.Field {
  /// Fields of the exports that it is read from.
  fileprivate var inputs: [String] {
    switch self {
    case .handoff: ["has_handoff"]
    case .engaged: ["messages", "message_count"]
    case .sentiment: ["sentiment_label"]
    case .resources: ["resources_label"]
    case .shift: ["sentiment_shift"]
    case .quality: ["deflection_quality"]
    case .reason: ["handoff_reason"]
    case .risk: ["recontact_risk"]
    case .length: ["message_count"]
    case .tools: ["tool_calls"]
    case .winback: ["winback_sent_at", "messages"]
    case .error: ["has_error"]
    case .messages: ["messages"]
    case .cited: ["citations"]
    case .impossible: ["first_message_at", "last_message_at"]
    case .severalAssistants: ["playbooks_info"]
    case .contact: ["contact"]
    case .cost: ["cost_usd"]
    case .goal: ["goals"]
    case .ending: ["messages"]
    case .scoring: ["message_count_at_scoring", "message_count"]
    default: []
    }
  }
}

extension Quantity {
  /// Fields of the exports that it is read from.
  fileprivate var inputs: [String] {
    switch self {
    case .messageCount: ["message_count"]
    case .duration: ["first_message_at", "last_message_at"]
    case .conversationLatency: ["avg_response_latency_ms"]
    case .response, .slowResponse: ["response_latency_ms"]
    case .firstResponse: ["messages"]
    case .conversationCost, .pricedAnswer: ["cost_usd"]
    case .inputTokens: ["input_tokens"]
    case .outputTokens: ["output_tokens"]
    case .conversationTokens: ["tokens"]
    case .answer, .message, .userMessage, .assistantMessage: ["messages"]
    case .toolCall, .toolSuccess, .toolFailure, .toolDuration, .toolTimedFailure, .toolRetry: ["tool_calls"]
    case .activeDuration, .handoffTurn, .handoffDelay, .userCharacters: ["messages"]
    }
  }
}
