import Records

/// A window read from two texts.
struct StatedWindow: Equatable {
  /// Half-open; an end that is the last moment of something has been moved to the moment behind it.
  var range: Range<Instant>
  /// True when the end is a day: nothing says whether that day belongs to the window.
  var isEndOpen = false
}

/// Names under which vendors ask for a window.
private let windowKeys = [("start_date", "end_date"), ("from", "to"), ("start", "end"), ("startDate", "endDate"), ("dateFrom", "dateTo")]

/// The window of request parameters; days are those of `zone`. nil when they state none, or one that ends before it begins.
func statedWindow(_ query: [String: String], zone: Zone) -> StatedWindow? {
  for (from, to) in windowKeys {
    if let start = query[from], let end = query[to], let window = statedWindow(from: start, to: end, zone: zone) { return window }
  }
  return nil
}

/// The window between two texts: moments, or days of `zone`.
func statedWindow(from start: String, to end: String, zone: Zone) -> StatedWindow? {
  guard let a = moment(start, zone), let b = moment(end, zone) else { return nil }
  let behind = Instant(microseconds: b.at.microseconds + (b.isDay ? 0 : lastMoment(b.at)))
  guard a.at < behind else { return nil }
  return StatedWindow(range: a.at..<behind, isEndOpen: b.isDay)
}

/// Half-open window from two dates or moments in UTC.
func window(from start: String?, to end: String?) -> Range<Instant>? {
  guard let start, let end else { return nil }
  return statedWindow(from: start, to: end, zone: .utc)?.range
}

private func moment(_ text: String, _ zone: Zone) -> (at: Instant, isDay: Bool)? {
  if text.utf8.count == 10, let day = CalendarDay(text) { return (zone.start(of: day), true) }
  if text.utf8.count == 13, let milliseconds = Int64(text) { return (Instant(microseconds: milliseconds * 1000), false) }
  return parseTimeStamp(text).map { (Instant(microseconds: $0.microseconds), false) }
}

/// What is missing to the moment behind …59.999 and …59.999999 (and 23:59:59 without a fraction), which are meant inclusively; 0 for all
/// other moments.
private func lastMoment(_ at: Instant) -> Int64 {
  let minute = ((at.microseconds % 60_000_000) + 60_000_000) % 60_000_000
  switch minute {
  case 59_999_000...59_999_999: return 60_000_000 - minute
  case 59_000_000: return 1_000_000
  default: return 0
  }
}

/// The month that a name such as `2026-03`, `export-2026-03` or `2026_03.json` holds; nil without one.
func monthNumbers(in name: String) -> (year: Int, month: Int)? {
  let bytes = Array(name.utf8)
  func isDigit(_ i: Int) -> Bool { bytes.indices.contains(i) && bytes[i] >= 0x30 && bytes[i] <= 0x39 }
  guard bytes.count >= 7 else { return nil }
  for start in 0...(bytes.count - 7) where !isDigit(start - 1) && !isDigit(start + 7) {
    guard (0..<4).allSatisfy({ isDigit(start + $0) }), isDigit(start + 5), isDigit(start + 6) else { continue }
    guard bytes[start + 4] == 0x2D || bytes[start + 4] == 0x5F else { continue }
    let year = (0..<4).reduce(0) { $0 * 10 + Int(bytes[start + $1] - 0x30) }
    let month = Int(bytes[start + 5] - 0x30) * 10 + Int(bytes[start + 6] - 0x30)
    if (1990...2099).contains(year), (1...12).contains(month) { return (year, month) }
  }
  return nil
}

/// The month that a name holds, in days of `zone`.
func month(in name: String, zone: Zone = .utc) -> Range<Instant>? {
  guard let (year, month) = monthNumbers(in: name), let first = CalendarDay(year: year, month: month, day: 1) else { return nil }
  return zone.start(of: first)..<zone.start(of: first.advanced(by: CalendarDay.days(inMonth: month, of: year)))
}

/// True when the moment begins a month of `zone`.
func beginsMonth(_ at: Instant, _ zone: Zone) -> Bool {
  let day = zone.day(of: at)
  return day.components.day == 1 && zone.start(of: day) == at
}
