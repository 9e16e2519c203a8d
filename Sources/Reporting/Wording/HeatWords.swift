import Insights
import Notation

/// The facts of a weekday × hour map.
struct HeatFacts: Sendable {
  var measure: Measure
  /// The hour above all others; nil when none is.
  var busiest: BusiestHour?
  /// Sums of ISO weekdays 1…7 (first index 0) by hour, for shares; empty when the measure does not add up.
  var sums: [[Double]]
  var notation: Notation

  /// Share of everything that falls on Monday to Friday between 08:00 and 18:00; nil without sums.
  var officeHoursShare: Double? {
    var all = 0.0
    var office = 0.0
    for (row, hours) in sums.enumerated() {
      for (hour, value) in hours.enumerated() {
        all += value
        if row < 5, (8..<18).contains(hour) { office += value }
      }
    }
    return all > 0 ? office / all : nil
  }
}

/// Sentences over a weekday × hour map.
enum HeatWords {
  /// The title: the busiest hour when there is exactly one.
  static func title(_ facts: HeatFacts) -> String {
    TitleLimit.choose([busiest(facts), office(facts)], otherwise: "\(facts.measure.title) by weekday and hour")
  }

  /// `10:00 to 11:00`.
  static func hours(_ hour: Int) -> String {
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(two(hour)):00 to \(two(hour + 1)):00"
  }

  /// Guard: one hour is above all others.
  static func busiest(_ facts: HeatFacts) -> String? {
    guard let peak = facts.busiest else { return nil }
    return "\(facts.notation.weekday(peak.weekday, long: true)) \(hours(peak.hour)) is the busiest hour"
  }

  /// Guard: more than half fall into office hours.
  static func office(_ facts: HeatFacts) -> String? {
    guard let share = facts.officeHoursShare, share > 0.5 else { return nil }
    return "\(facts.notation.text(share, .share)) of \(facts.measure.inside) fall on working days, 08:00 to 18:00"
  }

  /// The outlined hour's average, then the office-hours share.
  static func reading(_ facts: HeatFacts) -> String {
    var sentences: [String] = []
    if let peak = facts.busiest {
      let average = facts.notation.text(peak.value, .rate)
      sentences.append("The outlined hour, \(facts.notation.weekday(peak.weekday, long: true)) \(hours(peak.hour)), averages \(average).")
    }
    if let share = facts.officeHoursShare {
      sentences.append("\(facts.notation.text(share, .share)) of \(facts.measure.inside) fall on working days between 08:00 and 18:00.")
    }
    return sentences.isEmpty ? "No \(facts.measure.inside) in this period." : sentences.joined(separator: " ")
  }
}
