import Notation
import Statistics

/// One group of a ranking, as shown.
struct RankedGroup: Sendable, Hashable {
  /// Its name.
  var label: String
  /// Its value; nil when it is not shown as a number.
  var value: Double?
}

/// What a ranking shows: the facts behind its title.
struct RankingFacts: Sendable {
  /// Identifier of the dimension: `intent`.
  var dimensionID: String
  var dimension: DimensionWords
  var measure: Measure
  /// Every named group with its value, in any order; without "not stated" and without a remainder.
  var groups: [RankedGroup]
  /// The value of everything, for shares; nil where a share makes no sense.
  var total: Double?
  /// False when a conversation can be in several groups, so that their shares must not be added.
  var sharesOut = true
  /// True when the interval of the highest and of the lowest group do not overlap.
  var isSpreadClear: Bool
  var notation: Notation

  /// Groups with a value, largest first; equal values by name.
  var ranked: [(label: String, value: Double)] {
    groups.compactMap { group in group.value.map { (group.label, $0) } }
      .sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
  }

  /// The largest group when no other is as large.
  var leader: (label: String, value: Double)? {
    let ranked = ranked
    guard let first = ranked.first, first.value > 0, ranked.count > 1, ranked[1].value < first.value else { return nil }
    return first
  }
}

/// Sentences over groups ranked by a measure.
enum RankingWords {
  /// The title of a ranking: the message.
  static func title(_ facts: RankingFacts) -> String {
    TitleLimit.choose(
      facts.measure.isAdditive
        ? [onlyOne(facts), leader(facts), nothing(facts)]
        : [tooFew(facts), noSpread(facts), range(facts), single(facts)],
      otherwise: plain(facts))
  }

  /// The fact without a message: `Conversations by intent`.
  static func plain(_ facts: RankingFacts) -> String { "\(facts.measure.title) by \(facts.dimension.singular)" }

  /// Guard: there are many groups, and at most half of them make three fifths of the whole: a Pareto chart in words.
  static func few(_ facts: RankingFacts, _ groups: String) -> String? {
    let ranked = facts.ranked
    guard ranked.count > 8, let total = facts.total,
      let few = Concentration.fewest(ranked.map { max(0, $0.value) }, reaching: 0.6, of: total), few.count * 2 <= ranked.count
    else { return nil }
    let count = facts.notation.text(Double(few.count), .count)
    let share = facts.notation.text(few.share, .share)
    return "\(count) of \(groups) \(few.count == 1 ? "makes" : "make") up \(share) of \(facts.measure.inside)."
  }

  /// Guard: one named group exists and it makes up everything.
  static func onlyOne(_ facts: RankingFacts) -> String? {
    let ranked = facts.ranked
    guard ranked.count == 1, let only = ranked.first, let total = facts.total, total > 0, only.value == total else { return nil }
    return "All \(facts.measure.inside) belong to one \(facts.dimension.singular): \(PlainEnglish.shortened(only.label))"
  }

  /// Guard: one group is strictly larger than every other one, and the total is known.
  static func leader(_ facts: RankingFacts) -> String? {
    guard let leader = facts.leader, let total = facts.total, total > 0 else { return nil }
    let share = facts.notation.text(leader.value / total, .share)
    let name = PlainEnglish.shortened(leader.label)
    let of = facts.measure.inside
    if case .money = facts.measure.unit { return "\(name) had the largest cost, \(share) of the total" }
    switch facts.dimensionID {
    case "intent": return "The most frequent intent was \(name), \(share) of \(of)"
    case "tag": return "The most frequent tag was \(name), on \(share) of \(of)"
    case "assistant": return "\(name) had the most \(of), \(share) of the total"
    case "inbox": return "The busiest channel was \(name), with \(share) of \(of)"
    case "tool": return "The most used tool was \(name), with \(share) of \(of)"
    case "model": return "The most used model was \(name), with \(share) of \(of)"
    case "skill": return "The most used skill was \(name), in \(share) of \(of)"
    case "week": return "The busiest week was \(name), with \(share) of \(of)"
    case "weekday": return "\(name) was the busiest weekday, with \(share) of \(of)"
    case "hour": return "The busiest hour began at \(name), with \(share) of \(of)"
    case "outcome": return "The most frequent outcome was \(PlainEnglish.inside(name)), \(share) of \(of)"
    default: return "The largest \(facts.dimension.singular) was \(name), with \(share) of \(of)"
    }
  }

  /// Guard: everything is zero.
  static func nothing(_ facts: RankingFacts) -> String? {
    guard let total = facts.total, total == 0 else { return nil }
    return "No \(facts.measure.inside) in this period"
  }

  /// Guard: no group has enough behind it to show a rate.
  static func tooFew(_ facts: RankingFacts) -> String? {
    guard facts.ranked.isEmpty, !facts.groups.isEmpty else { return nil }
    return "Too few \(facts.measure.counted.plural) per \(facts.dimension.singular) to compare"
  }

