import Insights
import Notation
import Statistics

/// How few groups make how much of the whole: a Pareto chart in one sentence.
enum ConcentrationWords {
  /// `5 of 40 intents make 62% of the hand-offs with an intent.` The smallest number of groups that together make at least three fifths, of
  /// amounts sorted from largest to smallest; the share of the largest when that takes most of the groups.
  static func sentence(_ amounts: [Int], _ noun: String, of whole: String, _ c: StatementContext) -> String {
    let total = amounts.reduce(0, +)
    let groups = c.counted(Double(amounts.count), Noun(singular: noun, plural: noun + "s"))
    guard total > 0, amounts.count > 1 else { return "All \(whole) are of \(groups)." }
    let few = Concentration.fewest(amounts.map(Double.init), reaching: 0.6, of: Double(total))
    guard let few, few.count * 2 <= amounts.count else {
      return "The \(whole) spread over \(groups); the largest has \(c.text(Double(amounts[0]) / Double(total), .share))."
    }
    let count = c.text(Double(few.count), .count)
    return "\(count) of \(groups) \(few.count == 1 ? "makes" : "make") \(c.text(few.share, .share)) of the \(whole)."
  }
}
