import Records

extension Figures {
  /// Metrics without a formula that the metrics are computed from, each once, in order.
  func leaves(_ ids: [MetricID]) -> [MetricID] {
    var made: [MetricID] = []
    var seen: Set<MetricID> = []
    func add(_ id: MetricID, _ depth: Int) {
      guard depth < Formula.depth, seen.insert(id).inserted else { return }
      if let formula = formula(id) {
        for part in formula.metrics { add(part, depth + 1) }
      } else {
        made.append(id)
      }
    }
    for id in ids { add(id, 0) }
    return made
  }

  /// The formula of a metric; nil for one that is computed from data.
  func formula(_ id: MetricID) -> Formula? {
    if case .derived(let formula, _)? = catalogue.metric(id)?.expression { formula } else { nil }
  }

  /// A metric from the figures of its leaves.
  func combined(_ id: MetricID, _ leaf: (MetricID) -> Estimate, depth: Int = 0) -> Estimate {
    guard let formula = formula(id) else { return leaf(id) }
    guard depth < Formula.depth else { return .unavailable(.notRequested) }
    return formula.estimate { combined($0, leaf, depth: depth + 1) }
  }

  /// True when one of the metrics has a formula.
  func hasFormula(_ ids: [MetricID]) -> Bool { ids.contains { formula($0) != nil } }

  /// Groups of metrics of which some have formulas.
  func combinedGroups(_ ids: [MetricID], by d: DimensionID, in p: Period, where filters: [Filter]) -> [GroupRow] {
    let leaves = leaves(ids)
    return groups(leaves, by: d, in: p, where: filters).map { row in
      let known = Dictionary(zip(leaves, row.estimates), uniquingKeysWith: { first, _ in first })
      return GroupRow(group: row.group, estimates: ids.map { combined($0) { known[$0] ?? .unavailable(.notRequested) } })
    }
  }

  /// Cells of a metric with a formula.
  func combinedCross(_ id: MetricID, by a: DimensionID, _ b: DimensionID, in p: Period, where filters: [Filter]) -> [CrossRow] {
    struct Place: Hashable {
      let first: GroupLabel
      let second: GroupLabel
    }
    var order: [Place] = []
    var known: [Place: [MetricID: Estimate]] = [:]
    for leaf in leaves([id]) {
      for row in cross(leaf, by: a, b, in: p, where: filters) {
        let place = Place(first: row.first, second: row.second)
        if known[place] == nil { order.append(place) }
        known[place, default: [:]][leaf] = row.estimate
      }
    }
    return order.map { place in
      CrossRow(
        first: place.first, second: place.second, estimate: combined(id) { known[place]?[$0] ?? .unavailable(.noData) })
    }
  }

  /// A metric with a formula on every day.
  func combinedDaily(_ id: MetricID, in p: Period, where filters: [Filter]) -> [(day: CalendarDay, estimate: Estimate)] {
    let series = Dictionary(
      leaves([id]).map { leaf in
        (leaf, Dictionary(daily(leaf, in: p, where: filters).map { ($0.day, $0.estimate) }, uniquingKeysWith: { first, _ in first }))
      }, uniquingKeysWith: { first, _ in first })
    return p.days.map { day in (day, combined(id) { series[$0]?[day] ?? .unavailable(.noData) }) }
  }
}

extension Formula {
  /// Formulas may read metrics with formulas this deep.
  static let depth = 8
}
