import Notation

/// A population that a project named, for the texts about its metrics.
public struct NamedPopulation: Sendable, Hashable {
  /// `VIP customers`.
  public let title: String
  /// What it is made of.
  public let definition: String

  /// A population.
  public init(title: String, definition: String) {
    self.title = title
    self.definition = definition
  }
}

extension Metric {
  /// A metric of a project, over conversations by their last message. The base of shares, means and quantiles is `population`; it needs
  /// no field that every conversation has, so it is never "not in export", only without data.
  public static func own(
    _ id: MetricID, _ title: String, short: String? = nil, _ definition: String, formula: String, _ unit: Unit, _ direction: Direction,
    of population: NamedPopulation?, by anchor: Anchor = .lastMessage, _ expression: Expression, margin: Double? = nil
  ) -> Metric {
    var made = Metric(
      id, .own, title, short: short, definition, formula: formula, unit, direction, .all, by: anchor, expression, margin: margin)
    made.namedPopulation = population
    return made
  }

  /// What it speaks about, for people: the project's population or the built-in one.
  public var populationTitle: String { namedPopulation?.title ?? "\(population.title) (\(population.rawValue))" }

  /// The same in one sentence.
  public var populationDefinition: String { namedPopulation?.definition ?? population.definition }
}

extension Dimension {
  /// A dimension of a project: its groups come in order, and a conversation belongs to the first whose condition it meets, so that they
  /// add up to all conversations together with the rest.
  public static func own(
    _ id: DimensionID, _ title: String, _ definition: String, groups: [(key: String, title: String, condition: Condition)], rest: String
  ) -> Dimension {
    var taken: Condition?
    var made: [LabelGroup] = []
    for group in groups {
      made.append(LabelGroup(key: group.key, title: group.title, condition: taken.map { group.condition && !$0 } ?? group.condition))
      taken = taken.map { $0 || group.condition } ?? group.condition
    }
    made.append(LabelGroup(key: "other", title: rest, condition: taken.map { !$0 } ?? .everything))
    return Dimension(id: id, title: title, isMultiValued: false, order: .natural, definition: definition, kind: .label(made))
  }

  /// Keys of its fixed groups; empty for names in the data and for time.
  public var keys: [String] { if case .label(let groups) = kind { groups.map(\.key) } else { [] } }

  /// The condition of one of its fixed groups.
  public func condition(of key: String) -> Condition? {
    if case .label(let groups) = kind { groups.first { $0.key == key }?.condition } else { nil }
  }
}

extension Condition {
  /// How deep it nests: the stack that evaluating it takes. At most 48 are evaluated.
  public var depth: Int {
    switch self {
    case .everything, .field, .mark: 1
    case .not(let a): a.depth
    case let .both(a, b), let .either(a, b): max(a.depth, b.depth + 1)
    }
  }
}
