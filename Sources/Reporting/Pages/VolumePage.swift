extension PageDefinition {
  /// Demand by day, hour, channel, length.
  static let volume = PageDefinition(
    slug: "volume", label: "Volume", question: "How much demand, and when?", needs: [.metric("vol.conversations")],
    parts: [.sections, .method])
}
