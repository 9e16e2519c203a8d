import Notation

/// Points of a time axis with their labels and ticks: up to 8 days a tick each day, up to 62 the first day and each first day
/// of a week, up to 400 days the firsts of months, beyond that quarters and years.
public enum TimeAxis {
  /// A date of the Gregorian calendar.
  public struct Day: Sendable, Hashable {
    /// Year, for example 2026.
    public var year: Int
    /// 1…12.
    public var month: Int
    /// 1…31.
    public var day: Int

    /// A date; it is not checked.
    public init(_ year: Int, _ month: Int, _ day: Int) {
      self.year = year
      self.month = month
      self.day = day
    }

    /// 1 Monday … 7 Sunday. Days since 1970 by H. Hinnant's civil-day algorithm.
    var weekday: Int {
      let y = month <= 2 ? year - 1 : year
      let era = (y >= 0 ? y : y - 399) / 400
      let yearOfEra = y - era * 400
      let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
      let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
      let days = era * 146_097 + dayOfEra - 719_468
      return ((days + 3) % 7 + 7) % 7 + 1
    }
  }

  /// One point per day, in order; Saturdays and Sundays are shaded up to 62 days.
  public static func days(_ days: [Day], notation: Notation) -> [AxisPoint] {
    days.enumerated().map { index, day in
      let label = notation.day(day.year, day.month, day.day, style: .weekday)
      let isShort = days.count <= 62
      return AxisPoint(
        label, tick: tick(day, at: index, of: days.count, notation), isShaded: isShort && day.weekday >= 6)
    }
  }

  private static func tick(_ day: Day, at index: Int, of count: Int, _ notation: Notation) -> String? {
    switch count {
    case ...8: return notation.day(day.year, day.month, day.day, style: .short)
    case ...62:
      let isWeekStart = day.weekday == notation.locale.firstWeekday
      return isWeekStart || index == 0 ? notation.day(day.year, day.month, day.day, style: .short) : nil
    default: return day.day == 1 ? monthTick(day.year, day.month, isLong: count > 400, isYears: count > 1600, notation) : nil
    }
  }

  private static func monthTick(_ year: Int, _ month: Int, isLong: Bool, isYears: Bool, _ notation: Notation) -> String? {
    if isYears { return month == 1 ? "\(year)" : nil }
    return !isLong || month % 3 == 1 ? notation.month(year, month, style: .short) : nil
  }

  /// One point per month, in order.
  public static func months(_ months: [(year: Int, month: Int)], notation: Notation) -> [AxisPoint] {
    months.map { item in
      let tick = monthTick(item.year, item.month, isLong: months.count > 24, isYears: months.count > 60, notation)
      return AxisPoint(notation.month(item.year, item.month, style: .long), tick: tick)
    }
  }
}
