import Records

/// All questions of all pages as the fewest groupings of one pass.
public struct Plan: Sendable {
  /// Settings of the project.
  public let settings: AggregationSettings
  /// Metrics and dimensions that queries may name.
  public let catalogue: Catalogue
  /// One number for the content of the plan: states of different plans do not mix.
  public let fingerprint: UInt64
  let tables: [TableSpec]
  /// True when a figure is made of what happened in each minute.
  let wantsMinutes: Bool
  private let index: [TableSpec.Grouping: Int]

  /// Collects queries. Unknown metrics and dimensions ask for nothing: whoever reads them from files reports them first. A query
  /// may name up to six dimensions of names in the data, filters included.
  public init(
    _ queries: [Query], counts: [CountQuery] = [], settings: AggregationSettings, catalogue: Catalogue = .builtIn
  ) {
    var builder = Builder(catalogue)
    builder.table(.init(grain: .lastMessage, daily: true, keys: []))
    for query in queries { builder.add(query) }
    for query in counts { builder.add(query) }
    self.settings = settings
    self.catalogue = catalogue
    self.tables = builder.tables
    self.index = builder.index
    wantsMinutes = builder.wantsMinutes
    self.fingerprint = Plan.fingerprint(builder.tables, settings, catalogue.predicates, builder.wantsMinutes)
  }

  /// The same questions about longer periods.
  init(_ plan: Plan, rolledUpTo kind: PeriodKind) {
    var settings = plan.settings
    settings.periodKind = kind
    self.settings = settings
    catalogue = plan.catalogue
    tables = plan.tables
    index = plan.index
    wantsMinutes = plan.wantsMinutes
    fingerprint = Plan.fingerprint(plan.tables, settings, plan.catalogue.predicates, plan.wantsMinutes)
  }

  func table(_ grouping: TableSpec.Grouping) -> Int? { index[grouping] }

  private static func fingerprint(
    _ tables: [TableSpec], _ settings: AggregationSettings, _ predicates: [RowPredicate], _ wantsMinutes: Bool
  ) -> UInt64 {
    var hash = Fingerprint()
    hash.add(settings.zone.identifier)
    hash.add(settings.periodKind.rawValue)
    for n in [settings.slowAnswerMilliseconds, settings.shortConversation, settings.longConversation, settings.idleMilliseconds] {
      hash.add(n)
    }
    hash.add(wantsMinutes ? 1 : 0)
    hash.add(settings.includesTests ? 1 : 0)
    if let windows = settings.windows { hash.add(windows) }
    for predicate in predicates { hash.add(predicate) }
    for table in tables { hash.add(table) }
    return hash.value
  }
}

/// Where the figures of a query are kept.
struct Route {
  /// Groups of the label dimensions among some, in one order whatever the order of the query.
  static func labelled(_ dimensions: [Dimension]) -> [[Dimension.LabelGroup]] {
    dimensions.sorted { $0.id < $1.id }.compactMap { dimension in
      if case let .label(groups) = dimension.kind { groups } else { nil }
    }
  }

  let grouping: TableSpec.Grouping
  /// Conditions of label filters.
  let restriction: Condition

