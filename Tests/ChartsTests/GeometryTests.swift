import Markup
import Notation
import Testing

@testable import Charts

@Suite struct GeometryTests {
  // Rules and vectors: steps of 1, 2, 5 and at most max(3, height / 40) intervals.
  @Test(
    "ticks cover the data with the smallest allowed step",
    arguments: [
      (936.0, Unit.count, 208.0, [0, 200, 400, 600, 800, 1000]), (3, .count, 208, [0, 1, 2, 3]),
      (2_639, .count, 150, [0, 1000, 2000, 3000]),
      (0.714, .share, 208, [0, 0.2, 0.4, 0.6, 0.8]), (1, .share, 208, [0, 0.2, 0.4, 0.6, 0.8, 1]),
      (0.04, .share, 208, [0, 0.01, 0.02, 0.03, 0.04]),
      (4_200, .duration, 208, [0, 1000, 2000, 3000, 4000, 5000]), (50_000, .duration, 208, [0, 10_000, 20_000, 30_000, 40_000, 50_000]),
      (100_000, .duration, 208, [0, 30_000, 60_000, 90_000, 120_000]),
      (7_200_000, .duration, 208, [0, 1_800_000, 3_600_000, 5_400_000, 7_200_000]),
      (0.043, .money(currency: "USD"), 208, [0, 0.01, 0.02, 0.03, 0.04, 0.05]), (0.3, .ratio, 208, [0, 0.1, 0.2, 0.3]),
    ])
  func zeroBased(_ maximum: Double, _ unit: Unit, _ height: Double, _ expected: [Double]) {
    let ticks = Ticks(minimum: 0, maximum: maximum, unit: unit, height: height, fromZero: true)
    #expect(ticks.values == expected)
    #expect(!ticks.startsAboveZero)
  }

  @Test("an axis may start higher only when less than half of its height would be used")
  func lifted() {
    let rates = Ticks(minimum: 0.658, maximum: 0.714, unit: .share, height: 166, fromZero: false)
    #expect(rates.values == [0.64, 0.66, 0.68, 0.7, 0.72])
    #expect(rates.startsAboveZero)
    #expect(Ticks(minimum: 0.1, maximum: 0.7, unit: .share, height: 166, fromZero: false).values.first == 0)
    #expect(Ticks(minimum: 0.7, maximum: 0.7, unit: .share, height: 166, fromZero: false).values.first == 0)
    #expect(Ticks(minimum: 0.658, maximum: 0.714, unit: .share, height: 166, fromZero: true).values.first == 0)
  }

  @Test("only zeros give the axis from 0 to 1")
  func zeros() {
    let ticks = Ticks(minimum: 0, maximum: 0, unit: .count, height: 208, fromZero: true)
    #expect(ticks.isEmpty)
    #expect(ticks.values == [0, 1])
  }

  @Test("ticks cover any range: the first is at most the minimum, the last at least the maximum, at most six steps")
  func covers() {
    for unit in [Unit.count, .share, .duration, .money(currency: "USD"), .ratio, .points, .rate] {
      for exponent in -6...12 {
        for factor in [1.0, 1.7, 3.3, 9.99] {
          let maximum = factor * TickSteps.power(exponent)
          for minimum in [0, -maximum / 3, maximum * 0.9] {
            for fromZero in [true, false] {
              let values = Ticks(minimum: minimum, maximum: maximum, unit: unit, height: 208, fromZero: fromZero).values
              #expect(values.first.map { $0 <= minimum + 1e-9 * maximum } == true, "\(unit) \(minimum) \(maximum) \(values)")
              #expect(values.last.map { $0 >= maximum * (1 - 1e-9) } == true, "\(unit) \(maximum) \(values)")
              #expect(values.count <= 6)
              #expect(zip(values, values.dropFirst()).allSatisfy(<))
            }
          }
        }
      }
    }
  }

