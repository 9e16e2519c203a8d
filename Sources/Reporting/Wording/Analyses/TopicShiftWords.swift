import Insights
import Notation

/// Sentences about intents that came, went, or changed their part.
enum TopicShiftWords {
  /// The template of its statements.
  static func sentence(_ s: Statement, _ c: StatementContext) -> RichSentence? {
    guard let intent = s.text("intent").map({ PlainEnglish.shortened($0) }) else { return nil }
    func share(_ name: String) -> String { c.text(s.number(name) ?? 0, .share) }
    let now = s.number("now") ?? 0
    let since = before(Int(s.number("periods") ?? 0), c)
    switch s.kind {
    case "new": return RichSentence("{\(intent)} is new: {\(c.counted(now, .conversation))}, none in \(since).")
    case "gone":
      return RichSentence(
        "Nobody asked about {\(intent)}, which was {\(share("share-before"))} of conversations with an intent in \(since).")
    case "rising", "falling":
      let verb = s.kind == "rising" ? "rose" : "fell"
      return RichSentence(
        "{\(intent)} \(verb) to {\(share("share-now"))} of conversations with an intent, from \(share("share-before")) in \(since).")
    default: return nil
    }
  }

  /// `the month before`, `the 3 months before`.
  static func before(_ periods: Int, _ c: StatementContext) -> String {
    periods == 1 ? "the \(c.periodNoun.singular) before" : "the \(c.text(Double(periods), .count)) \(c.periodNoun.plural) before"
  }

  /// The word of a move.
  static func word(_ move: TopicShift.Move?) -> String {
    switch move {
    case .new: "New"
    case .rising: "Rising"
    case .falling: "Falling"
    case .gone: "Gone"
    case nil: StatusWords.noClearChange
    }
  }

  /// The message: how many of each kind.
  static func title(_ shift: TopicShift) -> String {
    let parts = TopicShift.Move.allCases.compactMap { move -> String? in
      let count = shift.moved(move).count
      return count > 0 ? "\(count) \(word(move).lowercased())" : nil
    }
    if parts.isEmpty { return "Intents: no clear shift" }
    return "Intents: \(PlainEnglish.list(parts))"
  }
}
