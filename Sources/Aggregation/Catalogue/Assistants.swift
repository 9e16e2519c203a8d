import Notation

extension MetricCatalogue {
  /// Who answered.
  static let assistants: [Metric] = [
    Metric(
      "mdl.share", .assistants, "Share by model", "Share of the conversations of the period, to be cut by model.",
      formula: "|C of the model| / |C|", .share, .neutral, .all, .shareOfTotal(.everything, of: .everything)),
    Metric(
      "ast.multi_share", .assistants, "Conversations with several assistants", short: "Several assistants",
      "Share of conversations in which more than one assistant took part.", formula: "|C with several assistants| / |C|", .share, .neutral,
      .all, .share(.value(.severalAssistants, 1), of: .everything)),
  ]
}
