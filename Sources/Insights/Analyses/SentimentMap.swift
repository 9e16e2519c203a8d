import Aggregation
import Records
import Statistics

/// How scored conversations felt, by how they ended: outcome × sentiment × shift, and where feelings differ from the rest.
public struct SentimentMap: Sendable, Hashable {
  /// How a conversation ended; each has exactly one.
  public enum Outcome: String, Sendable, Hashable, CaseIterable {
    case resolved, actioned, partial
    case noResponse = "no_response"
    case handedOff = "handed_off"
    case unknown
  }
  /// The sentiment at the end.
  public enum Feeling: String, Sendable, Hashable, CaseIterable {
    case positive, neutral, negative
    /// A label that is none of the documented three.
    case other
  }
  /// How the sentiment changed.
  public enum Shift: String, Sendable, Hashable, CaseIterable {
    case improved, stable, degraded
    /// A label that is none of the documented three.
    case other
    /// No label.
    case notStated = "not_stated"
  }
  /// One cell of the contingency table.
  public struct Cell: Sendable, Hashable {
    /// Its three coordinates.
    public var outcome: Outcome
    /// See above.
    public var feeling: Feeling
    /// See above.
    public var shift: Shift

    /// A cell.
    public init(_ outcome: Outcome, _ feeling: Feeling, _ shift: Shift) {
      self.outcome = outcome
      self.feeling = feeling
      self.shift = shift
    }
  }

  /// Scored conversations of each cell; absent = 0.
  public var cells: [Cell: Int]
  /// All conversations, scored or not.
  public var conversations: Int
  /// Conversations that got worse and ended negative, of the scored ones with a shift label, by assistant against the rest.
  public var spoiled: [GroupShare] = []
  /// Conversations that improved and did not end negative, of those that were bad at some point, by assistant against the rest.
  public var recovered: [GroupShare] = []
  /// Conversations that ended negative, of the scored ones, by intent against the rest.
  public var intents: [GroupShare] = []

  /// From counts.
  public init(cells: [Cell: Int], conversations: Int) {
    self.cells = cells
    self.conversations = max(conversations, cells.values.reduce(0, +))
  }

  /// Scored conversations that fit; nil = any.
  public func count(_ outcome: Outcome? = nil, _ feeling: Feeling? = nil, _ shift: Shift? = nil) -> Int {
    cells.reduce(0) { sum, cell in
      let fits =
        (outcome == nil || cell.key.outcome == outcome) && (feeling == nil || cell.key.feeling == feeling)
        && (shift == nil || cell.key.shift == shift)
      return fits ? sum + cell.value : sum
    }
  }

  /// All scored conversations.
  public var scored: Int { count() }
  /// Those that ended negative, with bounds for the unscored.
  public var negative: ScoredShare { ScoredShare(count: count(nil, .negative), scored: scored, conversations: conversations) }
}

extension SentimentMap {
  /// Scored conversations below which nothing is shown.
  static let leastShown = 30
  /// Cases that a statement needs.
  static let leastStated = 50

  static let matrix = CountQuery([.everything], by: ["outcome", "sentiment", "shift"])
  static func cut(_ dimension: DimensionID) -> CountQuery {
    CountQuery(
      [.scored, .negative, .shiftStated, .degraded && .negative && .scored, .wasBad, .wasBad && .improved && !.negative], by: [dimension])
  }

  /// From the figures of a period.
  init(_ input: AnalysisInput) {
    var cells: [Cell: Int] = [:]
    var all = 0
    for row in input.figures.counts(Self.matrix, in: input.period) {
      let count = row.counts.first ?? 0
      all += count
      guard row.groups.count == 3, let outcome = Outcome(rawValue: row.groups[0].key), let feeling = Feeling(rawValue: row.groups[1].key),
        let shift = Shift(rawValue: row.groups[2].key)
      else { continue }
      cells[Cell(outcome, feeling, shift), default: 0] += count
    }
    self.init(cells: cells, conversations: all)
    func shares(_ rows: [CountRow], _ part: Int, of whole: Int) -> [GroupShare] {
      groupShares(rows.map { ($0.groups[0].isMissing ? nil : $0.groups[0].text, $0.counts[part], $0.counts[whole]) }.filter { $0.2 > 0 })
    }
    let byAssistant = input.figures.counts(Self.cut("assistant"), in: input.period)
    spoiled = shares(byAssistant, 3, of: 2)
    recovered = shares(byAssistant, 5, of: 4)
    intents = shares(input.figures.counts(Self.cut("intent"), in: input.period), 1, of: 0)
  }

