extension PageDefinition {
  /// How customers felt.
  static let sentiment = PageDefinition(
    slug: "sentiment", label: "Sentiment", question: "How do customers feel, and did the assistant help or hurt?",
    needs: [.metric("sen.negative")], parts: [.sections, .method])
}
