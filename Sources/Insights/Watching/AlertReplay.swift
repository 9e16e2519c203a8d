import Aggregation
import Basics
import Records
import Statistics

/// A rule replayed over a period: what it would have said on each day.
public struct AlertReplay: Sendable, Hashable {
  /// What a rule says.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// Looked at, and nothing happened.
    case ok
    /// What must not happen did.
    case fired
    /// Too few cases behind the value.
    case tooFew = "too-few"
    /// No value, or nothing to hold it against.
    case notAvailable = "not-available"
    /// The rule is switched off.
    case off
  }

  /// One look: at a day, or at the period.
  public struct Look: Sendable, Hashable {
    /// The day; nil for the period.
    public var day: CalendarDay?
    /// What it was.
    public var value: Double?
    /// Cases behind it.
    public var base: Int
    /// What must not be crossed.
    public var threshold: Double?
    /// What the rule says.
    public var state: State
  }

  /// The rule.
  public var rule: AlertRule
  /// The group of `by`; nil without.
  public var group: String?
  /// Every look, in order.
  public var looks: [Look]
  /// What the rule says of the period.
  public var state: State

  /// Looks that fired.
  public var fired: [Look] { looks.filter { $0.state == .fired } }
  /// The look that lies worst beyond the threshold of those that fired; else the one nearest to it. nil without any that was judged.
  public var worst: Look? {
    let judged = looks.filter { $0.state == .fired || $0.state == .ok }
    func distance(_ look: Look) -> Double {
      guard let value = look.value, let threshold = look.threshold else { return -.infinity }
      return rule.side == .above ? value - threshold : threshold - value
    }
    return judged.max { distance($0) < distance($1) }
  }

  init(_ rule: AlertRule, group: String?, looks: [Look]) {
    self.rule = rule
    self.group = group
    self.looks = looks
    let fired = looks.count { $0.state == .fired }
    if rule.level == .off {
      state = .off
    } else if fired >= (rule.each == .day ? rule.days : 1) {
      state = .fired
    } else if looks.contains(where: { $0.state == .ok || $0.state == .fired }) {
      state = .ok
    } else if looks.contains(where: { $0.state == .tooFew }) {
      state = .tooFew
    } else {
      state = .notAvailable
    }
  }

  /// Groups of `by` that are replayed, largest first.
  public static let mostGroups = 20

  /// Replays rules in their order over the full days of a period.
  public static func all(_ rules: [AlertRule], _ input: AnalysisInput) -> [AlertReplay] {
    rules.flatMap { rule -> [AlertReplay] in
      if rule.level == .off { return [AlertReplay(rule, group: nil, looks: [])] }
      guard let by = rule.by else { return [AlertReplay(rule, group: nil, looks: looks(rule, rule.filters, input))] }
      let groups = input.figures.groups([rule.metric], by: by, in: input.period, where: rule.filters).filter { !$0.group.isMissing }
      let largest = groups.enumerated().sorted { a, b in
        let (x, y) = (a.element.estimates.first?.base ?? 0, b.element.estimates.first?.base ?? 0)
        return x != y ? x > y : a.offset < b.offset
      }.prefix(mostGroups).map(\.element)
      if largest.isEmpty { return [AlertReplay(rule, group: nil, looks: [])] }
      return largest.map { row in
        AlertReplay(rule, group: row.group.text, looks: looks(rule, rule.filters + [Filter(by, row.group.key)], input))
      }
    }
  }

  private static func looks(_ rule: AlertRule, _ filters: [Filter], _ input: AnalysisInput) -> [Look] {
    switch rule.each {
    case .day: dayLooks(rule, filters, input)
    case .period: [periodLook(rule, filters, input)]
    }
  }

  private static func periodLook(_ rule: AlertRule, _ filters: [Filter], _ input: AnalysisInput) -> Look {
    let comparison = input.comparison
    let now = input.figures.estimate(rule.metric, in: input.period, days: comparison.currentDays, where: filters)
    var reference: Double?
    switch rule.reference {
    case .value: break
    case .previous:
      let days = comparison.isComplete ? nil : comparison.previousDays
      reference = comparison.previous.flatMap {
        usable(input.figures.estimate(rule.metric, in: $0, days: days, where: filters), rule)
      }
    case .median:
      let earlier = input.history.filter { $0 < input.period }.suffix(12).compactMap {
        usable(input.figures.estimate(rule.metric, in: $0, where: filters), rule)
      }
      if comparison.isComplete, earlier.count >= 3 { reference = Quantile.type7(sorted: earlier.sorted(), 0.5) }
    }
    return look(nil, now, rule, reference)
  }

  private static func dayLooks(_ rule: AlertRule, _ filters: [Filter], _ input: AnalysisInput) -> [Look] {
    let covered = input.comparison.isComplete ? input.period.start..<input.period.end : input.comparison.covered
    var earlier: [Int: Double] = [:]
    if rule.reference != .value {
      let from = input.period.start.advanced(by: -56)
      for period in input.history where period.end > from && period <= input.period {
        for (day, estimate) in input.figures.daily(rule.metric, in: period, where: filters) {
          if let value = usable(estimate, rule) { earlier[day.ordinal] = value }
        }
      }
    }
    return input.figures.daily(rule.metric, in: input.period, where: filters).filter { covered.contains($0.day) }.map { day, estimate in
      var reference: Double?
      switch rule.reference {
      case .value: break
      case .previous: reference = earlier[day.ordinal - 7]
      case .median:
        let known = (1...8).compactMap { earlier[day.ordinal - 7 * $0] }
        if known.count >= 4 { reference = Quantile.type7(sorted: known.sorted(), 0.5) }
      }
      return look(day, estimate, rule, reference)
    }
  }

  /// A value that may be judged: of vendors always, of rows from the rule's fewest cases on.
  private static func usable(_ estimate: Estimate, _ rule: AlertRule) -> Double? {
    guard let value = estimate.value, value.isFinite else { return nil }
    return estimate.isReported || estimate.base >= rule.minimum ? value : nil
  }

  private static func look(_ day: CalendarDay?, _ estimate: Estimate, _ rule: AlertRule, _ reference: Double?) -> Look {
    let threshold = rule.threshold(reference)
    var made = Look(day: day, value: estimate.value, base: estimate.base, threshold: threshold, state: .notAvailable)
    if let value = usable(estimate, rule) {
      if let threshold { made.state = rule.fires(value, threshold) ? .fired : .ok }
    } else if estimate.value != nil || estimate.state == .tooFew {
      made.state = .tooFew
    }
    return made
  }
}
