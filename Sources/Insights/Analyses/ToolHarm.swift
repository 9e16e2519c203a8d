import Aggregation
import Basics
import Records
import Statistics

/// Whether conversations in which a tool failed end worse than those in which it worked, intent by intent.
public struct ToolHarm: Sendable, Hashable {
  /// How a conversation ended.
  public enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// Handed to a person, of those where that is known.
    case handedOff = "handed-off"
    /// Ended negative, of the scored.
    case negative
    /// Neither resolved nor with an action taken, of those with a known outcome: handed off, partly resolved or no response.
    case unresolved

    var has: Condition {
      switch self {
      case .handedOff: .handedOff
      case .negative: .scored && .negative
      case .unresolved: !.outcomeUnknown && !(.resolved || .actioned)
      }
    }
    var base: Condition {
      switch self {
      case .handedOff: .handoffKnown
      case .negative: .scored
      case .unresolved: !.outcomeUnknown
      }
    }
  }

  /// One tool and one outcome.
  public struct Effect: Sendable, Hashable {
    /// The tool.
    public var tool: String
    /// The outcome.
    public var outcome: Outcome
    /// Conversations with a failed call, and those in which it only worked, with and without the outcome.
    public var total: MantelHaenszel.Stratum
    /// Intents with conversations of both kinds; nil is counted as one.
    public var strata: Int
    /// Conversations with a failed call in such an intent.
    public var exposed: Int
    /// Difference of the shares within intents, −1…1; nil when no intent has both.
    public var difference: Double?
    /// Its 95 % interval.
    public var interval: Interval?
    /// Odds ratio within intents; nil when it is not finite.
    public var oddsRatio: Double?
    /// The difference without regard to intents.
    public var crude: Double
    /// Two-sided p value of no association.
    public var p: Double
    /// True when it is beyond chance, corrected for all tools and outcomes.
    public var isClear: Bool

    /// Conversations with the outcome that stand beyond what they would be without the difference.
    public var attributable: Double { (difference ?? 0) * Double(exposed) }

    init(_ tool: String, _ outcome: Outcome, _ strata: [MantelHaenszel.Stratum]) {
      self.tool = tool
      self.outcome = outcome
      let usable = MantelHaenszel.usable(strata)
      total = strata.reduce(into: MantelHaenszel.Stratum(0, 0, 0, 0)) { sum, one in
        sum.exposedWith += one.exposedWith
        sum.exposedWithout += one.exposedWithout
        sum.unexposedWith += one.unexposedWith
        sum.unexposedWithout += one.unexposedWithout
      }
      self.strata = usable.count
      exposed = usable.reduce(0) { $0 + $1.exposedWith + $1.exposedWithout }
      difference = MantelHaenszel.riskDifference(strata)
      interval = MantelHaenszel.riskDifferenceInterval(strata)
      oddsRatio = MantelHaenszel.oddsRatio(strata)
      crude = (MantelHaenszel.riskDifference([total]) ?? 0)
      p = MantelHaenszel.p(strata)
      isClear = false
    }

    /// Conversations with a failed call, and those in which the tool only worked.
    public var failed: Int { total.exposedWith + total.exposedWithout }
    /// Those in which it only worked.
    public var worked: Int { total.unexposedWith + total.unexposedWithout }
    /// Enough of both to be shown and tested.
    public var isLarge: Bool { exposed >= ToolHarm.leastExposed && worked >= ToolHarm.leastExposed && difference != nil }
  }

  /// Every tool with a failed call by every outcome; those with enough cases first, largest attributable number first.
  public var effects: [Effect]
  /// Conversations of the period; those of which tool calls are known; those that called a tool.
  public var conversations, known, called: Int

  /// Conversations with a failed call that a tool needs, and as many in which it worked.
  public static let leastExposed = 30

  /// The counts of a tool and an intent: for each outcome those with it, and its base.
  struct Cell: Sendable, Hashable {
    var tool: String
    var intent: String?
    var counts: [(with: Int, of: Int)]

    static func == (a: Cell, b: Cell) -> Bool {
      a.tool == b.tool && a.intent == b.intent && a.counts.map(\.with) == b.counts.map(\.with) && a.counts.map(\.of) == b.counts.map(\.of)
    }
    func hash(into hasher: inout Hasher) { hasher.combine(tool) }
  }

  init(failed: [Cell], worked: [Cell], conversations: Int, known: Int, called: Int) {
    self.conversations = conversations
    self.known = known
    self.called = called
    let tools = Set(failed.map(\.tool)).sortedByUTF8()
    effects = tools.flatMap { tool in
      let exposed = failed.filter { $0.tool == tool }
      let others = worked.filter { $0.tool == tool }
      let intents = Set((exposed + others).map(\.intent)).sorted { utf8Precedes($0 ?? "", $1 ?? "") }
      return Outcome.allCases.enumerated().map { place, outcome in
        let strata = intents.map { intent in
          let e = exposed.first { $0.intent == intent }?.counts[place] ?? (with: 0, of: 0)
          let u = others.first { $0.intent == intent }?.counts[place] ?? (with: 0, of: 0)
          return MantelHaenszel.Stratum(e.with, e.of - e.with, u.with, u.of - u.with)
        }
        return Effect(tool, outcome, strata)
      }
    }
    let tested = effects.indices.filter { effects[$0].isLarge }
    for (index, isDiscovery) in zip(tested, BenjaminiHochberg.rejected(tested.map { effects[$0].p })) where isDiscovery {
      effects[index].isClear = effects[index].interval.map { !$0.contains(0) } ?? false
    }
    effects = effects.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.isLarge != y.isLarge { return x.isLarge }
      if x.isLarge, x.attributable != y.attributable { return x.attributable > y.attributable }
      if !x.isLarge, x.failed != y.failed { return x.failed > y.failed }
      return a.offset < b.offset
    }.map(\.element)
  }
}

