import Aggregation
import Notation
import Records

extension BlockContext {
  /// The name of a group as readers say it: `Monday`, `17:00`, `2 to 8 Feb`; names of the data as they are.
  func label(_ group: GroupLabel, _ dimension: Dimension) -> String {
    if group.isMissing { return missingLabel(dimension) }
    switch dimension.id {
    case "weekday": return Int(group.key).map { notation.weekday($0, long: true) } ?? group.text
    case "hour": return Int(group.key).map { "\($0 < 10 ? "0" : "")\($0):00" } ?? group.text
    case "day": return CalendarDay(group.key).map { short($0) } ?? group.text
    case "week": return Period(id: group.key).map { week($0) } ?? group.text
    default: return LabelWords.plain(group.text, of: dimension.id.rawValue)
    }
  }

  /// What rows without a value are called: of several possible tags "no tag", of an outcome "unknown".
  func missingLabel(_ dimension: Dimension) -> String {
    if dimension.id == "outcome" { return "Unknown" }
    return dimension.isMultiValued ? "No \(DimensionWords(dimension).singular)" : "Not stated"
  }

  /// The dates of a week group.
  func weekLabel(_ group: GroupLabel) -> String { Period(id: group.key).map { week($0) } ?? group.text }

  private func short(_ day: CalendarDay) -> String {
    let c = day.components
    return notation.day(c.year, c.month, c.day, style: .short)
  }

  /// The dates of a week that lie in the period.
  private func week(_ week: Period) -> String {
    let first = max(week.start, period.start)
    let last = min(week.end, period.end).advanced(by: -1)
    if first >= last { return short(first) }
    if first.components.month != last.components.month { return "\(short(first)) to \(short(last))" }
    return "\(first.components.day) to \(short(last))"
  }
}
