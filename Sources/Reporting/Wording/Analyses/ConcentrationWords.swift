import Insights
import Notation

/// How few groups make how much of the whole: a Pareto chart in one sentence.
enum ConcentrationWords {
  /// `5 of 40 intents make 62% of the hand-offs with an intent.` The smallest number of groups that together make at least three fifths, of
  /// amounts sorted from largest to smallest; the share of the largest when that takes most of the groups.
  static func sentence(_ amounts: [Int], _ noun: String, of whole: String, _ c: StatementContext) -> String {
    let total = amounts.reduce(0, +)
    let groups = c.counted(Double(amounts.count), Noun(singular: noun, plural: noun + "s"))
    guard total > 0, amounts.count > 1 else { return "All \(whole) are of \(groups)." }
    var sum = 0
    var few = 0
    while few < amounts.count, Double(sum) < 0.6 * Double(total) {
      sum += amounts[few]
      few += 1
    }
    if few * 2 > amounts.count {
      return "The \(whole) spread over \(groups); the largest has \(c.text(Double(amounts[0]) / Double(total), .share))."
    }
    let share = c.text(Double(sum) / Double(total), .share)
    return "\(c.text(Double(few), .count)) of \(groups) \(few == 1 ? "makes" : "make") \(share) of the \(whole)."
  }
}
