/// The metrics and dimensions of a project: the built-in ones and its own. A plan carries it, and the figures of the plan; whoever reads
/// names from files asks it.
public struct Catalogue: Sendable {
  /// Built-in metrics by family, then those of the project in their order.
  public let metrics: [Metric]
  /// Built-in dimensions in the order of the glossary, then those of the project.
  public let dimensions: [Dimension]
  /// Predicates on rows that conditions of the project's metrics and dimensions ask for by number: see `Marks`.
  public let predicates: [RowPredicate]
  private let metricPlaces: [MetricID: Int]
  private let dimensionPlaces: [DimensionID: Int]

  /// What every project has.
  public static let builtIn = Catalogue()

  /// The built-in metrics and dimensions, and more of a project. Whatever bears the name of an earlier one is left out: nothing shadows
  /// a built-in name. At most 32 predicates are evaluated. Metrics that rest on assumptions take those that the project states.
  public init(
    adding metrics: [Metric] = [], _ dimensions: [Dimension] = [], predicates: [RowPredicate] = [],
    assumptions: Assumptions = Assumptions()
  ) {
    let stated = Dictionary(MetricCatalogue.stated(assumptions).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.metrics = Self.distinct(MetricCatalogue.all.map { stated[$0.id] ?? $0 } + metrics, \.id)
    self.dimensions = Self.distinct(DimensionCatalogue.all + dimensions, \.id)
    self.predicates = Array(predicates.prefix(Marks.predicates.count))
    metricPlaces = Dictionary(self.metrics.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    dimensionPlaces = Dictionary(self.dimensions.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The metric with this name.
  public func metric(_ id: MetricID) -> Metric? { metricPlaces[id].map { metrics[$0] } }

  /// The dimension with this name.
  public func dimension(_ id: DimensionID) -> Dimension? { dimensionPlaces[id].map { dimensions[$0] } }

  /// Metrics of the project itself.
  public var ownMetrics: ArraySlice<Metric> { metrics[min(MetricCatalogue.all.count, metrics.count)...] }

  /// Dimensions of the project itself.
  public var ownDimensions: ArraySlice<Dimension> { dimensions[min(DimensionCatalogue.all.count, dimensions.count)...] }

  private static func distinct<Element, ID: Hashable>(_ all: [Element], _ id: KeyPath<Element, ID>) -> [Element] {
    var seen: Set<ID> = []
    return all.filter { seen.insert($0[keyPath: id]).inserted }
  }
}
