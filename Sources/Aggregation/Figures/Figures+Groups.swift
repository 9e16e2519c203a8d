import Basics
import Records

extension Figures {
  /// Figures of every group of a dimension. Groups of fixed dimensions are complete (24 hours, 7 weekdays, every day); names are all
  /// that occur, largest first by the first metric that counts something, those without a name last.
  public func groups(_ m: [MetricID], by d: DimensionID, in p: Period, where filters: [Filter] = []) -> [GroupRow] {
    guard let dimension = DimensionCatalogue.dimension(d) else { return [] }
    let cuts = m.map { Cut($0, by: [dimension], filters, self, p) }
    var names: [String?] = []
    var seen: Set<String?> = []
    for cut in cuts.compactMap({ $0 }) { names.append(contentsOf: cut.names(dimension).filter { seen.insert($0).inserted }) }
    let axis = Axis(dimension, p, covered: coveredDays(p), names: missingLast(names), spelling: spelling)
    return axis.parts.compactMap { part in
      if part.isOptional, !cuts.contains(where: { $0?.isEmpty([part]) == false }) { return nil }
      return GroupRow(group: part.label, estimates: cuts.map { $0?.estimate([part], self) ?? .unavailable(.notRequested) })
    }
  }

  /// A figure for every pair of groups of two dimensions, by the first dimension, then the second.
  public func cross(
    _ m: MetricID, by first: DimensionID, _ second: DimensionID, in p: Period, where filters: [Filter] = []
  ) -> [CrossRow] {
    guard let a = DimensionCatalogue.dimension(first), let b = DimensionCatalogue.dimension(second), first != second,
      let cut = Cut(m, by: [a, b], filters, self, p)
    else { return [] }
    let rows = Axis(a, p, covered: coveredDays(p), names: missingLast(cut.names(a)), spelling: spelling).parts
    let columns = Axis(b, p, covered: coveredDays(p), names: missingLast(cut.names(b)), spelling: spelling).parts
    let kept = columns.filter { column in !column.isOptional || rows.contains { !cut.isEmpty([$0, column]) } }
    return rows.filter { row in !row.isOptional || kept.contains { !cut.isEmpty([row, $0]) } }.flatMap { row in
      kept.map { CrossRow(first: row.label, second: $0.label, estimate: cut.estimate([row, $0], self)) }
    }
  }

  private func missingLast(_ names: [String?]) -> [String?] { names.filter { $0 != nil } + names.filter { $0 == nil } }
}

/// A question with the cells of a period sorted into groups.
private struct Cut {
  let question: Question
  let dimensions: [Dimension]
  let period: Period
  /// Cells by the keys of their groups; the key of a label dimension is empty.
  private var cells: [[String]: [Cell]] = [:]
  private let total: View

  init?(_ id: MetricID, by dimensions: [Dimension], _ filters: [Filter], _ figures: Figures, _ p: Period) {
    guard let question = Question(id, by: dimensions, filters, figures), let whole = Question(id, by: [], filters, figures)
    else { return nil }
    self.question = question
    self.dimensions = dimensions
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

  /// Names of a dimension of names: largest first, equal ones by UTF-8; nil for "not stated".
  func names(_ dimension: Dimension) -> [String?] {
    guard case .code = dimension.kind, let place = dimensions.firstIndex(of: dimension) else { return [] }
    var sizes: [String: Int] = [:]
    for (key, group) in cells { sizes[key[place], default: 0] += question.view(group).count(.everything) ?? 0 }
    return sizes.sorted { $0.value > $1.value || ($0.value == $1.value && utf8Precedes($0.key, $1.key)) }
      .map { $0.key.isEmpty ? nil : $0.key }
  }

  private func view(_ parts: [Axis.Part]) -> View {
    let key = zip(dimensions, parts).map { $0.isLabel ? "" : $1.label.key }
    let labels = zip(dimensions, parts).sorted { $0.0.id < $1.0.id }.compactMap { $0.1.condition }
    return question.view(cells[key] ?? [], labels)
  }

  func isEmpty(_ parts: [Axis.Part]) -> Bool { (view(parts).count(.everything) ?? 0) == 0 }

  func estimate(_ parts: [Axis.Part], _ figures: Figures) -> Estimate {
    var hour: Int?
    for (dimension, part) in zip(dimensions, parts) where dimension.kind == .hour { hour = Int(part.label.key) }
    let time = SliceOfTime(period.start..<period.end, hour: hour, figures.coveredDays(period), figures.plan.settings.zone) { day in
      zip(dimensions, parts).allSatisfy { Axis.holds($0, $1.label.key, day) }
    }
    return figures.evaluate(question, view(parts), total: total, period, time)
  }
}

extension Dimension {
  fileprivate var isLabel: Bool { if case .label = kind { true } else { false } }
}
