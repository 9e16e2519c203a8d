import Records

/// When people answer: weekly slots in a zone of their own, and days that differ.
struct OpeningHours: Sendable, Equatable {
  let zone: Zone
  /// Minutes of the day, Monday first; a slot over midnight ends beyond 1440.
  private(set) var week = [[Range<Int>]](repeating: [], count: 7)
  /// True: open that day; false: closed. By days since 1970-01-01.
  private(set) var exceptions: [Int: Bool] = [:]

  /// Whether people are there in a minute since 1970 of universal time.
  func isOpen(minute: Int32, _ clock: inout Zone.Cursor) -> Bool {
    let seconds = Int64(minute) * 60
    let local = seconds + clock.offset(atSeconds: seconds)
    let day = Int(local.flooredDivision(by: 86_400))
    let minuteOfDay = Int(local - Int64(day) * 86_400) / 60
    return slots(day).contains { $0.contains(minuteOfDay) } || slots(day - 1).contains { $0.contains(minuteOfDay + 1440) }
  }

  /// A day that is open by exception has the slots of its weekday, or lasts all day where that has none.
  private func slots(_ day: Int) -> [Range<Int>] {
    let usual = week[CalendarDay(ordinal: day).weekday - 1]
    switch exceptions[day] {
    case nil: return usual
    case true?: return usual.isEmpty ? [0..<1440] : usual
    case false?: return []
    }
  }

  /// The schedule of each source, by its id: the slots of the newest capture; days that differ also of earlier ones. A schedule that is
  /// switched off, or whose zone is unknown, is none.
  static func bySource(_ documents: Documents) -> [String: OpeningHours] {
    var bodies: [String: Set<Int>] = [:]
    for record in documents[.openingHours] where documents.bodies.indices.contains(record.body) {
      bodies[documents.bodies[record.body].source, default: []].insert(record.body)
    }
    return bodies.compactMapValues { bodies in
      let order = bodies.sorted { a, b in
        let (x, y) = (documents.bodies[a].capturedAt, documents.bodies[b].capturedAt)
        return x != y ? (x?.microseconds ?? Int64.min, a) < (y?.microseconds ?? Int64.min, b) : a < b
      }
      guard let newest = order.last else { return nil }
      let rows = Dictionary(grouping: documents[.openingHours]) { $0.body }
      return OpeningHours(slots: rows[newest] ?? [], exceptions: order.flatMap { rows[$0] ?? [] })
    }
  }

  private init?(slots: [Record], exceptions: [Record]) {
    func value(_ record: Record, _ field: FieldID) -> FieldValue { record.value(field, .openingHours) }
    guard let name = slots.lazy.compactMap({ value($0, "zone").text }).first, let zone = Zone(identifier: name.string),
      slots.allSatisfy({ value($0, "enabled").flag != false })
    else { return nil }
    self.zone = zone
    for slot in slots {
      guard let weekday = value(slot, "weekday").text.flatMap({ Self.weekdays.firstIndex(of: $0.string) }),
        value(slot, "isAvailable").flag == true, let from = Self.minutes(value(slot, "start").text?.string),
        let to = Self.minutes(value(slot, "end").text?.string), from < 1440
      else { continue }
      week[weekday].append(from..<(to > from ? to : to + 1440))
    }
    for record in exceptions {
      guard let day = value(record, "date").text.flatMap({ CalendarDay($0.string) }), let isOpen = value(record, "isAvailable").flag
      else { continue }
      self.exceptions[day.ordinal] = isOpen
    }
  }

  private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

  /// `08:30`, also with seconds, as minutes of the day; `24:00` is the end of it.
  static func minutes(_ text: String?) -> Int? {
    guard let parts = text?.split(separator: ":"), parts.count == 2 || parts.count == 3, parts.allSatisfy({ $0.utf8.count <= 2 }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), (0...24).contains(hour), (0..<60).contains(minute), hour < 24 || minute == 0
    else { return nil }
    return hour * 60 + minute
  }
}
