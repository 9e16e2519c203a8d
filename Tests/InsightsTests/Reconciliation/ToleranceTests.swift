import Notation
import Testing

@testable import Insights

@Suite("Tolerance of a reported number")
struct ToleranceTests {
  struct Case: Sendable {
    var unit: Unit
    var siblings: [Double]
    var half: Double
  }

  @Test(
    "half of the last digit that the body writes",
    arguments: [
      Case(unit: .count, siblings: [12.5], half: 0),
      Case(unit: .share, siblings: [0.6993, 0.52], half: 0.00005),
      Case(unit: .share, siblings: [0.699], half: 0.0005),
      // One whole per cent says little about digits; three say that there are none.
      Case(unit: .share, siblings: [0.75], half: 0.0005),
      Case(unit: .share, siblings: [0.75, 0.52, 0.41], half: 0.005),
      Case(unit: .share, siblings: [1, 1, 1], half: 0.0005),
      Case(unit: .rate, siblings: [12.62], half: 0.005),
      Case(unit: .rate, siblings: [4], half: 0.05),
      Case(unit: .duration, siblings: [9148], half: 0.5),
      Case(unit: .duration, siblings: [0.15], half: 0.005),
      Case(unit: .duration, siblings: [94_000, 61_000], half: 500),
      Case(unit: .score(of: 100), siblings: [52, 61.9], half: 0.05),
    ])
  func half(_ one: Case) { #expect(abs(Tolerance(one.unit, siblings: one.siblings).half - one.half) < 1e-12, "\(one)") }

  @Test(
    "a vendor that writes seconds rounds at its own digits",
    arguments: [([93_600.0], 50.0), ([276_000], 500), ([93_600, 94_250], 5), ([], 0.5)] as [([Double], Double)])
  func seconds(_ siblings: [Double], _ half: Double) {
    #expect(abs(Tolerance(.duration, siblings: siblings, inSeconds: true).half - half) < 1e-9)
  }

  @Test("a number cut off after its last digit is the same number")
  func cutOff() {
    let tolerance = Tolerance(.duration, siblings: [9148])
    #expect(!tolerance.allows(9148, 9148.9))
    #expect(tolerance.isCutOff(9148, 9148.9))
    #expect(!tolerance.isCutOff(9148, 9149.1))
    #expect(!Tolerance.exact.isCutOff(9, 9.5))
  }

  @Test("the last bits of a division are no difference") func bits() { #expect(Tolerance.exact.allows(0.1 + 0.2, 0.3)) }
}
