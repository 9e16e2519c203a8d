import Insights
import Notation

/// Sentences about knowledge gaps.
enum KnowledgeGapsWords {
  /// The template of its statements.
  static func sentence(_ s: Statement, _ c: StatementContext) -> RichSentence? {
    guard let kind = KnowledgeGaps.Kind(rawValue: s.kind), let intent = s.text("intent") else { return nil }
    let rate = c.text(s.number("rate") ?? 0, .share)
    let judged = c.text(s.number("judged") ?? 0, .count)
    let harmful = c.text(s.number("harmful") ?? 0, .count)
    let name = PlainEnglish.shortened(intent, to: 36)
    let ending = "{\(harmful)} of the unfit ended badly."
    if kind == .unused, let item = s.text("item") {
      let item = PlainEnglish.shortened(item, to: 20)
      return RichSentence("\(name): {\(rate)} unfit in \(judged) judged conversations, though \(item) exists; \(ending)")
    }
    let cited = kind == .weak ? ", mostly despite a citation" : kind == .open ? "" : ", mostly without a citation"
    return RichSentence("\(name): {\(rate)} unfit resources in \(judged) judged conversations\(cited); \(ending)")
  }

  /// The short name of a kind, and what it means.
  static func name(_ kind: KnowledgeGaps.Kind) -> String {
    switch kind {
    case .missing: "Missing"
    case .weak: "Weak"
    case .unused: "Unused"
    case .open: "Not known"
    }
  }

  /// The message of the list.
  static func title(_ gaps: KnowledgeGaps) -> String {
    guard let first = gaps.gaps.first, first.score > 0 else { return "No intent shows a knowledge gap" }
    if gaps.gaps.dropFirst().first?.score == first.score { return "Knowledge gaps by demand and failure" }
    return TitleLimit.choose(
      ["Largest knowledge gap: \(PlainEnglish.shortened(first.counts.intent, to: 36))"],
      otherwise: "Knowledge gaps by demand and failure")
  }

  /// What the first one could give.
  static func reading(_ gaps: KnowledgeGaps, _ c: StatementContext) -> String {
    guard let first = gaps.gaps.first, first.score > 0 else {
      return "No lower bound of the unfit rate is above 0 in \(c.periodWords)."
    }
    let judged = "\(c.text(Double(gaps.judged), .count)) of \(c.counted(Double(gaps.conversations), .conversation))"
    return "Closing the first gap could give at most \(c.text(gaps.points(first), .points)) of resolution. "
      + "Resources are judged in \(judged)."
  }
}
