import Records

extension PeriodKind {
  /// Longer periods that hold whole periods of this kind: quarters and years of months. Weeks end within every longer one.
  public var longer: [PeriodKind] {
    switch self {
    case .day: [.month, .year]
    case .week, .year: []
    case .month: [.quarter, .year]
    case .quarter: [.year]
    }
  }
}

extension AggregateState {
  /// The figures of longer periods, from the same counts, sums, distributions and distinct contacts: never from averaged values. nil when
  /// periods of this kind do not lie within one of the longer kind, or the state belongs to another plan.
  public func rolledUp(to kind: PeriodKind, plan: Plan) -> (state: AggregateState, plan: Plan)? {
    guard plan.settings.periodKind.longer.contains(kind), fingerprint == plan.fingerprint else { return nil }
    let longer = Plan(plan, rolledUpTo: kind)
    var made = AggregateState(longer)
    made.rows = rows
    made.undatedRows = undatedRows
    made.spellings = spellings
    made.minutes = minutes
    for t in tables.indices where t < plan.tables.count {
      if plan.tables[t].grouping.daily {
        made.tables[t] = tables[t]
        continue
      }
      // In one order, so that the runs of a distribution do not depend on the order of a hash table.
      let ordered = tables[t].sorted { $0.key.time < $1.key.time }
      for (key, cell) in ordered {
        let start = Period(kind, containing: CalendarDay(ordinal: Int(key.time))).start.ordinal
        made.add(cell, GroupKey(time: Int32(start), names: key.names), to: t)
      }
    }
    return (made, longer)
  }
}
