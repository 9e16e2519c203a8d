/// How a date is written.
public enum DayStyle: Sendable, CaseIterable {
  /// 7 Sep
  case short
  /// Mon 21 Sep
  case weekday
  /// 30 September 2026
  case long
}

/// How a month is written.
public enum MonthStyle: Sendable, CaseIterable {
  /// September 2026
  case long
  /// Sep 26
  case short
  /// September
  case name
  /// Sep
  case abbreviated
}

extension Notation {
  /// A date of the Gregorian calendar; empty when month or day is out of range.
  public func day(_ year: Int, _ month: Int, _ day: Int, style: DayStyle) -> String {
    guard (1...12).contains(month), (1...31).contains(day) else { return "" }
    let pattern =
      switch style {
      case .short: locale.patterns.dayShort
      case .weekday: locale.patterns.dayWeekday
      case .long: locale.patterns.dayLong
      }
    return write(pattern, year, month, day)
  }

  /// A month; empty when it is out of range.
  public func month(_ year: Int, _ month: Int, style: MonthStyle) -> String {
    guard (1...12).contains(month) else { return "" }
    switch style {
    case .long: return write(locale.patterns.monthLong, year, month, 1)
    case .short: return write(locale.patterns.monthShort, year, month, 1)
    case .name: return locale.standaloneMonthNames[month - 1]
    case .abbreviated: return locale.standaloneShortMonthNames[month - 1]
    }
  }

  /// "Mon", or "Monday"; 1 is Monday, 7 Sunday. Empty when out of range.
  public func weekday(_ number: Int, long: Bool = false) -> String {
    guard (1...7).contains(number) else { return "" }
    return long ? locale.weekdayNames[number - 1] : locale.shortWeekdayNames[number - 1]
  }

  /// Fills a pattern of UTS 35 with the letters d, M, L, y, E and quoted text. A space beside a number does not break, the one
  /// after a weekday may.
  private func write(_ pattern: String, _ year: Int, _ month: Int, _ day: Int) -> String {
    var out = ""
    var quoted = false
    var afterWeekday = false
    var rest = pattern[...]
    while let letter = rest.first {
      let run = rest.prefix { $0 == letter }
      rest = rest.dropFirst(run.count)
      if letter == "'" {
        // '' is an apostrophe, a single one opens or closes literal text.
        out += String(repeating: "'", count: run.count / 2)
        if run.count % 2 == 1 { quoted.toggle() }
        continue
      }
      switch letter {
      case _ where quoted: out += run
      case "d": out += run.count > 1 && day < 10 ? "0\(day)" : "\(day)"
      case "y", "Y", "u": out += run.count == 2 ? twoDigits(((year % 100) + 100) % 100) : "\(year)"
      case "M", "L": out += monthText(month, run.count, standalone: letter == "L")
      case "E", "c", "e":
        out += weekday(weekdayNumber(year, month, day), long: run.count == 4)
        afterWeekday = true
        continue
      case " ": out += afterWeekday ? String(run) : String(repeating: Mark.noBreakSpace, count: run.count)
      default: out += run
      }
      if letter != "," { afterWeekday = false }
    }
    return out
  }

  private func monthText(_ month: Int, _ count: Int, standalone: Bool) -> String {
    switch count {
    case 1: "\(month)"
    case 2: twoDigits(month)
    case 3: standalone ? locale.standaloneShortMonthNames[month - 1] : locale.shortMonthNames[month - 1]
    default: standalone ? locale.standaloneMonthNames[month - 1] : locale.monthNames[month - 1]
    }
  }

  private func twoDigits(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }

  /// 1 Monday … 7 Sunday (T. Sakamoto's method).
  private func weekdayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifts = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
    let y = month < 3 ? year - 1 : year
    let sundayFirst = (y + y / 4 - y / 100 + y / 400 + shifts[month - 1] + day) % 7
    return (sundayFirst + 6) % 7 + 1
  }
}
