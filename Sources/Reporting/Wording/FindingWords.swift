import Insights

/// Sentences of "what changed".
enum FindingWords {
  /// `Response time, median rose 0.4 s to 2.8 s, from 2.4 s in January.` — or that it is within normal variation.
  static func sentence(_ status: Finding.Status, _ change: ChangeFacts) -> String {
    let value = change.notation.text(change.current, change.measure.unit)
    let before = change.notation.text(change.previous, change.measure.unit)
    let from = "from \(before) in \(change.previousWords)"
    if status != .noClearChange, let amount = ChangeWords.amount(change) {
      return "\(change.measure.title) \(change.delta > 0 ? "rose" : "fell") \(amount) to \(value), \(from)."
    }
    if status != .noClearChange { return "\(change.measure.title): \(value), \(from)." }
    if value == before { return "\(change.measure.title) stayed at \(value), as in \(change.previousWords)." }
    return "\(change.measure.title): \(value); the change \(from) is within normal variation."
  }
}
