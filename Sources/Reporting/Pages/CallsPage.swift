extension PageDefinition {
  /// Telephone calls with the bot.
  static let calls = PageDefinition(
    slug: "calls", label: "Calls", question: "How do telephone calls go?",
    needs: [.metric("call.count"), .metric("call.duration_total")],
    parts: [.sections, .method])
}
