extension PageDefinition {
  /// Simulated callers and what became of their calls.
  static let simulations = PageDefinition(
    slug: "simulations", label: "Simulations", question: "How good is it in test?",
    needs: [.records(.simulations), .records(.personas), .records(.scenarios), .reported("personas-stats")],
    parts: [.sections, .method])
}
