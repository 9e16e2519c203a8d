import Insights
import Notation
import Records

/// Reconciliation in plain words.
enum ReconciliationWords {
  /// `Equal`, `Explained`, `Not explained`.
  static func status(_ verdict: ReconciliationVerdict) -> Tag {
    switch verdict {
    case .equal: Tag(word: "Equal", tone: .good, glyph: .check)
    case .withinRounding: Tag(word: "Rounded", tone: .good, glyph: .check)
    case .explained: Tag(word: "Explained", tone: .plain, glyph: nil)
    case .unexplained: Tag(word: "Not explained", tone: .warn, glyph: nil)
    case .notReproducible: Tag(word: "Not reproducible", tone: .warn, glyph: nil)
    case .notComparable: Tag(word: "Not comparable", tone: .flat, glyph: nil)
    }
  }

  /// A cause as the head of the figures that it explains.
  static func headline(_ cause: ReconciliationCause, zone: String) -> String {
    switch cause {
    case .otherZone: "Days begin in another zone; this report's days are those of \(zone)"
    default: PlainEnglish.sentence(words(cause))
    }
  }

  /// What closes the gap, or why there is none.
  static func reason(_ row: Reconciled, _ notation: Notation) -> String {
    switch row.verdict {
    case .equal, .withinRounding, .unexplained: return ""
    case .explained(let cause):
      let weights = cause == .otherWeighting ? row.candidate.map { "weighted by \(Self.plain($0))" } : nil
      // The cause stands above the figures that it explains.
      return [weights, row.variant.map { "gives \(notation.text($0, row.unit))" }].compactMap { $0 }.joined(separator: ", ")
    case .notReproducible:
      guard let candidate = row.candidate, let value = row.variant else { return "its parts do not give it" }
      return "its parts do not give it; nearest: \(plain(candidate)), \(notation.text(value, row.unit))"
    case .notComparable(let why): return words(why)
    }
  }

  private static func plain(_ candidate: String) -> String { candidate.split(separator: "/").joined(separator: ", by ") }

  private static func words(_ cause: ReconciliationCause) -> String {
    switch cause {
    case .otherAnchor: "conversations are dated by their other end"
    case .otherZone: "days begin in another zone"
    case .inclusiveEnd: "the last day or moment counts otherwise"
    case .participants: "every assistant that took part counts"
    case .anyLabelScored: "any label makes a conversation scored"
    case .unscoredCounted: "conversations without a score are in the base"
    case .allScoredDenominator: "all scored conversations are the base"
    case .testTraffic: "test traffic counts"
    case .truncatedPage: "rows are missing: not every page was saved"
    case .otherWeighting: "the mean is weighted otherwise"
    case .otherPercentile: "the percentile is taken otherwise"
    case .onlySomeTools: "only tools of one kind count"
    }
  }

  private static func words(_ why: Incomparable) -> String {
    switch why {
    case .nothingReported: "no number is reported"
    case .noMetric: "no metric means the same"
    case .allTime: "it speaks about everything up to its capture"
    case .unknownWindow: "its window is not stated"
    case .unknownCapture: "its time of capture is not stated"
    case .notCovered: "the rows do not cover its window"
    case .noRows: "no rows of this vendor were read"
    case .notInRows: "the rows lack the field"
    case .onlyReported: "only the vendor has it"
    case .otherScope: "it speaks about a part that rows cannot be cut to"
    case .unknownCut: "its parts do not exist among the rows"
    }
  }

  /// One sentence about a vendor: `Of 120 figures of Studio Chat, 90 are equal …`.
  static func summary(_ vendor: Vendor, _ rows: [Reconciled], _ notation: Notation) -> String {
    func count(_ words: String...) -> Int { rows.count { words.contains($0.verdict.word) } }
    func number(_ count: Int) -> String { notation.text(Double(count), .count) }
    let compared = rows.count - count("not-comparable")
    guard compared > 0 else { return "None of \(number(rows.count)) figures of \(vendor.name) can be compared with rows." }
    var parts: [String] = []
    let equal = count("equal", "within-rounding")
    if equal > 0 { parts.append("\(number(equal)) \(equal == 1 ? "agrees" : "agree")") }
    if count("explained") > 0 { parts.append("\(number(count("explained"))) differ for a known reason") }
    if count("not-reproducible") > 0 { parts.append("\(number(count("not-reproducible"))) cannot be had from their own parts") }
    parts.append(count("unexplained") == 0 ? "no difference is left unexplained" : "\(number(count("unexplained"))) differ unexplained")
    let figures = compared == 1 ? "1 comparable figure" : "\(number(compared)) comparable figures"
    return "Of \(figures) of \(vendor.name), \(PlainEnglish.list(parts))."
  }
}
