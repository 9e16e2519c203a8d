import Aggregation
import Insights
import Notation

/// Why a number is missing, in words; the same everywhere. Missing is never zero.
enum AbsenceWords {
  /// On a card: the status and one sentence why.
  struct Absence: Sendable, Hashable {
    /// `Not configured`, `No data`, `Too few`.
    var status: String
    /// One sentence.
    var reason: String
  }

  /// The words of a state without a showable number; nil when there is one.
  static func absence(_ estimate: Estimate, counted: Noun, periodWords: String, base: String) -> Absence? {
    switch estimate.state {
    case .available, .smallSample:
      return estimate.value == nil ? Absence(status: noData, reason: "There is nothing to compute it from in \(periodWords).") : nil
    case .tooFew:
      let have = PlainEnglish.counted(Double(estimate.base), base, counted)
      return Absence(status: tooFew, reason: "\(have), too few for a figure.")
    case .unavailable(let reason):
      switch reason {
      case .notConfigured(let what): return Absence(status: notConfigured, reason: "It needs \(what).")
      case .noData where estimate.base > 0:
        return Absence(status: noData, reason: "There is nothing to compute it from in \(periodWords).")
      case .noData: return Absence(status: noData, reason: "There are no \(counted.plural) in \(periodWords).")
      case .notInExport(let field): return Absence(status: noData, reason: "The export has no \(field).")
      case .notRequested: return Absence(status: noData, reason: "It was not computed for \(periodWords).")
      }
    }
  }

  /// In a table cell or a sentence.
  static func short(_ state: EstimateState) -> String {
    switch state {
    case .tooFew: "too few"
    case .unavailable(.notConfigured): "not configured"
    case .unavailable(.notInExport): "not in the export"
    case .unavailable, .available, .smallSample: "no data"
    }
  }

  /// Costs that few answers stand behind, or no price but 0; nil when at least half of them have a price.
  static func absence(_ coverage: PriceCoverage?, notation: Notation) -> Absence? {
    guard let coverage, !coverage.isTelling else { return nil }
    let priced = notation.text(coverage.priced, .count)
    let answers = notation.text(coverage.answers, .count)
    if coverage.priced == 0 { return Absence(status: noData, reason: "No price is stated for any of \(answers) answers.") }
    if !coverage.isThin { return Absence(status: noData, reason: "Every stated price is 0, of \(priced) answers.") }
    return Absence(status: tooFew, reason: "A price is stated for only \(priced) of \(answers) answers.")
  }

  static let noData = "No data"
  static let tooFew = "Too few"
  static let notConfigured = "Not configured"
}
