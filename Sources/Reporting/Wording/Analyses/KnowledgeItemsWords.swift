import Insights
import Notation

/// Sentences about knowledge items.
enum KnowledgeItemsWords {
  static let item = Noun(singular: "item", plural: "items")

  /// The template of its statements.
  static func sentence(_ s: Statement, _ c: StatementContext) -> RichSentence? {
    func count(_ name: String) -> String { c.text(s.number(name) ?? 0, .count) }
    switch s.kind {
    case "worse":
      guard let title = s.text("item") else { return nil }
      return RichSentence(
        "Conversations that cite \(PlainEnglish.shortened(title, to: 36)) end badly in {\(c.text(s.number("rate") ?? 0, .share))} "
          + "(\(count("bad")) of \(count("conversations"))), {\(c.text(s.number("lift") ?? 0, .ratio))} as often as their intents let expect."
      )
    case "dead":
      return RichSentence(
        "{\(count("dead"))} of \(count("items")) listed items had no citation in each of the last \(count("periods")) periods.")
    default: return nil
    }
  }

  /// The message of the list of items.
  static func title(_ result: KnowledgeItems) -> String {
    let worse = result.items.filter { $0.isDistinct && $0.excess > 0 }
    if let only = worse.first, worse.count == 1 {
      return TitleLimit.choose(
        ["Conversations that cite \(PlainEnglish.shortened(only.title, to: 30)) end badly more often"],
        otherwise: "Beside one item conversations end badly more often")
    }
    if worse.isEmpty { return "No item stands clearly beside worse endings" }
    return "Beside \(worse.count) items conversations end badly more often than expected"
  }

  /// How many nobody cites, and how concentrated citations are.
  static func reading(_ result: KnowledgeItems, _ gini: Double?, _ top: Double?, _ c: StatementContext) -> String {
    let all = c.counted(Double(result.citations.count), item)
    let dead = c.text(Double(result.dead.count), .count)
    var text = "\(dead) of \(all) with listed citations \(result.dead.count == 1 ? "has" : "have") none in \(c.periodWords)."
    if let top, result.citations.count > 10 { text += " The ten most cited have \(c.text(top, .share)) of all citations." }
    if let gini { text += " Gini coefficient: \(c.notation.cell(gini, .ratio, places: 2))." }
    return text
  }

  /// The message of the list of dead items.
  static func deadTitle(_ result: KnowledgeItems, _ c: StatementContext) -> String {
    let long = result.longDead.count
    if long > 0 {
      return "\(c.counted(Double(long), item)) without a citation for \(KnowledgeItems.deadPeriods) periods or more"
    }
    if result.dead.isEmpty { return "Every listed item was cited" }
    return "\(c.counted(Double(result.dead.count), item)) without a citation"
  }
}
