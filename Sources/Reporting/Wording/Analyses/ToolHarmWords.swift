import Insights
import Notation

/// Sentences about conversations in which a tool failed.
enum ToolHarmWords {
  /// The template of its statements.
  static func sentence(_ s: Statement, _ c: StatementContext) -> RichSentence? {
    guard let tool = s.text("tool"), let difference = s.number("difference"), let low = s.number("low"), let high = s.number("high"),
      let outcome = ToolHarm.Outcome.allCases.first(where: { s.kind.hasPrefix($0.rawValue) })
    else { return nil }
    let points = c.text(abs(difference), .points)
    let ends = difference < 0 ? (-high, -low) : (low, high)
    let interval = "\(c.notation.cell(ends.0, .points, places: 1)) to \(c.notation.cell(ends.1, .points, places: 1))"
    let intents = s.number("intents") == 1 ? "" : ", within the same intents"
    return RichSentence(
      "When \(PlainEnglish.shortened(tool, to: 30)) fails, {\(points)} \(difference < 0 ? "fewer" : "more") conversations \(verb(outcome)) "
        + "than when it works\(intents) (95%: \(interval)).")
  }

  /// What conversations do: `are handed off`.
  static func verb(_ outcome: ToolHarm.Outcome) -> String {
    switch outcome {
    case .handedOff: "are handed off"
    case .negative: "end negative"
    case .unresolved: "stay unresolved"
    }
  }

  /// The name of a row.
  static func name(_ outcome: ToolHarm.Outcome) -> String {
    switch outcome {
    case .handedOff: "Handed off"
    case .negative: "Ended negative"
    case .unresolved: "Not resolved"
    }
  }

  /// The message of the table.
  static func title(_ harm: ToolHarm) -> String {
    let clear = harm.effects.filter { $0.isClear && $0.attributable > 0 }
    let tools = Set(clear.map(\.tool))
    if let first = clear.first, tools.count == 1 {
      return TitleLimit.choose(
        ["More conversations \(verb(first.outcome)) when \(PlainEnglish.shortened(first.tool, to: 24)) fails"],
        otherwise: "Conversations end worse when one tool fails")
    }
    if tools.isEmpty { return "No clear difference between conversations with and without a failed tool" }
    return "Conversations end clearly worse when one of \(tools.count) tools fails"
  }

  /// What the largest clear difference amounts to.
  static func reading(_ harm: ToolHarm, _ c: StatementContext) -> String {
    var text = ""
    if let first = harm.effects.first(where: { $0.isClear && $0.attributable > 0 }) {
      let more = Double(Int(first.attributable.rounded()))
      text =
        "About \(c.counted(more, .conversation)) more \(more == 1 ? "stands" : "stand") behind the largest one: "
        + "\(PlainEnglish.shortened(first.tool, to: 30)), \(name(first.outcome).lowercased()). "
    }
    let known = "\(c.text(Double(harm.known), .count)) of \(c.counted(Double(harm.conversations), .conversation))"
    return text + "Tool calls are known for \(known); \(c.text(Double(harm.called), .count)) called a tool."
  }
}
