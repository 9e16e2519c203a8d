import Basics
import Foundation
import Insights
import Records

/// Reads and checks `events.json`: a list of what happened in the world (docs/configuration.md). Every problem is reported with its
/// place, then thrown together.
enum EventReader {
  /// The file in the folder of the project.
  static let file = "events.json"
  static let keys = ["date", "from", "to", "kind", "title", "assistant"]
  /// What a person can write; activations come from the data.
  static let kinds: [Event.Kind] = [.release, .campaign, .outage, .holiday, .change]
  /// Longest title; charts draw its first 50 characters.
  static let longestTitle = 120
  /// Most days of one event.
  static let longest = 366

  /// The events in `text`, by first day, then title.
  static func read(_ text: String, file: String) throws(Diagnostics) -> [Event] {
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    var reader = ConfigurationReader(file: file, locator: KeyLocator(text, file: file))
    let root: ConfigurationValue
    do {
      root = try decoder.decode(ConfigurationValue.self, from: Data(text.utf8))
    } catch {
      throw Diagnostics([
        Diagnostic(
          "events-syntax", area: .content, at: reader.locator.locationOfUnexpected,
          "not valid JSON (comments and trailing commas are allowed)", help: "see docs/configuration.md")
      ])
    }
    guard case .array(let list) = root else {
      reader.report("wrong-type", "", "\(file) must be a list of events, not \(root.kindWords)", help: example)
      throw reader.problems
    }
    let events = list.enumerated().compactMap { reader.event($1, "[\($0)]") }
    try reader.problems.throwIfErrors()
    return sorted(events)
  }

  static let example = #"[{ "date": "2026-03-09", "kind": "release", "title": "New opening question" }]"#

  /// By first day, then last, kind and title.
  static func sorted(_ events: [Event]) -> [Event] {
    events.sorted { a, b in
      if a.days.lowerBound != b.days.lowerBound { return a.days.lowerBound < b.days.lowerBound }
      if a.days.upperBound != b.days.upperBound { return a.days.upperBound < b.days.upperBound }
      if a.kind != b.kind { return utf8Precedes(a.kind.rawValue, b.kind.rawValue) }
      return utf8Precedes(a.title, b.title)
    }
  }
}

extension ConfigurationReader {
  fileprivate mutating func event(_ value: ConfigurationValue, _ path: String) -> Event? {
    guard let members = object(value, path: path, allowed: EventReader.keys) else { return nil }
    let days = eventDays(members, path)
    let kind = choice(members["kind"], "\(path).kind", EventReader.kinds.map { ($0.rawValue, $0) })
    if members["kind"] == nil {
      let kinds = EventReader.kinds.map(\.rawValue).joined(separator: ", ")
      report("missing-key", path, "an event needs \"kind\"", help: "one of \(kinds)")
    }
    let title = text(members["title"], "\(path).title")
    if members["title"] == nil { report("missing-key", path, "an event needs \"title\"", help: EventReader.example) }
    if let title, title.count > EventReader.longestTitle {
      report("out-of-range", "\(path).title", "\"\(path).title\" must have at most \(EventReader.longestTitle) characters")
    }
    let assistant = text(members["assistant"], "\(path).assistant")
    guard let days, let kind, let title else { return nil }
    return Event(days: days, kind: kind, title: title, assistant: assistant)
  }

  private mutating func eventDays(_ members: [String: ConfigurationValue], _ path: String) -> Range<CalendarDay>? {
    if members["date"] != nil {
      for key in ["from", "to"] where members[key] != nil {
        report(
          "key-conflict", "\(path).\(key)", "\"\(key)\" does not go with \"date\"",
          help: "\"date\" for one day, \"from\" and \"to\" for several")
      }
      return eventDay(members, path, "date").map { $0..<$0.advanced(by: 1) }
    }
    guard members["from"] != nil else {
      report("missing-key", path, "an event needs \"date\", or \"from\" and \"to\"", help: EventReader.example)
      return nil
    }
    guard members["to"] != nil else {
      report("missing-key", path, "an event with \"from\" needs \"to\", its last day")
      return nil
    }
    guard let from = eventDay(members, path, "from"), let to = eventDay(members, path, "to") else { return nil }
    if to < from {
      report("out-of-range", "\(path).to", "\"to\" lies before \"from\"")
      return nil
    }
    if from.distance(to: to) >= EventReader.longest {
      report("out-of-range", "\(path).to", "an event lasts at most \(EventReader.longest) days")
      return nil
    }
    return from..<to.advanced(by: 1)
  }

  private mutating func eventDay(_ members: [String: ConfigurationValue], _ path: String, _ key: String) -> CalendarDay? {
    guard let written = text(members[key], "\(path).\(key)") else { return nil }
    if let day = CalendarDay(written) { return day }
    report("wrong-date", "\(path).\(key)", "\"\(written)\" is not a date", help: "for example 2026-03-09")
    return nil
  }
}
