import Aggregation
import Basics
import Records

/// One more pass over the input: windows in place of periods, and what is asked about them. Run `AggregationPass` with `plan`.
public struct RecomputeRequest: Sendable {
  /// Windows, anchor, vendor and test traffic.
  public let settings: AggregationSettings
  /// The questions as the fewest groupings.
  public let plan: Plan
}

/// Several passes at once: every block goes to each of them, so that the input is read only once more.
public struct VariantSink: ConversationSink {
  private var passes: [AggregationPass]
  private let plans: [Plan]

  /// A sink for the passes that `Reconciliation.requests` wants.
  public init(_ requests: [RecomputeRequest]) {
    plans = requests.map(\.plan)
    passes = plans.map { AggregationPass(plan: $0) }
  }

  /// Takes one block.
  public mutating func consume(_ batch: borrowing ConversationBatch) {
    for i in passes.indices { passes[i].consume(batch) }
  }
  /// Turns the codes of this worker into names.
  public mutating func finish(_ lexicons: Lexicons) {
    for i in passes.indices { passes[i].finish(lexicons) }
  }
  /// Adds what another finished worker saw.
  public mutating func merge(_ other: consuming VariantSink) {
    for i in passes.indices where i < other.passes.count { passes[i].merge(other.passes[i]) }
  }

  /// The figures of each request, in their order; ask for windows with `Period.window`.
  public var figures: [Figures] { zip(passes, plans).map { Figures($0.state, plan: $1) } }
}

/// Questions sorted into passes, and where each is answered.
struct RecomputePlan: Sendable {
  struct Place: Sendable {
    var pass: Int
    var window: Int
  }
  private(set) var requests: [RecomputeRequest] = []
  private var places: [Key: [Range<Instant>: Place]] = [:]

  private struct Key: Hashable {
    var anchor: ConversationWindows.Anchor
    var vendor: Vendor
    var includesTests: Bool
    init(_ ask: Ask) {
      anchor = ask.anchor
      vendor = ask.vendor
      includesTests = ask.includesTests
    }
  }

  init(_ asks: [Ask], settings: AggregationSettings) {
    var keys: [Key] = []
    var windows: [Key: [Range<Instant>]] = [:]
    var known: [Key: Set<Range<Instant>>] = [:]
    var questions: [Key: Set<Query>] = [:]
    for ask in asks {
      let key = Key(ask)
      if windows[key] == nil { keys.append(key) }
      if known[key, default: []].insert(ask.window).inserted { windows[key, default: []].append(ask.window) }
      questions[key, default: []].insert(Query([ask.metric], where: ask.filters))
    }
    for key in keys {
      let queries = Self.inOrder(questions[key] ?? [])
      for layer in Self.layers(windows[key] ?? []) {
        guard let chosen = ConversationWindows(layer, anchor: key.anchor, vendor: key.vendor) else { continue }
        var settings = settings.with(chosen)
        settings.includesTests = key.includesTests
        for (index, range) in chosen.ranges.enumerated() { places[key, default: [:]][range] = Place(pass: requests.count, window: index) }
        requests.append(RecomputeRequest(settings: settings, plan: Plan(queries, settings: settings)))
      }
    }
  }

  func place(_ ask: Ask) -> Place? { places[Key(ask)]?[ask.window] }

  private static func inOrder(_ queries: Set<Query>) -> [Query] {
    func name(_ query: Query) -> String {
      (query.metrics.map(\.rawValue) + query.filters.flatMap { [$0.dimension.rawValue, $0.value] }).joined(separator: "\u{1F}")
    }
    return queries.sorted { utf8Precedes(name($0), name($1)) }
  }

  /// Windows as few sets of disjoint ones: each goes to the first set that it does not overlap.
  private static func layers(_ windows: [Range<Instant>]) -> [[Range<Instant>]] {
    let sorted = windows.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    var layers: [[Range<Instant>]] = []
    for window in sorted {
      if let fit = layers.firstIndex(where: { ($0.last?.upperBound ?? window.lowerBound) <= window.lowerBound }) {
        layers[fit].append(window)
      } else {
        layers.append([window])
      }
    }
    return layers
  }
}
