import Notation

/// The facts of a distribution.
struct HistogramFacts: Sendable {
  /// Identifier of the metric: `lat.p50`.
  var metricID: String
  var measure: Measure
  /// Unit of the values on the axis.
  var unit: Unit
  var median: Double?
  var ninetieth: Double?
  /// Values in all.
  var count: Int
  /// Values above the last regular bin, and where it ends; nil when nothing lies outside.
  var overflow: (count: Int, from: String)?
  var notation: Notation
}

/// Sentences over a distribution.
enum HistogramWords {
  /// The title: where half lies.
  static func title(_ facts: HistogramFacts) -> String {
    TitleLimit.choose([half(facts)], otherwise: "Distribution of \(facts.measure.inside)")
  }

  /// Guard: there is a median.
  static func half(_ facts: HistogramFacts) -> String? {
    guard let median = facts.median, facts.count > 1 else { return nil }
    let value = facts.notation.text(median, facts.unit)
    switch facts.metricID.split(separator: ".").first {
    case "lat" where facts.metricID.contains("first"): return "Half of first answers arrive within \(value)"
    case "lat": return "Half of answers arrive within \(value)"
    case "cost": return "Half of \(facts.measure.counted.plural) cost at most \(value)"
    case "tool": return "Half of tool calls finish within \(value)"
    default: break
    }
    if case .duration = facts.unit { return "Half of \(facts.measure.counted.plural) last at most \(value)" }
    if case .characters = facts.unit { return "Half of messages have at most \(value)" }
    if isMessages(facts) {
      return "Half of conversations have at most \(value) messages"
    }
    return "Half of values are at most \(value)"
  }

  private static func isMessages(_ facts: HistogramFacts) -> Bool {
    facts.metricID.contains("msgs") || facts.metricID.contains("messages")
  }

  /// The verb of the title once more.
  private static func verb(_ facts: HistogramFacts) -> String {
    switch facts.metricID.split(separator: ".").first {
    case "lat": return "arrive within"
    case "cost": return "cost at most"
    case "tool": return "finish within"
    default: break
    }
    if case .duration = facts.unit { return "last at most" }
    if case .characters = facts.unit { return "have at most" }
    return isMessages(facts) ? "have at most" : "are at most"
  }

  /// Where nine in ten lie and how many fall outside the axis.
  static func reading(_ facts: HistogramFacts) -> String {
    var sentences: [String] = []
    if let ninetieth = facts.ninetieth, facts.count >= 10 {
      sentences.append("Nine in ten \(verb(facts)) \(facts.notation.text(ninetieth, facts.unit))\(isMessages(facts) ? " messages" : "").")
    }
    if let overflow = facts.overflow, overflow.count > 0, facts.count > 0 {
      let number = facts.notation.text(Double(overflow.count), .count)
      let share = facts.notation.text(Double(overflow.count) / Double(facts.count), .share)
      let verb = overflow.count == 1 ? "lies" : "lie"
      sentences.append(
        "\(number) of \(facts.notation.text(Double(facts.count), .count)) (\(share)) \(verb) above \(overflow.from) (last bar)."
      )
    }
    if sentences.isEmpty { sentences.append("\(facts.notation.text(Double(facts.count), .count)) values in all.") }
    return sentences.joined(separator: " ")
  }
}
