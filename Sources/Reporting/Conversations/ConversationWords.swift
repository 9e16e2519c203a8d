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

  /// The labels as they are read: `negative, low risk`; those that could be taken for another one say what they are of.
  static func briefLabels(_ row: ListedConversation) -> [String] {
    ListedConversation.Label.allCases.compactMap { label in
      guard let value = row.labels[label].map({ plain($0.string) }) else { return nil }
      switch label {
      case .sentiment, .shift, .handoffReason: return value
      case .resources: return "\(value) resources"
      case .quality: return value == "partial" ? "partly resolved" : value
      case .risk: return "\(value) risk"
      }
    }
  }

  private static func plain(_ label: String) -> String { String(label.map { $0 == "_" ? " " : $0 }) }

  /// `sentiment: negative`, in the order of the vendor's documentation.
  static func labels(_ row: ListedConversation) -> [String] {
    ListedConversation.Label.allCases.compactMap { label in
      row.labels[label].map { "\(name(label)): \(plain($0.string))" }
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
