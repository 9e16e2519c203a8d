import Aggregation
import Basics
import Insights
import Records

extension PageCatalogue {
  /// Pages that quarters and years have, by slug: what is asked over a long time. Files, lists and single days stay with the shorter periods.
  static let ofRollUps: Set<String> = [
    PageDefinition.overview.slug, PageDefinition.volume.slug, PageDefinition.resolution.slug, PageDefinition.handoffs.slug,
    PageDefinition.csat.slug, PageDefinition.topics.slug, PageDefinition.cost.slug, PageDefinition.assistants.slug,
    PageDefinition.glossary.slug,
  ]
}

/// Quarters and years over the published periods, from merged states. A longer period with fewer than two shorter ones would only repeat one.
func rollUps(
  of periods: [Period], _ figures: Figures, _ state: AggregateState, _ plan: Plan, _ documents: Documents, _ project: Project,
  _ facts: BuildFacts,
  _ coverage: PeriodCoverage
) -> [Evaluation] {
  let published = Set(periods)
  var below = periods
  return project.configuration.period.longer.compactMap { kind in
    let members = Dictionary(grouping: below) { Period(kind, containing: $0.start) }
    let wanted = members.filter { $0.value.count > 1 }.keys.sorted()
    below = members.keys.sorted()
    guard !wanted.isEmpty, let rolled = state.rolledUp(to: kind, plan: plan) else { return nil }
    let rolledUp = Figures(rolled.state, plan: rolled.plan, documents: documents) { period in
      published.contains { period.start <= $0.start && $0.end <= period.end }
    }.with(followUpsOf: figures).with(journeysOf: figures, documents)
    return Evaluation(
      project: project, figures: rolledUp, facts: facts, documents: documents, conversations: nil, reconciliation: ReconciliationReport([]),
      diagnostics: Diagnostics(), periods: wanted.filter(Set(rolledUp.periods).contains), rollUps: [], isRollUp: true)
  }
}
