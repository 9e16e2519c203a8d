extension PageDefinition {
  /// What to read first.
  static let review = PageDefinition(
    slug: "review", label: "Review queue", question: "What should we read first?", needs: [.reviewQueue], parts: [.sections, .method])
}
