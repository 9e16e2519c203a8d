import Aggregation
import Basics
import Insights

/// What an author asked for at one place of a section: checked, with defaults filled in.
struct Block: Sendable {
  /// A picture, a table or a row of cards.
  enum Content: Sendable, Equatable {
    case chart(ChartKind)
    case table
    case kpis
    /// Things a vendor lists.
    case records(RecordsQuery)
    /// Figures a vendor computed.
    case reported(ReportedQuery)
    /// What a vendor says.
    case quotes(QuotesQuery)
    /// Something worked out from several lists.
    case insight(InsightQuery)
  }

  /// What kind of block.
  var content: Content
  /// The metrics, in the order written; at least one, none in blocks of documents.
  var metrics: [Metric]
  /// Zero to two dimensions.
  var dimensions: [Dimension] = []
  /// Restrictions; all must hold.
  var filters: [Filter] = []
  /// With what to compare.
  var comparison: BlockComparison = .previous
  /// Groups to show before "All other"; nil = the default of the kind.
  var limit: Int?
  /// Order of groups; nil = as the dimension suggests.
  var order: GroupOrder?
  /// The author's title, instead of the computed one.
  var title: String?
  /// The author's remark below the figure.
  var note: String?
  /// The author's width, instead of the default of the kind.
  var width: BlockWidth?
  /// Where it was written.
  var location: SourceLocation

  /// What it needs from the aggregation.
  var queries: [Query] {
    if content == .insight(InsightQuery(kind: .versionTimeline)) { return [Query(InsightBlock.versionMetrics, by: ["version"])] }
    if metrics.isEmpty { return [] }
    let ids = metrics.map(\.id)
    var queries = [Query(ids, where: filters)]
    // Costs are shown only when enough answers have a price.
    if metrics.contains(where: \.isMadeOfPrices) { queries.append(Query(PriceCoverage.metrics, where: filters)) }
    switch content {
    case .kpis, .chart(.steps), .chart(.histogram), .chart(.control), .chart(.calendar), .records, .reported, .quotes, .insight: break
    case .table, .chart(.bars), .chart(.dumbbell), .chart(.heatmap):
      if !dimensions.isEmpty { queries.append(Query(ids, by: dimensions.map(\.id), where: filters)) }
    case .chart(.line):
      // A line by day falls back to weeks when days are too small to show a rate.
      queries.append(Query(ids, by: dimensions.map(\.id), where: filters))
      if dimensions.first?.id == "day" { queries.append(Query(ids, by: ["week"], where: filters)) }
    case .chart(.stacked):
      queries.append(Query(ids, by: dimensions.map(\.id), where: filters))
      if let part = dimensions.last { queries.append(Query(ids, by: [part.id], where: filters)) }
      if let row = dimensions.first { queries.append(Query(ids, by: [row.id], where: filters)) }
    }
    return queries
  }

  /// The block within the group that its section speaks about.
  func pinned(_ filters: [Filter]) -> Block {
    guard let filter = filters.first else { return self }
    var made = self
    switch content {
    case .records(var query):
      let fields = query.kind.schema.fields.filter { $0.dimension == filter.dimension.rawValue }
      query.conditions += fields.map { RecordCondition(field: $0.id, comparison: .equal, value: filter.value) }
      made.content = .records(query)
    case .reported(var query):
      query.subject = filter
      made.content = .reported(query)
    case .quotes, .insight: break
    default: made.filters += filters
    }
    return made
  }
}
