// Detectors of personal data. Each answers where a match that starts at `start` ends, or nil. Scalars are compared as numbers:
// no pattern engine, no backtracking without a bound.

func isDigit(_ v: UInt32) -> Bool { v >= 0x30 && v <= 0x39 }
func isLetter(_ v: UInt32) -> Bool { (v | 0x20) >= 0x61 && (v | 0x20) <= 0x7A }
func isAlphanumeric(_ v: UInt32) -> Bool { isDigit(v) || isLetter(v) }
/// A letter or digit of any script, as far as word borders need it.
func isWord(_ v: UInt32) -> Bool { isAlphanumeric(v) || v >= 0xC0 && v < 0x2000 || v >= 0x2C00 && v < 0xFE00 }

/// True when no word runs on from before: a letter or digit stands there only after something else.
func startsWord(_ text: [UInt32], _ index: Int) -> Bool {
  index == 0 || !(isAlphanumeric(text[index]) && isAlphanumeric(text[index - 1]))
    || isDigit(text[index]) && !isDigit(text[index - 1])
}

// MARK: e-mail

private func isLocalPart(_ v: UInt32) -> Bool {
  isWord(v) || v == 0x2E || v == 0x5F || v == 0x25 || v == 0x2B || v == 0x2D || v == 0x27
}

/// RFC 5321 in spirit: local part, `@`, labels with a dot and a last one of two letters or more (any script).
func emailEnd(_ text: [UInt32], _ start: Int) -> Int? {
  guard isLocalPart(text[start]), start == 0 || !isLocalPart(text[start - 1]) else { return nil }
  var at = start
  while at < text.count, at - start < 65, isLocalPart(text[at]) { at += 1 }
  guard at < text.count, text[at] == 0x40, at > start else { return nil }
  var end = at + 1
  var lastDot = -1
  while end < text.count, end - at < 255, isWord(text[end]) || text[end] == 0x2D || text[end] == 0x2E {
    if text[end] == 0x2E { lastDot = end }
    end += 1
  }
  // A full stop that ends the sentence is not part of the address.
  while end > at + 1, text[end - 1] == 0x2E || text[end - 1] == 0x2D { end -= 1 }
  if lastDot >= end { lastDot = text[at + 1..<end].lastIndex(of: 0x2E) ?? -1 }
  guard lastDot > at + 1, end - lastDot > 2 else { return nil }
  return end
}

// MARK: links

/// `scheme://…` with credentials, a query, a fragment with a value, or a segment that looks like a token.
func linkEnd(_ text: [UInt32], _ start: Int) -> Int? {
  guard isLetter(text[start]), start == 0 || !isAlphanumeric(text[start - 1]) else { return nil }
  var index = start
  while index < text.count, index - start < 12, isAlphanumeric(text[index]) { index += 1 }
  guard index + 3 < text.count, text[index] == 0x3A, text[index + 1] == 0x2F, text[index + 2] == 0x2F else { return nil }
  let authority = index + 3
  var end = authority
  while end < text.count, !isSpace(text[end]), text[end] != 0x3C, text[end] != 0x3E, text[end] != 0x22 { end += 1 }
  let rest = text[authority..<end]
  let isPrivate = rest.contains(0x40) || rest.contains(0x3F) || rest.contains(0x3D) || hasTokenSegment(rest)
  return isPrivate && end > authority ? end : nil
}

private func hasTokenSegment(_ rest: ArraySlice<UInt32>) -> Bool {
  rest.split { !isAlphanumeric($0) && $0 != 0x2D && $0 != 0x5F }.contains { segment in
    segment.count >= 20 && segment.contains(where: isDigit) && segment.contains(where: isLetter)
  }
}

/// A run of 24 letters and digits or more with at least three digits and three letters: a key, a hash, a session.
func tokenEnd(_ text: [UInt32], _ start: Int) -> Int? {
  guard isAlphanumeric(text[start]), start == 0 || !isAlphanumeric(text[start - 1]) else { return nil }
  var end = start
  var digits = 0
  while end < text.count, isAlphanumeric(text[end]) {
    if isDigit(text[end]) { digits += 1 }
    end += 1
  }
  return end - start >= 24 && digits >= 3 && end - start - digits >= 3 ? end : nil
}

// MARK: numbers

private func isGroupMark(_ v: UInt32) -> Bool {
  v == 0x20 || v == 0x2D || v == 0x2E || v == 0x2F || v == 0x28 || v == 0x29 || v == 0x2010 || v == 0x2011 || v == 0x2013
}

