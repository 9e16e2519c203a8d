import Aggregation
import Insights
import Notation
import Records

/// How rules and what they say are written: on the page, on the terminal and in JUnit files.
struct AlertWords {
  let catalogue: Catalogue
  let notation: Notation

  /// `Hand-off rate above 10% on a day`, `Conversations more than 30% below the same weekday a week before`.
  func rule(_ rule: AlertRule, group: String? = nil) -> String {
    let name = rule.title ?? written(rule)
    return group.map { "\(name): \($0)" } ?? name
  }

  /// The rule itself.
  func written(_ rule: AlertRule) -> String {
    guard let metric = catalogue.metric(rule.metric) else { return rule.metric.rawValue }
    let only = rule.filters.isEmpty ? "" : " of " + PlainEnglish.list(rule.filters.map(\.value))
    let often = rule.days > 1 ? ", on \(rule.days) days or more" : ""
    return "\(Measure(metric).title)\(only) \(limit(rule, metric.unit))\(often)"
  }

  private func limit(_ rule: AlertRule, _ unit: Unit) -> String {
    let side = rule.side.rawValue
    let beside = rule.each == .day ? " on a day" : ""
    switch rule.limit {
    case .value(let value): return "\(side) \(threshold(value, unit))\(beside)"
    case .relative(let share): return "more than \(plain(share)) \(side) \(reference(rule))"
    case .absolute(let difference):
      return "more than \(notation.text(difference, unit == .share ? .points : unit)) \(side) \(reference(rule))"
    }
  }

  private func reference(_ rule: AlertRule) -> String {
    switch (rule.reference, rule.each) {
    case (.value, _): "the value"
    case (.previous, .day): "the same weekday a week before"
    case (.previous, .period): "the period before"
    case (.median, .day): "the median of the same weekday in eight weeks"
    case (.median, .period): "the median of the periods before"
    }
  }

  /// A threshold, in few digits: `10%`, `5 s`.
  func threshold(_ value: Double, _ unit: Unit) -> String { unit == .share ? plain(value) : notation.text(value, unit) }

  private func plain(_ share: Double) -> String {
    notation.cell(
      share, .share, places: (share * 100).rounded() == share * 100 || abs(share * 100 - (share * 100).rounded()) < 1e-9 ? 0 : 1)
  }

  /// A value of the rule's metric.
  func value(_ value: Double, _ rule: AlertRule) -> String {
    notation.text(value, catalogue.metric(rule.metric)?.unit ?? .rate)
  }

  /// What a rule says: the word of its tag.
  static func state(_ state: AlertReplay.State) -> String {
    switch state {
    case .ok: "OK"
    case .fired: "Fired"
    case .tooFew: AbsenceWords.tooFew
    case .notAvailable: AbsenceWords.noData
    case .off: "Off"
    }
  }

  /// What was seen: `12.4% on Sat 6 Mar, limit 10%; 3 of 31 days`.
  func seen(_ replay: AlertReplay) -> String {
    guard let worst = replay.worst, let number = worst.value, let limit = worst.threshold,
      let unit = catalogue.metric(replay.rule.metric)?.unit
    else { return "" }
    let day = worst.day.map { " on \(self.day($0))" } ?? ""
    let days = replay.rule.each == .day ? "; \(replay.fired.count) of \(replay.looks.count) days" : ""
    return "\(notation.text(number, unit))\(day), limit \(threshold(limit, unit))\(days)"
  }

  /// `Sat 6 Mar`.
  func day(_ day: CalendarDay) -> String {
    let c = day.components
    return notation.day(c.year, c.month, c.day, style: .weekday)
  }

  /// The message of the table.
  static func title(_ replays: [AlertReplay]) -> String {
    let fired = replays.count { $0.state == .fired }
    let looked = replays.count { $0.state != .off }
    if fired == 0 { return looked == 1 ? "The rule did not fire" : "None of \(looked) rules fired" }
    return "\(fired) of \(looked) \(looked == 1 ? "rule" : "rules") fired"
  }
}
