extension PageDefinition {
  /// Channels, languages and recognised intents.
  static let channels = PageDefinition(
    slug: "channels", label: "Channels", question: "Who is served worse, and where?",
    needs: [.records(.sessions), .records(.channels), .metric("int.hits"), .metric("vol.interactions"), .group("language")],
    parts: [.sections, .method])
}
