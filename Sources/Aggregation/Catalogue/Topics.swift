import Notation

extension MetricCatalogue {
  /// What conversations were about.
  static let topics: [Metric] = [
    Metric(
      "int.count", .topics, "Conversations by intent",
      "Conversations, to be cut by intent. Spellings that differ only in case, accents, punctuation or word order are one intent, shown in "
        + "the most frequent spelling.",
      formula: "|C|", .count, .neutral, .all, .count(.everything), synonyms: ["Topic size"]),
    Metric(
      "tag.count", .topics, "Conversations by tag",
      "Conversations, to be cut by tag. A conversation counts under each of its tags, so the tags add up to more than all conversations.",
      formula: "|C|", .count, .neutral, .all, .count(.everything), synonyms: ["Labels"]),
    Metric(
      "vol.share", .topics, "Share of conversations", "Share of the conversations of the period that belong to a group.",
      formula: "|C of the group| / |C|", .share, .neutral, .all, .shareOfTotal(.everything, of: .everything),
      synonyms: ["Topic share", "Share of volume"]),
  ]
}
