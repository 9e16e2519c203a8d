extension PageDefinition {
  /// Response times and errors.
  static let latency = PageDefinition(
    slug: "latency", label: "Latency", question: "Is it fast and stable?", needs: [.metric("lat.p50"), .metric("lat.conversation_mean")],
    parts: [.sections, .method])
}
