import Notation
import Records
import Testing

@testable import Insights

@Suite("Totals from their parts")
struct WeightingTests {
  /// The example of the vendor's own reference page of persona statistics, as measured in the notes on analytics, section 0.
  private static let breakdowns: [String: [Weighting.Part]] = [
    "emotion": [part(71.2, 3, 345), part(92.7, 2, 234), part(78.9, 4, 289), part(86.4, 6, 588)],
    "difficulty": [part(91.3, 5, 456), part(81.7, 7, 623), part(69.2, 3, 377)],
    "language": [part(84.1, 12), part(81.3, 2), part(79.8, 1)],
  ]

  private static func part(_ mean: Double, _ personas: Double, _ simulations: Double? = nil) -> Weighting.Part {
    var weights = ["personas": personas]
    if let simulations { weights["simulations"] = simulations }
    return Weighting.Part(mean: mean, weights: weights)
  }

  @Test(
    "each way of weighting gives what was measured",
    arguments: [
      ("emotion/simulations", 82.32), ("difficulty/simulations", 81.47), ("emotion/personas", 82.20), ("difficulty/personas", 82.40),
      ("language/personas", 83.44), ("emotion/unweighted", 82.30), ("difficulty/unweighted", 80.73), ("language/unweighted", 81.73),
    ])
  func vector(name: String, value: Double) throws {
    let candidates = Weighting.candidates(Self.breakdowns, reported: 83.7)
    #expect(candidates.count == 8)
    let candidate = try #require(candidates.first { $0.name == name })
    #expect(abs(candidate.value - value) < 0.005, "\(candidate.value)")
  }

  /// A body of persona statistics.
  private func snapshot(_ overall: Double, _ breakdowns: [String: [Weighting.Part]]) -> Snapshot {
    var snapshot = Snapshot()
    let body = snapshot.body("personas-stats", .allTime, anchor: .vendor, vendor: .chanl)
    let score = Unit.score(of: 100)
    snapshot.figure(body, "avg_score_all_personas", overall, "sim.score", score, path: "stats.overview.avg_score_all_personas")
    for (dimension, parts) in breakdowns {
      for (index, part) in parts.enumerated() {
        let cut = (dimension, "part \(index)")
        let place = "stats.personas_by_\(dimension).*."
        snapshot.figure(body, "avg_score", part.mean, "sim.score", score, cut: cut, path: place + "avg_score")
        snapshot.figure(body, "count", part.weights["personas"], "per.total", cut: cut, path: place + "count")
        if let n = part.weights["simulations"] {
          snapshot.figure(body, "total_simulations", n, "sim.count", cut: cut, path: place + "total_simulations")
        }
      }
    }
    return snapshot
  }

  private func total(_ snapshot: Snapshot) throws -> Reconciled {
    try #require(snapshot.report().rows.first { $0.candidate != nil })
  }

  @Test("the vendor's documented example is not reproducible; the best candidate is off by 0.26")
  func documented() throws {
    let row = try total(snapshot(83.7, Self.breakdowns))
    #expect(row.verdict == .notReproducible)
    #expect(row.candidate == "language/personas")
    let variant = try #require(row.variant)
    #expect(abs(variant - 83.44) < 0.005)
    #expect(abs(83.7 - variant - 0.26) < 0.005)
    #expect(row.vendor == .chanl)
  }

  @Test("the example of this repository's fixtures: 73.9 is a mean over scored runs, which no group states")
  func fixture() throws {
    let row = try total(
      snapshot(
        73.9,
        [
          "emotion": [
            Self.part(77.7, 1, 7), Self.part(59.2, 2, 20), Self.part(96.7, 1, 6), Self.part(90.7, 2, 7),
          ],
          "difficulty": [Self.part(93.7, 2, 13), Self.part(61.9, 1, 14), Self.part(77.7, 2, 7), Self.part(52, 1, 6)],
          "language": [Self.part(77.2, 4), Self.part(77.7, 1), Self.part(52, 1)],
        ]))
    #expect(row.verdict == .notReproducible)
    #expect(row.candidate == "emotion/simulations")
    #expect(abs((row.variant ?? 0) - 73.575) < 1e-9)
  }

  @Test("a mean by simulations is what it should be; by personas it is another weighting")
  func weighting() throws {
    let parts = ["emotion": [Self.part(80, 1, 30), Self.part(60, 3, 10)]]
    #expect(try total(snapshot(75, parts)).verdict == .equal)
    #expect(try total(snapshot(75.1, parts)).verdict == .withinRounding)
    #expect(try total(snapshot(65, parts)).verdict == .explained(.otherWeighting))
    #expect(try total(snapshot(65, parts)).candidate == "emotion/personas")
  }

  @Test("a group whose weight is missing rules only that weighting out")
  func missing() {
    let parts = ["language": [Weighting.Part(mean: 80, weights: ["personas": 1]), Weighting.Part(mean: 60, weights: [:])]]
    #expect(Weighting.candidates(parts, reported: 70).map(\.name) == ["language/unweighted"])
    #expect(Weighting.candidates(["language": []], reported: 1).isEmpty)
  }
}
