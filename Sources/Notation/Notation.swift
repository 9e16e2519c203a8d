/// Writes numbers with their units, one way for cards, axes, tables and sentences.
///
/// No-break space between number and unit, U+2212 for minus, half away from zero, never "−0", never "NaN": a value that is
/// not finite is written as "–" (callers keep missing values apart and should never pass one).
public struct Notation: Sendable {
  /// Digits and dates.
  public let locale: NumberLocale

  /// Notation of one locale.
  public init(locale: NumberLocale) { self.locale = locale }

  /// A value as in a card: counts whole up to 999,999, everything else with at most three significant digits, money four.
  /// `base` is the number of cases behind a share: below 100 it is written in whole per cent.
  public func value(_ v: Double, _ unit: Unit, base: Int? = nil) -> WrittenValue {
    guard v.isFinite else { return WrittenValue("–") }
    switch unit {
    case .count: return whole(v)
    case .tokens: return whole(v, "tokens")
    case .characters: return whole(v, "characters")
    case .rate: return v >= 999_999.5 ? whole(v) : WrittenValue(rate(v))
    case .share: return WrittenValue(percent(v, places: (base ?? 100) < 100 ? 0 : 1))
    case .points: return WrittenValue(locale.fixed(v * 100, places: 1), "points")
    case .duration: return duration(v)
    case let .money(code):
      guard abs(v) >= 999_999.5 else { return WrittenValue(locale.money(v, code)) }
      let (number, word) = millions(abs(v), digits: 4)
      return WrittenValue((v < 0 ? Mark.minus : "") + locale.priced(number + Mark.noBreakSpace + word, Currency(code: code)))
    case let .score(of: most):
      return WrittenValue(locale.fixed(v, places: 1), "of \(locale.fixed(most, places: most == most.rounded() ? 0 : 1))")
    case .ratio: return WrittenValue(rate(v), "times")
    }
  }

  /// The same as one text: "71.4%", "2.4 s", "18,240", "$0.043".
  public func text(_ v: Double, _ unit: Unit) -> String { value(v, unit).text }

  /// A change with its sign: "+3.2 points", "−0.4 points", "+0.3 s", "+127". Shares change by points. A change that rounds to
  /// nothing has no sign.
  public func delta(_ d: Double, _ unit: Unit) -> String {
    guard d.isFinite else { return "–" }
    let size = abs(d)
    let text: String
    let isNothing: Bool
    switch unit {
    case .share, .points:
      text = value(size, .points).text
      isNothing = rounded(size * 100, places: 1) == 0
    case .duration:
      text = size < 50 ? locale.fixed(0, places: size == 0 ? 0 : 1) + Mark.noBreakSpace + "s" : value(size, unit).text
      isNothing = size < 50
    case .score:
      text = locale.fixed(size, places: 1)
      isNothing = rounded(size, places: 1) == 0
    case .count, .tokens, .characters:
      text = value(size, unit).text
      isNothing = rounded(size, places: 0) == 0
    case .rate, .money, .ratio:
      text = value(size, unit).text
      isNothing = size == 0
    }
    return (isNothing ? "" : d < 0 ? Mark.minus : "+") + text
  }

  /// A relative change, computed from unrounded values: one decimal below 10 %, else none; above +999 % as a factor.
  public func relative(current: Double, previous: Double) -> RelativeChange {
    guard current.isFinite, previous.isFinite, previous >= 0 else { return .undefined }
    if current == previous { return .noChange }
    if previous == 0 { return .new }
    if current == 0 { return .noneThisPeriod }
    let change = (current / previous - 1) * 100
    guard change.isFinite else { return .undefined }
    if change >= 999.5 { return .times(locale.fixed(current / previous, places: 0) + Mark.noBreakSpace + "times") }
    let places = rounded(abs(change), places: 1) < 10 ? 1 : 0
    let sign = rounded(abs(change), places: places) == 0 ? "" : change < 0 ? Mark.minus : "+"
    return .percent(sign + locale.fixed(abs(change), places: places) + locale.percentSpace + "%")
  }

  /// Per cent: 0 % only for none, "<0.1%" for nearly none, ">99.9%" for nearly all.
  func percent(_ share: Double, places: Int) -> String {
    let step = 1 / powerOfTen(places)
    let shown = rounded(share * 100, places: places)
    let sign = locale.percentSpace + "%"
    if share == 0 || share == 1 { return locale.fixed(share * 100, places: 0) + sign }
    if share > 0, shown == 0 { return "<" + locale.fixed(step, places: places) + sign }
    if share < 1, shown >= 100 { return ">" + locale.fixed(100 - step, places: places) + sign }
    return locale.fixed(share * 100, places: places) + sign
  }

  /// Three significant digits, at most one place from 1 on: 751 · 12.3 · 4.2 · 0.043.
  func rate(_ v: Double) -> String {
    let size = abs(v)
    if size == 0 { return locale.fixed(0, places: 0) }
    if rounded(size, places: 1) >= 100 { return locale.fixed(v, places: 0) }
    if rounded(size, places: 2) >= 1 { return locale.fixed(v, places: 1) }
    if size < 0.0005 { return (v < 0 ? Mark.minus : "") + "<" + locale.fixed(0.001, places: 3) }
    return locale.fixed(v, places: min(3, significantPlaces(size, 2)))
  }

  /// A whole number; from a million on with three digits and a word.
  private func whole(_ v: Double, _ unit: String? = nil) -> WrittenValue {
    guard rounded(abs(v), places: 0) >= 1_000_000 else { return WrittenValue(locale.fixed(v, places: 0), unit) }
    let (number, word) = millions(abs(v), digits: 3)
    return WrittenValue((v < 0 ? Mark.minus : "") + number, [word, unit].compactMap { $0 }.joined(separator: " "))
  }

  private func millions(_ size: Double, digits: Int) -> (number: String, word: String) {
    let scaled = size / 1e6
    if rounded(scaled, places: significantPlaces(scaled, digits)) >= 1000 { return (locale.significant(size / 1e9, digits), "billion") }
    return (locale.significant(scaled, digits), "million")
  }
}