extension ToolHarm {
  private static let conditions = Outcome.allCases.flatMap { [$0.has, $0.base] }
  static let failed = CountQuery(conditions, by: ["failed-tool", "intent"])
  static let worked = CountQuery(conditions, by: ["succeeded-tool", "intent"])
  static let coverage = CountQuery([.everything, .toolsKnown, .usedTools])

  init(_ input: AnalysisInput) {
    func cells(_ query: CountQuery) -> [Cell] {
      input.figures.counts(query, in: input.period).filter { !$0.groups[0].isMissing }.map { row in
        Cell(
          tool: row.groups[0].text, intent: row.groups[1].isMissing ? nil : row.groups[1].key,
          counts: Outcome.allCases.indices.map { (row.counts[2 * $0], row.counts[2 * $0 + 1]) })
      }
    }
    let all = input.figures.counts(Self.coverage, in: input.period)
    func sum(_ place: Int) -> Int { all.reduce(0) { $0 + $1.counts[place] } }
    self.init(failed: cells(Self.failed), worked: cells(Self.worked), conversations: sum(0), known: sum(1), called: sum(2))
  }

  /// Each clear effect, one for a tool: that of the largest attributable number.
  func statements() -> [Statement] {
    var told: Set<String> = []
    return effects.filter { $0.isClear && told.insert($0.tool).inserted }.map { effect in
      func count(_ name: String, _ value: Int) -> Fact { Fact(name, .number(Double(value), .count)) }
      func points(_ name: String, _ value: Double?) -> [Fact] { value.map { [Fact(name, .number($0, .points))] } ?? [] }
      let isWorse = effect.attributable > 0
      return Statement(
        .toolHarm, "\(effect.outcome.rawValue)-\(isWorse ? "more" : "less")",
        facts: [
          Fact("tool", .name(effect.tool)), count("failed", effect.failed), count("worked", effect.worked), count("intents", effect.strata),
        ] + points("difference", effect.difference) + points("low", effect.interval?.low) + points("high", effect.interval?.high)
          + points("crude", effect.crude) + [Fact("attributable", .number(effect.attributable, .rate))],
        impact: abs(effect.attributable), certainty: .likely, tone: isWorse ? .worse : .neutral)
    }
  }
}

extension Analysis {
  /// Harm of tool failures.
  static let toolHarm = Analysis(
    .toolHarm,
    method: AnalysisMethod(
      title: "Harm of tool failures", question: "Do conversations end worse when a tool fails?",
      inputs: ["tool_calls with success", "user_intent", "has_handoff", "sentiment_label", "deflection_quality"],
      steps: [
        "Conversations with a failed call of a tool are compared with those in which it was called and only worked, never with those that did "
          + "not call it.",
        "The comparison is made within each intent and pooled by Mantel and Haenszel; the crude difference stands beside it.",
        "Difference \u{D7} conversations with a failed call: how many more ended so than would without the difference.",
      ],
      guards: [
        "At least 30 conversations with a failed call and 30 in which the tool worked.",
        "An interval without 0 (Sato), and Benjamini\u{2013}Hochberg over all tools and outcomes.",
        "Where only one intent has both kinds, the table says so.",
        "It is no proof of a cause: within an intent, hard cases may both fail and end badly.",
      ]), counts: [ToolHarm.failed, ToolHarm.worked, ToolHarm.coverage],
    run: { input in
      let harm = ToolHarm(input)
      if harm.known == 0 { return AnalysisOutcome(.notInData(field: "tool calls of conversations")) }
      if harm.effects.isEmpty { return AnalysisOutcome(.nothingFound) }
      if !harm.effects.contains(where: \.isLarge) {
        let most = harm.effects.map(\.failed).max() ?? 0
        if most < ToolHarm.leastExposed {
          return AnalysisOutcome(.tooFew(have: most, need: ToolHarm.leastExposed, of: "conversations with a failed call of one tool"))
        }
        let pairs = harm.effects.filter { $0.failed >= ToolHarm.leastExposed }.map(\.worked).max() ?? 0
        return AnalysisOutcome(.tooFew(have: pairs, need: ToolHarm.leastExposed, of: "conversations in which the same tool worked"))
      }
      return AnalysisOutcome(harm, harm.statements())
    })
}
