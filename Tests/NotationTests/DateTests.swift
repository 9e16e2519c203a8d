import Notation
import Testing

@Suite struct DateTests {
  @Test("dates of international English", arguments: zip(DayStyle.allCases, ["7~Sep", "Mon 7~Sep", "7~September~2026"]))
  func days(style: DayStyle, expected: String) { #expect(english.day(2026, 9, 7, style: style) == spaced(expected)) }

  @Test("months of international English", arguments: zip(MonthStyle.allCases, ["September~2026", "Sep~26", "September", "Sep"]))
  func months(style: MonthStyle, expected: String) { #expect(english.month(2026, 9, style: style) == spaced(expected)) }

  @Test(
    "weekdays are right across leap years",
    arguments: [
      (2026, 9, 21, "Mon"), (2024, 2, 29, "Thu"), (2000, 1, 1, "Sat"), (1999, 12, 31, "Fri"), (2026, 11, 24, "Tue"), (2100, 3, 1, "Mon"),
    ])
  func weekdays(year: Int, month: Int, day: Int, name: String) {
    #expect(english.day(year, month, day, style: .weekday).hasPrefix(name + " \(day)"))
  }

  @Test("a year beyond the century keeps two digits") func century() { #expect(english.month(2005, 3, style: .short) == spaced("Mar~05")) }

  @Test("a month or day that cannot be is empty")
  func impossible() {
    #expect(english.day(2026, 13, 1, style: .long) == "")
    #expect(english.day(2026, 1, 0, style: .long) == "")
    #expect(english.month(2026, 0, style: .name) == "")
    #expect(english.weekday(8) == "")
  }

  @Test("weekday names begin with Monday") func names() {
    #expect((1...7).map { english.weekday($0) } == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
  }
}

@Suite struct LocaleTests {
  func notation(_ identifier: String) throws -> Notation { Notation(locale: try #require(NumberLocale(identifier: identifier))) }

  @Test("German: points group, commas are decimals, the sign stands apart")
  func german() throws {
    let de = try notation("de")
    #expect(de.text(18_240, .count) == "18.240")
    #expect(de.text(0.714, .share) == spaced("71,4~%"))
    #expect(de.text(0.0001, .share) == spaced("<0,1~%"))
    #expect(de.text(1204, .money(currency: "EUR")) == spaced("1.204~€"))
    #expect(de.text(2400, .duration) == spaced("2,4~s"))
    #expect(de.axis([0, 0.25, 0.5], .share) == ["0 %", "25 %", "50 %"].map { spaced($0.replacing(" ", with: "~")) })
    #expect(de.axis([0, 10_000, 20_000], .money(currency: "EUR")) == ["0", spaced("10k~€"), spaced("20k~€")])
    #expect(de.day(2026, 9, 7, style: .long) == spaced("7.~September~2026"))
    #expect(de.locale.firstWeekday == 1)
    #expect(de.weekday(1).hasPrefix("Mo"))
  }

  @Test("French groups with the narrow no-break space")
  func french() throws {
    let fr = try notation("fr")
    #expect(fr.text(18_240, .count) == "18\u{202F}240")
    #expect(fr.text(0.714, .share).hasPrefix("71,4") && fr.text(0.714, .share).hasSuffix("%"))
    #expect(fr.day(2026, 9, 7, style: .long) == spaced("7~septembre~2026"))
  }

  @Test("Spanish and Polish group from five digits on", arguments: ["es", "pl"])
  func minimumGrouping(identifier: String) throws {
    let notation = try notation(identifier)
    #expect(notation.text(1234, .count) == "1234")
    #expect(notation.text(12_345, .count).count == 6)
  }

  @Test("India groups by two after the last three") func india() throws {
    #expect(try notation("en-IN").cell(12_345_678, .count, places: 0) == "1,23,45,678")
  }

  @Test("the United States put the month first and start the week on Sunday")
  func unitedStates() throws {
    let us = try notation("en-US")
    #expect(us.day(2026, 9, 7, style: .short) == spaced("Sep~7"))
    #expect(us.locale.firstWeekday == 7)
    #expect(us.text(18_240, .count) == "18,240")
  }

  @Test("digits stay 0–9 where the locale has its own", arguments: ["ar", "fa", "bn"])
  func latinDigits(identifier: String) throws {
    let text = try notation(identifier).text(18_240, .count)
    #expect(text.filter { ("0"..."9").contains($0) } == "18240")
  }

  @Test("Japanese dates keep their signs") func japanese() throws {
    #expect(try notation("ja").day(2026, 9, 7, style: .long) == "2026年9月7日")
  }

  @Test("an unknown locale is none", arguments: ["", "xx", "de-XX", "Deutsch", "../de"])
  func unknown(identifier: String) { #expect(NumberLocale(identifier: identifier) == nil) }

  @Test("the fixed English table holds what ICU says of international English")
  func english150() throws {
    let icu = try #require(NumberLocale(identifier: "en-150"))
    #expect(icu.monthNames == NumberLocale.en.monthNames)
    #expect(icu.weekdayNames == NumberLocale.en.weekdayNames)
    #expect(icu.decimalMark == "." && icu.groupSeparator == "," && icu.firstWeekday == 1)
  }
}
