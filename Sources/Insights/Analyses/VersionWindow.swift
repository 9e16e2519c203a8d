import Basics
import Records

/// A version of an assistant that took the place of another one.
public struct Deployment: Sendable, Hashable {
  /// Assistant.
  public var assistant: String
  /// The version that went live, and the one before it.
  public var version, previous: Int
  /// The day it went live.
  public var day: CalendarDay
  /// False when no list of activations says so: the first day of the version's conversations.
  public var isStated: Bool

  /// A deployment.
  public init(assistant: String, version: Int, previous: Int, day: CalendarDay, isStated: Bool) {
    self.assistant = assistant
    self.version = version
    self.previous = previous
    self.day = day
    self.isStated = isStated
  }

  /// Changes of version by a list of activations; several on one day are one, and one that is taken back the same day is none.
  static func stated(_ timeline: VersionTimeline, zone: Zone) -> [Deployment] {
    var made: [Deployment] = []
    for stay in timeline.stays {
      guard let previous = stay.previous else { continue }
      let day = zone.day(of: stay.from)
      if let last = made.last, last.assistant == stay.assistant, last.day == day {
        made[made.count - 1].version = stay.version
      } else {
        made.append(Deployment(assistant: stay.assistant, version: stay.version, previous: previous, day: day, isStated: true))
      }
    }
    return made.filter { $0.version != $0.previous }
  }

  /// Changes of version by the conversations themselves: the first day on which one version has most of an assistant's conversations and
  /// another one had most before. `days` are ascending, with the conversations of each version.
  static func seen(_ assistant: String, _ days: [(day: CalendarDay, versions: [Int: Int])]) -> [Deployment] {
    var made: [Deployment] = []
    var live: Int?
    var known: Set<Int> = []
    for (day, versions) in days {
      let total = versions.values.reduce(0, +)
      guard let most = versions.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), most.value * 2 > total else { continue }
      if let live, live != most.key, !known.contains(most.key) {
        // Where the two ran side by side for days, no day is the day of the change.
        made.append(Deployment(assistant: assistant, version: most.key, previous: live, day: day, isStated: false))
      }
      known.insert(most.key)
      live = most.key
    }
    return made
  }
}

/// The days before and after a deployment that are compared: complete weeks, the day itself left out.
public struct VersionWindow: Sendable, Hashable {
  /// Days of each side, at most 28.
  public let before, after: Range<CalendarDay>

  /// Most days of a side.
  static let most = 28

  /// The longest window of whole weeks, so that both sides have the same weekdays; nil when not one week fits. `days` are those with data;
  /// `others` are days on which the assistant changed otherwise: no window reaches over one.
  init?(around day: CalendarDay, days: Range<CalendarDay>, others: [CalendarDay]) {
    for length in stride(from: Self.most, through: 7, by: -7) {
      let before = day.advanced(by: -length)..<day
      let after = day.advanced(by: 1)..<day.advanced(by: 1 + length)
      guard before.lowerBound >= days.lowerBound, after.upperBound <= days.upperBound else { continue }
      // A day of change lies in no window, so it may be the first day outside on either side.
      guard !others.contains(where: { before.contains($0) || after.contains($0) }) else { continue }
      self.before = before
      self.after = after
      return
    }
    return nil
  }

  /// The same window around an earlier day that is nothing but a day.
  func placebo(_ number: Int) -> VersionWindow? {
    let shift = (before.count + 1) * number
    return VersionWindow(before: before.moved(by: -shift), after: after.moved(by: -shift))
  }

  private init(before: Range<CalendarDay>, after: Range<CalendarDay>) {
    self.before = before
    self.after = after
  }

  /// Days of each side.
  public var length: Int { before.count }
}

extension Range<CalendarDay> {
  fileprivate func moved(by days: Int) -> Range<CalendarDay> { lowerBound.advanced(by: days)..<upperBound.advanced(by: days) }
}

/// The names of groups of the dimension `version`.
public enum VersionName {
  /// `Returns desk v3` → `Returns desk` and 3; no version where the name has none.
  public static func parts(_ key: String) -> (assistant: String, version: Int?) {
    guard let space = key.lastIndex(of: " ") else { return (key, nil) }
    let tail = key[key.index(after: space)...]
    guard tail.first == "v", let version = Int(tail.dropFirst()) else { return (key, nil) }
    return (String(key[..<space]), version)
  }
}
