import Records

/// What becomes of the fields of one conversation of Studio Chat, in exports, pages, batches, summaries and details alike. Conversations are
/// read row by row and not through a `BodyKind`; this is for the documentation and for the test that no field is forgotten.
let studioConversationFields: [FieldUse] =
  columns([
    "conversation_id": "identity", "inbox_name": "inbox", "playbook_name": "assistant", "playbook_version": "version",
    "playbooks_info.*.name": "participants", "message_count": "messageCount", "first_message_at": "firstAt", "last_message_at": "lastAt",
    "has_handoff": "flags", "has_error": "flags", "has_winback": "flags", "winback_sent_at": "flags", "tags.*": "tags",
    "skills.*": "skills", "avg_response_latency_ms": "meanLatency", "sentiment_label": "sentiment", "resources_label": "resources",
    "sentiment_shift": "shift", "deflection_quality": "quality", "handoff_reason": "handoffReason", "recontact_risk": "risk",
    "user_intent": "intent", "model": "model", "metrics.sentiment_label": "sentiment", "metrics.resources_label": "resources",
    "message_count_at_scoring": "flags", "metrics.message_count_at_scoring": "flags",
    "context": "contact", "context.**": "contact", "citations": "flags", "citations.*.item_id": "citedItems",
    "citations.*.file_name": "citedItems", "citations.*.kb_id": "citedItems", "messages.*.role": "messages.role",
    "messages.*.created_at": "messages.at", "messages.*.is_winback": "messages.winback", "messages.*.content": "messages.characters",
    "messages.*.metadata.handoff": "messages.marks", "messages.*.metadata.handoff.**": "messages.marks",
    "messages.*.metadata.response_latency_ms": "messages.latency", "messages.*.metadata.input_tokens": "messages.inputTokens",
    "messages.*.metadata.output_tokens": "messages.outputTokens", "messages.*.metadata.cost_usd": "messages.cost",
    "messages.*.input_tokens": "messages.inputTokens", "messages.*.output_tokens": "messages.outputTokens",
    "messages.*.cost_usd": "messages.cost", "messages.*.tool_calls.*.name": "toolCalls.tool",
    "messages.*.tool_calls.*.is_error": "toolCalls.success", "messages.*.tool_calls.*.duration_ms": "toolCalls.duration",
    "messages.*.tool_calls.*.created_at": "toolCalls.at",
  ])
  + unusedUses(Reason.userText, "first_user_message", "last_assistant_message", "messages.*.attachments", "messages.*.attachments.**")
  + unusedUses(
    Reason.judgeText, "summary", "sentiment_reason", "resources_reason", "sentiment_shift_reason", "deflection_quality_reason",
    "handoff_reason_detail", "recontact_risk_reason", "metrics.sentiment_reason", "metrics.resources_reason", "metrics.summary")
  + unusedUses(Reason.personal, "messages.*.tool_calls.*.arguments", "messages.*.tool_calls.*.result")
  + unusedUses(
    Reason.id, "playbooks_info.*.id", "playbooks_info.*.version", "messages.*.tool_calls.*.id", "citations.*.citation_id")
  + unusedUses("that there is a citation is counted, its text is not kept", "citations.*.content")
  + unusedUses(
    "not needed", "messages.*.tool_calls.*.tool_type", "messages.*.tool_calls.*.enhanced_params",
    "messages.*.tool_calls.*.enhanced_params.**", "messages.*.metadata.**", "messages.*.cache_read_tokens",
    "messages.*.cache_write_tokens", "messages.*.llm_requests", "messages.*.tool_call_count", "messages.*.model")

private func columns(_ pairs: KeyValuePairs<String, String>) -> [FieldUse] { pairs.map { FieldUse($0.key, .conversation($0.value)) } }
