import Aggregation
import Basics
import Records
import Statistics

/// Intents whose answers rest on content that does not fit, ranked by demand times failure.
public struct KnowledgeGaps: Sendable, Hashable {
  /// What is the matter with the content.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Most of the unfit answers cite nothing.
    case missing
    /// Most of the unfit answers cite a source that does not fit.
    case weak
    /// Most of the unfit answers cite nothing, although a listed item that nobody cites is named like the intent.
    case unused
    /// What was cited is not known.
    case open
  }

  /// The counts of one intent.
  public struct Counts: Sendable, Hashable {
    /// Name and words of the intent.
    public var intent: String
    /// Its words in one form (`IntentForm`).
    public var words: [String]
    /// Conversations; those with judged resources; of these with unfit and partly fitting ones.
    public var conversations, judged, irrelevant, partial: Int
    /// Unfit or partly fitting, and handed off at a limit, left partly resolved or without response, or of high risk to come back.
    public var harmful: Int
    /// Unfit or partly fitting conversations with messages; of these with a citation.
    public var withMessages, cited: Int

    /// Counts of an intent.
    public init(
      intent: String, words: [String], conversations: Int, judged: Int, irrelevant: Int, partial: Int, harmful: Int, withMessages: Int,
      cited: Int
    ) {
      self.intent = intent
      self.words = words
      self.conversations = conversations
      self.judged = judged
      self.irrelevant = irrelevant
      self.partial = partial
      self.harmful = harmful
      self.withMessages = withMessages
      self.cited = cited
    }
  }

  /// One intent.
  public struct Gap: Sendable, Hashable {
    /// What it is worked out from.
    public var counts: Counts
    /// 95 % interval of the rate of unfit resources, an unfit conversation counting 1, a partly fitting one a half.
    public var interval: Interval
    /// What is the matter.
    public var kind: Kind
    /// The item that nobody cites, for `unused`.
    public var item: String?
    /// True when resources are unfit, at least in part, more often than for other intents, beyond chance.
    public var isDistinct: Bool

    /// Unfit rate, 0…1.
    public var rate: Double { (Double(counts.irrelevant) + Double(counts.partial) / 2) / Double(max(1, counts.judged)) }
    /// Share of the unfit conversations that ended badly, 0…1; 0 without any.
    public var harm: Double {
      let unfit = counts.irrelevant + counts.partial
      return unfit > 0 ? Double(counts.harmful) / Double(unfit) : 0
    }
    /// Conversations × lower bound of the rate × (1 + harm).
    public var score: Double { Double(counts.conversations) * interval.low * (1 + harm) }
    /// Conversations of the intent that would end badly if those without a judgement are like the judged ones.
    public var affected: Double { Double(counts.conversations) * Double(counts.harmful) / Double(max(1, counts.judged)) }
  }

  /// Largest first.
  public var gaps: [Gap]
  /// Intents with enough conversations of which too few are judged.
  public var unjudged: [Counts]
  /// All conversations of the period, and those with judged resources.
  public var conversations, judged: Int

  /// Points of the resolution rate that closing a gap could give at most.
  public func points(_ gap: Gap) -> Double { conversations > 0 ? gap.affected / Double(conversations) : 0 }

  /// Conversations that an intent needs.
  public static let leastConversations = 30
  /// Judged conversations that an intent needs.
  public static let leastJudged = 10

  /// Ranks intents; `unused` are titles of items that are never cited, with their words.
  public init(_ intents: [Counts], unused: [(title: String, words: [String])], conversations: Int) {
    self.conversations = conversations
    judged = intents.reduce(0) { $0 + $1.judged }
    let large = intents.filter { $0.conversations >= Self.leastConversations }
    unjudged = large.filter { $0.judged < Self.leastJudged }
    let shares = groupShares(intents.enumerated().map { ("\($0.offset)", $0.element.irrelevant + $0.element.partial, $0.element.judged) })
    let distinct = Set(shares.filter { $0.isDistinct && $0.excess > 0 }.compactMap(\.name))
    gaps = []
    for (place, counts) in intents.enumerated() where counts.conversations >= Self.leastConversations && counts.judged >= Self.leastJudged {
      let weight = Double(counts.irrelevant) + Double(counts.partial) / 2
      guard let interval = Wilson.interval(weight: weight, of: counts.judged) else { continue }
      let (kind, item) = Self.kind(counts, unused)
      gaps.append(Gap(counts: counts, interval: interval, kind: kind, item: item, isDistinct: distinct.contains("\(place)")))
    }
    gaps.sort { a, b in
      if a.score != b.score { return a.score > b.score }
      return a.rate != b.rate ? a.rate > b.rate : utf8Precedes(a.counts.intent, b.counts.intent)
    }
  }

  private static func kind(_ counts: Counts, _ unused: [(title: String, words: [String])]) -> (Kind, String?) {
    guard counts.withMessages > 0 else { return (.open, nil) }
    if counts.cited * 2 >= counts.withMessages { return (.weak, nil) }
    let found = unused.first { namesTheSame($0.words, counts.words) }
    return found.map { (.unused, $0.title) } ?? (.missing, nil)
  }

  /// True when a title has at least two thirds of the telling words of an intent: words of four letters or more that are not everywhere.
  /// Forms of a word count as one: they differ by at most two letters at the end, or one of five letters or more begins the other.
  static func namesTheSame(_ title: [String], _ intent: [String]) -> Bool {
    let telling = intent.filter { $0.count >= 4 && !everywhere.contains($0) }
    if telling.isEmpty { return false }
    let shared = telling.filter { word in title.contains { isForm($0, of: word) } }.count
    return shared * 3 >= telling.count * 2
  }

  private static func isForm(_ a: String, of b: String) -> Bool {
    let common = zip(a, b).prefix { $0 == $1 }.count
    if common >= 5, common == min(a.count, b.count) { return true }
    return common >= 4 && max(a.count, b.count) - common <= 2
  }

  private static let everywhere: Set<String> = [
    "about", "after", "been", "before", "does", "from", "have", "help", "into", "make", "need", "question", "that", "their", "them",
    "there", "they", "this", "want", "what", "when", "where", "which", "will", "with", "would", "your",
  ]
}

