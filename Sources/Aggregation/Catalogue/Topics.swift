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
    .of(
      .topics, "top.topics", .topics, "Trending topics", "Topics that the vendor's latest analysis found.", formula: "|topics|",
      measure: .count),
    .of(
      .topics, "top.count", .topics, "Conversations by topic",
      "Conversations of the vendor's topics, to be cut by topic. A conversation may belong to several, so topics do not share out the whole.",
      formula: "Σ conversations", measure: .sum("conversations")),
    .of(
      .topics, "top.share", .topics, "Share of a topic",
      "Conversations of a topic over the conversations analysed, to be cut by topic.", formula: "conversations / conversations analysed",
      .share, .neutral, measure: .partOf("conversations", of: "analysed", each: "analysis"), minimum: 1),
    .of(
      .topics, "top.conversations", .topics, "Conversations with a topic", "Different conversations that the vendor put under a topic.",
      formula: "distinct conversation ids over topics", measure: .distinct("conversation")),
    .of(
      .topics, "top.handoff_rate", .topics, "Hand-off rate of a topic", short: "Topic hand-offs",
      "Share of the conversations of a topic that were handed off, as the vendor counts.", formula: "Σ hand-offs / Σ conversations", .share,
      .lowerIsBetter, measure: .ratio(["handoffs"], over: ["conversations"]), minimum: 10),
    .of(
      .topics, "top.negative_share", .topics, "Negative conversations of a topic", short: "Topic negative",
      "Share of the conversations of a topic with negative sentiment, of those with a sentiment.",
      formula: "Σ negative / Σ (positive + neutral + negative)", .share, .lowerIsBetter,
      measure: .ratio(["negative"], over: ["positive", "neutral", "negative"]), minimum: 10),
    .of(
      .topics, "top.joined", .topics, "Conversations of a topic found", short: "Found",
      "Conversations that the vendor put under a topic and that are in the data, to be cut by topic; what is computed by topic is of these.",
      formula: "Σ conversations found", measure: .sum("found")),
    .of(
      .topics, "top.handoff_rate_computed", .topics, "Hand-off rate of a topic, computed", short: "Hand-offs, computed",
      "Share of the conversations found under a topic that were handed off, of those with a known outcome.",
      formula: "|H of the topic| / |D or H of the topic|", .share, .lowerIsBetter,
      measure: .ratio(["foundHandoffs"], over: ["foundOutcomes"]), minimum: 10),
    .of(
      .topics, "top.negative_share_computed", .topics, "Negative conversations of a topic, computed", short: "Negative, computed",
      "Share of the scored conversations found under a topic with negative sentiment.",
      formula: "|negative of the topic| / |S of the topic|",
      .share, .lowerIsBetter, measure: .ratio(["foundNegative"], over: ["foundScored"]), minimum: 10),
    .of(
      .topics, "top.resolved_share", .topics, "Resolved conversations of a topic", short: "Resolved",
      "Share of the scored conversations found under a topic that the assistant resolved without a hand-off.",
      formula: "|resolved of the topic| / |S of the topic|", .share, .higherIsBetter,
      measure: .ratio(["foundResolved"], over: ["foundScored"]), minimum: 10),
    .of(
      .topics, "top.coverage", .topics, "Coverage of the topics",
      "Share of the conversations of the analysed window that are under at least one topic.", formula: "|∪ conversations of topics| / |C|",
      .share, .higherIsBetter, measure: .partOf("firstFound", of: "population", each: "analysis"), minimum: 30),
  ]
}
