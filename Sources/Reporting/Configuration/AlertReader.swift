import Aggregation
import Basics
import Insights
import Notation

/// Keys of alert rules.
enum AlertKeys {
  static let rule = ["id", "title", "metric", "where", "by", "each", "below", "above", "against", "level", "minimum", "days"]
  /// Rules of one project.
  static let most = 100
  static let longestTitle = 80
  static let example = #"{ "id": "few", "metric": "vol.conversations", "below": 50 }"#
}

extension ConfigurationReader {
  /// `alerts`: rules about figures, in the order of the configuration.
  mutating func alerts(_ value: ConfigurationValue?, _ catalogue: Catalogue) -> [AlertRule] {
    guard let value else { return [] }
    guard case .array(let list) = value else {
      report("wrong-type", "alerts", "\"alerts\" must be a list of rules, not \(value.kindWords)", help: "[\(AlertKeys.example)]")
      return []
    }
    if list.count > AlertKeys.most { report("out-of-range", "alerts", "a project has at most \(AlertKeys.most) rules") }
    var made: [AlertRule] = []
    for (index, element) in list.prefix(AlertKeys.most).enumerated() {
      let path = "alerts[\(index)]"
      guard let members = object(element, path: path, allowed: AlertKeys.rule), let rule = alert(members, path, catalogue) else { continue }
      if made.contains(where: { $0.id == rule.id }) {
        report("duplicate-alert", "\(path).id", "two rules are called \"\(rule.id)\"")
      }
      made.append(rule)
    }
    return made
  }

