import Aggregation
import Records

/// How far the conversations of a period get on the way from "not handed over" to "solved, and it stayed so". All rungs are parts of one
/// population, the scored conversations, and each is a part of the rung before it.
public struct ResolutionLadder: Sendable, Hashable {
  /// A rung.
  public enum Rung: String, Sendable, Hashable, CaseIterable {
    /// All scored conversations.
    case scored
    /// Not handed off.
    case deflected
    /// And resolved, or ended with an action.
    case solved
    /// And not judged at high risk of coming back.
    case safe
    /// And not followed by another of the same contact within 7 days, where that is known.
    case lasting
    /// And neither negative nor worse than at its beginning.
    case content
  }

  /// A rung with its conversations.
  public struct Step: Sendable, Hashable {
    /// Which rung.
    public var rung: Rung
    /// Scored conversations that reach it.
    public var count: Int
    /// All conversations that reach it, when those that nobody scored and nobody handed off do not, and when all of them do.
    public var low, high: Int

    /// A step.
    public init(_ rung: Rung, _ count: Int, low: Int, high: Int) {
      self.rung = rung
      self.count = count
      self.low = low
      self.high = high
    }
  }

  /// The share that stays deflected and the share that reaches the last rung, in one group.
  public struct GroupRow: Sendable, Hashable {
    /// Scored conversations that look handled and do not reach the last rung, against all other groups.
    public var lost: GroupShare
    /// Of the scored conversations of the group: not handed off, and on the last rung.
    public var deflected, reached: Int
  }

  /// In order; rungs that the data say nothing about are left out.
  public var steps: [Step]
  /// All conversations of the period.
  public var conversations: Int
  /// Conversations on the rung before `lasting` of which it is known whether somebody came back; nil when contacts are not known.
  public var assessed: Int?
  /// Largest excess of lost conversations first; the small ones pooled last.
  public var assistants: [GroupRow] = []
  /// The same by intent.
  public var intents: [GroupRow] = []

  /// A ladder of steps.
  public init(steps: [Step], conversations: Int, assessed: Int? = nil) {
    self.steps = steps
    self.conversations = conversations
    self.assessed = assessed
  }

  /// Scored conversations.
  public var scored: Int { steps.first?.count ?? 0 }
  /// Scored conversations on a rung; nil when the data say nothing about it.
  public subscript(_ rung: Rung) -> Int? { steps.first { $0.rung == rung }?.count }
  /// Conversations on the last rung.
  public var reached: Int { steps.last?.count ?? 0 }
  /// Conversations that look handled and are not on the last rung.
  public var lost: Int { (self[.deflected] ?? 0) - reached }
  /// First rung after all minus last, as a share of the scored conversations: how much the deflection rate flatters.
  public var inflation: Double { scored > 0 ? Double(lost) / Double(scored) : 0 }

  /// The step after `deflected` that loses most; nil when none does or two lose the same.
  public var largestLoss: (from: Rung, to: Rung, count: Int)? {
    let losses = zip(steps.dropFirst(), steps.dropFirst(2)).map { (from: $0.rung, to: $1.rung, count: $0.count - $1.count) }
    guard let most = losses.map(\.count).max(), most > 0, losses.filter({ $0.count == most }).count == 1 else { return nil }
    return losses.first { $0.count == most }
  }
}

extension ResolutionLadder {
  /// Scored conversations below which nothing is shown.
  public static let leastShown = 30
  /// Scored conversations that a statement needs, and a group for a verdict.
  public static let leastStated = 50

  private static let deflected = Condition.scored && .deflected
  private static let solved = deflected && (.resolved || .actioned)
  private static let safe = solved && !.highRisk
  private static let notUnhappy = !Condition.negative && !.degraded
  private static let riskStated: Condition = .lowRisk || .mediumRisk || .highRisk

  static let total = CountQuery([
    .everything, .scored, deflected, solved, safe, safe && notUnhappy, !.scored && .deflected, !.scored && !.handoffKnown,
    solved && riskStated,
  ])
  static func cut(_ dimension: DimensionID) -> CountQuery {
    CountQuery([.scored, deflected, safe && notUnhappy], by: [dimension])
  }

  /// From the figures of a period; nil without a scored conversation.
  init?(_ input: AnalysisInput) {
    let figures = input.figures
    let rows = figures.counts(Self.total, in: input.period)
    let sums = Self.total.conditions.indices.map { place in rows.reduce(0) { $0 + $1.counts[place] } }
    guard sums[1] > 0 else { return nil }
    let known = figures.knowsContacts ? figures.followUps(.week, of: [Self.safe, Self.safe && Self.notUnhappy], in: input.period) : nil
    let again = known.map { rows in (0..<2).map { place in rows.reduce(0) { $0 + $1.counts[place].again } } }
    self.init(
      counts: sums, again: again.map { ($0[0], $0[1]) },
      assessed: known?.reduce(0) { $0 + $1.counts[0].assessed })
    assistants = Self.groups("assistant", input)
    intents = Self.groups("intent", input)
  }

  /// `counts` as `total` asks for them. `again`: conversations that somebody came back after, of those on `safe` and of those that are also
  /// not unhappy.
  init(counts: [Int], again: (safe: Int, content: Int)?, assessed: Int?) {
    let (unscoredDeflected, unknown) = (counts[6], counts[7])
    var reached: [(rung: Rung, count: Int)] = [(.deflected, counts[2]), (.solved, counts[3])]
    // Without one risk label the rung would say that nobody is at risk.
    if counts[8] > 0 { reached.append((.safe, counts[4])) }
    let isAssessed = (assessed ?? 0) > 0
    if let again, isAssessed { reached.append((.lasting, counts[4] - again.safe)) }
    reached.append((.content, counts[5] - (isAssessed ? again?.content ?? 0 : 0)))
    let steps = reached.map { rung, count in
      Step(rung, count, low: rung == .deflected ? count + unscoredDeflected : count, high: count + unscoredDeflected + unknown)
    }
    self.init(
      steps: [Step(.scored, counts[1], low: counts[1], high: counts[0])] + steps, conversations: counts[0],
      assessed: isAssessed ? assessed : nil)
  }