  /// Guard: at least two groups, and the intervals of the extremes overlap.
  static func noSpread(_ facts: RankingFacts) -> String? {
    let ranked = facts.ranked
    guard ranked.count > 1, !facts.isSpreadClear, let high = ranked.first, let low = ranked.last else { return nil }
    let from = facts.notation.text(low.value, facts.measure.unit)
    let to = facts.notation.text(high.value, facts.measure.unit)
    let between = facts.dimension.plural
    if from == to { return "\(facts.measure.title) was \(to) for all \(between)" }
    return "\(facts.measure.title) showed no clear difference between \(between)"
  }

  /// Guard: at least two groups whose extremes are clearly apart.
  static func range(_ facts: RankingFacts) -> String? {
    let ranked = facts.ranked
    guard ranked.count > 1, facts.isSpreadClear, let high = ranked.first, let low = ranked.last, high.value > low.value else { return nil }
    let from = facts.notation.text(low.value, facts.measure.unit)
    let to = facts.notation.text(high.value, facts.measure.unit)
    guard from != to else { return nil }
    let lowName = PlainEnglish.shortened(low.label, to: 24)
    let highName = PlainEnglish.shortened(high.label, to: 24)
    return "\(facts.measure.title) ranged from \(from) (\(lowName)) to \(to) (\(highName))"
  }

  /// Guard: exactly one group can be shown.
  static func single(_ facts: RankingFacts) -> String? {
    guard facts.ranked.count == 1, let only = facts.ranked.first else { return nil }
    if facts.groups.count > 1 {
      return "Only \(PlainEnglish.shortened(only.label)) has enough \(facts.measure.counted.plural) for a figure"
    }
    return "\(facts.measure.title) was \(facts.notation.text(only.value, facts.measure.unit)) for \(PlainEnglish.shortened(only.label))"
  }

  /// What the first three make up together, or how many groups there are.
  static func reading(_ facts: RankingFacts) -> String {
    let ranked = facts.ranked
    let groups =
      ranked.count == 1
      ? "one \(facts.dimension.singular)" : "\(facts.notation.text(Double(ranked.count), .count)) \(facts.dimension.plural)"
    guard facts.measure.isAdditive, let total = facts.total, total > 0, !ranked.isEmpty else {
      let withoutNumber = facts.groups.count - ranked.count
      if ranked.isEmpty, facts.measure.isAdditive, let total = facts.total {
        return "\(facts.notation.text(total, facts.measure.unit)) in all."
      }
      if ranked.isEmpty { return "No \(facts.dimension.singular) has enough \(facts.measure.counted.plural) to show a figure." }
      var shown = "Shown for \(groups)"
      if let high = ranked.first, let low = ranked.last, ranked.count > 1 {
        let from = facts.notation.text(low.value, facts.measure.unit)
        let to = facts.notation.text(high.value, facts.measure.unit)
        shown =
          from == to
          ? "\(to) for each of \(groups)"
          : "From \(from) (\(PlainEnglish.shortened(low.label))) to \(to) (\(PlainEnglish.shortened(high.label)))"
      }
      return withoutNumber == 0 ? shown + "." : shown + "; \(facts.notation.text(Double(withoutNumber), .count)) with too few to show."
    }
    if ["week", "day", "weekday", "hour"].contains(facts.dimensionID), ranked.count > 1 {
      let low = ranked[ranked.count - 1]
      return
        "From \(facts.notation.text(low.value, facts.measure.unit)) (\(low.label)) to \(facts.notation.text(ranked[0].value, facts.measure.unit)) (\(ranked[0].label))."
    }
    if !facts.sharesOut {
      let top = ranked.prefix(3).map { group in
        "\(PlainEnglish.shortened(group.label)) \(facts.notation.text(group.value, facts.measure.unit))"
      }
      return
        "\(ranked.count > 3 ? "The first three of \(groups)" : "In all \(facts.notation.text(total, facts.measure.unit))"): \(PlainEnglish.list(top))."
    }
    if let few = few(facts, groups) { return few }
    if ranked.count > 3 {
      let top = ranked.prefix(3)
      let sum = top.reduce(0) { $0 + $1.value }
      let share = facts.notation.text(sum / total, .share)
      return
        "\(PlainEnglish.list(top.map { PlainEnglish.shortened($0.label) })) together make up \(share) of \(facts.measure.inside), out of \(groups)."
    }
    if ranked.count == 1, ranked[0].value == total { return "\(facts.notation.text(total, facts.measure.unit)) in all." }
    let parts = ranked.map { "\(PlainEnglish.shortened($0.label)) \(facts.notation.text($0.value, facts.measure.unit))" }
    return "\(PlainEnglish.list(parts)), of \(facts.notation.text(total, facts.measure.unit)) in all."
  }
}
