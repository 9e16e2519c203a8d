/// How one locale writes digits and dates. The words around them stay English.
public struct NumberLocale: Sendable, Hashable {
  /// The identifier as given: `en`, `de`, `pt-BR`.
  public let identifier: String
  /// Between whole and fraction.
  public let decimalMark: String
  /// Between groups of digits; empty when the locale does not group.
  public let groupSeparator: String
  /// Fewest digits before grouping starts is 3 + this: 1 nearly everywhere, 2 in Spanish or Polish (1234, 12.345).
  public let minimumGroupingDigits: Int
  /// Size of the groups left of the last three: 3, or 2 in India (12,34,567).
  public let outerGroupSize: Int
  /// What stands between a number and `%`.
  public let percentSpace: String
  /// True when the currency follows the amount ("12 €").
  public let currencyFollows: Bool
  /// 1 Monday … 7 Sunday (ISO 8601): the first column of a week.
  public let firstWeekday: Int
  /// January … December, as in a full date.
  public let monthNames: [String]
  /// Jan … Dec, as in a short date.
  public let shortMonthNames: [String]
  /// Monday … Sunday.
  public let weekdayNames: [String]
  /// Mon … Sun.
  public let shortWeekdayNames: [String]
  /// Month names that stand alone, as in a heading: "septembre".
  let standaloneMonthNames: [String]
  /// The same, short.
  let standaloneShortMonthNames: [String]
  /// Unicode date patterns (UTS 35).
  let patterns: DatePatterns

  struct DatePatterns: Sendable, Hashable {
    var dayShort: String
    var dayWeekday: String
    var dayLong: String
    var monthLong: String
    var monthShort: String
  }

  /// International English: 18,240 · 71.4% · 7 Sep · Monday first. A fixed table, the same with every ICU version.
  public static let en = NumberLocale(
    identifier: "en", decimalMark: ".", groupSeparator: ",", minimumGroupingDigits: 1, outerGroupSize: 3, percentSpace: "",
    currencyFollows: false, firstWeekday: 1, monthNames: englishMonths, shortMonthNames: englishMonths.map { String($0.prefix(3)) },
    weekdayNames: englishWeekdays, shortWeekdayNames: englishWeekdays.map { String($0.prefix(3)) },
    standaloneMonthNames: englishMonths, standaloneShortMonthNames: englishMonths.map { String($0.prefix(3)) },
    patterns: DatePatterns(
      dayShort: "d MMM", dayWeekday: "EEE d MMM", dayLong: "d MMMM y", monthLong: "LLLL y", monthShort: "LLL yy"))
}

private let englishMonths = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
]
private let englishWeekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
