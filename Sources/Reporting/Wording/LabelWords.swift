/// Labels of vendors on pages. Data files keep them as delivered.
enum LabelWords {
  /// Dimensions whose members are words of the vendor's own vocabulary: `very_hard`, `user_hangup`. Names that people chose (tags, intents,
  /// tools, assistants, slugs) stay as they are.
  private static let vocabularies: Set<String> = [
    "channel-type", "difficulty", "emotion", "end-reason", "language", "outcome", "quality", "reason", "resources", "risk", "sentiment",
    "shift", "status",
  ]

  /// `user_hangup` → `user hangup` where the dimension is a vocabulary of the vendor.
  static func plain(_ label: String, of dimension: String?) -> String {
    guard let dimension, vocabularies.contains(dimension) else { return label }
    return plain(label)
  }

  /// Underscores as spaces, when all of it is lower-case letters, digits and underscores.
  static func plain(_ label: String) -> String {
    let isWord = label.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    return isWord ? label.split(separator: "_").joined(separator: " ") : label
  }
}
