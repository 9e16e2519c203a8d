/// Turns text of a vendor into text that may be published: unreadable bytes repaired, control and direction characters
/// dropped, personal data replaced by a word in brackets, length limited.
///
/// Replaced: e-mail addresses `[email]`, addresses with credentials, queries or tokens `[link]`, payment cards (13 to 19
/// digits that pass the Luhn check) `[card]`, IBAN (ISO 13616 check digits) `[iban]`, telephone numbers `[phone]`, other long
/// runs of digits `[number]`, long mixed secrets `[token]`. Redacting a redacted text changes nothing.
public struct Redactor: Sendable, Hashable {
  /// Unicode scalars a text may have; longer ones end with "…".
  public let limit: Int

  /// A redactor for labels of at most `limit` scalars (at least 16).
  public init(limit: Int = 160) { self.limit = max(16, limit) }

  /// The publishable form of a text.
  public func redact(_ text: UntrustedText) -> RedactedText {
    // Far longer than any label: cut before the work, a margin keeps matches at the end whole.
    var scalars = cleaned(text.bytes.prefix(limit * 16))
    // A replacement or the cut can bring to light what matches only then; the text shrinks, so this ends.
    for _ in 0..<16 {
      let next = shortened(trimmed(replaced(scalars)))
      if next == scalars { break }
      scalars = next
    }
    var string = String.UnicodeScalarView()
    for value in scalars { string.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
    return RedactedText(redacted: String(string))
  }

  /// An id as it may be shown: as delivered where redaction leaves it alone, and to the team itself always; nil where it must not be shown
  /// (a run of digits could be somebody's number).
  public func identifier(_ id: UntrustedText, for profile: PublishProfile) -> RedactedText? {
    let shown = redact(id)
    if shown.string.utf8.elementsEqual(id.bytes) { return shown }
    guard profile == .internalReport else { return nil }
    var string = String.UnicodeScalarView()
    for value in shortened(trimmed(cleaned(id.bytes.prefix(limit * 16)))) { string.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
    return RedactedText(redacted: String(string))
  }

  private func shortened(_ scalars: [UInt32]) -> [UInt32] {
    guard scalars.count > limit else { return scalars }
    var cut = limit - 1
    // No half replacement at the end.
    if let open = scalars[..<cut].lastIndex(of: 0x5B), !scalars[open..<cut].contains(0x5D), cut - open < 9 { cut = open }
    return trimmed(Array(scalars[..<cut])) + [0x2026]
  }

  private func replaced(_ scalars: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    result.reserveCapacity(scalars.count)
    var index = 0
    while index < scalars.count {
      if let end = dateEnd(scalars, index) ?? uuidEnd(scalars, index) {
        result.append(contentsOf: scalars[index..<end])
        index = end
      } else if let match = personalData(in: scalars, at: index) {
        result.append(contentsOf: match.replacement.unicodeScalars.map(\.value))
        index = match.end
      } else {
        result.append(scalars[index])
        index += 1
      }
    }
    return result
  }
}

/// A stretch of personal data that begins where it was looked for.
struct PersonalData {
  var end: Int
  var replacement: String
}

/// What personal data starts at `index`, if any; the longest kinds are tried first.
func personalData(in text: [UInt32], at index: Int) -> PersonalData? {
  guard startsWord(text, index) else { return nil }
  if let end = linkEnd(text, index) { return PersonalData(end: end, replacement: "[link]") }
  if let end = emailEnd(text, index) { return PersonalData(end: end, replacement: "[email]") }
  if let end = ibanEnd(text, index) { return PersonalData(end: end, replacement: "[iban]") }
  if let end = cardEnd(text, index) { return PersonalData(end: end, replacement: "[card]") }
  if let end = phoneEnd(text, index) { return PersonalData(end: end, replacement: "[phone]") }
  if let end = tokenEnd(text, index) { return PersonalData(end: end, replacement: "[token]") }
  if let end = numberEnd(text, index) { return PersonalData(end: end, replacement: "[number]") }
  return nil
}
