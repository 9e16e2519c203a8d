import Notation
import Statistics

/// Everything around a group that its figures depend on.
struct Surroundings {
  /// The same conversations before they were cut into groups.
  let total: View
  /// Days and hours that the group stands for.
  let time: SliceOfTime
  /// Conversations of all data without a time.
  let undated: Int
  /// Why a metric without a base has none.
  let reason: (Metric) -> Unavailability
}

/// Turns counted things into an estimate: the only place where figures are divided.
struct Evaluation {
  let metric: Metric
  let view: View
  let around: Surroundings

  /// The estimate, or `notRequested` when the plan did not count what it needs.
  func estimate() -> Estimate { finished() ?? .unavailable(.notRequested) }

  private func finished() -> Estimate? {
    switch metric.expression {
    case let .count(a): return view.count(a).map(plain)
    case let .share(a, of):
      guard let part = view.count(a && of), let base = view.count(of) else { return nil }
      return share(part, base)
    case let .shareOfTotal(a, of):
      guard let part = view.count(a && of), let base = around.total.count(of) else { return nil }
      return share(part, base)
    case let .net(plus, minus, of):
      guard let up = view.count(plus && of), let down = view.count(minus && of), let base = view.count(of) else { return nil }
      return net(up, down, base)
    case let .scaled(a, of, times, over):
      guard let part = view.count(a && of), let base = view.count(of), let k = view.count(times && over), let n = view.count(over)
      else { return nil }
      return scaled(part, base, k, n)
    case let .perDay(a): return view.count(a).map { rate(Double($0), per: Double(around.time.days)) }
    case let .perHour(a): return view.count(a).map { rate(Double($0), per: around.time.hours) }
    case .undated: return Estimate(value: Double(around.undated), base: around.undated, state: .available, spread: .count(around.undated))
    case .contacts: return view.contacts().map(plain)
    case .perContact:
      guard let users = view.contacts(), let conversations = view.count(.hasContact) else { return nil }
      return ratio(Double(conversations), Double(users), base: users)
    case let .weighted(parts, of):
      guard let base = view.count(of) else { return nil }
      return weighted(parts, of: of).map { mean($0, base) }
    case let .weightedSum(parts): return weighted(parts, of: .everything).map { total($0.sum, base: $0.count) }
    default: return ofQuantities()
    }
  }

  /// Conversations with a weight, and the sums of their weights and of the squares of these.
  private func weighted(_ parts: [Weighted], of base: Condition) -> (count: Int, sum: Double, squares: Double)? {
    var made = (count: 0, sum: 0.0, squares: 0.0)
    for part in parts {
      guard let n = view.count(part.condition && base) else { return nil }
      made.count += n
      made.sum += part.weight * Double(n)
      made.squares += part.weight * part.weight * Double(n)
    }
    return made
  }

  private func mean(_ weights: (count: Int, sum: Double, squares: Double), _ base: Int) -> Estimate {
    if base == 0 { return empty() }
    return Estimate(
      value: weights.sum / Double(base), numerator: weights.sum, denominator: Double(base),
      interval: MeanInterval.interval(count: base, sum: weights.sum, sumOfSquares: weights.squares), base: base, state: state(base),
      spread: .mean(count: base, sum: weights.sum, sumOfSquares: weights.squares))
  }

  private func ofQuantities() -> Estimate? {
    switch metric.expression {
    case let .sum(quantities, condition):
      var count: Int64 = 0
      var sum = 0.0
      for q in quantities {
        guard let n = view.sum(q, .count, condition), let s = view.sum(q, .sum, condition) else { return nil }
        count &+= n
        sum += q.inUnit(sum: Double(s))
      }
      return total(sum, base: Int(count))
    case let .items(quantity): return view.sum(quantity, .count).map { plain(Int($0)) }
    case let .itemShare(quantity, of):
      var base: Int64 = 0
      for q in of {
        guard let n = view.sum(q, .count) else { return nil }
        base &+= n
      }
      return view.sum(quantity, .count).map { share(Int($0), Int(base)) }
    case let .mean(quantity, condition): return mean(quantity, condition)
    case let .quantile(quantity, p, condition): return view.runs(quantity, condition).map { quantile(RankedRuns($0, quantity), p) }
    case let .maximum(quantity):
      guard let runs = view.runs(quantity, .everything).map({ RankedRuns($0, quantity) }) else { return nil }
      guard let largest = runs.largest else { return empty() }
      return Estimate(value: largest, base: runs.count, state: .available)
    case let .ratio(quantity, condition):
      guard let sum = view.sum(quantity, .sum), let base = view.count(condition) else { return nil }
      return ratio(quantity.inUnit(sum: Double(sum)), Double(base), base: base)
    case let .sumShare(quantity, condition):
      guard let all = view.sum(quantity, .sum), let part = view.sum(quantity, .sum, condition), let n = view.sum(quantity, .count)
      else { return nil }
      return ratio(quantity.inUnit(sum: Double(part)), quantity.inUnit(sum: Double(all)), base: Int(n))
    default: return nil
    }
  }

