import Aggregation
import Records
import Statistics

/// How far those who rated, and the conversations that were scored, stand for all.
public struct Representativeness: Sendable, Hashable {
  /// Rated conversations beside all that could have been rated, by the day of their last message.
  public struct Rated: Sendable, Hashable {
    /// Conversations that could have been rated, rated ones, and satisfied ones (4 or 5 of 5) among these.
    public var conversations, rated, satisfied: Int
    /// Rated against unrated ones.
    public var profile: [ProfileRow]
    /// Satisfied share weighted to the outcomes and sentiments of all; nil when too few kinds were rated.
    public var adjusted: PostStratified?
    /// `agreement[rating][sentiment]`: dissatisfied, neutral, satisfied by negative, neutral, positive.
    public var agreement: [[Int]]

    /// Satisfied share of the rated ones; nil without one.
    public var share: Double? { rated > 0 ? Double(satisfied) / Double(rated) : nil }
    /// 95 % interval of it.
    public var interval: Interval? { Wilson.interval(successes: satisfied, of: rated) }
    /// Rated conversations with a sentiment label.
    public var labelled: Int { agreement.joined().reduce(0, +) }
    /// Satisfied with a negative label, or dissatisfied with a positive one.
    public var contradictions: Int { (agreement.last?.first ?? 0) + (agreement.first?.last ?? 0) }

    /// Counts; the rest is worked out by the analysis.
    public init(
      conversations: Int, rated: Int, satisfied: Int, profile: [ProfileRow] = [], adjusted: PostStratified? = nil,
      agreement: [[Int]] = [[Int]](repeating: [0, 0, 0], count: 3)
    ) {
      self.conversations = conversations
      self.rated = rated
      self.satisfied = satisfied
      self.profile = profile
      self.adjusted = adjusted
      self.agreement = agreement
    }
  }

  /// A share that only scored conversations show.
  public enum Share: String, Sendable, Hashable, CaseIterable {
    case negative, positive
  }

  /// Rated conversations; nil without whole lists of ratings, or with too few.
  public var rated: Rated?
  /// Why `rated` is nil.
  public var ratedShortfall: Shortfall?
  /// Scored against unscored conversations.
  public var scoredProfile: [ProfileRow]
  /// With bounds over all conversations.
  public var shares: [Share: ScoredShare]

  /// All conversations and those that are scored.
  public var conversations: Int { shares[.negative]?.conversations ?? 0 }
  /// See above.
  public var scored: Int { shares[.negative]?.scored ?? 0 }

  /// From its parts.
  public init(rated: Rated?, ratedShortfall: Shortfall? = nil, scoredProfile: [ProfileRow], shares: [Share: ScoredShare]) {
    self.rated = rated
    self.ratedShortfall = ratedShortfall
    self.scoredProfile = scoredProfile
    self.shares = shares
  }

  /// Rated conversations below which nothing is shown.
  public static let leastShown = 30
  /// What a statement needs.
  public static let leastStated = 50
}

extension Representativeness {
  /// From the figures of a period.
  init(_ input: AnalysisInput) {
    let sample = ScoredSample(input)
    switch RatedSample(input).result {
    case .success(let rated): self.init(rated: rated, scoredProfile: sample.profile, shares: sample.shares)
    case .failure(let why): self.init(rated: nil, ratedShortfall: why.reason, scoredProfile: sample.profile, shares: sample.shares)
    }
  }

  /// What it says: what the make-up of those who rate does to satisfaction, who they are, whether labels agree, and how wide scores leave it.
  func statements() -> [Statement] {
    var made: [Statement] = []
    if let rated, rated.rated >= Self.leastStated { made += statements(rated) }
    if let row = mostDistinct(scoredProfile), scored >= Self.leastStated {
      made.append(statement(row, "scored", size: conversations - scored))
    }
    if let bounds = shares[.negative], scored >= Self.leastStated, bounds.unscored >= Self.leastStated, let share = bounds.share,
      let low = bounds.low, let high = bounds.high, let coverage = bounds.coverage, coverage < 0.9
    {
      made.append(
        Statement(
          .scoredSample, "bounds",
          facts: [
            Fact("share", .number(share, .share)), Fact("low", .number(low, .share)), Fact("high", .number(high, .share)),
            fact("scored", bounds.scored), fact("unscored", bounds.unscored), fact("conversations", bounds.conversations),
          ], impact: Double(bounds.unscored), certainty: .certain, tone: .neutral))
    }
    return made
  }

