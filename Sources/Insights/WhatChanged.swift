import Aggregation
import Notation
import Statistics

/// One point of "what changed".
public struct Finding: Sendable, Hashable {
  /// The word of its tag.
  public enum Status: Sendable, Hashable {
    /// A clear change for the worse.
    case needsAttention
    /// A clear change for the better.
    case better
    /// A clear change that is neither.
    case changed
    /// Inside normal variation.
    case noClearChange
  }

  /// Which metric.
  public var metric: Metric
  /// Its change.
  public var comparison: Comparison
  /// The word.
  public var status: Status
}

/// The most important changes among headline metrics, at most `limit`.
///
/// Benjamini–Hochberg (q = 0.10) over all tested metrics takes back changes that a long list alone would produce: they are left out,
/// since "no clear change" would contradict the verdict that stands beside the number itself. Order: for the
/// worse and for the better by size of effect, then clear neutral changes by relative size, then no clear change; equal ones in
/// the order given. A metric that is 100 % minus another one of the list is the same finding and is left out. What was
/// and is nothing, or everything, is no news: it mostly means that a field is not used. Metrics without a
/// comparison (first report, too few, not comparable, no data) are no findings.
public func whatChanged(_ comparisons: [(metric: Metric, comparison: Comparison)], limit: Int = 3) -> [Finding] {
  let candidates = comparisons.filter { item in
    switch item.comparison.verdict {
    case .better, .worse, .changed, .noClearChange: item.comparison.delta != nil && !isNoNews(item.metric, item.comparison)
    default: false
    }
  }
  let tested = candidates.filter { $0.comparison.p != nil }
  let discovered = BenjaminiHochberg.rejected(tested.map { $0.comparison.p ?? 1 })
  var isDiscovery: [MetricID: Bool] = [:]
  for (item, discovered) in zip(tested, discovered) { isDiscovery[item.metric.id] = discovered }

  var findings: [Finding] = []
  for item in candidates where !findings.contains(where: { mirrors($0.comparison, item.comparison) }) {
    let survives = isDiscovery[item.metric.id] ?? true
    let status: Finding.Status
    switch item.comparison.verdict {
    case .better where survives: status = .better
    case .worse where survives: status = .needsAttention
    case .changed where survives && item.comparison.isClear: status = .changed
    case .noClearChange: status = .noClearChange
    default: continue
    }
    findings.append(Finding(metric: item.metric, comparison: item.comparison, status: status))
  }
  let ordered = findings.enumerated().sorted { a, b in
    let x = rank(a.element)
    let y = rank(b.element)
    if x.group != y.group { return x.group < y.group }
    return x.size != y.size ? x.size > y.size : a.offset < b.offset
  }
  return ordered.prefix(max(0, limit)).map(\.element)
}

private func rank(_ finding: Finding) -> (group: Int, size: Double) {
  let effect = abs(finding.comparison.effect ?? 0)
  switch finding.status {
  case .needsAttention, .better: return (0, effect)
  // New things have no relative size: they come first.
  case .changed: return (1, abs(finding.comparison.relative ?? .greatestFiniteMagnitude))
  case .noClearChange: return (2, 0)
  }
}

/// True when both sides are 0, or both are 100 %.
private func isNoNews(_ metric: Metric, _ comparison: Comparison) -> Bool {
  guard let now = comparison.current.value, let before = comparison.previous?.value, now == before else { return false }
  return now == 0 || metric.unit == .share && now == 1
}

/// True when two shares of the same cases are each other's rest, on both sides.
private func mirrors(_ a: Comparison, _ b: Comparison) -> Bool {
  func rest(_ a: Estimate?, _ b: Estimate?) -> Bool {
    guard case let .proportion(x, n)? = a?.spread, case let .proportion(y, m)? = b?.spread else { return false }
    return n == m && x + y == n
  }
  return rest(a.current, b.current) && rest(a.previous, b.previous)
}
