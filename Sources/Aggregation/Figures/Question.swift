import Records

/// One metric, cut and filtered, and the table that answers it.
struct Question {
  let metric: Metric
  let table: Int
  let spec: TableSpec
  let restriction: Condition
  /// Value each key column must have; nil where it is free or must be missing.
  let pinned: [String?]
  /// Key columns that the filters fix.
  private let isPinned: [Bool]

  /// nil when the metric or a dimension is unknown, or the plan has no such table.
  init?(_ id: MetricID, by dimensions: [Dimension], _ filters: [Filter], _ figures: Figures) {
    guard let metric = figures.catalogue.metric(id),
      let route = Route(by: dimensions, filters: filters, grain: Grain(metric.anchor), figures.catalogue),
      let table = figures.plan.table(route.grouping)
    else { return nil }
    self.metric = metric
    self.table = table
    spec = figures.plan.tables[table]
    restriction = route.restriction
    var values = [String?](repeating: nil, count: spec.grouping.keys.count)
    var fixed = [Bool](repeating: false, count: spec.grouping.keys.count)
    for filter in filters {
      guard let column = figures.catalogue.dimension(filter.dimension)?.column,
        let place = spec.grouping.keys.firstIndex(of: column)
      else { continue }
      let value: String? =
        filter.value.isEmpty ? nil : column == .intent ? IntentForm.normal(filter.value) ?? filter.value : filter.value
      // Two values of one dimension at once: no group has both.
      if fixed[place] && values[place] != value { values[place] = "\u{0}" } else { values[place] = value }
      fixed[place] = true
    }
    pinned = values
    isPinned = fixed
  }

  /// Cells as one group; `labels` in the order of `Route.labelled`.
  func view(_ cells: [Cell], _ labels: [Condition] = []) -> View {
    View(spec: spec, restriction: labels.reduce(restriction) { $0 && $1 }, cells: cells)
  }

  /// Cells of days between two dates, or of the period that begins within them.
  func rows(_ cells: [(time: Int32, cell: Cell)], _ range: Range<CalendarDay>) -> ArraySlice<(time: Int32, cell: Cell)> {
    let from = Int32(range.lowerBound.ordinal)
    let to = Int32(range.upperBound.ordinal)
    var low = 0
    var high = cells.count
    while low < high {
      let middle = (low + high) / 2
      if cells[middle].time < from { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < cells.count && cells[end].time < to { end += 1 }
    return cells[low..<end]
  }

  /// True when the names of a group agree with the filters.
  func admits(_ names: [String?]) -> Bool {
    for i in names.indices where isPinned[i] && names[i] != pinned[i] { return false }
    return true
  }
}

extension Dimension {
  /// Key column of a dimension of names, of hours and of weekdays.
  var column: KeyColumn? {
    switch kind {
    case let .code(column): column
    case .hour: .hour
    case .weekday: .weekday
    case .label, .day, .week, .recordField: nil
    }
  }
}
