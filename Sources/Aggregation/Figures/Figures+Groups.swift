import Basics
import Records

/// One metric cut into groups.
protocol GroupedAnswers {
  /// Names of a dimension of names with their sizes; nil for "not stated".
  func names(_ dimension: Dimension) -> [(name: String?, size: Double)]
  /// True when nothing of the metric's population lies in a cell.
  func isEmpty(_ parts: [Axis.Part]) -> Bool
  /// The figure of a cell.
  func estimate(_ parts: [Axis.Part]) -> Estimate
}

extension Figures {
  /// Figures of every group of a dimension. Groups of fixed dimensions are complete (24 hours, 7 weekdays, every day); names are all
  /// that occur, largest first by the first metric that counts something, those without a name last. Metrics of conversations and of
  /// records can stand side by side: their rows are joined by name. A dimension that none of the metrics has gives no groups.
  public func groups(_ m: [MetricID], by d: DimensionID, in p: Period, where filters: [Filter] = []) -> [GroupRow] {
    if hasFormula(m) { return combinedGroups(m, by: d, in: p, where: filters) }
    guard let dimension = catalogue.dimension(d) else { return [] }
    let cuts = m.map { cut($0, by: [dimension], p, filters) }
    let isPartial = m.map { catalogue.metric($0).map { isIncomplete($0, in: p) } ?? false }
    let stated = m.enumerated().map { place, id in
      isComputed(cuts[place]) && !isPartial[place] ? [:] : reportedGroups(id, by: dimension, p, filters)
    }
    let isAsked = zip(m, cuts).contains { id, cut in cut != nil || catalogue.metric(id)?.isOfConversations != false }
    if !dimension.isOfConversations || !isAsked, cuts.allSatisfy({ $0 == nil }), stated.allSatisfy(\.isEmpty) { return [] }
    var names: [String?] = []
    var seen: Set<String?> = []
    for cut in cuts.compactMap({ $0 }) { names.append(contentsOf: largestFirst(cut.names(dimension)).filter { seen.insert($0).inserted }) }
    for groups in stated {
      let sizes = groups.map { (name: $0.key.isEmpty ? nil : $0.key, size: $0.value.value ?? 0) }
      names.append(contentsOf: largestFirst(sizes).filter { seen.insert($0).inserted })
    }
    let axis = Axis(dimension, p, covered: conversationDays(p) ?? coveredDays(p), names: missingLast(names), spelling: spelling)
    return axis.parts.compactMap { part in
      if part.isOptional, !cuts.contains(where: { $0?.isEmpty([part]) == false }), stated.allSatisfy({ $0[part.label.key] == nil }) {
        return nil
      }
      let estimates = m.indices.map { i in
        let own = cuts[i]?.estimate([part]) ?? .unavailable(absence(m[i], dimension))
        return own.value == nil || isPartial[i] ? stated[i][part.label.key] ?? own : own
      }
      return GroupRow(group: part.label, estimates: estimates)
    }
  }

  /// A figure for every pair of groups of two dimensions, by the first dimension, then the second.
  public func cross(
    _ m: MetricID, by first: DimensionID, _ second: DimensionID, in p: Period, where filters: [Filter] = []
  ) -> [CrossRow] {
    if hasFormula([m]) { return combinedCross(m, by: first, second, in: p, where: filters) }
    guard let a = catalogue.dimension(first), let b = catalogue.dimension(second), first != second,
      let cut = cut(m, by: [a, b], p, filters)
    else { return [] }
    let covered = conversationDays(p) ?? coveredDays(p)
    let rows = Axis(a, p, covered: covered, names: missingLast(largestFirst(cut.names(a))), spelling: spelling).parts
    let columns = Axis(b, p, covered: covered, names: missingLast(largestFirst(cut.names(b))), spelling: spelling).parts
    let kept = columns.filter { column in !column.isOptional || rows.contains { !cut.isEmpty([$0, column]) } }
    return rows.filter { row in !row.isOptional || kept.contains { !cut.isEmpty([row, $0]) } }.flatMap { row in
      kept.map { CrossRow(first: row.label, second: $0.label, estimate: cut.estimate([row, $0])) }
    }
  }

  private func cut(_ id: MetricID, by dimensions: [Dimension], _ p: Period, _ filters: [Filter]) -> (any GroupedAnswers)? {
    guard let metric = catalogue.metric(id) else { return nil }
    switch metric.expression {
    case .records(let expression):
      return RecordCut(RecordQuestion(metric, expression, records, p, days: nil, filters, cut: dimensions), by: dimensions, self)
    case .followUp(let measure): return followUpCut(metric, measure, by: dimensions, p, filters)
    case .reported, .derived, .minutes, .perWeekdayAdjustedDay: return nil
    default: return Cut(id, by: dimensions, filters, self, p)
    }
  }

  /// Why a metric that is not cut by a dimension has no figure in its groups.
  private func absence(_ id: MetricID, _ dimension: Dimension) -> Unavailability {
    guard let metric = catalogue.metric(id) else { return .notRequested }
    switch metric.expression {
    case .records(let expression):
      return .notInExport("\(dimension.title.lowercased()) of \(expression.kind.schema.title.lowercased())")
    case .reported, .minutes, .perWeekdayAdjustedDay: return .noData
    default: return dimension.isOfConversations ? .notRequested : .notInExport("\(dimension.title.lowercased()) of conversations")
    }
  }

