import Aggregation
import Charts
import Notation

/// A path: each step is a part of the one before. A count is its own step, a share is the step of its numerator.
struct StepsBlock: FigureBlock {
  let block: Block
  let context: BlockContext
  let id: String

  func render() -> RenderedBlock {
    var steps: [(label: String, count: Double)] = []
    for (index, metric) in block.metrics.enumerated() {
      let estimate = context.current(metric, filters)
      guard let count = metric.unit == .count ? estimate.value : estimate.numerator else { return emptyCard(metric, estimate) }
      steps.append((index == 0 ? firstLabel(metric) : metric.title, count))
    }
    guard let first = block.metrics.first else { return RenderedBlock(fragment: .empty, hasData: false) }
    let counted = Measure(first).counted
    let facts = StepFacts(steps: steps, counted: counted, notation: notation)
    guard facts.isOneCohort else {
      return emptyCard("How far \(counted.plural) get", "These steps are not parts of each other, so no path is drawn.")
    }
    var chart = StepBars(
      steps: steps.map { .init($0.label, $0.count) }, format: context.format(.count), shareFormat: context.format(.share),
      caption: "\(PlainEnglish.sentence(counted.plural)) at each step", axisTitle: "Step",
      valueTitle: PlainEnglish.sentence(counted.plural))
    chart.shareTitle = "Share of \(PlainEnglish.inside(steps[0].label))"
    chart.emptyText = "no \(counted.plural)"
    return card(
      chart.draw(id: id), title: StepWords.title(facts),
      subtitle: "\(PlainEnglish.sentence(counted.plural)) at each step, and share of the first, \(context.periodWords)",
      reading: StepWords.reading(facts), metric: first)
  }

  private func firstLabel(_ metric: Metric) -> String {
    metric.id == "vol.conversations" ? "All conversations" : metric.title
  }
}
