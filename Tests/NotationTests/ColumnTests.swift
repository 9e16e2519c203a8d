import Notation
import Testing

@Suite struct ColumnTests {
  @Test(
    "shares of one whole add to 100.0",
    arguments: [
      ([1.0, 1, 1], 1, ["33.4%", "33.3%", "33.3%"]), ([714, 198, 88], 1, ["71.4%", "19.8%", "8.8%"]), ([1, 1], 0, ["50%", "50%"]),
      ([99_999, 1], 1, [">99.9%", "<0.1%"]), ([5, 0], 1, ["100%", "0%"]), ([0, 0], 1, ["0%", "0%"]), ([2, 1], 0, ["67%", "33%"]),
    ])
  func shares(parts: [Double], places: Int, expected: [String]) { #expect(english.shares(parts, places: places) == expected) }

  @Test("rounded shares add up for many splits", arguments: 2...30)
  func sum(count: Int) {
    let parts = (0..<count).map { Double(($0 * 7919 + count * 31) % 97 + 20) }
    let tenths = english.shares(parts, places: 1).compactMap { Double($0.dropLast()) }.map { Int(($0 * 10).rounded()) }
    #expect(tenths.reduce(0, +) == 1000)
  }

  @Test("a share column drops decimals when a base is below 1,000")
  func shareColumn() {
    #expect(english.column([0.714, 0.5], .share, smallestBase: 1000).cell(0.714) == "71.4%")
    let coarse = english.column([0.714, 0.5], .share, smallestBase: 999)
    #expect(coarse.cell(0.714) == "71%")
    #expect(coarse.cell(0.002) == "<1%")
    #expect(coarse.delta(-0.021) == "−2.1")
  }

  @Test("a duration column has one unit, named in its header")
  func durations() {
    let seconds = english.column([400, 2400, 61_000, nil], .duration)
    #expect(seconds.unitLabel == "s")
    #expect([400, 2400, 61_000].map(seconds.cell) == ["0.4", "2.4", "61.0"])
    let minutes = english.column([165_000, 240_000, 30_000], .duration)
    #expect(minutes.unitLabel == "min")
    #expect([165_000, 30_000].map(minutes.cell) == ["2.8", "0.5"])
    #expect(minutes.delta(-60_000) == "−1.0")
    #expect(minutes.delta(600) == "0.0")
    #expect(english.column([10_000_000_000], .duration).unitLabel == "d")
    #expect(english.column([], .duration).unitLabel == "s")
  }

  @Test("a money column takes the places of its largest value")
  func money() {
    let unit = english.column([0.043, 0.021], .money(currency: "USD"))
    #expect([0.043, 0.021].map(unit.cell) == ["$0.043", "$0.021"])
    let totals = english.column([1204, 3.5], .money(currency: "EUR"))
    #expect([1204, 3.5, -2].map(totals.cell) == ["€1,204", "€4", "−€2"])
  }

  @Test(
    "a cell without unit",
    arguments: [
      (1_234_567.0, Unit.count, "1,234,567"), (4.2, .score(of: 5), "4.2"), (0.032, .points, "3.2"), (2400, .duration, "2.4"),
      (0.714, .share, "71.4%"),
    ])
  func cell(v: Double, unit: Unit, expected: String) { #expect(english.cell(v, unit, places: nil) == expected) }
}

@Suite struct AxisTests {
  static let vectors: [(ticks: [Double], unit: Unit, labels: String)] = [
    ([0, 500, 1000], .count, "0 · 500 · 1,000"), ([0, 20_000, 40_000], .count, "0 · 20k · 40k"),
    ([0, 5000, 10_000], .count, "0 · 5k · 10k"),
    ([0, 12_500, 25_000], .count, "0 · 12.5k · 25.0k"), ([0, 600_000, 1_200_000], .count, "0 · 0.6M · 1.2M"),
    ([0, 2500, 5000], .count, "0 · 2,500 · 5,000"),
    ([0, 0.25, 0.5], .share, "0% · 25% · 50%"), ([0, 0.005, 0.01], .share, "0% · 0.5% · 1.0%"),
    ([0.3, 0.6, 0.9], .share, "30% · 60% · 90%"),
    ([0, 0.05, 0.1], .money(currency: "USD"), "$0 · $0.05 · $0.10"), ([0, 10_000, 20_000], .money(currency: "USD"), "$0 · $10k · $20k"),
    ([-0.05, 0, 0.05], .points, "−5 · 0 · 5"), ([3.5, 4, 4.5], .score(of: 5), "3.5 · 4.0 · 4.5"),
    ([0, 500, 1000], .duration, "0 · 0.5~s · 1.0~s"),
    ([0, 15_000, 30_000], .duration, "0 · 15~s · 30~s"), ([0, 60_000, 120_000], .duration, "0 · 1~min · 2~min"),
    ([0, 7_200_000], .duration, "0 · 2~h"),
    ([0, 0.1, 0.2, 0.30000000000000004], .rate, "0 · 0.1 · 0.2 · 0.3"), ([0], .count, "0"),
    ([], .count, ""),
  ]

  @Test("ticks are short, exact and alike", arguments: vectors)
  func ticks(values: [Double], unit: Unit, expected: String) {
    #expect(english.axis(values, unit).joined(separator: " · ") == spaced(expected))
  }
}

@Suite struct CSVNumberTests {
  static let vectors: [(value: Double, text: String)] = [
    (0.0, "0"), (-0.0, "0"), (5, "5"), (-5, "-5"), (0.1, "0.1"), (2.0 / 3, "0.6666666666666666"), (1e-5, "0.00001"),
    (1.25e-7, "0.000000125"),
    (-1e-10, "-0.0000000001"), (123_456_789_012_345, "123456789012345"), (1e14, "100000000000000"), (71.5, "71.5"),
  ]

  @Test("data files have the shortest decimal that reads back", arguments: vectors)
  func write(v: Double, expected: String) { #expect(CSVNumber.write(v) == expected) }

  @Test("a number that is not finite is missing", arguments: [Double.nan, .infinity, -.infinity])
  func missing(v: Double) { #expect(CSVNumber.write(v) == "") }

  @Test(
    "what is written reads back as the same number",
    arguments: [1e15, 1e22, 1.7976931348623157e308, .leastNonzeroMagnitude, 0.1 + 0.2, 1.0 / 3, 6.02e23, 9.999e-5])
  func roundTrip(v: Double) { #expect(Double(CSVNumber.write(v)) == v) }
}
