import Notation

/// One group in two periods.
struct GroupChange: Sendable {
  var label: String
  var current: Double?
  var previous: Double?
  /// More than normal variation.
  var isClear: Bool
}

/// The facts of a comparison of groups between two periods.
struct DumbbellFacts: Sendable {
  var measure: Measure
  var dimension: DimensionWords
  var groups: [GroupChange]
  var previousWords: String
  var notation: Notation

  /// Groups that clearly rose or fell.
  func clear(rising: Bool) -> [GroupChange] {
    groups.filter { group in
      guard group.isClear, let current = group.current, let previous = group.previous else { return false }
      return rising ? current > previous : current < previous
    }
  }

  /// Groups with a number in both periods.
  var comparable: Int { groups.count { $0.current != nil && $0.previous != nil } }
}

/// Sentences over groups in two periods.
enum DumbbellWords {
  /// The title: which groups clearly moved.
  static func title(_ facts: DumbbellFacts) -> String {
    TitleLimit.choose(
      [nothingToCompare(facts), named(facts), counted(facts), still(facts)],
      otherwise: "\(facts.measure.title) by \(facts.dimension.singular), now and before")
  }

  /// Guard: no group has a number in both periods.
  static func nothingToCompare(_ facts: DumbbellFacts) -> String? {
    guard facts.comparable == 0 else { return nil }
    return "\(facts.measure.title) by \(facts.dimension.singular); nothing to compare yet"
  }

  /// Guard: one or two groups clearly moved.
  static func named(_ facts: DumbbellFacts) -> String? {
    let rose = facts.clear(rising: true).map { PlainEnglish.shortened($0.label, to: 24) }
    let fell = facts.clear(rising: false).map { PlainEnglish.shortened($0.label, to: 24) }
    switch (rose.count, fell.count) {
    case (1, 0), (2, 0): return "\(facts.measure.title) rose for \(PlainEnglish.list(rose))"
    case (0, 1), (0, 2): return "\(facts.measure.title) fell for \(PlainEnglish.list(fell))"
    case (1, 1): return "\(facts.measure.title) rose for \(rose[0]) and fell for \(fell[0])"
    default: return nil
    }
  }

  /// Guard: at least one group clearly moved.
  static func counted(_ facts: DumbbellFacts) -> String? {
    let rose = facts.clear(rising: true).count
    let fell = facts.clear(rising: false).count
    guard rose + fell > 0 else { return nil }
    let of = "of \(facts.comparable) \(facts.dimension.plural)"
    if fell == 0 { return "\(facts.measure.title) rose for \(rose) \(of)" }
    if rose == 0 { return "\(facts.measure.title) fell for \(fell) \(of)" }
    return "\(facts.measure.title) rose for \(rose) and fell for \(fell) \(of)"
  }

  /// Guard: groups can be compared and none clearly moved.
  static func still(_ facts: DumbbellFacts) -> String? {
    guard facts.comparable > 0, facts.clear(rising: true).isEmpty, facts.clear(rising: false).isEmpty else { return nil }
    return "\(facts.measure.title): no clear change for any \(facts.dimension.singular)"
  }

  /// How many could be compared and how many moved more than normal.
  static func reading(_ facts: DumbbellFacts) -> String {
    let total = facts.groups.count
    if facts.comparable == 0 { return "No \(facts.dimension.singular) has enough \(facts.measure.counted.plural) in both periods." }
    let moved = facts.clear(rising: true).count + facts.clear(rising: false).count
    var text =
      moved == 0
      ? "Every difference from \(facts.previousWords) is within normal variation."
      : "\(moved) of \(facts.comparable) \(facts.dimension.plural) changed by more than normal variation since \(facts.previousWords)."
    let left = total - facts.comparable
    if left > 0 {
      let noun = left == 1 ? facts.dimension.singular : facts.dimension.plural
      text += " \(left) \(noun) cannot be compared: too few \(facts.measure.counted.plural)."
    }
    return text
  }
}
