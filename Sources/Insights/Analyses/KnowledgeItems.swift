import Aggregation
import Basics
import Records
import Statistics

/// Items of the knowledge bases: those beside which conversations end worse than their intents let expect, those that nobody cites, and
/// how concentrated citations are.
public struct KnowledgeItems: Sendable, Hashable {
  /// Conversations of one intent with a known outcome, and those that ended badly.
  public struct Cell: Sendable, Hashable {
    /// The intent; nil for those without one.
    public var intent: String?
    /// Ended badly: handed off, partly resolved or without response.
    public var bad: Int
    /// With a known outcome.
    public var of: Int

    /// A cell.
    public init(intent: String?, bad: Int, of: Int) {
      self.intent = intent
      self.bad = bad
      self.of = of
    }
  }

  /// An item by how the conversations end that cite it.
  public struct Item: Sendable, Hashable {
    /// Its title, or its id where no list has the title.
    public var title: String
    /// Conversations that cite it and ended badly, of those with a known outcome.
    public var bad, of: Int
    /// How many of them would end badly at the rates of their intents among all conversations that cite something.
    public var expected: Double
    /// The rate drawn to that of all citing conversations, which counts as 20 conversations.
    public var shrunk: Double
    /// 95 % interval of the lift; nil when nothing is expected.
    public var interval: Interval?
    /// Two-sided p value of a rate as expected.
    public var p: Double
    /// True when it differs from the expected beyond chance, corrected for all items.
    public var isDistinct = false

    /// Ended badly, 0…1.
    public var rate: Double { of > 0 ? Double(bad) / Double(of) : 0 }
    /// How many times as often as expected; nil when nothing is expected.
    public var lift: Double? { expected > 0 ? Double(bad) / expected : nil }
    /// Bad endings beyond the expected.
    public var excess: Double { Double(bad) - expected }
  }

  /// An item without a citation, and for how many periods in a row up to this one.
  public struct Dead: Sendable, Hashable {
    /// Its title, or its id.
    public var title: String
    /// Its knowledge base; nil when not known.
    public var base: String?
    /// Periods in a row that list it with 0 citations.
    public var periods: Int
  }

  /// Items that conversations cite, largest excess first; those with fewer than 30 conversations last.
  public var items: [Item] = []
  /// Items without a citation in this period, longest first.
  public var dead: [Dead] = []
  /// Citations of each item of the period, where they are listed.
  public var citations: [Double] = []
  /// Periods that list citations in a row up to this one.
  public var listedPeriods = 0

  /// Conversations that an item needs to be shown.
  public static let leastShown = 30
  /// Conversations that a verdict needs.
  public static let leastTested = 50
  /// Periods without a citation that make an item dead.
  public static let deadPeriods = 3
  static let strength = 20.0

  /// Nothing yet.
  public init() {}

  /// Items dead for three periods or more.
  public var longDead: [Dead] { dead.filter { $0.periods >= Self.deadPeriods } }

  /// Items against the expectation from their intents: indirect standardisation on all citing conversations.
  public static func items(_ items: [(title: String, cells: [Cell])], citing: [Cell]) -> [Item] {
    var rates: [String?: Double] = [:]
    for cell in citing where cell.of > 0 { rates[cell.intent] = Double(cell.bad) / Double(cell.of) }
    let bad = citing.reduce(0) { $0 + $1.bad }
    let all = citing.reduce(0) { $0 + $1.of }
    let pooled = all > 0 ? Double(bad) / Double(all) : 0
    var made = items.map { title, cells -> Item in
      let of = cells.reduce(0) { $0 + $1.of }
      let bad = cells.reduce(0) { $0 + $1.bad }
      var expected = 0.0
      var variance = 0.0
      for cell in cells {
        let rate = rates[cell.intent] ?? pooled
        expected += Double(cell.of) * rate
        variance += Double(cell.of) * rate * (1 - rate)
      }
      let interval = Wilson.interval(successes: bad, of: of).flatMap { wilson -> Interval? in
        expected > 0 ? Interval(low: wilson.low * Double(of) / expected, high: wilson.high * Double(of) / expected) : nil
      }
      return Item(
        title: title, bad: bad, of: of, expected: expected,
        shrunk: EmpiricalBayes.shrink(successes: bad, of: of, towards: pooled, strength: strength) ?? pooled, interval: interval,
        p: variance > 0 ? Normal.twoSided((Double(bad) - expected) / variance.squareRoot()) : 1)
    }
    let tested = made.indices.filter { made[$0].of >= leastTested }
    for (index, isDiscovery) in zip(tested, BenjaminiHochberg.rejected(tested.map { made[$0].p })) where isDiscovery {
      made[index].isDistinct = made[index].interval.map { !$0.contains(1) } ?? false
    }
    return made.sorted { a, b in
      let (x, y) = (a.of >= leastShown, b.of >= leastShown)
      if x != y { return x }
      return a.excess != b.excess ? a.excess > b.excess : utf8Precedes(a.title, b.title)
    }
  }

  /// Items that nobody cites, from lists of citations of consecutive periods, the current one first; an item counts as long as every list
  /// up to the current one has it with 0.
  static func dead(_ lists: [[ItemKey: ListedItem]]) -> [Dead] {
    guard let current = lists.first else { return [] }
    return current.filter { $0.value.citations == 0 }.map { key, item in
      Dead(title: item.title ?? key.item, base: item.base, periods: lists.prefix { $0[key]?.citations == 0 }.count)
    }.sorted { a, b in
      if a.periods != b.periods { return a.periods > b.periods }
      return a.title != b.title ? utf8Precedes(a.title, b.title) : utf8Precedes(a.base ?? "", b.base ?? "")
    }
  }

