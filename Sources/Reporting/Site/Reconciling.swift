import Aggregation
import Basics
import Ingestion
import Insights
import Privacy
import Records

/// What reading the input once more adds.
struct SecondReading {
  var figures: Figures
  var documents: Documents
  var reconciliation: ReconciliationReport
  /// Which conversations to read first, with their ratings; nil when no rating names a conversation.
  var review: ReviewSink?
}

/// Puts the figures of vendors beside ours and joins records with the conversations they name. Where a difference or a record asks for it,
/// the input is read once more: with the windows, anchors and populations that could explain the difference, and for the conversations.
func readAgain(
  _ documents: Documents, _ figures: Figures, _ aggregation: AggregationSettings, _ files: [SnapshotFile], _ ingestion: IngestionSettings,
  journeys: JourneySink?, isCancelled: @escaping @Sendable () -> Bool
) throws(Diagnostics) -> SecondReading {
  let reconciliation =
    documents.figures.isEmpty
    ? nil : Reconciliation(documents, figures: figures, settings: aggregation, rows: conversationRows(files))
  let requests = reconciliation?.requests ?? []
  let names = Dictionary(
    ingestion.sources.map { ($0.id, ingestion.redactor.redact(UntrustedText($0.name))) }, uniquingKeysWith: { first, _ in first })
  let plan = JoinPlan(documents, sourceNames: names, settings: aggregation)
  let figures = figures.with(sourceNames: names)
  var result = SecondReading(figures: figures, documents: documents, reconciliation: reconciliation?.report() ?? ReconciliationReport([]))
  result.figures = figures.with(journeys.map(JourneyBook.init), documents)
  let follows = journeys.map { $0.plan.needs(documents) } ?? false
  if requests.isEmpty && plan == nil && !follows { return result }
  // Ids were listed in the first reading; only conversations to read because of their rating are found in this one.
  let ratings = ratingsByConversation(documents)
  var ingestion = ingestion
  ingestion.keepsIdentifiers = ingestion.keepsIdentifiers && ratings != nil
  if !follows { ingestion.patterns = .none }
  let again = try ingest(
    ingestion, isCancelled: isCancelled,
    makeSink: {
      SecondSink(
        variants: VariantSink(requests), join: plan.map(JoinSink.init),
        journeys: follows ? journeys.map { JourneySink($0.plan, documents, plan) } : nil,
        review: ratings.map { ReviewSink(settings: aggregation, ratings: $0) })
    })
  if !requests.isEmpty, let reconciliation { result.reconciliation = reconciliation.report(again.sink.variants.figures) }
  result.review = again.sink.review
  if let join = again.sink.join {
    result.documents = join.joined(documents)
  }
  result.figures = figures.with((again.sink.journeys ?? journeys).map(JourneyBook.init), result.documents)
  return result
}

/// Everything that a second reading is for, so that there is no third.
private struct SecondSink: ConversationSink {
  var variants: VariantSink
  var join: JoinSink?
  var journeys: JourneySink?
  var review: ReviewSink?

  mutating func consume(_ batch: borrowing ConversationBatch) {
    variants.consume(batch)
    join?.consume(batch)
    journeys?.consume(batch)
    review?.consume(batch)
  }
  mutating func finish(_ lexicons: Lexicons) {
    variants.finish(lexicons)
    join?.finish(lexicons)
    journeys?.finish(lexicons)
    review?.finish(lexicons)
  }
  mutating func merge(_ other: consuming SecondSink) {
    variants.merge(other.variants)
    if let more = other.join { join?.merge(more) }
    if let more = other.journeys { journeys?.merge(more) }
    if let more = other.review { review?.merge(more) }
  }
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
