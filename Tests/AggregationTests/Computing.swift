import Records

@testable import Aggregation

let utcMonths = AggregationSettings(zone: .utc)

/// The plan of some metrics, cut by some dimensions.
func plan(
  _ metrics: [MetricID], by dimensions: [[DimensionID]] = [], where filters: [[Filter]] = [], _ settings: AggregationSettings = utcMonths
)
  -> Plan
{
  var queries = [Query(metrics)] + dimensions.map { Query(metrics, by: $0) }
  for filter in filters {
    queries.append(Query(metrics, where: filter))
    queries += dimensions.map { Query(metrics, by: $0, where: filter) }
  }
  return Plan(queries, settings: settings)
}

/// One worker's state of rows, given in batches of some size.
func state(_ rows: [Row], _ plan: Plan, batchSize: Int = 1000) -> AggregateState {
  var pass = AggregationPass(plan: plan)
  var builder = BatchBuilder()
  var from = 0
  while from < rows.count {
    let to = min(from + batchSize, rows.count)
    pass.consume(builder.batch(Array(rows[from..<to])))
    from = to
  }
  pass.finish(builder.lexicons)
  return pass.state
}

/// Figures of rows.
func figures(_ rows: [Row], _ plan: Plan) -> Figures { Figures(state(rows, plan), plan: plan) }

/// The figure of one metric over rows that all lie in one month.
func estimate(_ metric: MetricID, _ rows: [Row], _ settings: AggregationSettings = utcMonths, where filters: [Filter] = []) -> Estimate {
  let plan = plan([metric], where: [filters], settings)
  let figures = figures(rows, plan)
  guard let period = figures.periods.first else { return .unavailable(.noData) }
  return figures.estimate(metric, in: period, where: filters)
}

let march = Period(.month, containing: CalendarDay(ordinal: 20_520))