  /// Whether the whole of a cut can be computed: only where it cannot, a vendor's values stand in.
  private func isComputed(_ cut: (any GroupedAnswers)?) -> Bool {
    switch cut {
    case let cut as Cut: cut.hasConversations
    case let cut as RecordCut: !recordEstimate(cut.question).lacksData
    default: false
    }
  }

  /// A vendor's values by the keys of groups: cut figures, or a daily series for dimensions of days.
  private func reportedGroups(_ id: MetricID, by dimension: Dimension, _ p: Period, _ filters: [Filter]) -> [String: Estimate] {
    guard let metric = catalogue.metric(id), let parts = Self.parts(filters) else { return [:] }
    switch dimension.kind {
    case .code, .label, .recordField:
      let members = reports.members(metric, by: dimension.id.rawValue, in: p, parts)
      return Dictionary(members.map { ($0.member, $0.estimate) }, uniquingKeysWith: { first, _ in first })
    case .day:
      var days: [String: Estimate] = [:]
      for day in p.days {
        if let estimate = reports.estimate(metric, days: day..<day.advanced(by: 1), parts) { days[day.description] = estimate }
      }
      return days
    case .week, .weekday: return addedDays(metric, dimension, p, parts)
    case .hour: return [:]
    }
  }

  /// Stated days added up by weeks or weekdays, for what adds up.
  private func addedDays(_ metric: Metric, _ dimension: Dimension, _ p: Period, _ parts: [FigurePart]) -> [String: Estimate] {
    guard metric.expression.isAdditive else { return [:] }
    var groups: [String: [(day: Int, value: ReportedValue)]] = [:]
    for entry in reports.days(metric.id, p.start..<p.end, parts) {
      let day = CalendarDay(ordinal: entry.day)
      let key = dimension.kind == .week ? Period(.week, containing: day).id : String(day.weekday)
      groups[key, default: []].append(entry)
    }
    return groups.compactMapValues(reports.sum)
  }

  /// Largest first, equal ones by UTF-8.
  private func largestFirst(_ names: [(name: String?, size: Double)]) -> [String?] {
    names.sorted { a, b in a.size != b.size ? a.size > b.size : utf8Precedes(a.name ?? "", b.name ?? "") }.map(\.name)
  }

  private func missingLast(_ names: [String?]) -> [String?] { names.filter { $0 != nil } + names.filter { $0 == nil } }
}

/// A question with the cells of a period sorted into groups.
private struct Cut: GroupedAnswers {
  let question: Question
  let dimensions: [Dimension]
  let period: Period
  /// Cells by the keys of their groups; the key of a label dimension is empty.
  private var cells: [[String]: [Cell]] = [:]
  private let total: View
  private let figures: Figures

  init?(_ id: MetricID, by dimensions: [Dimension], _ filters: [Filter], _ figures: Figures, _ p: Period) {
    guard let question = Question(id, by: dimensions, filters, figures), let whole = Question(id, by: [], filters, figures)
    else { return nil }
    self.question = question
    self.dimensions = dimensions
    self.figures = figures
    period = p
    total = whole.view(figures.total(whole, p, p.start..<p.end))
    if question.pinned.isEmpty && dimensions.allSatisfy({ $0.isLabel }) {
      cells[dimensions.map { _ in "" }] = figures.total(question, p, p.start..<p.end)
      return
    }
    for (names, rows) in figures.groups(question.table) where question.admits(names) {
      for row in question.rows(rows, p.start..<p.end) {
        let key = dimensions.map { Axis.key($0, question.spec, names, row.time) ?? "" }
        cells[key, default: []].append(row.cell)
      }
    }
  }

  /// True when the period has conversations (or messages, or calls) of the metric at all.
  var hasConversations: Bool {
    let time = SliceOfTime(period.start..<period.end, hour: nil, figures.conversationDays(period), figures.plan.settings.zone)
    return !figures.evaluate(question, total, total: total, period, time).lacksData
  }

  func names(_ dimension: Dimension) -> [(name: String?, size: Double)] {
    guard case .code = dimension.kind, let place = dimensions.firstIndex(of: dimension) else { return [] }
    var sizes: [String: Int] = [:]
    for (key, group) in cells { sizes[key[place], default: 0] += question.view(group).count(.everything) ?? 0 }
    return sizes.map { ($0.key.isEmpty ? nil : $0.key, Double($0.value)) }
  }

  private func view(_ parts: [Axis.Part]) -> View {
    let key = zip(dimensions, parts).map { $0.isLabel ? "" : $1.label.key }
    let labels = zip(dimensions, parts).sorted { $0.0.id < $1.0.id }.compactMap { $0.1.condition }
    return question.view(cells[key] ?? [], labels)
  }

  func isEmpty(_ parts: [Axis.Part]) -> Bool { (view(parts).count(.everything) ?? 0) == 0 }

  func estimate(_ parts: [Axis.Part]) -> Estimate {
    var hour: Int?
    for (dimension, part) in zip(dimensions, parts) where dimension.kind == .hour { hour = Int(part.label.key) }
    let days = figures.conversationDays(period)
    let time = SliceOfTime(period.start..<period.end, hour: hour, days, figures.plan.settings.zone) { day in
      zip(dimensions, parts).allSatisfy { Axis.holds($0, $1.label.key, day) }
    }
    return figures.evaluate(question, view(parts), total: total, period, time)
  }
}

extension Dimension {
  fileprivate var isLabel: Bool { if case .label = kind { true } else { false } }
}
