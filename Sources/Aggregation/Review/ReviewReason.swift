import Records

/// Why a conversation should be read, from the labels that the data hold. No text is looked at, and no reason is weighed in secret: the
/// score of a conversation is the sum of the weights of its reasons.
public enum ReviewReason: Int, Sendable, Hashable, CaseIterable {
  /// Rated 1 or 2.
  case lowRating
  /// Not handed off, and judged at high risk of coming back.
  case highRisk
  /// Not handed off, and ended without a response.
  case noResponse
  /// Got worse and ended negative.
  case spoiled
  /// Handed off in frustration.
  case frustration
  /// The resources used did not fit the question.
  case irrelevantResources
  /// A call of a tool failed.
  case toolFailure
  /// Rated 4 or 5 though it ended negative, or 1 or 2 though it ended positive: one of the two is wrong.
  case contradiction
  /// Very long, and nobody scored it.
  case longUnscored

  /// Stable name for files.
  public var key: String {
    switch self {
    case .lowRating: "low_rating"
    case .highRisk: "high_risk"
    case .noResponse: "no_response"
    case .spoiled: "spoiled"
    case .frustration: "frustration"
    case .irrelevantResources: "irrelevant_resources"
    case .toolFailure: "tool_failure"
    case .contradiction: "contradiction"
    case .longUnscored: "long_unscored"
    }
  }

  /// Expected harm, in points.
  public var weight: Int {
    switch self {
    case .lowRating: 5
    case .highRisk, .noResponse: 4
    case .spoiled, .frustration: 3
    case .irrelevantResources, .toolFailure, .contradiction: 2
    case .longUnscored: 1
    }
  }
}

/// A set of reasons.
struct ReviewReasons: OptionSet, Sendable, Hashable {
  let rawValue: UInt16

  init(rawValue: UInt16) { self.rawValue = rawValue }
  init(_ reason: ReviewReason) { rawValue = 1 << UInt16(reason.rawValue) }

  /// Heaviest first, equal ones in the order of `ReviewReason`.
  var list: [ReviewReason] {
    ReviewReason.allCases.filter { contains(ReviewReasons($0)) }.sorted { a, b in
      a.weight != b.weight ? a.weight > b.weight : a.rawValue < b.rawValue
    }
  }

  /// Sum of the weights.
  var score: Int { ReviewReasons.weights.enumerated().reduce(0) { $0 + (rawValue >> UInt16($1.offset) & 1 == 1 ? $1.element : 0) } }

  private static let weights = ReviewReason.allCases.map(\.weight)

  /// The reasons of a row; `rating`: its rating, 0 without one.
  init(_ batch: borrowing ConversationBatch, _ at: Int, rating: UInt8, longConversation: Int) {
    var bits: UInt16 = 0
    func add(_ reason: ReviewReason) { bits |= 1 << UInt16(reason.rawValue) }
    let flags = batch.flags[at]
    let isHandedOff = flags.contains(.handoff) && !flags.contains(.handoffUnknown)
    let isDeflected = !flags.contains(.handoff) && !flags.contains(.handoffUnknown)
    let sentiment = batch.sentiment[at]
    if rating == 1 || rating == 2 { add(.lowRating) }
    if isDeflected && batch.risk[at] == RiskLabel.high { add(.highRisk) }
    if isDeflected && batch.quality[at] == QualityLabel.noResponse { add(.noResponse) }
    if sentiment == SentimentLabel.negative && batch.shift[at] == ShiftLabel.degraded { add(.spoiled) }
    if isHandedOff && batch.handoffReason[at] == HandoffReasonLabel.frustration { add(.frustration) }
    if sentiment >= 0 && batch.resources[at] == ResourcesLabel.irrelevant { add(.irrelevantResources) }
    for call in Int(batch.toolCalls.offsets[at])..<Int(batch.toolCalls.offsets[at + 1]) where batch.toolCalls.success[call] == 0 {
      add(.toolFailure)
      break
    }
    if (rating >= 4 && sentiment == SentimentLabel.negative) || ((rating == 1 || rating == 2) && sentiment == SentimentLabel.positive) {
      add(.contradiction)
    }
    if sentiment < 0 && Int(batch.messageCount[at]) >= longConversation { add(.longUnscored) }
    rawValue = bits
  }
}
