import Insights
import Notation
import Records

/// The line under the heading: is the period complete, and with what is it compared.
enum StatusLine {
  /// Complete or the covered days, as a tag.
  static func tag(_ report: PeriodReport) -> Tag {
    let noun = PeriodWords.noun(report.period.kind).singular
    if report.comparison.isComplete { return Tag(word: "Complete \(noun)", tone: .good, glyph: .check) }
    return Tag(word: report.coverage, tone: .warn, glyph: nil)
  }

  /// `30 of 30 days, compared with August 2026`.
  static func words(_ report: PeriodReport) -> String {
    var parts: [String] = []
    if report.comparison.isComplete { parts.append(report.coverage) }
    parts.append(comparison(report))
    return PlainEnglish.sentence(parts.joined(separator: ", "))
  }

  private static func comparison(_ report: PeriodReport) -> String {
    if !report.compares { return "not compared with an earlier period" }
    guard let previous = report.comparison.previous else { return "first report" }
    let name = PeriodWords.title(previous, report.notation)
    switch report.comparison.basis {
    case .firstReport: return "first report"
    case .whole: return "compared with \(name)"
    case .firstDays(let days):
      return days == 1 ? "compared with the first day of \(name)" : "compared with the first \(days) days of \(name)"
    }
  }
}