  struct ItemKey: Hashable {
    var base: String
    var item: String
  }

  struct ListedItem {
    var title: String?
    var base: String?
    var citations: Double?
  }
}

extension KnowledgeItems {
  private static let bad: Condition = !.outcomeUnknown && !(.resolved || .actioned)
  static let byItem = CountQuery([bad, !.outcomeUnknown], by: ["cited-item", "intent"])
  static let byIntent = CountQuery([.cited && bad, .cited && !.outcomeUnknown], by: ["intent"])

  private static func list(_ figures: Figures, _ period: Period) -> [ItemKey: ListedItem] {
    var made: [ItemKey: ListedItem] = [:]
    for record in figures.listed(.knowledgeItems, in: period) {
      func text(_ field: FieldID) -> String? { record.value(field, .knowledgeItems).text?.string }
      guard let item = text("item") else { continue }
      let citations = record.value("citations", .knowledgeItems).number
      made[ItemKey(base: text("knowledgeBaseId") ?? "", item: item)] = ListedItem(
        title: text("title"), base: text("knowledgeBase"), citations: citations)
    }
    return made
  }

  init(_ input: AnalysisInput) {
    let lists = input.history.suffix(12).reversed().map { Self.list(input.figures, $0) }
    let listed = lists.first ?? [:]
    listedPeriods = lists.prefix { $0.values.contains { $0.citations != nil } }.count
    dead = Self.dead(Array(lists.prefix(listedPeriods)))
    citations = listed.compactMap { $0.value.citations }.sorted(by: >)
    // One title may be that of several items, and an item may be without one.
    var titles: [String: String] = [:]
    for (key, item) in listed.sorted(by: { utf8Precedes($0.key.base + "\u{0}" + $0.key.item, $1.key.base + "\u{0}" + $1.key.item) }) {
      titles[key.item] = titles[key.item] ?? item.title
    }
    var cells: [String: [Cell]] = [:]
    for row in input.figures.counts(Self.byItem, in: input.period) where !row.groups[0].isMissing {
      cells[row.groups[0].key, default: []].append(
        Cell(intent: row.groups[1].isMissing ? nil : row.groups[1].key, bad: row.counts[0], of: row.counts[1]))
    }
    let citing = input.figures.counts(Self.byIntent, in: input.period).map { row in
      Cell(intent: row.groups[0].isMissing ? nil : row.groups[0].key, bad: row.counts[0], of: row.counts[1])
    }
    items = Self.items(cells.sorted { utf8Precedes($0.key, $1.key) }.map { (titles[$0.key] ?? $0.key, $0.value) }, citing: citing)
  }

  /// Items beside which conversations end worse, and how many nobody has cited for long.
  func statements() -> [Statement] {
    func count(_ name: String, _ value: Int) -> Fact { Fact(name, .number(Double(value), .count)) }
    var made = items.filter { $0.isDistinct && $0.excess > 0 }.prefix(3).map { item in
      var facts = [
        Fact("item", .name(item.title)), count("bad", item.bad), count("conversations", item.of), Fact("rate", .number(item.rate, .share)),
        Fact("expected", .number(item.expected, .rate)),
      ]
      if let lift = item.lift { facts.append(Fact("lift", .number(lift, .ratio))) }
      if let interval = item.interval {
        facts += [Fact("low", .number(interval.low, .ratio)), Fact("high", .number(interval.high, .ratio))]
      }
      return Statement(.knowledgeItems, "worse", facts: facts, impact: item.excess, certainty: .likely, tone: .worse)
    }
    if !longDead.isEmpty {
      made.append(
        Statement(
          .knowledgeItems, "dead",
          facts: [count("dead", longDead.count), count("items", citations.count), count("periods", Self.deadPeriods)],
          impact: 0, certainty: .descriptive, tone: .neutral))
    }
    return made
  }
}

extension Analysis {
  /// Harmful and dead knowledge items.
  static let knowledgeItems = Analysis(
    .knowledgeItems,
    method: AnalysisMethod(
      title: "Harmful and dead knowledge items",
      question: "Beside which content do conversations end badly, and which content does nobody cite?",
      inputs: ["citations.item_id", "user_intent", "has_handoff", "deflection_quality", "items of knowledge bases with citations"],
      steps: [
        "Badly: handed off, partly resolved or no response, of the conversations with a known outcome that cite the item.",
        "Expected: the rates of its intents among all conversations that cite something (indirect standardisation).",
        "Lift: observed over expected. The shown rate is drawn to that of all citing conversations with the weight of 20.",
        "Dead: listed with 0 citations in each of the last three periods. Gini: 0 when all items are cited alike, near 1 when few are.",
      ],
      guards: [
        "At least 30 conversations of an item to be shown, 50 for a verdict.",
        "An interval of the lift without 1, and Benjamini\u{2013}Hochberg over all items.",
        "Items are dead only where complete lists of citations say 0.",
      ]), counts: [KnowledgeItems.byItem, KnowledgeItems.byIntent],
    run: { input in
      let made = KnowledgeItems(input)
      if made.items.isEmpty, made.citations.isEmpty { return AnalysisOutcome(.notInData(field: "citations of items")) }
      return AnalysisOutcome(made, made.statements())
    })
}
