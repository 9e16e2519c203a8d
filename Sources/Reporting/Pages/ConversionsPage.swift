extension PageDefinition {
  /// Conversion events and goals, one section for each conversion metric.
  static let conversions = PageDefinition(
    slug: "conversions", label: "Conversions", question: "What business value comes of it?",
    needs: [.metric("cnv.events"), .metric("goal.count"), .records(.conversionMetrics), .reported("conversion-analytics"), .journeys],
    parts: [.sections, .method])
}
