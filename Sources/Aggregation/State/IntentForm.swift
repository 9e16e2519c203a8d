import Basics
import Foundation

/// One form for the spellings of an intent: without case, accents, punctuation, order and repeats of words. "Refund status?" and
/// "status – REFUND" are one intent; "refund" and "refunds" stay two.
public enum IntentForm {
  /// The form; nil when nothing is left of the text.
  public static func normal(_ text: String) -> String? {
    let folded = text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    var words: Set<String> = []
    var word = ""
    for scalar in folded.unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil || isJoined(scalar) {
        word.unicodeScalars.append(scalar)
      } else if !word.isEmpty {
        words.insert(word)
        word = ""
      }
    }
    if !word.isEmpty { words.insert(word) }
    if !words.isEmpty { return words.sortedByUTF8().joined(separator: " ") }
    // Emoji and the like have no words but are still an intent.
    let rest = folded.filter { !$0.isWhitespace }
    return rest.isEmpty ? nil : rest
  }

  /// Marks that belong to the letter before them (vowel signs of Indic scripts).
  private static func isJoined(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}
