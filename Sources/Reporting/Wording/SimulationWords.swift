import Insights
import Notation

/// Sentences over simulated callers.
enum SimulationWords {
  /// Who does best and worst with what certainty.
  static func ranking(_ ranking: ScoreRanking) -> String {
    let plain = "Simulation score by persona"
    guard let best = ranking.places.first, let worst = ranking.places.last else { return plain }
    if worst.tiesBest { return "No persona clearly scores better or worse than another" }
    let top = ranking.places.filter(\.tiesBest).count
    let bottom = ranking.places.filter(\.tiesWorst).count
    func name(_ place: ScoreRanking.Place) -> String { PlainEnglish.shortened(place.name, to: 24) }
    let high = top == 1 ? "\(name(best)) scores best" : "\(top) personas share the best score"
    let low = bottom == 1 ? "\(name(worst)) worst" : "\(bottom) share the worst"
    return TitleLimit.choose(["\(high), \(low)"], otherwise: plain)
  }

  /// How a place stands to the ends of the ranking.
  static func place(_ place: ScoreRanking.Place, in ranking: ScoreRanking) -> String {
    let isAlone = { (end: KeyPath<ScoreRanking.Place, Bool>) in ranking.places.filter { $0[keyPath: end] }.count == 1 }
    switch (place.tiesBest, place.tiesWorst) {
    case (true, true): return "no clear difference"
    case (true, false): return isAlone(\.tiesBest) ? "best" : "ties with the best"
    case (false, true): return isAlone(\.tiesWorst) ? "worst" : "ties with the worst"
    case (false, false): return "between"
    }
  }

  /// How estimates came about.
  static func rankingReading(_ ranking: ScoreRanking, mean: String, notation: Notation) -> String {
    let scores = ranking.places.reduce(0) { $0 + $1.count }
    let counted = PlainEnglish.counted(Double(scores), notation.text(Double(scores), .count), Noun(singular: "score", plural: "scores"))
    let head = "\(counted) of \(ranking.places.count) personas, \(mean) on average."
    if ranking.reliability == 0 { return "\(head) The personas differ by no more than chance, so all estimates are that average." }
    let share = notation.text(ranking.reliability, .share)
    return "\(head) \(share) of the spread between personas is more than chance; each estimate is drawn to the average by the rest."
  }

  /// How the score runs from easy to hard.
  static func gradient(_ tested: TestedCombinations, points: (Double) -> String) -> String {
    let plain = "Simulation score by difficulty"
    guard let slope = tested.slope, let first = tested.knownLevels.first, let last = tested.knownLevels.last else { return plain }
    let (easy, hard) = (words(first.difficulty), words(last.difficulty))
    if abs(slope) < 0.05 { return "The score is the same from \(easy) to \(hard)" }
    return TitleLimit.choose(
      ["The score \(slope > 0 ? "falls" : "rises") by \(points(abs(slope))) points from \(easy) to \(hard)"], otherwise: plain)
  }

  /// Levels the wrong way round; nil when every harder one scores less.
  static func inversions(_ tested: TestedCombinations) -> String? {
    let pairs = tested.inversions.map { "\(words($0.harder)) scores more than \(words($0.easier))" }
    if pairs.isEmpty { return nil }
    return "Not in order: \(PlainEnglish.list(pairs)). The labels of these personas may not say how hard they are, or too few were run."
  }

  /// How much of the grid was tried.
  static func gaps(_ tested: TestedCombinations) -> String {
    let all = tested.emotions.count * tested.difficulties.count
    if tested.gaps.isEmpty { return "Every combination of emotion and difficulty was simulated" }
    return "\(tested.gaps.count) of \(all) combinations of emotion and difficulty were not simulated"
  }

  /// The best and the worst cell with enough scores.
  static func matrix(_ tested: TestedCombinations, least: Int, score: (Double) -> String) -> String {
    let cells = tested.cells.filter { $0.emotion != nil && $0.difficulty != nil && $0.scored >= least && $0.score != nil }
    func name(_ cell: TestedCombinations.Cell) -> String { "\(words(cell.emotion ?? "")), \(words(cell.difficulty ?? ""))" }
    let sorted = cells.sorted { ($0.score ?? 0) > ($1.score ?? 0) }
    guard let best = sorted.first, let worst = sorted.last, let high = best.score, let low = worst.score, high > low else {
      return "Simulation score by emotion and difficulty"
    }
    return TitleLimit.choose(
      ["Scores range from \(score(low)) (\(name(worst))) to \(score(high)) (\(name(best)))"],
      otherwise: "Simulation score by emotion and difficulty")
  }

  /// Whether the last days differ from the days before them. A number of simulations in `days` of `all` days is a draw of `total` with
  /// the share `days / all` when nothing changed.
  static func trend(_ count: Int, days: Int, of total: Int, in all: Int, interval: (low: Double, high: Double)?) -> String {
    guard let interval, days < all, all > 0 else { return "Simulations per day in the last days" }
    let expected = Double(days) / Double(all)
    if interval.low > expected { return "More simulations per day in the last \(days) days than in the last \(all)" }
    if interval.high < expected { return "Fewer simulations per day in the last \(days) days than in the last \(all)" }
    return "Simulations per day: no clear change in the last \(days) days"
  }

  static func words(_ name: String) -> String { String(name.map { $0 == "_" ? " " : $0 }) }
}
