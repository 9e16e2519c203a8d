import Aggregation
import Records

/// What a `records` block shows.
struct RecordsQuery: Sendable, Hashable {
  var kind: RecordKind
  /// Shown fields, in order; the first one heads the rows.
  var columns: [FieldID]
  var sort: [RecordOrder] = []
  var conditions: [RecordCondition] = []
  /// Orders that get a page of their own with all rows.
  var pages: [RecordOrder] = []
  /// Columns that the optional script can filter by.
  var filters: [FieldID] = []

  static let keys = ["columns", "filter", "kind", "limit", "note", "pages", "sort", "title", "where", "width"]
  static let usualLimit = 10
}

/// What a `reported` block shows.
struct ReportedQuery: Sendable, Hashable {
  /// How it is shown.
  enum Form: String, Sendable, CaseIterable {
    case bars, line, table
  }
  var vendor: Vendor?
  /// Kinds of bodies; empty = any.
  var kinds: [String] = []
  /// The vendor's own names; empty = any.
  var quantities: [String] = []
  /// Metrics that mean the same; empty = any.
  var metrics: [Metric] = []
  /// What the figures are cut by; nil = the whole.
  var dimension: String?
  var form = Form.table
  /// The group that the section speaks about: filled in for sections that stand once per group.
  var subject: Filter?

  static let keys = ["as", "by", "kind", "limit", "metric", "note", "quantity", "title", "vendor", "width"]
  static let usualLimit = 12
  /// What figures of vendors can be cut by.
  static let dimensions = [
    "action", "agent", "assistant", "channel", "channel-type", "conversion", "difficulty", "emotion", "end-reason", "intent", "item",
    "knowledge-base", "language", "param", "persona", "quality", "rating", "reason", "resources", "risk", "sentiment", "shift", "skill",
    "source", "step", "tag", "tool", "topic", "transfer-target", "version",
  ]
}

/// What a `quotes` block shows.
struct QuotesQuery: Sendable, Hashable {
  var vendor: Vendor?
  static let keys = ["limit", "note", "title", "vendor", "width"]
  static let usualLimit = 8
}

extension Block.Content {
  /// The beginning of ids of blocks without a metric.
  var stem: String {
    switch self {
    case .records(let query): query.kind.rawValue
    case .reported(let query):
      (["reported"] + [query.quantities.first ?? query.metrics.first?.id.rawValue ?? query.kinds.first, query.dimension].compactMap { $0 })
        .joined(separator: "-")
    case .quotes: "quotes"
    case .insight(let query): query.kind.rawValue
    default: "block"
    }
  }
}
