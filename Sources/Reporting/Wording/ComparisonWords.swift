import Aggregation
import Insights
import Notation
import Records

/// How a figure stands against last year and against what is usual.
enum ComparisonWords {
  /// `+3.2 points, highest`, `+8.1%`, `no change`.
  static func usual(_ usual: TrailingMedian, _ metric: Metric, _ value: Double, _ notation: Notation) -> String {
    let change = ChangeWords.signed(
      ChangeFacts(measure: Measure(metric), current: value, previous: usual.median, isClear: true, previousWords: "", notation: notation))
    switch usual.record {
    case .highest: return "\(change), highest"
    case .lowest: return "\(change), lowest"
    case nil: return change
    }
  }

  /// The clearest judged change against last year; else what is new against all that was usual; else the plain name.
  static func title(
    _ rows: [(metric: Metric, yearBefore: Comparison?, usual: TrailingMedian?)], _ context: BlockContext, _ words: StatementContext
  ) -> String {
    let judged = rows.filter { $0.yearBefore?.verdict == .better || $0.yearBefore?.verdict == .worse }
    let clearest = judged.max { abs($0.yearBefore?.effect ?? 0) < abs($1.yearBefore?.effect ?? 0) }
    if let clearest, let year = context.yearComparison?.previous, let comparison = clearest.yearBefore {
      let word = comparison.verdict == .better ? "better" : "worse"
      return "\(Measure(clearest.metric).title): \(word) than in \(PeriodWords.title(year, words.notation))"
    }
    if let record = rows.first(where: { $0.usual?.record != nil }), let usual = record.usual, let end = usual.record {
      let noun = PeriodWords.noun(context.period.kind).plural
      return
        "\(Measure(record.metric).title): the \(end == .highest ? "highest" : "lowest") of \(words.text(Double(usual.count + 1), .count)) \(noun)"
    }
    return "Headline figures against last year and the usual \(PeriodWords.noun(context.period.kind).singular)"
  }
}
