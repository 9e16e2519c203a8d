import Aggregation
import Basics
import Ingestion
import Insights
import Records

/// Puts the figures of vendors beside ours. Where a difference asks for it, the input is read once more, with the windows, anchors and
/// populations that could explain it.
func reconcile(
  _ documents: Documents, _ figures: Figures, _ aggregation: AggregationSettings, _ files: [SnapshotFile], _ ingestion: IngestionSettings,
  isCancelled: @escaping @Sendable () -> Bool
) throws(Diagnostics) -> ReconciliationReport {
  if documents.figures.isEmpty { return ReconciliationReport([]) }
  let reconciliation = Reconciliation(documents, figures: figures, settings: aggregation, rows: conversationRows(files))
  let requests = reconciliation.requests
  if requests.isEmpty { return reconciliation.report() }
  var ingestion = ingestion
  ingestion.keepsIdentifiers = false
  let again = try ingest(ingestion, isCancelled: isCancelled, makeSink: { VariantSink(requests) })
  return reconciliation.report(again.sink.figures)
}

/// Files with conversations: whose, of when, and how many rows their lists lack.
func conversationRows(_ files: [SnapshotFile]) -> [ConversationRows] {
  struct List: Hashable {
    var source: String
    var start: Int64?
    var end: Int64?
  }
  func list(_ file: SnapshotFile) -> List {
    List(source: file.source, start: file.window?.lowerBound.microseconds, end: file.window?.upperBound.microseconds)
  }
  let read = files.filter { $0.isRead || $0.conversations > 0 }
  var missing: [List: Int] = [:]
  for (key, pages) in Dictionary(grouping: read.filter { $0.statedTotal != nil }, by: list) {
    let stated = pages.compactMap(\.statedTotal).max() ?? 0
    missing[key] = max(0, stated - pages.reduce(0) { $0 + $1.rowsRead })
  }
  return read.compactMap { file in
    guard let vendor = file.vendor.flatMap(Vendor.init(rawValue:)) else { return nil }
    // Said once for all pages of a list.
    let lacking = missing.removeValue(forKey: list(file)) ?? 0
    return ConversationRows(vendor: vendor, source: file.source, window: file.window, missing: lacking)
  }
}
