/// Small rules of written English that all sentence families share.
enum PlainEnglish {
  /// `1 conversation`, `18,240 conversations`: `number` is the written form of `count`.
  static func counted(_ count: Double, _ number: String, _ noun: Noun) -> String {
    number + "\u{A0}" + (count == 1 ? noun.singular : noun.plural)
  }

  /// `a`, `a and b`, `a, b and c`.
  static func list(_ parts: [String]) -> String {
    guard let last = parts.last else { return "" }
    if parts.count == 1 { return last }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  /// The first letter large: for the beginning of a sentence.
  static func sentence(_ text: String) -> String {
    guard let first = text.first else { return "" }
    return first.uppercased() + text.dropFirst()
  }

  /// The first letter small, unless the word is an abbreviation (`AI`, `SLO`): for the middle of a sentence.
  static func inside(_ title: String) -> String {
    let first = title.prefix { $0 != " " }
    let capitals = first.count { $0.isUppercase }
    if capitals != 1 || first.first?.isUppercase != true { return title }
    return title.prefix(1).lowercased() + title.dropFirst()
  }

  /// A name cut to `limit` characters, with an ellipsis when something was cut.
  static func shortened(_ name: String, to limit: Int = 40) -> String {
    name.count <= limit ? name : name.prefix(limit - 1) + "\u{2026}"
  }

  /// Words as a reader counts them: a number with its unit is one word.
  static func wordCount(_ text: String) -> Int {
    text.split { $0 == " " || $0 == "\n" }.count
  }
}

/// A thing that is counted, in both numbers.
struct Noun: Sendable, Hashable {
  /// One of it.
  var singular: String
  /// Several.
  var plural: String

  static let conversation = Noun(singular: "conversation", plural: "conversations")
  static let message = Noun(singular: "message", plural: "messages")
  static let toolCall = Noun(singular: "tool call", plural: "tool calls")
  static let response = Noun(singular: "response", plural: "responses")
}
