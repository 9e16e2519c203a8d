/// How a tag or a change is coloured. Colour only repeats what a word beside it says.
enum Tone: Sendable, Hashable {
  case good, bad, warn, flat, plain

  /// The class of a status tag.
  var tagClass: String {
    switch self {
    case .good: "tag good"
    case .bad: "tag bad"
    case .warn: "tag warn"
    case .flat, .plain: "tag"
    }
  }

  /// The class of a change.
  var deltaClass: String {
    switch self {
    case .good: "d good"
    case .bad: "d bad"
    case .warn, .flat: "d flat"
    case .plain: "d plain"
    }
  }
}
