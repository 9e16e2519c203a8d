import Aggregation
import Charts
import Insights
import Notation

/// What the cards of analyses share.
extension InsightBlock {
  /// How sentences of analyses write their numbers here.
  var statementContext: StatementContext {
    StatementContext(
      notation: notation, periodWords: context.periodWords, previousWords: context.previousWords,
      calendarYear: context.period.start.components.year, periodNoun: PeriodWords.noun(context.period.kind))
  }

  /// The card of an analysis without a result: why, in one sentence.
  func shortfallCard(_ title: String, _ id: AnalysisID) -> RenderedBlock {
    emptyCard(title, ShortfallWords.sentence(context.analyses[id]?.shortfall ?? .nothingFound, statementContext))
  }

  /// A share with its base as a cell: whole per cent below 1,000 cases.
  func shareText(_ value: Double, of base: Int) -> String { notation.cell(value, .share, places: base < 1000 ? 0 : 1) }

  /// A number for the files.
  func published(_ value: Double?, _ unit: Unit) -> PublishedTable.Cell {
    value.map { .init(notation.text($0, unit), $0) } ?? .init("")
  }

  /// An interval in words: `31% to 44%`.
  func intervalText(_ low: Double, _ high: Double, _ unit: Unit) -> String {
    "\(notation.text(low, unit)) to \(notation.text(high, unit))"
  }
}
