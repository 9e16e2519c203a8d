import Insights
import Notation

/// Sentences about whom ratings and scores stand for.
enum RepresentativenessWords {
  /// The template of its statements.
  static func sentence(_ s: Statement, _ c: StatementContext) -> RichSentence? {
    func count(_ name: String) -> String { c.text(s.number(name) ?? 0, .count) }
    func share(_ name: String) -> String { c.text(s.number(name) ?? 0, .share) }
    switch s.kind {
    case "adjusted":
      return RichSentence(
        "{\(share("share"))} of \(count("rated")) rated conversations were satisfied; weighted to the outcomes and sentiments of all "
          + "\(count("conversations")): {\(share("adjusted"))}.")
    case "rated-more", "rated-less", "scored-more", "scored-less":
      guard let aspect = s.text("aspect").flatMap(ProfileRow.Aspect.init(rawValue:)), let trait = s.text("trait") else { return nil }
      let sample = s.kind.hasPrefix("rated") ? "rated" : "scored"
      return RichSentence(
        "{\(share("share"))} of \(sample) conversations \(verb(aspect, trait)), against {\(share("others"))} of those not \(sample).")
    case "bounds":
      return RichSentence(
        "{\(share("share"))} of scored conversations end negative; with \(count("unscored")) unscored ones it is between "
          + "{\(share("low"))} and {\(share("high"))} of all.")
    case "agreement":
      let kappa = c.text(s.number("kappa") ?? 0, .rate)
      return RichSentence(
        "Rating and sentiment label agree in {\(share("agreement"))} of \(count("labelled")) conversations (kappa \(kappa)); "
          + "opposite: {\(count("contradictions"))}.")
    default: return nil
    }
  }

  /// What conversations with a trait do: after "of rated conversations".
  private static func verb(_ aspect: ProfileRow.Aspect, _ key: String) -> String {
    switch (aspect, key) {
    case (.sentiment, "not_stated"): "have no sentiment label"
    case (.sentiment, _): "ended \(key)"
    case (.outcome, "handed_off"): "were handed off"
    case (.outcome, "resolved"): "were resolved"
    case (.outcome, "actioned"): "ended with an action taken"
    case (.outcome, "partial"): "were partly resolved"
    case (.outcome, "no_response"): "ended without a response"
    case (.outcome, _): "have no known outcome"
    case (.length, "short"): "were very short"
    case (.length, "long"): "were very long"
    case (.length, _): "were neither very short nor very long"
    case (.assistant, _): "were with \(PlainEnglish.shortened(key))"
    }
  }

  /// The name of a trait in a table.
  static func name(_ row: ProfileRow) -> String {
    switch (row.aspect, row.key) {
    case (.sentiment, "not_stated"): "Not stated"
    case (.sentiment, let key): PlainEnglish.sentence(key)
    case (.outcome, let key): SentimentMap.Outcome(rawValue: key).map(SentimentWords.name) ?? key
    case (.length, "short"): "Very short"
    case (.length, "long"): "Very long"
    case (.length, _): "Between"
    case (.assistant, let key): key
    }
  }

  /// The heading of an aspect.
  static func name(_ aspect: ProfileRow.Aspect) -> String {
    switch aspect {
    case .sentiment: "Sentiment"
    case .outcome: "Outcome"
    case .length: "Length"
    case .assistant: "Assistant"
    }
  }

  /// The name of a share of the scored conversations.
  static func name(_ share: Representativeness.Share) -> String {
    switch share {
    case .negative: "Negative"
    case .positive: "Positive"
    }
  }

  /// Whether those who rated differ.
  static func profile(_ rows: [ProfileRow], _ sample: String) -> String {
    let count = rows.count(where: \.isDistinct)
    if count == 0 { return "\(PlainEnglish.sentence(sample)) conversations do not clearly differ from the others" }
    return "\(PlainEnglish.sentence(sample)) conversations differ in \(count == 1 ? "one trait" : "\(count) traits")"
  }

  /// What weighting does to the satisfied share.
  static func adjusted(_ rated: Representativeness.Rated, _ c: StatementContext) -> String {
    guard let share = rated.share, let adjusted = rated.adjusted else { return "Satisfied customers, as rated" }
    let points = c.text(abs(adjusted.share - share), .points)
    if abs(adjusted.share - share) < 0.02 { return "Weighting to all conversations hardly changes the satisfied share" }
    return "Weighted to all conversations, satisfaction is \(points) \(adjusted.share < share ? "lower" : "higher")"
  }

  /// How well ratings and labels agree.
  static func agreement(_ observed: Double, _ c: StatementContext) -> String {
    "Rating and sentiment label agree in \(c.text(observed, .share))"
  }

  /// How wide the unscored conversations leave the negative share.
  static func bounds(_ share: ScoredShare, _ c: StatementContext) -> String {
    guard let low = share.low, let high = share.high else { return "Shares of scored conversations and their bounds" }
    if share.unscored == 0 { return "Every conversation is scored: the shares are exact" }
    return "Between \(c.text(low, .share)) and \(c.text(high, .share)) of all conversations end negative"
  }
}
