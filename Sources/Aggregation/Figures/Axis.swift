import Basics
import Records

/// The groups of one dimension in a period, in the order they are listed.
struct Axis {
  /// One group.
  struct Part {
    let label: GroupLabel
    /// For label dimensions.
    var condition: Condition?
    /// Whether the group may be left out when it is empty.
    var isOptional = false
  }

  let dimension: Dimension
  let parts: [Part]

  /// `names`: values seen in the data, in order, nil for "not stated".
  init(_ dimension: Dimension, _ p: Period, covered: Range<CalendarDay>?, names: [String?], spelling: (String) -> String) {
    self.dimension = dimension
    switch dimension.kind {
    case let .label(groups):
      parts = groups.map { group in
        Part(
          label: GroupLabel(key: group.key, text: group.title, isMissing: group.isMissing), condition: group.condition,
          isOptional: dimension.id != "outcome" && (group.isMissing || group.key == "other"))
      }
    case .hour: parts = (0..<24).map { Part(label: GroupLabel(key: "\($0)", text: "\($0 < 10 ? "0" : "")\($0)")) }
    case .weekday: parts = (1...7).map { Part(label: GroupLabel(key: "\($0)", text: Axis.weekdays[$0 - 1])) }
    case .day: parts = p.days.map { Part(label: GroupLabel(key: $0.description, text: $0.description)) }
    case .week:
      var starts: [CalendarDay] = []
      for day in p.days {
        let start = Axis.week(of: day)
        if starts.last != start { starts.append(start) }
      }
      parts = starts.map { start in
        let id = Period(.week, containing: start).id
        let data = covered ?? p.start..<p.start
        return Part(
          label: GroupLabel(key: id, text: id, isPartial: start < data.lowerBound || start.advanced(by: 7) > data.upperBound))
      }
    case let .code(column):
      parts = names.map { name in
        guard let name else { return Part(label: GroupLabel(key: "", text: "Not stated", isMissing: true)) }
        return Part(label: GroupLabel(key: name, text: column == .intent ? spelling(name) : name))
      }
    case .recordField:
      parts = names.map { name in
        guard let name else { return Part(label: GroupLabel(key: "", text: "Not stated", isMissing: true)) }
        return Part(label: GroupLabel(key: name, text: name))
      }
    }
  }

  /// Key of the group that a cell belongs to; nil when every group of the dimension takes from every cell (labels).
  static func key(_ dimension: Dimension, _ spec: TableSpec, _ names: [String?], _ time: Int32) -> String? {
    let day = CalendarDay(ordinal: Int(time))
    switch dimension.kind {
    case .label, .recordField: return nil
    case .day: return day.description
    case .week: return Period(.week, containing: day).id
    case .weekday:
      if let place = spec.grouping.keys.firstIndex(of: .weekday) { return names[place] ?? "" }
      return String(day.weekday)
    case .hour, .code:
      guard let column = dimension.column, let place = spec.grouping.keys.firstIndex(of: column) else { return "" }
      return names[place] ?? ""
    }
  }

  /// Whether a group of a dimension of time holds a day; every day belongs to the groups of other dimensions.
  static func holds(_ dimension: Dimension, _ key: String, _ day: CalendarDay) -> Bool {
    switch dimension.kind {
    case .day: day.description == key
    case .week: Period(.week, containing: day).id == key
    case .weekday: String(day.weekday) == key
    case .hour, .label, .code, .recordField: true
    }
  }

  private static func week(of day: CalendarDay) -> CalendarDay { Period(.week, containing: day).start }

  /// `Mon` for `1`.
  static func weekdayName(_ key: String) -> String {
    guard let number = Int(key), (1...7).contains(number) else { return key }
    return weekdays[number - 1]
  }

  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
}