  @Test("a value that is not finite never reaches a coordinate")
  func notFinite() {
    let scale = LinearScale(low: 0, high: 10)
    #expect(scale.percent(.nan) == 0)
    #expect(scale.percent(.infinity) == 0)
    #expect(scale.percent(25) == 100)
    #expect(LinearScale(low: 3, high: 3).percent(3) == 0)
    #expect(Ticks(minimum: .nan, maximum: .infinity, unit: .count, height: 208, fromZero: true).isEmpty)
  }

  @Test(
    "text widths follow the table of advances",
    arguments: [
      ("", 0.0), ("1,000", 2.85), ("7 Sep", 2.85), ("%", 0.9), ("@", 1), ("電気", 2), ("→", 1), ("−0.4", 2.3), ("\u{2068}a\u{2069}", 0.6),
    ])
  func widths(_ text: String, _ ems: Double) {
    #expect(abs(TextWidth.ems(text) - ems) < 1e-9)
  }

  @Test("a cut text fits and ends with an ellipsis")
  func cut() {
    let cut = TextWidth.fitted(Samples.long, into: 100)
    #expect(cut.hasSuffix("…"))
    #expect(TextWidth.pixels(cut) <= 100)
    #expect(TextWidth.fitted("short", into: 100) == "short")
    #expect(TextWidth.fitted("short", into: 1) == "…")
    #expect(TextWidth.fitted("👩‍👩‍👧x👩‍👩‍👧", into: 90).hasPrefix("👩‍👩‍👧"))
  }

  @Test("labels of a row keep 8 pixels between them in every tier, the first and the last stay")
  func rows() {
    for count in 1...40 {
      let labels = (0..<count).map { AxisLabels.Label(text: "\($0 + 1) Sep", percent: (Double($0) + 0.5) / Double(count) * 100) }
      let placed = AxisLabels.place(labels, leftMargin: 40, rightMargin: { $0 == .narrow ? 8 : 104 })
      #expect(placed.first?.text == labels.first?.text)
      #expect(placed.last?.text == labels.last?.text)
      for tier in CardTier.allCases {
        let plot = tier.width - 40 - (tier == .narrow ? 8 : 104)
        let shown = placed.filter { $0.tier <= tier }
        #expect(shown.first?.text == labels.first?.text)
        #expect(shown.last?.text == labels.last?.text)
        for (a, b) in zip(shown, shown.dropFirst()) {
          #expect(AxisLabels.extent(a, plot).upperBound + 8 <= AxisLabels.extent(b, plot).lowerBound + 1e-9)
        }
      }
    }
  }

  @Test("labels at line ends are pushed apart to 18 pixels and stay on the plot")
  func ends() {
    #expect(EndLabels.spread([50, 52, 200], height: 208) == [50, 68, 200])
    #expect(EndLabels.spread([52, 50], height: 208) == [68, 50])
    #expect(EndLabels.spread([205, 207, 208], height: 208) == [172, 190, 208])
    #expect(EndLabels.spread([10, 10, 10], height: 208) == [10, 28, 46])
  }

  @Test("a path is whole relative steps in runs")
  func path() {
    var writer = MarkupWriter()
    let runs = PathWriter.runs([.init(x: 1, y: 5), .init(x: 3, y: -2), nil, .init(x: 9, y: 9), nil, .init(x: 10, y: 0), .init(x: 12, y: 0)])
    PathWriter.lines(runs, into: &writer)
    #expect(writer.finish().string == "M1 5l2-7M10 0l2 0")
  }

  @Test(
    "shares are rounded by largest remainder and add to 1000 tenths",
    arguments: [
      ([1.0, 1, 1], [334, 333, 333]), ([714, 198, 71, 17], [714, 198, 71, 17]), ([99_990, 3, 3, 4], [1000, 0, 0, 0]), ([0, 5], [0, 1000]),
      ([-4, .nan, 2], [0, 0, 1000]),
    ])
  func shares(_ amounts: [Double], _ expected: [Int]) {
    #expect(Shares.tenths(amounts) == expected)
  }

  @Test("without a whole there are no shares")
  func noShares() {
    #expect(Shares.tenths([]) == nil)
    #expect(Shares.tenths([0, 0]) == nil)
    #expect(Shares.tenths([.infinity, 1]) == [0, 1000])
  }
}
