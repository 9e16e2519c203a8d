import Aggregation

extension ConfigurationReader {
  /// What a project states about the world outside the data: `assumptions` without the limits of metrics.
  mutating func stated(_ value: ConfigurationValue) -> Aggregation.Assumptions {
    var made = Aggregation.Assumptions()
    guard case .object(let members) = value else { return made }
    if let weight = number(members["actionedWeight"], "assumptions.actionedWeight", 0...1) { made.actionedWeight = weight }
    if let risks = members["recontactByRisk"],
      let own = object(risks, path: "assumptions.recontactByRisk", allowed: ConfigurationKeys.risks)
    {
      func share(_ key: String) -> Double? { number(own[key], "assumptions.recontactByRisk.\(key)", 0...1) }
      if let low = share("low") { made.recontactByRisk.low = low }
      if let medium = share("medium") { made.recontactByRisk.medium = medium }
      if let high = share("high") { made.recontactByRisk.high = high }
      let now = made.recontactByRisk
      if now.low > now.medium || now.medium > now.high {
        report(
          "out-of-order", "assumptions.recontactByRisk", "\"assumptions.recontactByRisk\" must not fall from low to high",
          help: "low \(now.low), medium \(now.medium), high \(now.high)")
      }
    }
    if let roi = members["roi"], let own = object(roi, path: "assumptions.roi", allowed: ConfigurationKeys.roi) {
      func place(_ key: String) -> String { "assumptions.roi.\(key)" }
      made.humanMinutesPerConversation = band(
        own["humanMinutesPerConversation"], place("humanMinutesPerConversation"), 0.01...1440)
      made.humanCostPerHour = band(own["humanCostPerHour"], place("humanCostPerHour"), 0.01...10_000)
      if let minutes = number(own["readingMinutesPerHandoff"], place("readingMinutesPerHandoff"), 0...1440) {
        made.readingMinutesPerHandoff = minutes
      }
      if let hours = number(own["monthlyHoursPerPerson"], place("monthlyHoursPerPerson"), 1...744) { made.monthlyHoursPerPerson = hours }
    }
    return made
  }

  /// A number, or `{ "low": 4, "base": 6, "high": 10 }` in rising order; nil when absent.
  private mutating func band(
    _ value: ConfigurationValue?, _ path: String, _ range: ClosedRange<Double>
  ) -> Aggregation.Assumptions.Band? {
    switch value {
    case nil, .null: return nil
    case .object:
      guard let value, let members = object(value, path: path, allowed: ConfigurationKeys.band) else { return nil }
      func part(_ key: String) -> Double? {
        if members[key] == nil {
          report(
            "missing-key", path, "\"\(path)\" needs \"\(key)\"", help: "a number, or { \"low\": 4, \"base\": 6, \"high\": 10 }")
        }
        return number(members[key], "\(path).\(key)", range)
      }
      // All are looked at, so that everything missing is told at once.
      let parts = (part("low"), part("base"), part("high"))
      guard case let (low?, base?, high?) = parts else { return nil }
      if low > base || base > high {
        report("out-of-order", path, "\"\(path)\" must rise from low to base to high")
        return nil
      }
      return .init(low: low, base: base, high: high)
    default: return number(value, path, range).map { .init($0) }
    }
  }
}
