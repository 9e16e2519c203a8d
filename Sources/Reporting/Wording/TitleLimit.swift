/// The limits of the report design: a chart title has at most 12 words, a key message at most 30.
enum TitleLimit {
  /// Words of a chart title.
  static let title = 12
  /// Words of the key message.
  static let keyMessage = 30
  /// Words of any other sentence.
  static let sentence = 25

  /// The first candidate whose guard held (non-nil) and which is short enough; the plain fact when there is none.
  static func choose(_ candidates: [String?], words: Int = title, otherwise plain: String) -> String {
    for case .some(let candidate) in candidates where PlainEnglish.wordCount(candidate) <= words { return candidate }
    return plain
  }
}