extension KnowledgeGaps {
  static let query: CountQuery = {
    let unfit: Condition = .irrelevantResources || .partlyRelevantResources
    return CountQuery(
      [
        .everything, .resourcesJudged, .irrelevantResources, .partlyRelevantResources,
        unfit && (.handedOffAtLimit || .partlyResolved || .noResponse || .highRisk), unfit && .hasMessages, unfit && .hasMessages && .cited,
      ], by: ["intent"])
  }()

  init(_ input: AnalysisInput) {
    let rows = input.figures.counts(Self.query, in: input.period)
    let intents = rows.filter { !$0.groups[0].isMissing }.map { row in
      let c = row.counts
      return Counts(
        intent: row.groups[0].text, words: row.groups[0].key.split(separator: " ").map(String.init), conversations: c[0], judged: c[1],
        irrelevant: c[2], partial: c[3], harmful: c[4], withMessages: c[5], cited: c[6])
    }
    let unused = input.figures.listed(.knowledgeItems, in: input.period).compactMap { record -> (title: String, words: [String])? in
      guard record.value("citations", .knowledgeItems).number == 0, let title = record.value("title", .knowledgeItems).text?.string,
        let form = IntentForm.normal(title)
      else { return nil }
      return (title, form.split(separator: " ").map(String.init))
    }
    self.init(
      intents, unused: unused.sorted { utf8Precedes($0.title, $1.title) }, conversations: rows.reduce(0) { $0 + $1.counts[0] })
  }

  /// Conversations that must have ended badly for a statement.
  static let leastHarmful = 5

  /// The largest gap, and up to two more where resources are unfit more often than for other intents.
  func statements() -> [Statement] {
    let told = gaps.filter { $0.counts.harmful >= Self.leastHarmful && $0.score > 0 }
    return (told.prefix(1) + told.dropFirst().filter(\.isDistinct).prefix(2)).map { gap in
      func count(_ name: String, _ value: Int) -> Fact { Fact(name, .number(Double(value), .count)) }
      var facts = [
        Fact("intent", .name(gap.counts.intent)), count("conversations", gap.counts.conversations), count("judged", gap.counts.judged),
        Fact("rate", .number(gap.rate, .share)), Fact("rate-low", .number(gap.interval.low, .share)), count("harmful", gap.counts.harmful),
        Fact("score", .number(gap.score, .rate)), Fact("points-high", .number(points(gap), .points)),
      ]
      if let item = gap.item { facts.append(Fact("item", .name(item))) }
      return Statement(
        .knowledgeGaps, gap.kind.rawValue, facts: facts, impact: gap.affected, certainty: gap.isDistinct ? .likely : .descriptive,
        tone: .worse)
    }
  }
}

extension Analysis {
  /// Knowledge gaps.
  static let knowledgeGaps = Analysis(
    .knowledgeGaps,
    method: AnalysisMethod(
      title: "Knowledge gaps", question: "For which intents is content missing or unfit?",
      inputs: [
        "user_intent", "resources_label", "deflection_quality", "handoff_reason", "recontact_risk", "citations",
        "titles and citations of items",
      ],
      steps: [
        "Unfit resources count 1, partly fitting ones a half, over the conversations of the intent with judged resources.",
        "Score: conversations \u{D7} lower bound of the unfit rate \u{D7} (1 + share of the unfit ones that ended badly).",
        "Badly: handed off at a limit, partly resolved, no response, or high risk to come back.",
        "Missing: most unfit answers cite nothing. Weak: most cite a source. Unused: an item nobody cites is named like the intent.",
        "At most so many points of resolution: conversations \u{D7} rate of bad endings, over all conversations.",
      ],
      guards: [
        "At least 30 conversations and 10 judged ones of an intent; the others are counted and not ranked.",
        "The lower bound of the Wilson interval, so that a few cases rank low.", "A finding needs 5 conversations that ended badly.",
      ]), counts: [KnowledgeGaps.query],
    run: { input in
      let gaps = KnowledgeGaps(input)
      if gaps.judged == 0 { return AnalysisOutcome(.notInData(field: "resources_label")) }
      if gaps.gaps.isEmpty {
        let most = input.figures.counts(KnowledgeGaps.query, in: input.period).filter { !$0.groups[0].isMissing }
        if most.isEmpty { return AnalysisOutcome(.notInData(field: "user_intent")) }
        if let unjudged = gaps.unjudged.map(\.judged).max() {
          return AnalysisOutcome(.tooFew(have: unjudged, need: KnowledgeGaps.leastJudged, of: "judged conversations of one intent"))
        }
        let largest = most.map { $0.counts[0] }.max() ?? 0
        return AnalysisOutcome(.tooFew(have: largest, need: KnowledgeGaps.leastConversations, of: "conversations of one intent"))
      }
      return AnalysisOutcome(gaps, gaps.statements())
    })
}
