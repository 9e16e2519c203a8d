import Notation
import Testing

/// Vectors name the no-break space as "~" and the minus sign as it is.
func spaced(_ text: String) -> String { text.replacing("~", with: "\u{00A0}") }
let english = Notation(locale: .en)

// Vectors: the project's notation rules, one row per kind.
@Suite struct ValueTests {
  @Test(
    "counts are whole and grouped, and named from a million on",
    arguments: [
      (0.0, "0"), (999, "999"), (1000, "1,000"), (18_240, "18,240"), (999_999, "999,999"), (999_999.6, "1.00~million"),
      (1_200_000, "1.20~million"), (12_345_678, "12.3~million"), (123_456_789, "123~million"), (999_600_000, "1.00~billion"),
      (4_560_000_000, "4.56~billion"), (-12, "−12"), (-0.2, "0"), (-1_200_000, "−1.20~million"),
    ])
  func counts(v: Double, expected: String) { #expect(english.text(v, .count) == spaced(expected)) }

  @Test(
    "shares have one decimal and never hide some or claim all",
    arguments: [
      (0.714, "71.4%"), (0.0, "0%"), (1.0, "100%"), (0.00001, "<0.1%"), (0.0004999, "<0.1%"), (0.0005, "0.1%"), (0.9999, ">99.9%"),
      (0.99949, "99.9%"), (0.005, "0.5%"), (0.5, "50.0%"), (1.25, "125.0%"),
    ])
  func shares(v: Double, expected: String) { #expect(english.text(v, .share) == expected) }

  @Test(
    "a share of fewer than 100 cases is whole per cent",
    arguments: [(0.714, 99, "71%"), (0.714, 100, "71.4%"), (0.004, 50, "<1%"), (0.996, 50, ">99%"), (0.0, 50, "0%"), (1.0, 50, "100%")])
  func smallBase(v: Double, base: Int, expected: String) { #expect(english.value(v, .share, base: base).text == expected) }

  @Test(
    "durations have the two largest units",
    arguments: [
      (0.0, "0~s"), (20, "<0.1~s"), (50, "0.1~s"), (400, "0.4~s"), (2400, "2.4~s"), (9940, "9.9~s"), (9960, "10~s"), (42_000, "42~s"),
      (59_600, "1~min"), (60_000, "1~min"), (165_000, "2~min~45~s"), (125_000, "2~min~05~s"), (3_599_600, "1~h"),
      (11_100_000, "3~h~05~min"),
      (7_500_000, "2~h~05~min"), (86_370_000, "1~d"), (187_200_000, "2~d~4~h"), (172_800_000, "2~d"), (-165_000, "−2~min~45~s"),
    ])
  func durations(v: Double, expected: String) { #expect(english.text(v, .duration) == spaced(expected)) }

  @Test(
    "money has four significant digits, unit costs two",
    arguments: [
      (1204.0, "EUR", "€1,204"), (0.043, "EUR", "€0.043"), (0.0, "USD", "$0"), (12.04, "USD", "$12.04"), (4.3, "USD", "$4.30"),
      (0.5, "USD", "$0.50"), (0.0996, "USD", "$0.10"), (0.999, "USD", "$1.00"), (99.996, "USD", "$100"), (120.4, "GBP", "£120"),
      (0.0043, "USD", "$0.0043"), (0.00001, "USD", "<$0.0001"), (-12.04, "USD", "−$12.04"), (1_204_000, "EUR", "€1.204~million"),
      (5, "JPY", "¥5"), (12.5, "XYZ", "XYZ~12.50"), (12.5, "usd", "$12.50"),
    ])
  func money(v: Double, code: String, expected: String) {
    #expect(english.text(v, .money(currency: code)) == spaced(expected))
  }

  @Test("ratings, rates, factors and texts carry their unit")
  func others() {
    #expect(english.text(4.2, .score(of: 5)) == spaced("4.2~of 5"))
    #expect(english.text(0.032, .points) == spaced("3.2~points"))
    #expect(english.text(1.8, .ratio) == spaced("1.8~times"))
    #expect(english.text(84, .characters) == spaced("84~characters"))
    #expect(english.text(1_204_000, .tokens) == spaced("1.20~million tokens"))
  }

  @Test(
    "rates have three significant digits",
    arguments: [
      (751.2, "751"), (99.96, "100"), (12.34, "12.3"), (4.25, "4.3"), (0.999, "1.0"), (0.043, "0.043"), (0.5, "0.50"), (0, "0"),
      (0.0001, "<0.001"), (12_345, "12,345"),
    ])
  func rates(v: Double, expected: String) { #expect(english.text(v, .rate) == expected) }

  @Test("number and unit come apart for cards")
  func parts() {
    let time = english.value(2400, .duration)
    #expect(time.number == "2.4" && time.unit == "s")
    let long = english.value(165_000, .duration)
    #expect(long.parts == [WrittenValue.Part("2", "min"), WrittenValue.Part("45", "s")])
    #expect(long.number == spaced("2~min~45") && long.unit == "s")
    let share = english.value(0.714, .share)
    #expect(share.number == "71.4%" && share.unit == nil)
  }

  @Test(
    "a number that is not finite or huge is written without a crash",
    arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e19, .leastNonzeroMagnitude])
  func extremes(v: Double) {
    for unit in [Unit.count, .rate, .share, .points, .duration, .money(currency: "USD"), .tokens, .score(of: 5), .ratio, .characters] {
      let all = [english.text(v, unit), english.delta(v, unit), english.cell(v, unit, places: 2), english.axis([0, v], unit).joined()]
      for text in all { #expect(!text.contains("nan") && !text.contains("inf")) }
      if !v.isFinite { #expect(english.text(v, unit) == "–") }
    }
  }
}

@Suite struct ChangeTests {
  @Test(
    "a delta carries its sign, and a share changes by points",
    arguments: [
      (0.032, Unit.share, "+3.2~points"), (-0.004, .share, "−0.4~points"), (-0.004, .points, "−0.4~points"), (0.0004, .share, "0.0~points"),
      (0, .share, "0.0~points"), (300, .duration, "+0.3~s"), (-62_000, .duration, "−1~min~02~s"), (20, .duration, "0.0~s"),
      (127, .count, "+127"),
      (-0.3, .count, "0"), (0, .count, "0"), (-1204, .tokens, "−1,204~tokens"), (0.2, .score(of: 5), "+0.2"), (-0.04, .score(of: 5), "0.0"),
      (0.004, .money(currency: "USD"), "+$0.0040"), (-1.5, .money(currency: "EUR"), "−€1.50"), (-4.25, .rate, "−4.3"),
    ])
  func deltas(d: Double, unit: Unit, expected: String) { #expect(english.delta(d, unit) == spaced(expected)) }

  @Test(
    "a relative change has one decimal below 10 %, then none, then a factor",
    arguments: [
      (108.1, 100.0, "+8.1%"), (141, 100, "+41%"), (59, 100, "−41%"), (109.96, 100, "+10%"), (1200, 100, "12~times"), (1099, 100, "+999%"),
      (1099.6, 100, "11~times"), (99.99, 100, "0.0%"), (5, 0, "new"), (0, 5, "none this month"), (0, 0, "no change"), (7, 7, "no change"),
    ])
  func relative(current: Double, previous: Double, expected: String) {
    #expect(english.relative(current: current, previous: previous).text(period: "month") == spaced(expected))
  }

  @Test("a relative change of what is not a quantity is undefined", arguments: [(Double.nan, 1.0), (1, .infinity), (3, -2)])
  func undefined(current: Double, previous: Double) {
    #expect(english.relative(current: current, previous: previous) == .undefined)
  }

  @Test("the change is computed from unrounded values")
  func unrounded() { #expect(english.relative(current: 0.449, previous: 0.351) == .percent("+28%")) }
}
