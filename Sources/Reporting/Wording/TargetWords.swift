import Aggregation
import Insights
import Notation

/// How targets are spoken of.
enum TargetWords {
  static let met = "Met"
  static let missed = "Missed"
  static let withinChance = "within chance"

  /// `at least 70%`, `at most 3 s`.
  static func wanted(_ target: Target, _ metric: Metric, _ notation: Notation) -> String {
    let value = notation.text(target.value, metric.unit)
    return target.side == .atLeast ? "at least \(value)" : "at most \(value)"
  }

  /// `Met`, `Missed`, or why neither.
  static func status(_ result: TargetResult) -> String {
    if let isMet = result.isMet { return isMet ? met : missed }
    switch result.estimate.state {
    case .tooFew: return StatusWords.tooFew
    case .unavailable(.notConfigured): return StatusWords.notConfigured
    default: return StatusWords.noData
    }
  }

  /// On a card: `target at least 70%: met`.
  static func note(_ result: TargetResult, _ metric: Metric, _ notation: Notation) -> String {
    let words = "target \(wanted(result.target, metric, notation)): \(status(result).lowercased())"
    return result.isWithinChance ? "\(words), \(withinChance)" : words
  }

  /// `2 of 4 targets are met`.
  static func title(_ results: [TargetResult], _ notation: Notation) -> String {
    let judged = results.filter { $0.isMet != nil }
    let count = judged.count { $0.isMet == true }
    if judged.isEmpty { return "No target can be judged" }
    if judged.count == 1 { return count == 1 ? "The target is met" : "The target is missed" }
    if count == judged.count { return "All \(notation.text(Double(count), .count)) targets are met" }
    if count == 0 { return "None of \(notation.text(Double(judged.count), .count)) targets is met" }
    return
      "\(notation.text(Double(count), .count)) of \(notation.text(Double(judged.count), .count)) targets \(count == 1 ? "is" : "are") met"
  }

  /// `Met: deflection rate. Missed: median response time by 0.4 s.`
  static func reading(_ results: [(result: TargetResult, metric: Metric)], _ notation: Notation) -> String {
    var sentences: [String] = []
    let hit = results.filter { $0.result.isMet == true }.map { Measure($0.metric).inside }
    let lost = results.filter { $0.result.isMet == false }.map { item in
      let distance = abs(item.result.distance ?? 0)
      let unit = item.metric.unit == .share ? Unit.points : item.metric.unit
      return "\(Measure(item.metric).inside) by \(notation.text(distance, unit))"
    }
    let open = results.filter { $0.result.isMet == nil }.map { Measure($0.metric).inside }
    if !hit.isEmpty { sentences.append("Met: \(PlainEnglish.list(hit)).") }
    if !lost.isEmpty { sentences.append("Missed: \(PlainEnglish.list(lost)).") }
    if !open.isEmpty { sentences.append("Not judged: \(PlainEnglish.list(open)).") }
    return sentences.joined(separator: " ")
  }
}
