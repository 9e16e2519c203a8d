extension PageDefinition {
  /// Generated from the metric catalogue.
  static let glossary = PageDefinition(
    slug: "glossary", label: "Glossary", question: "What does each number mean?", needs: [],
    parts: [.glossary])
}
