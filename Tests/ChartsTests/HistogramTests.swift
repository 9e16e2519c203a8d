import Notation
import Testing

@testable import Charts

@Suite struct HistogramTests {
  @Test("no case is lost between bins and overflow")
  func total() {
    for unit in [Unit.count, .duration, .money(currency: "USD"), .score(of: 5)] {
      for spread in [1.0, 7, 31, 1_000, 86_400_000] {
        let data = (0..<300).map { (value: Double($0 * $0) * spread / 1_000, count: 1 + $0 % 7) }
        let bins = HistogramBins(data, unit: unit)
        #expect(bins.total == data.reduce(0) { $0 + $1.count })
        #expect(bins.counts.count <= 30)
        #expect(bins.counts.count >= 12 || bins.width == 1, "\(unit) \(spread): \(bins.counts.count)")
      }
    }
  }

  @Test(
    "the width is round",
    arguments: [
      (Unit.duration, 10_000.0, 500.0), (.duration, 100_000, 5_000), (.duration, 3_600_000, 120_000), (.count, 100, 5), (.count, 12, 1),
      (.count, 1_000, 50),
      (.money(currency: "USD"), 0.2, 0.01),
    ])
  func width(_ unit: Unit, _ maximum: Double, _ expected: Double) {
    let data = (0..<200).map { (value: Double($0) / 200 * maximum, count: 1) }
    #expect(abs(HistogramBins(data, unit: unit).width - expected) < 1e-12)
  }

  @Test("a value on an edge belongs to the bin that starts there")
  func edges() {
    let bins = HistogramBins([(0, 1), (0.1, 1), (0.2, 1), (0.3, 1), (1.2, 1)], unit: .ratio)
    #expect(bins.width == 0.05)
    #expect(bins.counts.enumerated().filter { $0.element > 0 }.map(\.offset) == [0, 2, 4, 6, 24])
  }

  @Test("a far outlier fills the overflow bin, not the axis")
  func outlier() {
    let bins = HistogramBins([(1_000, 500), (2_000, 900), (2_000_000_000, 1)], unit: .duration)
    #expect(bins.overflow == 1)
    #expect(bins.high <= 3_000)
  }

  @Test("whole values close to each other get a bin each")
  func discrete() {
    let bins = HistogramBins([(3, 10), (5, 2), (4, 1)], unit: .count)
    #expect(bins.low == 3)
    #expect(bins.width == 1)
    #expect(bins.counts == [10, 1, 2])
    let table = Samples.histogram([(3, 10), (5, 2), (4, 1)], format: Samples.count).table
    #expect(table.rows.map { $0[0].text } == ["3", "4", "5"])
  }

  @Test("an empty distribution has no bins and says so")
  func empty() {
    #expect(HistogramBins([], unit: .count).counts.isEmpty)
    #expect(HistogramBins([(.nan, 4), (3, 0)], unit: .count).total == 0)
    #expect(Samples.histogram([]).facts.sentence() == "Nothing to show.")
  }

  @Test("names of bins share their unit; the tail is named by its start")
  func names() {
    let table = Samples.histogram(Samples.waits).table
    #expect(table.rows.first?[0].text == "0 to 0.5\u{A0}s")
    #expect(table.rows.last?[0].text == "over 10\u{A0}s")
    #expect(table.rows.last?[1].text == "455")
  }

  @Test("the leftmost reference line is the tallest")
  func references() {
    let figure = Samples.histogram(Samples.waits, [.init(6_100, "b", short: "b"), .init(2_400, "a", short: "a")])
    #expect(figure.svg.string.contains(#"<line class="ref" x1="21.82%" x2="21.82%" y1="-40" y2="150"/>"#))
    #expect(figure.svg.string.contains(#"<line class="ref2" x1="55.45%" x2="55.45%" y1="-22" y2="150"/>"#))
    #expect(figure.table.caption == "Time to first answer (b; a)")
  }
}
