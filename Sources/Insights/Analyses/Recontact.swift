import Aggregation
import Records
import Statistics

/// Who came back, as observed, and whether the label of the risk knew it.
public struct Recontact: Sendable, Hashable {
  /// The label that a vendor gives.
  public enum Label: String, Sendable, Hashable, CaseIterable {
    case low, medium, high

    var condition: Condition {
      switch self {
      case .low: .lowRisk
      case .medium: .mediumRisk
      case .high: .highRisk
      }
    }
  }

  /// What was observed after the conversations of one label.
  public struct LabelRow: Sendable, Hashable {
    /// The label; nil for conversations without one.
    public var label: Label?
    /// Follow-ups within 7 days.
    public var counts: FollowUpCounts
    /// Share that is taken for conversations of this label when a resolution is weighted by its risk.
    public var rho: Double
    /// True when `rho` is the observed share, false when it is an assumption.
    public var isObserved: Bool

    /// Observed share; nil without an assessed conversation.
    public var share: Double? { counts.assessed > 0 ? Double(counts.again) / Double(counts.assessed) : nil }
    /// 95 % interval of it.
    public var interval: Interval? { Recontact.interval(counts) }
  }

  /// What the observation says of the label.
  public enum Verdict: String, Sendable, Hashable {
    /// Each label has a clearly higher share than the one below.
    case telling
    /// The lowest and the highest differ, neighbours overlap.
    case partly
    /// The intervals of the lowest and the highest overlap.
    case useless
    /// The highest has a clearly lower share than the lowest.
    case reversed
    /// Fewer than two labels have enough assessed conversations.
    case tooFew
  }

  /// All conversations: follow-ups within each window.
  public var windows: [FollowUpWindow: FollowUpCounts]
  /// By label, from low to high, those without one last.
  public var labels: [LabelRow]
  /// Scored conversations that were resolved and that ended with an action, by label in the order of `labels`.
  public var solved: [(resolved: Int, actioned: Int)]
  /// Scored conversations.
  public var scored: Int
  /// What an action counts as.
  public var actionedWeight: Double

  /// By all counts.
  public static func == (a: Recontact, b: Recontact) -> Bool {
    a.windows == b.windows && a.labels == b.labels && a.scored == b.scored && a.actionedWeight == b.actionedWeight
      && a.solved.map(\.resolved) == b.solved.map(\.resolved) && a.solved.map(\.actioned) == b.solved.map(\.actioned)
  }
  /// By the scored conversations and labels.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(scored)
    hasher.combine(labels)
  }

  /// Assessed conversations below which nothing is shown, and that a share needs to stand in for an assumption or for a verdict.
  public static let leastShown = 30
  /// See `leastShown`.
  public static let leastStated = 50

  /// `byLabel`: follow-ups in 7 days of low, medium, high and unlabelled conversations; `solved` in the same order.
  public init(
    windows: [FollowUpWindow: FollowUpCounts], byLabel: [FollowUpCounts], solved: [(resolved: Int, actioned: Int)], scored: Int,
    assumptions: Assumptions = Assumptions()
  ) {
    self.windows = windows
    self.solved = solved
    self.scored = scored
    actionedWeight = assumptions.actionedWeight
    let assumed = [
      assumptions.recontactByRisk.low, assumptions.recontactByRisk.medium, assumptions.recontactByRisk.high,
      assumptions.recontactByRisk.medium,
    ]
    labels = (Label.allCases.map(Optional.some) + [nil]).enumerated().map { place, label in
      let counts = place < byLabel.count ? byLabel[place] : FollowUpCounts()
      let isObserved = counts.assessed >= Self.leastStated
      let rho = isObserved ? Double(counts.again) / Double(counts.assessed) : assumed[place]
      return LabelRow(label: label, counts: counts, rho: rho, isObserved: isObserved)
    }
  }

  /// 95 % interval of the share of assessed conversations that were followed; nil without one.
  public static func interval(_ counts: FollowUpCounts) -> Interval? { Wilson.interval(successes: counts.again, of: counts.assessed) }

  /// Follow-ups of all conversations within a window.
  public subscript(_ window: FollowUpWindow) -> FollowUpCounts { windows[window] ?? FollowUpCounts() }

  /// What the observation says of the label.
  public var verdict: Verdict {
    let known = labels.filter { $0.label != nil && $0.counts.assessed >= Self.leastStated }.compactMap(\.interval)
    guard known.count > 1, let lowest = known.first, let highest = known.last else { return .tooFew }
    if highest.high < lowest.low { return .reversed }
    if highest.low <= lowest.high { return .useless }
    return zip(known, known.dropFirst()).allSatisfy { $0.high < $1.low } ? .telling : .partly
  }

  /// Share of the scored conversations that were resolved for good: each resolved one counts 1 − ρ of its label, each action its weight of
  /// that. nil without a scored conversation.
  public var trueResolution: Double? {
    guard scored > 0 else { return nil }
    let sum = zip(labels, solved).reduce(0.0) { sum, part in
      sum + (Double(part.1.resolved) + actionedWeight * Double(part.1.actioned)) * (1 - part.0.rho)
    }
    return sum / Double(scored)
  }

  /// Resolved conversations and actions whose share of re-contacts is observed, of all.
  public var observedPart: (observed: Int, of: Int) {
    let sizes = zip(labels, solved).map { (row: $0, count: $1.resolved + $1.actioned) }
    return (sizes.filter(\.row.isObserved).reduce(0) { $0 + $1.count }, sizes.reduce(0) { $0 + $1.count })
  }
}

