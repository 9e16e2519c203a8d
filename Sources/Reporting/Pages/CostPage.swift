extension PageDefinition {
  /// Tokens and AI cost.
  static let cost = PageDefinition(
    slug: "cost", label: "Cost", question: "What does it cost?", needs: [.metric("cost.total"), .metric("cost.tokens_total")],
    parts: [.sections, .method])
}
