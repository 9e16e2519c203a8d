/// A figure computed from other figures and from stated numbers. Each figure is the one that its metric has everywhere else, for the same
/// period, days, group and filters, so that a card, its parts and its file cannot disagree.
public indirect enum Formula: Sendable, Hashable {
  /// A stated number.
  case number(Double)
  /// The value of a metric.
  case metric(MetricID)
  case sum(Formula, Formula)
  case difference(Formula, Formula)
  case product(Formula, Formula)
  /// No value where the second is 0.
  case quotient(Formula, Formula)
  /// A number that the project has to state first; the text names the key of `parlance.json`.
  case missing(String)

  /// Metrics it reads, each once, in order.
  public var metrics: [MetricID] {
    switch self {
    case .number, .missing: []
    case .metric(let id): [id]
    case let .sum(a, b), let .difference(a, b), let .product(a, b), let .quotient(a, b):
      b.metrics.reduce(into: a.metrics) { if !$0.contains($1) { $0.append($1) } }
    }
  }

  /// True when the value is a multiple of one metric.
  var isMultiple: Bool {
    switch self {
    case .number, .missing: false
    case .metric: true
    case let .product(a, b): (a.isMultiple && b.isNumber) || (a.isNumber && b.isMultiple)
    case let .quotient(a, b): a.isMultiple && b.isNumber
    case .sum, .difference: false
    }
  }

  private var isNumber: Bool {
    switch self {
    case .number: true
    case .metric, .missing: false
    case let .sum(a, b), let .difference(a, b), let .product(a, b), let .quotient(a, b): a.isNumber && b.isNumber
    }
  }

  /// Sum.
  public static func + (a: Formula, b: Formula) -> Formula { .sum(a, b) }
  /// Difference.
  public static func - (a: Formula, b: Formula) -> Formula { .difference(a, b) }
  /// Product.
  public static func * (a: Formula, b: Formula) -> Formula { .product(a, b) }
  /// Quotient.
  public static func / (a: Formula, b: Formula) -> Formula { .quotient(a, b) }
}

extension Formula {
  /// Why a formula has no value.
  struct Failure: Error {
    let state: EstimateState
    let base: Int
  }

  /// The figure from those of its metrics. It is trusted as little as the least trusted of them, and its base is the smallest of theirs;
  /// a multiple of one metric keeps its interval, other formulas have none, because their parts are not independent.
  func estimate(_ value: (MetricID) -> Estimate) -> Estimate {
    var parts: [MetricID: Estimate] = [:]
    for id in metrics { parts[id] = value(id) }
    let used = metrics.compactMap { parts[$0] }
    if let key = missingKey { return .unavailable(.notConfigured(key)) }
    for part in used { if case .unavailable = part.state { return Estimate(value: nil, base: 0, state: part.state) } }
    let base = used.map(\.base).min() ?? 0
    let state = used.map(\.state).max { Self.doubt($0) < Self.doubt($1) } ?? .available
    func number(_ formula: Formula) -> Double? { formula.value { parts[$0]?.value } }
    guard let result = number(self) else {
      return used.contains { $0.value == nil } ? Estimate(value: nil, base: base, state: state) : .unavailable(.noData)
    }
    var made = Estimate(value: result, base: base, state: state)
    if case let .quotient(a, b) = self { (made.numerator, made.denominator) = (number(a), number(b)) }
    if isMultiple, let only = used.first, let whole = only.value, whole != 0, let interval = only.interval {
      let scale = result / whole
      let ends = [interval.low * scale, interval.high * scale].sorted()
      made.interval = .init(low: ends[0], high: ends[1])
    }
    return made
  }

  private func value(_ of: (MetricID) -> Double?) -> Double? {
    func both(_ a: Formula, _ b: Formula, _ combine: (Double, Double) -> Double?) -> Double? {
      guard let x = a.value(of), let y = b.value(of) else { return nil }
      return combine(x, y)
    }
    switch self {
    case .number(let number): return number
    case .metric(let id): return of(id)
    case .missing: return nil
    case let .sum(a, b): return both(a, b, +)
    case let .difference(a, b): return both(a, b, -)
    case let .product(a, b): return both(a, b, *)
    case let .quotient(a, b): return both(a, b) { $1 == 0 ? nil : $0 / $1 }
    }
  }

  /// The first key that the project has to state.
  var missingKey: String? {
    switch self {
    case .number, .metric: nil
    case .missing(let key): key
    case let .sum(a, b), let .difference(a, b), let .product(a, b), let .quotient(a, b): a.missingKey ?? b.missingKey
    }
  }

  private static func doubt(_ state: EstimateState) -> Int {
    switch state {
    case .available: 0
    case .smallSample: 1
    case .tooFew: 2
    case .unavailable: 3
    }
  }
}

/// How much a conversation that meets a condition counts.
public struct Weighted: Sendable, Hashable {
  /// Which conversations.
  public let condition: Condition
  /// What each counts as.
  public let weight: Double

  /// A weight.
  public init(_ condition: Condition, _ weight: Double) {
    self.condition = condition
    self.weight = weight
  }
}
