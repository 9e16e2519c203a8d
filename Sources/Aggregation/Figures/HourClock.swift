import Records

/// The time that a group stands for: so many covered days, so many hours on the clock.
struct SliceOfTime {
  /// Days with data, of those that the group covers.
  private(set) var days = 0
  /// Hours of these days, or one hour of each; an hour that the clock skips or repeats is counted as it happens.
  private(set) var hours = 0.0

  init(_ range: Range<CalendarDay>, hour: Int?, _ covered: Range<CalendarDay>?, _ zone: Zone) {
    self.init(range, hour: hour, covered, zone) { _ in true }
  }

  init(
    _ range: Range<CalendarDay>, hour: Int?, _ covered: Range<CalendarDay>?, _ zone: Zone, where includes: (CalendarDay) -> Bool
  ) {
    guard let covered else { return }
    let range = range.clamped(to: covered)
    for ordinal in range.lowerBound.ordinal..<range.upperBound.ordinal where includes(CalendarDay(ordinal: ordinal)) {
      days += 1
      let day = HourClock.hours(of: CalendarDay(ordinal: ordinal), zone)
      hours += hour.map { day[$0] } ?? day.reduce(0, +)
    }
  }
}

/// How often each hour of a day occurs.
enum HourClock {
  private static let plain = [Double](repeating: 1, count: 24)

  /// 24 numbers: 1, or 0 and 2 around a change of the clock.
  static func hours(of day: CalendarDay, _ zone: Zone) -> [Double] {
    let start = zone.start(of: day).seconds
    let length = zone.length(of: day)
    if length == 86_400 && zone.hour(of: Instant(seconds: start)) == 0 { return plain }
    var hours = [Double](repeating: 0, count: 24)
    // Zones move by whole quarters of an hour.
    for quarter in 0..<max(length / 900, 0) { hours[zone.hour(of: Instant(seconds: start + quarter * 900))] += 0.25 }
    return hours
  }
}
