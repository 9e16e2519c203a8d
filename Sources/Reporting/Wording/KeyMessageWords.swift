import Aggregation
import Insights
import Notation

/// The facts of the key message.
struct KeyMessageFacts: Sendable {
  /// What the report leads with.
  enum Headline: Sendable, Hashable {
    /// Share of scored conversations that the assistant resolved.
    case resolved
    /// Share of conversations that ended without a person.
    case withoutPerson
  }

  /// Conversations of the period.
  var volume: Double
  /// Their change; nil when there is nothing to compare.
  var volumeChange: ChangeFacts?
  /// What leads and its value; nil when no rate can be shown or when it says nothing (0 or 100 %).
  var headline: (kind: Headline, value: Double, change: ChangeFacts?)?
  /// A second rate for a first report.
  var second: (kind: Headline, value: Double)?
  /// True when the headline is above every one of the 12 periods before.
  var isBestInAYear: Bool
  /// `September 2026`, `1 to 12 September 2026`.
  var periodWords: String
  /// `month`.
  var periodNoun: String
  var isPartial: Bool
  /// `the first 12 days`: what is compared, when that is not the whole of what is covered.
  var comparedWords: String?
  var notation: Notation
}

/// The key message: one sentence, at most 30 words, with two or three numbers in bold.
enum KeyMessageWords {
  /// The sentence.
  static func sentence(_ facts: KeyMessageFacts) -> RichSentence {
    let candidates = [nothing(facts), moved(facts), held(facts), first(facts), volume(facts)]
    let plain = "{\(facts.notation.text(facts.volume, .count))} \(noun(facts)) in \(facts.periodWords)."
    return RichSentence(TitleLimit.choose(candidates, words: TitleLimit.keyMessage, otherwise: plain))
  }

  /// For the title of the page: `71.4% without a person, up 3.2 points`.
  static func headline(_ facts: KeyMessageFacts) -> String {
    guard let headline = facts.headline else { return "\(facts.notation.text(facts.volume, .count)) \(noun(facts))" }
    let value = facts.notation.text(headline.value, .share)
    let what = headline.kind == .resolved ? "resolved" : "without a person"
    guard let change = headline.change, change.isClear, let amount = ChangeWords.amount(change), change.current == headline.value else {
      return "\(value) \(what)"
    }
    return "\(value) \(what), \(change.delta > 0 ? "up" : "down") \(amount)"
  }

  /// Guard: nothing happened.
  static func nothing(_ facts: KeyMessageFacts) -> String? {
    facts.volume == 0 ? "There were no conversations in \(facts.periodWords)." : nil
  }

  /// Guard: the headline clearly changed.
  static func moved(_ facts: KeyMessageFacts) -> String? {
    guard let headline = facts.headline, let change = headline.change, change.isClear, let amount = ChangeWords.amount(change) else {
      return nil
    }
    let direction = change.delta > 0 ? "more" : "less"
    let best = facts.isBestInAYear ? " and the best \(facts.periodNoun) in a year" : ""
    let lead = compared(facts, lead(headline.kind, facts.notation.text(change.current, .share)))
    return "\(lead), {\(amount)} \(direction) than in \(change.previousWords)\(best)\(on(facts))."
  }

  /// Guard: there is a headline and its change is not clear.
  static func held(_ facts: KeyMessageFacts) -> String? {
    guard let headline = facts.headline, let change = headline.change, !change.isClear else { return nil }
    let before = facts.notation.text(change.previous, .share)
    let lead = compared(facts, lead(headline.kind, facts.notation.text(change.current, .share)))
    return "\(lead), no clear change from \(before) in \(change.previousWords)\(on(facts))."
  }

  /// Guard: there is a headline and nothing to compare it with.
  static func first(_ facts: KeyMessageFacts) -> String? {
    guard let headline = facts.headline, headline.change == nil else { return nil }
    let volume = "{\(facts.notation.text(facts.volume, .count))} \(noun(facts))"
    let verb = facts.volume == 1 ? "was" : "were"
    var text = "There \(verb) \(volume) in \(facts.periodWords); \(clause(headline.kind, facts.notation.text(headline.value, .share)))"
    if let second = facts.second { text += " and \(clause(second.kind, facts.notation.text(second.value, .share)))" }
    return text + "."
  }

  /// Guard: the number of conversations can be compared.
  static func volume(_ facts: KeyMessageFacts) -> String? {
    guard let change = facts.volumeChange, let amount = ChangeWords.amount(change) else { return nil }
    let volume = facts.notation.text(facts.volume, .count)
    let direction = change.delta > 0 ? "more" : "fewer"
    return "There were {\(volume)} \(noun(facts)) in \(facts.periodWords), {\(amount)} \(direction) than in \(change.previousWords)."
  }

  private static func noun(_ facts: KeyMessageFacts) -> String { facts.volume == 1 ? "conversation" : "conversations" }

  private static func lead(_ kind: KeyMessageFacts.Headline, _ value: String) -> String {
    switch kind {
    case .resolved: "The assistant resolved {\(value)} of scored conversations"
    case .withoutPerson: "{\(value)} of conversations ended without a person"
    }
  }

  private static func clause(_ kind: KeyMessageFacts.Headline, _ value: String) -> String {
    switch kind {
    case .resolved: "the assistant resolved {\(value)} of the scored ones"
    case .withoutPerson: "{\(value)} ended without a person"
    }
  }

  /// `In the first 12 days the assistant resolved …`: where the days that are compared have another figure than all that are covered.
  private static func compared(_ facts: KeyMessageFacts, _ lead: String) -> String {
    guard let words = facts.comparedWords, let headline = facts.headline, headline.change?.current != headline.value else { return lead }
    return "In \(words) \(PlainEnglish.inside(lead))"
  }

  /// The numbers that a sentence may hold.
  static func numbers(_ facts: KeyMessageFacts, _ metric: MetricID?) -> [Fact] {
    var made = [Fact("volume", .number(facts.volume, .count))]
    if let change = facts.volumeChange {
      made += [Fact("volume-now", .number(change.current, .count)), Fact("volume-before", .number(change.previous, .count))]
    }
    guard let headline = facts.headline else { return made }
    if let metric { made.append(Fact("metric", .metric(metric))) }
    made.append(Fact("value", .number(headline.value, .share)))
    if let change = headline.change {
      made += [Fact("now", .number(change.current, .share)), Fact("before", .number(change.previous, .share))]
    }
    if let second = facts.second {
      if second.kind == .withoutPerson { made.append(Fact("second-metric", .metric("out.deflection_rate"))) }
      made.append(Fact("second", .number(second.value, .share)))
    }
    return made
  }

  /// `, on 8.1% more conversations`; with the number when the change cannot be said in per cent.
  private static func on(_ facts: KeyMessageFacts) -> String {
    if let change = facts.volumeChange, let amount = ChangeWords.amount(change) {
      return ", on {\(amount)} \(change.delta > 0 ? "more" : "fewer") conversations"
    }
    let volume = facts.volumeChange?.current ?? facts.volume
    return ", on {\(facts.notation.text(volume, .count))} \(volume == 1 ? "conversation" : "conversations")"
  }
}
