extension PageDefinition {
  /// Activated versions and what they changed.
  static let versions = PageDefinition(
    slug: "versions", label: "Versions", question: "What did each release change?",
    needs: [.records(.activations), .versions],
    parts: [.sections, .method])
}
