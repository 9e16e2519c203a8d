import Foundation

/// One IANA time zone as a table of its transitions, so that conversion needs no calendar library on the hot path and gives
/// the same answer under any `TZ`.
public struct Zone: Sendable, Equatable {
  /// IANA name: `Europe/Berlin`.
  public let identifier: String
  /// Seconds since the epoch at which an offset begins; the first entry is the beginning of the table.
  let starts: [Int64]
  /// Seconds to add to UTC from the same index of `starts` on.
  let offsets: [Int64]

  /// Universal time.
  public static let utc = Zone(identifier: "UTC", starts: [Int64.min], offsets: [0])

  init(identifier: String, starts: [Int64], offsets: [Int64]) {
    self.identifier = identifier
    self.starts = starts
    self.offsets = offsets
  }

  /// The zone with this IANA name, with its transitions of 1990 to 2060; nil when the system does not know it.
  public init?(identifier: String) {
    if identifier == "UTC" {
      self = .utc
      return
    }
    guard TimeZone.knownTimeZoneIdentifiers.contains(identifier) || identifier.contains("/"), let zone = TimeZone(identifier: identifier)
    else { return nil }
    let from: TimeInterval = 631_152_000
    let until: TimeInterval = 2_840_140_800
    var starts = [Int64.min]
    var moment = Date(timeIntervalSince1970: from)
    var offsets = [Int64(zone.secondsFromGMT(for: moment))]
    while let next = zone.nextDaylightSavingTimeTransition(after: moment), next.timeIntervalSince1970 < until {
      let offset = Int64(zone.secondsFromGMT(for: next))
      if offset != offsets[offsets.count - 1] {
        starts.append(Int64(next.timeIntervalSince1970.rounded()))
        offsets.append(offset)
      }
      moment = next
    }
    self.init(identifier: identifier, starts: starts, offsets: offsets)
  }

  /// Seconds to add to UTC at a moment.
  public func offset(atSeconds seconds: Int64) -> Int64 {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= seconds { low = middle } else { high = middle }
    }
    return offsets[low]
  }

  /// The local date of a moment.
  public func day(of instant: Instant) -> CalendarDay {
    let local = instant.seconds + offset(atSeconds: instant.seconds)
    return CalendarDay(ordinal: Int(local.flooredDivision(by: 86_400)))
  }

  /// The local hour 0…23 of a moment.
  public func hour(of instant: Instant) -> Int {
    let local = instant.seconds + offset(atSeconds: instant.seconds)
    return Int((local - local.flooredDivision(by: 86_400) * 86_400) / 3600)
  }

  /// The first moment of a local date (00:00, or the first that exists when midnight is skipped).
  public func start(of day: CalendarDay) -> Instant {
    let midnight = Int64(day.ordinal) * 86_400
    // The offset in force at local midnight: try the offset before and after a transition nearby, earliest valid wins.
    var best: Int64?
    for guess in [offset(atSeconds: midnight - 86_400), offset(atSeconds: midnight), offset(atSeconds: midnight + 86_400)] {
      let candidate = midnight - guess
      if offset(atSeconds: candidate) == guess { best = min(best ?? candidate, candidate) }
    }
    if let best { return Instant(seconds: best) }
    // Midnight does not exist: the transition itself is the first moment of the day.
    let skipped = midnight - offset(atSeconds: midnight - 86_400)
    let transition = starts.last { $0 <= skipped } ?? skipped
    return Instant(seconds: transition)
  }

  /// Length of a local date in seconds: 23 or 25 hours on days of a change.
  public func length(of day: CalendarDay) -> Int64 {
    start(of: day.advanced(by: 1)).seconds - start(of: day).seconds
  }

  /// A lookup that remembers the last stretch: nearly free for moments close to each other.
  public struct Cursor: Sendable {
    let zone: Zone
    var from: Int64 = 1
    var to: Int64 = 0
    var value: Int64 = 0

    /// A cursor over a zone.
    public init(_ zone: Zone) { self.zone = zone }

    /// Seconds to add to UTC at a moment.
    @inline(__always) public mutating func offset(atSeconds seconds: Int64) -> Int64 {
      if seconds >= from && seconds < to { return value }
      return find(seconds)
    }

    @inline(never) private mutating func find(_ seconds: Int64) -> Int64 {
      let index = (zone.starts.lastIndex { $0 <= seconds }) ?? 0
      from = zone.starts[index]
      to = index + 1 < zone.starts.count ? zone.starts[index + 1] : Int64.max
      value = zone.offsets[index]
      return value
    }
  }
}

extension Int64 {
  /// Division that rounds towards minus infinity.
  @inlinable public func flooredDivision(by divisor: Int64) -> Int64 {
    let (q, r) = quotientAndRemainder(dividingBy: divisor)
    return r < 0 ? q - 1 : q
  }
}
