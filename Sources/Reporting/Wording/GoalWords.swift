import Aggregation
import Notation

/// Sentences over goals and funnels.
enum GoalWords {
  static let engaged = Noun(singular: "engaged conversation", plural: "engaged conversations")

  /// How goals are added, for a report without any.
  static let notConfigured =
    "\(AbsenceWords.notConfigured). Name goals in parlance.json: a pattern on texts, a tag, a tool, an outcome or an event (docs/goals.md)."

  /// The title: the goal reached most. Guard: its rate may be shown, and it is the only highest one.
  static func title(_ rates: [(title: String, rate: Double)], _ notation: Notation) -> String {
    let plain = "Goals that conversations reached"
    guard let best = rates.max(by: { $0.rate < $1.rate }), rates.count(where: { $0.rate == best.rate }) == 1 else { return plain }
    let share = notation.text(best.rate, .share)
    if rates.count == 1 { return TitleLimit.choose(["\(share) of \(engaged.plural) reached “\(best.title)”"], otherwise: plain) }
    return TitleLimit.choose(["“\(best.title)” is reached most often, in \(share)"], otherwise: plain)
  }

  /// What is counted, and how much of it the data can tell.
  static let reading =
    "Rate: engaged conversations begun in the period that reached the goal, of those where the data can tell. "
    + "A conversation can reach several goals, so the rates do not add up."

  /// The cohort of a funnel in one sentence.
  static func cohort(_ count: FunnelCount, _ notation: Notation) -> String? {
    guard count.cohort < count.begun else { return nil }
    let all = notation.text(Double(count.begun), .count)
    return "Of \(all) conversations begun, \(notation.text(Double(count.cohort), .count)) are followed: of these every step shown is known."
  }

  /// Steps that are left out.
  static func gaps(_ count: FunnelCount, _ notation: Notation) -> [String] {
    count.gaps.map { gap in
      let title = PlainEnglish.inside(gap.title)
      if gap.known == 0 { return "Left out: “\(title)”. No loaded file tells it." }
      let known = notation.text(Double(gap.known), .count)
      return "Left out: “\(title)”. It is known of only \(known) of \(notation.text(Double(count.begun), .count)) conversations."
    }
  }

  /// The rules of a funnel.
  static func rules(_ funnel: JourneyFunnel, _ notation: Notation) -> String {
    var words =
      funnel.isOrdered
      ? "A step counts after all steps before it, in order of time where its time is known."
      : "A step counts after all steps before it, in whatever order of time."
    if let within = funnel.within {
      words += " Steps with a time count within \(notation.text(Double(within) / 1000, .duration)) of the first message."
    }
    return words
  }
}
