import Aggregation
import Insights
import Notation

/// Sentences about the conversations to read first.
enum ReviewWords {
  /// The template of its statements.
  static func sentence(_ s: Statement, _ c: StatementContext) -> RichSentence? {
    guard s.kind == "queue", let reason = ReviewReason.allCases.first(where: { $0.key == s.text("reason") }) else { return nil }
    func count(_ name: String) -> String { c.text(s.number(name) ?? 0, .count) }
    return RichSentence(
      "{\(count("any"))} of \(count("conversations")) conversations have a reason to be read, most often: "
        + "\(PlainEnglish.inside(name(reason))) ({\(count("count"))}).")
  }

  /// Name of a reason.
  static func name(_ reason: ReviewReason) -> String {
    switch reason {
    case .lowRating: "Rated 1 or 2"
    case .highRisk: "High risk of coming back"
    case .noResponse: "Ended without a response"
    case .spoiled: "Got worse and ended negative"
    case .frustration: "Handed off in frustration"
    case .irrelevantResources: "Resources did not fit"
    case .toolFailure: "A tool call failed"
    case .contradiction: "Rating and sentiment contradict"
    case .longUnscored: "Very long and not scored"
    }
  }

  /// `High risk of coming back (4), a tool call failed (2)`.
  static func reasons(_ item: ReviewQueue.Item) -> String {
    let parts = item.reasons.map { "\(name($0)) (\($0.weight))" }
    return ([parts.first].compactMap { $0 } + parts.dropFirst().map(PlainEnglish.inside)).joined(separator: ", ")
  }

  /// The message of the table of reasons.
  static func title(_ queue: ReviewQueue, _ c: StatementContext) -> String {
    TitleLimit.choose(
      ["\(c.text(Double(queue.any), .count)) of \(c.counted(Double(queue.conversations), .conversation)) have a reason to be read"],
      otherwise: "Conversations with a reason to be read")
  }
}