  /// What it says: where conversations end negative more often, which assistants spoil or recover more, and solved ones that end negative.
  func statements() -> [Statement] {
    guard scored >= Self.leastStated else { return [] }
    func number(_ name: String, _ value: Int) -> Fact { Fact(name, .number(Double(value), .count)) }
    var made: [Statement] = []
    let cuts: [(kind: String, name: String, groups: [GroupShare], more: Statement.Tone)] = [
      ("intent", "intent", intents, .worse), ("spoiled", "assistant", spoiled, .worse), ("recovered", "assistant", recovered, .better),
    ]
    for cut in cuts {
      for group in cut.groups where group.isDistinct {
        // A good intent is no news, a bad one is; assistants are compared both ways where it is about what they can turn.
        if group.excess <= 0 && cut.kind != "recovered" { continue }
        // Of two groups the one says what the other says.
        if group.excess > 0 && cut.kind == "recovered" && cut.groups.count == 2 { continue }
        guard let name = group.name else { continue }
        made.append(
          Statement(
            .sentiment, cut.kind,
            facts: [
              Fact(cut.name, .name(name)), Fact("share", .number(group.share, .share)), number("count", group.count),
              number("of", group.of),
              Fact("rest", .number(group.restShare, .share)),
            ], impact: abs(group.excess), certainty: .likely, tone: group.excess > 0 ? cut.more : .worse))
      }
    }
    let solved = count(.resolved) + count(.actioned)
    let unhappy = count(.resolved, .negative) + count(.actioned, .negative)
    if solved >= Self.leastStated, unhappy >= Self.leastShown {
      made.append(
        Statement(
          .sentiment, "solved",
          facts: [
            number("negative", unhappy), number("solved", solved), Fact("share", .number(Double(unhappy) / Double(solved), .share)),
          ], impact: Double(unhappy), certainty: .descriptive, tone: .worse))
    }
    return made
  }
}

extension Analysis {
  /// How conversations felt.
  static let sentiment = Analysis(
    .sentiment,
    method: AnalysisMethod(
      title: "Sentiment by outcome", question: "How do customers feel, and did the assistant help or hurt?",
      inputs: ["sentiment_label", "sentiment_shift", "deflection_quality", "has_handoff", "user_intent", "assistant"],
      steps: [
        "Every scored conversation is in one cell of outcome, sentiment at the end and shift.",
        "Recovered: improved and not negative at the end, of those with a shift label that were bad at some point. Spoiled: got worse "
          + "and ended negative, of all with a shift label.",
        "Each assistant and intent stands beside all others.",
      ],
      guards: [
        "At least 30 scored conversations to be shown, 50 for a finding.", "Groups below 30 are pooled, below 50 without a verdict.",
        "Wilson and Newcombe intervals, Benjamini\u{2013}Hochberg over all groups of a list.",
        "Unscored conversations bound the shares: none or all of them could be negative.",
      ]), counts: [SentimentMap.matrix, SentimentMap.cut("assistant"), SentimentMap.cut("intent")],
    run: { input in
      let map = SentimentMap(input)
      if map.scored == 0 { return AnalysisOutcome(.notInData(field: "sentiment_label")) }
      if map.scored < SentimentMap.leastShown {
        return AnalysisOutcome(.tooFew(have: map.scored, need: SentimentMap.leastShown, of: "scored conversations"))
      }
      return AnalysisOutcome(map, map.statements())
    })
}