  private func empty() -> Estimate { .unavailable(around.reason(metric)) }

  /// A count: zero is a value, unless the field behind it is not in the data.
  private func plain(_ n: Int) -> Estimate {
    if n == 0, around.isFieldAbsent(metric) { return empty() }
    return Estimate(value: Double(n), numerator: Double(n), base: n, state: .available, spread: .count(n))
  }

  /// A sum over things that may be missing: nothing to add up is no zero.
  private func total(_ sum: Double, base: Int) -> Estimate {
    base == 0 ? empty() : Estimate(value: sum, numerator: sum, base: base, state: .available)
  }

  private func rate(_ count: Double, per base: Double) -> Estimate {
    base <= 0
      ? empty() : Estimate(value: count / base, numerator: count, denominator: base, base: Int(count), state: .available)
  }

  private func state(_ base: Int) -> EstimateState {
    if base < metric.minimumSample { return .tooFew }
    return metric.minimumSample > 1 && base < 100 ? .smallSample : .available
  }

  private func share(_ part: Int, _ base: Int) -> Estimate {
    if base == 0 { return empty() }
    return Estimate(
      value: Double(part) / Double(base), numerator: Double(part), denominator: Double(base),
      interval: Wilson.interval(successes: part, of: base), base: base, state: state(base),
      spread: .proportion(successes: part, of: base))
  }

  private func net(_ up: Int, _ down: Int, _ base: Int) -> Estimate {
    base == 0 ? empty() : NetScore(up: up, down: down, base: base).estimate(state(base))
  }

  private func scaled(_ part: Int, _ base: Int, _ k: Int, _ n: Int) -> Estimate {
    if base == 0 || n == 0 { return empty() }
    let value = Double(part) / Double(base) * Double(k) / Double(n)
    return Estimate(
      value: value, numerator: Double(part) * Double(k) / Double(base), denominator: Double(n), base: base, state: state(base))
  }

  private func ratio(_ numerator: Double, _ denominator: Double, base: Int) -> Estimate {
    if base == 0 || denominator <= 0 { return empty() }
    return Estimate(
      value: numerator / denominator, numerator: numerator, denominator: denominator, base: base, state: state(base))
  }

  private func mean(_ quantity: Quantity, _ condition: Condition) -> Estimate? {
    guard let n = view.sum(quantity, .count, condition), let raw = view.sum(quantity, .sum, condition),
      let low = view.sum(quantity, .squareLow, condition), let high = view.sum(quantity, .squareHigh, condition)
    else { return nil }
    if n == 0 { return empty() }
    let count = Int(n)
    let sum = quantity.inUnit(sum: Double(raw))
    let squares = quantity.inUnit(sumOfSquares: Double(low) + Double(high) * 4_294_967_296)
    return Estimate(
      value: sum / Double(count), numerator: sum, denominator: Double(count),
      interval: MeanInterval.interval(count: count, sum: sum, sumOfSquares: squares), base: count, state: state(count),
      spread: .mean(count: count, sum: sum, sumOfSquares: squares))
  }

  private func quantile(_ runs: RankedRuns, _ p: Double) -> Estimate {
    if runs.count == 0 { return empty() }
    guard runs.count >= metric.expression.requiredSample else {
      return Estimate(value: nil, base: runs.count, state: .tooFew, spread: .quantile(count: runs.count, interval: nil))
    }
    let interval = QuantileInterval.interval(count: runs.count, p, valueAtRank: runs.value)
    return Estimate(
      value: Quantile.type7(count: runs.count, p, valueAtRank: runs.value), interval: interval, base: runs.count,
      state: state(runs.count), spread: .quantile(count: runs.count, interval: interval))
  }
}

/// A mean of −1, 0 and 1: its variance is that of the multinomial counts.
struct NetScore {
  let up: Int
  let down: Int
  /// More than 0.
  let base: Int

  func estimate(_ state: EstimateState) -> Estimate {
    let n = Double(base)
    let value = Double(up - down) / n
    let variance = max(0, Double(up + down) / n - value * value) / n
    let half = normalQuantile * variance.squareRoot()
    return Estimate(
      value: value, numerator: Double(up - down), denominator: n,
      interval: Interval(low: max(-1, value - half), high: min(1, value + half)), base: base, state: state,
      spread: .mean(count: base, sum: Double(up - down), sumOfSquares: Double(up + down)))
  }
}

/// 97.5 % point of the normal distribution.
private let normalQuantile = 1.959963984540054

extension Surroundings {
  /// True when the data of the period lack the field a metric needs.
  func isFieldAbsent(_ metric: Metric) -> Bool { reason(metric) != .noData }
}
