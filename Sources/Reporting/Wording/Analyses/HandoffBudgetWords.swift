import Insights
import Notation

/// Sentences about avoidable hand-offs.
enum HandoffBudgetWords {
  static let handoff = Noun(singular: "hand-off", plural: "hand-offs")

  /// The template of its statements.
  static func sentence(_ s: Statement, _ c: StatementContext) -> RichSentence? {
    func count(_ name: String) -> String { c.text(s.number(name) ?? 0, .count) }
    func share(_ name: String) -> String { c.text(s.number(name) ?? 0, .share) }
    let points = c.text(s.number("points") ?? 0, .points)
    switch s.kind {
    case "budget":
      let known =
        "{\(count("avoidable"))} of \(count("stated")) hand-offs with a reason count as avoidable: {\(points)} of the deflection rate"
      let unknown = s.number("unknown") ?? 0
      if unknown == 0 { return RichSentence(known + ".") }
      return RichSentence("\(known), at most \(c.text(s.number("points-high") ?? 0, .points)) with those without a reason.")
    case "tool": return RichSentence("{\(count("count"))} avoidable hand-offs had a failed tool call: {\(points)} of the deflection rate.")
    case "content":
      return RichSentence(
        "{\(count("count"))} hand-offs met a limit of the assistant with resources that did not fully fit: {\(points)} of the deflection rate."
      )
    case "tone":
      return RichSentence(
        "{\(count("count"))} hand-offs came in frustration, without a failed tool call: {\(points)} of the deflection rate.")
    case "limit":
      return RichSentence(
        "{\(count("count"))} hand-offs met a limit with neither a failed tool nor unfit resources: {\(points)} of the deflection rate.")
    case "assistant", "intent":
      guard let name = s.text(s.kind) else { return nil }
      return RichSentence(
        "Hand-offs of \(PlainEnglish.shortened(name)) are avoidable in {\(share("share"))} (\(count("avoidable")) of \(count("stated"))), "
          + "against {\(share("rest"))} elsewhere.")
    default: return nil
    }
  }

  /// The name of a part.
  static func name(_ part: HandoffBudget.Part) -> String {
    switch part {
    case .justified: "Justified: policy, or asked for a person"
    case .tool: "Tools: a call failed"
    case .content: "Content: resources did not fully fit"
    case .tone: "Tone: frustration, no failed call"
    case .limit: "Other limit of the assistant"
    case .other: "Another reason"
    case .unknown: "No reason stated"
    }
  }

  /// The name of a reason: in full, short, and for narrow cards.
  static func name(_ reason: HandoffBudget.Reason) -> (full: String, short: String, narrow: String) {
    switch reason {
    case .policy: ("Policy", "Policy", "Policy")
    case .request: ("Asked for a person", "Asked", "Asked")
    case .frustration: ("Frustration", "Frustration", "Frustr.")
    case .limit: ("Limit of the assistant", "Limit", "Limit")
    case .other: ("Another reason", "Another", "Another")
    case .unknown: ("No reason stated", "No reason", "None")
    }
  }

  /// The message of the budget.
  static func title(_ budget: HandoffBudget, _ c: StatementContext) -> String {
    if budget.avoidable == 0 { return "No hand-off with a reason counts as avoidable" }
    let stated = c.text(Double(budget.stated), .count)
    return "\(c.text(Double(budget.avoidable), .count)) of \(stated) hand-offs with a reason count as avoidable"
  }

  /// How much of the deflection rate they are.
  static func reading(_ budget: HandoffBudget, _ c: StatementContext) -> String {
    let points = budget.points(budget.avoidable)
    var text = "Avoidable hand-offs are \(c.text(points.low, .points)) of the deflection rate"
    if budget[.unknown] > 0 {
      text += "; with all \(c.counted(Double(budget[.unknown]), handoff)) without a reason it would be \(c.text(points.high, .points))"
    }
    return text + "."
  }

  /// Where hand-offs are avoidable more often, beyond chance.
  static func groups(_ groups: [GroupShare], _ noun: String) -> String {
    let high = groups.filter { $0.isDistinct && $0.excess > 0 }
    if let only = high.first, high.count == 1, let name = only.name {
      return TitleLimit.choose(
        ["Hand-offs of \(PlainEnglish.shortened(name, to: 30)) are avoidable more often"],
        otherwise: "One \(noun) has more avoidable hand-offs")
    }
    if high.isEmpty { return "Avoidable hand-offs: no clear difference between groups" }
    return "\(high.count) groups have clearly more avoidable hand-offs than the others"
  }

  /// How few intents make how many of the hand-offs.
  static func intents(_ rows: [HandoffBudget.IntentRow], _ c: StatementContext) -> String {
    let named = rows.filter { $0.intent != nil }
    guard let first = named.first, let name = first.intent, named.dropFirst().first?.handoffs != first.handoffs else {
      return "Hand-offs by reason and intent"
    }
    return TitleLimit.choose(
      ["Most hand-offs: \(PlainEnglish.shortened(name, to: 36)) (\(c.text(Double(first.handoffs), .count)))"],
      otherwise: "Hand-offs by reason and intent")
  }
}
