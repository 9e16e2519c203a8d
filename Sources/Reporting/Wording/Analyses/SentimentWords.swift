import Insights
import Notation

/// Sentences about how conversations felt.
enum SentimentWords {
  static let scored = Noun(singular: "scored conversation", plural: "scored conversations")

  /// The template of its statements.
  static func sentence(_ s: Statement, _ c: StatementContext) -> RichSentence? {
    func count(_ name: String) -> String { c.text(s.number(name) ?? 0, .count) }
    func share(_ name: String) -> String { c.text(s.number(name) ?? 0, .share) }
    func name(_ key: String) -> String { PlainEnglish.shortened(s.text(key) ?? "") }
    let against = "(\(count("count")) of \(count("of"))), against {\(share("rest"))} elsewhere."
    switch s.kind {
    case "intent":
      return RichSentence("\u{201C}\(name("intent"))\u{201D} ends negative in {\(share("share"))} of scored conversations \(against)")
    case "spoiled":
      return RichSentence(
        "\(name("assistant")): {\(share("share"))} of conversations with a shift label got worse and ended negative \(against)")
    case "recovered":
      return RichSentence(
        "\(name("assistant")): {\(share("share"))} of conversations that were bad at some point recovered \(against)")
    case "solved":
      return RichSentence(
        "{\(count("negative"))} of \(count("solved")) scored conversations that were resolved or ended with an action end negative: "
          + "{\(share("share"))}.")
    default: return nil
    }
  }

  /// Names of the coordinates.
  static func name(_ outcome: SentimentMap.Outcome) -> String {
    switch outcome {
    case .resolved: "Resolved"
    case .actioned: "Action taken"
    case .partial: "Partly resolved"
    case .noResponse: "No response"
    case .handedOff: "Handed off"
    case .unknown: "Outcome unknown"
    }
  }
  /// See above.
  static func name(_ feeling: SentimentMap.Feeling) -> String {
    switch feeling {
    case .positive: "Positive"
    case .neutral: "Neutral"
    case .negative: "Negative"
    case .other: "Other label"
    }
  }
  /// See above.
  static func name(_ shift: SentimentMap.Shift) -> String {
    switch shift {
    case .improved: "Improved"
    case .stable: "Stable"
    case .degraded: "Got worse"
    case .other: "Other label"
    case .notStated: "Not stated"
    }
  }

  /// The outcome that most often ends negative, of those with enough scored conversations.
  static func outcomes(_ map: SentimentMap, _ c: StatementContext) -> String {
    let rates = SentimentMap.Outcome.allCases.compactMap { outcome -> (name: String, share: Double)? in
      let of = map.count(outcome)
      return of >= 30 ? (name(outcome), Double(map.count(outcome, .negative)) / Double(of)) : nil
    }
    let worst = rates.map(\.share).max() ?? 0
    let leading = rates.filter { $0.share == worst }
    guard rates.count > 1, worst > 0, leading.count == 1 else { return "Sentiment by outcome" }
    return TitleLimit.choose(
      ["\(leading[0].name): \(c.text(worst, .share)) end negative, most of all outcomes"], otherwise: "Sentiment by outcome")
  }

  /// How many ended negative, and how many of them got worse on the way.
  static func reading(_ map: SentimentMap, _ c: StatementContext) -> String {
    let negative = map.count(nil, .negative)
    var text = "\(c.text(Double(negative), .count)) of \(c.counted(Double(map.scored), scored)) \(negative == 1 ? "ends" : "end") negative"
    let worse = map.count(nil, .negative, .degraded)
    if negative > 0, map.count(nil, nil, .notStated) < map.scored {
      text += "; \(c.text(Double(worse), .count)) of them got worse on the way"
    }
    return text + "."
  }

  /// The intents that end negative more often, beyond chance.
  static func intents(_ groups: [GroupShare]) -> String {
    let high = groups.filter { $0.isDistinct && $0.excess > 0 }
    if let only = high.first, high.count == 1, let name = only.name {
      return TitleLimit.choose(
        ["\(PlainEnglish.shortened(name, to: 30)) ends negative more often than the rest"], otherwise: "One intent ends negative more often"
      )
    }
    return high.isEmpty
      ? "No intent ends negative clearly more often than the rest" : "\(high.count) intents clearly end negative more often"
  }

  /// Which assistants turn conversations, for better or worse.
  static func assistants(_ map: SentimentMap) -> String {
    let worse = map.spoiled.filter { $0.isDistinct && $0.excess > 0 }
    let better = map.recovered.filter { $0.isDistinct && $0.excess > 0 }
    if let only = worse.first, worse.count == 1, let name = only.name {
      return TitleLimit.choose(
        ["\(PlainEnglish.shortened(name, to: 30)) spoils more conversations than the rest"],
        otherwise: "One assistant spoils more conversations than the rest")
    }
    if worse.count > 1 { return "\(worse.count) assistants clearly spoil more conversations" }
    if let only = better.first, better.count == 1, let name = only.name {
      return TitleLimit.choose(
        ["\(PlainEnglish.shortened(name, to: 30)) recovers more conversations than the rest"],
        otherwise: "One assistant recovers more conversations than the rest")
    }
    return better.isEmpty
      ? "No assistant clearly spoils or recovers more than the rest" : "\(better.count) assistants clearly recover more"
  }
}
