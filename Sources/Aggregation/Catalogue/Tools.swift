import Notation

extension MetricCatalogue {
  /// What the assistants called and loaded.
  static let tools: [Metric] = [
    Metric(
      "tool.calls", .tools, "Tool calls", "Calls of tools by assistants, by the time of the call.", formula: "|Tc|", .count, .neutral,
      .toolCalls, by: .toolCall, .items(.toolCall), needs: .toolCalls, synonyms: ["API calls", "Action calls"]),
    Metric(
      "tool.failures", .tools, "Failed tool calls", "Calls that ended in an error.", formula: "|Tc failed|", .count, .lowerIsBetter,
      .toolCalls, by: .toolCall, .items(.toolFailure), needs: .toolCalls),
    Metric(
      "tool.success_rate", .tools, "Tool success rate", short: "Success",
      "Share of the tool calls with a known result that succeeded.", formula: "|Tc succeeded| / |Tc succeeded ∪ failed|", .share,
      .higherIsBetter, .toolCalls, by: .toolCall, .itemShare(.toolSuccess, of: [.toolSuccess, .toolFailure]), needs: .toolCalls,
      synonyms: ["API success responses"]),
    Metric(
      "tool.duration_mean", .tools, "Tool duration, mean", short: "Mean duration", "Mean duration of a tool call.",
      formula: "mean of duration_ms over Tc", .duration, .lowerIsBetter, .toolCalls, by: .toolCall,
      .mean(.toolDuration, where: .everything),
      needs: .toolDuration, synonyms: ["Average API response"]),
    Metric(
      "tool.duration_p50", .tools, "Tool duration, median", short: "Median duration", "Half of the tool calls take at most this long.",
      formula: "p50 of duration_ms over Tc", .duration, .lowerIsBetter, .toolCalls, by: .toolCall,
      .quantile(.toolDuration, 0.5, where: .everything), needs: .toolDuration),
    Metric(
      "tool.duration_p95", .tools, "Tool duration, 95% line", short: "Duration, 95% line",
      "95 of 100 tool calls take at most this long.", formula: "p95 of duration_ms over Tc", .duration, .lowerIsBetter, .toolCalls,
      by: .toolCall, .quantile(.toolDuration, 0.95, where: .everything), needs: .toolDuration),
    Metric(
      "tool.conversations", .tools, "Conversations with tool calls",
      "Conversations with at least one tool call; cut by tool, with at "
        + "least one call of that tool.",
      formula: "|C with a call|", .count, .neutral, .all, .count(.usedTools), needs: .toolCalls, synonyms: ["Conversations with action"]),
    Metric(
      "tool.exposed_share", .tools, "Share of conversations with tool calls", short: "Conversations with tools",
      "Share of the conversations of the period with at least one tool call; cut by tool, with at least one call of that tool.",
      formula: "|C with a call| / |C with known tool calls|", .share, .neutral, .all, .shareOfTotal(.usedTools, of: .toolsKnown),
      needs: .toolCalls),
    Metric(
      "tool.failed_conversations", .tools, "Conversations with a failed call",
      "Share of the conversations with tool calls in which at least one call failed.", formula: "|C with a failed call| / |C with a call|",
      .share, .lowerIsBetter, .all, .share(.failedTool, of: .usedTools), needs: .toolCalls),
    Metric(
      "skill.conversations", .tools, "Conversations by skill",
      "Conversations, to be cut by skill. A conversation counts under each skill loaded in it.", formula: "|C|", .count, .neutral, .all,
      .count(.everything), synonyms: ["Playbook usage"]),
  ]
}

extension Requirement {
  static let toolDuration = field("duration_ms", .item(.toolDuration), among: .item(.toolCall))
}
