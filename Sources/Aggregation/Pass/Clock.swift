import Records

/// Local dates and hours of moments, for times from 1970 to 2099; or the windows that moments lie in.
struct Clock: Sendable {
  /// What day stands for a moment that is not known or cannot be used.
  static let unknown: Int32 = -1
  /// What day stands for a moment that lies in no window.
  static let outside: Int32 = -3

  private var cursor: Zone.Cursor
  private let windows: [Range<Instant>]
  private let isCalendar: Bool
  /// Window of the last moment: neighbours mostly share it.
  private var latest = 0
  /// False: no moment can be used.
  var isOpen = true

  init(_ zone: Zone, _ windows: ConversationWindows?) {
    cursor = Zone.Cursor(zone)
    self.windows = windows?.ranges ?? []
    isCalendar = windows == nil
  }

  /// Date and hour; a negative day when the moment belongs to none.
  @inline(__always) mutating func read(_ microseconds: Int64) -> (day: Int32, hour: UInt8) {
    // 1969-12-31 to 2100-01-02 UTC: the zone moves a time by less than a day.
    guard isOpen, microseconds > -86_400_000_000, microseconds < 4_102_531_200_000_000 else { return (Clock.unknown, 0) }
    let seconds = microseconds.flooredDivision(by: 1_000_000)
    let local = seconds + cursor.offset(atSeconds: seconds)
    guard local >= 0, local < Int64(TimeCode.end) * 86_400 else { return (Clock.unknown, 0) }
    let day = local / 86_400
    let hour = UInt8(truncatingIfNeeded: (local - day * 86_400) / 3600)
    return isCalendar ? (Int32(truncatingIfNeeded: day), hour) : (window(Instant(microseconds: microseconds)), hour)
  }

  /// Index of the window that holds a moment.
  @inline(never) private mutating func window(_ moment: Instant) -> Int32 {
    if windows[latest].contains(moment) { return Int32(latest) }
    var low = 0
    var high = windows.count
    while low < high {
      let middle = (low + high) / 2
      if windows[middle].upperBound <= moment { low = middle + 1 } else { high = middle }
    }
    guard low < windows.count, windows[low].contains(moment) else { return Clock.outside }
    latest = low
    return Int32(low)
  }
}
