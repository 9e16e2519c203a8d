import Foundation

extension NumberLocale {
  /// The locale with this identifier (`de`, `pt-BR`, `en_GB`); nil when the system does not know its language. `en` is the
  /// fixed table; every other comes from ICU by this explicit identifier, never from the machine's settings. Digits are always
  /// 0–9.
  public init?(identifier: String) {
    if identifier == "en" {
      self = .en
      return
    }
    let canonical = identifier.replacingOccurrences(of: "-", with: "_")
    let known = Set(Locale.availableIdentifiers)
    // `de-XX` would silently fall back to `de`, so the whole identifier must exist.
    guard !canonical.isEmpty, known.contains(canonical) else { return nil }
    let locale = Locale(identifier: canonical + "@numbers=latn")

    var calendar = Calendar(identifier: .gregorian)
    calendar.locale = locale
    let formatter = DateFormatter()
    formatter.calendar = calendar
    formatter.locale = locale
    func names(_ list: [String]?, _ count: Int) -> [String]? { list.flatMap { $0.count == count ? $0 : nil } }
    func mondayFirst(_ list: [String]) -> [String] { Array(list[1...] + list[..<1]) }
    func pattern(_ template: String, _ fallback: String) -> String {
      DateFormatter.dateFormat(fromTemplate: template, options: 0, locale: locale) ?? fallback
    }
    guard let months = names(formatter.monthSymbols, 12), let shortMonths = names(formatter.shortMonthSymbols, 12),
      let weekdays = names(formatter.weekdaySymbols, 7), let shortWeekdays = names(formatter.shortWeekdaySymbols, 7)
    else { return nil }

    let digits = DigitStyle(locale)
    self.init(
      identifier: identifier, decimalMark: digits.decimalMark, groupSeparator: digits.groupSeparator,
      minimumGroupingDigits: digits.minimumGroupingDigits, outerGroupSize: digits.outerGroupSize, percentSpace: digits.percentSpace,
      currencyFollows: digits.currencyFollows,
      // Foundation counts from Sunday = 1.
      firstWeekday: (calendar.firstWeekday + 5) % 7 + 1,
      monthNames: months, shortMonthNames: shortMonths, weekdayNames: mondayFirst(weekdays),
      shortWeekdayNames: mondayFirst(shortWeekdays),
      standaloneMonthNames: names(formatter.standaloneMonthSymbols, 12) ?? months,
      standaloneShortMonthNames: names(formatter.shortStandaloneMonthSymbols, 12) ?? shortMonths,
      patterns: DatePatterns(
        dayShort: pattern("dMMM", "d MMM"), dayWeekday: pattern("EEEdMMM", "EEE d MMM"), dayLong: pattern("dMMMMy", "d MMMM y"),
        monthLong: pattern("MMMMy", "LLLL y"), monthShort: pattern("MMMyy", "LLL yy")))
  }
}

/// What ICU does with digits, read off numbers it wrote.
private struct DigitStyle {
  var decimalMark = "."
  var groupSeparator = ""
  var minimumGroupingDigits = 1
  var outerGroupSize = 3
  var percentSpace = ""
  var currencyFollows = false

  init(_ locale: Locale) {
    let plain = FloatingPointFormatStyle<Double>(locale: locale)
    let half = 1.5.formatted(plain.precision(.fractionLength(1)))
    decimalMark = between(half, "1", "5") ?? "."
    let long = 12_345_678.0.formatted(plain.precision(.fractionLength(0)))
    groupSeparator = between(long, "5", "6") ?? ""
    // 12,34,56,78 cannot be: the last group has three digits everywhere, so 3 and 4 are apart only with outer groups of two.
    if let gap = between(long, "3", "4"), !gap.isEmpty { outerGroupSize = 2 }
    let short = 1234.0.formatted(plain.precision(.fractionLength(0)))
    if !groupSeparator.isEmpty, between(short, "1", "2") == "" { minimumGroupingDigits = 2 }

    let percent = 0.5.formatted(FloatingPointFormatStyle<Double>.Percent(locale: locale).precision(.fractionLength(0)))
    // Turkish and Basque write %50; Parlance keeps the sign behind the number there, without a space.
    percentSpace = percent.hasPrefix("50") ? percent.dropFirst(2).filter(\.isWhitespace) : ""
    let money = 5.0.formatted(FloatingPointFormatStyle<Double>.Currency(code: "EUR", locale: locale))
    let visible = money.unicodeScalars.first { $0.properties.isWhitespace == false && $0.value != 0x200E && $0.value != 0x200F }
    currencyFollows = visible.map { ("0"..."9").contains($0) } ?? false
  }
}

/// The text between two digits that both occur once; nil when one is missing.
private func between(_ text: String, _ first: Character, _ second: Character) -> String? {
  guard let start = text.firstIndex(of: first), let end = text.firstIndex(of: second), start < end else { return nil }
  return String(text[text.index(after: start)..<end]).filter { !$0.isNumber }
}
