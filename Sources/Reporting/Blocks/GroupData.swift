import Aggregation
import Basics
import Insights

/// The groups of one dimension with the figures of this period and of the one before.
struct GroupData: Sendable {
  /// One group.
  struct Row: Sendable {
    var label: String
    var key: String
    /// Rows without a value of the dimension.
    var isMissing: Bool
    /// A week cut by the ends of the period.
    var isPartial: Bool
    /// One for each metric.
    var current: [Estimate]
    /// One for each metric; nil when there is nothing comparable.
    var previous: [Estimate]?
    /// The change of the first metric, judged among all groups; nil when there is nothing comparable.
    var judged: Judged?
  }

  var metrics: [Metric]
  var dimension: Dimension
  /// Complete, in the order of the dimension.
  var rows: [Row]
  /// Over everything.
  var totals: [Estimate]
  var previousTotals: [Estimate]?
  /// Groups whose share of the whole moved by more than chance; empty when there is nothing to compare.
  var shifts: [GroupShift] = []

  /// Reads the groups of a block.
  init(metrics: [Metric], by dimension: Dimension, filters: [Filter], context: BlockContext, compares: Bool) {
    self.metrics = metrics
    self.dimension = dimension
    let ids = metrics.map(\.id)
    totals = metrics.map { context.current($0, filters) }
    var earlier: [GroupRow] = []
    // Groups are counted over whole periods, so a partial one has nothing comparable.
    if compares, let previous = context.previousPeriod, context.comparison.isComplete {
      earlier = context.figures.groups(ids, by: dimension.id, in: previous, where: filters)
      previousTotals = metrics.compactMap { context.previous($0, filters) }
    }
    let now = context.figures.groups(ids, by: dimension.id, in: context.period, where: filters)
    guard previousTotals != nil, let metric = metrics.first else {
      rows = now.map { Row($0, label: context.label($0.group, dimension), previous: nil, judged: nil) }
      return
    }
    let before = Dictionary(earlier.map { ($0.group.key, $0.estimates) }, uniquingKeysWith: { first, _ in first })
    // A group that did not occur before counted nothing then.
    let absent = metrics.map(Self.absent)
    let filled = now.map { row in
      var row = row
      row.estimates = before[row.group.key] ?? absent
      return row
    }
    if metric.unit == .count, let whole = totals[0].value, let wholeBefore = previousTotals?.first?.value {
      shifts = groupShifts(current: now, previous: earlier, wholes: (Int(whole), Int(wholeBefore)))
    }
    let compared = compareGroups(
      metric, current: now, previous: filled, comparability: context.comparability(metric, filters))
    rows = zip(zip(now, filled), compared).map { pair, compared in
      Row(
        pair.0, label: context.label(pair.0.group, dimension), previous: pair.1.estimates,
        judged: Judged(compared.comparison, metric, notation: context.notation).guarded(metric, compared.comparison))
    }
  }

  /// A group that did not occur: nothing, counted, or nothing known.
  private static func absent(_ metric: Metric) -> Estimate {
    switch metric.unit {
    case .count, .tokens: Estimate(value: 0, base: 0, state: .available, spread: .count(0))
    default: .unavailable(.noData)
    }
  }

  /// Groups with a name and with something in this period.
  var named: [Row] { rows.filter { !$0.isMissing && $0.hasSomething } }

  /// True when a thing belongs to one group only, so that the groups share out the whole. Calls belong to one tool, although a
  /// conversation can have several.
  var sharesOut: Bool {
    if !dimension.isMultiValued { return true }
    guard dimension.id == "tool" else { return false }
    switch metrics.first?.expression {
    case .items, .itemShare: return true
    default: return false
    }
  }

  /// The groups to show, sorted; "not stated" apart.
  func sorted(_ order: GroupOrder?) -> [Row] {
    let rows = named
    func byValue(_ column: Int) -> [Row] {
      rows.sorted { a, b in
        let x = a.current.at(column).flatMap(Self.size) ?? -.infinity
        let y = b.current.at(column).flatMap(Self.size) ?? -.infinity
        return x != y ? x > y : utf8Precedes(a.label, b.label)
      }
    }
    switch order {
    case nil: return dimension.order == .natural ? rows : byValue(0)
    case .natural: return rows
    case .value: return byValue(0)
    case .metric(let column): return byValue(column)
    case .label: return rows.sorted { utf8Precedes($0.label, $1.label) }
    case .change:
      return rows.sorted { a, b in
        let x = a.change ?? -1
        let y = b.change ?? -1
        return x != y ? x > y : utf8Precedes(a.label, b.label)
      }
    }
  }

  private static func size(_ estimate: Estimate) -> Double? { estimate.isShowable ? estimate.value : nil }
}

extension GroupData.Row {
  init(_ row: GroupRow, label: String, previous: [Estimate]?, judged: Judged?) {
    self.init(
      label: label, key: row.group.key, isMissing: row.isMissing, isPartial: row.group.isPartial, current: row.estimates,
      previous: previous, judged: judged)
  }

  /// False for a fixed group (a weekday, an outcome) with nothing behind it.
  var hasSomething: Bool { current.contains { $0.base > 0 || ($0.value ?? 0) != 0 } }

  /// Size of the change of the first metric; nil without one.
  var change: Double? {
    guard let now = current.first, let before = previous?.first, now.isShowable, before.isShowable,
      let value = now.value, let old = before.value
    else { return nil }
    return abs(value - old)
  }
}

extension Array {
  /// The element, or nil outside.
  func at(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
