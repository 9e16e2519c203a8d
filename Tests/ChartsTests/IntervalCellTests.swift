import Testing

@testable import Charts

struct IntervalCellTests {
  @Test("line, dots and reference lie on one axis that keeps clear of the edges")
  func places() throws {
    let cell = try #require(IntervalCell(0.5, low: 0.25, high: 1, raw: 0.75, reference: 0, axis: 0...1))
    let svg = cell.draw().string
    #expect(svg.contains(#"x1="27.5%" x2="95%""#), "5 + 90 × 0.25, 5 + 90")
    #expect(svg.contains(#"<line class="ref" x1="5%" x2="5%""#))
    #expect(svg.contains(#"<circle class="hollow" cx="72.5%""#) && svg.contains(#"<circle class="dot1" cx="50%""#))
    #expect(svg.contains(#"aria-hidden="true""#))
  }

  @Test(
    "nothing is drawn from numbers that are not finite, an axis without length or ends the wrong way round",
    arguments: [(Double.nan, 0.0, 1.0), (0.5, 0.0, Double.infinity), (0.5, 1.0, 0.0)])
  func broken(value: Double, low: Double, high: Double) {
    #expect(IntervalCell(value, low: low, high: high, axis: 0...1) == nil)
    #expect(IntervalCell(0.5, low: 0.5, high: 0.5, axis: 1...1) == nil)
  }
}
