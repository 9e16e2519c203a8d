extension PageDefinition {
  /// Outcomes of all conversations.
  static let resolution = PageDefinition(
    slug: "resolution", label: "Resolution", question: "What happened to every conversation?", needs: [.metric("out.deflection_rate")],
    parts: [.sections, .method])
}
