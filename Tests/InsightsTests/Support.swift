import Aggregation
import Records
import Statistics
import Testing

@testable import struct Aggregation.GroupLabel
@testable import struct Aggregation.GroupRow

func metric(_ id: MetricID) throws -> Metric { try #require(MetricCatalogue.metric(id)) }

/// A share as Aggregation hands it over.
func share(_ successes: Int, _ n: Int) -> Estimate {
  Estimate(
    value: n > 0 ? Double(successes) / Double(n) : nil, numerator: Double(successes), denominator: Double(n),
    interval: Wilson.interval(successes: successes, of: n), base: n,
    state: n == 0 ? .unavailable(.noData) : n < 30 ? .tooFew : n < 100 ? .smallSample : .available,
    spread: .proportion(successes: successes, of: n))
}

func count(_ n: Int) -> Estimate { Estimate(value: Double(n), base: n, state: .available, spread: .count(n)) }

/// A mean of n values of which half are `middle − around`, half `middle + around`.
func mean(_ middle: Double, around: Double, n: Int) -> Estimate {
  let sum = middle * Double(n)
  let squares = Double(n) * (middle * middle + around * around)
  return Estimate(
    value: middle, base: n, state: n < 30 ? .tooFew : .available, spread: .mean(count: n, sum: sum, sumOfSquares: squares))
}

func median(_ value: Double, _ low: Double, _ high: Double, n: Int = 1000) -> Estimate {
  let interval = Interval(low: low, high: high)
  return Estimate(value: value, interval: interval, base: n, state: .available, spread: .quantile(count: n, interval: interval))
}

func row(_ key: String, _ estimate: Estimate, isMissing: Bool = false) -> GroupRow {
  GroupRow(group: GroupLabel(key: key, text: key, isMissing: isMissing), estimates: [estimate])
}

func date(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }
