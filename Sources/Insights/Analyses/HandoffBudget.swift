import Aggregation
import Records
import Statistics

/// The hand-offs of a period as a budget: what could have been avoided, by what would have to change.
public struct HandoffBudget: Sendable, Hashable {
  /// A part of the hand-offs. Every hand-off is in exactly one: the first that fits, in the order of the cases.
  public enum Part: String, Sendable, Hashable, CaseIterable {
    /// A rule demands a person, or the user asked for one.
    case justified
    /// Limit or frustration, and a tool call failed in the conversation.
    case tool
    /// Limit, and the resources used did not fit or fitted in part.
    case content
    /// Frustration without a failed tool call.
    case tone
    /// Limit without a failed tool call and without resources judged unfit.
    case limit
    /// A reason that is none of the documented four.
    case other
    /// No reason.
    case unknown

    /// True for what counts as avoidable.
    public var isAvoidable: Bool {
      switch self {
      case .tool, .content, .tone, .limit: true
      case .justified, .other, .unknown: false
      }
    }

    var condition: Condition {
      let avoidable: Condition = .handedOffAtLimit || .handedOffInFrustration
      let unfit: Condition = .irrelevantResources || .partlyRelevantResources
      switch self {
      case .justified: return .handedOffByPolicy || .handedOffOnRequest
      case .tool: return avoidable && .failedTool
      case .content: return .handedOffAtLimit && unfit && !.failedTool
      case .tone: return .handedOffInFrustration && !.failedTool
      case .limit: return .handedOffAtLimit && !unfit && !.failedTool
      case .other: return .reasonStated && !(.handedOffByPolicy || .handedOffOnRequest || avoidable)
      case .unknown: return .handedOff && !.reasonStated
      }
    }
  }

  /// A column of the table of intents.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    case policy
    case request = "user_request"
    case frustration
    case limit = "bot_limitation"
    /// None of the documented four.
    case other
    /// No reason.
    case unknown

    var condition: Condition {
      switch self {
      case .policy: .handedOffByPolicy
      case .request: .handedOffOnRequest
      case .frustration: .handedOffInFrustration
      case .limit: .handedOffAtLimit
      case .other: Part.other.condition
      case .unknown: Part.unknown.condition
      }
    }
  }

  /// Hand-offs of one intent by reason.
  public struct IntentRow: Sendable, Hashable {
    /// The intent; nil for those without one.
    public var intent: String?
    /// In the order of `Reason.allCases`.
    public var reasons: [Int]
    /// All hand-offs of the intent.
    public var handoffs: Int { reasons.reduce(0, +) }

    /// A row.
    public init(intent: String?, reasons: [Int]) {
      self.intent = intent
      self.reasons = reasons
    }
  }

  /// Conversations of which it is known whether they were handed off.
  public var conversations: Int
  /// Hand-offs in each part, in the order of `Part.allCases`; they add up to all hand-offs.
  public var parts: [Int]
  /// Hand-offs of which it is known whether tools were called.
  public var toolsKnown: Int
  /// Minutes of a person for a conversation, as stated; nil = not stated.
  public var minutes: Assumptions.Band?
  /// Avoidable of the hand-offs with a reason, by assistant and by intent, against the rest.
  public var assistants: [GroupShare] = []
  /// The same by intent.
  public var intents: [GroupShare] = []
  /// Intents by hand-offs, largest first; the one without a name last.
  public var reasons: [IntentRow] = []

  /// A budget from counts.
  public init(conversations: Int, parts: [Int], toolsKnown: Int, minutes: Assumptions.Band? = nil) {
    self.conversations = conversations
    self.parts = parts
    self.toolsKnown = toolsKnown
    self.minutes = minutes
  }

  /// Hand-offs of a part.
  public subscript(_ part: Part) -> Int { zip(Part.allCases, parts).first { $0.0 == part }?.1 ?? 0 }
  /// All hand-offs.
  public var handoffs: Int { parts.reduce(0, +) }
  /// Those that count as avoidable.
  public var avoidable: Int { Part.allCases.filter(\.isAvoidable).reduce(0) { $0 + self[$1] } }
  /// Those with a reason.
  public var stated: Int { handoffs - self[.unknown] }

  /// Points of the deflection rate: what is known, and what it would be if every hand-off without a reason belonged to it too.
  public func points(_ count: Int) -> (low: Double, high: Double) {
    guard conversations > 0 else { return (0, 0) }
    return (Double(count) / Double(conversations), Double(count + self[.unknown]) / Double(conversations))
  }

  /// Milliseconds of people's time for some hand-offs; nil without a stated assumption.
  public func time(_ count: Int) -> Assumptions.Band? {
    minutes.map { band in
      let scale = Double(count) * 60_000
      return Assumptions.Band(low: band.low * scale, base: band.base * scale, high: band.high * scale)
    }
  }
}

extension HandoffBudget {
  /// Hand-offs with a reason below which nothing is shown.
  static let leastShown = 30
  /// Hand-offs with a reason that a statement needs.
  static let leastStated = 50
  /// Hand-offs that a part needs to be spoken of.
  static let leastOfPart = 30

  static let total = CountQuery([.handoffKnown, .handedOff && .toolsKnown] + Part.allCases.map(\.condition))
  static func cut(_ dimension: DimensionID) -> CountQuery {
    CountQuery([.handedOffAtLimit || .handedOffInFrustration, .reasonStated] + Reason.allCases.map(\.condition), by: [dimension])
  }

  /// From the figures of a period; nil when no conversation says whether it was handed off.
  init?(_ input: AnalysisInput) {
    let rows = input.figures.counts(Self.total, in: input.period)
    func sum(_ index: Int) -> Int { rows.reduce(0) { $0 + $1.counts[index] } }
    guard sum(0) > 0 else { return nil }
    self.init(
      conversations: sum(0), parts: Part.allCases.indices.map { sum(2 + $0) }, toolsKnown: sum(1),
      minutes: input.assumptions.humanMinutesPerConversation)
    func shares(_ rows: [CountRow]) -> [GroupShare] {
      groupShares(
        rows.map { row in
          (row.groups[0].isMissing ? nil : row.groups[0].text, row.counts[0], row.counts[1])
        })
    }
    assistants = shares(input.figures.counts(Self.cut("assistant"), in: input.period))
    let byIntent = input.figures.counts(Self.cut("intent"), in: input.period)
    intents = shares(byIntent)
    let rowsOfReasons = byIntent.map {
      IntentRow(intent: $0.groups[0].isMissing ? nil : $0.groups[0].text, reasons: Array($0.counts[2...]))
    }
    // Counts come in the order of their keys, which decides between equal ones.
    reasons = rowsOfReasons.enumerated().filter { $0.element.handoffs > 0 }.sorted { a, b in
      if (a.element.intent == nil) != (b.element.intent == nil) { return b.element.intent == nil }
      return a.element.handoffs != b.element.handoffs ? a.element.handoffs > b.element.handoffs : a.offset < b.offset
    }.map(\.element)
  }

  /// What it says: how much is avoidable, its largest part, and where it is avoidable more often than elsewhere.
  func statements() -> [Statement] {
    guard stated >= Self.leastStated, avoidable > 0 else { return [] }
    func count(_ name: String, _ value: Int) -> Fact { Fact(name, .number(Double(value), .count)) }
    var made = [
      Statement(
        .handoffBudget, "budget",
        facts: [
          count("avoidable", avoidable), count("stated", stated), count("handoffs", handoffs), count("unknown", self[.unknown]),
          Fact("share", .number(Double(avoidable) / Double(stated), .share)), Fact("points", .number(points(avoidable).low, .points)),
          Fact("points-high", .number(points(avoidable).high, .points)),
        ], impact: Double(avoidable), certainty: .descriptive, tone: .worse)
    ]
    let parts = Part.allCases.filter(\.isAvoidable)
    if let most = parts.map({ self[$0] }).max(), most >= Self.leastOfPart, let part = parts.first(where: { self[$0] == most }) {
      made.append(
        Statement(
          .handoffBudget, part.rawValue,
          facts: [count("count", most), count("avoidable", avoidable), Fact("points", .number(points(most).low, .points))],
          impact: Double(most), certainty: .descriptive, tone: .worse))
    }
    for (kind, groups) in [("assistant", assistants), ("intent", intents)] {
      for group in groups where group.isDistinct && group.excess > 0 {
        guard let name = group.name else { continue }
        made.append(
          Statement(
            .handoffBudget, kind,
            facts: [
              Fact(kind, .name(name)), count("avoidable", group.count), count("stated", group.of),
              Fact("share", .number(group.share, .share)), Fact("rest", .number(group.restShare, .share)),
            ], impact: group.excess, certainty: .likely, tone: .worse))
      }
    }
    return made
  }
}

extension Analysis {
  /// Avoidable hand-offs as a budget.
  static let handoffBudget = Analysis(
    .handoffBudget,
    method: AnalysisMethod(
      title: "Avoidable hand-offs as a budget", question: "Which hand-offs could be avoided, and what would have to change?",
      inputs: ["has_handoff", "handoff_reason", "resources_label", "success of tool calls", "user_intent", "assistant"],
      steps: [
        "Every hand-off goes into one part: justified (policy, asked for a person); a tool call failed; content did not fit; tone "
          + "(frustration); another limit; another reason; no reason.",
        "Limits and frustration count as avoidable; the parts add up to all hand-offs.",
        "A part divided by the conversations gives points of the deflection rate; at most, if all hand-offs without a reason belonged to it.",
        "The avoidable share of each assistant and intent stands beside that of all others.",
      ],
      guards: [
        "At least 30 hand-offs with a reason to be shown, 50 for a finding.", "Groups below 30 are pooled, below 50 without a verdict.",
        "Newcombe intervals, and Benjamini\u{2013}Hochberg over all assistants and over all intents.",
        "People's time only where the project states the minutes for a conversation.",
      ]), counts: [HandoffBudget.total, HandoffBudget.cut("assistant"), HandoffBudget.cut("intent")],
    run: { input in
      guard let budget = HandoffBudget(input) else { return AnalysisOutcome(.notInData(field: "has_handoff")) }
      if budget.handoffs == 0 { return AnalysisOutcome(.nothingFound) }
      if budget.stated == 0 { return AnalysisOutcome(.notInData(field: "handoff_reason")) }
      if budget.stated < HandoffBudget.leastShown {
        return AnalysisOutcome(.tooFew(have: budget.stated, need: HandoffBudget.leastShown, of: "hand-offs with a reason"))
      }
      return AnalysisOutcome(budget, budget.statements())
    })
}
