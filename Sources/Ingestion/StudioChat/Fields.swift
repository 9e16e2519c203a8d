import CSimdJSON

/// The name a field has in the export, dotted below lists.
func fieldName(_ field: csj_field) -> String? {
  switch field {
  case CSJ_ID: "conversation_id"
  case CSJ_INBOX: "inbox_name"
  case CSJ_ASSISTANT: "playbook_name"
  case CSJ_FIRST_AT: "first_message_at"
  case CSJ_LAST_AT: "last_message_at"
  case CSJ_SENTIMENT: "sentiment_label"
  case CSJ_RESOURCES: "resources_label"
  case CSJ_SHIFT: "sentiment_shift"
  case CSJ_QUALITY: "deflection_quality"
  case CSJ_HANDOFF_REASON: "handoff_reason"
  case CSJ_RISK: "recontact_risk"
  case CSJ_INTENT: "user_intent"
  case CSJ_MODEL: "model"
  case CSJ_WINBACK_AT: "winback_sent_at"
  case CSJ_VERSION: "playbook_version"
  case CSJ_MESSAGE_COUNT: "message_count"
  case CSJ_LATENCY: "avg_response_latency_ms"
  case CSJ_HANDOFF: "has_handoff"
  case CSJ_ERROR: "has_error"
  case CSJ_TAGS: "tags"
  case CSJ_SKILLS: "skills"
  case CSJ_PARTICIPANTS: "playbooks_info"
  case CSJ_MESSAGES: "messages"
  case CSJ_CITATIONS: "citations"
  case CSJ_CONTEXT: "context"
  case CSJ_MESSAGE_ROLE: "messages.role"
  case CSJ_MESSAGE_AT: "messages.created_at"
  case CSJ_MESSAGE_CONTENT: "messages.content"
  case CSJ_MESSAGE_WINBACK: "messages.is_winback"
  case CSJ_MESSAGE_METADATA: "messages.metadata"
  case CSJ_TOOL_CALLS: "messages.tool_calls"
  case CSJ_TOOL_NAME: "messages.tool_calls.name"
  case CSJ_TOOL_ERROR: "messages.tool_calls.is_error"
  case CSJ_TOOL_AT: "messages.tool_calls.created_at"
  case CSJ_TOOL_DURATION: "messages.tool_calls.duration_ms"
  case CSJ_HAS_WINBACK: "has_winback"
  case CSJ_METRICS: "metrics"
  case CSJ_SCORED_COUNT: "message_count_at_scoring"
  default: nil
  }
}

/// The reason behind a status of the decoder.
func rejectionReason(_ status: csj_status) -> RejectionReason {
  switch status {
  case CSJ_NOT_OBJECT: .notAnObject
  case CSJ_NOT_UTF8: .notUTF8
  case CSJ_WRONG_TYPE: .wrongType
  case CSJ_TOO_DEEP: .tooDeep
  case CSJ_BAD_QUOTES: .badQuotes
  case CSJ_WRONG_CELLS: .wrongCells
  default: .notJSON
  }
}
