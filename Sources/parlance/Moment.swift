import Records

/// A moment of ISO 8601: `2026-04-01`, `2026-04-01T06:00`, `…:00`, `…:00.25`, with `Z`, an offset (`+02:00`) or, meaning UTC,
/// neither. Nil for anything else, also for a day or an hour that does not exist.
func parseMoment(_ text: String) -> Instant? {
  let bytes = Array(text.utf8)
  guard text.utf8.count == text.count, bytes.count >= 10, let day = CalendarDay(text.prefix(10)) else { return nil }
  var seconds = Int64(day.ordinal) * 86_400
  if bytes.count == 10 { return Instant(seconds: seconds) }
  guard bytes[10] == 0x54 || bytes[10] == 0x20 else { return nil }
  var rest = bytes[11...]
  guard let hour = number(&rest, below: 24), skip(0x3A, &rest), let minute = number(&rest, below: 60) else { return nil }
  seconds += Int64(hour * 3600 + minute * 60)
  var microseconds: Int64 = 0
  if skip(0x3A, &rest) {
    guard let second = number(&rest, below: 60) else { return nil }
    seconds += Int64(second)
    if skip(0x2E, &rest) {
      var scale: Int64 = 100_000
      guard let first = rest.first, isDigit(first) else { return nil }
      while let byte = rest.first, isDigit(byte) {
        microseconds += Int64(byte - 0x30) * scale
        scale /= 10
        rest = rest.dropFirst()
      }
    }
  }
  if rest == [0x5A] || rest.isEmpty { return Instant(microseconds: seconds * 1_000_000 + microseconds) }
  let sign: Int64 = rest.first == 0x2D ? -1 : 1
  guard skip(0x2B, &rest) || skip(0x2D, &rest), let hours = number(&rest, below: 24) else { return nil }
  _ = skip(0x3A, &rest)
  guard let minutes = number(&rest, below: 60), rest.isEmpty else { return nil }
  return Instant(microseconds: (seconds - sign * Int64(hours * 3600 + minutes * 60)) * 1_000_000 + microseconds)
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

private func skip(_ byte: UInt8, _ rest: inout ArraySlice<UInt8>) -> Bool {
  guard rest.first == byte else { return false }
  rest = rest.dropFirst()
  return true
}

/// Two digits.
private func number(_ rest: inout ArraySlice<UInt8>, below limit: Int) -> Int? {
  let digits = rest.prefix(2)
  guard digits.count == 2, digits.allSatisfy(isDigit) else { return nil }
  rest = rest.dropFirst(2)
  let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  return value < limit ? value : nil
}
