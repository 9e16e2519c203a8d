import Notation

/// How a change between two periods is said. Every value is computed before rounding.
struct ChangeFacts: Sendable {
  var measure: Measure
  var current: Double
  var previous: Double
  /// True when the change is more than normal variation (or when the measure is a count, which is complete, not sampled).
  var isClear: Bool
  /// The previous period: `August`, `the first 12 days of August`.
  var previousWords: String
  var notation: Notation

  /// Current minus previous, in the unit of the measure.
  var delta: Double { current - previous }
}

/// Sentences over one change.
enum ChangeWords {
  /// `+3.2 points`, `+8.1%`, `+0.3 s`: counts and money relatively, everything else in its own unit.
  static func signed(_ facts: ChangeFacts) -> String {
    switch facts.measure.unit {
    case .count, .rate, .tokens, .money: relative(facts.notation.relative(current: facts.current, previous: facts.previous))
    case .share: facts.notation.delta(facts.delta, .share)
    default: facts.notation.delta(facts.delta, facts.measure.unit)
    }
  }

  /// The words of a relative change.
  static func relative(_ change: RelativeChange) -> String {
    switch change {
    case .new: "new"
    case .noneThisPeriod: "none now"
    case .noChange: "no change"
    case .undefined: "not comparable"
    case .percent(let text), .times(let text): text
    }
  }

  /// Without sign, after "by" or before "more": `3.2 points`, `8.1%`; nil when the change cannot be said that way (from or to
  /// zero) or is rounded away.
  static func amount(_ facts: ChangeFacts) -> String? {
    switch facts.measure.unit {
    case .count, .rate, .tokens, .money:
      guard case .percent(let text) = facts.notation.relative(current: facts.current, previous: facts.previous) else { return nil }
      return unsigned(text)
    default: return unsigned(signed(facts))
    }
  }

  /// `Hand-off rate rose 2.1 points to 21.9%`. Guard: the change is clear and survives rounding.
  static func moved(_ facts: ChangeFacts) -> String? {
    guard facts.isClear, facts.delta != 0, let amount = amount(facts) else { return nil }
    let verb = facts.delta > 0 ? "rose" : "fell"
    return "\(facts.measure.title) \(verb) \(amount) to \(facts.notation.text(facts.current, facts.measure.unit))"
  }

  /// `Conversations rose 8.1% against the first 12 days of August`, where the figure of the period covers more than what is
  /// compared. Guard: the change is clear and survives rounding.
  static func movedSoFar(_ facts: ChangeFacts) -> String? {
    guard facts.isClear, facts.delta != 0, let amount = amount(facts) else { return nil }
    return "\(facts.measure.title) \(facts.delta > 0 ? "rose" : "fell") \(amount) against \(facts.previousWords)"
  }

  /// `Conversations are 12 times as many as in August`. Guard: a clear change of more than 999 %.
  static func multiplied(_ facts: ChangeFacts) -> String? {
    guard facts.isClear, case .times(let text) = facts.notation.relative(current: facts.current, previous: facts.previous),
      facts.current > facts.previous
    else { return nil }
    return "\(facts.measure.title) rose to \(text) the figure of \(facts.previousWords)"
  }

  /// `Hand-off rate: 19.8%, no clear change from August`. Guard: the change is not clear.
  static func held(_ facts: ChangeFacts) -> String? {
    guard !facts.isClear else { return nil }
    let change = facts.delta == 0 ? "no change" : "no clear change"
    return "\(facts.measure.title): \(facts.notation.text(facts.current, facts.measure.unit)), \(change) from \(facts.previousWords)"
  }

  /// Guard: there was something before and there is nothing now, of a thing that is counted.
  static func vanished(_ facts: ChangeFacts) -> String? {
    guard facts.measure.isAdditive, facts.current == 0, facts.previous > 0 else { return nil }
    return "No \(facts.measure.inside) in this period, after \(facts.notation.text(facts.previous, facts.measure.unit))"
  }

  /// Strips the sign; nil when nothing but zeros would stay.
  static func unsigned(_ text: String) -> String? {
    let trimmed = text.drop { "+-\u{2212}".contains($0) }
    return trimmed.contains { $0.isNumber && $0 != "0" } ? String(trimmed) : nil
  }
}
