import Aggregation
import Records

/// With what a period is compared, and how much of it the data cover. Facts only; the words are Reporting's.
public struct PeriodComparison: Sendable, Hashable {
  /// How much of a period the data cover.
  public enum Coverage: Sendable, Hashable {
    /// All of it.
    case complete
    /// `covered` full days of `of`.
    case partial(covered: Int, of: Int)
  }

  /// What is compared with what.
  public enum Basis: Sendable, Hashable {
    /// There is no earlier period.
    case firstReport
    /// Both periods as a whole.
    case whole
    /// The first `days` days of both.
    case firstDays(Int)
  }

  /// The period.
  public let period: Period
  /// Its full days with data: from its first date to the last date that the data reach in full. Empty when there is none.
  public let covered: Range<CalendarDay>
  /// All of it, or how many days.
  public let coverage: Coverage
  /// The period right before, when it has data.
  public let previous: Period?
  /// The dates of the earlier period that are compared: the first days as many as covered, or all.
  public let previousDays: Range<CalendarDay>?
  /// How much of the earlier period the data cover.
  public let previousCoverage: Coverage?
  /// What is compared with what.
  public let basis: Basis

  /// True when the data reach the end of the period.
  public var isComplete: Bool { coverage == .complete }
  /// Dates to compute the compared current values over; nil means the whole period.
  public var currentDays: Range<CalendarDay>? { isComplete ? nil : covered }
  /// Numbers of compared days on both sides.
  public var dayCounts: (current: Int, previous: Int)? {
    previousDays.map { (isComplete ? period.dayCount : covered.count, $0.count) }
  }

  /// The comparison of a period with the one right before it.
  ///
  /// - `coveredDays` gives the first to the last date with a row of a period, or nil without rows.
  /// - `isFirst` says whether a period is the first of all, `isFollowed` whether a later one has rows.
  /// - `dataUntil` gives, for a period, the first date that its data do not reach in full: the date of the export, or the end of
  ///   the window that was exported; nil when the data do not say.
  ///
  /// A period is complete when its last date has rows, when `dataUntil` lies at or after its end, or when the data do not say
  /// and go on in a later period. Otherwise the last date with a row is its last full one. Dates without rows before the first
  /// row count as covered (nothing happened), except in the first period of all, where the data may begin late.
  public static func make(
    period: Period, against other: Period? = nil, coveredDays: (Period) -> Range<CalendarDay>?, isFirst: (Period) -> Bool,
    isFollowed: (Period) -> Bool, dataUntil: (Period) -> CalendarDay?
  ) -> PeriodComparison {
    let before = other ?? period.previous
    func reach(_ period: Period) -> Range<CalendarDay>? {
      guard let rows = coveredDays(period) else { return nil }
      let start = isFirst(period) ? max(period.start, rows.lowerBound) : period.start
      let end = min(period.end, dataUntil(period) ?? (isFollowed(period) ? period.end : rows.upperBound))
      return start..<max(start, end)
    }
    func coverage(_ period: Period, _ days: Range<CalendarDay>) -> Coverage {
      days == period.start..<period.end ? .complete : .partial(covered: days.count, of: period.dayCount)
    }
    let covered = reach(period) ?? period.start..<period.start
    let current = coverage(period, covered)
    guard let earlier = reach(before) else {
      return PeriodComparison(
        period: period, covered: covered, coverage: current, previous: nil, previousDays: nil, previousCoverage: nil, basis: .firstReport)
    }
    let whole = before.start..<before.end
    // As many days from the start, clipped to the earlier period (31 days of March against 28 of February).
    let length = covered.upperBound.ordinal - period.start.ordinal
    let first = whole.lowerBound..<min(whole.upperBound, whole.lowerBound.advanced(by: length))
    return PeriodComparison(
      period: period, covered: covered, coverage: current, previous: before,
      previousDays: current == .complete ? whole : first, previousCoverage: coverage(before, earlier),
      basis: current == .complete ? .whole : .firstDays(first.count))
  }

  /// The same from figures, with `dataUntil` of each period.
  ///
  /// `other` is compared with in place of the period right before: the same month of last year.
  ///
  /// `isReported` is false for a period with rows that no report speaks about (some hours at the edge of another zone): it is nothing to
  /// compare with.
  public static func make(
    period: Period, against other: Period? = nil, figures: Figures, isReported: (Period) -> Bool = { _ in true },
    dataUntil: (Period) -> CalendarDay?
  ) -> PeriodComparison {
    let periods = figures.periods.filter { $0 == period || isReported($0) }
    let first = periods.first
    let last = figures.periods.last
    return make(
      period: period, against: other, coveredDays: { periods.contains($0) ? figures.coveredDays($0) : nil }, isFirst: { $0 == first },
      isFollowed: { period in last.map { period < $0 } ?? false }, dataUntil: dataUntil)
  }

  /// The same from figures, with one date for both periods.
  public static func make(period: Period, figures: Figures, dataUntil: CalendarDay?) -> PeriodComparison {
    make(period: period, figures: figures, dataUntil: { _ in dataUntil })
  }
}
