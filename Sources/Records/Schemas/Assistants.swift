import Notation

extension RecordSchema {
  static let assistants = RecordSchema(
    "Assistants", "assistant version", "One version of one assistant.", key: ["id"],
    [
      .text("id", "Version id"), .text("base", "Assistant id"), .text("assistant", "Assistant", cut: "assistant"),
      .number("version", "Version", .ratio), .text("model", "Model", cut: "model"), .flag("isDeleted", "Deleted"),
      .list("inbox", "Inboxes"), .list("knowledgeBase", "Knowledge bases"), .time("createdAt", "Created"),
    ])
  static let activations = RecordSchema(
    "Activations", "activation", "A version of an assistant that went live.", anchor: "at", key: ["base", "version", "at"],
    [
      .text("base", "Assistant id"), .text("assistant", "Assistant", cut: "assistant"), .number("version", "Version", .ratio),
      .time("at", "Activated at"),
    ])
  static let projects = RecordSchema(
    "Projects", "project", "A project of the vendor's account.", key: ["id"],
    [.text("id", "Id"), .text("name", "Name"), .flag("needsRetraining", "Needs retraining")])
  static let toolRuns = RecordSchema(
    "Tool runs", "tool run", "One recent call of a tool, toolkit action or skill, as the vendor lists it.", anchor: "at", key: ["id"],
    [
      .text("id", "Id"), .text("family", "Kind", cut: "tool-family"), .text("tool", "Tool", cut: "tool"),
      .text("action", "Action", cut: "action"), .flag("succeeded", "Succeeded"), .number("duration", "Duration", .duration),
      .time("at", "At"), .text("conversation", "Conversation"), .text("error", "Error family", cut: "error"),
    ])
  static let toolDefinitions = RecordSchema(
    "API tools", "API tool", "A tool that is configured.", key: ["id"],
    [.text("id", "Id"), .text("tool", "Tool", cut: "tool"), .text("method", "Method")])
  static let knowledgeBases = RecordSchema(
    "Knowledge bases", "knowledge base", "A knowledge base and its state.", key: ["id"],
    [
      .text("id", "Id"), .text("knowledgeBase", "Knowledge base", cut: "knowledge-base"), .text("type", "Type"),
      .text("status", "Status"), .number("items", "Items"), .list("usedBy", "Used by"),
    ])
  static let knowledgeItems = RecordSchema(
    "Knowledge items", "knowledge item", "An item of a knowledge base; with its citations where the vendor lists them.",
    key: ["knowledgeBaseId", "item"],
    [
      .text("knowledgeBaseId", "Knowledge base id"), .text("knowledgeBase", "Knowledge base", cut: "knowledge-base"),
      .text("item", "Item id"), .text("title", "Title", cut: "item"), .text("type", "Type"), .number("citations", "Citations"),
    ])
  static let topics = RecordSchema(
    "Trending topics", "topic", "A topic the vendor found; its name is written by a model and no key across months.",
    key: ["analysis", "topic"],
    [
      .text("analysis", "Analysis"), .text("topic", "Topic", cut: "topic"), .text("description", "Description"),
      .text("insight", "Insight"), .number("conversations", "Conversations"), .number("share", "Share of analysed", .share),
      .number("positive", "Positive"), .number("neutral", "Neutral"), .number("negative", "Negative"), .number("handoffs", "Hand-offs"),
      .number("handoffRate", "Hand-off rate", .share), .number("analysed", "Conversations analysed"),
      .number("total", "Conversations in the window"), .time("windowStart", "Window start"), .time("windowEnd", "Window end"),
      .time("createdAt", "Created"), .list("conversation", "Conversation ids"), .text("sentiment", "Sentiment"),
      .number("found", "Conversations found"), .number("missing", "Conversations not found"),
      .number("foundOutcomes", "Found with a known outcome"), .number("foundHandoffs", "Found and handed off"),
      .number("foundScored", "Found and scored"), .number("foundNegative", "Found and negative"),
      .number("foundResolved", "Found and resolved"), .number("firstFound", "Found under no topic before"),
      .number("population", "Conversations of the analysed window"),
    ])
  static let scores = RecordSchema(
    "Scores", "score", "Signals of one conversation as the scoring endpoint returns them.", key: ["conversation"],
    [
      .text("conversation", "Conversation"), .time("scoredAt", "Scored at"), .number("messagesAtScoring", "Messages when scored"),
      .text("sentiment", "Sentiment"), .text("resources", "Resources"), .text("shift", "Sentiment shift"),
      .text("quality", "Quality of deflection"), .text("reason", "Hand-off reason"), .text("risk", "Re-contact risk"),
    ])
  static let openingHours = RecordSchema(
    "Opening hours", "opening slot", "A weekly slot, or a day that differs.",
    [
      .text("weekday", "Weekday"), .text("start", "From"), .text("end", "To"), .text("date", "Date"), .flag("isAvailable", "Open"),
      .text("label", "Label"), .text("zone", "Zone"), .flag("enabled", "Schedule in use"),
    ])
}
