extension PageDefinition {
  /// Ratings of customers.
  static let csat = PageDefinition(
    slug: "csat", label: "Satisfaction", question: "What do customers say?",
    needs: [.metric("csat.rated"), .records(.ratings), .reported("csat-analytics")],
    parts: [.sections, .method])
}
