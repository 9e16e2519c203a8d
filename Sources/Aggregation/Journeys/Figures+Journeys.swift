import Records

extension Figures {
  /// The same figures with what conversations reached; `documents`: everything that was read besides them.
  public func with(_ journeys: JourneyBook?, _ documents: Documents) -> Figures {
    guard let journeys else { return with(documents) }
    var more = documents
    more.bodies.append(DocumentBody(vendor: .studiochat, source: "", kind: "journeys", file: ""))
    let made = journeys.records(body: more.bodies.count - 1)
    for kind in [RecordKind.goalCohorts, .funnelSteps] { more.records[kind] = made[kind] }
    var result = with(more)
    result.journeys = journeys
    return result
  }

  /// The same figures with what other figures of the same data know about journeys: for periods of another length.
  public func with(journeysOf other: Figures, _ documents: Documents) -> Figures {
    with(other.journeys?.grouped(by: plan.settings), documents)
  }

  /// Goals of the project and of vendors, in order; empty before conversations were followed.
  public var goals: [JourneyGoal] { journeys?.plan.goals ?? [] }

  /// Funnels in order, the built-in one first.
  public var funnels: [JourneyFunnel] { journeys?.plan.funnels ?? [] }

  /// How far the conversations begun in a period, or on some of its days, came in a funnel; nil when none began there.
  public func funnel(_ id: String, in p: Period, days: Range<CalendarDay>? = nil) -> FunnelCount? {
    guard let journeys, let place = journeys.plan.funnels.firstIndex(where: { $0.id == id }) else { return nil }
    let range = days?.clamped(to: p.start..<p.end) ?? p.start..<p.end
    return journeys.count(place, range.lowerBound.ordinal..<range.upperBound.ordinal)
  }
}
