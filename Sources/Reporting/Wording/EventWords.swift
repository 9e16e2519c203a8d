import Charts
import Insights
import Notation
import Records

/// How events are called: on charts, in notes below them and in tables.
enum EventWords {
  /// `Release`.
  static func kind(_ kind: Event.Kind) -> String {
    switch kind {
    case .release: "Release"
    case .campaign: "Campaign"
    case .outage: "Outage"
    case .holiday: "Holiday"
    case .change: "Change"
    case .activation: "Went live"
    }
  }

  /// `9 Mar`, `9 to 12 Mar`, `28 Feb to 3 Mar`; with years where they differ from `year`.
  static func days(_ days: Range<CalendarDay>, _ notation: Notation, beside year: Int) -> String {
    func written(_ day: CalendarDay) -> String {
      let c = day.components
      return notation.day(c.year, c.month, c.day, style: c.year == year ? .short : .long)
    }
    let (first, last) = (days.lowerBound, days.upperBound.advanced(by: -1))
    if first >= last { return written(first) }
    let (a, b) = (first.components, last.components)
    return a.year == b.year && a.month == b.month ? "\(a.day) to \(written(last))" : "\(written(first)) to \(written(last))"
  }

  /// On a chart: `Release: New opening question`.
  static func mark(_ event: Event) -> String {
    event.kind == .activation ? event.title : "\(kind(event.kind)): \(event.title)"
  }

  /// In a note: `9 Mar, release: New opening question`; `9 Mar, Booking bot v4 went live`.
  static func note(_ event: Event, _ notation: Notation, beside year: Int) -> String {
    let what = event.kind == .activation ? event.title : "\(PlainEnglish.inside(kind(event.kind))): \(event.title)"
    return "\(days(event.days, notation, beside: year)), \(what)"
  }
}

/// The events that a chart over days or weeks shows: marks at their first place, and one note that names them all.
struct EventMarks {
  /// One for each place of the axis that an event begins at or covers first, in the order of the axis.
  private(set) var annotations: [Annotation] = []
  /// Below the chart; nil without events.
  private(set) var note: String?
  /// Events that the note writes out.
  static let noteLimit = 6

  /// - Parameters:
  ///   - places: the days of each place of the axis, in order.
  ///   - assistant: the chart speaks about this assistant alone; nil for all.
  init(_ events: [Event], on places: [Range<CalendarDay>], assistant: String?, _ notation: Notation) {
    guard let first = places.first?.lowerBound, let last = places.last?.upperBound else { return }
    let inRange = events.filter { event in
      event.days.lowerBound < last && event.days.upperBound > first
        && (assistant == nil || event.assistant == nil || event.assistant == assistant)
    }
    if inRange.isEmpty { return }
    var marks: [(place: Int, event: Event)] = []
    for event in inRange {
      if let place = places.firstIndex(where: { $0.overlaps(event.days) }) { marks.append((place, event)) }
    }
    // What a person wrote down stands before what the data tell: a chart draws two.
    let written = marks.filter { $0.event.kind != .activation } + marks.filter { $0.event.kind == .activation }
    annotations = written.map { Annotation(at: $0.place, EventWords.mark($0.event), kind: .place) }
    let year = first.components.year
    let named = inRange.prefix(Self.noteLimit).map { EventWords.note($0, notation, beside: year) }
    let rest = inRange.count - named.count
    note = "Events: " + named.joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "") + "."
  }
}
