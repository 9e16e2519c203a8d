import Notation

extension KeyMessage {
  /// The message of a report.
  init(_ evaluation: Evaluation, _ report: PeriodReport, _ notation: Notation, pages: [String]) {
    self.init(
      BlockContext(
        figures: evaluation.figures, comparison: report.comparison, history: report.history, notation: notation,
        zone: evaluation.facts.zone.identifier, idPrefix: "key"), pages: pages)
  }
}
