import Statistics
import Testing

@Suite struct XmRTests {
  static let points: [Double] = [10, 12, 11, 13, 10, 11, 12, 10, 13, 11, 12, 9]

  @Test("limits are mean ± 2.66 × mean moving range")
  func limits() throws {
    let chart = try #require(XmR(Self.points))
    // Sum 134, moving ranges 2 1 2 3 1 1 2 3 2 1 3 = 21 over 11.
    #expect(near(chart.centre, 134.0 / 12, 1e-12))
    #expect(near(chart.upper, 134.0 / 12 + 2.66 * 21 / 11, 1e-12))
    #expect(near(chart.lower, 134.0 / 12 - 2.66 * 21 / 11, 1e-12))
  }

  @Test("eleven points or a broken one give no limits")
  func tooFew() {
    #expect(XmR(Array(Self.points.dropLast())) == nil)
    #expect(XmR(Self.points.dropLast() + [.nan]) == nil)
  }

  @Test("a point outside and the seventh on one side are signals")
  func signals() throws {
    let chart = try #require(XmR(Self.points))
    #expect(chart.signals([11, 17, 5, 12, 12, 12, 12, 12, 12]) == [.none, .above, .below, .none, .none, .none, .none, .none, .none])
    #expect(chart.signals([12, 12, 12, 12, 12, 12, 12, 12]).suffix(3) == [.none, .runAbove, .runAbove])
    #expect(chart.signals([11, 10, 11, 10, 11, 10, 11]).last == .runBelow)
    #expect(chart.signals([12, 12, 12, 12, 12, 12, 11, 12]).allSatisfy { $0 == .none }, "a change of side ends the run")
  }
}
