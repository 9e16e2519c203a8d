import Records

extension Zone {
  /// ISO 8601 with the offset in force: `2026-03-01T00:00:00+01:00`, seconds rounded down.
  func iso(_ instant: Instant) -> String {
    let offset = offset(atSeconds: instant.seconds)
    let local = instant.seconds + offset
    let day = CalendarDay(ordinal: Int(local.flooredDivision(by: 86_400)))
    let rest = Int(local - Int64(day.ordinal) * 86_400)
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    let clock = "\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
    if offset == 0 { return "\(day)T\(clock)Z" }
    let size = Int(abs(offset)) / 60
    return "\(day)T\(clock)\(offset < 0 ? "-" : "+")\(two(size / 60)):\(two(size % 60))"
  }

  /// Hours and minutes on the local clock: `06:14`.
  func clock(_ instant: Instant) -> String {
    let local = instant.seconds + offset(atSeconds: instant.seconds)
    let rest = Int(local - local.flooredDivision(by: 86_400) * 86_400)
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(two(rest / 3600)):\(two(rest / 60 % 60))"
  }
}
