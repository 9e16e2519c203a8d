extension PageDefinition {
  /// Knowledge bases, their items and citations.
  static let knowledge = PageDefinition(
    slug: "knowledge", label: "Knowledge", question: "Which content works, and what is missing?",
    needs: [.metric("kb.citations"), .records(.knowledgeBases), .records(.knowledgeItems)],
    parts: [.sections, .method])
}
