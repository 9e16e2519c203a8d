import Aggregation
import Basics
import Records
import Statistics

/// Where the money goes: by what became of the conversations, and for each resolved one by intent and assistant.
public struct CostMap: Sendable, Hashable {
  /// What became of the conversations that were paid for. Each is in the first that fits, in the order of the cases.
  public enum Part: String, Sendable, Hashable, CaseIterable {
    /// Handed to a person.
    case handedOff = "handed_off"
    /// The assistant failed or ran out of time.
    case error
    /// Looks handled and was not: no response, partly resolved, negative, or at high risk.
    case silentFailure = "silent_failure"
    /// Resolved or with an action taken.
    case success
    /// Nothing says what became of it.
    case unknown

    /// True for what did not solve anything without a person.
    public var isWaste: Bool { self == .handedOff || self == .error || self == .silentFailure }

    var condition: Condition {
      let handled: Condition = .resolved || .actioned
      switch self {
      case .handedOff: return .handedOff
      case .error: return !.handedOff && .hasError
      case .silentFailure: return .silentFailure && !.hasError
      case .success: return handled && !.silentFailure && !.hasError
      case .unknown: return !(.handedOff || .hasError || .silentFailure || handled)
      }
    }
  }

  /// Sums of conversations with a known cost.
  public struct Sums: Sendable, Hashable {
    /// Conversations with a cost, and the resolved ones among them.
    public var conversations = 0, resolved = 0
    /// Resolved ones weighted by the risk that they come back.
    public var weighted = 0.0
    /// What they cost, in dollars, and what of it went into hand-offs, errors and silent failures.
    public var spend = 0.0, waste = 0.0

    /// Nothing yet.
    public init() {}

    /// All five.
    public init(conversations: Int, resolved: Int, weighted: Double, spend: Double, waste: Double) {
      self.conversations = conversations
      self.resolved = resolved
      self.weighted = weighted
      self.spend = spend
      self.waste = waste
    }

    /// All spend for each resolved conversation; nil without one.
    public var perResolved: Double? { resolved > 0 ? spend / Double(resolved) : nil }
    /// The same for each resolved one weighted by risk; nil without one.
    public var perWeighted: Double? { weighted > 0 ? spend / weighted : nil }

    static func + (a: Sums, b: Sums) -> Sums {
      Sums(
        conversations: a.conversations + b.conversations, resolved: a.resolved + b.resolved, weighted: a.weighted + b.weighted,
        spend: a.spend + b.spend, waste: a.waste + b.waste)
    }
    static func - (a: Sums, b: Sums) -> Sums {
      Sums(
        conversations: a.conversations - b.conversations, resolved: a.resolved - b.resolved, weighted: a.weighted - b.weighted,
        spend: a.spend - b.spend, waste: a.waste - b.waste)
    }
  }

  /// One intent or assistant beside all others.
  public struct Group: Sendable, Hashable {
    /// Its name; nil for the small ones together.
    public var name: String?
    /// Its own sums, and those of all others.
    public var own, rest: Sums
    /// 95 % interval of its cost per resolved conversation, with days as clusters; nil with fewer than 5 days or 10 resolved ones.
    public var interval: Interval?
    /// True when it differs from the rest beyond chance, corrected for all groups looked at.
    public var isDistinct = false

    /// Against what a person costs for a conversation.
    public func isDearer(than person: Double) -> Dearness {
      guard let interval, let ratio = own.perResolved else { return .unknown }
      if interval.low > person { return .clearly }
      return ratio > person ? .notClearly : .no
    }
  }

  /// Whether a resolved conversation costs more than a person.
  public enum Dearness: Sendable, Hashable {
    case clearly, notClearly, no, unknown
  }

  /// Spend and conversations with a known cost, by part.
  public var parts: [(part: Part, spend: Double, conversations: Int)]
  /// Everything.
  public var all: Sums
  /// Conversations without a known cost.
  public var unpriced: Int
  /// 95 % interval of the cost per resolved conversation; nil with fewer than 5 days.
  public var interval: Interval?
  /// Intents and assistants, most spend first, the small ones together last.
  public var intents: [Group] = [], assistants: [Group] = []
  /// What the dearest tenth of the intents is of the spend of all intents; nil below ten intents.
  public var concentration: (top: Int, of: Int, share: Double)?
  /// What a person costs for a conversation, as stated; nil = not stated.
  public var person: Assumptions.Band?

  /// A map from sums.
  public init(parts: [(part: Part, spend: Double, conversations: Int)], all: Sums, unpriced: Int = 0) {
    self.parts = parts
    self.all = all
    self.unpriced = unpriced
  }

