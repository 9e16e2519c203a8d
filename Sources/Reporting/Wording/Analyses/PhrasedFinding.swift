import Insights
import Notation

/// What an analysis found, with its words: a row of the list of findings.
struct PhrasedFinding: Sendable {
  /// From 1.
  var rank: Int
  /// The facts.
  var statement: Statement
  /// The sentence; nil when its analysis has no words for it, which a check of every site would report.
  var sentence: RichSentence?
  /// Word and address of the page to look at; nil when it is not written in this period.
  var link: Evidence?

  /// Where evidence stands.
  struct Evidence: Sendable, Hashable {
    /// Name of the page.
    var text: String
    /// Relative to the page of the finding.
    var address: String
  }

  /// Everything that the analyses of a period found, in rank order.
  static func all(_ context: BlockContext) -> [PhrasedFinding] {
    let words = StatementContext(
      notation: context.notation, periodWords: context.periodWords, previousWords: context.previousWords,
      calendarYear: context.period.start.components.year, periodNoun: PeriodWords.noun(context.period.kind))
    return context.analyses.statements.enumerated().map { index, statement in
      PhrasedFinding(
        rank: index + 1, statement: statement, sentence: StatementWords.sentence(statement, words),
        link: context.evidence(statement.analysis))
    }
  }

  /// The fixed word of its tag.
  var tag: Tag {
    if statement.kind == "no-clear-change" { return Tag(word: StatusWords.noClearChange, tone: .flat, glyph: nil) }
    return switch statement.tone {
    case .better: Tag(word: StatusWords.better, tone: .good, glyph: .check)
    case .worse: Tag(word: StatusWords.needsAttention, tone: .bad, glyph: .warning)
    case .neutral: Tag(word: StatusWords.worthKnowing, tone: .plain, glyph: nil)
    }
  }
}

extension Statement.Certainty {
  /// Its name in files.
  var name: String {
    switch self {
    case .certain: "certain"
    case .likely: "likely"
    case .descriptive: "descriptive"
    }
  }
}