  /// nil when the filters name an unknown dimension or label, or when there are too many names.
  init?(by dimensions: [Dimension], filters: [Filter], grain: Grain, _ catalogue: Catalogue) {
    var keys: Set<KeyColumn> = []
    var restriction = Condition.everything
    for filter in filters.sorted(by: { ($0.dimension, $0.value) < ($1.dimension, $1.value) }) {
      guard let dimension = catalogue.dimension(filter.dimension) else { return nil }
      switch dimension.kind {
      case let .label(groups):
        guard let group = groups.first(where: { $0.key == filter.value }) else { return nil }
        restriction = restriction && group.condition
      case let .code(column): keys.insert(column)
      case .hour: keys.insert(.hour)
      case .weekday: keys.insert(.weekday)
      case .day, .week, .recordField: return nil
      }
    }
    // Weekday, week and date fold from days; with a name or an hour the weekday becomes part of the key.
    var needsKey = false
    var needsDay = dimensions.isEmpty
    for dimension in dimensions {
      switch dimension.kind {
      case let .code(column):
        keys.insert(column)
        needsKey = true
      case .hour:
        keys.insert(.hour)
        needsKey = true
      case .day, .week: needsDay = true
      case .weekday, .label: break
      case .recordField: return nil
      }
    }
    let cutByWeekday = dimensions.contains { $0.kind == .weekday }
    if cutByWeekday && needsKey && !needsDay { keys.insert(.weekday) }
    if cutByWeekday && !needsKey { needsDay = true }
    guard keys.count <= 6 else { return nil }
    self.grouping = .init(grain: grain, daily: needsDay || !needsKey, keys: keys.sorted())
    self.restriction = restriction
  }
}

private struct Builder {
  let catalogue: Catalogue
  var tables: [TableSpec] = []
  var index: [TableSpec.Grouping: Int] = [:]
  var wantsMinutes = false

  init(_ catalogue: Catalogue) { self.catalogue = catalogue }

  @discardableResult mutating func table(_ grouping: TableSpec.Grouping) -> Int {
    if let known = index[grouping] { return known }
    index[grouping] = tables.count
    tables.append(TableSpec(grouping))
    return tables.count - 1
  }

  mutating func add(_ query: Query) {
    let dimensions = query.by.compactMap(catalogue.dimension)
    guard dimensions.count == query.by.count else { return }
    for id in query.metrics { add(id, dimensions, query.filters) }
  }

  private mutating func add(_ id: MetricID, _ dimensions: [Dimension], _ filters: [Filter], depth: Int = 0) {
    guard let metric = catalogue.metric(id), depth < Formula.depth else { return }
    if case let .derived(formula, _) = metric.expression {
      for part in formula.metrics { add(part, dimensions, filters, depth: depth + 1) }
    }
    if case .minutes = metric.expression { wantsMinutes = true }
    if case .perWeekdayAdjustedDay = metric.expression { add(Needs(metric.expression), metric, by: [], filters) }
    guard metric.isOfConversations else { return }
    let needs = Needs(metric.expression)
    add(needs, metric, by: [], filters)
    if !dimensions.isEmpty { add(needs, metric, by: dimensions, filters) }
    if let requirement = metric.requirement { addPresence(of: requirement) }
  }

  mutating func add(_ query: CountQuery) {
    guard let grouping = query.grouping(catalogue) else { return }
    let place = table(grouping)
    for labels in query.labels(catalogue) { tables[place].add(query.needs, where: labels.reduce(.everything) { $0 && $1.condition }) }
  }

  private mutating func add(_ needs: Needs, _ metric: Metric, by dimensions: [Dimension], _ filters: [Filter]) {
    guard let route = Route(by: dimensions, filters: filters, grain: Grain(metric.anchor), catalogue) else { return }
    let place = table(route.grouping)
    // A fixed label has no group of its own: each of its values is one more condition.
    var restrictions = [route.restriction]
    for groups in Route.labelled(dimensions) {
      restrictions = restrictions.flatMap { outer in groups.map { outer && $0.condition } }
    }
    for restriction in restrictions {
      tables[place].add(needs, where: restriction)
      if !dimensions.isEmpty { tables[place].add(Needs(.count(.everything)), where: restriction) }
    }
  }

  private mutating func addPresence(of requirement: Requirement) {
    for presence in [requirement.presence, requirement.carrier].compactMap({ $0 }) {
      let grain =
        switch presence {
        case .conversation: Grain.lastMessage
        case let .item(quantity): quantity.homeGrain
        }
      let place = table(.init(grain: grain, daily: true, keys: []))
      tables[place].add(Needs(presence), where: .everything)
    }
  }
}
