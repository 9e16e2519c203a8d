import Basics
import CSimdJSON

/// The columns of a CSV export of conversations, chosen by header name, never by position (docs/formats/studiochat.md).
struct CSVTable: Equatable {
  var separator: UInt8
  /// What each column holds: a `csj_field`, `CSJ_OTHER` for what no report reads, with `CSJ_FALLBACK` for the doubles of the old
  /// layout.
  var columns: [UInt8]
  /// Where the first row begins.
  var start: Int
  /// True for the layout before 2026-03-29.
  var isLegacy = false
  /// Documented columns that are not there, each with the names in the header that resemble it.
  var missing: [MissingColumn] = []

  /// A column that is needed and not there.
  struct MissingColumn: Equatable {
    var name: String
    var nearest: [String]
  }

  private static let fields: [(name: String, field: csj_field)] = [
    ("conversation_id", CSJ_ID), ("inbox_name", CSJ_INBOX), ("playbook_name", CSJ_ASSISTANT), ("playbook_version", CSJ_VERSION),
    ("playbooks_info", CSJ_PARTICIPANTS), ("message_count", CSJ_MESSAGE_COUNT), ("first_message_at", CSJ_FIRST_AT),
    ("last_message_at", CSJ_LAST_AT), ("has_handoff", CSJ_HANDOFF), ("has_error", CSJ_ERROR), ("has_winback", CSJ_HAS_WINBACK),
    ("tags", CSJ_TAGS), ("skills", CSJ_SKILLS), ("avg_response_latency_ms", CSJ_LATENCY), ("sentiment_label", CSJ_SENTIMENT),
    ("resources_label", CSJ_RESOURCES), ("model", CSJ_MODEL), ("user_intent", CSJ_INTENT), ("sentiment_shift", CSJ_SHIFT),
    ("deflection_quality", CSJ_QUALITY), ("handoff_reason", CSJ_HANDOFF_REASON), ("recontact_risk", CSJ_RISK),
    ("winback_sent_at", CSJ_WINBACK_AT),
  ]
  private static let doubles: [(name: String, field: csj_field)] = [
    ("metrics_sentiment_label", CSJ_SENTIMENT), ("metrics_resources_label", CSJ_RESOURCES),
  ]
  /// Columns that both layouts have and no figure can do without.
  private static let needed = ["conversation_id", "message_count", "last_message_at", "has_handoff"]
  /// Columns that only this export has: enough of them tell it from other tables.
  private static let telling = ["inbox_name", "playbook_name", "first_message_at", "last_message_at", "message_count", "has_handoff"]

  /// The table behind this header; nil when it is no export of conversations.
  init?(_ header: CSVHeader) {
    let names = header.names
    let known = Set(names)
    let told = Self.telling.count { known.contains($0) }
    guard known.contains("conversation_id") ? told >= 1 : told >= 4 else { return nil }
    separator = header.separator
    start = header.end
    isLegacy = known.contains("metrics_summary")
    columns = names.map(Self.column)
    let unknown = names.filter { Self.column($0) == UInt8(CSJ_OTHER.rawValue) }
    missing = Self.needed.filter { !known.contains($0) }.map { name in
      MissingColumn(name: name, nearest: nearestNames(to: name, in: presentable(unknown)))
    }
  }

  private static func column(_ name: String) -> UInt8 {
    if let found = fields.first(where: { $0.name == name }) { return UInt8(truncatingIfNeeded: found.field.rawValue) }
    if let found = doubles.first(where: { $0.name == name }) {
      return UInt8(truncatingIfNeeded: found.field.rawValue) | UInt8(CSJ_FALLBACK)
    }
    return UInt8(truncatingIfNeeded: CSJ_OTHER.rawValue)
  }

  /// What a reader of the report must know about the columns.
  func problems(at place: SourceLocation) -> [Diagnostic] {
    guard let first = missing.first else { return [] }
    let names = missing.map(\.name).joined(separator: ", ")
    let help = first.name == "conversation_id" ? "without conversation_id no row can be used; export again" : "export again"
    return [
      Diagnostic(
        "missing-column", .warning, area: .data, at: place, "the table has no \(missing.count == 1 ? "column" : "columns") \(names)",
        suggestions: missing.flatMap(\.nearest), help: help)
    ]
  }
}