  private mutating func alert(_ members: [String: ConfigurationValue], _ path: String, _ catalogue: Catalogue) -> AlertRule? {
    let id = text(members["id"], "\(path).id")
    if members["id"] == nil { report("missing-key", path, "a rule needs \"id\", a short name", help: AlertKeys.example) }
    if let id, id.count > 40 || !id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }) {
      report("wrong-id", "\(path).id", "\"\(path).id\" takes up to 40 letters, digits, \"-\", \"_\" and \".\"")
    }
    let title = text(members["title"], "\(path).title")
    if let title, title.count > AlertKeys.longestTitle {
      report("out-of-range", "\(path).title", "\"\(path).title\" must have at most \(AlertKeys.longestTitle) characters")
    }
    let metric = alertMetric(members, path, catalogue)
    let filters = alertFilters(members["where"], path, catalogue)
    var by: DimensionID?
    if let name = text(members["by"], "\(path).by") { by = alertDimension(name, "\(path).by", catalogue) }
    let each = choice(members["each"], "\(path).each", AlertRule.Each.allCases.map { ($0.rawValue, $0) }) ?? .day
    let against = choice(members["against"], "\(path).against", AlertRule.Reference.allCases.map { ($0.rawValue, $0) }) ?? .value
    let level = choice(members["level"], "\(path).level", AlertRule.Level.allCases.map { ($0.rawValue, $0) }) ?? .warn
    let minimum = number(members["minimum"], "\(path).minimum", 0...1_000_000_000)
    let days = number(members["days"], "\(path).days", 1...366)
    if days != nil, each == .period { report("key-conflict", "\(path).days", "\"days\" does not go with \"each\": \"period\"") }
    let sides = AlertRule.Side.allCases.filter { members[$0.rawValue] != nil }
    guard let side = sides.first, sides.count == 1 else {
      report("missing-key", path, "a rule needs either \"below\" or \"above\"", help: AlertKeys.example)
      return nil
    }
    guard let id, let metric,
      let limit = limit(members[side.rawValue], "\(path).\(side.rawValue)", metric.unit, isReference: against != .value)
    else { return nil }
    // A share of a handful of cases says nothing; a count is its own base.
    let usual = metric.minimumSample > 1 ? metric.minimumSample : 0
    return AlertRule(
      id: id, title: title, metric: metric.id, filters: filters, by: by, each: each, side: side, limit: limit, reference: against,
      level: level, minimum: minimum.map { Int($0) } ?? usual, days: Int(days ?? 1))
  }

  private mutating func alertMetric(_ members: [String: ConfigurationValue], _ path: String, _ catalogue: Catalogue) -> Metric? {
    guard let name = text(members["metric"], "\(path).metric") else {
      if members["metric"] == nil { report("missing-key", path, "a rule needs \"metric\"", help: AlertKeys.example) }
      return nil
    }
    if let metric = catalogue.metric(MetricID(rawValue: name)) { return metric }
    report(
      "unknown-metric", "\(path).metric", "no metric is called \"\(name)\"",
      suggestions: nearestNames(to: name, in: catalogue.metrics.map(\.id.rawValue)), help: "docs/metrics lists all metrics")
    return nil
  }

  private mutating func alertDimension(_ name: String, _ path: String, _ catalogue: Catalogue) -> DimensionID? {
    let known = catalogue.dimensions.filter { $0.isOfConversations && $0.id != "day" && $0.id != "week" }
    if let found = known.first(where: { $0.id.rawValue == name }) { return found.id }
    report(
      "unknown-dimension", path, "no dimension of conversations is called \"\(name)\"",
      suggestions: nearestNames(to: name, in: known.map(\.id.rawValue)),
      help: "dimensions: \(known.map(\.id.rawValue).joined(separator: ", "))")
    return nil
  }

  /// `{ "assistant": "Booking bot" }`.
  private mutating func alertFilters(_ value: ConfigurationValue?, _ path: String, _ catalogue: Catalogue) -> [Filter] {
    guard let value else { return [] }
    guard case .object(let members) = value else {
      report(
        "wrong-type", "\(path).where", "\"\(path).where\" must be an object, not \(value.kindWords)",
        help: #""where": { "assistant": "Booking bot" }"#)
      return []
    }
    return members.sortedByKey().compactMap { name, value -> Filter? in
      guard let dimension = alertDimension(name, "\(path).where.\(name)", catalogue), let group = text(value, "\(path).where.\(name)")
      else { return nil }
      if let keys = catalogue.dimension(dimension)?.fixedKeys, !keys.contains(group) {
        report(
          "unknown-value", "\(path).where.\(name)", "\(name) cannot be \"\(group)\"", suggestions: nearestNames(to: group, in: keys),
          help: "valid: \(keys.joined(separator: ", "))")
        return nil
      }
      return Filter(dimension, group)
    }
  }

  /// `50`, `0.1`, `"10%"`, `"5 s"`, `"5 points"`.
  mutating func limit(_ value: ConfigurationValue?, _ path: String, _ unit: Unit, isReference: Bool) -> AlertRule.Limit? {
    let written: (number: Double, unit: String)
    switch value {
    case .number(let number): written = (number, "")
    case .string(let text):
      guard let read = Self.quantity(text) else {
        report("wrong-limit", path, "\"\(text)\" is not a number with a unit", help: "for example 50, \"10%\", \"5 s\" or \"5 points\"")
        return nil
      }
      written = read
    case .some(let other):
      report("wrong-type", path, "\"\(path)\" must be a number, or a text with a unit, not \(other.kindWords)")
      return nil
    case nil: return nil
    }
    if isReference { return referenceLimit(written, path, unit) }
    switch (unit, written.unit) {
    case (.share, "%"), (.points, "%"), (.points, "points"): return .value(written.number / 100)
    case (.share, ""):
      if (0...1).contains(written.number) { return .value(written.number) }
      report("out-of-range", path, "a share lies between 0 and 1", help: "or write it as \"\(Self.plain(written.number))%\"")
    case (.duration, let suffix):
      if let factor = Self.durations[suffix] { return .value(written.number * factor) }
      report("wrong-limit", path, "a duration needs a unit", help: "ms, s, min or h: \"5 s\"")
    case (_, ""): return .value(written.number)
    default: report("wrong-limit", path, "\"\(written.unit)\" is no unit of this metric, which is in \(unit.name)")
    }
    return nil
  }

  /// How far from what it is held against.
  private mutating func referenceLimit(_ written: (number: Double, unit: String), _ path: String, _ unit: Unit) -> AlertRule.Limit? {
    if written.number < 0 {
      report("out-of-range", path, "how far from the reference is written without a sign: \"below\" and \"above\" say the side")
      return nil
    }
    switch (unit, written.unit) {
    case (_, "%"): return .relative(written.number / 100)
    case (.share, "points"), (.points, "points"): return .absolute(written.number / 100)
    case (.duration, let suffix) where Self.durations[suffix] != nil: return .absolute(written.number * (Self.durations[suffix] ?? 1))
    case (.share, _), (.points, _), (.duration, _):
      report("wrong-limit", path, "against another value a rule needs a unit", help: "\"20%\" of it, or \"5 points\", or \"2 s\"")
      return nil
    case (_, ""): return .absolute(written.number)
    default:
      report("wrong-limit", path, "\"\(written.unit)\" is no unit of this metric, which is in \(unit.name)")
      return nil
    }
  }

  private static let durations = ["ms": 1.0, "s": 1000, "min": 60_000, "h": 3_600_000]

  /// A number and what stands behind it; nil when it does not begin with one.
  private static func quantity(_ text: String) -> (number: Double, unit: String)? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
    guard let number = Double(digits), number.isFinite else { return nil }
    let unit = String(text.dropFirst(digits.count).drop { $0 == " " || $0 == "\u{A0}" })
    return (number, unit)
  }

  private static func plain(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
  }
}