  private static func groups(_ dimension: DimensionID, _ input: AnalysisInput) -> [GroupRow] {
    let rows = input.figures.counts(cut(dimension), in: input.period)
    var again: [String: Int] = [:]
    if input.figures.knowsContacts {
      let known = input.figures.followUps(.week, of: [safe && notUnhappy], by: [dimension], in: input.period) ?? []
      again = Dictionary(known.map { ($0.groups[0].key, $0.counts[0].again) }, uniquingKeysWith: +)
    }
    return groups(
      rows.map { row in
        let group = row.groups[0]
        return (group.isMissing ? nil : group.text, row.counts[0], row.counts[1], row.counts[2] - (again[group.key] ?? 0))
      })
  }

  /// Groups with their scored, deflected and last-rung conversations, compared with each other.
  static func groups(_ rows: [(name: String?, scored: Int, deflected: Int, reached: Int)]) -> [GroupRow] {
    let shares = groupShares(rows.map { ($0.name, $0.deflected - $0.reached, $0.scored) })
    let byName = Dictionary(
      rows.compactMap { row in row.name.map { ($0, row) } }, uniquingKeysWith: { first, _ in first })
    let named = shares.compactMap(\.name)
    let pooled = rows.filter { row in row.name.map { !named.contains($0) } ?? true }
    return shares.map { share in
      if let row = share.name.flatMap({ byName[$0] }) { return GroupRow(lost: share, deflected: row.deflected, reached: row.reached) }
      return GroupRow(
        lost: share, deflected: pooled.reduce(0) { $0 + $1.deflected }, reached: pooled.reduce(0) { $0 + $1.reached })
    }
  }

  /// What it says: how much the deflection rate flatters, where most is lost, and where more is lost than elsewhere.
  func statements() -> [Statement] {
    guard scored >= Self.leastStated, let deflected = self[.deflected], lost > 0 else { return [] }
    func count(_ name: String, _ value: Int) -> Fact { Fact(name, .number(Double(value), .count)) }
    func share(_ name: String, _ value: Int) -> Fact { Fact(name, .number(Double(value) / Double(scored), .share)) }
    var made = [
      Statement(
        .resolutionLadder, "inflation",
        facts: [
          share("deflected", deflected), share("reached", reached), Fact("points", .number(inflation, .points)), count("lost", lost),
          count("scored", scored),
        ], impact: Double(lost), certainty: .descriptive, tone: .worse)
    ]
    if let loss = largestLoss {
      made.append(
        Statement(
          .resolutionLadder, "loss-\(loss.to.rawValue)", facts: [count("lost", loss.count), count("all", lost)],
          impact: Double(loss.count), certainty: .descriptive, tone: .neutral))
    }
    for (kind, groups) in [("assistant", assistants), ("intent", intents)] {
      for group in groups where group.lost.isDistinct && group.lost.excess > 0 {
        guard let name = group.lost.name else { continue }
        made.append(
          Statement(
            .resolutionLadder, kind,
            facts: [
              Fact(kind, .name(name)), count("lost", group.lost.count), count("scored", group.lost.of),
              Fact("share", .number(group.lost.share, .share)), Fact("rest", .number(group.lost.restShare, .share)),
            ], impact: group.lost.excess, certainty: .likely, tone: .worse))
      }
    }
    return made
  }
}

extension Analysis {
  /// How much of what looks handled is solved, stays solved and leaves nobody unhappy.
  static let resolutionLadder = Analysis(
    .resolutionLadder,
    method: AnalysisMethod(
      title: "Resolution ladder", question: "How much of what looks handled is solved, and stays so?",
      inputs: [
        "has_handoff", "sentiment_label", "deflection_quality", "recontact_risk", "sentiment_shift", "privacy.contactKey", "assistant",
        "user_intent",
      ],
      steps: [
        "All rungs are parts of the scored conversations: not handed off; resolved or ended with an action; not at high risk; not "
          + "followed by another conversation of the contact within 7 days, where that is known; neither negative nor worse than before.",
        "What lies between the first and the last of these rungs looks handled and is not: the inflation of the deflection rate.",
        "Bounds over all conversations: those that nobody scored and nobody handed off fail every rung after the first, or pass all.",
        "The lost share of each assistant and intent stands beside that of all others.",
      ],
      guards: [
        "At least 30 scored conversations to be shown, 50 for a finding; groups below 30 are pooled, below 50 without a verdict.",
        "Newcombe intervals, and Benjamini\u{2013}Hochberg over all assistants and over all intents.",
        "The rung of re-contacts is left out without known contacts, that of risk without a risk label.",
        "A conversation whose 7 days are not over, or whose contact is not known, stays on the ladder; how many are assessed is said.",
      ]), counts: [ResolutionLadder.total, ResolutionLadder.cut("assistant"), ResolutionLadder.cut("intent")],
    run: { input in
      guard let ladder = ResolutionLadder(input) else { return AnalysisOutcome(.notInData(field: "sentiment_label")) }
      if ladder.scored < ResolutionLadder.leastShown {
        return AnalysisOutcome(.tooFew(have: ladder.scored, need: ResolutionLadder.leastShown, of: "scored conversations"))
      }
      return AnalysisOutcome(ladder, ladder.statements())
    })
}
