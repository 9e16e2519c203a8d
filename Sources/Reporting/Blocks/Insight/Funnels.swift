import Aggregation
import Charts
import Markup
import Notation

extension InsightBlock {
  private static let begun = Noun(singular: "conversation", plural: "conversations")

  /// Every funnel, the built-in one first: bars of its steps, losses, and the time between them.
  func funnels() -> RenderedBlock {
    let caption = "Where conversations stop"
    let counts = context.figures.funnels.compactMap { context.figures.funnel($0.id, in: context.period) }
    // One step alone is no way.
    let drawn = counts.filter { $0.steps.count > 1 && $0.cohort > 0 }
    guard !drawn.isEmpty else {
      return emptyCard(caption, "\(AbsenceWords.noData). No conversation of \(context.periodWords) has a time of its first message.")
    }
    var result = RenderedBlock(fragment: .empty)
    var writer = MarkupWriter(capacity: 4096)
    for count in drawn {
      let own = count.funnel.isBuiltIn ? id : "\(id)-\(count.funnel.id)"
      let (fragment, table) = card(of: count, id: own)
      writer.fragment(fragment)
      result.tables.append(table)
    }
    result.fragment = writer.finish()
    return result
  }

  private func card(of count: FunnelCount, id: String) -> (Fragment, PublishedTable) {
    let facts = StepFacts(
      steps: count.steps.map { (label: $0.title, count: Double($0.count)) }, counted: Self.begun, notation: notation)
    var chart = StepBars(
      steps: count.steps.map { .init($0.title, Double($0.count)) }, format: context.format(.count), shareFormat: context.format(.share),
      caption: "Conversations at each step: \(count.funnel.title)", axisTitle: "Step", valueTitle: "Conversations")
    chart.shareTitle = "Share of \(PlainEnglish.inside(count.steps[0].title))"
    var figure = chart.draw(id: id)
    addTimes(count, to: &figure.table)
    var notes = [GoalWords.rules(count.funnel, notation)]
    if let cohort = GoalWords.cohort(count, notation) { notes.append(cohort) }
    notes += GoalWords.gaps(count, notation)
    if count.steps.dropFirst().contains(where: { $0.medianTime == nil }) {
      notes.append("Steps without a time of their own show none in the table.")
    }
    let card = FigureCard(
      id: id, title: StepWords.title(facts), subtitle: "\(count.funnel.title): conversations begun in \(context.periodWords)",
      definition: nil, isWide: isWide, figure: figure, reading: StepWords.reading(facts), notes: notes + self.notes,
      download: context.dataLink(id))
    var table = PublishedTable(id: id, figure.table, unit: .count)
    let last = table.columns.count - 1
    table.columns[last - 1].id = "median_time_since_step_before"
    table.columns[last - 1].unit = .duration
    table.columns[last].id = "timed"
    return (card.fragment, table)
  }

  /// Two more columns: the median time since the last step with a time, and how many conversations it is of.
  private func addTimes(_ count: FunnelCount, to table: inout TableTwin) {
    let times = notation.column(count.steps.map(\.medianTime), .duration)
    table.columns += [
      .init("Median time since the step before" + (times.unitLabel.map { ", \($0)" } ?? "")), .init("Of conversations"),
    ]
    for (row, step) in zip(table.rows.indices, count.steps) {
      table.rows[row].append(.init(step.medianTime.map(times.cell) ?? "", exact: step.medianTime))
      table.rows[row].append(.init(step.timed > 0 ? number(step.timed) : "", exact: step.timed > 0 ? Double(step.timed) : nil))
    }
  }
}
