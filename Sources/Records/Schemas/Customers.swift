import Notation

extension RecordSchema {
  static let ratings = RecordSchema(
    "Ratings", "rating", "One rating that a user gave to a conversation.", anchor: "ratedAt", key: ["conversation"],
    [
      .text("conversation", "Conversation"), .number("rating", "Rating", .score(of: 5)), .time("ratedAt", "Rated at"),
      .time("firstMessageAt", "First message"), .flag("hasRemark", "With a comment"), .text("remark", "Comment"),
      .list("tag", "Tags", cut: "tag"), .flag("isKnown", "Conversation found"), .flag("handedOff", "Handed off"),
      .text("outcome", "Outcome"), .text("sentiment", "Sentiment"), .text("length", "Length"), .text("assistant", "Assistant"),
      .text("deployment", "Deployment"), .time("lastMessageAt", "Last message"),
    ])
  static let ratingCohorts = RecordSchema(
    "Conversations that could be rated", "day of conversations that could be rated",
    "Conversations of one day and how many of them were rated, counted here.", anchor: "day",
    [
      .time("day", "Day"), .number("deflected", "Deflected"), .number("deflectedRated", "Deflected and rated"),
      .number("handedOff", "Handed off"), .number("handedOffRated", "Handed off and rated"), .text("deployment", "Deployment"),
    ])
  static let conversionCohorts = RecordSchema(
    "Conversations that could convert", "day of conversations that could convert",
    "Conversations that began on one day and how many of them converted, counted here.", anchor: "day",
    [
      .time("day", "Day"), .text("slug", "Conversion metric", cut: "conversion"), .number("conversations", "Conversations"),
      .number("converted", "Converted"), .number("value", "Value", .rate),
    ])
  static let conversions = RecordSchema(
    "Conversion events", "conversion event", "One event that the business counts as a conversion.", anchor: "occurredAt",
    key: ["slug", "id"],
    [
      .text("id", "Event"), .text("slug", "Conversion metric", cut: "conversion"), .text("conversation", "Conversation"),
      .number("value", "Value", .rate), .text("label", "Unit of value"), .time("occurredAt", "Occurred at"),
      .list("tag", "Tags", cut: "tag"), .flag("isKnown", "Conversation found"), .flag("isEarly", "Before the first message"),
      .number("timeToConvert", "Time to convert", .duration),
    ])
  static let conversionMetrics = RecordSchema(
    "Conversion metrics", "conversion metric", "A kind of conversion that a project counts.", key: ["slug"],
    [
      .text("slug", "Slug", cut: "conversion"), .text("name", "Name"), .text("label", "Unit of value"), .flag("enabled", "Enabled"),
      .time("createdAt", "Created"), .time("lastEventAt", "Last event"),
    ])
  static let goals = RecordSchema(
    "Goals reached", "goal", "One goal that one conversation reached.", anchor: "at", key: ["conversation", "goal"],
    [
      .text("conversation", "Conversation"), .text("goal", "Goal", cut: "goal"), .text("avatar", "Avatar", cut: "assistant"),
      .time("at", "At"), .text("avatarId", "Avatar id"),
    ])
  static let escalations = RecordSchema(
    "Escalations", "escalation", "One conversation that was escalated.", anchor: "at", key: ["conversation"],
    [
      .text("conversation", "Conversation"), .text("reason", "Reason", cut: "escalation-reason"),
      .text("avatar", "Avatar", cut: "assistant"), .time("at", "At"), .text("avatarId", "Avatar id"),
      .time("startedAt", "Conversation started"),
    ])
  static let safetyEvents = RecordSchema(
    "Safety events", "safety event", "A safety filter or topic block that was triggered.", anchor: "at", key: ["id"],
    [
      .text("id", "Event"), .text("type", "Type", cut: "safety-event"), .text("conversation", "Conversation"),
      .text("avatar", "Avatar", cut: "assistant"), .time("at", "At"), .text("avatarId", "Avatar id"),
    ])
}
