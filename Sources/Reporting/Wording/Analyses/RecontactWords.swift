import Aggregation
import Insights
import Notation

/// Sentences about people who came back.
enum RecontactWords {
  /// The template of its statements.
  static func sentence(_ s: Statement, _ c: StatementContext) -> RichSentence? {
    func count(_ name: String) -> String { c.text(s.number(name) ?? 0, .count) }
    func share(_ name: String) -> String { c.text(s.number(name) ?? 0, .share) }
    switch s.kind {
    case "observed":
      return RichSentence(
        "After {\(share("share"))} of conversations the same contact came back within \(count("days")) days: "
          + "{\(count("again"))} of \(count("assessed")) whose \(count("days")) days are over.")
    case "same-intent":
      return RichSentence(
        "Of \(count("again")) conversations that were followed by another, {\(count("same"))} ({\(share("share"))}) were followed by the "
          + "same intent.")
    case "label-telling", "label-partly":
      return RichSentence("The risk label tells who comes back: \(labels(s, c)) did.")
    case "label-useless":
      return RichSentence("The risk label does not tell who comes back: \(labels(s, c)); the intervals overlap.")
    case "label-reversed":
      return RichSentence("The risk label points the wrong way: \(labels(s, c)) came back.")
    default: return nil
    }
  }

  private static func labels(_ s: Statement, _ c: StatementContext) -> String {
    func part(_ name: String) -> String {
      let assessed = c.text(s.number("\(name)-assessed") ?? 0, .count)
      return "{\(c.text(s.number("\(name)-share") ?? 0, .share))} of \(assessed) at \(s.text(name) ?? "") risk"
    }
    return "\(part("lowest")), \(part("highest"))"
  }

  /// Name of a row of labels.
  static func name(_ label: Recontact.Label?) -> String {
    switch label {
    case .low: "Low"
    case .medium: "Medium"
    case .high: "High"
    case nil: "No label"
    }
  }

  /// The message of the table of labels.
  static func title(_ recontact: Recontact) -> String {
    switch recontact.verdict {
    case .telling: "The risk label tells who comes back"
    case .partly: "The risk label tells high from low, not every step"
    case .useless: "The risk label does not tell who comes back"
    case .reversed: "The risk label points the wrong way"
    case .tooFew: "Who came back, by risk label"
    }
  }

  /// What stands behind the message.
  static func reading(_ recontact: Recontact) -> String {
    switch recontact.verdict {
    case .telling: "Each label has a higher share than the one below, and their intervals do not overlap."
    case .partly: "The lowest and the highest label differ beyond chance; neighbours overlap."
    case .useless: "The intervals of the lowest and the highest label overlap, so the label is no help in telling them apart."
    case .reversed: "The highest label has a clearly lower share than the lowest."
    case .tooFew: "Fewer than two labels have \(Recontact.leastStated) conversations whose 7 days are over."
    }
  }

  /// What is taken for the weight of a resolution.
  static func source(_ row: Recontact.LabelRow) -> String { row.isObserved ? "observed" : "assumed" }

  /// The share that is resolved for good, and what it rests on.
  static func resolution(_ recontact: Recontact, _ c: StatementContext) -> String? {
    guard let value = recontact.trueResolution else { return nil }
    let part = recontact.observedPart
    let basis =
      part.of == 0
      ? ""
      : part.observed == part.of
        ? ", with observed shares for every label"
        : part.observed == 0
          ? ", with assumed shares for every label"
          : ", with observed shares for \(c.text(Double(part.observed), .count)) of \(c.text(Double(part.of), .count)) solved ones"
    return "Weighted by these shares, \(c.text(value, .share)) of scored conversations are resolved for good\(basis)."
  }

  /// Name of a window.
  static func name(_ window: FollowUpWindow) -> String {
    switch window {
    case .day: "24 hours"
    case .threeDays: "72 hours"
    case .week: "7 days"
    }
  }
}
