import Insights
import Notation

/// Sentences about the resolution ladder.
enum LadderWords {
  /// The template of its statements.
  static func sentence(_ s: Statement, _ c: StatementContext) -> RichSentence? {
    func count(_ name: String) -> String { c.text(s.number(name) ?? 0, .count) }
    func share(_ name: String) -> String { c.text(s.number(name) ?? 0, .share) }
    switch s.kind {
    case "inflation":
      return RichSentence(
        "{\(share("deflected"))} of scored conversations were not handed off, {\(share("reached"))} reach the last rung: "
          + "{\(count("lost"))} look handled and are not.")
    case "assistant":
      guard let name = s.text("assistant") else { return nil }
      return RichSentence(
        "\(PlainEnglish.shortened(name)): {\(share("share"))} of \(count("scored")) scored conversations look handled and are not, "
          + "against {\(share("rest"))} elsewhere.")
    case "intent":
      guard let name = s.text("intent") else { return nil }
      return RichSentence(
        "“\(PlainEnglish.shortened(name))”: {\(share("share"))} of \(count("scored")) scored conversations look handled and are not, "
          + "against {\(share("rest"))} elsewhere.")
    default:
      guard s.kind.hasPrefix("loss-"), let rung = ResolutionLadder.Rung(rawValue: String(s.kind.dropFirst(5))) else { return nil }
      return RichSentence(
        "The largest loss after deflection: {\(count("lost"))} of \(count("all")) conversations that look handled \(failing(rung)).")
    }
  }

  /// Why a conversation does not reach a rung.
  private static func failing(_ rung: ResolutionLadder.Rung) -> String {
    switch rung {
    case .scored, .deflected: "were handed off"
    case .solved: "were neither resolved nor ended with an action"
    case .safe: "are at high risk of coming back"
    case .lasting: "came back within 7 days"
    case .content: "ended negative or worse than they began"
    }
  }

  /// Name of a rung, on the chart.
  static func name(_ rung: ResolutionLadder.Rung) -> String {
    switch rung {
    case .scored: "Scored"
    case .deflected: "Not handed off"
    case .solved: "Resolved or action taken"
    case .safe: "Not at high risk"
    case .lasting: "Not back in 7 days"
    case .content: "Not unhappy"
    }
  }

  /// The message of the ladder.
  static func title(_ ladder: ResolutionLadder, _ c: StatementContext) -> String {
    guard ladder.scored > 0, let deflected = ladder[.deflected] else { return "From deflected to solved for good" }
    func share(_ count: Int) -> String { c.text(Double(count) / Double(ladder.scored), .share) }
    if ladder.lost == 0 { return "Every conversation that was not handed off reaches the last rung" }
    return TitleLimit.choose(
      ["\(share(deflected)) are not handed off, \(share(ladder.reached)) reach the last rung"],
      otherwise: "From deflected to solved for good")
  }

  /// Losses of each rung after deflection.
  static func reading(_ ladder: ResolutionLadder, _ c: StatementContext) -> String {
    let losses = zip(ladder.steps.dropFirst(), ladder.steps.dropFirst(2)).compactMap { before, after -> String? in
      before.count > after.count ? "\(c.text(Double(before.count - after.count), .count)) \(failing(after.rung))" : nil
    }
    if losses.isEmpty { return "No conversation that was not handed off is lost on the way." }
    return "Of \(c.counted(Double(ladder[.deflected] ?? 0), .conversation)) not handed off, \(PlainEnglish.list(losses))."
  }

  /// Where the deflection rate flatters more, beyond chance.
  static func groups(_ rows: [ResolutionLadder.GroupRow]) -> String {
    let high = rows.filter { $0.lost.isDistinct && $0.lost.excess > 0 }
    if let name = high.first?.lost.name, high.count == 1 {
      return TitleLimit.choose(
        ["Deflection flatters \(PlainEnglish.shortened(name, to: 30)) more than others"], otherwise: "Deflection flatters one group more")
    }
    if high.isEmpty { return "What looks handled and is not: no clear difference between groups" }
    return "Deflection flatters \(high.count) groups more than the others"
  }
}
