/// What errors of one kind have in common: the first line with addresses, ids, quoted parts and numbers replaced, so that equal failures
/// count together and nothing that somebody typed stays. nil for an empty text.
func errorFamily(_ message: String) -> String? {
  let line = message.unicodeScalars.drop { isBlank($0) }.prefix { $0 != "\n" && $0 != "\r" }.prefix(600)
  var words: [String] = []
  for word in unquoted(Array(line)).split(whereSeparator: isBlank) { words.append(family(of: Array(word))) }
  // The same placeholder twice in a row says nothing more.
  var result: [String] = []
  for word in words where !(word == result.last && word.contains("…")) { result.append(word) }
  let text = result.joined(separator: " ")
  return text.isEmpty ? nil : text
}

private func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.value <= 0x20 || scalar.value == 0xA0 }
private func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic }
private func isNumeral(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x30 && scalar.value <= 0x39 }

/// Replaces parts between quotes and brackets by `…`. An apostrophe inside a word (`can't`) quotes nothing.
private func unquoted(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
  let pairs: [Unicode.Scalar: Unicode.Scalar] = [
    "\"": "\"", "'": "'", "`": "`", "“": "”", "„": "“", "«": "»", "‘": "’", "{": "}", "[": "]", "<": ">",
  ]
  var result: [Unicode.Scalar] = []
  var index = 0
  while index < text.count {
    let isInWord = text[index] == "'" && index > 0 && isLetter(text[index - 1])
    if !isInWord, let end = pairs[text[index]], let close = text[(index + 1)...].firstIndex(of: end) {
      result += [text[index], "…", end]
      index = close + 1
    } else {
      result.append(text[index])
      index += 1
    }
  }
  return result
}

/// A word as it is, an address as `[link]`, a word with digits with each run as `#`, a long mix of digits and letters as `[id]`.
private func family(of word: [Unicode.Scalar]) -> String {
  func text(_ scalars: [Unicode.Scalar]) -> String { String(String.UnicodeScalarView(scalars)) }
  let plain = text(word)
  if plain.contains("://") || plain.lowercased().hasPrefix("www.") { return "[link]" }
  if plain.contains("@") { return "[email]" }
  let digits = word.filter(isNumeral).count
  if digits == 0 { return plain }
  let core = word.filter { isLetter($0) || isNumeral($0) }
  if core.count >= 8, digits >= 2, core.contains(where: isLetter), word.count <= 2 * core.count, digits * 6 >= core.count { return "[id]" }
  var result: [Unicode.Scalar] = []
  for scalar in word {
    if !isNumeral(scalar) { result.append(scalar) } else if result.last != "#" { result.append("#") }
  }
  return text(result)
}