/// Digits in groups: where they end, which digits, how long each group is.
private func digitGroups(
  _ text: [UInt32], _ start: Int, before limit: Int? = nil, marks: (UInt32) -> Bool, most: Int
) -> (end: Int, digits: [UInt32], groups: [Int]) {
  var index = start
  var end = start
  var digits: [UInt32] = []
  var groups: [Int] = []
  while index < limit ?? text.count {
    if isDigit(text[index]) {
      if index == start || !isDigit(text[index - 1]) { groups.append(0) }
      groups[groups.count - 1] += 1
      digits.append(text[index] - 0x30)
      index += 1
      end = index
      if digits.count > most { break }
    } else if marks(text[index]), index - end < 3 {
      index += 1
    } else {
      break
    }
  }
  return (end, digits, groups)
}

/// 13 to 19 digits, in groups or not, that pass the Luhn check (ISO/IEC 7812-1).
func cardEnd(_ text: [UInt32], _ start: Int) -> Int? {
  guard isDigit(text[start]), start == 0 || !isDigit(text[start - 1]) else { return nil }
  let found = digitGroups(text, start, marks: { $0 == 0x20 || $0 == 0x2D }, most: 19)
  guard (13...19).contains(found.digits.count), passesLuhn(found.digits) else { return nil }
  return found.end
}

