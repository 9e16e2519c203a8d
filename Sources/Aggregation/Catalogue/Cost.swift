import Notation

extension MetricCatalogue {
  /// What it cost.
  static let cost: [Metric] = [
    Metric(
      "cost.tokens_total", .cost, "Tokens",
      "Model tokens of the conversations of the period, read and written; of a whole conversation where messages have none of their own.",
      formula: "Σ input_tokens + output_tokens over M, or Σ tokens over C", .tokens, .lowerIsBetter, .messages,
      .sum([.inputTokens, .outputTokens, .conversationTokens], where: .everything), needs: .tokens, synonyms: ["Token usage"]),
    Metric(
      "cost.tokens_in", .cost, "Input tokens", "Tokens that models read for the messages of the conversations of the period.",
      formula: "Σ input_tokens over M", .tokens, .lowerIsBetter, .messages,
      .sum([.inputTokens], where: .everything), needs: .tokens, synonyms: ["Prompt tokens"]),
    Metric(
      "cost.tokens_out", .cost, "Output tokens", "Tokens that models wrote for the messages of the conversations of the period.",
      formula: "Σ output_tokens over M", .tokens, .lowerIsBetter,
      .messages, .sum([.outputTokens], where: .everything), needs: .tokens, synonyms: ["Completion tokens"]),
    Metric(
      "cost.total", .cost, "Cost of the model", short: "Cost",
      "Sum of the stated costs of messages. Messages without a stated cost add nothing: see the coverage of cost.",
      formula: "Σ cost_usd over M", dollars, .lowerIsBetter, .messages, .sum([.conversationCost], where: .everything), needs: .cost,
      synonyms: ["Spend"]),
    Metric(
      "cost.per_conversation", .cost, "Cost per conversation", "Mean cost of a conversation, over conversations with a known cost.",
      formula: "Σ cost_usd / |C with a cost|", dollars, .lowerIsBetter, .all, .mean(.conversationCost, where: .everything), needs: .cost,
      synonyms: ["Cost per session"]),
    Metric(
      "cost.p95_conversation", .cost, "Cost of a conversation, 95% line", short: "Cost, 95% line",
      "95 of 100 conversations with a known cost cost at most this, to the millionth of a dollar.",
      formula: "p95 of Σ cost_usd per conversation", dollars, .lowerIsBetter, .all,
      .quantile(.conversationCost, 0.95, where: .everything), needs: .cost, synonyms: ["p95 cost per trace"]),
    Metric(
      "cost.per_resolved", .cost, "Cost per resolved conversation", short: "Cost per resolution",
      "All cost, hand-offs and failures included, per resolved conversation with a known cost.",
      formula: "Σ cost_usd / |D resolved with a cost|", dollars, .lowerIsBetter, .deflected,
      .ratio(.conversationCost, over: .resolved && .hasCost), needs: .cost, synonyms: ["Price per resolution"]),
    Metric(
      "cost.waste_share", .cost, "Cost of failures", "Share of the cost spent on conversations that were handed off or failed silently.",
      formula: "Σ cost_usd of H ∪ silent failures / Σ cost_usd", .share, .lowerIsBetter, .all,
      .sumShare(.conversationCost, .handedOff || .silentFailure), needs: .cost),
    Metric(
      "cost.covered_messages", .cost, "Messages with a stated cost", short: "Cost coverage",
      "Share of the assistant's messages for which the export states a cost.", formula: "|Ma with cost_usd| / |Ma|", .share,
      .higherIsBetter, .assistantMessages, .itemShare(.pricedAnswer, of: [.answer]), needs: .messages),
  ]

  /// What a conversion costs, and brings.
  static let costOfConversions: [Metric] = [
    Metric(
      "cost.per_conversion", .cost, "Cost per converting conversation", short: "Cost per conversion",
      "All cost of the period's conversations for each conversation with a conversion event in the period; conversations count by their "
        + "last message, events by their own time.",
      formula: "Σ cost_usd / distinct conversations over Cv", dollars, .lowerIsBetter, .all,
      .derived(.metric("cost.total") / .metric("cnv.converting"), .ratio)),
    Metric(
      "cost.return", .cost, "Value of conversions per cost", short: "Value per cost",
      "Sum of the values of conversion events, in their own unit, for each dollar of cost.", formula: "Σ value over Cv / Σ cost_usd",
      .ratio, .higherIsBetter, .all, .derived(.metric("cnv.value") / .metric("cost.total"), .ratio), synonyms: ["Return on spend"]),
  ]

  private static let dollars = Unit.money(currency: "USD")
}

extension Requirement {
  static let tokens = field("input_tokens", .item(.inputTokens))
  static let cost = field("cost_usd", .item(.conversationCost))
}
