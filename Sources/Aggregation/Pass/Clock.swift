import Records

/// Local dates and hours of moments, for times from 1970 to 2099.
struct Clock: Sendable {
  private var cursor: Zone.Cursor

  init(_ zone: Zone) { cursor = Zone.Cursor(zone) }

  /// Date and hour; day -1 when there is no usable time.
  @inline(__always) mutating func read(_ microseconds: Int64) -> (day: Int32, hour: UInt8) {
    // 1969-12-31 to 2100-01-02 UTC: the zone moves a time by less than a day.
    guard microseconds > -86_400_000_000, microseconds < 4_102_531_200_000_000 else { return (-1, 0) }
    let seconds = microseconds.flooredDivision(by: 1_000_000)
    let local = seconds + cursor.offset(atSeconds: seconds)
    guard local >= 0, local < Int64(TimeCode.end) * 86_400 else { return (-1, 0) }
    let day = local / 86_400
    return (Int32(truncatingIfNeeded: day), UInt8(truncatingIfNeeded: (local - day * 86_400) / 3600))
  }
}