func passesLuhn(_ digits: [UInt32]) -> Bool {
  var sum: UInt32 = 0
  for (offset, digit) in digits.reversed().enumerated() {
    let value = offset % 2 == 1 ? digit * 2 : digit
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 == 0 && digits.contains { $0 != 0 }
}

/// An international number (+, then 7 to 15 digits, ITU-T E.164) or 10 to 15 digits in groups, or 7 to 9 in groups that start
/// with 0 or with a bracket. Dates and versions stay, also inside a name: `gpt-4.1-2025-04-14`, `v1.20.300.4000`.
func phoneEnd(_ text: [UInt32], _ start: Int) -> Int? {
  let first = text[start]
  let international = first == 0x2B
  guard international || isDigit(first) || first == 0x28, start == 0 || !isDigit(text[start - 1]) else { return nil }
  var from = start
  while from < text.count, from - start < 3, text[from] == 0x2B || text[from] == 0x28 || text[from] == 0x20 { from += 1 }
  guard from < text.count, isDigit(text[from]) else { return nil }
  let date = international ? nil : firstDate(text, after: from)
  let found = digitGroups(text, from, before: date, marks: isGroupMark, most: 24)
  if !international, isGlued(text, from), !text[from..<found.end].contains(0x20) { return nil }
  let count = found.digits.count
  let written: Bool
  if international {
    written = (7...15).contains(count)
  } else if found.groups.count == 1 {
    written = false
  } else {
    let plausible = found.groups.filter { $0 >= 2 }.count >= 2
    written = plausible && ((10...15).contains(count) || (7...9).contains(count) && (found.digits[0] == 0 || first == 0x28))
  }
  guard written, found.end >= text.count || !isAlphanumeric(text[found.end]) else { return nil }
  return found.end
}

/// Where a real date begins inside a run of digits and marks that started earlier.
private func firstDate(_ text: [UInt32], after start: Int) -> Int? {
  var index = start + 1
  while index < text.count, isDigit(text[index]) || isGroupMark(text[index]) {
    if isDigit(text[index]), !isDigit(text[index - 1]), let date = calendarDate(text, index), date.isReal { return index }
    index += 1
  }
  return nil
}

/// True for digits that stand behind a letter without a space: `v2`, and the 20 of `v1.20`.
private func isGlued(_ text: [UInt32], _ start: Int) -> Bool {
  var index = start
  while index > 0, isDigit(text[index - 1]) || text[index - 1] == 0x2E || text[index - 1] == 0x2D { index -= 1 }
  return index > 0 && isDigit(text[index]) && isWord(text[index - 1])
}

/// A UUID (RFC 9562) stays as it is: it names a thing, and its digits are nobody's number.
func uuidEnd(_ text: [UInt32], _ start: Int) -> Int? {
  guard start + 36 <= text.count, start == 0 || !isWord(text[start - 1]) else { return nil }
  for offset in 0..<36 {
    let value = text[start + offset]
    let isMark = offset == 8 || offset == 13 || offset == 18 || offset == 23
    let isHex = isDigit(value) || (value | 0x20) >= 0x61 && (value | 0x20) <= 0x66
    if isMark ? value != 0x2D : !isHex { return nil }
  }
  let end = start + 36
  return end < text.count && (isWord(text[end]) || text[end] == 0x2D) ? nil : end
}

/// A date stays as it is: 2026-03-01, 2026/3/1, 01.03.2026.
func dateEnd(_ text: [UInt32], _ start: Int) -> Int? { calendarDate(text, start)?.end }

private func calendarDate(_ text: [UInt32], _ start: Int) -> (end: Int, isReal: Bool)? {
  guard isDigit(text[start]), start == 0 || !isDigit(text[start - 1]) && text[start - 1] != 0x2B else { return nil }
  var parts: [ArraySlice<UInt32>] = []
  var index = start
  while parts.count < 3 {
    let from = index
    while index < text.count, isDigit(text[index]), index - from < 5 { index += 1 }
    guard index > from else { return nil }
    parts.append(text[from..<index])
    if parts.count == 3 { break }
    guard index < text.count, text[index] == 0x2D || text[index] == 0x2E || text[index] == 0x2F else { return nil }
    index += 1
  }
  if index < text.count, isDigit(text[index]) { return nil }
  if index + 1 < text.count, text[index] == 0x2D, isDigit(text[index + 1]) { return nil }
  let lengths = parts.map(\.count)
  guard lengths[1] <= 2 else { return nil }
  let isYearFirst = lengths[0] == 4 && lengths[2] <= 2
  guard isYearFirst || lengths[0] <= 2 && lengths[2] == 4 else { return nil }
  func number(_ part: ArraySlice<UInt32>) -> UInt32 { part.reduce(0) { $0 * 10 + $1 - 0x30 } }
  let year = number(isYearFirst ? parts[0] : parts[2])
  guard year >= 1900, year < 2100 else { return nil }
  let (a, b) = (number(parts[1]), number(isYearFirst ? parts[2] : parts[0]))
  // Month and day, in either order when the year comes last.
  let isReal = a >= 1 && b >= 1 && (a <= 12 && b <= 31 || !isYearFirst && a <= 31 && b <= 12)
  return (index, isReal)
}

private func isYear(_ digits: ArraySlice<UInt32>) -> Bool {
  let value = digits.reduce(0) { $0 * 10 + $1 }
  return value >= 1900 && value < 2100
}

/// Seven digits or more in a row, but not a date such as 20241022, which names of models carry.
func numberEnd(_ text: [UInt32], _ start: Int) -> Int? {
  guard isDigit(text[start]), start == 0 || !isDigit(text[start - 1]) else { return nil }
  var end = start
  while end < text.count, isDigit(text[end]) { end += 1 }
  guard end - start >= 7 else { return nil }
  if end - start == 8 {
    let digits = text[start..<end].map { $0 - 0x30 }
    let month = digits[4] * 10 + digits[5]
    let day = digits[6] * 10 + digits[7]
    if isYear(digits[0..<4]), (1...12).contains(month), (1...31).contains(day) { return nil }
  }
  return end
}

// MARK: accounts

/// An IBAN: two letters, two check digits, 11 to 30 letters or digits, in groups or not, remainder 1 modulo 97 (ISO 13616).
func ibanEnd(_ text: [UInt32], _ start: Int) -> Int? {
  guard isLetter(text[start]), start + 14 < text.count, start == 0 || !isAlphanumeric(text[start - 1]) else { return nil }
  guard isLetter(text[start + 1]), isDigit(text[start + 2]), isDigit(text[start + 3]) else { return nil }
  var symbols: [UInt32] = []
  var ends: [Int] = []
  var index = start
  while index < text.count, symbols.count < 34 {
    if isAlphanumeric(text[index]) {
      symbols.append(text[index])
      ends.append(index + 1)
    } else if text[index] != 0x20 || text[index - 1] == 0x20 {
      break
    }
    index += 1
  }
  var count = symbols.count
  while count >= 15 {
    let end = ends[count - 1]
    if end >= text.count || !isAlphanumeric(text[end]), remainder97(symbols[..<count]) == 1 { return end }
    count -= 1
  }
  return nil
}

private func remainder97(_ symbols: ArraySlice<UInt32>) -> UInt32 {
  var remainder: UInt32 = 0
  for symbol in symbols.dropFirst(4) + symbols.prefix(4) {
    if isDigit(symbol) {
      remainder = (remainder * 10 + symbol - 0x30) % 97
    } else {
      remainder = (remainder * 100 + (symbol | 0x20) - 0x61 + 10) % 97
    }
  }
  return remainder
}
