import Notation

extension MetricCatalogue {
  /// How far the data carry the figures.
  static let dataQuality: [Metric] = [
    Metric(
      "dq.scored_coverage", .dataQuality, "Scored conversations", short: "Scored", "Share of conversations with a sentiment label.",
      formula: "|S| / |C|", .share, .higherIsBetter, .all, .share(.scored, of: .everything), synonyms: ["coverage_percentage"]),
    Metric(
      "dq.labelled_coverage", .dataQuality, "Conversations with any label", short: "Labelled",
      "Share of conversations with at least one of the six labels of quality.", formula: "|C with a label| / |C|", .share,
      .higherIsBetter, .all,
      .share(
        .anyLabel(.sentiment) || .anyLabel(.resources) || .anyLabel(.shift) || .anyLabel(.quality) || .anyLabel(.reason)
          || .anyLabel(.risk), of: .everything)),
    Metric(
      "dq.messages_coverage", .dataQuality, "Conversations with messages", short: "With messages",
      "Share of conversations whose messages are in the export.", formula: "|C with messages| / |C|", .share, .higherIsBetter, .all,
      .share(.hasMessages, of: .everything)),
    Metric(
      "dq.handoff_coverage", .dataQuality, "Conversations with a hand-off mark", short: "Hand-off known",
      "Share of conversations for which the export says whether they were handed off.", formula: "|H ∪ D| / |C|", .share,
      .higherIsBetter, .all, .share(.handoffKnown, of: .everything)),
    Metric(
      "dq.contradictions", .dataQuality, "Contradicting labels",
      "Conversations with a hand-off and a quality of deflection, or with a "
        + "reason of hand-off and none.",
      formula: "|H with a quality label| + |D with a reason|", .count, .lowerIsBetter, .all,
      .count((.handedOff && .anyLabel(.quality)) || (.deflected && .anyLabel(.reason)))),
    Metric(
      "dq.impossible", .dataQuality, "Impossible times",
      "Conversations whose last message is before the first, or after the export was made.", formula: "|last < first ∪ in the future|",
      .count, .lowerIsBetter, .all, .count(.value(.impossible, 1))),
    Metric(
      "dq.undated", .dataQuality, "Undated conversations",
      "Conversations of all the data without a usable time of the last message; they belong to no period.", formula: "|C without a time|",
      .count, .lowerIsBetter, .all, .undated),
  ]
}
