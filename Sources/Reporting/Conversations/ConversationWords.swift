import Aggregation
import Records

/// What conversations came to, in words.
enum ConversationWords {
  /// `handed off`, `error`, `win-back answered`; empty when nothing is stated.
  static func outcome(_ row: ListedConversation) -> [String] {
    var made: [String] = []
    if row.flags.contains(.handoff) {
      made.append("handed off")
    } else if !row.flags.contains(.handoffUnknown) {
      made.append("no hand-off")
    }
    if row.flags.contains(.error) { made.append("error") }
    if row.flags.contains(.winbackSent) { made.append(row.flags.contains(.winbackAnswered) ? "win-back answered" : "win-back sent") }
    return made
  }

  /// The same for filters: an answered win-back was sent, too.
  static func outcomeKeys(_ row: ListedConversation) -> [String] {
    outcome(row).flatMap { $0 == "win-back answered" ? ["win-back sent", $0] : [$0] }
  }

  /// `sentiment: negative`, in the order of the vendor's documentation.
  static func labels(_ row: ListedConversation) -> [String] {
    ListedConversation.Label.allCases.compactMap { label in
      row.labels[label].map { "\(name(label)): \($0.string.map { $0 == "_" ? " " : String($0) }.joined())" }
    }
  }

  private static func name(_ label: ListedConversation.Label) -> String {
    switch label {
    case .sentiment: "sentiment"
    case .shift: "shift"
    case .resources: "resources"
    case .quality: "quality"
    case .handoffReason: "hand-off reason"
    case .risk: "risk"
    }
  }
}
