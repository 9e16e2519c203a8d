import Aggregation
import Insights
import Notation
import Records

/// Sentences about days that differ.
enum AnomaliesWords {
  /// The template of its statements.
  static func sentence(_ s: Statement, _ c: StatementContext) -> RichSentence? {
    guard case let .metric(id)? = s.facts.first(where: { $0.name == "metric" })?.value, let measure = c.measure(id) else { return nil }
    func number(_ name: String) -> String {
      guard case let .number(value, unit)? = s.facts.first(where: { $0.name == name })?.value else { return "" }
      return c.text(value, unit)
    }
    func day(_ name: String) -> CalendarDay? {
      if case let .day(day)? = s.facts.first(where: { $0.name == name })?.value { day } else { nil }
    }
    switch s.kind {
    case "day":
      guard let day = day("day") else { return nil }
      let usual = number("expected")
      return RichSentence(
        "\(measure.title) on \(weekday(day, c)): {\(number("value"))}, where \(usual) is usual for a \(c.notation.weekday(day.weekday, long: true))."
      )
    case "level":
      guard let from = day("from") else { return nil }
      let isCount = measure.unit == .count
      return RichSentence(
        "\(measure.title) \(isCount ? "are" : "is") on a new level since \(c.day(from)): {\(number("after"))}\(isCount ? " a day" : ""), "
          + "\(number("before")) before.")
    default: return nil
    }
  }

  /// `Sat 6 Feb`.
  static func weekday(_ day: CalendarDay, _ c: StatementContext) -> String {
    let parts = day.components
    return c.notation.day(parts.year, parts.month, parts.day, style: .weekday)
  }

  /// The message of the log.
  static func title(_ log: AnomalyLog, _ c: StatementContext) -> String {
    let out = log.daysThatStandOut
    let days = PlainEnglish.counted(Double(out), c.text(Double(out), .count), Noun(singular: "day stands", plural: "days stand"))
    let unusual = Set(log.entries.filter { $0.day.grade == .unusual }.map(\.day.day)).count
    if out > 0 { return "\(days) out against others of the same weekday" }
    if !log.changes.isEmpty { return "No single day stands out, but a level changed" }
    return unusual > 0 ? "No day stands out; some were unusual" : "No day stands out"
  }

  /// What was looked at.
  static func reading(_ log: AnomalyLog, _ c: StatementContext) -> String {
    let names = log.series.compactMap { c.measure($0.metric).map(\.inside) }
    let days = log.series.map(\.result.judged).max() ?? 0
    return "Looked at \(PlainEnglish.list(names)) of \(c.counted(Double(days), Noun(singular: "day", plural: "days"))); "
      + "each day was held against the same weekday of up to eight weeks before."
  }

  /// How far, in words: `stands out`, `unusual`.
  static func grade(_ grade: DayAnomalies.Grade) -> String {
    switch grade {
    case .standsOut: "Stands out"
    case .unusual: "Unusual"
    }
  }

  /// What was near: `5 Feb, release: New opening question`.
  static func near(_ near: AnomalyLog.Near, _ c: StatementContext) -> String {
    switch near {
    case .event(let event): return EventWords.note(event, c.notation, beside: c.calendarYear ?? event.days.lowerBound.components.year)
    case let .failures(metric, day):
      guard let measure = c.measure(metric) else { return "" }
      return "\(c.day(day.day)), \(measure.inside) \(c.text(day.value, measure.unit)), usually \(c.text(day.expected, measure.unit))"
    }
  }
}
