extension PageDefinition {
  /// Hand-offs and their reasons.
  static let handoffs = PageDefinition(
    slug: "handoffs", label: "Hand-offs", question: "Why do people get a person, and what is avoidable?", needs: [.metric("hof.count")],
    parts: [.sections, .method])
}