  private func fact(_ name: String, _ value: Int) -> Fact { Fact(name, .number(Double(value), .count)) }

  private func statement(_ row: ProfileRow, _ sample: String, size: Int) -> Statement {
    let isMore = (row.share ?? 0) > (row.otherShare ?? 0)
    return Statement(
      sample == "scored" ? .scoredSample : .representativeness, "\(sample)-\(isMore ? "more" : "less")",
      facts: [
        Fact("aspect", .name(row.aspect.rawValue)), Fact("trait", .name(row.key)), Fact("share", .number(row.share ?? 0, .share)),
        fact("count", row.count), fact("of", row.of), Fact("others", .number(row.otherShare ?? 0, .share)),
        fact("others-count", row.otherCount), fact("others-of", row.otherOf),
      ], impact: Double(size), certainty: .likely, tone: .neutral)
  }

  private func statements(_ rated: Rated) -> [Statement] {
    var made: [Statement] = []
    // The practical margin of a share: 2 points.
    if let adjusted = rated.adjusted, let share = rated.share, abs(adjusted.share - share) >= 0.02 {
      made.append(
        Statement(
          .representativeness, "adjusted",
          facts: [
            Fact("share", .number(share, .share)), Fact("adjusted", .number(adjusted.share, .share)),
            Fact("low", .number(adjusted.interval.low, .share)), Fact("high", .number(adjusted.interval.high, .share)),
            fact("rated", rated.rated), fact("conversations", rated.conversations),
          ], impact: abs(adjusted.share - share) * Double(rated.conversations),
          certainty: adjusted.interval.contains(share) ? .descriptive : .likely, tone: .neutral))
    }
    if let row = mostDistinct(rated.profile) { made.append(statement(row, "rated", size: rated.rated)) }
    if rated.labelled >= Self.leastStated, let agreement = Kappa.cohen(rated.agreement), let kappa = agreement.kappa {
      made.append(
        Statement(
          .representativeness, "agreement",
          facts: [
            Fact("agreement", .number(agreement.observed, .share)), Fact("kappa", .number(kappa, .rate)),
            fact("labelled", rated.labelled), fact("contradictions", rated.contradictions),
          ], impact: Double(rated.contradictions), certainty: .descriptive, tone: .neutral))
    }
    return made
  }
}

extension Analysis {
  /// Whether those who rate, and what is scored, stand for all.
  static let representativeness = Analysis(
    .representativeness,
    method: AnalysisMethod(
      title: "Whom ratings and scores stand for", question: "How representative are the ratings and the scored conversations?",
      inputs: ["rating", "conversation_id", "sentiment_label", "deflection_quality", "has_handoff", "message_count", "assistant"],
      steps: [
        "Rated conversations stand beside the unrated ones of the same source and days, by the day of the last message, whenever they were "
          + "rated.",
        "For each trait the difference of the two shares is divided by their pooled standard deviation.",
        "The satisfied share is weighted to the outcomes and sentiments of all conversations; kinds with fewer than 10 ratings count as one.",
        "Ratings of 1 or 2, 3, 4 or 5 are compared with negative, neutral and positive labels (Cohen's kappa).",
        "A share of scored conversations gets bounds: none, or all, of the unscored have it.",
      ],
      guards: [
        "Only days and sources whose whole list of ratings was loaded.", "At least 30 rated conversations to be shown, 50 for a finding.",
        "A trait stands out with a standardised difference of 0.1 and a Newcombe interval without 0, after Benjamini\u{2013}Hochberg.",
        "Weights cannot correct for reasons to rate that outcome and sentiment do not show.",
      ]), counts: [RatedSample.query, ScoredSample.query],
    run: { input in
      let found = Representativeness(input)
      if found.conversations == 0 { return AnalysisOutcome(.notInData(field: "conversations")) }
      return AnalysisOutcome(found, found.statements())
    })
}
