import Statistics
import Testing

// Vectors: E. B. Wilson 1927 by formula and R. G. Newcombe 1998 (Table II), recomputed to six places.
@Suite struct ProportionTests {
  @Test(
    "the Wilson interval gives the published ends",
    arguments: [
      (81, 263, 0.255289, 0.366210), (15, 148, 0.062386, 0.160487), (0, 10, 0, 0.277533), (10, 10, 0.722467, 1),
      (1, 10, 0.017876, 0.404150), (499, 500, 0.988759, 0.999647),
    ])
  func wilson(successes: Int, n: Int, low: Double, high: Double) throws {
    let interval = try #require(Wilson.interval(successes: successes, of: n))
    #expect(near(interval.low, low))
    #expect(near(interval.high, high))
  }

  @Test("a sum of halves and ones has the interval of a proportion of the same size")
  func wilsonWeights() throws {
    #expect(Wilson.interval(weight: 81, of: 263) == Wilson.interval(successes: 81, of: 263))
    let half = try #require(Wilson.interval(weight: 80.5, of: 263))
    #expect(half.low < 0.255289 && half.contains(80.5 / 263))
    #expect(Wilson.interval(weight: -0.5, of: 3) == nil && Wilson.interval(weight: 3.5, of: 3) == nil)
    #expect(Wilson.interval(weight: 0, of: 0) == nil)
  }

  @Test("none of n starts at exactly 0 and all of n ends at exactly 1", arguments: [1, 2, 3, 7, 10, 999, 1_000_000])
  func wilsonEnds(n: Int) {
    #expect(Wilson.interval(successes: 0, of: n)?.low == 0)
    #expect(Wilson.interval(successes: n, of: n)?.high == 1)
  }

  @Test("the Wilson interval holds the rate, stays in 0…1 and mirrors", arguments: [1, 5, 30, 401])
  func wilsonLaws(n: Int) throws {
    for successes in 0...n {
      let interval = try #require(Wilson.interval(successes: successes, of: n))
      #expect(interval.low >= 0 && interval.high <= 1)
      #expect(interval.contains(Double(successes) / Double(n)))
      let mirrored = try #require(Wilson.interval(successes: n - successes, of: n))
      #expect(near(interval.low, 1 - mirrored.high, 1e-12))
    }
  }

  @Test("impossible counts have no interval", arguments: [(0, 0), (-1, 10), (11, 10), (1, -1)])
  func wilsonNone(successes: Int, n: Int) {
    #expect(Wilson.interval(successes: successes, of: n) == nil)
    #expect(Newcombe.difference(successes, n, 5, 10) == nil)
    #expect(Newcombe.difference(5, 10, successes, n) == nil)
    let test = TwoProportion.test(successes, n, 5, 10)
    #expect(test.z == nil && test.p == 1)
  }

  @Test(
    "the Newcombe difference gives the published ends",
    arguments: [
      ([56, 70, 48, 80], 0.2, 0.052431, 0.333873), ([9, 10, 3, 10], 0.6, 0.170523, 0.809018),
      ([680, 1000, 640, 1000], 0.04, -0.001519, 0.081328), ([10, 10, 0, 20], 1, 0.679086, 1),
      ([0, 10, 0, 10], 0, -0.277533, 0.277533),
    ])
  func newcombe(counts: [Int], difference: Double, low: Double, high: Double) throws {
    let result = try #require(Newcombe.difference(counts[0], counts[1], counts[2], counts[3]))
    #expect(near(result.difference, difference))
    #expect(near(result.interval.low, low))
    #expect(near(result.interval.high, high))
    let swapped = try #require(Newcombe.difference(counts[2], counts[3], counts[0], counts[1]))
    #expect(near(swapped.interval.low, -result.interval.high, 1e-12), "swapping the sides mirrors the interval")
  }

  @Test(
    "the two-proportion test gives the published z and p",
    arguments: [([56, 70, 48, 80], 2.6502, 0.008045), ([30, 80, 20, 80], 1.7056, 0.088082)])
  func twoProportion(counts: [Int], z: Double, p: Double) {
    let test = TwoProportion.test(counts[0], counts[1], counts[2], counts[3])
    #expect(near(test.z, z, 5e-5))
    #expect(near(test.p, p, 5e-7))
  }

  @Test("without any variation there is no z and p is 1", arguments: [[0, 10, 0, 20], [10, 10, 20, 20], [0, 0, 0, 0]])
  func twoProportionUndefined(counts: [Int]) {
    let test = TwoProportion.test(counts[0], counts[1], counts[2], counts[3])
    #expect(test.z == nil)
    #expect(test.p == 1)
  }

  @Test("counts near the largest integer do not trap")
  func hugeCounts() {
    #expect(Wilson.interval(successes: .max / 2, of: .max) != nil)
    #expect(TwoProportion.test(.max / 2, .max, .max / 3, .max).z != nil)
  }
}

@Suite struct BenjaminiHochbergTests {
  // The 15 p values of Benjamini and Hochberg 1995, §4: four discoveries at q = 0.05.
  static let published = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
  ]

  @Test("the example of the paper has four discoveries at 5 %")
  func paper() {
    #expect(BenjaminiHochberg.rejected(Self.published, q: 0.05).filter { $0 }.count == 4)
  }

  @Test("the order of the list does not matter")
  func order() {
    let reversed = Array(Self.published.reversed())
    #expect(BenjaminiHochberg.rejected(reversed, q: 0.05).reversed() == BenjaminiHochberg.rejected(Self.published, q: 0.05))
  }

  @Test("a later p value below its line rescues earlier ones above theirs")
  func stepUp() { #expect(BenjaminiHochberg.rejected([0.06, 0.08, 0.099], q: 0.10) == [true, true, true]) }

  @Test("nothing is discovered in nothing, in noise or in broken numbers")
  func none() {
    #expect(BenjaminiHochberg.rejected([]) == [])
    #expect(BenjaminiHochberg.rejected([0.2, 0.9, 0.5]) == [false, false, false])
    #expect(BenjaminiHochberg.rejected([.nan, -1, 2]) == [false, false, false])
  }
}
