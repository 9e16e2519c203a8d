import Aggregation
import Privacy

extension Configuration {
  /// What conversations are meant to reach, and the ways there: `goals` and `funnels` of `parlance.json`.
  public struct Goals: Sendable {
    /// In the order of the configuration.
    public var goals: [JourneyGoal] = []
    /// In the order of the configuration, without the built-in one.
    public var funnels: [JourneyFunnel] = []
    /// Patterns that goals look for in texts, by the number that a goal names.
    public var patterns = PatternSet.none
    /// Predicates on rows behind the marks 0, 1, … that goals name.
    public var predicates: [RowPredicate] = []

    /// None.
    public init() {}

    /// The condition of a goal that rows alone decide, by its id: populations of metrics and steps of funnels can name it. nil for goals
    /// that records of vendors decide.
    public func condition(of id: String) -> Condition? {
      switch goals.first(where: { $0.id == id })?.fact {
      case .condition(let condition, _): condition
      case .pattern(let index): Marks.pattern(index).map { .mark($0) }
      case .tool, .started, .engaged, .answered, .resolved, .rated, .converted, .vendorGoal, nil: nil
      }
    }
  }
}
