import Basics
import Records

/// The valid keys of `parlance.json`, by object; docs/configuration.md lists the same (tested).
enum ConfigurationKeys {
  static let top = [
    "title", "organisation", "zone", "locale", "period", "output", "sources", "sections", "notes", "templates", "comparison", "periods",
    "assumptions", "privacy", "populations", "metrics", "dimensions", "alerts", "targets", "goals", "funnels",
  ]
  static let source = ["id", "name", "vendor", "project", "paths"]
  static let periods = ["from", "to"]
  static let assumptions = [
    "slowAnswerSeconds", "shortConversationMessages", "longConversationMessages", "actionedWeight", "recontactByRisk", "roi",
  ]
  static let risks = ["low", "medium", "high"]
  static let roi = ["humanMinutesPerConversation", "humanCostPerHour", "readingMinutesPerHandoff", "monthlyHoursPerPerson"]
  static let band = ["low", "base", "high"]
  static let privacy = ["profile", "contactKey", "pseudonymKeyFile", "remarks", "conversations", "conversationsPerPeriod", "transcripts"]
  static let vendors = Vendor.allCases.map(\.rawValue)
}

extension ConfigurationReader {
  /// Members of an object whose keys are all known; unknown keys are reported with the nearest valid one.
  mutating func object(_ value: ConfigurationValue, path: String, allowed: [String]) -> [String: ConfigurationValue]? {
    guard case .object(let members) = value else {
      report("wrong-type", path, "\(name(path)) must be an object, not \(value.kindWords)")
      return nil
    }
    for (key, _) in members.sortedByKey() where !allowed.contains(key) {
      let place = path.isEmpty ? key : "\(path).\(key)"
      problems.report(
        Diagnostic(
          "unknown-key", area: .content, at: locator.location(ofKey: place), "no key is called \"\(key)\" in \(name(path))",
          suggestions: nearestNames(to: key, in: allowed), help: "valid: \(allowed.joined(separator: ", "))"))
    }
    return members
  }

  /// A text; nil when absent or null; another type is reported.
  mutating func text(_ value: ConfigurationValue?, _ path: String) -> String? {
    switch value {
    case nil, .null: return nil
    case .string(let text):
      if text.isEmpty { report("empty-value", path, "\(name(path)) must not be empty") }
      return text
    case .some(let other):
      report("wrong-type", path, "\(name(path)) must be a text, not \(other.kindWords)")
      return nil
    }
  }

  /// A list of texts.
  mutating func texts(_ value: ConfigurationValue?, _ path: String) -> [String]? {
    switch value {
    case nil, .null: return nil
    case .string(let text): return [text]
    case .array(let list):
      var made: [String] = []
      for (index, element) in list.enumerated() { if let text = text(element, "\(path)[\(index)]") { made.append(text) } }
      return made
    case .some(let other):
      report("wrong-type", path, "\(name(path)) must be a list of texts, not \(other.kindWords)")
      return nil
    }
  }

  /// A number within a range.
  mutating func number(_ value: ConfigurationValue?, _ path: String, _ range: ClosedRange<Double>) -> Double? {
    switch value {
    case nil, .null: return nil
    case .number(let number):
      if range.contains(number) { return number }
      report("out-of-range", path, "\(name(path)) must be between \(plain(range.lowerBound)) and \(plain(range.upperBound))")
      return nil
    case .some(let other):
      report("wrong-type", path, "\(name(path)) must be a number, not \(other.kindWords)")
      return nil
    }
  }

  /// True or false.
  mutating func flag(_ value: ConfigurationValue?, _ path: String) -> Bool? {
    switch value {
    case nil, .null: return nil
    case .flag(let flag): return flag
    case .some(let other):
      report("wrong-type", path, "\(name(path)) must be true or false, not \(other.kindWords)")
      return nil
    }
  }

  /// One of a few words.
  mutating func choice<T>(_ value: ConfigurationValue?, _ path: String, _ choices: [(String, T)]) -> T? {
    guard let word = text(value, path) else { return nil }
    if let found = choices.first(where: { $0.0 == word }) { return found.1 }
    let words = choices.map(\.0)
    report(
      "unknown-value", path, "\(name(path)) cannot be \"\(word)\"", suggestions: nearestNames(to: word, in: words),
      help: "valid: \(words.joined(separator: ", "))")
    return nil
  }

  private func name(_ path: String) -> String { path.isEmpty ? "parlance.json" : "\"\(path)\"" }

  private func plain(_ number: Double) -> String { number == number.rounded() ? String(Int(number)) : String(number) }
}
