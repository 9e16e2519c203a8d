/// A documented body that is not read as conversations: listed with its name so that nobody wonders.
struct KnownBody {
  let vendor: String
  let kind: String
  let required: [String]
  var absent: [String] = []
}

/// The first match from top to bottom (docs/formats/README.md).
private let objects: [KnownBody] = [
  KnownBody(vendor: "parlance", kind: "manifest", required: ["format", "sources"]),
  KnownBody(vendor: "chanl", kind: "response", required: ["success", "data"]),
  KnownBody(vendor: "chanl", kind: "response", required: ["success", "error"]),
  KnownBody(vendor: "chanl", kind: "transcript", required: ["callId", "transcript"]),
  KnownBody(vendor: "chanl", kind: "executions", required: ["executions"]),
  KnownBody(vendor: "chanl", kind: "execution", required: ["execution"]),
  KnownBody(vendor: "avatarium", kind: "response", required: ["data", "meta"]),
  KnownBody(vendor: "avatarium", kind: "error", required: ["error", "meta"]),
  KnownBody(vendor: "avatarium", kind: "avatar-analytics", required: ["avgDuration", "conversations", "avatarId"]),
  KnownBody(vendor: "avatarium", kind: "overview", required: ["avgDuration", "conversations"]),
  KnownBody(vendor: "avatarium", kind: "conversations-by-day", required: ["groupBy"]),
  KnownBody(vendor: "avatarium", kind: "conversation", required: ["id", "messages", "avatar_id"]),
  KnownBody(vendor: "avatarium", kind: "conversation", required: ["id", "messages", "avatarId"]),
  KnownBody(vendor: "avatarium", kind: "webhook-events", required: ["id", "type", "timestamp", "data"]),
  KnownBody(vendor: "chatcaptain", kind: "statistics-inbox", required: ["openConversations"]),
  KnownBody(vendor: "chatcaptain", kind: "export", required: ["exportId"]),
  KnownBody(vendor: "chatcaptain", kind: "channels", required: ["channels"]),
  KnownBody(vendor: "chatcaptain", kind: "conversation", required: ["conversation"]),
  KnownBody(vendor: "chatcaptain", kind: "calls", required: ["calls"]),
  KnownBody(vendor: "chatcaptain", kind: "export-status", required: ["status", "downloadUrl"]),
  KnownBody(vendor: "chatcaptain", kind: "error", required: ["statusCode", "message"]),
  KnownBody(vendor: "studiochat", kind: "error", required: ["detail"]),
  KnownBody(vendor: "studiochat", kind: "account-analytics", required: ["by_assistant"]),
  KnownBody(vendor: "studiochat", kind: "account-analytics", required: ["total_ai_messages"]),
  KnownBody(vendor: "studiochat", kind: "analytics", required: ["total_conversations", "deflection_rate"]),
  KnownBody(vendor: "studiochat", kind: "metrics-aggregate", required: ["sentiment_distribution"]),
  KnownBody(vendor: "studiochat", kind: "csat-analytics", required: ["is_configured", "rating_distribution"]),
  KnownBody(vendor: "studiochat", kind: "conversion-analytics", required: ["is_configured", "conversion_rate_pct"]),
  KnownBody(vendor: "studiochat", kind: "conversion-metric", required: ["slug", "value_label"]),
  KnownBody(vendor: "studiochat", kind: "analytics-toolkits", required: ["by_action"]),
  KnownBody(vendor: "studiochat", kind: "analytics-api-tools", required: ["total_calls", "time_series", "avg_duration_ms"]),
  KnownBody(vendor: "studiochat", kind: "analytics-skills", required: ["total_calls", "time_series"]),
  KnownBody(vendor: "studiochat", kind: "analytics-kbs", required: ["total_citations"]),
  KnownBody(vendor: "studiochat", kind: "kb-items", required: ["total_items_cited"]),
  KnownBody(vendor: "studiochat", kind: "conversations-summaries", required: ["summaries"]),
  KnownBody(vendor: "studiochat", kind: "conversation-messages", required: ["messages", "citations"], absent: ["conversation_id"]),
  KnownBody(vendor: "studiochat", kind: "conversation-metrics", required: ["sentiment_label", "scored_at"]),
  KnownBody(vendor: "studiochat", kind: "trending-topics", required: ["topics", "analysis_date"]),
  KnownBody(vendor: "studiochat", kind: "trending-topics-status", required: ["status", "analysis"]),
  KnownBody(vendor: "studiochat", kind: "schedule", required: ["weekly_schedule"]),
  KnownBody(vendor: "studiochat", kind: "kb-item", required: ["item_id", "item_type"]),
  KnownBody(vendor: "studiochat", kind: "eval-run", required: ["passed_cases"]),
  KnownBody(vendor: "studiochat", kind: "eval-runs", required: ["items", "total_pages"]),
  KnownBody(vendor: "studiochat", kind: "report-artifact", required: ["markdown_content"]),
]

private let lists: [KnownBody] = [
  KnownBody(vendor: "avatarium", kind: "conversations", required: ["avatarId"]),
  KnownBody(vendor: "avatarium", kind: "conversations", required: ["avatar_id"]),
  KnownBody(vendor: "studiochat", kind: "playbooks", required: ["base_id", "version_number"]),
  KnownBody(vendor: "studiochat", kind: "knowledgebases", required: ["kb_type"]),
  KnownBody(vendor: "studiochat", kind: "projects", required: ["needs_retraining"]),
  KnownBody(vendor: "studiochat", kind: "conversion-metrics", required: ["slug", "value_label"]),
  KnownBody(vendor: "studiochat", kind: "eval-results", required: ["assertion_results"]),
  KnownBody(vendor: "studiochat", kind: "eval-cases", required: ["expected_output"]),
  KnownBody(vendor: "studiochat", kind: "eval-cases", required: ["scenario"]),
]

func knownBody(keys: [String]) -> KnownBody? { match(keys, objects) }
/// For a body that is an array: keys of its first object.
func knownList(keys: [String]) -> KnownBody? { match(keys, lists) }

private func match(_ keys: [String], _ bodies: [KnownBody]) -> KnownBody? {
  bodies.first { body in body.required.allSatisfy(keys.contains) && !body.absent.contains(where: keys.contains) }
}
