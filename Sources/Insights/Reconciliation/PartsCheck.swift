import Basics
import Notation
import Privacy
import Records

/// Whether the overall score of a body of persona statistics is a mean of the groups that the same body reports.
struct PartsCheck {
  private let documents: Documents
  init(_ documents: Documents) { self.documents = documents }

  /// Last component of a path: `overview.avg_score_all_personas` → `avg_score_all_personas`.
  private static func leaf(_ path: String) -> String { String(path.split(separator: ".").last ?? "") }
  /// Names of weights by the vendor's names of the counts.
  private static let weights = ["total_simulations": "simulations", "count": "personas"]
  private static let breakdowns: Set<String> = ["emotion", "difficulty", "language"]

  /// One row for each body that reports an overall score and at least one breakdown with means.
  var rows: [Reconciled] {
    documents.bodies.indices.compactMap { body in
      let figures = documents.figures.filter { $0.body == body }
      guard let total = figures.first(where: { Self.leaf($0.path) == "avg_score_all_personas" }), let reported = total.value
      else { return nil }
      let breakdowns = breakdowns(figures)
      guard !breakdowns.isEmpty else { return nil }
      return row(body, total, reported, breakdowns)
    }
  }

  private func breakdowns(_ figures: [ReportedFigure]) -> [String: [Weighting.Part]] {
    struct Key: Hashable {
      let dimension: String
      let member: String
    }
    var means: [Key: Double] = [:]
    var weights: [Key: [String: Double]] = [:]
    for figure in figures {
      guard let dimension = figure.dimension, Self.breakdowns.contains(dimension), let member = figure.member?.string,
        let value = figure.value
      else { continue }
      let key = Key(dimension: dimension, member: member)
      let leaf = Self.leaf(figure.path)
      if leaf == "avg_score" { means[key] = value }
      if let weight = Self.weights[leaf] { weights[key, default: [:]][weight] = value }
    }
    var result: [String: [Weighting.Part]] = [:]
    for (key, mean) in means.sorted(by: { ($0.key.dimension, $0.key.member) < ($1.key.dimension, $1.key.member) }) {
      result[key.dimension, default: []].append(Weighting.Part(mean: mean, weights: weights[key] ?? [:]))
    }
    return result
  }

  private func row(_ index: Int, _ total: ReportedFigure, _ reported: Double, _ parts: [String: [Weighting.Part]]) -> Reconciled? {
    let candidates = Weighting.candidates(parts, reported: reported)
    guard let best = candidates.first else { return nil }
    let body = documents.bodies[index]
    let tolerance = Tolerance(total.unit, siblings: [reported]).half + Weighting.slack(parts.values.flatMap { $0.map(\.mean) })
    // By simulations is what a mean of simulations is; it is preferred where it fits, whatever fits better. One part alone has no weight.
    let natural = candidates.first { candidate in
      (candidate.weight == "simulations" || parts[candidate.breakdown]?.count == 1) && abs(candidate.value - reported) <= tolerance
    }
    let chosen = natural ?? best
    var row = Reconciled(
      body: index, vendor: body.vendor, source: body.source, file: body.file, kind: body.kind, quantity: total.quantity,
      metric: total.metric, path: total.path, unit: total.unit, reported: reported, computed: natural?.value, tolerance: tolerance,
      base: parts[chosen.breakdown]?.count ?? 0, verdict: .notReproducible)
    row.candidate = chosen.name
    row.variant = chosen.value
    if let natural {
      row.verdict = Tolerance.isSame(natural.value, reported) ? .equal : .withinRounding
    } else if abs(best.value - reported) <= tolerance {
      row.verdict = .explained(.otherWeighting)
    }
    return row
  }
}
