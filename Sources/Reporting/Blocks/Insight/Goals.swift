import Aggregation
import Charts
import Insights
import Notation

extension InsightBlock {
  private struct GoalRow {
    var goal: JourneyGoal
    var rate: Estimate
    var judged: Judged?
    var weeks: [Double?]
  }

  /// Every goal with its rate, its change and its weeks; those reached most often first.
  func goals() -> RenderedBlock {
    let caption = "Goals that conversations reached"
    guard let metric = context.figures.catalogue.metric("goal.rate") else { return emptyCard(caption, AbsenceWords.noData) }
    if context.figures.goals.isEmpty { return emptyCard(caption, GoalWords.notConfigured) }
    let rows = context.figures.goals.map { goalRow($0, metric) }.enumerated().sorted { a, b in
      let (x, y) = (shown(a.element.rate) ?? -1, shown(b.element.rate) ?? -1)
      return x != y ? x > y : a.offset < b.offset
    }.map(\.element)
    let rates = rows.compactMap { row in shown(row.rate).map { (title: row.goal.title, rate: $0) } }
    let column = notation.column(rows.map { shown($0.rate) }, .share)
    let compares = rows.contains { $0.judged?.change != nil }
    let weeks = rows.map { Sparkline.cell($0.weeks, kind: .share).draw() }
    let hasWeeks = weeks.contains { $0 != nil }
    let largest = rates.map(\.rate).max() ?? 0
    var columns = [
      DataColumn(title: "Goal", isNumeric: false), DataColumn(title: "Rate", definition: definition("goal.rate")),
      DataColumn(title: "", isDecoration: true), DataColumn(title: "Reached", definition: definition("goal.reached")),
      DataColumn(title: "Of engaged"),
    ]
    if compares { columns.append(DataColumn(title: context.previousWords.map { "vs \($0)" } ?? "Change")) }
    if hasWeeks { columns.append(DataColumn(title: "By week", isNumeric: false, isDecoration: true)) }
    let cells = zip(rows, weeks).map { row, weeks -> DataRow in
      var cells: [DataCell] = [.text(row.goal.title)]
      if let rate = shown(row.rate) {
        cells += [.text(column.cell(rate)), BarCell(rate, of: largest).map { .markup($0.draw()) } ?? .empty]
      } else {
        cells += [.muted(AbsenceWords.short(row.rate.state)), .empty]
      }
      let counts = [row.rate.numerator, row.rate.denominator]
      cells += counts.map { $0.map { .text(notation.text($0, .count)) } ?? .muted("no data") }
      if compares { cells.append(row.judged?.change.map { .text($0) } ?? .muted("\u{2013}")) }
      if hasWeeks { cells.append(weeks.map { .markup($0) } ?? .empty) }
      return DataRow(cells: cells)
    }
    var notes: [String] = []
    if rates.isEmpty { notes.append("\(AbsenceWords.tooFew). A rate needs 30 engaged conversations.") }
    return card(
      InsightTable(
        title: GoalWords.title(rates, notation), subtitle: "\(caption), \(context.periodWords)", columns: columns, rows: cells,
        reading: GoalWords.reading, notes: notes, published: publishedGoals(rows, caption), isWide: true))
  }

  private func goalRow(_ goal: JourneyGoal, _ metric: Metric) -> GoalRow {
    let filters = [Filter("goal", goal.title)]
    let now = context.current(metric, filters)
    let before = context.previous(metric, filters)
    let weeks = context.figures.groups([metric.id], by: "week", in: context.period, where: filters)
    return GoalRow(
      goal: goal, rate: now, judged: before.map { context.judge(metric, now, $0) },
      weeks: weeks.map { $0.estimates.first.flatMap(shown) })
  }

  private func shown(_ estimate: Estimate) -> Double? { estimate.isShowable ? estimate.value : nil }

  private func publishedGoals(_ rows: [GoalRow], _ caption: String) -> PublishedTable {
    PublishedTable(
      id: id, title: "\(caption), \(context.periodWords)",
      columns: [
        .init(id: "goal", title: "Goal"), .init(id: "id", title: "Id"),
        .init(id: "goal.rate", title: "Rate", unit: .share, metric: "goal.rate"),
        .init(id: "rate_low", title: "95% interval, low", unit: .share), .init(id: "rate_high", title: "95% interval, high", unit: .share),
        .init(id: "reached", title: "Reached", unit: .count, metric: "goal.reached"),
        .init(id: "engaged", title: "Of engaged conversations", unit: .count),
      ],
      rows: rows.map { row in
        [
          .init(row.goal.title), .init(row.goal.id), published(shown(row.rate), .share), published(row.rate.interval?.low, .share),
          published(row.rate.interval?.high, .share), published(row.rate.numerator, .count), published(row.rate.denominator, .count),
        ]
      })
  }
}
