import Testing

@testable import Statistics

@Suite("Means drawn towards the mean of all")
struct NormalShrinkageTests {
  @Test("two groups by hand: σ² = 1, n = 2, means 0 and 4")
  func vector() throws {
    // Within: (±√½)² twice a group, so σ² = 2 / (4 − 2) = 1. Between: 2·4 + 2·4 = 16, scale 4 − 8/4 = 2, τ² = (16 − 1) / 2 = 7.5.
    let half = 0.5.squareRoot()
    let made = try #require(NormalShrinkage([[-half, half], [4 - half, 4 + half]]))
    #expect(abs(made.mean - 2) < 1e-12)
    #expect(abs(made.groups[0].shrunk - (2 - 2 * 7.5 / 8)) < 1e-12)
    #expect(abs(made.groups[1].interval.width - 2 * 1.959963984540054 * (7.5 / 8 * 0.5).squareRoot()) < 1e-12)
    #expect(abs(made.reliability - 7.5 / 8) < 1e-12)
  }

  @Test("groups that differ by less than their noise all get the mean of all")
  func noDifference() throws {
    let made = try #require(NormalShrinkage([[1, 9], [2, 8], [0, 10.5]]))
    #expect(made.reliability == 0 && made.groups.allSatisfy { $0.shrunk == made.mean })
  }

  @Test(
    "nothing to compare gives nothing",
    arguments: [[], [[1, 2]], [[1], [2]], [[1, 2], []], [[3, 3], [3, 3]], [[1, .nan], [2, 3]]] as [[[Double]]])
  func none(_ values: [[Double]]) { #expect(NormalShrinkage(values) == nil) }

  @Test("the order of values does not matter")
  func order() {
    #expect(NormalShrinkage([[0.1, 0.2, 0.3], [5, 7.7]])?.groups == NormalShrinkage([[0.3, 0.1, 0.2], [7.7, 5]])?.groups)
  }
}
