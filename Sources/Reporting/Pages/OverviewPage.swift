extension PageDefinition {
  /// Is the assistant doing its job, better or worse than before, and why?
  static let overview = PageDefinition(
    slug: "index", label: "Overview", question: "Overview", needs: [],
    parts: [.keyMessage, .members, .sections, .notes, .method])
}
