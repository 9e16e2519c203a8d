extension PageDefinition {
  /// Intents and tags.
  static let topics = PageDefinition(
    slug: "topics", label: "Topics", question: "What do people want?", needs: ["int.count", "tag.count"],
    parts: [.sections, .method])
}
