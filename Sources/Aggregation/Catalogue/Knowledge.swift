import Notation

extension MetricCatalogue {
  /// What answers rested on.
  static let knowledge: [Metric] = [
    Metric(
      "kb.citation_rate", .knowledge, "Conversations with a source",
      "Share of engaged conversations, where messages are known, with at least one citation of the knowledge base.",
      formula: "|E cited| / |E with messages|", .share, .neutral, .engaged,
      .share(.value(.cited, 1), of: .engaged && .hasMessages), needs: .messages, synonyms: ["Generated answer rate"]),
    Metric(
      "kb.no_source_share", .knowledge, "Answered without a tool", short: "Without a tool",
      "Share of the scored deflected conversations, where tool calls are known, in which the assistant called no tool.",
      formula: "|SD without a tool call| / |SD with known tool calls|", .share, .neutral, .scoredDeflected,
      .share(!.usedTools, of: .scored && .deflected && .toolsKnown), needs: .toolCalls),
    resources("kb.relevant", "Relevant resources", "relevant", .higherIsBetter, 2),
    resources("kb.partial", "Partly relevant resources", "partial", .neutral, 1),
    resources("kb.irrelevant", "Irrelevant resources", "irrelevant", .lowerIsBetter, 0),
  ]

  private static func resources(_ id: MetricID, _ title: String, _ label: String, _ direction: Direction, _ code: Int32) -> Metric {
    Metric(
      id, .knowledge, title, "Share of the scored conversations with judged resources whose resources were judged \(label).",
      formula: "|T \(label)| / |T|", .share, direction, .toolsJudged, .share(.label(.resources, code), of: .resourcesJudged),
      needs: .resources, synonyms: ["Answer quality"])
  }
}
