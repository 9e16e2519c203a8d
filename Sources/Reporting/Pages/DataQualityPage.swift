extension PageDefinition {
  /// Coverage, contradictions, files.
  static let dataQuality = PageDefinition(
    slug: "data-quality", label: "Data quality", question: "Can these numbers be trusted?", needs: [],
    parts: [.sections, .reconciliation, .inventory, .method])
}
