import Records
import Testing

@testable import Aggregation

@Suite("Longer periods from shorter ones")
struct RollUpTests {
  private static let rows = syntheticRows(600, seed: 23, days: 400)
  private static let dimensions: [[DimensionID]] = [["intent"], ["assistant", "outcome"], ["weekday", "hour"], ["tag"]]

  private func planned(_ kind: PeriodKind) -> Plan {
    plan(
      MetricCatalogue.all.map(\.id), by: Self.dimensions, AggregationSettings(zone: .utc, periodKind: kind, contactsConfigured: true))
  }

  @Test(
    "a quarter and a year rolled up from months are those read as a whole: counts, quantiles, distinct contacts",
    arguments: [
      PeriodKind.quarter, .year,
    ])
  func sameAsReadAtOnce(_ kind: PeriodKind) throws {
    let months = state(Self.rows, planned(.month))
    let rolled = try #require(months.rolledUp(to: kind, plan: planned(.month)))
    let whole = state(Self.rows, planned(kind))
    #expect(rolled.state.encoded() == whole.encoded())
    let ours = Figures(rolled.state, plan: rolled.plan)
    let expected = Figures(whole, plan: planned(kind))
    #expect(ours.periods == expected.periods && ours.periods.count > 1)
    for period in ours.periods {
      for metric in MetricCatalogue.all {
        #expect(ours.estimate(metric.id, in: period) == expected.estimate(metric.id, in: period), "\(metric.id)")
      }
      #expect(ours.groups(["vol.users"], by: "intent", in: period) == expected.groups(["vol.users"], by: "intent", in: period))
    }
  }

  @Test("weeks lie in no longer period, and a state of another plan gives nothing")
  func refused() {
    #expect(PeriodKind.week.longer.isEmpty && PeriodKind.month.longer == [.quarter, .year])
    let weeks = state(Self.rows, planned(.week))
    #expect(weeks.rolledUp(to: .month, plan: planned(.week)) == nil)
    #expect(weeks.rolledUp(to: .quarter, plan: planned(.month)) == nil)
  }
}
