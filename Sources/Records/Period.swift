/// How long a period is.
public enum PeriodKind: String, Sendable, Codable, CaseIterable {
  case day, week, month, quarter, year
}

/// A half-open run of local dates `[start, end)`: a month, a week (Monday first), a quarter …
public struct Period: Hashable, Sendable, Comparable {
  /// Its kind.
  public let kind: PeriodKind
  /// First date.
  public let start: CalendarDay
  /// First date after it.
  public let end: CalendarDay

  /// The period of a kind that holds a date.
  public init(_ kind: PeriodKind, containing day: CalendarDay) {
    self.kind = kind
    let c = day.components
    func date(_ year: Int, _ month: Int) -> CalendarDay {
      let shift = (month - 1) / 12
      return CalendarDay(year: year + shift, month: month - shift * 12, day: 1) ?? day
    }
    switch kind {
    case .day:
      start = day
      end = day.advanced(by: 1)
    case .week:
      start = day.advanced(by: 1 - day.weekday)
      end = start.advanced(by: 7)
    case .month:
      start = date(c.year, c.month)
      end = date(c.year, c.month + 1)
    case .quarter:
      let first = (c.month - 1) / 3 * 3 + 1
      start = date(c.year, first)
      end = date(c.year, first + 3)
    case .year:
      start = date(c.year, 1)
      end = date(c.year, 13)
    }
  }

  /// Number of dates.
  public var dayCount: Int { end.ordinal - start.ordinal }

  /// All dates, in order.
  public var days: [CalendarDay] { (start.ordinal..<end.ordinal).map(CalendarDay.init(ordinal:)) }

  /// The period before it, of the same kind.
  public var previous: Period { Period(kind, containing: start.advanced(by: -1)) }

  /// The period after it.
  public var next: Period { Period(kind, containing: end) }

  /// The same period of the year before: the same month, quarter or date; the week 52 weeks earlier, so that weekdays agree.
  public var yearBefore: Period {
    let c = start.components
    switch kind {
    case .week: return Period(.week, containing: start.advanced(by: -364))
    case .day, .month, .quarter, .year:
      // 29 February has none: the day before.
      let day = CalendarDay(year: c.year - 1, month: c.month, day: c.day) ?? CalendarDay(year: c.year - 1, month: c.month, day: c.day - 1)
      return Period(kind, containing: day ?? start.advanced(by: -365))
    }
  }

  /// Stable id, also the folder name: `2026-04`, `2026-W18`, `2026-Q2`, `2026`, `2026-04-30`.
  public var id: String {
    let c = start.components
    switch kind {
    case .day: return start.description
    case .month: return String(start.description.prefix(7))
    case .quarter: return "\(String(start.description.prefix(4)))-Q\((c.month + 2) / 3)"
    case .year: return String(start.description.prefix(4))
    case .week:
      // The ISO year of a week is the year of its Thursday.
      let thursday = start.advanced(by: 3)
      let year = thursday.components.year
      let first = CalendarDay(year: year, month: 1, day: 1) ?? thursday
      let number = (thursday.ordinal - first.ordinal) / 7 + 1
      return "\(year)-W\(number < 10 ? "0" : "")\(number)"
    }
  }

  /// Reads an id of any kind; nil when it is none.
  public init?(id: String) {
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    guard let head = parts.first, head.count == 4, let year = Int(head) else { return nil }
    func make(_ kind: PeriodKind, _ day: CalendarDay?) -> Period? {
      guard let day else { return nil }
      let period = Period(kind, containing: day)
      return period.id == id ? period : nil
    }
    let found: Period?
    if parts.count == 1 {
      found = make(.year, CalendarDay(year: year, month: 1, day: 1))
    } else if parts.count == 3 {
      found = make(.day, CalendarDay(id))
    } else if parts[1].hasPrefix("Q"), let quarter = Int(parts[1].dropFirst()), (1...4).contains(quarter) {
      found = make(.quarter, CalendarDay(year: year, month: quarter * 3, day: 1))
    } else if parts[1].hasPrefix("W"), let week = Int(parts[1].dropFirst()), (1...53).contains(week) {
      // 4 January is always in week 1.
      found = make(.week, CalendarDay(year: year, month: 1, day: 4)?.advanced(by: (week - 1) * 7))
    } else {
      found = Int(parts[1]).flatMap { make(.month, CalendarDay(year: year, month: $0, day: 1)) }
    }
    guard let found else { return nil }
    self = found
  }

  /// By start, then end.
  public static func < (a: Period, b: Period) -> Bool { (a.start, a.end) < (b.start, b.end) }
}
