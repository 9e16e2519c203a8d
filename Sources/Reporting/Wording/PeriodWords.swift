import Notation
import Records

/// How periods are called.
enum PeriodWords {
  /// In full: `September 2026`, `Week 18, 2026`, `Q2 2026`, `2026`, `30 September 2026`.
  static func title(_ period: Period, _ notation: Notation) -> String {
    let c = period.start.components
    switch period.kind {
    case .day: return notation.day(c.year, c.month, c.day, style: .long)
    case .month: return notation.month(c.year, c.month, style: .long)
    case .week:
      let parts = period.id.split(separator: "-W")
      return "Week \(Int(parts.last ?? "") ?? 0), \(parts.first ?? "")"
    case .quarter: return "Q\((c.month + 2) / 3) \(c.year)"
    case .year: return "\(c.year)"
    }
  }

  /// Beside another period: without the year when both lie in the same one: `August`, `December 2025`.
  static func short(_ period: Period, beside other: Period, _ notation: Notation) -> String {
    let c = period.start.components
    guard c.year == other.start.components.year else { return title(period, notation) }
    switch period.kind {
    case .month: return notation.month(c.year, c.month, style: .name)
    case .week: return title(period, notation).split(separator: ",").first.map(String.init)?.lowercased() ?? period.id
    case .quarter: return "Q\((c.month + 2) / 3)"
    case .day: return notation.day(c.year, c.month, c.day, style: .short)
    case .year: return title(period, notation)
    }
  }

  /// A run of dates: `1 to 12 September 2026`, `28 August to 3 September 2026`, `3 September 2026`; `[start, end)`.
  static func days(_ range: Range<CalendarDay>, _ notation: Notation) -> String {
    let first = range.lowerBound.components
    let last = range.upperBound.advanced(by: -1).components
    let end = notation.day(last.year, last.month, last.day, style: .long)
    if range.lowerBound.distance(to: range.upperBound) <= 1 { return end }
    if first.year != last.year { return "\(notation.day(first.year, first.month, first.day, style: .long)) to \(end)" }
    if first.month != last.month {
      return "\(first.day)\u{A0}\(notation.month(first.year, first.month, style: .name)) to \(end)"
    }
    return "\(first.day) to \(end)"
  }

  /// Above the heading of an overview.
  static func overview(_ kind: PeriodKind) -> String {
    switch kind {
    case .day: "Daily overview"
    case .week: "Weekly overview"
    case .month: "Monthly overview"
    case .quarter: "Quarterly overview"
    case .year: "Yearly overview"
    }
  }

  /// What one period of a kind is called: `month`.
  static func noun(_ kind: PeriodKind) -> Noun {
    switch kind {
    case .day: Noun(singular: "day", plural: "days")
    case .week: Noun(singular: "week", plural: "weeks")
    case .month: Noun(singular: "month", plural: "months")
    case .quarter: Noun(singular: "quarter", plural: "quarters")
    case .year: Noun(singular: "year", plural: "years")
    }
  }
}
