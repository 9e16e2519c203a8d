extension PageDefinition {
  /// Intents and tags.
  static let topics = PageDefinition(
    slug: "topics", label: "Topics", question: "What do people want?", needs: [.group("intent"), .group("tag")],
    parts: [.sections, .method])
}
