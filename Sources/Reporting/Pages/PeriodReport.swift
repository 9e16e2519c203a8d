import Aggregation
import Insights
import Markup
import Notation
import Records

/// A finished section of a page.
struct PageSection {
  var id: String
  var heading: String
  var body: Fragment
}

/// Everything that the pages of one period share.
struct PeriodReport {
  /// The period.
  let period: Period
  /// With what it is compared, and how much of it is covered.
  let comparison: PeriodComparison
  /// Published neighbours.
  let previous: Period?
  let next: Period?
  /// At most 13 periods up to this one, ascending.
  let history: [Period]
  /// How numbers and dates are written.
  let notation: Notation
  /// False when the project compares nothing.
  let compares: Bool

  /// `12 of 30 days`.
  var coverage: String { "\(comparison.covered.count) of \(period.dayCount) \(period.dayCount == 1 ? "day" : "days")" }

  /// `September 2026`.
  var title: String { PeriodWords.title(period, notation) }

}
