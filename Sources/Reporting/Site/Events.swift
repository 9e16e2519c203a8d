import Insights
import Records

extension Evaluation {
  /// What happened up to the end of a period: events of the project and versions that went live, by first day. Versions of everything
  /// that the data tell are known, also of earlier periods.
  func events(through period: Period) -> [Event] {
    let zone = facts.zone
    let timeline = VersionTimeline(figures.listed(.activations, through: period))
    let live = timeline.stays.compactMap { stay -> Event? in
      let day = zone.day(of: stay.from)
      guard day < period.end, stay.step != .again else { return nil }
      return Event(
        days: day..<day.advanced(by: 1), kind: .activation, title: "\(stay.assistant) v\(stay.version) went live", assistant: stay.assistant
      )
    }
    return EventReader.sorted(project.events.filter { $0.days.lowerBound < period.end } + live)
  }
}
