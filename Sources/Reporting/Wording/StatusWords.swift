import Insights
import Notation
import Records

/// The fixed words of judgement; no page uses others.
enum StatusWords {
  static let better = "Better"
  static let worse = "Worse"
  static let needsAttention = "Needs attention"
  static let changed = "Changed"
  static let noClearChange = "No clear change"
  static let noChange = "No change"
  static let tooFew = "Too few"
  static let notComparable = "Not comparable"
  static let notConfigured = "Not configured"
  static let noData = "No data"
  static let firstReport = "First report"
  static let worthKnowing = "Worth knowing"
  static let smallSample = "small sample"

  /// The word of a verdict.
  static func status(_ verdict: Verdict) -> String {
    switch verdict {
    case .better: better
    case .worse: worse
    case .changed: changed
    case .noClearChange: noClearChange
    case .tooFew: tooFew
    case .notComparable: notComparable
    case .notConfigured: notConfigured
    case .noData: noData
    case .firstReport: firstReport
    }
  }

  /// The tag of a finding.
  static func tag(_ status: Finding.Status) -> (word: String, tone: Tone) {
    switch status {
    case .better: (better, .good)
    case .needsAttention: (needsAttention, .bad)
    case .changed: (changed, .plain)
    case .noClearChange: (noClearChange, .flat)
    }
  }
}

extension AbsenceWords {
  /// Why a verdict is no comparison, one sentence; nil for real comparisons.
  static func reason(_ verdict: Verdict, _ notation: Notation) -> String? {
    guard case .notComparable(let why) = verdict else { return nil }
    switch why {
    case .earlierPeriodPartial(let covered, let of): return "The period before is covered for \(covered) of \(of) days."
    case .scoredCoverage(let now, let before):
      return "\(notation.text(now, .share)) of conversations are scored, \(notation.text(before, .share)) before."
    case .pricedAnswers(let now, let before):
      return "Prices cover \(notation.text(now, .share)) of answers, \(notation.text(before, .share)) before."
    case .pricesAllZero: return "Every stated price is 0 in one of both periods."
    case .onlyNow(let field): return "Before, the export had no \(field)."
    case .nothingBefore: return "There was nothing to compute it from before."
    case .tooFewBefore(let base): return "There were only \(notation.text(Double(base), .count)) before."
    case .noFullDay: return "No full day is covered yet."
    case .otherOrigin(let now, let before):
      func words(_ vendor: Vendor?) -> String { vendor.map { ReportedWords.by($0) } ?? "computed from rows" }
      return "The figure is \(words(now)), the one before \(words(before))."
    }
  }
}
