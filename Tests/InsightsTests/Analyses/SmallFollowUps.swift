import Aggregation
import Privacy
import Records

@testable import Insights

/// A few conversations of March 2026 with contacts, and all that analyses read of them.
struct SmallFollowUps {
  private var batch = ConversationBatch()
  private var lexicons = Lexicons()

  init() {
    for name in ["refund", "delivery"] { Self.add(name, to: &lexicons.intent) }
    Self.add("Ada", to: &lexicons.assistant)
  }

  private static func add(_ text: String, to lexicon: inout Lexicon) {
    _ = Array(text.utf8).withUnsafeBufferPointer { lexicon.code(for: $0) { Redactor().redact($0) } }
  }

  /// A conversation at noon that nobody handed off; contact 0 is not known.
  mutating func add(
    _ contact: Int, day: Int, quality: Int32 = QualityLabel.resolved, risk: Int32 = RiskLabel.low, intent: Int32 = 0, scored: Bool = true
  ) {
    let date = CalendarDay(year: 2026, month: 3, day: day)?.ordinal ?? 0
    let moment = (Int64(date) * 86_400 + 43_200 + Int64(contact)) * 1_000_000
    batch.count += 1
    batch.identity.append(UInt64(batch.count))
    batch.firstAt.append(moment)
    batch.lastAt.append(moment + 60_000_000)
    batch.flags.append([])
    batch.messageCount.append(4)
    batch.sentiment.append(scored ? SentimentLabel.neutral : -1)
    batch.quality.append(scored ? quality : -1)
    batch.risk.append(scored ? risk : -1)
    batch.intent.append(intent)
    batch.assistant.append(0)
    for path in [\ConversationBatch.meanLatency, \.resources, \.shift, \.handoffReason, \.version, \.inbox, \.model, \.source, \.language] {
      batch[keyPath: path].append(-1)
    }
    batch.tokens.append(-1)
    batch.contact.append(UInt64(contact) &* 0x9E37_79B9_7F4A_7C15)
    for path in [\ConversationBatch.tags, \.skills, \.participants] { batch[keyPath: path].offsets.append(0) }
    batch.messages.offsets.append(0)
    batch.toolCalls.offsets.append(0)
  }

  /// What analyses read, of March.
  func input(configured: Bool = true) -> AnalysisInput {
    let settings = AggregationSettings(zone: .utc, contactsConfigured: configured)
    let counts = [Analysis.resolutionLadder, .recontact, .reviewQueue].flatMap(\.counts)
    let plan = Plan([Query(["vol.conversations"])], counts: counts, settings: settings)
    var pass = ReadingPass(
      AggregationPass(plan: plan), listing: nil, followUps: FollowUpSink(settings: settings), review: ReviewSink(settings: settings))
    pass.consume(batch)
    pass.finish(lexicons)
    var figures = Figures(pass.aggregation.state, plan: plan).with(pass.takeFollowUps())
    if let review = pass.review {
      figures = figures.with(ReviewBook(review, settings: settings, redactor: Redactor(), profile: .publicReport))
    }
    let march = Period(.month, containing: CalendarDay(ordinal: 20_520))
    return AnalysisInput(
      figures: figures, comparison: PeriodComparison.make(period: march, figures: figures, dataUntil: nil), history: [march],
      documents: Documents(),
      zone: .utc)
  }

  /// The answer of one analysis.
  func outcome(_ id: AnalysisID, configured: Bool = true) -> AnalysisOutcome {
    let analysis = [Analysis.resolutionLadder, .recontact, .reviewQueue].first { $0.id == id }
    return analysis?.run(input(configured: configured)) ?? AnalysisOutcome(.nothingFound)
  }
}
