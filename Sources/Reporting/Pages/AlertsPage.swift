extension PageDefinition {
  /// Days that differ, rules that fired, and what happened.
  static let alerts = PageDefinition(
    slug: "alerts", label: "Alerts", question: "What should have woken us?", needs: [], parts: [.sections, .method])
}
