import Aggregation
import Basics
import Notation
import Records
import Statistics

/// Intents that take a clearly larger or smaller part than in the periods before, that are new, or that are gone.
public struct TopicShift: Sendable, Hashable {
  /// What happened to an intent.
  public enum Move: String, Sendable, Hashable, CaseIterable {
    case new, rising, falling, gone
  }

  /// One intent.
  public struct Intent: Sendable, Hashable {
    /// As most people write it.
    public var name: String
    /// Conversations in the period and in the periods before.
    public var now, before: Int
    /// Difference of its log-odds, now against before, with the prior.
    public var logOdds: Double
    /// The same in standard errors.
    public var z: Double
    /// nil: within normal variation.
    public var move: Move?
  }

  /// Largest |z| first.
  public let intents: [Intent]
  /// Conversations with an intent, now and in the periods before.
  public let now, before: Int
  /// The periods before, oldest first.
  public let periods: [Period]

  /// Weight of the prior, in conversations.
  static let priorMass = 100.0
  /// Periods before that are taken together.
  static let mostPeriods = 3
  /// Conversations that make an intent new, or gone.
  static let leastCases = 5
  /// Fewest conversations with an intent on each side.
  static let leastBase = 100

  static let query = CountQuery([.everything], by: ["intent"])

  /// From counts by intent; nil when a side has fewer than 100 conversations with an intent. `isWhole` is false for an unfinished period,
  /// in which nothing is called gone.
  init?(_ counts: [(name: String, now: Int, before: Int)], periods: [Period] = [], isWhole: Bool = true) {
    let now = counts.reduce(0) { $0 + $1.now }
    let before = counts.reduce(0) { $0 + $1.before }
    guard min(now, before) >= Self.leastBase else { return nil }
    var made = counts.compactMap { name, here, there -> Intent? in
      guard let odds = LogOdds.difference(count1: here, total1: now, count2: there, total2: before, priorMass: Self.priorMass) else {
        return nil
      }
      return Intent(name: name, now: here, before: there, logOdds: odds.logOdds, z: odds.z, move: nil)
    }
    let flagged = BenjaminiHochberg.rejected(made.map { Normal.twoSided($0.z) })
    for index in made.indices {
      let one = made[index]
      let expected = Double(one.before) / Double(before) * Double(now)
      if one.before == 0 {
        if one.now >= Self.leastCases { made[index].move = .new }
      } else if one.now == 0 {
        // Gone only where at least five would have been expected.
        if isWhole, expected >= Double(Self.leastCases), flagged[index] { made[index].move = .gone }
      } else if flagged[index] {
        made[index].move = one.z > 0 ? .rising : .falling
      }
    }
    intents = made.sorted { abs($0.z) != abs($1.z) ? abs($0.z) > abs($1.z) : utf8Precedes($0.name, $1.name) }
    self.now = now
    self.before = before
    self.periods = periods
  }

  /// Intents with a move, of one kind.
  public func moved(_ move: Move) -> [Intent] { intents.filter { $0.move == move } }

  /// Share of the conversations with an intent, now and before.
  public func shares(_ intent: Intent) -> (now: Double, before: Double) {
    (Double(intent.now) / Double(max(1, now)), Double(intent.before) / Double(max(1, before)))
  }
}

extension Analysis {
  /// Which intents take a larger or smaller part than before.
  public static let topicShift = Analysis(
    .topicShift,
    method: AnalysisMethod(
      title: "Shift of topics", question: "What do people ask about that they did not ask before, and what more or less often?",
      inputs: ["user_intent"],
      steps: [
        "The intents of the period are compared with those of up to three periods before, taken together.",
        "Each gets its difference of log-odds with a prior of the pooled frequencies, weight 100 (Monroe, Colaresi, Quinn 2008), and z.",
        "New: none before and at least 5 now. Gone: none now and at least 5 expected. Rising, falling: more than chance.",
      ],
      guards: [
        "100 conversations with an intent on each side; their share may differ by 20 points at most.",
        "Benjamini\u{2013}Hochberg (q = 0.10) over all intents. Nothing is called gone while the period is not over.",
      ]),
    counts: [TopicShift.query],
    run: { input in
      let earlier = Array(input.history.filter { $0 < input.period }.suffix(TopicShift.mostPeriods))
      if earlier.isEmpty { return AnalysisOutcome(.firstPeriod) }
      var counts: [String: (name: String, now: Int, before: Int)] = [:]
      var missing = (now: 0, before: 0)
      for period in [input.period] + earlier {
        let isNow = period == input.period
        for row in input.figures.counts(TopicShift.query, in: period) {
          guard let group = row.groups.first else { continue }
          if group.isMissing {
            if isNow { missing.now += row.counts[0] } else { missing.before += row.counts[0] }
            continue
          }
          let known = counts[group.key] ?? (group.text, 0, 0)
          counts[group.key] = (group.text, known.now + (isNow ? row.counts[0] : 0), known.before + (isNow ? 0 : row.counts[0]))
        }
      }
      let list = counts.sorted { utf8Precedes($0.key, $1.key) }.map(\.value)
      if list.isEmpty { return AnalysisOutcome(.notInData(field: "user_intent")) }
      let stated = (now: list.reduce(0) { $0 + $1.now }, before: list.reduce(0) { $0 + $1.before })
      func share(_ stated: Int, _ missing: Int) -> Double { Double(stated) / Double(max(1, stated + missing)) }
      if abs(share(stated.now, missing.now) - share(stated.before, missing.before)) > PeriodComparison.coverageTolerance {
        return AnalysisOutcome(.notComparable)
      }
      guard let shift = TopicShift(list, periods: earlier, isWhole: input.comparison.isComplete) else {
        return AnalysisOutcome(
          .tooFew(have: min(stated.now, stated.before), need: TopicShift.leastBase, of: "conversations with an intent"))
      }
      return AnalysisOutcome(shift, shift.statements)
    })
}

extension TopicShift {
  /// The largest moves of each kind: at most three.
  var statements: [Statement] {
    Move.allCases.flatMap { move in
      moved(move).sorted { a, b in
        let (x, y) = (size(a), size(b))
        return x != y ? x > y : utf8Precedes(a.name, b.name)
      }.prefix(3).map { intent in
        let shares = shares(intent)
        return Statement(
          .topicShift, move.rawValue,
          facts: [
            Fact("intent", .name(intent.name)), Fact("now", .number(Double(intent.now), .count)),
            Fact("before", .number(Double(intent.before), .count)), Fact("share-now", .number(shares.now, .share)),
            Fact("share-before", .number(shares.before, .share)), Fact("periods", .number(Double(periods.count), .count)),
            Fact("with-intent", .number(Double(now), .count)), Fact("log-odds", .number(intent.logOdds, .ratio)),
            Fact("z", .number(intent.z, .ratio)),
          ],
          impact: size(intent), certainty: move == .new ? .descriptive : .likely, tone: .neutral)
      }
    }
  }

  /// Conversations of the period that the move makes: more or fewer than its part before.
  private func size(_ intent: Intent) -> Double {
    abs(Double(intent.now) - Double(intent.before) / Double(max(1, before)) * Double(now))
  }
}