  /// Spend of a part.
  public subscript(_ part: Part) -> Double { parts.first { $0.part == part }?.spend ?? 0 }
  /// Spend that solved nothing without a person.
  public var waste: Double { parts.reduce(0) { $1.part.isWaste ? $0 + $1.spend : $0 } }

  /// By everything.
  public static func == (a: CostMap, b: CostMap) -> Bool {
    a.all == b.all && a.unpriced == b.unpriced && a.interval == b.interval && a.intents == b.intents && a.assistants == b.assistants
      && a.person == b.person && a.parts.map(\.spend) == b.parts.map(\.spend)
      && a.parts.map(\.conversations) == b.parts.map(\.conversations) && a.concentration?.share == b.concentration?.share
  }
  /// By the sums.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(all)
    hasher.combine(intents)
  }

  /// Conversations with a cost that a group needs to be shown, and to be spoken of.
  public static let leastShown = 30
  /// See above.
  public static let leastStated = 50
  /// Resolved conversations that a cost for each needs.
  public static let leastResolved = 10
}

extension CostMap {
  /// Sums of one group on one day.
  public struct DayRow: Sendable, Hashable {
    /// The group; nil without a name.
    public var name: String?
    /// The day, and its weekday as what is alike between days.
    public var day: CalendarDay
    /// What it sums up.
    public var sums: Sums

    /// A row.
    public init(name: String?, day: CalendarDay, sums: Sums) {
      self.name = name
      self.day = day
      self.sums = sums
    }
  }

  /// 95 % interval of the cost per resolved conversation: the delta method with days as clusters. nil with fewer than 5 days or 10
  /// resolved conversations.
  public static func interval(_ days: [DayRow]) -> Interval? {
    guard days.reduce(0, { $0 + $1.sums.resolved }) >= leastResolved else { return nil }
    return ClusteredRatio.interval(clusters(days))?.interval
  }

  private static func clusters(_ days: [DayRow]) -> [ClusteredRatio.Cluster] {
    Dictionary(grouping: days, by: \.day).sorted { $0.key.ordinal < $1.key.ordinal }.map { day, rows in
      let sums = rows.reduce(Sums()) { $0 + $1.sums }
      return ClusteredRatio.Cluster(stratum: day.ordinal % 7, numerator: sums.spend, denominator: Double(sums.resolved))
    }
  }

  /// Every group beside all others; those below 30 conversations with a cost, and those without a name, are one group, last. A verdict
  /// needs 50 conversations and 10 resolved ones on both sides, an interval of the difference without 0, and Benjamini–Hochberg
  /// (q = 0.10) over the groups tested.
  public static func groups(_ rows: [DayRow]) -> [Group] {
    let all = rows.reduce(Sums()) { $0 + $1.sums }
    var byName: [String: [DayRow]] = [:]
    for row in rows { if let name = row.name { byName[name, default: []].append(row) } }
    let large = byName.filter { $0.value.reduce(0) { $0 + $1.sums.conversations } >= leastShown }
    var made = large.map { name, days -> (group: Group, p: Double?) in
      let own = days.reduce(Sums()) { $0 + $1.sums }
      var group = Group(name: name, own: own, rest: all - own)
      group.interval = interval(days)
      let isTested =
        min(own.conversations, group.rest.conversations) >= leastStated && min(own.resolved, group.rest.resolved) >= leastResolved
      guard isTested else { return (group, nil) }
      let others = rows.filter { $0.name != name }
      let test = ClusteredRatio.difference(clusters(days), clusters(others), keepsEmpty: true)
      group.isDistinct = test.map { !$0.interval.contains(0) } ?? false
      return (group, test?.p)
    }
    made.sort {
      $0.group.own.spend != $1.group.own.spend
        ? $0.group.own.spend > $1.group.own.spend : utf8Precedes($0.group.name ?? "", $1.group.name ?? "")
    }
    let tested = made.indices.filter { made[$0].p != nil }
    let rejected = BenjaminiHochberg.rejected(tested.map { made[$0].p ?? 1 })
    for (index, isDiscovery) in zip(tested, rejected) where !isDiscovery { made[index].group.isDistinct = false }
    let small = rows.filter { $0.name.map { large[$0] == nil } ?? true }.reduce(Sums()) { $0 + $1.sums }
    return made.map(\.group) + (small.conversations > 0 ? [Group(name: nil, own: small, rest: all - small)] : [])
  }

  /// What the dearest tenth (rounded up) of at least ten amounts is of all.
  public static func concentration(_ amounts: [Double]) -> (top: Int, of: Int, share: Double)? {
    let paid = amounts.filter { $0 > 0 }
    guard paid.count >= 10 else { return nil }
    let top = (paid.count + 9) / 10
    return Concentration.topShare(paid, count: top).map { (top, paid.count, $0) }
  }
}
