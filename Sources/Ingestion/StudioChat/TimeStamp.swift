import Records

/// A moment read from ISO 8601 text.
struct TimeStamp: Equatable {
  /// Microseconds since the epoch.
  var microseconds: Int64
  /// False when the text names no offset and was taken as UTC.
  var hasZone: Bool
}

/// Reads `YYYY-MM-DD`, optionally followed by `T` or a space and `hh:mm[:ss[.fraction]]` and `Z`, `±hh`, `±hhmm` or `±hh:mm`.
/// One to nine digits of a fraction count down to microseconds, the rest is cut. No offset means UTC. nil for anything else,
/// for dates that do not exist and for years before 1.
func parseTimeStamp(_ text: UnsafeBufferPointer<UInt8>) -> TimeStamp? {
  guard text.count >= 10, text.count <= 40, let p = text.baseAddress else { return nil }
  guard let century = two(p), let years = two(p + 2), p[4] == 0x2D, let month = two(p + 5), p[7] == 0x2D, let day = two(p + 8) else {
    return nil
  }
  let year = century * 100 + years
  guard year >= 1, month >= 1, month <= 12, day >= 1, day <= lengthOfMonth(year, month) else { return nil }
  var seconds = daysSinceEpoch(year, month, day) * 86_400
  if text.count == 10 { return TimeStamp(microseconds: seconds * 1_000_000, hasZone: false) }

  guard text.count >= 16, p[10] | 0x20 == 0x74 || p[10] == 0x20, let hour = two(p + 11), p[13] == 0x3A, let minute = two(p + 14),
    hour <= 23, minute <= 59
  else { return nil }
  seconds += hour * 3600 + minute * 60
  var index = 16
  var micros: Int64 = 0
  if index < text.count, p[index] == 0x3A {
    guard text.count >= 19, let second = two(p + 17), second <= 60 else { return nil }
    seconds += second
    index = 19
    if index < text.count, p[index] == 0x2E || p[index] == 0x2C {
      index += 1
      let start = index
      var weight: Int64 = 100_000
      while index < text.count, p[index] >= 0x30, p[index] <= 0x39 {
        micros += Int64(p[index] - 0x30) * weight
        weight /= 10
        index += 1
      }
      guard index > start, index - start <= 9 else { return nil }
    }
  }
  guard let offset = zoneOffset(p + index, text.count - index) else { return nil }
  return TimeStamp(microseconds: (seconds - offset.seconds) * 1_000_000 + micros, hasZone: offset.isStated)
}

/// The same for a string, outside the hot path.
func parseTimeStamp(_ text: String) -> TimeStamp? {
  Array(text.utf8).withUnsafeBufferPointer { parseTimeStamp($0) }
}

@inline(__always) private func two(_ p: UnsafePointer<UInt8>) -> Int64? {
  let a = p[0] &- 0x30
  let b = p[1] &- 0x30
  guard a <= 9, b <= 9 else { return nil }
  return Int64(a) * 10 + Int64(b)
}

@inline(__always) private func zoneOffset(_ p: UnsafePointer<UInt8>, _ count: Int) -> (seconds: Int64, isStated: Bool)? {
  if count == 0 { return (0, false) }
  if count == 1 { return p[0] | 0x20 == 0x7A ? (0, true) : nil }
  guard p[0] == 0x2B || p[0] == 0x2D, count == 3 || count == 5 || count == 6, let hours = two(p + 1) else { return nil }
  var minutes: Int64 = 0
  if count == 5 {
    guard let written = two(p + 3) else { return nil }
    minutes = written
  } else if count == 6 {
    guard p[3] == 0x3A, let written = two(p + 4) else { return nil }
    minutes = written
  }
  guard hours <= 23, minutes <= 59 else { return nil }
  let seconds = hours * 3600 + minutes * 60
  return (p[0] == 0x2D ? -seconds : seconds, true)
}

@inline(__always) private func lengthOfMonth(_ year: Int64, _ month: Int64) -> Int64 {
  switch month {
  case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  case 4, 6, 9, 11: 30
  default: 31
  }
}

/// Days since 1970-01-01 in the Gregorian calendar: years begin in March so that the leap day comes last.
@inline(__always) private func daysSinceEpoch(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
  let y = month <= 2 ? year - 1 : year
  let era = y / 400
  let yearOfEra = y - era * 400
  let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}
