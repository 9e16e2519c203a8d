import Basics
import Records

extension Figures {
  /// The counts of a period, by day then by the keys of the groups; cells without any conversation are left out. Empty when the plan was
  /// not asked for the query.
  public func counts(_ query: CountQuery, in period: Period) -> [CountRow] { counts(query, days: period.start..<period.end) }

  /// The counts of some days. A query that is not daily answers for the periods that begin within them.
  public func counts(_ query: CountQuery, days: Range<CalendarDay>) -> [CountRow] {
    let dimensions = query.by.compactMap(catalogue.dimension)
    guard dimensions.count == query.by.count, let grouping = query.grouping(catalogue), let table = plan.table(grouping) else { return [] }
    let spec = plan.tables[table]
    let places = dimensions.map { $0.column.flatMap { spec.grouping.keys.firstIndex(of: $0) } }
    var rows: [CountRow] = []
    for (names, cells) in groups(table) {
      let inside = between(cells, days)
      let parts: [(day: CalendarDay?, cells: [Cell])] =
        query.daily ? inside.map { (CalendarDay(ordinal: Int($0.time)), [$0.cell]) } : [(nil, inside.map(\.cell))]
      for part in parts {
        for labels in query.labels(catalogue) {
          let view = View(spec: spec, restriction: labels.reduce(.everything) { $0 && $1.condition }, cells: part.cells)
          let counts = query.conditions.map { view.count($0) ?? 0 }
          let sums = query.sums.map { sum in
            (total: view.sum(sum.quantity, .sum, sum.condition) ?? 0, values: Int(view.sum(sum.quantity, .count, sum.condition) ?? 0))
          }
          if counts.allSatisfy({ $0 == 0 }) && sums.allSatisfy({ $0.values == 0 }) { continue }
          var next = labels.makeIterator()
          let groups = zip(dimensions, places).compactMap { dimension, place in
            place.map { label(dimension, names[$0]) }
              ?? next.next().map { GroupLabel(key: $0.key, text: $0.title, isMissing: $0.isMissing) }
          }
          rows.append(CountRow(day: part.day, groups: groups, counts: counts, sums: sums))
        }
      }
    }
    return rows.sorted { a, b in
      if a.day != b.day { return (a.day?.ordinal ?? 0) < (b.day?.ordinal ?? 0) }
      for (x, y) in zip(a.groups, b.groups) where x.key != y.key { return utf8Precedes(x.key, y.key) }
      return false
    }
  }

  private func label(_ dimension: Dimension, _ name: String?) -> GroupLabel {
    guard let name else { return GroupLabel(key: "", text: "Not stated", isMissing: true) }
    switch dimension.kind {
    case .weekday: return GroupLabel(key: name, text: Axis.weekdayName(name))
    case .hour: return GroupLabel(key: name, text: (name.count < 2 ? "0" : "") + name)
    case .code(.intent): return GroupLabel(key: name, text: spelling(name))
    default: return GroupLabel(key: name, text: name)
    }
  }

  private func between(_ cells: [(time: Int32, cell: Cell)], _ days: Range<CalendarDay>) -> ArraySlice<(time: Int32, cell: Cell)> {
    let range = Int32(days.lowerBound.ordinal)..<Int32(days.upperBound.ordinal)
    let start = cells.partitioningIndex { $0.time >= range.lowerBound }
    let end = cells.partitioningIndex { $0.time >= range.upperBound }
    return cells[start..<max(start, end)]
  }
}

extension Array {
  /// The first place where `belongs` holds, of an array in which it holds from some place on.
  fileprivate func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension CountQuery {
  /// Where its cells are kept; nil when a dimension cannot be counted so.
  func grouping(_ catalogue: Catalogue) -> TableSpec.Grouping? {
    var keys: Set<KeyColumn> = []
    for id in by {
      guard let dimension = catalogue.dimension(id) else { return nil }
      switch dimension.kind {
      case .code, .hour, .weekday: if let column = dimension.column { keys.insert(column) }
      case .label: break
      case .day, .week, .recordField: return nil
      }
    }
    guard keys.count <= 6 else { return nil }
    return .init(grain: Grain(anchor), daily: daily || keys.isEmpty, keys: keys.sorted())
  }

  /// Every combination of groups of the label dimensions, in the order of the query.
  func labels(_ catalogue: Catalogue) -> [[Dimension.LabelGroup]] {
    var made: [[Dimension.LabelGroup]] = [[]]
    for id in by {
      guard let dimension = catalogue.dimension(id), case let .label(groups) = dimension.kind else { continue }
      made = made.flatMap { outer in groups.map { outer + [$0] } }
    }
    return made
  }

  /// What has to be counted.
  var needs: Needs {
    var needs = Needs(.count(.everything))
    needs.conditions += conditions
    for sum in sums { needs.add(sum.quantity, [.count, .sum], sum.condition) }
    return needs
  }
}
