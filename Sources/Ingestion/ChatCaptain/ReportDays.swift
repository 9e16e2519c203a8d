import Records

/// Window, zone and buckets of a report, which its body repeats nowhere.
struct ReportDays: Sendable {
  /// Half-open window; nil when nothing states it.
  let window: Range<Instant>?
  let zone: Zone
  /// True when no zone is stated and it was found by the hour of the window.
  let isZoneGuessed: Bool
  /// Interval asked for, in seconds; nil when nothing states it.
  let stated: Int?

  /// What the present body of a harvest and its context state.
  init(_ context: BodyContext, _ harvest: inout Harvest) {
    window = (harvest.sheaves.last?.body.window.interval ?? context.window).map { closed($0) }
    stated = context.query["interval"].flatMap { Double($0) }.flatMap { $0 >= 1 && $0 <= 1e7 ? Int($0) : nil }
    let known = context.zone.flatMap { harvest.zone($0) }
    isZoneGuessed = known == nil
    zone = known ?? zoneWithMidnight(at: window.map { [$0.lowerBound, $0.upperBound] } ?? [])
  }

  private init(window: Range<Instant>?, zone: Zone, isZoneGuessed: Bool, stated: Int?) {
    self.window = window
    self.zone = zone
    self.isZoneGuessed = isZoneGuessed
    self.stated = stated
  }

  /// The same with another zone.
  func with(_ zone: Zone) -> ReportDays { ReportDays(window: window, zone: zone, isZoneGuessed: isZoneGuessed, stated: stated) }

  /// Seconds of a bucket: what the labels prove, else what was asked for, else an hour for a window of at most a day.
  func bucket(_ labels: [Instant]) -> Int {
    let sorted = labels.map(\.seconds).sorted()
    let gap = zip(sorted, sorted.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }.min()
    // A day of the change of clocks has 23 hours.
    if let gap { return gap < 82_800 ? 3_600 : 86_400 }
    if let stated { return stated < 82_800 ? 3_600 : 86_400 }
    guard let window else { return 86_400 }
    return window.upperBound.seconds - window.lowerBound.seconds <= 90_000 ? 3_600 : 86_400
  }

  /// Seconds of the buckets of a list without labels.
  func bucket(count: Int) -> Int {
    if let stated { return stated < 82_800 ? 3_600 : 86_400 }
    guard let window, count > 0 else { return 86_400 }
    return Int(window.upperBound.seconds - window.lowerBound.seconds) / count < 82_800 ? 3_600 : 86_400
  }

  /// First moment of the bucket that a label names: buckets of 86,400 s drift by an hour when clocks change, so a day begins at the nearest
  /// local midnight.
  func start(of label: WrittenMoment, seconds: Int) -> Instant {
    switch label {
    case .day(let day): return zone.start(of: day)
    case .instant(let moment):
      guard seconds >= 82_800 else { return moment }
      return zone.start(of: zone.day(of: Instant(seconds: moment.seconds + 43_200)))
    }
  }
}

/// The window with an end that is included (`…59.999Z`) moved to the moment behind it.
func closed(_ window: Range<Instant>) -> Range<Instant> {
  let end = window.upperBound.microseconds
  let rest = ((end % 60_000_000) + 60_000_000) % 60_000_000
  guard rest == 59_999_000 || rest == 59_999_999 else { return window }
  return window.lowerBound..<Instant(microseconds: end - rest + 60_000_000)
}

/// A zone in which all these moments are midnights: the vendor cuts its windows there. Universal time, then Central Europe, then others;
/// without moments universal time.
func zoneWithMidnight(at moments: [Instant]) -> Zone {
  for zone in likelyZones {
    if moments.allSatisfy({ zone.start(of: zone.day(of: $0)) == $0 }) { return zone }
  }
  return .utc
}

private let likelyZones: [Zone] =
  [.utc]
  + [
    "Europe/Berlin", "Europe/London", "Europe/Athens", "Europe/Istanbul", "America/New_York", "America/Chicago", "America/Denver",
    "America/Los_Angeles", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore", "Asia/Tokyo", "Australia/Sydney",

  ].compactMap { Zone(identifier: $0) }
