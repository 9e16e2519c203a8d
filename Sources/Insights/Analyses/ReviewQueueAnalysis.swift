import Aggregation
import Records

extension Analysis {
  /// Conversations with a reason that a statement needs.
  static let leastToReview = 10

  /// Which conversations to read first.
  static let reviewQueue = Analysis(
    .reviewQueue,
    method: AnalysisMethod(
      title: "Review queue", question: "What should we read first?",
      inputs: [
        "ratings", "recontact_risk", "deflection_quality", "sentiment_label", "sentiment_shift", "handoff_reason", "resources_label",
        "success of tool calls", "message_count",
      ],
      steps: [
        "Each conversation gets points for its reasons: "
          + ReviewReason.allCases.map { "\($0.key) \($0.weight)" }.joined(separator: ", ") + ".",
        "The next one chosen is the one with the largest gain: a reason counts half as much for each earlier choice of the same assistant "
          + "and intent with that reason.",
        "Equal ones: higher score, then later, then by the fingerprint of the id.",
      ],
      guards: [
        "At most \(ReviewSink.limit) conversations; one reason leads at most half of them and one intent is at most a quarter, as long as "
          + "others are left.",
        "Only labels are looked at, never text; single conversations are listed only where a project lists conversations.",
        "A reason is only as good as its label: reading is how labels are checked.",
      ]),
    run: { input in
      guard let queue = input.figures.reviewQueue(in: input.period) else { return AnalysisOutcome(.nothingFound) }
      if queue.any == 0 { return AnalysisOutcome(.nothingFound) }
      return AnalysisOutcome(queue, statements(queue))
    })

  /// How many have a reason, and the most frequent one.
  static func statements(_ queue: ReviewQueue) -> [Statement] {
    guard queue.any >= leastToReview, queue.conversations > 0 else { return [] }
    let most = ReviewReason.allCases.map(queue.count).max() ?? 0
    guard let reason = ReviewReason.allCases.first(where: { queue.count($0) == most }) else { return [] }
    return [
      Statement(
        .reviewQueue, "queue",
        facts: [
          Fact("any", .number(Double(queue.any), .count)), Fact("conversations", .number(Double(queue.conversations), .count)),
          Fact("share", .number(Double(queue.any) / Double(queue.conversations), .share)), Fact("reason", .name(reason.key)),
          Fact("count", .number(Double(most), .count)),
        ], impact: Double(queue.any), certainty: .descriptive, tone: .neutral)
    ]
  }
}
