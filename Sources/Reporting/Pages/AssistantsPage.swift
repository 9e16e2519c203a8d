extension PageDefinition {
  /// Headline metrics by assistant and version.
  static let assistants = PageDefinition(
    slug: "assistants", label: "Assistants", question: "How do the assistants compare?", needs: [.metric("ast.multi_share")],
    parts: [.sections, .method])
}