extension Recontact {
  private static let unlabelled: Condition = !(.lowRisk || .mediumRisk || .highRisk)
  private static let conditions = Label.allCases.map(\.condition) + [unlabelled]

  static let total = CountQuery(
    [.scored] + conditions.flatMap { [.scored && .resolved && $0, .scored && .actioned && $0] })

  /// From the figures of a period.
  init(_ input: AnalysisInput) {
    let rows = input.figures.counts(Self.total, in: input.period)
    let sums = Self.total.conditions.indices.map { place in rows.reduce(0) { $0 + $1.counts[place] } }
    func observed(_ window: FollowUpWindow, _ conditions: [Condition]) -> [FollowUpCounts] {
      input.figures.followUps(window, of: conditions, in: input.period)?.first?.counts ?? []
    }
    var windows: [FollowUpWindow: FollowUpCounts] = [:]
    for window in FollowUpWindow.allCases { windows[window] = observed(window, [.everything]).first }
    self.init(
      windows: windows, byLabel: observed(.week, Self.conditions),
      solved: Self.conditions.indices.map { (sums[1 + 2 * $0], sums[2 + 2 * $0]) }, scored: sums[0], assumptions: input.assumptions)
  }

  /// What it says: how many came back, with what, and whether the label knew it.
  func statements() -> [Statement] {
    func count(_ name: String, _ value: Int) -> Fact { Fact(name, .number(Double(value), .count)) }
    func share(_ name: String, _ part: Int, _ of: Int) -> Fact { Fact(name, .number(Double(part) / Double(max(1, of)), .share)) }
    let week = self[.week]
    guard week.assessed >= Self.leastStated else { return [] }
    var made = [
      Statement(
        .recontact, "observed",
        facts: [share("share", week.again, week.assessed), count("again", week.again), count("assessed", week.assessed), count("days", 7)],
        impact: Double(week.again), certainty: .descriptive, tone: .neutral)
    ]
    if week.again >= Self.leastShown {
      made.append(
        Statement(
          .recontact, "same-intent",
          facts: [share("share", week.sameIntent, week.again), count("same", week.sameIntent), count("again", week.again)],
          impact: Double(week.sameIntent), certainty: .descriptive, tone: .neutral))
    }
    let known = labels.filter { $0.label != nil && $0.counts.assessed >= Self.leastStated }
    if verdict != .tooFew, let lowest = known.first, let highest = known.last, let a = lowest.label, let b = highest.label {
      made.append(
        Statement(
          .recontact, "label-\(verdict.rawValue)",
          facts: [
            Fact("lowest", .name(a.rawValue)), share("lowest-share", lowest.counts.again, lowest.counts.assessed),
            count("lowest-assessed", lowest.counts.assessed), Fact("highest", .name(b.rawValue)),
            share("highest-share", highest.counts.again, highest.counts.assessed), count("highest-assessed", highest.counts.assessed),
          ], impact: Double(known.reduce(0) { $0 + $1.counts.again }), certainty: .likely, tone: .neutral))
    }
    return made
  }
}

extension Analysis {
  /// Whether people came back, and whether the label of the risk knew it.
  static let recontact = Analysis(
    .recontact,
    method: AnalysisMethod(
      title: "Observed re-contact", question: "Do people come back, and does the risk label know it?",
      inputs: ["privacy.contactKey", "first_message_at", "last_message_at", "user_intent", "recontact_risk"],
      steps: [
        "A conversation is followed when the same contact begins another after its last message: within 24 hours, 72 hours or 7 days.",
        "Only conversations whose window is over inside the loaded data of their source are counted; the latest ones wait.",
        "Same intent: spellings of one intent count as one.",
        "For each risk label the observed share of 7 days stands with its Wilson interval.",
        "A resolution counts 1 minus the share of its label: the observed one from 50 assessed conversations on, else the stated assumption.",
      ],
      guards: [
        "At least 30 assessed conversations to be shown, 50 for a finding or to take the place of an assumption.",
        "The label is called no help when the intervals of its lowest and highest value overlap.",
        "Seven days in a row without a conversation of a source end what is known of it.",
        "Contacts are pseudonyms that never leave memory.",
      ]), counts: [Recontact.total],
    run: { input in
      let recontact = Recontact(input)
      var outcome = AnalysisOutcome(recontact, recontact.statements())
      let week = recontact[.week]
      if !input.figures.contactsAreConfigured {
        outcome.shortfall = .notConfigured(key: "privacy.contactKey")
      } else if week.known == 0 {
        outcome.shortfall = .notInData(field: "the contact of a conversation")
      } else if week.assessed < Recontact.leastShown {
        outcome.shortfall = .tooFew(have: week.assessed, need: Recontact.leastShown, of: "conversations whose 7 days are over")
      }
      return outcome
    })
}
